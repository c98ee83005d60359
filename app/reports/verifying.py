"""Whether a PDF is a report of this system, and whether everything in it is still what the stored data say.

Five things are held against one another: the register of exports, the findings that the file embeds, the snapshots
as they are stored, the rows of observations, and the text that a reader of the file sees.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.cycles.queries import find_cycle
from app.domain.canonical import canonical, sha256_of
from app.domain.counted import counted_variables
from app.domain.errors import NotFound
from app.domain.explaining import parts_of
from app.domain.questionnaire import Questionnaire
from app.printing.matching import TextDifference, differences, differing_margins
from app.printing.pdf_text import ReadPdf, Unreadable, read_pdf
from app.questionnaires.models import QuestionnaireVersion
from app.questionnaires.queries import Definitions, find_by_hash, find_labelled
from app.reports.evidence import FINDINGS, EarlierEvidence, Evidence, NoEvidence, read_evidence
from app.reports.models import RegisteredExport
from app.reports.queries.register import entry_of_data_set, entry_of_file, entry_of_findings
from app.reports.recomputing import Difference, EarlierGround, Ground, Recomputed
from app.reports.trends import compared_links

RIGHT_TO_LEFT = frozenset({"ar"})


class NotOurs(Exception):
    """The file is no report of this system, or cannot be read at all."""


@dataclass(frozen=True)
class Verdict:
    """What was found out about one file."""

    sha256: str
    entry: RegisteredExport | None
    evidence: Evidence
    differences: tuple[Difference, ...]

    @property
    def genuine(self) -> bool:
        return not self.differences


def verify(session: Session, content: bytes) -> Verdict:
    """The verdict on a file. Raises NotOurs."""
    read, evidence, embedded = opened(content)
    sha256 = sha256_of(content)
    entry = entry_of_file(session, sha256)
    known = entry or entry_of_findings(session, sha256_of(embedded))
    found = [*_of_register(entry, known)]
    try:
        ground = ground_of(session, evidence)
    except NotFound as missing:
        found += [Difference("fact", str(missing)), *differences_of_text(evidence, read)]
    else:
        found += _of_facts(ground, evidence, read, known)
        witness = known or entry_of_data_set(session, evidence.facts)
        found += Recomputed(session, ground, evidence, witness).differences()
        found += differences_of_text(evidence, read)
        variables = counted_variables(ground.questionnaire)
        numbers = {name: question.number for name, (question, _) in variables.items()}
        found = [_with_question(one, numbers) for one in found]
    return Verdict(sha256, entry, evidence, tuple(found))


def opened(content: bytes) -> tuple[ReadPdf, Evidence, bytes]:
    """The file, what it says of itself, and the bytes in which it says so. Raises NotOurs."""
    try:
        read = read_pdf(content)
        embedded = read.attachments.get(FINDINGS)
        if embedded is None:
            raise NotOurs(f"no {FINDINGS} is embedded in it")
        return read, read_evidence(embedded), embedded
    except (Unreadable, NoEvidence) as problem:
        raise NotOurs(str(problem)) from problem


def _of_register(entry: RegisteredExport | None, known: RegisteredExport | None) -> Iterator[Difference]:
    if entry is None and known is None:
        yield Difference("register", "neither the file nor the findings that it embeds are registered")
    elif entry is None:
        yield Difference("register", "the file is not registered, but the findings that it embeds are")


def ground_of(session: Session, evidence: Evidence) -> Ground:
    """Raises NotFound where the file names what is not stored."""
    facts = evidence.facts
    cycle = find_cycle(session, facts["cycle"])
    version = find_by_hash(session, facts["questionnaire"], facts["version_hash"])
    earlier = _earlier_ground(session, evidence.earlier, version) if evidence.earlier else None
    return Ground(cycle, version, Questionnaire.model_validate(version.document), earlier)


def _earlier_ground(
    session: Session, evidence: EarlierEvidence, version: QuestionnaireVersion
) -> EarlierGround:
    facts = evidence.facts
    cycle = find_cycle(session, facts["cycle"])
    before = find_labelled(session, version.questionnaire.key, facts["version"])
    links = compared_links(session, Definitions(), before.id, version.id)
    return EarlierGround(cycle, before, Questionnaire.model_validate(before.document), links)


def _of_facts(
    ground: Ground, evidence: Evidence, read: ReadPdf, known: RegisteredExport | None
) -> Iterator[Difference]:
    """`known` says that the facts are those that were given out: a cut-off may be moved later."""
    yield from _differing(evidence, ground, known)
    if evidence.facts["language"] != read.language:
        yield Difference("fact", "language", evidence.facts["language"], read.language)
    if evidence.earlier and ground.earlier:
        for one in _differing(evidence.earlier, ground.earlier, known):
            yield replace(one, name=f"{one.name} of the earlier cycle")


def _differing(
    evidence: Evidence | EarlierEvidence, ground: Ground | EarlierGround, known: RegisteredExport | None
) -> Iterator[Difference]:
    facts, version = evidence.facts, ground.version
    stored = {
        "version": version.label,
        "version_hash": sha256_of(canonical(version.document)),
        "data_set": sha256_of(canonical(sorted(evidence.snapshots))),
        "cut_off": facts["cut_off"] if known else ground.cycle.cut_off_at.isoformat(),
    }
    for name, should in stored.items():
        if facts[name] != should:
            yield Difference("fact", name, facts[name], should)


def differences_of_text(evidence: Evidence, read: ReadPdf) -> Iterator[Difference]:
    """The figures as the findings show them, and then the printed text, against what was laid out."""
    for block in evidence.blocks:
        for piece in block.pieces():
            if piece.figure and not _shows(piece.text, evidence.shown.get(piece.figure)):
                should = evidence.shown.get(piece.figure, "no such figure")
                yield Difference("embedded figure", piece.figure, piece.text, should, place=block.name)
    right_to_left = evidence.facts["language"] in RIGHT_TO_LEFT
    text = differences(evidence.blocks, read.leaves, right_to_left=right_to_left)
    margins = differing_margins(evidence.blocks, read.margins, right_to_left=right_to_left)
    yield from map(_printed, (*text, *margins))


def _shows(text: str, value: str | None) -> bool:
    """Whether a printed number has the digits of its value; what is printed in words has none."""
    digits = "".join(c for c in text if c.isdigit())
    return value is not None and (not digits or digits == "".join(c for c in value if c.isdigit()))


def _printed(one: TextDifference) -> Difference:
    place = f"page {one.page}" if one.page else "not printed at all"
    if one.figure:
        figure_place = f"{one.block}, {place}"
        return Difference("printed figure", one.figure, one.printed, one.expected, place=figure_place)
    return Difference("printed text", one.block, one.printed, one.expected, place=place)


def _with_question(one: Difference, numbers: Mapping[str, str]) -> Difference:
    """With the printed number of the question that a figure belongs to."""
    try:
        return replace(one, question=numbers.get(parts_of(one.name).name, ""))
    except NotFound:
        return one
