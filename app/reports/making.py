"""From a cycle to its document: count, find, draft, draw, lay out; for the worker, the command line, the bench."""

import time
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.cycles.models import ReportingCycle
from app.cycles.queries import find_carried, questionnaires_of
from app.domain.carrying import carrying_options, gates
from app.domain.counted import counted_together
from app.domain.findings import Finding, find
from app.printing.rendering import render
from app.questionnaires.queries import Definitions
from app.reports.document import printed
from app.reports.draft import Draft
from app.reports.facts import Edition
from app.reports.printed import Document
from app.reports.queries import (
    Counted,
    Frozen,
    Standing,
    carried,
    counted_snapshots,
    counts,
    cycle_facts,
    numbers,
    response,
    sectors_apart,
    standing,
    together,
    version_facts,
)
from app.reports.template import html_of
from app.reports.timing import StageTimes


@dataclass(frozen=True)
class Composed:
    """A document before its layout, what it was drafted from, and what it stands on. Times in seconds."""

    document: Document
    draft: Draft
    standing: Standing
    counted: Counted
    findings: dict[str, Finding]
    demonstration: bool
    counting: float
    finding: float


def compose(
    session: Session,
    *,
    cycle: ReportingCycle,
    definitions: Definitions,
    demonstration: bool,
    language: str,
    questionnaire_key: str | None = None,
    frozen: Frozen | None = None,
) -> Composed:
    """The document of one questionnaire of a cycle (the leading one), in eleven statements; then the session is free.

    It is the report as it stands, or one of its `frozen` versions: then with its outline, of its snapshots alone.
    """
    begun = time.perf_counter()
    carried_now = find_carried(questionnaires_of(session, cycle.id), questionnaire_key).version_id
    version_id = frozen.version_id if frozen else carried_now
    questionnaire = definitions.of_version(session, version_id)
    report = standing(session, cycle.id, version_id, questionnaire)
    if frozen is not None:
        report = Standing(report.report_id, frozen.revision, frozen.outline)
    counted = frozen.counted if frozen else counted_snapshots(session, cycle, version_id)
    rows, given = counts(session, counted), numbers(session, counted)
    apart = sectors_apart(session, counted)
    over = carried(session, counted, {one.key: carrying_options(one) for one, _ in gates(questionnaire)})
    jointly = together(session, counted, counted_together(questionnaire))
    replies = frozen.response if frozen else response(session, cycle, version_id, counted)
    version_number, version_hash = version_facts(session, version_id)
    counting = time.perf_counter() - begun
    findings = dict(find(questionnaire, rows, given, jointly, over))
    edition = Edition(
        data_set=counted.data_set_hash,
        data_as_at=counted.data_as_at,
        version_number=version_number,
        version_hash=version_hash,
        demonstration=demonstration,
        language=language,
    )
    draft = Draft(
        questionnaire=questionnaire,
        findings=findings,
        response=replies,
        cycle=cycle_facts(cycle),
        edition=edition,
        apart=apart,
        outline=report.outline,
    )
    document = printed(draft)
    finding = time.perf_counter() - begun - counting
    return Composed(document, draft, report, counted, findings, demonstration, counting, finding)


def to_pdf(composed: Composed) -> tuple[bytes, StageTimes]:
    """The PDF, and how long each stage took. Raises RenderingFailed; no database is touched."""
    begun = time.perf_counter()
    html = html_of(composed.document)
    template = time.perf_counter() - begun
    rendered = render(html, identifier=composed.document.identifier, demonstration=composed.demonstration)
    times = StageTimes(
        counting=composed.counting,
        findings=composed.finding,
        template=template,
        start=rendered.times.start,
        layout=rendered.times.layout,
    )
    return rendered.pdf, times
