"""Exports: one, and those of a questionnaire of a cycle."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.errors import NotFound, message
from app.questionnaires.queries import editions_of
from app.reports.models import ReportExport


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
