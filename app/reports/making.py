"""From a cycle to its document: count, find, draft, draw, lay out; for the worker, the command line, the bench."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from app.cycles.models import ReportingCycle
from app.cycles.queries import find_carried, questionnaires_of
from app.domain.coding import CodedTexts
from app.domain.edition import EditionKind
from app.domain.errors import UnwrittenLanguage, message
from app.domain.findings import Finding
from app.domain.languages import NAMES
from app.domain.own_answers import SectorsApart
from app.domain.questionnaire import Questionnaire
from app.domain.register import Register
from app.domain.report_outline import Outline, default_outline
from app.printing.blocks import blocks_of
from app.printing.rendering import Attached, Laid, Rendered, Standard, render
from app.questionnaires.queries import Definitions
from app.reports.content import Basis, basis_of
from app.reports.document import printed
from app.reports.draft import Draft
from app.reports.evidence import (
    RENDERER,
    EarlierEvidence,
    attached,
    findings_hash,
    findings_json,
    registered,
)
from app.reports.facts import Compared, Response
from app.reports.printed import Document
from app.reports.queries import Counted, Frozen, Standing
from app.reports.tabulating import Tabulated, tabulate
from app.reports.template import html_of
from app.reports.timing import StageTimes
from app.reports.voices import voice_of


@dataclass(frozen=True)
class Traced:
    """What the figures of a document stand on."""

    questionnaire: Questionnaire
    of: Basis
    findings: Mapping[str, Finding]
    apart: Mapping[str, SectorsApart]
    compared: Compared
    coded: Mapping[str, CodedTexts]

    @property
    def counted(self) -> Counted:
        return self.of.counted

    @property
    def response(self) -> Response:
        return self.of.content.response

    @cached_property
    def register(self) -> Register:
        """Every value that a document made from this can print."""
        over, coded = self.compared.over, self.coded
        return registered(self.questionnaire, self.findings, self.response, self.apart, over, coded)

    @property
    def earlier(self) -> EarlierEvidence | None:
        """What findings.json says of the earlier cycle."""
        held = self.of.earlier
        if held is None:
            return None
        facts = {
            "cycle": held.key,
            "version": held.version_number,
            "version_hash": held.version_hash,
            "data_set": held.counted.data_set_hash,
            "cut_off": held.cut_off.isoformat(),
        }
        return EarlierEvidence(facts, held.counted.hashes)

    def facts(self, language: str) -> dict[str, str]:
        """What findings.json says that a document in `language` stands on."""
        edition = self.of.content.edition
        return {
            "cycle": self.of.cycle_key,
            "questionnaire": self.questionnaire.key,
            "version": edition.version_number,
            "version_hash": edition.version_hash,
            "language": language,
            "data_set": edition.data_set,
            "cut_off": self.of.content.cycle.cut_off.isoformat(),
            "data_as_at": edition.data_as_at.isoformat(),
            "renderer": RENDERER,
        }


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
    basis: Traced

    @cached_property
    def html(self) -> str:
        return html_of(self.document)

    @cached_property
    def attachments(self) -> tuple[Attached, ...]:
        """What the file embeds of its own figures and text."""
        language = self.document.language
        values = self.basis.register
        blocks = blocks_of(self.html)
        facts, earlier = self.basis.facts(language), self.basis.earlier
        places = self.basis.of.codes.places
        findings = findings_json(facts, self.counted.hashes, values, blocks, earlier, places)
        return attached(findings, values, self.basis.questionnaire, language)

    @property
    def findings_hash(self) -> str:
        return findings_hash(self.attachments)


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
    """The document of one questionnaire of a cycle (the leading one), in 19 statements; then the session is free.

    Where texts have codes there are four more.

    It is the report as it stands, or one of its `frozen` versions.
    """
    begun = time.perf_counter()
    version_id = find_carried(questionnaires_of(session, cycle.id), questionnaire_key).version_id
    basis = basis_of(
        session,
        cycle=cycle,
        version_id=version_id,
        language=language,
        demonstration=demonstration,
        frozen=frozen,
        kind=kind,
    )
    tabulated = tabulate(session, definitions, basis)
    return draft(tabulated, counting=time.perf_counter() - begun)


def traced(
    session: Session,
    *,
    cycle: ReportingCycle,
    definitions: Definitions,
    questionnaire_key: str | None = None,
    frozen: Frozen | None = None,
) -> Traced:
    """What the figures of a questionnaire of a cycle (the leading one) stand on, without a document.

    Those of the report as it stands, or of one of its `frozen` versions.
    """
    version_id = find_carried(questionnaires_of(session, cycle.id), questionnaire_key).version_id
    basis = basis_of(
        session, cycle=cycle, version_id=version_id, language="en", demonstration=False, frozen=frozen
    )
    return _traced(tabulated := tabulate(session, definitions, basis), tabulated.findings())


def _traced(tabulated: Tabulated, findings: Mapping[str, Finding]) -> Traced:
    compared = tabulated.compared(findings)
    return Traced(
        tabulated.questionnaire, tabulated.basis, findings, tabulated.apart, compared, tabulated.coded()
    )


def draft(tabulated: Tabulated, *, counting: float = 0.0) -> Composed:
    """The document of what was counted in `counting` seconds.

    Raises UnwrittenLanguage where the definition is not written in the language of the edition.
    """
    begun = time.perf_counter()
    questionnaire, content = tabulated.questionnaire, tabulated.basis.content
    _must_be_written_in(questionnaire, content.edition.language)
    basis = _traced(tabulated, findings := tabulated.findings())
    outline = Outline.model_validate(content.outline) if content.outline else default_outline(questionnaire)
    drafted = Draft(
        questionnaire=questionnaire,
        findings=findings,
        response=content.response,
        cycle=content.cycle,
        edition=content.edition,
        voice=voice_of(content.edition.language),
        apart=tabulated.apart,
        outline=outline,
        quotable=tabulated.quotable,
        compared=basis.compared,
        coded=basis.coded,
    )
    kept = tabulated.basis.kept
    return Composed(
        document=printed(drafted),
        draft=drafted,
        standing=Standing(kept.report_id, kept.revision, outline),
        counted=tabulated.basis.counted,
        findings=findings,
        demonstration=content.edition.demonstration,
        counting=counting,
        finding=time.perf_counter() - begun,
        basis=basis,
    )


def _unwatched(laid: Laid) -> None:
    """Stands for a layout that nobody watches."""


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


def to_pdf(
    composed: Composed, watch: Callable[[Laid], None] = _unwatched, *, standard: Standard = "ua-1"
) -> tuple[Rendered, StageTimes]:
    """The PDF with what it embeds, and how long each stage took; `watch` as `render` has it. No database is touched.

    Raises RenderingFailed.
    """
    begun = time.perf_counter()
    html = composed.html
    template = time.perf_counter() - begun
    rendered = render(
        html,
        identifier=composed.document.identifier,
        demonstration=composed.demonstration,
        attach=lambda: composed.attachments,
        standard=standard,
        watch=watch,
    )
    times = StageTimes(
        counting=composed.counting,
        findings=composed.finding,
        template=template,
        start=rendered.times.start,
        layout=rendered.times.layout,
    )
    return rendered, times
