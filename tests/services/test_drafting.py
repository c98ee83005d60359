"""Drafts: every edit is kept and can be undone, two people never overwrite each other, and published ones stay."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.domain.canonical import canonical, sha256_of
from app.domain.editing import ABSENT, EditRefused, Insert, Move, Put, Remove, Rename, Retype, Translate
from app.domain.errors import NotFound, NotPossibleNow
from app.domain.policy import SYSTEM
from app.questionnaires.drafting import CopyOf, DraftChanged, Fresh, Next, start_draft
from app.questionnaires.queries import find_draft
from app.questionnaires.services import publish
from tests.conftest import AUDIT_KEY, NOW
from tests.factories import question
from tests.services.drafts import Desk, new_desk

TITLE = ("sections", "A", "title", "en")
QUESTIONS = ("sections", "A", "questions")
TEXT = (*QUESTIONS, "A01", "text", "en")


@pytest.fixture
def desk(session: Session) -> Desk:
    return new_desk(session)


def test_an_edit_leads_to_the_next_revision(desk: Desk) -> None:
    done = desk.edit(Put(TITLE, "First part"))
    version = desk.version()
    assert (done.revision, version.revision) == (2, 2)
    assert version.document["sections"][0]["title"] == {"en": "First part"}
    assert version.content_hash == sha256_of(canonical(version.document))


def test_every_step_is_in_the_audit_trail(session: Session, desk: Desk) -> None:
    desk.edit(Put(TITLE, "First part"))
    desk.undo()
    desk.redo()
    events = session.scalars(
        sa.select(AuditEvent).where(AuditEvent.stream == "questionnaire/instrument").order_by(AuditEvent.seq)
    ).all()
    assert [event.action for event in events] == ["draft_started", "draft_edit", "draft_undo", "draft_redo"]
    assert events[2].facts == {
        "version": 1,
        "revision": 3,
        "content_hash": events[0].facts["content_hash"],
        "edit": "put",
        "at": "sections/A/title/en",
    }


def test_an_edit_that_changes_nothing_is_no_revision(desk: Desk) -> None:
    assert desk.edit(Put(("title", "en"), "An instrument")).revision == 1


def test_a_page_that_was_gone_back_to_is_not_taken_for_saved(desk: Desk) -> None:
    desk.edit(Put(TITLE, "First part"), click="once")
    with pytest.raises(NotPossibleNow, match="sent before with another change"):
        desk.edit(Put(TITLE, "Another"), click="once")
    assert desk.version().revision == 2


def test_the_second_click_of_two_changes_nothing_more(desk: Desk) -> None:
    for _ in range(2):
        desk.edit(Insert(QUESTIONS, 9, question("q1")), expected=1, click="the same")
    assert desk.version().revision == 2
    for _ in range(2):
        desk.undo(expected=2, click="another")
    for _ in range(2):
        desk.redo(expected=3, click="and another")
    assert desk.version().revision == 4


def test_a_key_of_another_draft_is_refused(session: Session, desk: Desk) -> None:
    desk.edit(Put(TITLE, "First part"), click="once")
    with pytest.raises(NotPossibleNow, match="another draft"):
        new_desk(session, "other").edit(Put(TITLE, "First part"), click="once")


@pytest.mark.parametrize("key", ["x" * 65, "a\x00b", "\ud800"])
def test_a_key_that_nothing_can_have_is_refused(desk: Desk, key: str) -> None:
    with pytest.raises(NotPossibleNow, match="Open it again"):
        desk.edit(Put(TITLE, "x"), click=key)


def test_what_was_undone_can_be_redone_until_another_edit_is_made(desk: Desk) -> None:
    for title in ("one", "two", "three"):
        desk.edit(Put(TITLE, title))
    said = [desk.undo().document, desk.undo(by="staff").document, desk.redo().document]
    assert [one["sections"][0]["title"]["en"] for one in said] == ["two", "one", "two"]
    desk.edit(Put(TITLE, "four"))
    with pytest.raises(NotPossibleNow, match="nothing to redo"):
        desk.redo()
    said = [desk.undo().document, desk.undo().document, desk.undo().document]
    assert [one["sections"][0]["title"]["en"] for one in said] == ["two", "one", "An instrument"]
    with pytest.raises(NotPossibleNow, match="nothing to undo"):
        desk.undo()
    assert desk.redo().document["sections"][0]["title"]["en"] == "one"


def test_without_any_edit_there_is_nothing_to_redo(desk: Desk) -> None:
    with pytest.raises(NotPossibleNow, match="nothing to redo"):
        desk.redo()


def test_an_undo_meant_for_an_earlier_state_is_refused(desk: Desk) -> None:
    desk.edit(Put(TITLE, "one"))
    desk.edit(Put(TITLE, "two"), by="staff")
    with pytest.raises(DraftChanged, match="changed the draft") as refused:
        desk.undo(expected=2)
    assert (refused.value.who, refused.value.revision) == ("Demo staff member", 3)


def test_a_refused_edit_changes_nothing(desk: Desk) -> None:
    before = desk.version().content_hash
    with pytest.raises(EditRefused, match="at least 1"):
        desk.edit(Remove((*QUESTIONS, "A01")))
    assert (desk.version().revision, desk.version().content_hash) == (1, before)


@pytest.mark.parametrize("expected", [-1, 9])
def test_a_revision_that_never_was_is_refused(desk: Desk, expected: int) -> None:
    with pytest.raises(NotPossibleNow, match="Open it again"):
        desk.edit(Put(TITLE, "x"), expected=expected)


# ------------------------------------------------------------------------------------------------------- two people


def test_a_late_edit_of_something_else_goes_through(desk: Desk) -> None:
    desk.edit(Put(TITLE, "Their title"), by="staff")
    done = desk.edit(Put(TEXT, "My question"), expected=1)
    section = done.document["sections"][0]
    assert (section["title"]["en"], section["questions"][0]["text"]["en"]) == ("Their title", "My question")


def test_a_late_edit_of_the_same_place_shows_all_three_texts(desk: Desk) -> None:
    desk.edit(Put(TEXT, "Theirs"), by="staff")
    desk.edit(Put(TITLE, "Something else"))
    with pytest.raises(DraftChanged, match="Demo staff member changed this") as refused:
        desk.edit(Put(TEXT, "Mine"), expected=1)
    (clash,) = refused.value.clashes
    assert (clash.at, clash.old, clash.theirs, clash.yours) == (TEXT, "An instrument", "Theirs", "Mine")
    assert refused.value.changed_at == NOW
    assert desk.version().revision == 3


def test_a_late_edit_that_keeps_what_another_changed_is_refused_too(desk: Desk) -> None:
    desk.edit(Put(TEXT, "Theirs"), by="staff")
    with pytest.raises(DraftChanged):
        desk.edit(Put(TEXT, "An instrument"), expected=1)


def test_two_who_say_the_same_do_not_clash(desk: Desk) -> None:
    desk.edit(Put(TEXT, "Both"), by="staff")
    assert desk.edit(Put(TEXT, "Both"), expected=1).revision == 2


def test_what_another_renamed_or_took_out_is_not_edited(desk: Desk) -> None:
    desk.edit(Insert(QUESTIONS, 0, question("q1")))
    desk.edit(Rename((*QUESTIONS, "A01"), "A09"), by="staff")
    with pytest.raises(DraftChanged) as refused:
        desk.edit(Put(TEXT, "Mine"), expected=2)
    assert [clash.theirs for clash in refused.value.clashes] == [ABSENT]
    desk.edit(Remove((*QUESTIONS, "A09")), by="staff")
    with pytest.raises(DraftChanged):
        desk.edit(Retype((*QUESTIONS, "A09"), "text"), expected=3)


def test_two_who_add_questions_both_find_theirs_where_they_meant(desk: Desk) -> None:
    desk.edit(Insert(QUESTIONS, 0, question("theirs")), by="staff")
    desk.edit(Insert(QUESTIONS, 0, question("mine")), expected=1)
    desk.edit(Insert(QUESTIONS, 1, question("last")), expected=1)
    keys = [one["key"] for one in desk.version().document["sections"][0]["questions"]]
    assert keys == ["theirs", "mine", "A01", "last"]


def test_a_question_that_another_moved_in_its_list_can_still_be_edited(desk: Desk) -> None:
    for key in ("q1", "q2"):
        desk.edit(Insert(QUESTIONS, 9, question(key)))
    desk.edit(Move((*QUESTIONS, "A01"), QUESTIONS, 2), by="staff")
    desk.edit(Put(TEXT, "Mine"), expected=3)
    desk.edit(Move((*QUESTIONS, "q2"), QUESTIONS, 0), expected=3)
    keys = [one["key"] for one in desk.version().document["sections"][0]["questions"]]
    assert keys == ["q1", "q2", "A01"]  # q2 was put before A01, wherever that stands now


def test_two_translations_of_one_text_do_not_clash(desk: Desk) -> None:
    at = TEXT[:-1]
    desk.edit(Translate(at, "fr", "Un instrument"), by="staff")
    done = desk.edit(Translate(at, "es", "Un instrumento"), expected=1)
    assert set(done.document["sections"][0]["questions"][0]["text"]) == {"en", "fr", "es", "made_from"}


def test_a_translation_is_kept_with_the_text_that_it_was_made_from(session: Session, desk: Desk) -> None:
    desk.edit(Translate(TEXT[:-1], "fr", "Un instrument"))
    desk.edit(Put(TEXT, "Another text"))
    with pytest.raises(EditRefused, match="It is now: Another text"):
        desk.edit(Translate(TEXT[:-1], "fr", "Un outil", "An instrument"))


def test_another_process_works_from_the_database_alone(session: Session, desk: Desk) -> None:
    desk.edit(Put(TITLE, "here"))
    there = Desk(session, desk.version_id)
    assert there.undo(click="there").document["sections"][0]["title"]["en"] == "An instrument"
    assert desk.redo().document == desk.version().document


# ------------------------------------------------------------------------------------------------ beginning, ending


def begin(session: Session, beginning: Fresh | Next | CopyOf) -> tuple[str, int, int]:
    draft = start_draft(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, beginning=beginning)
    return draft.questionnaire.key, draft.number, draft.id


def test_the_next_version_begins_as_the_published_one(session: Session) -> None:
    key, number, draft_id = begin(session, Next("cnd-60-6-p2"))
    assert (key, number) == ("cnd-60-6-p2", 2)
    assert begin(session, Next("cnd-60-6-p2")) == (key, number, draft_id)
    assert find_draft(session, key).id == draft_id


def test_a_copy_has_a_key_and_a_title_of_its_own(session: Session) -> None:
    copy = CopyOf("cnd-60-6-p2", "another", "Another")
    found = begin(session, copy)
    assert begin(session, copy) == found
    document = find_draft(session, "another").document
    assert (document["key"], document["title"]["en"]) == ("another", "Another")


def test_a_key_is_given_once(session: Session, desk: Desk) -> None:
    assert begin(session, Fresh("instrument", "An instrument"))[2] == desk.version_id
    with pytest.raises(NotPossibleNow, match="Choose another key"):
        begin(session, Fresh("instrument", "Another"))
    desk.edit(Put(TITLE, "Edited"))
    with pytest.raises(NotPossibleNow, match="Choose another key"):
        begin(session, Fresh("instrument", "An instrument"))


@pytest.mark.parametrize("key", ["Not a key", "", "x" * 61])
def test_a_key_that_cannot_be_used_is_refused(session: Session, key: str) -> None:
    with pytest.raises(EditRefused):
        begin(session, Fresh(key, "Title"))


def test_there_is_no_next_version_of_nothing(session: Session) -> None:
    with pytest.raises(NotFound):
        begin(session, Next("nothing"))
    with pytest.raises(NotFound):
        find_draft(session, "nothing")
    with pytest.raises(NotFound):
        Desk(session, 10**6).edit(Put(TITLE, "x"), expected=1)


def test_what_is_published_is_not_edited(session: Session, desk: Desk) -> None:
    desk.edit(Put(TITLE, "Last"))
    publish(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, version=desk.version())
    with pytest.raises(NotPossibleNow, match="published"):
        desk.edit(Put(TITLE, "x"))
    with pytest.raises(NotPossibleNow, match="published"):
        desk.undo()
    with pytest.raises(NotPossibleNow, match="published"):
        desk.redo()
