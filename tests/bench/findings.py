"""Seconds from observations to findings at three sizes: what the database counts, and what is made of it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.db import db
from app.demonstration.inventing import Author
from app.domain.answers import Items, Value
from app.domain.consent import Consent
from app.domain.counted import counted_in_entries
from app.domain.findings import Finding, find
from app.domain.policy import RespondentKind
from app.domain.question_types import Question, Repeat
from app.domain.questionnaire import Questionnaire
from app.reports.queries import Counted, tallied
from app.submissions.models import Observation, Snapshot, Submission
from app.submissions.tallying import write_tallies
from app.web.clock import now
from tests.factories import part, question, questionnaire, section

SIZES = {"sqlite": (100_000, 300_000, 1_000_000), "postgresql": (1_000_000, 3_000_000, 10_000_000)}
AIMS = {"sqlite": 1.0, "postgresql": 2.0}
"""The most seconds that the findings of the largest size may take."""
STEEPEST = 1.3
"""How many times as long an observation of the largest size may take as one of the smallest."""
PATTERNS = 50
"""So many different replies are repeated, with other numbers."""
TOGETHER = 200
"""So many tallies are written at once."""
RUNS = 5
KINDS: tuple[tuple[str, int], ...] = (
    ("yes_no_planned", 50),
    ("single_choice", 25),
    ("multiple_choice", 20),
    ("whole_number", 15),
    ("text", 15),
    ("ranking", 5),
    ("compound", 10),
    ("grid", 5),
    ("repeat", 5),
)
OPTIONS = [{"code": code, "text": {"en": f"Option {code}"}} for code in ("a", "b", "c", "d", "e", "f")]


@dataclass(frozen=True)
class Patterns:
    """Whose replies are repeated, the snapshot before theirs, and the observations of each reply."""

    submissions: tuple[int, ...]
    first: int
    listed: frozenset[str]
    replies: tuple[list[dict[str, Any]], ...] = ()

    @property
    def width(self) -> float:
        """How many observations a reply has."""
        return sum(map(len, self.replies)) / len(self.replies)


def speed_of_findings(app: Flask) -> Iterator[str]:
    """A line for each size, and one on how time grows."""
    asked = of_150_questions()
    per_observation = []
    with app.app_context():
        dialect = db.engine.dialect.name
        template = _write_patterns(db.session, asked)
        for size in SIZES[dialect]:
            counted, observations = _grow(db.session, template, size)
            runs = [_timed(asked, counted) for _ in range(RUNS)]
            seconds, processor = (median(one[place] for one in runs) for place in range(2))
            per_observation.append(processor / observations)
            aim = (
                f" (aim: {AIMS[dialect]} s; {_said(processor <= AIMS[dialect])})"
                if size == SIZES[dialect][-1]
                else ""
            )
            yield (
                f"findings of {observations:,} observations, {len(counted.snapshot_ids):,} replies:"
                f" {seconds:.2f} s, {processor:.2f} s of a processor{aim}"
            )
        db.session.close()
    steepness = per_observation[-1] / per_observation[0]
    yield (
        f"findings: an observation of the most takes {steepness:.2f} times one of the fewest"
        f" (aim: {STEEPEST} at most; {_said(steepness <= STEEPEST)})"
    )


def _said(kept: bool) -> str:
    return "kept" if kept else "missed"


def _timed(asked: Questionnaire, counted: Counted) -> tuple[float, float]:
    """Seconds on the clock, and of a processor: this process's and those of PostgreSQL's that serves it."""
    serving = db.session.scalar(sa.func.pg_backend_pid().select()) if _is_postgresql() else None
    begun, processor = time.perf_counter(), _processor(serving)
    findings_of(db.session, asked, counted)
    return time.perf_counter() - begun, _processor(serving) - processor


def _is_postgresql() -> bool:
    return db.engine.dialect.name == "postgresql"


def _processor(serving: int | None) -> float:
    if serving is None:
        return time.process_time()
    ticks = Path(f"/proc/{serving}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    return time.process_time() + sum(map(int, ticks)) / 100


def findings_of(session: Session, asked: Questionnaire, counted: Counted) -> dict[str, Finding]:
    found = tallied(session, counted)
    return dict(find(asked, found.counts, found.numbers, states=found.states))


def of_150_questions() -> Questionnaire:
    """A reporting instrument of the usual mix."""
    kinds = [kind for kind, times in KINDS for _ in range(times)]
    Random(0).shuffle(kinds)
    return questionnaire(section("A", *(_asked(f"q{place}", kind) for place, kind in enumerate(kinds))))


def _asked(key: str, kind: str) -> dict[str, Any]:
    more: dict[str, dict[str, Any]] = {
        "single_choice": {"options": OPTIONS},
        "multiple_choice": {"options": OPTIONS},
        "ranking": {"options": OPTIONS},
        "grid": {"columns": [part("status"), part("number", "whole_number")]},
        "compound": {"parts": [part("status"), part("year", "year"), part("comment", "text")]},
        "repeat": {"questions": [part("name", "short_text"), part("status")]},
    }
    return question(key, kind, number=key, **more.get(kind, {}))


def _answer(asked: Question, author: Author) -> Value:
    if isinstance(asked, Repeat):
        typed = [author.parts(asked.questions) for _ in range(3)]
        return Items(tuple((f"i{place}", asked.parse_item(one)) for place, one in enumerate(typed)))
    return asked.parse(author.typed(asked))


def _write_patterns(session: Session, asked: Questionnaire) -> Patterns:
    """The replies that are repeated, by States of the demonstration in turn."""
    submissions = session.scalars(
        sa.select(Submission.id)
        .join(Respondent)
        .where(Respondent.kind == RespondentKind.MEMBER_STATE)
        .order_by(Submission.id)
    ).all()
    first = session.scalar(sa.select(sa.func.max(Snapshot.id))) or 0
    patterns = Patterns(tuple(submissions), first, counted_in_entries(asked))
    _write_snapshots(session, patterns, PATTERNS)
    replies = [_observed(asked, first, place) for place in range(1, PATTERNS + 1)]
    for rows in replies:
        session.execute(sa.insert(Observation), rows)
        write_tallies(session, rows, patterns.listed)
    return replace(patterns, replies=tuple(replies))


def _observed(asked: Questionnaire, first: int, place: int) -> list[dict[str, Any]]:
    author = Author(Random(place), "english", 2020)
    return [
        {
            "snapshot_id": first + place,
            "question_key": f"{one.key}_{seen.part}" if seen.part else one.key,
            "item": seen.item,
            "row": seen.row,
            "position": seen.position,
            "kind": seen.kind,
            "choice": seen.choice,
            "number": None if seen.number is None else float(seen.number),
            "non_answer": seen.non_answer,
            "consent": list(Consent)[place % 3],
        }
        for one in asked.questions_asked()
        for seen in one.tabulate(_answer(one, author))
    ]


def _write_snapshots(session: Session, patterns: Patterns, most: int) -> None:
    """Snapshots up to the one of number `most`; their ids follow one another."""
    made = session.scalar(sa.select(sa.func.max(Snapshot.id) - patterns.first)) or 0
    common = {
        "submitted_at": now(),
        "received_late": False,
        "consent": "publish",
        "canonical": "{}",
        "sha256": "",
    }
    respondents = dict(session.execute(sa.select(Submission.id, Submission.respondent_id)).tuples().all())
    rows = [
        {
            "id": patterns.first + number,
            "submission_id": submission,
            "respondent_id": respondents[submission],
            "number": 1000 + number,
            "receipt": f"bench-{number}",
            **common,
        }
        for number in range(made + 1, most + 1)
        for submission in [patterns.submissions[number % len(patterns.submissions)]]
    ]
    session.execute(sa.insert(Snapshot), rows)


def _again(patterns: Patterns, snapshot_id: int) -> list[dict[str, Any]]:
    """What `_grow` lets the database write of this snapshot."""
    more = snapshot_id % 400
    return [
        one | {"snapshot_id": snapshot_id, "number": None if one["number"] is None else one["number"] + more}
        for one in patterns.replies[snapshot_id % PATTERNS]
    ]


def _grow(session: Session, patterns: Patterns, size: int) -> tuple[Counted, int]:
    """So many observations, of so many replies as they take; and how many they are."""
    replies = round(size / patterns.width)
    made = session.scalar(sa.select(sa.func.max(Snapshot.id) - patterns.first)) or 0
    _write_snapshots(session, patterns, replies)
    columns = [
        column for column in sa.inspect(Observation).columns if column.name not in ("snapshot_id", "number")
    ]
    again = (
        sa.select(Snapshot.id, Observation.number + Snapshot.id % 400, *columns)
        .join(Observation, Observation.snapshot_id == patterns.first + 1 + Snapshot.id % PATTERNS)
        .where(Snapshot.id > patterns.first + made)
    )
    session.execute(
        sa.insert(Observation).from_select(["snapshot_id", "number", *(one.name for one in columns)], again)
    )
    grown = range(patterns.first + made + 1, patterns.first + replies + 1)
    for start in range(0, len(grown), TOGETHER):
        rows = [row for one in grown[start : start + TOGETHER] for row in _again(patterns, one)]
        write_tallies(session, rows, patterns.listed)
    session.commit()
    with db.engine.connect().execution_options(read_only=True) as connection:  # VACUUM stands alone
        connection.exec_driver_sql("VACUUM ANALYZE" if _is_postgresql() else "ANALYZE")
    ids = tuple(range(patterns.first + 1, patterns.first + replies + 1))
    total = session.scalar(sa.select(sa.func.count()).where(Observation.snapshot_id > patterns.first)) or 0
    session.rollback()
    return Counted(ids, "", now()), total
