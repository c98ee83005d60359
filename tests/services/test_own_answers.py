"""Own answers of sectors from the form to the snapshot: kept like any answer, beside the settled one, never counted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.answers import Choice, NonAnswer, Unparsed
from app.domain.canonical import read_json
from app.domain.errors import NotSubmittable
from app.domain.own_answers import SectorsApart
from app.domain.questionnaire import Questionnaire
from app.domain.typed import alone
from app.domain.voice import ENGLISH
from app.reports.annex import with_sectors
from app.reports.document import build
from app.reports.printed import Table
from app.reports.queries import counted_snapshots, sectors_apart
from app.reports.template import html_of
from app.submissions.frozen import snapshot_answers, snapshot_own_answers
from app.submissions.models import AnswerRevision, Observation, SectorObservation, Snapshot
from app.submissions.queries import answers_of, held_answers
from app.submissions.saving import Posted, SaveOutcome, save_answers
from tests import sample_report
from tests.as_read import remarks_of
from tests.conftest import AUDIT_KEY, NOW
from tests.factories import part, question, questionnaire, section
from tests.services.demo import actor_of
from tests.services.rounds import Round, send_out

SECTORS = ["health", "education"]
ROWS = [
    {"code": "mine", "text": {"en": "Of health alone"}, "sectors": ["health"]},
    {"code": "both", "text": {"en": "Of both"}},
]
YES, NO = alone("yes"), alone("no")


def definition(*own: str) -> Questionnaire:
    """The questions `own` are answered by sectors too."""
    shared: dict[str, dict[str, Any]] = {key: {"own_answers": SECTORS} for key in own}
    return questionnaire(
        section(
            "A",
            question("plain", consent="aggregate", **shared.get("plain", {})),
            question("rated", "grid", rows=ROWS, columns=[part("how", "scale")], **shared.get("rated", {})),
            question("times", "whole_number", **shared.get("times", {})),
            sectors=SECTORS,
        )
    )


@pytest.fixture
def sent(session: Session) -> Round:
    return send_out(session, definition("plain", "rated", "times"))


def save(sent: Round, posted: Mapping[str, Posted], key: str = "first-save") -> SaveOutcome:
    return save_answers(
        sent.session,
        actor=actor_of(sent.session, sent.submission),
        now=NOW,
        audit_key=AUDIT_KEY,
        submission_id=sent.submission.id,
        questionnaire=sent.questionnaire,
        posted=posted,
        idempotency_key=key,
    )


def frozen(snapshot: Snapshot) -> Any:
    return read_json(snapshot.canonical)


def test_own_answers_are_kept_beside_the_settled_one(sent: Round) -> None:
    sent.save({"plain": YES, "plain@health": NO, "plain@education": YES})
    held = {name: one.value for name, one in held_answers(sent.session, sent.submission.id).items()}
    assert held == {"plain": Choice("yes"), "plain@health": Choice("no"), "plain@education": Choice("yes")}
    assert answers_of(sent.session, sent.submission.id) == {"plain": Choice("yes")}


def test_every_own_answer_has_a_history_of_its_own(sent: Round) -> None:
    save(sent, {"plain@health": Posted(NO, 0)})
    save(sent, {"plain@health": Posted(YES, 1), "plain": Posted(NO, 0)}, "second-save")
    history = sent.session.execute(
        sa.select(AnswerRevision.sector, AnswerRevision.revision, AnswerRevision.value)
        .where(AnswerRevision.submission_id == sent.submission.id)
        .order_by(AnswerRevision.sector, AnswerRevision.revision)
    ).all()
    assert [tuple(row) for row in history] == [
        ("", 1, {"choice": "no"}),
        ("health", 1, {"choice": "no"}),
        ("health", 2, {"choice": "yes"}),
    ]


def test_a_stale_own_answer_comes_back_with_both_texts_and_the_others_are_saved(sent: Round) -> None:
    save(sent, {"plain@health": Posted(NO, 0)})
    late = {"plain@health": Posted(YES, 0), "plain@education": Posted(YES, 0)}
    outcome = save(sent, late, "second-save")
    conflict = outcome.conflicts["plain@health"]
    assert (conflict.mine, conflict.theirs, conflict.revision) == (Choice("yes"), Choice("no"), 1)
    assert outcome.changed == {"plain@education"}


def test_a_repeated_save_of_an_own_answer_changes_nothing(sent: Round) -> None:
    save(sent, {"plain@health": Posted(NO, 0)})
    assert save(sent, {"plain@health": Posted(NO, 0)}).changed == frozenset()
    assert held_answers(sent.session, sent.submission.id)["plain@health"].revision == 1


def test_a_sector_answers_its_own_rows_only(sent: Round) -> None:
    sent.save({"rated@education": {"mine.how": ("weekly",)}})
    held = held_answers(sent.session, sent.submission.id)["rated@education"]
    assert held.value == Unparsed({"mine.how": ("weekly",)})


def test_an_own_answer_that_cannot_be_read_blocks_submission(sent: Round) -> None:
    sent.save({"times": alone("4"), "times@health": alone("about four")})
    with pytest.raises(NotSubmittable):
        sent.submit()


def test_what_sectors_answer_is_frozen_beside_the_settled_answers(sent: Round) -> None:
    sent.save({"plain": YES, "plain@health": NO, "rated@education": {"both.how": ("never",)}})
    snapshot = sent.submit()
    assert frozen(snapshot)["answers"]["plain"] == {"choice": "yes"}
    assert frozen(snapshot)["own_answers"] == {
        "plain": {"health": {"choice": "no"}},
        "rated": {"education": {"rows": {"both": {"parts": {"how": {"choice": "never"}}}}}},
    }
    assert snapshot_own_answers(snapshot.canonical)["plain@health"] == Choice("no")
    assert snapshot_answers(snapshot.canonical).keys() == {"plain", "rated", "times"}


def test_without_own_answers_a_snapshot_is_what_it_was(session: Session) -> None:
    contents = []
    for name, own in (("before", ()), ("now", ("plain", "rated"))):
        sent = send_out(session, definition(*own).model_copy(update={"key": f"q-{name}"}), name)
        sent.save({"plain": YES})
        contents.append(frozen(sent.submit()))
    where = ("cycle", "questionnaire", "version_id")
    before, now = ({key: value for key, value in one.items() if key not in where} for one in contents)
    assert before == now
    assert "own_answers" not in now


def observed(sent: Round, snapshot: Snapshot) -> list[tuple[Any, ...]]:
    rows = sent.session.execute(
        sa.select(Observation.question_key, Observation.row, Observation.choice, Observation.non_answer)
        .where(Observation.snapshot_id == snapshot.id)
        .order_by(Observation.question_key, Observation.row)
    )
    return [tuple(row) for row in rows]


def test_own_answers_are_never_among_the_observations(sent: Round) -> None:
    sent.save({"plain": YES, "plain@health": NO, "rated@education": {"both.how": ("never",)}})
    assert observed(sent, sent.submit()) == [
        ("plain", "", "yes", None),
        ("rated", "both", None, NonAnswer.NOT_ANSWERED),
        ("rated", "mine", None, NonAnswer.NOT_ANSWERED),
        ("times", "", None, NonAnswer.NOT_ANSWERED),
    ]


def test_it_is_observed_apart_which_sectors_answer_differently_with_the_consent_of_the_answer(
    sent: Round,
) -> None:
    sent.save({"plain": YES, "plain@health": NO, "plain@education": YES})
    snapshot = sent.submit()
    rows = sent.session.execute(
        sa.select(SectorObservation.sector, SectorObservation.differs, SectorObservation.consent)
        .where(SectorObservation.snapshot_id == snapshot.id)
        .order_by(SectorObservation.sector)
    )
    assert [tuple(row) for row in rows] == [("education", False, "aggregate"), ("health", True, "aggregate")]


def test_the_report_says_under_the_table_in_how_many_states_sectors_differ_and_counts_nothing_else() -> None:
    said, unsaid = _tables(SectorsApart(12, 5)), _tables(None)
    changed = [(one, other) for one, other in zip(said, unsaid, strict=True) if one != other]
    line = "In 5 of the 12 States whose sectors answered, sectors answer differently."
    ((one, other),) = changed
    assert remarks_of(one) == (*remarks_of(other), line)
    assert replace(one, remarks=other.remarks) == other


def test_of_fewer_than_five_states_the_report_says_nothing() -> None:
    assert _tables(SectorsApart(4, 4)) == _tables(None)


def _tables(apart: SectorsApart | None) -> Sequence[Table]:
    """The tables of the sample report, with what is known of the sectors for B.1."""
    printed = build(
        questionnaire=sample_report.questionnaire(),
        findings=sample_report.findings(),
        response=sample_report.response(),
        cycle=sample_report.cycle(),
        edition=sample_report.edition(),
        voice=ENGLISH,
        apart={"P2-B01": apart} if apart else None,
    )
    return printed.annexes[1].tables


def test_a_question_without_a_table_has_no_line() -> None:
    assert with_sectors(ENGLISH, "q", (), SectorsApart(12, 5)) == ()


def test_a_state_is_counted_once_however_many_of_its_sectors_differ(sent: Round) -> None:
    one = alone("1")
    sent.save({"plain": YES, "plain@health": NO, "plain@education": NO, "times": one, "times@health": one})
    sent.submit()
    sent.accept()
    counted = counted_snapshots(sent.session, sent.cycle, sent.submission.version_id)
    assert sectors_apart(sent.session, counted) == {"plain": SectorsApart(1, 1), "times": SectorsApart(1, 0)}


def test_no_sector_and_no_own_answer_is_printed(sent: Round) -> None:
    sent.save({"plain": YES, "plain@health": NO, "times": alone("4"), "times@education": alone("7331")})
    sent.submit()
    sent.accept()
    printed = html_of(sent.compose().document)
    assert "Question plain?" in printed
    for word in ("7331", "sectors answer", "education"):
        assert word not in printed
