"""From a cycle to its document: count, find, draft, draw, lay out; for the worker, the command line, the bench."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.cycles.models import ReportingCycle
from app.cycles.queries import find_carried, questionnaires_of
from app.domain.carrying import carrying_options, gates
from app.domain.counted import counted_together
from app.domain.edition import EditionKind
from app.domain.errors import UnwrittenLanguage, message
from app.domain.findings import Finding, find
from app.domain.languages import NAMES
from app.domain.own_answers import SectorsApart
from app.domain.questionnaire import Questionnaire
from app.printing.rendering import render
from app.questionnaires.queries import Definitions
from app.reports.document import printed
from app.reports.draft import Draft
from app.reports.facts import CycleFacts, Edition, Response
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
from app.reports.queries.quoting import listings, texts
from app.reports.quoted import Quotable, listed_questions, quoted_places
from app.reports.template import html_of
from app.reports.timing import StageTimes
from app.reports.voices import voice_of


@dataclass(frozen=True)
class Basis:
    """Everything that a document is made from, read at once. Times in seconds."""

    questionnaire: Questionnaire
    standing: Standing
    version_number: str
    version_hash: str
    cycle: CycleFacts
    counted: Counted
    findings: dict[str, Finding]
    response: Response
    apart: Mapping[str, SectorsApart]
    quotable: Quotable
    counting: float
    finding: float


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


def basis_of(
    session: Session,
    *,
    cycle: ReportingCycle,
    definitions: Definitions,
    questionnaire_key: str | None = None,
    frozen: Frozen | None = None,
) -> Basis:
    """What the document of one questionnaire of a cycle (the leading one) stands on, in thirteen statements.

    That is the report as it stands, or one of its `frozen` versions: its outline, its snapshots, its response.
    """
    begun = time.perf_counter()
    now_carried = find_carried(questionnaires_of(session, cycle.id), questionnaire_key)
    version_id = frozen.version_id if frozen else now_carried.version_id
    questionnaire = definitions.of_version(session, version_id)
    report = standing(session, cycle.id, version_id, questionnaire)
    if frozen is not None:
        report = Standing(report.report_id, frozen.revision, frozen.outline)
    counted = frozen.counted if frozen else counted_snapshots(session, cycle, version_id)
    rows, given = counts(session, counted), numbers(session, counted)
    over = carried(session, counted, {one.key: carrying_options(one) for one, _ in gates(questionnaire)})
    jointly = together(session, counted, counted_together(questionnaire))
    apart = sectors_apart(session, counted)
    replies = frozen.response if frozen else response(session, cycle, version_id, counted)
    number, content_hash = version_facts(session, version_id)
    quotable = Quotable(
        texts(session, counted, quoted_places(questionnaire)),
        listings(session, counted, listed_questions(questionnaire), questionnaire.languages[0]),
    )
    read = time.perf_counter()
    findings = dict(find(questionnaire, rows, given, jointly, over))
    return Basis(
        questionnaire=questionnaire,
        standing=report,
        version_number=number,
        version_hash=content_hash,
        cycle=cycle_facts(cycle),
        counted=counted,
        findings=findings,
        response=replies,
        apart=apart,
        quotable=quotable,
        counting=read - begun,
        finding=time.perf_counter() - read,
    )


def compose(
    session: Session,
    *,
    cycle: ReportingCycle,
    definitions: Definitions,
    demonstration: bool,
    language: str,
    questionnaire_key: str | None = None,
    frozen: Frozen | None = None,
    kind: EditionKind = EditionKind.REPORT,
) -> Composed:
    """The document of one questionnaire of a cycle (the leading one), or a frozen version; then the session is free.

    Raises UnwrittenLanguage where the definition is not written in `language`.
    """
    basis = basis_of(
        session, cycle=cycle, definitions=definitions, questionnaire_key=questionnaire_key, frozen=frozen
    )
    _must_be_written_in(basis.questionnaire, language)
    begun = time.perf_counter()
    draft = Draft(
        questionnaire=basis.questionnaire,
        findings=basis.findings,
        response=basis.response,
        cycle=basis.cycle,
        edition=Edition(
            data_set=basis.counted.data_set_hash,
            data_as_at=basis.counted.data_as_at,
            version_number=basis.version_number,
            version_hash=basis.version_hash,
            demonstration=demonstration,
            language=language,
            kind=kind,
        ),
        voice=voice_of(language),
        apart=basis.apart,
        outline=basis.standing.outline,
        quotable=basis.quotable,
    )
    document = printed(draft)
    drafting = time.perf_counter() - begun
    return Composed(
        document=document,
        draft=draft,
        standing=basis.standing,
        counted=basis.counted,
        findings=basis.findings,
        demonstration=demonstration,
        counting=basis.counting,
        finding=basis.finding + drafting,
    )


def _must_be_written_in(questionnaire: Questionnaire, language: str) -> None:
    if language in questionnaire.languages:
        return
    raise UnwrittenLanguage(
        message(
            "The questionnaire is not written in %(language)s, so the report cannot be either. There is: %(written)s.",
            language=NAMES[language],
            written=", ".join(NAMES[one] for one in questionnaire.languages),
        )
    )


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
