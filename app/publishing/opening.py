"""Opening a reporting cycle: which versions can be sent, to whom they go, and sending them once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.audit.services import locked_head
from app.cycles.models import ReportingCycle
from app.cycles.queries import questionnaires_of
from app.cycles.services import CyclePlan, open_cycle
from app.domain.errors import NotPossibleNow, message
from app.domain.policy import Actor, RespondentKind
from app.questionnaires.models import QuestionnaireRecord, QuestionnaireVersion, VersionStatus
from app.submissions.services import invite

USUAL_KINDS = [RespondentKind.MEMBER_STATE.value]  # of a definition that names none


class KeyTaken(NotPossibleNow):
    """Another cycle has this key."""


@dataclass(frozen=True)
class Share:
    """What the respondents of one kind are sent."""

    kind: RespondentKind
    respondent_ids: Sequence[int]
    versions: Sequence[QuestionnaireVersion]


@dataclass(frozen=True)
class Sending:
    """What opening a cycle sends out, the leading version first, and to whom."""

    versions: Sequence[QuestionnaireVersion]
    shares: Sequence[Share]

    @property
    def reports(self) -> int:
        """How many reports there will be to fill in."""
        return sum(len(share.respondent_ids) * len(share.versions) for share in self.shares)

    def respondents_of(self, version: QuestionnaireVersion) -> Sequence[int]:
        """The ids of those who are sent `version`."""
        return [one for share in self.shares if version in share.versions for one in share.respondent_ids]


def offered(session: Session) -> Sequence[QuestionnaireVersion]:
    """The newest published version of each questionnaire, unless all are retired; those for States first."""
    versions = session.scalars(
        sa.select(QuestionnaireVersion)
        .join(QuestionnaireRecord)
        .where(QuestionnaireVersion.status == VersionStatus.PUBLISHED)
        .order_by(QuestionnaireRecord.key, QuestionnaireVersion.number, QuestionnaireVersion.patch)
    )
    newest = {version.questionnaire_id: version for version in versions}
    return sorted(newest.values(), key=lambda version: RespondentKind.MEMBER_STATE not in _kinds(version))


def sending_of(session: Session, *, now: datetime, plan: CyclePlan, version_ids: Sequence[int]) -> Sending:
    """What a cycle with these versions would send, and to whom.

    Raises KeyTaken, and NotPossibleNow where a version is no longer offered, or nobody could report.
    """
    if session.scalar(sa.select(ReportingCycle.id).where(ReportingCycle.key == plan.key)) is not None:
        raise KeyTaken(
            message("There is a cycle with the key “%(key)s” already. Choose another key.", key=plan.key)
        )
    if plan.cut_off_at <= now:
        raise NotPossibleNow(message("The cut-off is past, so that nobody could report. Choose a later one."))
    versions = [version for version in offered(session) if version.id in version_ids]
    if not versions or len(versions) < len(set(version_ids)):
        raise NotPossibleNow(
            message("A version that you chose was replaced or retired meanwhile. Choose from the list below.")
        )
    sending = Sending(versions, _shares(session, versions))
    if not sending.reports:
        raise NotPossibleNow(
            message("There is no respondent of the kind that these questionnaires are for. Add one first.")
        )
    return sending


def open_and_send(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    plan: CyclePlan,
    version_ids: Sequence[int],
) -> ReportingCycle:
    """A new cycle with a report to fill in for everybody concerned; the one there is when exactly this was done before.

    Raises as `sending_of` and `open_cycle` do.
    """
    locked_head(
        session, f"cycle/{plan.key}"
    )  # two clicks stand in line here, so that the second finds the first
    done = _done_before(session, plan, version_ids)
    if done is not None:
        return done
    # Held until the end, so that none is retired meanwhile.
    held = sa.select(QuestionnaireVersion.id).where(QuestionnaireVersion.id.in_(version_ids))
    session.execute(held.order_by(QuestionnaireVersion.id).with_for_update())
    sending = sending_of(session, now=now, plan=plan, version_ids=version_ids)
    cycle = open_cycle(
        session, actor=actor, now=now, audit_key=audit_key, plan=plan, versions=sending.versions
    )
    for version in sending.versions:
        invite(
            session,
            actor=actor,
            now=now,
            audit_key=audit_key,
            cycle_id=cycle.id,
            version_id=version.id,
            respondent_ids=sending.respondents_of(version),
        )
    return cycle


def _done_before(session: Session, plan: CyclePlan, version_ids: Sequence[int]) -> ReportingCycle | None:
    """The cycle that is just as planned, with just these versions."""
    cycle = session.scalars(sa.select(ReportingCycle).where(ReportingCycle.key == plan.key)).first()
    if cycle is None:
        return None
    alike = all(getattr(cycle, name) == value for name, value in plan.columns().items())
    carried = {one.version_id for one in questionnaires_of(session, cycle.id)}
    return cycle if alike and carried == set(version_ids) else None


def _kinds(version: QuestionnaireVersion) -> Sequence[str]:
    kinds: Sequence[str] = version.document.get("kinds", USUAL_KINDS)
    return kinds


def _shares(session: Session, versions: Sequence[QuestionnaireVersion]) -> Sequence[Share]:
    """What each kind that is sent anything gets; a kind without respondents too, so that its lack is seen."""
    found = session.execute(
        sa.select(Respondent.kind, Respondent.id)
        .where(Respondent.retired_at.is_(None))
        .order_by(Respondent.code)
    ).all()
    return [
        Share(kind, [one for known, one in found if known == kind], theirs)
        for kind in RespondentKind
        if (theirs := [version for version in versions if kind in _kinds(version)])
    ]
