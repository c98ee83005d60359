"""One idempotency key, two requests: the same one changes nothing, another one is refused, and nothing is lost."""

from collections.abc import Mapping

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.answers import Files, Items, StoredFile
from app.domain.errors import NotPossibleNow
from app.domain.typed import alone
from app.submissions.listing import Listing, add_file
from app.submissions.models import AnswerRevision
from app.submissions.queries import answers_of
from app.submissions.saving import Posted, save_answers
from tests.conftest import AUDIT_KEY, NOW, SignIn, field
from tests.factories import part, question, questionnaire, section
from tests.services.demo import actor_of
from tests.services.rounds import Round, send_out

ASKED = [
    question("words", "short_text"),
    question("bodies", "repeat", questions=[part("name", "short_text")]),
    question("files", "attachment"),
]
BODY = {"name": ("A body",)}


@pytest.fixture
def sent(session: Session) -> Round:
    return send_out(session, questionnaire(section("A", *ASKED)))


def save(sent: Round, posted: Mapping[str, Posted], key: str = "one-key") -> frozenset[str]:
    """Save and commit, as a view does, or leave nothing behind."""
    try:
        outcome = save_answers(
            sent.session,
            actor=actor_of(sent.session, sent.submission),
            now=NOW,
            audit_key=AUDIT_KEY,
            submission_id=sent.submission.id,
            questionnaire=sent.questionnaire,
            posted=posted,
            idempotency_key=key,
        )
    except NotPossibleNow:
        sent.session.rollback()
        raise
    sent.session.commit()
    return outcome.changed


def listed(sent: Round) -> list[str]:
    value = answers_of(sent.session, sent.submission.id)["bodies"]
    return [item for item, _ in value.items] if isinstance(value, Items) else []


def test_the_same_new_entry_twice_is_one(sent: Round) -> None:
    save(sent, {"bodies/a": Posted(BODY, 0)})
    assert save(sent, {"bodies/a": Posted(BODY, 0)}) == frozenset()
    assert listed(sent) == ["a"]


def test_another_new_entry_of_the_list_is_refused(sent: Round) -> None:
    save(sent, {"bodies/a": Posted(BODY, 0)})
    with pytest.raises(NotPossibleNow, match="What was sent first is saved"):
        save(sent, {"bodies/b": Posted(BODY, 0)})
    assert listed(sent) == ["a"]
    assert save(sent, {"bodies/b": Posted(BODY, 0)}, "another-key") == {"bodies/b"}


def test_another_text_for_the_same_answer_is_refused(sent: Round) -> None:
    save(sent, {"words": Posted(alone("one"), 0)})
    with pytest.raises(NotPossibleNow, match="What was sent first is saved"):
        save(sent, {"words": Posted(alone("two"), 1)})
    history = sent.session.scalars(
        sa.select(AnswerRevision.value)
        .where(AnswerRevision.submission_id == sent.submission.id)
        .order_by(AnswerRevision.revision)
    ).all()
    assert history == [{"text": "one"}]


def test_another_failure_of_the_database_is_no_refusal(sent: Round) -> None:
    save(sent, {"words": Posted(alone("one"), 0)})
    sent.session.execute(sa.text("UPDATE answer SET revision = 3"))
    save(sent, {"words": Posted(alone("two"), 3)}, "second-key")
    sent.session.execute(sa.text("UPDATE answer SET revision = 3"))
    with pytest.raises(sa.exc.IntegrityError):
        save(sent, {"words": Posted(alone("three"), 3)}, "third-key")
    sent.session.rollback()


def add(sent: Round, file_id: str) -> None:
    listing = Listing(
        session=sent.session,
        actor=actor_of(sent.session, sent.submission),
        now=NOW,
        audit_key=AUDIT_KEY,
        submission_id=sent.submission.id,
        key="files",
        idempotency_key="one-key",
    )
    add_file(listing, StoredFile(file_id, "a.pdf", "A law", "en", "application/pdf", 9, "0" * 64), 3)


def test_another_document_is_refused(sent: Round) -> None:
    add(sent, "1" * 32)
    add(sent, "1" * 32)
    with pytest.raises(NotPossibleNow, match="What was sent first is saved"):
        add(sent, "2" * 32)
    value = answers_of(sent.session, sent.submission.id)["files"]
    assert [file.id for file in value.files] == ["1" * 32] if isinstance(value, Files) else []


def test_the_page_says_so_with_the_status_409(sign_in: SignIn, sent: Round) -> None:
    sent.session.commit()
    client: FlaskClient = sign_in("focal-point.a-14")
    home = f"/submissions/{sent.submission.id}"
    data = {"csrf_token": field(client.get(f"{home}/sections/A").text, "csrf_token")}
    replies = []
    for item in ("a", "b"):
        name = f"bodies/{item}"
        entry = {f"revision-{name}": "0", f"{name}.name": "A body", "idempotency_key": "one-key-for-both"}
        replies.append(client.post(f"{home}/lists/{name}", data=data | entry))
    assert [reply.status_code for reply in replies] == [303, 409]
    assert "load the page again" in replies[1].text
