"""The pages of versions: what differs in words, what publishing would do in numbers, and who may do it."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.questionnaires.models import VersionStatus
from tests.conftest import SignIn, field
from tests.services.rounds import send_out
from tests.services.test_publishing import CORRECTED, TYPO, draft_of, patched, small

TEXT = "class:reworded:sections/A/questions/q/text"


@pytest.fixture
def drafted(session: Session) -> str:
    """A first version in an open cycle, and a draft that corrects a typo; the content hash of the draft."""
    send_out(session, small())
    draft = draft_of(session, small(text=CORRECTED))
    session.commit()
    return draft.content_hash


@pytest.mark.usefixtures("drafted")
def test_versions_are_listed_with_what_can_be_done(sign_in: SignIn) -> None:
    page = sign_in("admin").get("/questionnaires/small/versions").text
    assert "/questionnaires/small/publish" in page
    assert "/questionnaires/small/compare?from=1&amp;to=2" in page
    assert "/questionnaires/small/versions/1/retire" in page
    assert "Draft" in page
    assert "Published" in page


@pytest.mark.usefixtures("drafted")
def test_staff_read_versions_and_change_none(sign_in: SignIn) -> None:
    client = sign_in("staff")
    page = client.get("/questionnaires/small/versions").text
    assert "/publish" not in page
    assert "/retire" not in page
    assert client.get("/questionnaires/small/compare").status_code == 200
    for path in ("/questionnaires/small/publish", "/questionnaires/small/versions/1/retire"):
        assert client.get(path).status_code == 403


@pytest.mark.usefixtures("drafted")
def test_a_comparison_shows_both_texts(sign_in: SignIn) -> None:
    client = sign_in("staff")
    page = client.get("/questionnaires/small/compare?from=1&to=2").text
    assert TYPO in page
    assert CORRECTED in page
    assert "Reworded: text" in page
    assert "Only texts and translations differ" in page
    assert page.count(TYPO) == client.get("/questionnaires/small/compare").text.count(TYPO)
    assert "say the same" in client.get("/questionnaires/small/compare?from=1&to=1").text
    assert client.get("/questionnaires/small/compare?from=1&to=7").status_code == 404
    assert client.get("/questionnaires/nothing/compare").status_code == 404


def test_a_comparison_tells_what_its_author_said(sign_in: SignIn, session: Session) -> None:
    send_out(session, small())
    patched(session)
    session.commit()
    client = sign_in("staff")
    assert "Typo or translation" in client.get("/questionnaires/small/compare?from=1&to=1.1").text
    assert "Typo or translation" not in client.get("/questionnaires/small/compare?from=1.1&to=1").text


@pytest.mark.usefixtures("drafted")
def test_the_impact_is_shown_before_the_button(sign_in: SignIn) -> None:
    page = sign_in("admin").get("/questionnaires/small/publish").text
    before_the_button = page.split(">Publish</button>", maxsplit=1)[0]
    for said in (
        "Open cycles on the version before",
        "Not started: 1",
        "Version 1.1, a patch",
        "One national report not yet submitted will show the corrected words",
        "Typo or translation (suggested)",
        "Version 2, for new cycles",
    ):
        assert said in before_the_button


def test_a_patch_is_published_from_the_page(sign_in: SignIn, drafted: str) -> None:
    client = sign_in("admin")
    page = client.get("/questionnaires/small/publish").text
    data = {
        "csrf_token": field(page, "csrf_token"),
        "version": field(page, "version"),
        "expected": field(page, "expected"),
        "as": "patch",
        TEXT: "typo",
        "note:reworded:sections/A/questions/q/text": "A letter\x00 was missing",
    }
    assert data["expected"] == drafted
    for _ in range(2):  # a second click finds it done
        reply = client.post("/questionnaires/small/publish", data=data)
        assert reply.status_code == 303
    page = client.get(reply.location).text
    assert "Version 1.1 is published." in page
    assert "now shows its corrected words" in page
    assert "Demo administrator" in page
    compared = client.get("/questionnaires/small/compare?from=1&to=1.1").text
    assert "A letter was missing" in compared
    assert "There is no draft" in client.get("/questionnaires/small/publish").text


def test_a_refusal_keeps_what_was_said(sign_in: SignIn, session: Session) -> None:
    send_out(session, small())
    draft = draft_of(session, small(text=CORRECTED, required=True))
    session.commit()
    client = sign_in("admin")
    page = client.get("/questionnaires/small/publish").text
    data = {
        "csrf_token": field(page, "csrf_token"),
        "version": str(draft.id),
        "expected": draft.content_hash,
        "as": "version",
        TEXT: "meaning_changed",
        "note:reworded:sections/A/questions/q/text": "Another body",
    }
    reply = client.post("/questionnaires/small/publish", data=data)
    assert reply.status_code == 422
    assert "required: say what the change means." in reply.text
    assert "Another body" in reply.text
    assert "<dt>Trend lines that end</dt><dd>1</dd>" in reply.text
    assert "a patch of typos" not in reply.text


def test_errors_of_the_definition_are_listed(sign_in: SignIn, session: Session) -> None:
    draft_of(session, small(shown_when={"question": "gone", "answered": True}))
    session.commit()
    page = sign_in("admin").get("/questionnaires/small/publish").text
    assert "There is no question gone" in page
    assert ">Publish</button>" not in page


@pytest.mark.usefixtures("drafted")
def test_a_version_of_another_questionnaire_is_not_published_here(sign_in: SignIn) -> None:
    client = sign_in("admin")
    token = field(client.get("/questionnaires/small/publish").text, "csrf_token")
    data = {"csrf_token": token, "version": "1", "expected": "x"}
    assert client.post("/questionnaires/small/publish", data=data).status_code == 404


@pytest.mark.usefixtures("drafted")
def test_retiring_says_why_it_must_wait(sign_in: SignIn) -> None:
    client = sign_in("admin")
    page = client.get("/questionnaires/small/versions/1/retire").text
    assert "An open cycle uses this version" in page
    assert client.get("/questionnaires/small/versions/2/retire").status_code == 200
    token = field(page, "csrf_token")
    reply = client.post("/questionnaires/small/versions/1/retire", data={"csrf_token": token})
    assert reply.status_code == 409


def test_an_unused_version_is_retired_from_its_page(app: Flask, sign_in: SignIn, session: Session) -> None:
    send_out(session, small())
    patch = patched(session)
    session.commit()
    client = sign_in("admin")
    page = client.get("/questionnaires/small/versions/1/retire").text
    assert "0 national reports are bound to this version" in page
    token = field(page, "csrf_token")
    reply = client.post("/questionnaires/small/versions/1/retire", data={"csrf_token": token})
    assert reply.status_code == 303
    page = client.get(reply.location).text
    assert "Version 1 is retired" in page
    session.refresh(patch)
    assert patch.status == VersionStatus.PUBLISHED
