"""Definitions that come in as files: the draft that was looked at is replaced in one step, and nothing else ever is."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.domain.editing import Document, EditRefused, Put, started
from app.domain.policy import SYSTEM
from app.questionnaires.drafting import DraftChanged, Drafts
from app.questionnaires.importing import Imported, MovedMeanwhile, Standing, keep_import
from app.questionnaires.models import DraftEdit, QuestionnaireVersion
from app.questionnaires.queries import latest_version
from app.questionnaires.services import publish, take_in
from tests.conftest import AUDIT_KEY, NOW
from tests.factories import document, question, questionnaire, section
from tests.services.drafts import Desk, new_desk, person

TITLE = ("title", "en")


def keep(session: Session, given: Document, expected: Standing, click: str = "a click") -> bool:
    return keep_import(
        session,
        actor=person(session, "admin"),
        now=NOW,
        audit_key=AUDIT_KEY,
        drafts=Drafts(),
        imported=Imported(given, "mine.yaml"),
        expected=expected,
        idempotency_key=click,
    )


def standing(session: Session, key: str) -> Standing:
    return Standing.of(latest_version(session, key))


def newest(session: Session, key: str) -> QuestionnaireVersion:
    found = latest_version(session, key)
    assert found is not None
    return found


def events(session: Session, key: str) -> list[AuditEvent]:
    of_this = AuditEvent.stream == f"questionnaire/{key}"
    return list(session.scalars(sa.select(AuditEvent).where(of_this).order_by(AuditEvent.seq)))


@pytest.fixture
def desk(session: Session) -> Desk:
    return new_desk(session)


def test_a_questionnaire_that_nobody_had_begins_as_a_draft(session: Session) -> None:
    assert keep(session, started("brought", "Brought"), Standing())
    draft = newest(session, "brought")
    assert (draft.number, draft.status, draft.revision) == (1, "draft", 1)
    (event,) = events(session, "brought")
    assert (event.action, event.facts["file"]) == ("draft_started", "mine.yaml")


def test_what_is_published_stays_and_the_file_becomes_the_next_draft(session: Session) -> None:
    first = take_in(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, questionnaire=small()).version
    publish(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, version=first)
    held = first.content_hash
    assert keep(session, small(title={"en": "Other"}).document(), standing(session, "small"))
    assert first.content_hash == held
    assert (newest(session, "small").number, newest(session, "small").status) == (2, "draft")


def small(**more: Any) -> Any:
    return questionnaire(section("A", question("q")), **more)


def test_a_draft_is_replaced_in_one_step_that_can_be_undone(session: Session, desk: Desk) -> None:
    before = desk.version().document
    given = started("instrument", "From a file")
    assert keep(session, given, standing(session, "instrument"))
    assert desk.version().document == given
    step = session.scalars(sa.select(DraftEdit)).one()
    assert (step.revision, step.edit["edit"], step.edit["file"]) == (2, "replace", "mine.yaml")
    assert events(session, "instrument")[-1].action == "draft_edit"
    desk.undo()
    assert desk.version().document == before
    desk.redo()
    assert desk.version().document == given


def test_a_draft_as_a_file_gave_it_is_replaced_too(session: Session) -> None:
    take_in(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, questionnaire=small())
    assert keep(session, small(title={"en": "Other"}).document(), standing(session, "small"))
    assert newest(session, "small").revision == 1


def test_what_was_edited_meanwhile_is_not_overwritten(session: Session, desk: Desk) -> None:
    seen = standing(session, "instrument")
    desk.edit(Put(TITLE, "Somebody's work"))
    with pytest.raises(MovedMeanwhile, match="changed while you looked"):
        keep(session, started("instrument", "From a file"), seen)
    assert desk.version().document["title"] == {"en": "Somebody's work"}


def test_a_questionnaire_that_was_begun_meanwhile_is_not_overwritten(session: Session, desk: Desk) -> None:
    with pytest.raises(MovedMeanwhile):
        keep(session, started("instrument", "From a file"), Standing())


def test_an_edit_made_on_the_draft_before_the_file_is_refused_with_both(session: Session, desk: Desk) -> None:
    keep(session, started("instrument", "From a file"), standing(session, "instrument"))
    with pytest.raises(DraftChanged):
        desk.edit(Put(TITLE, "Late"), expected=1)


def test_what_the_newest_version_says_already_changes_nothing(session: Session, desk: Desk) -> None:
    given = started("instrument", "From a file")
    assert keep(session, given, standing(session, "instrument"))
    count = len(events(session, "instrument"))
    assert not keep(session, given, Standing(), "a second click")
    assert len(events(session, "instrument")) == count


def test_a_definition_with_one_key_for_two_things_is_no_draft(session: Session) -> None:
    twice = document(section("A", question("q"), question("q")), key="twice")
    with pytest.raises(EditRefused, match="q is the key of something else already"):
        keep(session, twice, Standing())
