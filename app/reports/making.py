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
from app.domain.errors import UnwrittenLanguage, message
from app.domain.findings import Finding, find
from app.domain.languages import NAMES
from app.domain.own_answers import SectorsApart
from app.domain.questionnaire import Questionnaire
from app.domain.register import Register
from app.printing.blocks import blocks_of
from app.printing.rendering import Attached, Rendered, Standard, render
from app.questionnaires.queries import Definitions
from app.reports.document import build
from app.reports.evidence import RENDERER, attached, findings_hash, findings_json, registered
from app.reports.facts import CycleFacts, Edition, Response
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
from app.reports.voices import voice_of


@dataclass(frozen=True)
class Basis:
    """Everything that a document is made from, read at once. Times in seconds."""

    cycle_id: int
    cycle_key: str
    version_id: int
    questionnaire: Questionnaire
    version_number: str
    version_hash: str
    cycle: CycleFacts
    counted: Counted
    findings: dict[str, Finding]
    response: Response
    apart: Mapping[str, SectorsApart]
    counting: float
    finding: float

    @cached_property
    def register(self) -> Register:
        """Every value that a document made from this can print."""
        return registered(self.questionnaire, self.findings, self.response, self.apart)

    def facts(self, language: str) -> dict[str, str]:
        """What findings.json says that a document in `language` stands on."""
        return {
            "cycle": self.cycle_key,
            "questionnaire": self.questionnaire.key,
            "version": self.version_number,
            "version_hash": self.version_hash,
            "language": language,
            "data_set": self.counted.data_set_hash,
            "cut_off": self.cycle.cut_off.isoformat(),
            "data_as_at": self.counted.data_as_at.isoformat(),
            "renderer": RENDERER,
        }


@dataclass(frozen=True)
class Composed:
    """A document before its layout, and what it stands on. Times in seconds."""

    document: Document
    counted: Counted
    findings: dict[str, Finding]
    demonstration: bool
    counting: float
    finding: float
    basis: Basis

    @cached_property
    def html(self) -> str:
        return html_of(self.document)

    @cached_property
    def attachments(self) -> tuple[Attached, ...]:
        """What the file embeds of its own figures and text."""
        language = self.document.language
        values = self.basis.register
        blocks = blocks_of(self.html)
        findings = findings_json(self.basis.facts(language), self.counted.hashes, values, blocks)
        return attached(findings, values, self.basis.questionnaire, language)

    @property
    def findings_hash(self) -> str:
        return findings_hash(self.attachments)


def basis_of(
    session: Session, *, cycle: ReportingCycle, definitions: Definitions, questionnaire_key: str | None = None
) -> Basis:
    """What the document of one questionnaire of a cycle (the leading one) stands on, in ten statements."""
    begun = time.perf_counter()
    version_id = find_carried(questionnaires_of(session, cycle.id), questionnaire_key).version_id
    questionnaire = definitions.of_version(session, version_id)
    counted = counted_snapshots(session, cycle, version_id)
    rows, given = counts(session, counted), numbers(session, counted)
    over = carried(session, counted, {one.key: carrying_options(one) for one, _ in gates(questionnaire)})
    jointly = together(session, counted, counted_together(questionnaire))
    apart = sectors_apart(session, counted)
    replies = response(session, cycle, version_id, counted)
    number, content_hash = version_facts(session, version_id)
    read = time.perf_counter()
    findings = dict(find(questionnaire, rows, given, jointly, over))
    return Basis(
        cycle_id=cycle.id,
        cycle_key=cycle.key,
        version_id=version_id,
        questionnaire=questionnaire,
        version_number=number,
        version_hash=content_hash,
        cycle=cycle_facts(cycle),
        counted=counted,
        findings=findings,
        response=replies,
        apart=apart,
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
) -> Composed:
    """The document of one questionnaire of a cycle (the leading one); then the session is free.

    Raises UnwrittenLanguage where the definition is not written in `language`.
    """
    basis = basis_of(session, cycle=cycle, definitions=definitions, questionnaire_key=questionnaire_key)
    _must_be_written_in(basis.questionnaire, language)
    begun = time.perf_counter()
    document = build(
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
        ),
        voice=voice_of(language),
        apart=basis.apart,
    )
    drafting = time.perf_counter() - begun
    return Composed(
        document,
        basis.counted,
        basis.findings,
        demonstration,
        basis.counting,
        basis.finding + drafting,
        basis,
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
