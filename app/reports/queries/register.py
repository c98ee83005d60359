"""Reads of the register of exports."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.reports.models import RegisteredExport


def entry_of_file(session: Session, sha256: str) -> RegisteredExport | None:
    """The first entry of a file with these bytes."""
    return _first(session, RegisteredExport.sha256 == sha256)


def entry_of_findings(session: Session, findings_hash: str) -> RegisteredExport | None:
    """The first entry of a file that embeds these findings."""
    return _first(session, RegisteredExport.findings_hash == findings_hash)


def entry_of_data_set(session: Session, facts: Mapping[str, str]) -> RegisteredExport | None:
    """The first entry of a document of the same data set in the same language."""
    return _first(
        session,
        RegisteredExport.data_set_hash == facts["data_set"],
        RegisteredExport.language == facts["language"],
    )


def _first(session: Session, *conditions: sa.ColumnElement[bool]) -> RegisteredExport | None:
    return session.scalars(
        sa.select(RegisteredExport).where(*conditions).order_by(RegisteredExport.id).limit(1)
    ).first()
