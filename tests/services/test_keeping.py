"""Kept answers are used while they are surely current: never after a write of anybody, or one that was taken back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import NoReturn

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.queries import Head
from app.domain.answers import Choice, Items, WrittenText
from app.domain.hearing import Hearing
from app.submissions.keeping import At, KeptAnswers, Present
from app.submissions.listing import Listing, move_item, remove_item
from app.submissions.models import AnswerRow
from app.submissions.queries import answers_of, held_answers
from app.submissions.saving import Posted, SaveOutcome, save_answers
from tests.conftest import AUDIT_KEY, NOW
from tests.factories import part, question, questionnaire, section
from tests.services.demo import actor_of
from tests.services.rounds import Round, send_out

TODAY = date(2026, 11, 24)
ASKED = questionnaire(
    section(
        "A",
        question("q1"),
        question("q2", "text", shown_when={"question": "q1", "is": "yes"}),
        question("r", "repeat", questions=[part("name", "text")]),
        question("old", "computed", value={"this_year": True}),
    )
)
HEARING = Hearing.of(ASKED)


@pytest.fixture
def sent(session: Session) -> Round:
    return send_out(session, ASKED)


def save(sent: Round, key: str, text: str, kept: KeptAnswers | None = None) -> SaveOutcome:
    """Save an answer over whatever is there; each save has an idempotency key of its own."""
    present = held_answers(sent.session, sent.submission.id)
    revision = present[key].revision if key in present else 0
    field = "name" if "/" in key else ""
    return save_answers(
        sent.session,
        actor=actor_of(sent.session, sent.submission),
        now=NOW + timedelta(minutes=len(text)),
        audit_key=AUDIT_KEY,
        submission_id=sent.submission.id,
        questionnaire=ASKED,
        posted={key: Posted({field: (text,)}, revision)},
        idempotency_key=f"{key}-{revision}-{text}",
        kept=kept,
    )


def at_now(sent: Round) -> At:
    return At.of(sent.work(), TODAY)


def look(kept: KeptAnswers, sent: Round) -> Present:
    """A page: what is kept if it is current, else what is in the database; either is kept."""
    at = at_now(sent)
    found = kept.present(at, HEARING, lambda: held_answers(sent.session, at.submission_id))
    kept.keep(found)
    return found


def refuse() -> NoReturn:
    raise AssertionError("the answers were read again")


def is_as_in_the_database(found: Present, sent: Round) -> bool:
    """Whether a process that has kept nothing finds the same."""
    read = look(KeptAnswers(), sent)
    assert found.answers == answers_of(sent.session, sent.submission.id)
    return (found.at, found.held, found.answers, found.found) == (
        read.at,
        read.held,
        read.answers,
        read.found,
    )


def test_what_is_current_is_not_read_again(sent: Round) -> None:
    kept = KeptAnswers()
    save(sent, "q1", "yes")
    first = look(kept, sent)
    assert kept.present(at_now(sent), HEARING, refuse) is first
    assert is_as_in_the_database(first, sent)


def test_what_a_save_made_is_kept_without_reading(sent: Round) -> None:
    kept = KeptAnswers()
    save(sent, "q1", "yes")
    before = look(kept, sent)
    outcome = save(sent, "q2", "words", kept)
    kept.keep(before.after(outcome.head, outcome.held, HEARING))
    after = kept.present(at_now(sent), HEARING, refuse)
    assert after.answers["q2"] == WrittenText("words")
    assert is_as_in_the_database(after, sent)


def test_the_first_save_of_all_is_kept_too(sent: Round) -> None:
    kept = KeptAnswers()
    before = look(kept, sent)
    outcome = save(sent, "q1", "yes", kept)
    assert before.found.keys == {"q1", "r", "old"}
    kept.keep(before.after(outcome.head, outcome.held, HEARING))
    assert "q2" in kept.present(at_now(sent), HEARING, refuse).found.keys
    assert is_as_in_the_database(kept.present(at_now(sent), HEARING, refuse), sent)


def test_another_process_sees_what_this_one_saved(sent: Round) -> None:
    """Two workers take turns; each time the other has kept what was there before."""
    workers = (KeptAnswers(), KeptAnswers())
    for turn, (key, text) in enumerate(
        [("q1", "yes"), ("q2", "one"), ("q2", "four"), ("q1", "no"), ("r/i1", "A list"), ("q1", "yes")]
    ):
        here, there = workers[turn % 2], workers[1 - turn % 2]
        look(here, sent)
        before = look(there, sent)
        outcome = save(sent, key, text, here)
        here.keep(look(here, sent).after(outcome.head, outcome.held, HEARING))
        assert before.held != outcome.held
        assert is_as_in_the_database(look(here, sent), sent)
        assert is_as_in_the_database(look(there, sent), sent)


def test_a_save_compares_with_what_another_process_wrote(sent: Round) -> None:
    """What is kept is from before; the lock finds another end of the trail, and the answers are read."""
    kept = KeptAnswers()
    save(sent, "q1", "yes")
    stale = look(kept, sent)
    save(sent, "q2", "theirs")
    outcome = save(sent, "q2", "mine, on theirs", kept)
    assert stale.held.keys() == {"q1"}
    assert outcome.before["q2"].value == WrittenText("theirs")
    assert outcome.held["q2"].revision == 2


def test_a_list_that_was_changed_is_seen(sent: Round) -> None:
    kept = KeptAnswers()
    for item in ("i1", "i2"):
        save(sent, f"r/{item}", item)
    look(kept, sent)
    listing = Listing(
        session=sent.session,
        actor=actor_of(sent.session, sent.submission),
        now=NOW,
        audit_key=AUDIT_KEY,
        submission_id=sent.submission.id,
        key="r",
        idempotency_key="a-move",
    )
    move_item(listing, "i2", -1)
    assert items(look(kept, sent)) == ["i2", "i1"]
    remove_item(replace(listing, idempotency_key="a-removal"), "i2")
    assert items(look(kept, sent)) == ["i1"]
    assert is_as_in_the_database(look(kept, sent), sent)


def items(found: Present) -> list[str]:
    value = found.answers["r"]
    return [item for item, _ in value.items] if isinstance(value, Items) else []


def test_a_write_that_was_rolled_back_was_never_there(sent: Round) -> None:
    kept = KeptAnswers()
    save(sent, "q1", "yes")
    look(kept, sent)
    taken_back = sent.session.begin_nested()
    outcome = save(sent, "q1", "no", kept)
    taken_back.rollback()
    assert outcome.held["q1"].value == Choice("no")
    assert look(kept, sent).answers["q1"] == Choice("yes")
    again = save(sent, "q2", "other words", kept)
    assert again.before["q1"].value == Choice("yes")
    assert is_as_in_the_database(look(kept, sent), sent)


def test_what_was_written_but_not_kept_is_read_under_the_same_lock(sent: Round) -> None:
    """Two saves in one transaction: the second compares with the first, which nobody else has seen."""
    kept = KeptAnswers()
    save(sent, "q1", "yes")
    look(kept, sent)
    save(sent, "q1", "no", kept)
    assert save(sent, "q2", "words", kept).before["q1"].value == Choice("no")


def test_a_save_that_changes_nothing_leaves_everything(sent: Round) -> None:
    kept = KeptAnswers()
    save(sent, "q1", "yes")
    before = look(kept, sent)
    outcome = save(sent, "q1", "yes", kept)
    assert (outcome.head_before, outcome.head) == (before.at.head, before.at.head)
    assert before.after(outcome.head, outcome.held, HEARING) == before


def test_what_follows_from_the_day_is_decided_every_day(sent: Round) -> None:
    kept = KeptAnswers()
    look(kept, sent)
    later = replace(at_now(sent), about=sent.work().about(date(2027, 1, 1)))
    found = kept.present(later, HEARING, refuse)
    assert found.found.values["old"].for_json() == {"number": 2027}


def test_another_version_of_the_questionnaire_is_decided_anew(sent: Round) -> None:
    kept = KeptAnswers()
    save(sent, "q1", "no")
    look(kept, sent)
    other = Hearing.of(questionnaire(section("A", question("q1"), question("q2", "text"))))
    found = kept.present(replace(at_now(sent), version_id=0), other, refuse)
    assert found.found.keys == {"q1", "q2"}


def test_the_longest_unused_is_forgotten_first(sent: Round) -> None:
    save(sent, "q1", "yes")
    one = look(KeptAnswers(), sent)
    kept = KeptAnswers(most=2)
    for number in (1, 2):
        kept.keep(replace(one, at=replace(one.at, submission_id=number)))
    assert kept.held_at(1, one.at.head) is not None
    kept.keep(replace(one, at=replace(one.at, submission_id=3)))
    assert [number for number in (1, 2, 3) if kept.held_at(number, one.at.head) is not None] == [1, 3]


def test_one_submission_is_kept_once(sent: Round) -> None:
    save(sent, "q1", "yes")
    one = look(KeptAnswers(), sent)
    kept = KeptAnswers(most=2)
    kept.keep(replace(one, at=replace(one.at, submission_id=7)))
    for _ in range(5):
        kept.keep(one)
    assert kept.held_at(7, one.at.head) is not None
    assert kept.held_at(one.at.submission_id, Head(0, "")) is None


def test_every_change_of_an_answer_moves_the_end_of_the_trail(sent: Round) -> None:
    """What keeping rests on: as many ends as there were states of the answers."""
    ends, states = set(), set()
    for key, text in [("q1", "yes"), ("q1", "no"), ("q1", "yes"), ("q2", "x"), ("r/i1", "y"), ("q1", "yes")]:
        save(sent, key, text)
        ends.add(at_now(sent).head)
        rows = sent.session.execute(
            sa.select(AnswerRow.question_key, AnswerRow.item, AnswerRow.revision)
            .where(AnswerRow.submission_id == sent.submission.id)
            .order_by(AnswerRow.question_key, AnswerRow.item)
        )
        states.add(tuple(tuple(row) for row in rows))
    assert len(ends) == len(states) == 5
