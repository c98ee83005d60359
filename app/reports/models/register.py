"""The register of exports: what was given out, for ever."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Json, UtcDateTime, one_of
from app.printing.rendering import STANDARDS


class RegisteredExport(Base):
    """One file that was made, by its SHA-256; made by a job (`export_id`) or from the command line.

    `findings_hash` is the SHA-256 of the findings.json in it; `response` is who was invited and whose report was
    received at the time, by identifier of the figure: no snapshot holds that. Nor does one hold `codes`, those that
    texts had then; None where the file is from before documents had codes. The same bytes made twice are two rows.
    Rows never change, by trigger.
    """

    __tablename__ = "export_register"
    __table_args__ = (one_of("standard", STANDARDS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    findings_hash: Mapped[str] = mapped_column(sa.String(64), index=True)
    data_set_hash: Mapped[str] = mapped_column(sa.String(64), index=True)
    snapshot_ids: Mapped[list[int]] = mapped_column(Json)
    response: Mapped[dict[str, int]] = mapped_column(Json)
    codes: Mapped[dict[str, Any] | None] = mapped_column(Json)
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("reporting_cycle.id"))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire_version.id"))
    language: Mapped[str] = mapped_column(sa.String(2))
    standard: Mapped[str] = mapped_column(sa.String(4))
    export_id: Mapped[int | None] = mapped_column(sa.ForeignKey("report_export.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
