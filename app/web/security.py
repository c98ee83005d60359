"""Headers, cookies, hosts, limits and CSRF: what every response and every request is held to."""

import hashlib
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from app.domain.errors import InvalidSetUp, message
from app.web.compression import Compressing

LARGEST_BODY = 2 * 1024 * 1024
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# Also for files that do not pass through Flask.
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def install(app: Flask) -> None:
    public = urlsplit(app.config["PUBLIC_URL"])
    demonstration = app.config["INSTANCE"] == "demonstration"
    https = public.scheme == "https"
    hosts = [public.hostname or "localhost"]
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        TRUSTED_HOSTS=[*hosts, "127.0.0.1", "localhost"] if demonstration else hosts,
        SESSION_COOKIE_NAME="__Host-session" if https else "session",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form may stay open for a working day
    )
    CSRFProtect(app)
    app.jinja_env.globals["demonstration"] = demonstration
    app.jinja_env.globals["asset"] = _asset_finder(edition_of(Path(app.root_path) / "static"))
    app.after_request(_with_headers)
    if https:
        app.after_request(_with_hsts)


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    # Pages of nobody hold a CSRF token too, so that only files may be kept.
    if g.get("account") is not None or request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response


def _with_hsts(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


def edition_of(folder: Path) -> str:
    """What the static files are, all together: it stands in their addresses, so that browsers may keep them for ever.

    One for all, because modules import one another by relative address and must never be mixed.
    """
    content = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            content.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return content.hexdigest()[:12]


def _asset_finder(edition: str) -> object:
    def asset(name: str) -> str:
        """The address of a static file; it changes with the files."""
        return f"{request.script_root}{current_app.static_url_path}/{edition}/{name}"

    return asset


def in_front_of(app: Flask) -> Any:
    """What a request passes before Flask: the proxies' word for the client's address, compression, static files.

    Only the address is taken from the proxies: host and scheme follow from PUBLIC_URL.
    """
    static = Path(app.root_path) / "static"
    served = WhiteNoise(
        app.wsgi_app,
        root=static,
        prefix=f"static/{edition_of(static)}/",
        immutable_file_test=".*",
        add_headers_function=_protect_static_file,
    )
    short = Compressing(served)
    proxies = number_of_proxies(str(app.config["TRUSTED_PROXIES"]))
    return ProxyFix(short, x_for=proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0) if proxies else short


def number_of_proxies(text: str) -> int:
    """Raises InvalidSetUp when TRUSTED_PROXIES is no number."""
    if text.isascii() and text.isdigit():
        return int(text)
    raise InvalidSetUp(
        message(
            "TRUSTED_PROXIES must be how many proxies stand in front, for example 1, not %(text)s.", text=text
        )
    )


def _protect_static_file(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """The same headers for the files that are served before Flask is asked."""
    for name, value in HEADERS.items():
        headers[name] = value
