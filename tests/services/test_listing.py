"""Lists that change entry by entry: once, recorded, in order, and as a revision like any other."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.domain.answers import Files, Items, NonAnswer, StoredFile
from app.domain.errors import NotFound, NotPossibleNow
from app.domain.lifecycle import Status
from app.submissions.listing import Listing, add_file, move_item, remove_file, remove_item
from app.submissions.models import AnswerRevision, Submission
from app.submissions.queries import answers_of, held_answers
from app.submissions.saving import Posted, save_answers
from tests.conftest import AUDIT_KEY, NOW
from tests.services.demo import actor_of, not_started, submission_of

LIST, DOCUMENTS = "P2-B07", "P2-J04"
MOST = 8  # entries that P2-B07 takes


@pytest.fixture
def submission(session: Session) -> Submission:
    return not_started(session)


def listing(
    session: Session, submission: Submission, key: str = LIST, idempotency_key: str = "a-click"
) -> Listing:
    return Listing(
        session=session,
        actor=actor_of(session, submission),
        now=NOW,
        audit_key=AUDIT_KEY,
        submission_id=submission.id,
        key=key,
        idempotency_key=idempotency_key,
    )


def add_items(app: Flask, session: Session, submission: Submission, *items: str) -> None:
    for item in items:
        save_answers(
            session,
            actor=actor_of(session, submission),
            now=NOW,
            audit_key=AUDIT_KEY,
            submission_id=submission.id,
            questionnaire=app.extensions["definitions"].of_version(session, submission.version_id),
            posted={f"{LIST}/{item}": Posted({"name": (f"Body {item}",)}, 0)},
            idempotency_key=f"save-{item}",
        )


@pytest.fixture
def filled(app: Flask, session: Session, submission: Submission) -> Submission:
    """With the items a, b and c."""
    add_items(app, session, submission, "a", "b", "c")
    return submission


def order(session: Session, submission: Submission) -> str:
    value = answers_of(session, submission.id)[LIST]
    return "".join(item for item, _ in value.items) if isinstance(value, Items) else ""


def revision(session: Session, submission: Submission, name: str = LIST) -> int:
    return held_answers(session, submission.id)[name].revision


def recorded(session: Session, submission: Submission) -> list[tuple[str, object]]:
    """The events of the audit trail that are about lists, oldest first."""
    rows = session.execute(
        sa.select(AuditEvent.action, AuditEvent.facts)
        .where(AuditEvent.stream == f"submission/{submission.id}")
        .order_by(AuditEvent.seq)
    )
    return [(action, facts) for action, facts in rows if "question" in facts]


def a_file(number: int = 0) -> StoredFile:
    return StoredFile(f"{number:032x}", "a.pdf", "A strategy", "en", "application/pdf", 9, "0" * 64)


@pytest.mark.parametrize(
    ("item", "by", "expected"),
    [
        ("a", 1, "bac"),
        ("c", -1, "acb"),
        ("c", -9, "cab"),
        ("a", 9, "bca"),
        ("a", -1, "abc"),
        ("c", 1, "abc"),
    ],
)
def test_an_item_moves_as_far_as_the_list_goes(
    session: Session, filled: Submission, item: str, by: int, expected: str
) -> None:
    move_item(listing(session, filled), item, by)
    assert order(session, filled) == expected


def test_a_move_is_a_revision_and_is_recorded(session: Session, filled: Submission) -> None:
    before = revision(session, filled)
    move_item(listing(session, filled), "a", 1)
    assert revision(session, filled) == before + 1
    assert recorded(session, filled) == [("item_moved", {"question": LIST, "item": "a", "by": 1})]


def test_a_move_that_changes_nothing_is_not_recorded(session: Session, filled: Submission) -> None:
    before = revision(session, filled)
    move_item(listing(session, filled), "a", -1)
    assert revision(session, filled) == before
    assert recorded(session, filled) == []


def test_a_click_repeated_moves_an_item_once(session: Session, filled: Submission) -> None:
    for _ in range(2):
        move_item(listing(session, filled), "a", 1)
    assert order(session, filled) == "bac"
    assert len(recorded(session, filled)) == 1


def test_a_click_repeated_removes_an_item_once(session: Session, filled: Submission) -> None:
    for _ in range(2):
        remove_item(listing(session, filled), "a")
    assert order(session, filled) == "bc"


def test_what_an_item_held_stays_when_it_is_removed(session: Session, filled: Submission) -> None:
    remove_item(listing(session, filled), "b")
    history = session.scalars(
        sa.select(AnswerRevision.value).where(
            AnswerRevision.submission_id == filled.id, AnswerRevision.item == "b"
        )
    ).all()
    assert history == [{"parts": {"name": {"text": "Body b"}}}]
    assert recorded(session, filled) == [("item_removed", {"question": LIST, "item": "b"})]


def test_a_list_without_items_is_not_answered(session: Session, filled: Submission) -> None:
    for item in "abc":
        remove_item(listing(session, filled, idempotency_key=f"remove-{item}"), item)
    assert answers_of(session, filled.id)[LIST] is NonAnswer.NOT_ANSWERED


def test_an_item_that_is_not_there_is_neither_moved_nor_removed(session: Session, filled: Submission) -> None:
    with pytest.raises(NotFound, match="no such entry"):
        move_item(listing(session, filled), "z", 1)
    with pytest.raises(NotFound, match="no such entry"):
        remove_item(listing(session, filled), "z")


def test_a_full_list_takes_no_more_items(app: Flask, session: Session, submission: Submission) -> None:
    add_items(app, session, submission, *(f"i{number}" for number in range(MOST)))
    with pytest.raises(NotPossibleNow, match="8 entries already"):
        add_items(app, session, submission, "more")


def test_a_first_document_opens_the_submission(session: Session, submission: Submission) -> None:
    add_file(listing(session, submission, DOCUMENTS), a_file(), 1)
    session.refresh(submission)
    assert submission.status == Status.IN_PREPARATION
    assert answers_of(session, submission.id)[DOCUMENTS] == Files((a_file(),))
    facts = {"question": DOCUMENTS, "file": a_file().id, "sha256": a_file().sha256}
    assert recorded(session, submission) == [("file_added", facts)]


def test_documents_keep_the_order_in_which_they_came(session: Session, submission: Submission) -> None:
    for number in (3, 1, 2):
        add_file(listing(session, submission, DOCUMENTS, f"send-{number}"), a_file(number), 3)
    assert answers_of(session, submission.id)[DOCUMENTS] == Files((a_file(3), a_file(1), a_file(2)))
    assert revision(session, submission, DOCUMENTS) == 3


def test_a_form_sent_twice_adds_one_document(session: Session, submission: Submission) -> None:
    add_file(listing(session, submission, DOCUMENTS), a_file(1), 3)
    add_file(listing(session, submission, DOCUMENTS), a_file(1), 3)
    add_file(listing(session, submission, DOCUMENTS, "another-click"), a_file(1), 3)
    assert answers_of(session, submission.id)[DOCUMENTS] == Files((a_file(1),))


def test_one_document_too_many_is_refused(session: Session, submission: Submission) -> None:
    add_file(listing(session, submission, DOCUMENTS), a_file(1), 1)
    with pytest.raises(NotPossibleNow, match="1 documents already"):
        add_file(listing(session, submission, DOCUMENTS, "another-click"), a_file(2), 1)


def test_a_document_is_taken_out(session: Session, submission: Submission) -> None:
    add_file(listing(session, submission, DOCUMENTS), a_file(), 1)
    remove_file(listing(session, submission, DOCUMENTS, "another-click"), a_file().id)
    assert answers_of(session, submission.id)[DOCUMENTS] is NonAnswer.NOT_ANSWERED
    assert recorded(session, submission)[1:] == [
        ("file_removed", {"question": DOCUMENTS, "file": a_file().id})
    ]
    with pytest.raises(NotFound, match="no such document"):
        remove_file(listing(session, submission, DOCUMENTS, "a-third-click"), a_file().id)


def test_a_submitted_report_keeps_its_lists(session: Session) -> None:
    submission = submission_of(session, "XAC")
    with pytest.raises(NotPossibleNow, match="nothing was changed"):
        add_file(listing(session, submission, DOCUMENTS), a_file(), 1)
