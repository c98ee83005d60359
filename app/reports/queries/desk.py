"""Reads of the report desk: the report as it stands, its versions, its comments."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.accounts.models import Account
from app.domain.errors import NotFound, message
from app.domain.questionnaire import Questionnaire
from app.domain.report_outline import Outline, default_outline
from app.questionnaires.queries import editions_of
from app.reports.codes import Codes, read_codes
from app.reports.facts import Response, read_response
from app.reports.models import Report, ReportComment, ReportEdit, ReportVersion
from app.reports.queries.counting import Counted
from app.reports.queries.cycles import ComparedCycle, read_compared
from app.submissions.models import Snapshot


@dataclass(frozen=True)
class Standing:
    """A report as it stands; `report_id` is None while nobody has changed or frozen it."""

    report_id: int | None
    revision: int
    outline: Outline


@dataclass(frozen=True)
class Step:
    """What somebody changed of a report."""

    revision: int
    touched: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Said:
    """A comment, with the names of who made it and who marked it as dealt with."""

    id: int
    part_key: str
    text: str
    who: str
    at: datetime
    resolved_at: datetime | None
    resolved_by: str


@dataclass(frozen=True)
class Frozen:
    """A frozen version; `earlier` is what it compares with, `codes` are those that texts had."""

    id: int
    number: int
    revision: int
    outline: Outline
    version_id: int
    counted: Counted
    response: Response
    note: str
    frozen_at: datetime
    frozen_by: str
    earlier: ComparedCycle | None
    codes: Codes


@dataclass(frozen=True)
class KeptReport:
    """The row of a report, if there is one; `outline` is its document."""

    report_id: int | None = None
    revision: int = 0
    outline: dict[str, Any] | None = None


def kept_report(session: Session, cycle_id: int, version_id: int) -> KeptReport:
    """What is kept of a report, without reading its outline."""
    report = find_report(session, cycle_id, version_id)
    return KeptReport(report.id, report.revision, report.outline) if report else KeptReport()


def standing(session: Session, cycle_id: int, version_id: int, questionnaire: Questionnaire) -> Standing:
    """The report of a questionnaire of a cycle: as it was edited, else as the questionnaire plans it."""
    report = find_report(session, cycle_id, version_id)
    if report is None:
        return Standing(None, 0, default_outline(questionnaire))
    return Standing(report.id, report.revision, Outline.model_validate(report.outline))


def find_report(session: Session, cycle_id: int, version_id: int, *, lock: bool = False) -> Report | None:
    """The row of a report, whatever patch of the version it was begun with."""
    statement = sa.select(Report).where(
        Report.cycle_id == cycle_id, Report.version_id.in_(editions_of(version_id))
    )
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return session.scalars(statement).one_or_none()


def steps_since(session: Session, report_id: int, revision: int) -> Sequence[Step]:
    """What was changed of a report after `revision`, in order."""
    rows = session.execute(
        sa.select(ReportEdit.revision, ReportEdit.touched, Account.name, ReportEdit.at)
        .outerjoin(Account, Account.id == ReportEdit.actor_id)
        .where(ReportEdit.report_id == report_id, ReportEdit.revision > revision)
        .order_by(ReportEdit.revision)
    )
    return [Step(revision, touched, who or "", at) for revision, touched, who, at in rows]


def comments_on(session: Session, report_id: int | None) -> Sequence[Said]:
    """The comments on a report, oldest first."""
    resolver = aliased(Account)
    rows = session.execute(
        sa.select(ReportComment, Account.name, resolver.name)
        .outerjoin(Account, Account.id == ReportComment.by_id)
        .outerjoin(resolver, resolver.id == ReportComment.resolved_by_id)
        .where(ReportComment.report_id == report_id)
        .order_by(ReportComment.id)
    )
    return [
        Said(one.id, one.part_key, one.text, who or "", one.at, one.resolved_at, resolved_by or "")
        for one, who, resolved_by in rows
    ]


def versions_of(session: Session, report_id: int | None) -> Sequence[Frozen]:
    """The frozen versions of a report, newest first."""
    rows = session.execute(
        sa.select(ReportVersion, Account.name)
        .outerjoin(Account, Account.id == ReportVersion.frozen_by_id)
        .where(ReportVersion.report_id == report_id)
        .order_by(ReportVersion.number.desc())
    )
    return [_frozen(version, who or "") for version, who in rows]


def find_version(session: Session, report_id: int | None, number: int) -> Frozen:
    """The frozen version `number` of a report. Raises NotFound."""
    found = next((one for one in versions_of(session, report_id) if one.number == number), None)
    if found is None:
        raise NotFound(message("There is no version %(number)d of this report.", number=number))
    return _with_hashes(session, found)


def version_by_id(session: Session, version_id: int) -> Frozen:
    """The frozen version that an export prints."""
    return _with_hashes(session, _frozen(session.get_one(ReportVersion, version_id), ""))


def _with_hashes(session: Session, frozen: Frozen) -> Frozen:
    """With what is known of its snapshots themselves: their SHA-256, which a document made from it embeds."""
    rows = session.execute(
        sa.select(Snapshot.sha256, Snapshot.number)
        .where(frozen.counted.holds(Snapshot.id))
        .order_by(Snapshot.sha256)
    ).all()
    hashes, is_first_hand = tuple(row.sha256 for row in rows), all(row.number == 1 for row in rows)
    return replace(frozen, counted=replace(frozen.counted, hashes=hashes, is_first_hand=is_first_hand))


def _frozen(version: ReportVersion, who: str) -> Frozen:
    return Frozen(
        id=version.id,
        number=version.number,
        revision=version.revision,
        outline=Outline.model_validate(version.outline),
        version_id=version.version_id,
        response=read_response(version.response),
        counted=Counted(tuple(version.snapshot_ids), version.data_set_hash, version.data_as_at),
        note=version.note,
        frozen_at=version.frozen_at,
        frozen_by=who,
        earlier=read_compared(version.earlier),
        codes=read_codes(version.codes),
    )
