"""The comment that a warning asks for: kept like an answer, frozen with it, never counted, never in the way."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.answers import Choice
from app.domain.canonical import canonical, read_json
from app.domain.errors import Unstorable
from app.domain.typed import alone
from app.reports.template import html_of
from app.submissions.frozen import snapshot_comments
from app.submissions.models import AnswerRevision, Observation
from app.submissions.queries import held_answers
from app.submissions.saving import Posted, SaveOutcome, save_answers
from tests.conftest import AUDIT_KEY, NOW
from tests.factories import part, question, questionnaire, section
from tests.services.demo import actor_of
from tests.services.rounds import Round, send_out

BECAUSE = "The law was repealed in May."
SURPRISING = [{"text": {"en": "Is that so?"}, "fails_when": {"question": "first", "is": "no"}}]
NAMELESS = [{"text": {"en": "No name?"}, "fails_when": {"not": {"part": "name", "answered": True}}}]
ASKED = [
    question("first", checks=SURPRISING),
    question("second", shown_when={"question": "first", "is": "yes"}),
    question("bodies", "repeat", questions=[part("name", "short_text"), part("status", checks=NAMELESS)]),
]


@pytest.fixture
def sent(session: Session) -> Round:
    return send_out(session, questionnaire(section("A", *ASKED)))


def save(sent: Round, key: str, **posted: Posted) -> SaveOutcome:
    return save_answers(
        sent.session,
        actor=actor_of(sent.session, sent.submission),
        now=NOW,
        audit_key=AUDIT_KEY,
        submission_id=sent.submission.id,
        questionnaire=sent.questionnaire,
        posted={name.replace("__", "/"): one for name, one in posted.items()},
        idempotency_key=key,
    )


def said(typed: str, revision: int, comment: str | None = None) -> Posted:
    return Posted(alone(typed), revision, None, comment)


def test_every_comment_ever_saved_is_kept(sent: Round) -> None:
    save(sent, "a-save-1", first=said("no", 0))
    save(sent, "a-save-2", first=said("no", 1, "At first"))
    save(sent, "a-save-3", first=said("no", 2, BECAUSE))
    history = sent.session.scalars(
        sa.select(AnswerRevision.comment)
        .where(AnswerRevision.submission_id == sent.submission.id, AnswerRevision.question_key == "first")
        .order_by(AnswerRevision.revision)
    ).all()
    assert history == [None, "At first", BECAUSE]
    assert held_answers(sent.session, sent.submission.id)["first"].comment == BECAUSE


def test_a_repeated_comment_changes_nothing(sent: Round) -> None:
    posted = said("no", 0, BECAUSE)
    save(sent, "a-save-1", first=posted)
    assert save(sent, "a-save-1", first=posted).changed == frozenset()


def test_a_form_without_the_field_leaves_the_comment(sent: Round) -> None:
    save(sent, "a-save-1", first=said("no", 0, BECAUSE))
    save(sent, "a-save-2", first=said("yes", 1))
    held = held_answers(sent.session, sent.submission.id)["first"]
    assert (held.value, held.comment) == (Choice("yes"), BECAUSE)


def test_a_comment_can_be_taken_back(sent: Round) -> None:
    save(sent, "a-save-1", first=said("no", 0, BECAUSE))
    save(sent, "a-save-2", first=said("no", 1, ""))
    assert held_answers(sent.session, sent.submission.id)["first"].comment == ""


def test_a_stale_comment_comes_back_with_both_texts(sent: Round) -> None:
    save(sent, "a-save-1", first=said("no", 0, "Theirs"))
    outcome = save(sent, "a-save-2", first=said("no", 0, "Mine"))
    conflict = outcome.conflicts["first"]
    assert (conflict.my_comment, conflict.their_comment, conflict.revision) == ("Mine", "Theirs", 1)
    assert held_answers(sent.session, sent.submission.id)["first"].comment == "Theirs"


def test_a_comment_with_a_character_that_cannot_be_stored_is_refused(sent: Round) -> None:
    with pytest.raises(Unstorable, match="Nothing was saved"):
        save(sent, "a-save-1", first=said("no", 0, "a\x00b"))


def test_adding_to_a_list_leaves_the_comment_on_it(sent: Round) -> None:
    save(sent, "a-save-1", bodies=Posted({}, 0, None, BECAUSE))
    save(sent, "a-save-2", bodies__one=Posted({"status": ("yes",)}, 0))
    assert held_answers(sent.session, sent.submission.id)["bodies"].comment == BECAUSE


@pytest.mark.parametrize("comment", [BECAUSE, None])
def test_a_warning_never_blocks(sent: Round, comment: str | None) -> None:
    save(sent, "a-save-1", first=said("no", 0, comment))
    assert sent.submit().number == 1


def frozen(sent: Round) -> Any:
    return read_json(sent.submit().canonical)


def test_the_comments_are_frozen_with_the_answers(sent: Round) -> None:
    save(
        sent,
        "a-save-1",
        first=said("no", 0, BECAUSE),
        bodies__one=Posted({"status": ("yes",)}, 0, None, "It has none."),
    )
    assert frozen(sent)["comments"] == {"first": BECAUSE, "bodies/one": "It has none."}


def test_a_comment_on_what_does_not_apply_is_not_frozen(sent: Round) -> None:
    save(sent, "a-save-1", first=said("no", 0), second=said("yes", 0, BECAUSE))
    assert frozen(sent)["comments"] == {}


def test_a_snapshot_from_before_there_were_comments_has_none() -> None:
    assert snapshot_comments(canonical({"format": 2, "answers": {}}).decode()) == {}


def test_a_comment_is_neither_counted_nor_printed(sent: Round) -> None:
    save(sent, "a-save-1", first=said("no", 0, BECAUSE))
    snapshot = sent.submit()
    sent.accept()
    counted = sent.session.scalars(
        sa.select(Observation.question_key)
        .where(Observation.snapshot_id == snapshot.id)
        .order_by(Observation.question_key, Observation.row, Observation.position)
    ).all()
    assert set(counted) == {"first", "second", "bodies"}
    assert BECAUSE not in html_of(sent.compose().document)
