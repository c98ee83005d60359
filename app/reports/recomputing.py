"""The values of a register made anew from what is stored, and what differs from those that a file embeds."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy.orm import Session

from app.cycles.models import ReportingCycle
from app.domain.carrying import carrying_options, gates
from app.domain.coding import CodedTexts
from app.domain.continuing import Continued
from app.domain.counted import counted_options, counted_together, counted_variables
from app.domain.figures import figure_id
from app.domain.findings import Finding, find
from app.domain.over_cycles import Before, OverCycles
from app.domain.own_answers import SectorsApart
from app.domain.questionnaire import Questionnaire
from app.domain.register import RESPONSE, Register, Replies, register
from app.questionnaires.models import QuestionnaireVersion
from app.reports.evidence import Evidence, plain_value
from app.reports.models import RegisteredExport
from app.reports.queries import (
    Counted,
    carried,
    observed,
    response,
    sectors_apart,
    together,
)
from app.reports.recounting import Recounted, Stored, recount, stored_snapshots
from app.reports.recounting_codes import Coding
from app.reports.recounting_cycles import before_as_stored
from app.reports.trends import before_of

Kind = Literal[
    "register",
    "fact",
    "snapshot",
    "codes",
    "embedded figure",
    "observations",
    "printed figure",
    "printed text",
]


@dataclass(frozen=True)
class Difference:
    """One thing that differs. `name` is the figure's identifier, or what else it is; `question` its printed number.

    `there` is what the file says, `should` what it should say.
    """

    kind: Kind
    name: str
    there: str = ""
    should: str = ""
    question: str = ""
    place: str = ""

    def __str__(self) -> str:
        question = f" (question {self.question})" if self.question else ""
        place = f", {self.place}" if self.place else ""
        values = f": “{self.there}” should be “{self.should}”" if self.there or self.should else ""
        return f"{self.kind}: {self.name}{question}{place}{values}"


@dataclass(frozen=True)
class EarlierGround:
    """What is stored of the cycle that the file compares with; `links` say what each finding continues of it."""

    cycle: ReportingCycle
    version: QuestionnaireVersion
    questionnaire: Questionnaire
    links: Mapping[str, Continued]


@dataclass(frozen=True)
class Ground:
    """What is stored of what the file says it stands on; `earlier` is None where it compares with nothing."""

    cycle: ReportingCycle
    version: QuestionnaireVersion
    questionnaire: Questionnaire
    earlier: EarlierGround | None


@dataclass
class Recomputed:
    """One recomputation. `witness` is the entry that says who was invited when the file was made.

    `known` is the entry of the file, or of the findings in it; without one, texts have the codes that they have now.
    """

    session: Session
    ground: Ground
    evidence: Evidence
    witness: RegisteredExport | None
    known: RegisteredExport | None = None
    snapshots: tuple[Stored, ...] = field(init=False)
    earlier: tuple[Stored, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.snapshots = stored_snapshots(self.session, self.evidence.snapshots)
        named = self.evidence.earlier
        self.earlier = stored_snapshots(self.session, named.snapshots) if named else ()
        self.coding = Coding(
            self.session, self.ground.version.id, self._counted(), self.snapshots, self.known
        )

    def differences(self) -> Iterator[Difference]:
        """First the snapshots and the codes, then each embedded value, then the rows of observations."""
        yield from _of_snapshots(self.evidence.snapshots, self.snapshots)
        for name, there, should in self.coding.differences(self.evidence.books):
            yield Difference("codes", name, there, should)
        recounted = recount(self.ground.questionnaire, self.snapshots)
        yield from _unreadable(recounted)
        over: Sequence[OverCycles] = ()
        earlier = self.ground.earlier
        if earlier and self.evidence.earlier:
            yield from _of_snapshots(self.evidence.earlier.snapshots, self.earlier)
            held = recount(earlier.questionnaire, self.earlier)
            yield from _unreadable(held)
            before = before_as_stored(earlier.cycle.key, earlier.links, held, recounted)
            over = self._beside(before, recounted.findings)
        coded = self.coding.as_stored(recounted.observed)
        values = self._values(recounted, recounted.findings, recounted.apart, over, coded)
        yield from self._of_figures(values)
        yield from self._of_observations(values, self._observed(recounted))

    def _values(
        self,
        recounted: Recounted,
        findings: Mapping[str, Finding],
        apart: Mapping[str, SectorsApart],
        over: Iterable[OverCycles],
        coded: Iterable[CodedTexts],
    ) -> Register:
        counted = counted_options(self.ground.questionnaire)
        return register(findings, self._replies(recounted), apart, counted, over, coded)

    def _beside(self, before: Before, findings: Mapping[str, Finding]) -> Sequence[OverCycles]:
        return [*before.beside(findings, counted_variables(self.ground.questionnaire))]

    def _replies(self, recounted: Recounted) -> Iterator[Replies]:
        invited = self._invited()
        groups = sorted(name.partition("@")[2].partition(":")[0] for name in invited if "@" in name)
        for group in groups:
            asked = invited[figure_id(RESPONSE, "invited", group=group)]
            yield Replies(group, asked, recounted.counted.get(group, 0))
        received = invited[figure_id(RESPONSE, "received")]
        whole = invited[figure_id(RESPONSE, "invited")]
        late = invited.get(figure_id(RESPONSE, "late"), 0)
        yield Replies("", whole, sum(recounted.counted.values()), received, late)

    def _invited(self) -> dict[str, int]:
        """Who was invited and whose report was received, or late: as registered, or as things stand now."""
        if self.witness is not None:
            return dict(self.witness.response)
        now = response(self.session, self.ground.cycle, self.ground.version.id, self._counted())
        groups = {figure_id(RESPONSE, "invited", group=one.group): one.invited for one in now.groups}
        whole = {"invited": now.invited, "received": now.received, "late": now.late}
        return groups | {figure_id(RESPONSE, measure): number for measure, number in whole.items()}

    def _of_figures(self, values: Register) -> Iterator[Difference]:
        recomputed = {name: (plain_value(value), value.shown) for name, value in values.items()}
        embedded = {name: (value, self.evidence.shown[name]) for name, value in self.evidence.figures.items()}
        for name in (*embedded, *(recomputed.keys() - embedded.keys())):
            there, should = embedded.get(name), recomputed.get(name)
            if there != should:
                yield Difference("embedded figure", name, _told(there), _told(should))

    def _of_observations(self, values: Register, observed: Register) -> Iterator[Difference]:
        for name, value in observed.items():
            if value != values.get(name):
                should = values[name].shown if name in values else "nothing"
                yield Difference("observations", name, value.shown, should)

    def _observed(self, recounted: Recounted) -> Register:
        """The same values, from the rows of observations; of the response they say nothing."""
        counted, questionnaire = self._counted(), self.ground.questionnaire
        options = {one.key: carrying_options(one) for one, _ in gates(questionnaire)}
        rows = observed(self.session, counted)
        findings = find(
            questionnaire,
            rows.counts,
            rows.numbers,
            together(self.session, counted, counted_together(questionnaire)),
            carried(self.session, counted, options),
            rows.states,
        )
        apart = sectors_apart(self.session, counted)
        over: Sequence[OverCycles] = ()
        earlier = self.ground.earlier
        if earlier and self.evidence.earlier:
            held = _counted(self.earlier, self.evidence.earlier.facts, earlier.cycle)
            both = (earlier.questionnaire, held), (questionnaire, counted)
            over = self._beside(before_of(self.session, earlier.cycle.key, *both, earlier.links), findings)
        return self._values(recounted, findings, apart, over, self.coding.as_observed())

    def _counted(self) -> Counted:
        return _counted(self.snapshots, self.evidence.facts, self.ground.cycle)


def _counted(snapshots: Iterable[Stored], facts: Mapping[str, str], cycle: ReportingCycle) -> Counted:
    return Counted(tuple(one.id for one in snapshots), facts["data_set"], cycle.cut_off_at)


def _of_snapshots(named: Collection[str], stored: Sequence[Stored]) -> Iterator[Difference]:
    for missing in sorted(set(named) - {one.sha256 for one in stored}):
        yield Difference("snapshot", f"none is stored with the SHA-256 {missing}")
    for one in stored:
        if one.hashed != one.sha256:
            yield Difference(
                "snapshot", f"{one.receipt} was changed after it was stored", one.hashed, one.sha256
            )


def _unreadable(recounted: Recounted) -> Iterator[Difference]:
    for receipt in recounted.unreadable:
        yield Difference("snapshot", f"{receipt} cannot be read")


def _told(value: tuple[object, str] | None) -> str:
    if value is None:
        return "no such figure"
    exact, shown = value
    return shown if exact is None or f"{exact}" == shown else f"{exact} ({shown})"
