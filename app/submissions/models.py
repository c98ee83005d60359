"""Submissions: answers and their history, events, snapshots and what they tabulate to."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Json, UtcDateTime, one_of
from app.domain.answers import NonAnswer
from app.domain.consent import Consent
from app.domain.lifecycle import Event, Status


class Submission(Base):
    """One respondent's answers to one questionnaire in one cycle ("national report" on screens)."""

    __tablename__ = "submission"
    __table_args__ = (
        sa.UniqueConstraint("cycle_id", "version_id", "respondent_id"),
        one_of("status", Status),
        sa.Index(None, "respondent_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("reporting_cycle.id"))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire_version.id"))
    respondent_id: Mapped[int] = mapped_column(sa.ForeignKey("respondent.id"))
    status: Mapped[str] = mapped_column(sa.String(20), default=Status.NOT_STARTED)
    invited_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SubmissionEvent(Base):
    """A past-tense fact about a submission; its status is derived from these."""

    __tablename__ = "submission_event"
    __table_args__ = (
        sa.UniqueConstraint("submission_id", "seq"),
        sa.UniqueConstraint("submission_id", "idempotency_key"),
        one_of("event", Event),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(sa.ForeignKey("submission.id"))
    seq: Mapped[int] = mapped_column(sa.Integer)
    event: Mapped[str] = mapped_column(sa.String(30))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
    snapshot_id: Mapped[int | None] = mapped_column(sa.ForeignKey("snapshot.id"), index=True)
    idempotency_key: Mapped[str | None] = mapped_column(sa.String(64))


class AnswerRow(Base):
    """The current answer to one question, or to one item of a repeat; `item` is '' for the question itself.

    `sector` is '' for the settled answer, which is the State's; else it is what that sector answers itself.
    `consent` narrows how this answer may be used; without it, it may be used as the submission may. `comment`
    explains the answer to the reviewers, where a warning asked for it; it is never counted and never published.
    """

    __tablename__ = "answer"
    __table_args__ = (
        sa.CheckConstraint("revision >= 1", name="revision"),
        sa.CheckConstraint("item = '' OR sector = ''", name="item_or_sector"),
        one_of("consent", Consent),
    )

    submission_id: Mapped[int] = mapped_column(sa.ForeignKey("submission.id"), primary_key=True)
    question_key: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    item: Mapped[str] = mapped_column(sa.String(20), primary_key=True, default="")
    sector: Mapped[str] = mapped_column(sa.String(40), primary_key=True, default="")
    value: Mapped[dict[str, Any]] = mapped_column(Json)
    revision: Mapped[int] = mapped_column(sa.Integer)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    consent: Mapped[str | None] = mapped_column(sa.String(10))
    comment: Mapped[str | None] = mapped_column(sa.Text)


class AnswerRevision(Base):
    """Every answer ever saved; append-only, by trigger. An idempotency key stands once per answer."""

    __tablename__ = "answer_revision"
    __table_args__ = (
        sa.UniqueConstraint(
            "submission_id",
            "question_key",
            "item",
            "sector",
            "idempotency_key",
            name="uq_answer_revision_idempotency_key",
        ),
        sa.CheckConstraint("item = '' OR sector = ''", name="item_or_sector"),
        one_of("consent", Consent),
    )

    submission_id: Mapped[int] = mapped_column(sa.ForeignKey("submission.id"), primary_key=True)
    question_key: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    item: Mapped[str] = mapped_column(sa.String(20), primary_key=True, default="")
    sector: Mapped[str] = mapped_column(sa.String(40), primary_key=True, default="")
    revision: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    value: Mapped[dict[str, Any]] = mapped_column(Json)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    idempotency_key: Mapped[str] = mapped_column(sa.String(64))
    consent: Mapped[str | None] = mapped_column(sa.String(10))
    comment: Mapped[str | None] = mapped_column(sa.Text)


class Snapshot(Base):
    """The answers as officially submitted: canonical JSON (RFC 8785) and its SHA-256; never changed, by trigger."""

    __tablename__ = "snapshot"
    __table_args__ = (
        sa.UniqueConstraint("submission_id", "number"),
        one_of("consent", Consent),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(sa.ForeignKey("submission.id"))
    respondent_id: Mapped[int] = mapped_column(sa.ForeignKey("respondent.id"))
    number: Mapped[int] = mapped_column(sa.Integer)
    receipt: Mapped[str] = mapped_column(sa.String(40), unique=True)
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_late: Mapped[bool] = mapped_column(sa.Boolean)
    consent: Mapped[str] = mapped_column(sa.String(10))
    canonical: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.String(64))


class Observation(Base):
    """One tabulated value of one snapshot: an option, a number, the fact of a text, or the kind of non-answer.

    `question_key` is that of the question with its part ("P2-E01_status"), `item` the item of a repeat, `row` the row
    of a grid. Numbers are doubles: exact for what forms accept, and the same on every database.
    """

    __tablename__ = "observation"
    __table_args__ = (
        one_of("kind", ("choice", "number", "text", "non_answer")),
        one_of("non_answer", (*NonAnswer, "not_asked")),
        one_of("consent", Consent),
        sa.CheckConstraint(
            "(kind = 'choice') = (choice IS NOT NULL) AND (kind = 'number') = (number IS NOT NULL)"
            " AND (kind = 'non_answer') = (non_answer IS NOT NULL)",
            name="one_value",
        ),
        # It holds all that is counted of answers, with what is alike side by side.
        sa.Index(
            "ix_observation_alike",
            "question_key",
            "row",
            "position",
            "choice",
            "non_answer",
            "consent",
            "snapshot_id",
        ),
    )

    snapshot_id: Mapped[int] = mapped_column(sa.ForeignKey("snapshot.id"), primary_key=True)
    question_key: Mapped[str] = mapped_column(sa.String(130), primary_key=True)
    item: Mapped[str] = mapped_column(sa.String(20), primary_key=True, default="")
    row: Mapped[str] = mapped_column(sa.String(40), primary_key=True, default="")
    position: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(10))
    choice: Mapped[str | None] = mapped_column(sa.String(40))
    number: Mapped[float | None] = mapped_column(sa.Double)
    non_answer: Mapped[str | None] = mapped_column(sa.String(20))
    consent: Mapped[str] = mapped_column(sa.String(10))


