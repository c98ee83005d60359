"""Exports: one, those of a questionnaire of a cycle, those of the same content."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.errors import NotFound, message
from app.questionnaires.queries import editions_of
from app.reports.models import ExportStatus, ReportExport


def find_export(session: Session, export_id: int) -> ReportExport:
    """The export. Raises NotFound."""
    export = session.get(ReportExport, export_id)
    if export is None:
        raise NotFound(message("There is no such export."))
    return export


def exports_of(session: Session, cycle_id: int, version_id: int) -> Sequence[ReportExport]:
    """The exports of a questionnaire of a cycle, newest first."""
    return session.scalars(
        sa.select(ReportExport)
        .where(ReportExport.cycle_id == cycle_id, ReportExport.version_id.in_(editions_of(version_id)))
        .order_by(ReportExport.id.desc())
    ).all()


def exports_of_content(session: Session, content_key: str) -> Sequence[ReportExport]:
    """The exports of exactly this content that are done, oldest first."""
    return session.scalars(
        sa.select(ReportExport)
        .where(ReportExport.content_key == content_key, ReportExport.status == ExportStatus.DONE)
        .order_by(ReportExport.id)
    ).all()


def unfinished_export(session: Session, content_key: str) -> ReportExport | None:
    """The export of this content that waits or is being made."""
    return session.scalars(
        sa.select(ReportExport)
        .where(
            ReportExport.content_key == content_key,
            ReportExport.status.in_((ExportStatus.QUEUED, ExportStatus.RUNNING)),
        )
        .order_by(ReportExport.id)
    ).first()


def pages_of_last(session: Session, export: ReportExport) -> int:
    """How many pages the last export of the same edition in the same language had; 0 when there is none."""
    pages = session.scalars(
        sa.select(ReportExport.pages_done)
        .where(
            ReportExport.cycle_id == export.cycle_id,
            ReportExport.version_id.in_(editions_of(export.version_id)),
            ReportExport.language == export.language,
            ReportExport.edition == export.edition,
            ReportExport.status == ExportStatus.DONE,
        )
        .order_by(ReportExport.id.desc())
        .limit(1)
    ).first()
    return pages or 0
