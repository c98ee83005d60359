"""What the author of a version said of each of its changes."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, one_of
from app.domain.comparing import ChangeClass, Kind


class VersionChange(Base):
    """One change between a published version and the one before it, as its author classed it; frozen, by trigger.

    `place` is the address in the definition, its steps joined by "/".
    """

    __tablename__ = "version_change"
    __table_args__ = (one_of("kind", Kind), one_of("class", ChangeClass))

    version_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire_version.id"), primary_key=True)
    place: Mapped[str] = mapped_column(sa.String(400), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    classed: Mapped[str] = mapped_column("class", sa.String(16))
    note: Mapped[str] = mapped_column(sa.String(500))
