"""Headers, cookies, hosts, sizes and CSRF; and what a refused person reads."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.domain import errors
from app.domain.errors import NotFound, Refusal, message
from app.web.errors import STATUSES, status_of
from tests.conftest import SignIn, csrf_token

STRONG = "0f3c9a7be2d14856" * 4


def another_app(tmp_path: Path, **overrides: Any) -> Flask:
    """An application that never opens its database."""
    settings = {
        "TESTING": True,
        "INSTANCE": "real",
        "SECRET_KEY": STRONG,
        "AUDIT_KEY": STRONG[::-1],
        "DATABASE_URL": f"sqlite:///{tmp_path / 'unused.db'}",
        "DATA_DIR": tmp_path,
        "PUBLIC_URL": "https://reports.example.org",
        "QUEUE_IMMEDIATE": True,
    }
    return create_app(settings | overrides)


def test_the_policy_allows_nothing_unsafe_and_no_other_host(client: FlaskClient) -> None:
    policy = client.get("/sign-in").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "data:" not in policy


@pytest.mark.parametrize("path", ["/sign-in", "/healthz", "/nothing-here"])
def test_every_response_carries_the_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_signed_in_pages_are_never_stored(sign_in: SignIn) -> None:
    assert sign_in("staff").get("/cycles/").headers["Cache-Control"] == "no-store"


def test_pages_hold_no_inline_script_or_style(sign_in: SignIn) -> None:
    page = sign_in("focal-point.a-03").get("/submissions/").text
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page


def test_cookies_on_http_have_a_plain_name(client: FlaskClient) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("session=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers


def test_https_brings_secure_host_cookies_and_hsts(tmp_path: Path) -> None:
    reply = another_app(tmp_path).test_client().get("/sign-in", base_url="https://reports.example.org")
    cookie = reply.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert "max-age=31536000" in reply.headers["Strict-Transport-Security"]


def test_a_real_instance_answers_under_its_own_name_only(tmp_path: Path) -> None:
    client = another_app(tmp_path).test_client()
    assert client.get("/sign-in", base_url="https://evil.example").status_code == 400
    assert client.get("/sign-in", base_url="https://127.0.0.1").status_code == 400


def test_an_unknown_host_is_refused_without_a_page(client: FlaskClient) -> None:
    reply = client.get("/sign-in", headers={"Host": "evil.example"})
    assert (reply.status_code, reply.mimetype) == (400, "text/plain")


def test_the_real_instance_does_not_call_itself_a_demonstration(tmp_path: Path) -> None:
    page = another_app(tmp_path).test_client().get("/sign-in", base_url="https://reports.example.org").text
    assert "Demonstration" not in page


def test_the_demonstration_says_so_on_every_page(client: FlaskClient, sign_in: SignIn) -> None:
    banner = "Demonstration. Nothing here was submitted by any State."
    pages = [client.get("/sign-in"), client.get("/nothing-here"), sign_in("staff").get("/cycles/")]
    assert all(banner in page.text for page in pages)


def test_a_post_without_its_token_is_refused_with_a_way_on(sign_in: SignIn) -> None:
    reply = sign_in("staff").post("/sign-out")
    assert reply.status_code == 400
    assert "Open the page again" in reply.text


def test_a_body_over_two_megabytes_is_refused_in_words(sign_in: SignIn) -> None:
    client = sign_in("focal-point.a-03")
    token = csrf_token(client, "/submissions/")
    reply = client.post("/submissions/1/sections/A", data={"csrf_token": token, "text": "x" * 10_000_000})
    assert reply.status_code == 413
    assert "larger than 2 MB" in reply.text


def test_an_unknown_address_is_explained(client: FlaskClient) -> None:
    reply = client.get("/nothing-here")
    assert reply.status_code == 404
    assert "<h1>There is nothing here</h1>" in reply.text


def test_a_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    reply = client.delete("/healthz")
    assert reply.status_code == 405
    assert "GET" in reply.headers["Allow"]
    assert "Start again" in reply.text


def test_every_refusal_has_a_status() -> None:
    named = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Refusal)}
    assert named - {Refusal} == set(STATUSES)


def test_a_special_refusal_is_mapped_like_its_parent() -> None:
    special = type("Special", (NotFound,), {})
    assert status_of(special(message("Gone."))) == 404


def test_a_failure_on_our_side_shows_no_details(tmp_path: Path) -> None:
    app = another_app(tmp_path, TESTING=False)
    # The database was never migrated, so that every statement on a table fails.
    client = app.test_client()
    with client.session_transaction(base_url="https://reports.example.org") as cookie:
        cookie["signed_in"] = "some token"
    reply = client.get("/", base_url="https://reports.example.org")
    assert reply.status_code == 500
    assert "What was saved before is safe" in reply.text
    assert "account_session" not in reply.text


def test_static_files_are_addressed_by_their_content(client: FlaskClient) -> None:
    page = client.get("/sign-in").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert re.fullmatch(r"/static/[0-9a-f]{12}/css/site\.css", address)
    with client.get(address) as reply:
        assert reply.status_code == 200
        assert "immutable" in reply.headers["Cache-Control"]
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
