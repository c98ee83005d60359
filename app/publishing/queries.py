"""What publishing and retiring touch: versions and who published them, open cycles, their submissions, trend lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.models import AuditEvent
from app.cycles.models import CycleQuestionnaire, ReportingCycle
from app.domain.comparing import ChangeClass
from app.domain.errors import NotFound, message
from app.domain.lifecycle import RECEIVED, Status
from app.publishing.models import VersionChange
from app.questionnaires.models import QuestionnaireRecord, QuestionnaireVersion, VersionStatus
from app.submissions.models import Submission

# Not submitted yet, so that a patch takes them over; what was submitted keeps the version that it answered.
MOVING = frozenset(Status) - RECEIVED - {Status.WITHDRAWN}


@dataclass(frozen=True)
class ListedVersion:
    """A version as the list shows it, with the names of those who published and retired it, None for the system."""

    version: QuestionnaireVersion
    published_by: str | None
    retired_by: str | None


@dataclass(frozen=True)
class Given:
    """What the author said of one change."""

    classed: ChangeClass
    note: str


@dataclass(frozen=True)
class CycleUse:
    """A cycle before its cut-off that uses a version or its patches, and its submissions by status."""

    key: str
    title: Mapping[str, str]
    deadline_at: datetime
    statuses: Mapping[Status, int]

    @property
    def moving(self) -> int:
        """The submissions that a patch takes over."""
        return sum(count for status, count in self.statuses.items() if status in MOVING)

    @property
    def keeping(self) -> int:
        """The submissions that stay bound to the version that they answered."""
        return sum(count for status, count in self.statuses.items() if status not in MOVING)


def versions_of(session: Session, key: str) -> Sequence[QuestionnaireVersion]:
    """Every version of the questionnaire `key`, newest first. Raises NotFound."""
    versions = session.scalars(
        sa.select(QuestionnaireVersion)
        .join(QuestionnaireRecord)
        .where(QuestionnaireRecord.key == key)
        .order_by(QuestionnaireVersion.number.desc(), QuestionnaireVersion.patch.desc())
    ).all()
    if not versions:
        raise NotFound(message("There is no questionnaire “%(key)s”.", key=key))
    return versions


def listed(session: Session, key: str, versions: Sequence[QuestionnaireVersion]) -> Sequence[ListedVersion]:
    """`versions` of the questionnaire `key` with who published and who retired each, as the audit trail says."""
    rows = session.execute(
        sa.select(AuditEvent.action, AuditEvent.facts, Account.name)
        .outerjoin(Account, Account.id == AuditEvent.actor_id)
        .where(AuditEvent.stream == f"questionnaire/{key}", AuditEvent.action.in_(("published", "retired")))
        .order_by(AuditEvent.seq)
    )
    names = {(action, str(facts["version"])): name for action, facts, name in rows}
    return [
        ListedVersion(
            version,
            names.get(("published", version.label)),
            names.get(("retired", version.label)),
        )
        for version in versions
    ]


def draft_among(versions: Sequence[QuestionnaireVersion]) -> QuestionnaireVersion | None:
    """The draft of a questionnaire, of which there is one at most."""
    return next((one for one in versions if one.status == VersionStatus.DRAFT), None)


def before(
    versions: Sequence[QuestionnaireVersion], version: QuestionnaireVersion
) -> QuestionnaireVersion | None:
    """The version that was published before `version`, among all of the questionnaire, newest first."""
    place = (version.number, version.patch)
    return next(
        (
            one
            for one in versions
            if one.status != VersionStatus.DRAFT and (one.number, one.patch) < place and one is not version
        ),
        None,
    )


def same_number(versions: Sequence[QuestionnaireVersion], version: QuestionnaireVersion) -> Sequence[int]:
    """The ids of `version` and of its patches, among all of the questionnaire."""
    return [one.id for one in versions if one.number == version.number]


def bound_to(session: Session, version_id: int) -> int:
    """How many submissions are bound to a version, in cycles of all times."""
    statement = sa.select(sa.func.count(Submission.id)).where(Submission.version_id == version_id)
    return session.execute(statement).scalar_one()


def classes_given(session: Session, version_id: int) -> Mapping[tuple[str, str], Given]:
    """What the author of a version said of its changes, by place and kind."""
    rows = session.scalars(
        sa.select(VersionChange)
        .where(VersionChange.version_id == version_id)
        .order_by(VersionChange.place, VersionChange.kind)
    )
    return {(row.place, row.kind): Given(ChangeClass(row.classed), row.note) for row in rows}


def patched_before(version: QuestionnaireVersion) -> sa.Select[int]:
    """The ids of the versions of the same number that `version` takes the place of."""
    return sa.select(QuestionnaireVersion.id).where(
        QuestionnaireVersion.questionnaire_id == version.questionnaire_id,
        QuestionnaireVersion.number == version.number,
        QuestionnaireVersion.patch < version.patch,
    )


def open_cycles_of(session: Session, now: datetime, version_ids: Sequence[int]) -> Sequence[CycleUse]:
    """The cycles before their cut-off that send out one of these versions, or hold submissions bound to one."""
    bound = sa.select(Submission.cycle_id).where(Submission.version_id.in_(version_ids))
    carried = sa.select(CycleQuestionnaire.cycle_id).where(CycleQuestionnaire.version_id.in_(version_ids))
    rows = session.execute(
        sa.select(ReportingCycle, Submission.status, sa.func.count(Submission.id))
        .outerjoin(
            Submission,
            sa.and_(Submission.cycle_id == ReportingCycle.id, Submission.version_id.in_(version_ids)),
        )
        .where(
            ReportingCycle.cut_off_at > now,
            sa.or_(ReportingCycle.id.in_(bound), ReportingCycle.id.in_(carried)),
        )
        .group_by(ReportingCycle.id, Submission.status)
        .order_by(ReportingCycle.opens_at.desc(), ReportingCycle.id, Submission.status)
    ).all()
    found: dict[int, CycleUse] = {}
    for cycle, status, count in rows:
        use = found.get(cycle.id) or CycleUse(cycle.key, cycle.title, cycle.deadline_at, {})
        statuses = dict(use.statuses) | ({Status(status): count} if status else {})
        in_order = {one: statuses[one] for one in Status if one in statuses}
        found[cycle.id] = CycleUse(use.key, use.title, use.deadline_at, in_order)
    return list(found.values())
