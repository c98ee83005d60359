"""Passages that States are shown before the document is issued, and what they say of them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime, one_of
from app.domain.consent import Consent
from app.domain.passages import Outcome


class PassageCheck(Base):
    """That the States quoted in the document of a questionnaire are asked about their words, and until when."""

    __tablename__ = "passage_check"
    __table_args__ = (
        sa.UniqueConstraint("cycle_id", "questionnaire_id"),
        sa.CheckConstraint("opened_at < deadline_at", name="in_order"),
        sa.CheckConstraint("revision >= 1", name="revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("reporting_cycle.id"))
    questionnaire_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire.id"))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire_version.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    deadline_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revision: Mapped[int] = mapped_column(sa.Integer, default=1)
    idempotency_key: Mapped[str] = mapped_column(sa.String(64), unique=True)


class Passage(Base):
    """The words of one State as the document would print them, and what the State says of them.

    `place` is the name of the question's finding ("P2-E08"), `item` the entry of a list or ''. `position` is that in
    the document. The key of the last answer makes a second click the same answer.
    """

    __tablename__ = "passage"
    __table_args__ = (
        sa.UniqueConstraint("check_id", "snapshot_id", "place", "item"),
        one_of("status", Outcome),
        one_of("consent", (Consent.ATTRIBUTE, Consent.PUBLISH)),
        sa.CheckConstraint("(status = 'corrected') = (correction IS NOT NULL)", name="correction"),
        sa.CheckConstraint("(status = 'asked') = (answered_at IS NULL)", name="answered"),
        sa.CheckConstraint("revision >= 1", name="revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    check_id: Mapped[int] = mapped_column(sa.ForeignKey("passage_check.id"))
    respondent_id: Mapped[int] = mapped_column(sa.ForeignKey("respondent.id"), index=True)
    snapshot_id: Mapped[int] = mapped_column(sa.ForeignKey("snapshot.id"), index=True)
    position: Mapped[int] = mapped_column(sa.Integer)
    place: Mapped[str] = mapped_column(sa.String(130))
    item: Mapped[str] = mapped_column(sa.String(20), default="")
    text: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.String(2))
    consent: Mapped[str] = mapped_column(sa.String(10))
    status: Mapped[str] = mapped_column(sa.String(10), default=Outcome.ASKED)
    correction: Mapped[str | None] = mapped_column(sa.Text)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    revision: Mapped[int] = mapped_column(sa.Integer, default=1)
    idempotency_key: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