class Alike(Base):
    """What observations have in common that are counted together; a row is written when it is first seen.

    `first` is whether their position is 0. Without an option or a non-answer there is '', since a unique constraint
    takes NULLs for different.
    """

    __tablename__ = "alike"
    __table_args__ = (
        sa.UniqueConstraint(
            "question_key", "row", "first", "choice", "non_answer", "consent", name="uq_alike_observations"
        ),
        one_of("non_answer", ("", *NonAnswer, "not_asked")),
        one_of("consent", Consent),
        sa.CheckConstraint("choice = '' OR non_answer = ''", name="one_value"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_key: Mapped[str] = mapped_column(sa.String(130))
    row: Mapped[str] = mapped_column(sa.String(40))
    first: Mapped[bool] = mapped_column(sa.Boolean)
    choice: Mapped[str] = mapped_column(sa.String(40))
    non_answer: Mapped[str] = mapped_column(sa.String(20))
    consent: Mapped[str] = mapped_column(sa.String(10))


class Tally(Base):
    """The observations of one snapshot, told over once: what findings are counted from, a row for each snapshot.

    All are packed by `app/submissions/tallying.py`: `alike` is the id of its `Alike` for each observation, `numbers`
    that id and the number for each that has one, `listed` an id for each thing that some entry of a list answers.
    """

    __tablename__ = "tally"

    snapshot_id: Mapped[int] = mapped_column(sa.ForeignKey("snapshot.id"), primary_key=True)
    alike: Mapped[bytes] = mapped_column(sa.LargeBinary)
    numbers: Mapped[bytes] = mapped_column(sa.LargeBinary)
    listed: Mapped[bytes] = mapped_column(sa.LargeBinary)


class SectorObservation(Base):
    """That a sector answered a question itself in a snapshot, and whether otherwise than settled.

    Apart from the observations, so that no count of settled answers ever meets it.
    """

    __tablename__ = "sector_observation"
    __table_args__ = (one_of("consent", Consent),)

    snapshot_id: Mapped[int] = mapped_column(sa.ForeignKey("snapshot.id"), primary_key=True)
    question_key: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    sector: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    differs: Mapped[bool] = mapped_column(sa.Boolean)
    consent: Mapped[str] = mapped_column(sa.String(10))
