"""From a cycle to its document: count, find, draft, draw, lay out; for the worker, the command line, the bench."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from app.cycles.models import ReportingCycle
from app.cycles.queries import find_carried, questionnaires_of
from app.domain.carrying import carrying_options, gates
from app.domain.counted import counted_together
from app.domain.findings import Finding, find
from app.domain.questionnaire import Questionnaire
from app.domain.register import Register
from app.printing.blocks import blocks_of
from app.printing.rendering import Attached, Rendered, Standard, render
from app.questionnaires.queries import Definitions
from app.reports.document import build
from app.reports.evidence import RENDERER, attached, findings_hash, findings_json, registered
from app.reports.facts import Edition, Response
from app.reports.printed import Document
from app.reports.queries import (
    Counted,
    carried,
    counted_snapshots,
    counts,
    cycle_facts,
    numbers,
    response,
    sectors_apart,
    together,
    version_facts,
)
from app.reports.template import html_of
from app.reports.timing import StageTimes


@dataclass(frozen=True)
class Composed:
    """A document before its layout, and what it stands on. Times in seconds."""

    document: Document
    counted: Counted
    findings: dict[str, Finding]
    demonstration: bool
    counting: float
    finding: float
    basis: "Basis"

    @cached_property
    def html(self) -> str:
        return html_of(self.document)

    @cached_property
    def attachments(self) -> tuple[Attached, ...]:
        """What the file embeds of its own figures and text."""
        values = self.basis.register
        blocks = blocks_of(self.html)
        findings = findings_json(self.basis.facts, self.counted.hashes, values, blocks)
        return attached(findings, values, self.basis.questionnaire, self.document.language)

    @property
    def findings_hash(self) -> str:
        return findings_hash(self.attachments)


@dataclass(frozen=True)
class Basis:
    """What the figures of a document stand on; `facts` are those that findings.json states."""

    cycle_id: int
    version_id: int
    facts: Mapping[str, str]
    questionnaire: Questionnaire
    response: Response
    register: Register


def compose(
    session: Session,
    *,
    cycle: ReportingCycle,
    definitions: Definitions,
    demonstration: bool,
    language: str,
    questionnaire_key: str | None = None,
) -> Composed:
    """The document of one questionnaire of a cycle (the leading one), in ten statements; then the session is free."""
    begun = time.perf_counter()
    version_id = find_carried(questionnaires_of(session, cycle.id), questionnaire_key).version_id
    questionnaire = definitions.of_version(session, version_id)
    counted = counted_snapshots(session, cycle, version_id)
    rows, given = counts(session, counted), numbers(session, counted)
    apart = sectors_apart(session, counted)
    over = carried(session, counted, {one.key: carrying_options(one) for one, _ in gates(questionnaire)})
    jointly = together(session, counted, counted_together(questionnaire))
    replies = response(session, cycle, version_id, counted)
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
    document = build(
        questionnaire=questionnaire,
        findings=findings,
        response=replies,
        cycle=cycle_facts(cycle),
        edition=edition,
        apart=apart,
    )
    finding = time.perf_counter() - begun - counting
    basis = Basis(
        cycle_id=cycle.id,
        version_id=version_id,
        facts=_facts(cycle, questionnaire, edition),
        questionnaire=questionnaire,
        response=replies,
        register=registered(findings, replies, apart),
    )
    return Composed(document, counted, findings, demonstration, counting, finding, basis)


def _facts(cycle: ReportingCycle, questionnaire: Questionnaire, edition: Edition) -> dict[str, str]:
    return {
        "cycle": cycle.key,
        "questionnaire": questionnaire.key,
        "version": edition.version_number,
        "version_hash": edition.version_hash,
        "language": edition.language,
        "data_set": edition.data_set,
        "cut_off": cycle.cut_off_at.isoformat(),
        "data_as_at": edition.data_as_at.isoformat(),
        "renderer": RENDERER,
    }


def to_pdf(composed: Composed, *, standard: Standard = "ua-1") -> tuple[Rendered, StageTimes]:
    """The PDF with what it embeds, and how long each stage took. Raises RenderingFailed; no database is touched."""
    begun = time.perf_counter()
    html, attachments = composed.html, composed.attachments
    template = time.perf_counter() - begun
    rendered = render(
        html,
        identifier=composed.document.identifier,
        demonstration=composed.demonstration,
        attachments=attachments,
        standard=standard,
    )
    times = StageTimes(
        counting=composed.counting,
        findings=composed.finding,
        template=template,
        start=rendered.times.start,
        layout=rendered.times.layout,
    )
    return rendered, times
