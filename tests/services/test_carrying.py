"""“Nothing new” from the form to the report: answers stay where they were given, and are counted in a line apart."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from app.cycles.services import open_cycle
from app.domain.answers import NOT_ASKED, Choice
from app.domain.canonical import read_json
from app.domain.policy import SYSTEM
from app.domain.questionnaire import Questionnaire
from app.domain.typed import alone
from app.questionnaires.models import QuestionnaireVersion
from app.reports.printed import Table
from app.submissions.frozen import snapshot_answers
from app.submissions.models import Snapshot
from app.submissions.record import record_before
from app.submissions.services import invite
from tests.as_read import line_of, remarks_of
from tests.conftest import AUDIT_KEY, NOW
from tests.factories import part, question, questionnaire, section
from tests.recounted import replies_to, tables
from tests.services.rounds import Round, plan_called, send_out

ROWS = [{"code": "a", "text": {"en": "One measure"}}, {"code": "b", "text": {"en": "Another"}}]
OPTIONS = [
    {"code": "anew", "text": {"en": "Yes"}},
    {"code": "nothing_new", "text": {"en": "Nothing new"}, "carries_over": True},
]
ANEW = {"question": "gate", "is": "anew"}
ANSWERED = {"gate": alone("anew"), "one": alone("yes"), "rated": {"a.how": ("large",), "b.how": ("small",)}}
KEPT = {"one", "rated"}
LINE = "Carried over from the previous report: 1."


def definition() -> Questionnaire:
    columns = [part("how", "scale", scale="extent")]
    return questionnaire(
        section(
            "A",
            question("gate", "single_choice", options=OPTIONS),
            question("one", shown_when=ANEW),
            question("rated", "grid", rows=ROWS, columns=columns, shown_when=ANEW),
            question("left", shown_when=ANEW),
            question("always"),
        )
    )


def again(first: Round, name: str, *, hours: int) -> Round:
    """The same questionnaire to the same State, in a cycle that opened so many hours ago."""
    version = first.session.get_one(QuestionnaireVersion, first.submission.version_id)
    plan = replace(plan_called(name), opens_at=NOW - timedelta(hours=hours))
    cycle = open_cycle(
        first.session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, plan=plan, versions=[version]
    )
    (submission,) = invite(
        first.session,
        actor=SYSTEM,
        now=NOW,
        audit_key=AUDIT_KEY,
        cycle_id=cycle.id,
        version_id=version.id,
        respondent_ids=[first.submission.respondent_id],
    )
    return Round(first.session, first.questionnaire, cycle, submission)


def nothing_new(first: Round, name: str, *, hours: int) -> tuple[Round, Snapshot]:
    later = again(first, name, hours=hours)
    later.save({"gate": alone("nothing_new"), "always": alone("no")})
    snapshot = later.submit()
    later.accept()
    return later, snapshot


def answered_first(session: Session) -> tuple[Round, Snapshot]:
    first = send_out(session, definition())
    first.save(ANSWERED)
    snapshot = first.submit()
    first.accept()
    return first, snapshot


def test_a_snapshot_says_which_report_holds_the_answers_and_copies_none(session: Session) -> None:
    first, given = answered_first(session)
    _, later = nothing_new(first, "later", hours=12)
    assert read_json(later.canonical)["carried_over"] == dict.fromkeys(KEPT, given.receipt)
    assert {snapshot_answers(later.canonical)[key] for key in KEPT} == {NOT_ASKED}
    assert "carried_over" not in read_json(given.canonical)


def test_nothing_new_twice_leads_to_the_report_that_answered(session: Session) -> None:
    first, given = answered_first(session)
    nothing_new(first, "later", hours=12)
    last, snapshot = nothing_new(first, "last", hours=6)
    record = record_before(session, last.work(), first.questionnaire.key)
    assert record.answers["one"] == Choice("yes")
    assert record.answers["always"] == Choice("no")
    assert read_json(snapshot.canonical)["carried_over"] == dict.fromkeys(KEPT, given.receipt)


def test_the_report_counts_them_apart(session: Session) -> None:
    first, _ = answered_first(session)
    later, snapshot = nothing_new(first, "later", hours=12)
    composed = later.compose()
    printed = composed.document.annexes[1].tables
    assert [LINE in remarks_of(table) for table in printed] == [False, True, True, False, False]
    assert {finding.replies for finding in composed.findings.values()} == {1}
    assert [name for name, one in composed.findings.items() if one.carried_over] == [
        "one",
        "rated/a",
        "rated/b",
    ]
    assert not any(LINE in remarks_of(table) for table in first.compose().document.annexes[1].tables)
    documents = {
        one["key"]: one for part in first.questionnaire.document()["sections"] for one in part["questions"]
    }
    recounted = [
        table
        for key, one in documents.items()
        for table in tables(one, replies_to(key, [read_json(snapshot.canonical)]))
    ]
    for expected, table in zip(recounted, printed, strict=True):
        assert [line for line in expected.lines if line.strip() not in _lines(table)] == []


def _lines(table: Table) -> list[str]:
    rows = [*table.rows, *([table.total] if table.total else [])]
    return [*(" ".join(line_of(row)).strip() for row in rows), *remarks_of(table)]
