"""The values of a register made anew from what is stored, and what differs from those that a file embeds."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy.orm import Session

from app.cycles.models import ReportingCycle
from app.domain.carrying import carrying_options, gates
from app.domain.counted import counted_options, counted_together
from app.domain.figures import figure_id
from app.domain.findings import find
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

Kind = Literal[
    "register", "fact", "snapshot", "embedded figure", "observations", "printed figure", "printed text"
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
class Ground:
    """What is stored of what the file says it stands on."""

    cycle: ReportingCycle
    version: QuestionnaireVersion
    questionnaire: Questionnaire


@dataclass
class Recomputed:
    """One recomputation. `witness` is the entry that says who was invited when the file was made."""

    session: Session
    ground: Ground
    evidence: Evidence
    witness: RegisteredExport | None
    snapshots: tuple[Stored, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.snapshots = stored_snapshots(self.session, self.evidence.snapshots)

    def differences(self) -> Iterator[Difference]:
        """First the snapshots, then each embedded value, then the rows of observations."""
        yield from self._of_snapshots()
        recounted = recount(self.ground.questionnaire, self.snapshots)
        for receipt in recounted.unreadable:
            yield Difference("snapshot", f"{receipt} cannot be read")
        values = self._values(recounted)
        yield from self._of_figures(values)
        yield from self._of_observations(values, self._observed(recounted))

    def _of_snapshots(self) -> Iterator[Difference]:
        found = {one.sha256 for one in self.snapshots}
        for missing in sorted(set(self.evidence.snapshots) - found):
            yield Difference("snapshot", f"none is stored with the SHA-256 {missing}")
        for one in self.snapshots:
            if one.hashed != one.sha256:
                yield Difference(
                    "snapshot", f"{one.receipt} was changed after it was stored", one.hashed, one.sha256
                )

    def _values(self, recounted: Recounted) -> Register:
        counted = counted_options(self.ground.questionnaire)
        return register(recounted.findings, self._replies(recounted), recounted.apart, counted)

    def _replies(self, recounted: Recounted) -> Iterator[Replies]:
        invited = self._invited()
        groups = sorted(name.partition("@")[2].partition(":")[0] for name in invited if "@" in name)
        for group in groups:
            asked = invited[figure_id(RESPONSE, "invited", group=group)]
            yield Replies(group, asked, recounted.counted.get(group, 0))
        received = invited[figure_id(RESPONSE, "received")]
        whole = invited[figure_id(RESPONSE, "invited")]
        yield Replies("", whole, sum(recounted.counted.values()), received)

    def _invited(self) -> dict[str, int]:
        """Who was invited and whose report was received: as registered, or as things stand now."""
        if self.witness is not None:
            return dict(self.witness.response)
        now = response(self.session, self.ground.cycle, self.ground.version.id, self._counted())
        groups = {figure_id(RESPONSE, "invited", group=one.group): one.invited for one in now.groups}
        whole = {figure_id(RESPONSE, "invited"): now.invited, figure_id(RESPONSE, "received"): now.received}
        return groups | whole

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
        over = {one.key: carrying_options(one) for one, _ in gates(questionnaire)}
        rows = observed(self.session, counted)
        findings = find(
            questionnaire,
            rows.counts,
            rows.numbers,
            together(self.session, counted, counted_together(questionnaire)),
            carried(self.session, counted, over),
            rows.states,
        )
        apart = sectors_apart(self.session, counted)
        return register(findings, self._replies(recounted), apart, counted_options(questionnaire))

    def _counted(self) -> Counted:
        return Counted(
            snapshot_ids=tuple(one.id for one in self.snapshots),
            data_set_hash=self.evidence.facts["data_set"],
            data_as_at=self.ground.cycle.cut_off_at,
        )


def _told(value: tuple[object, str] | None) -> str:
    if value is None:
        return "no such figure"
    exact, shown = value
    return shown if exact is None or f"{exact}" == shown else f"{exact} ({shown})"
