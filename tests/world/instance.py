"""An instance of its own: 193 demonstration States, the questionnaire published and sent, and every report accepted.

The reports are written as `submit` and `accept` write them, many at once: by themselves they would take minutes.
tests/services/test_world.py holds one to what the services write.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app import create_app
from app.accounts.models import Respondent
from app.accounts.services import add_respondent, fix_instance_kind
from app.cycles.services import open_cycle
from app.db import Base, db
from app.domain.answers import Value
from app.domain.applicability import Applicability, applicability, tabulate
from app.domain.canonical import canonical, sha256_of
from app.domain.consent import Consent, consents_of
from app.domain.counted import counted_in_entries
from app.domain.lifecycle import Event, Status
from app.domain.policy import SYSTEM, RespondentKind
from app.domain.questionnaire import Questionnaire
from app.questionnaires.services import publish, take_in
from app.reports.facts import GROUPS
from app.submissions.models import Snapshot, Submission
from app.submissions.queries import Work, find_work, version_called
from app.submissions.services import invite
from app.submissions.tallying import write_tallies
from tests.conftest import AUDIT_KEY, NOW
from tests.services.rounds import plan_called
from tests.world.drawing import answers

SIZES = dict(zip(GROUPS, (54, 54, 23, 33, 29), strict=True))
"""As many States in each group as there are Member States."""

LETTERS = "ABCDE"
SUBMITTED = NOW + timedelta(days=1)
ACCEPTED = NOW + timedelta(days=2)
EVENTS = (
    (Event.OPENED, NOW),
    (Event.SUBMITTED, SUBMITTED),
    (Event.REVIEW_STARTED, ACCEPTED),
    (Event.ACCEPTED, ACCEPTED),
)


@dataclass(frozen=True)
class World:
    """The instance, and what was sent in it. `last` is the submission of the last State."""

    app: Flask
    questionnaire: Questionnaire
    cycle_key: str
    last: int


@contextmanager
def world(
    database_url: str, folder: Path, questionnaire: Questionnaire, *, states: int = 193, waiting: int = 1
) -> Iterator[World]:
    """An instance on an empty database, in which so many States have answered, but for the `waiting` last ones."""
    app = instance(database_url, folder)
    with app.app_context():
        fix_instance_kind(db.session, now=NOW, kind="demonstration")
        last = send(db.session, questionnaire, add_states(db.session, states), waiting)
        db.session.commit()
        db.session.close()
        made = World(app, questionnaire, questionnaire.key, last)
        engine = db.engine
    try:
        yield made
    finally:
        engine.dispose()


def instance(database_url: str, folder: Path) -> Flask:
    """The application on a database with its tables and nothing in them."""
    app = create_app(
        {
            "TESTING": True,
            "INSTANCE": "demonstration",
            "SECRET_KEY": "s" * 40,
            "DATABASE_URL": database_url,
            "DATA_DIR": folder,
            "PUBLIC_URL": "http://localhost",
            "QUEUE_IMMEDIATE": True,
        }
    )
    with app.app_context():
        app.extensions["alembic"].upgrade()
    return app


def add_states(session: Session, states: int) -> Sequence[Respondent]:
    """Demo State A-01 and so on; of fewer than all, each group has its part."""
    labels = [
        (f"{letter}-{number:02}", group)
        for letter, (group, size) in zip(LETTERS, SIZES.items(), strict=True)
        for number in range(1, size + 1)
    ]
    wanted = [labels[place * len(labels) // states] for place in range(states)]
    return [
        add_respondent(
            session,
            actor=SYSTEM,
            now=NOW,
            audit_key=AUDIT_KEY,
            kind=RespondentKind.MEMBER_STATE,
            code=f"X{chr(ord('A') + place // 26)}{chr(ord('A') + place % 26)}",
            names={"en": f"Demo State {label}"},
            name_in_text=f"Demo State {label}",
            regional_group=group,
        )
        for place, (label, group) in enumerate(wanted)
    ]


def send(
    session: Session, questionnaire: Questionnaire, respondents: Sequence[Respondent], waiting: int
) -> int:
    """Publish it, open a cycle of the same name, invite everybody, and have all reports but the last ones accepted.

    The last submission.
    """
    version = take_in(
        session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, questionnaire=questionnaire
    ).version
    publish(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, version=version)
    plan = plan_called(questionnaire.key)
    cycle = open_cycle(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, plan=plan, versions=[version])
    submissions = invite(
        session,
        actor=SYSTEM,
        now=NOW,
        audit_key=AUDIT_KEY,
        cycle_id=cycle.id,
        version_id=version.id,
        respondent_ids=[one.id for one in respondents],
    )
    write_reports(session, questionnaire, submissions[: len(submissions) - waiting])
    return submissions[-1].id


def write_reports(session: Session, questionnaire: Questionnaire, submissions: Sequence[Submission]) -> None:
    """Answers, snapshots, observations and events of every submission, as the services write them."""
    writer = Writer(questionnaire, version_called(session, submissions[0].version_id))
    snapshots: list[Snapshot] = []
    observations: list[dict[str, Any]] = []
    for submission in submissions:
        work = find_work(session, submission.id, None)
        found = writer.found(work)
        snapshots.append(writer.snapshot(work, found))
        session.add(snapshots[-1])
        session.flush()
        observations += writer.observations(snapshots[-1].id, found)
        submission.status = Status.ACCEPTED
    session.flush()
    session.execute(Base.metadata.tables["observation"].insert(), observations)
    write_tallies(session, observations, counted_in_entries(questionnaire))
    events: list[dict[str, Any]] = [
        {
            "submission_id": one.submission_id,
            "seq": seq,
            "event": event,
            "at": at,
            "facts": {},
            "snapshot_id": one.id if event in (Event.SUBMITTED, Event.ACCEPTED) else None,
        }
        for one in snapshots
        for seq, (event, at) in enumerate(EVENTS, start=1)
    ]
    session.execute(sa.insert(Base.metadata.tables["submission_event"]), events)


@dataclass(frozen=True)
class Writer:
    """Freezes and tabulates the answers of one submission after the other."""

    questionnaire: Questionnaire
    version: str

    def found(self, work: Work) -> Applicability:
        said: Mapping[str, Value] = answers(self.questionnaire, work.respondent_code)
        return applicability(self.questionnaire, said, work.about(SUBMITTED.date()))

    def snapshot(self, work: Work, found: Applicability) -> Snapshot:
        content = canonical(
            {
                "format": 3,
                "cycle": work.cycle_key,
                "questionnaire": self.questionnaire.key,
                "version_id": work.version_id,
                "version": self.version,
                "respondent": work.respondent_code,
                "number": 1,
                "submitted_at": SUBMITTED.isoformat(timespec="seconds"),
                "consent": Consent.AGGREGATE.value,
                "consents": dict(consents_of(self.questionnaire, {}, {})),
                "answers": {key: value.for_json() for key, value in found.values.items()},
                "comments": {},
            }
        )
        return Snapshot(
            submission_id=work.id,
            respondent_id=work.respondent_id,
            number=1,
            receipt=f"{work.cycle_key}-{self.questionnaire.key}-{work.respondent_code}-1".upper(),
            submitted_at=SUBMITTED,
            received_late=False,
            consent=Consent.AGGREGATE,
            canonical=content.decode(),
            sha256=sha256_of(content),
        )

    def observations(self, snapshot_id: int, found: Applicability) -> Iterator[dict[str, Any]]:
        for key, values in tabulate(self.questionnaire, found).items():
            for value in values:
                yield {
                    "snapshot_id": snapshot_id,
                    "question_key": f"{key}_{value.part}" if value.part else key,
                    "item": value.item,
                    "row": value.row,
                    "position": value.position,
                    "kind": value.kind,
                    "choice": value.choice,
                    "number": None if value.number is None else float(value.number),
                    "non_answer": value.non_answer,
                    "consent": Consent.AGGREGATE,
                }
