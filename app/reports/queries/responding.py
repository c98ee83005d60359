"""Who was asked and who replied, and the facts of the cycle and of the version."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.accounts.models import Respondent
from app.cycles.models import ReportingCycle
from app.domain.answers import NonAnswer
from app.domain.document_head import PARTS, DocumentHead
from app.domain.lifecycle import RECEIVED
from app.domain.policy import RespondentKind
from app.questionnaires.models import QuestionnaireVersion, version_label
from app.questionnaires.queries import editions_of
from app.reports.facts import GROUPS, CycleFacts, GroupResponse, RespondingState, Response
from app.reports.queries.counting import Counted
from app.submissions.models import Observation, Snapshot, Submission


def response(session: Session, cycle: ReportingCycle, version_id: int, counted: Counted) -> Response:
    """Who was invited, who replied, and whose reply is counted: Member States only."""
    rows = _invited(session, cycle, version_id, counted)
    groups = tuple(
        GroupResponse(
            group,
            invited=sum(1 for row in rows if row.regional_group == group),
            counted=sum(1 for row in rows if row.regional_group == group and row.id is not None),
        )
        for group in GROUPS
        if any(row.regional_group == group for row in rows)
    )
    states = tuple(
        RespondingState(row.names["en"], row.regional_group or "", row.names, row.name_in_text, row.code)
        for row in rows
        if row.id is not None
    )
    received = [row for row in rows if row.status in RECEIVED]
    late = sum(1 for row in received if row.id is None and row.first_at and row.first_at > cycle.cut_off_at)
    return Response(received=len(received), groups=groups, states=states, late=late)


def _invited(session: Session, cycle: ReportingCycle, version_id: int, counted: Counted) -> Sequence[Any]:
    """The Member States, each with its counted snapshot if it has one and when its first reply came."""
    every = aliased(Snapshot)
    first = sa.select(sa.func.min(every.submitted_at)).where(every.submission_id == Submission.id)
    return session.execute(
        sa.select(
            Respondent.code,
            Respondent.names,
            Respondent.name_in_text,
            Respondent.regional_group,
            Submission.status,
            Snapshot.id,
            first.scalar_subquery().label("first_at"),
        )
        .join(Submission, Submission.respondent_id == Respondent.id)
        .outerjoin(
            Snapshot,
            sa.and_(Snapshot.submission_id == Submission.id, counted.holds(Snapshot.id)),
        )
        .where(
            Submission.cycle_id == cycle.id,
            Submission.version_id.in_(editions_of(version_id)),
            Respondent.kind == RespondentKind.MEMBER_STATE,
        )
        .order_by(Respondent.code)
    ).all()


def states_in_base(session: Session, counted: Counted, name: str) -> tuple[RespondingState, ...]:
    """The States whose replies are in the base of the finding `name`: an answer, or no information."""
    key, _, row = name.partition("/")
    rows = session.execute(
        sa.select(Respondent.code, Respondent.names, Respondent.regional_group)
        .join(Snapshot, Snapshot.respondent_id == Respondent.id)
        .where(
            sa.exists().where(
                Observation.snapshot_id == Snapshot.id,
                Observation.question_key == key,
                Observation.row == row,
                sa.func.coalesce(Observation.non_answer, NonAnswer.NO_INFORMATION)
                == NonAnswer.NO_INFORMATION,
            ),
            Snapshot.id.in_(counted.snapshot_ids),
        )
        .order_by(Respondent.code)
    )
    return tuple(RespondingState(names["en"], group or "") for _, names, group in rows)


def states_coded(session: Session, snapshots: Collection[str]) -> tuple[RespondingState, ...]:
    """The States of the snapshots with these SHA-256."""
    rows = session.execute(
        sa.select(Respondent.code, Respondent.names, Respondent.regional_group)
        .join(Snapshot, Snapshot.respondent_id == Respondent.id)
        .where(Snapshot.sha256.in_(snapshots))
        .order_by(Respondent.code)
    )
    return tuple(RespondingState(names["en"], group or "") for _, names, group in rows)


def cycle_facts(cycle: ReportingCycle, language: str) -> CycleFacts:
    """The cycle as a document in `language` names it; what it does not know in that language, in English."""
    head = DocumentHead.model_validate(cycle.head)
    said = {part: head.said(part, language) for part in PARTS}
    return CycleFacts(
        title=cycle.title["en"],
        deadline=cycle.deadline_at,
        cut_off=cycle.cut_off_at,
        **said,
    )


def version_facts(session: Session, version_id: int) -> tuple[str, str]:
    """Number, with its patch, and content hash of a questionnaire version."""
    row = session.execute(
        sa.select(
            QuestionnaireVersion.number, QuestionnaireVersion.patch, QuestionnaireVersion.content_hash
        ).where(QuestionnaireVersion.id == version_id)
    ).one()
    return version_label(row.number, row.patch), row.content_hash
