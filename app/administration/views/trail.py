"""The audit trail: read, searched, proved whole, and taken along as a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from flask import current_app, render_template
from werkzeug.wrappers import Response

from app.administration.trail import (
    LARGEST_FILE,
    PAGE_SIZE,
    Fact,
    TrailFilter,
    place_from,
    trail,
)
from app.administration.views.shared import as_asked, asked, blueprint
from app.administration.words import ACTIONS, STREAMS, action_words, stream_words
from app.audit.anchors import last_anchor
from app.audit.queries import verify, verify_anchored
from app.audit.services import record
from app.db import db, one_state
from app.domain.policy import Action
from app.exchange.spreadsheet_csv import as_csv
from app.web.access import action
from app.web.downloads import as_download
from app.web.languages import in_language, reading_day, translate

CSV_HEAD = ("at", "who", "action", "stream", "number", "about", "facts")


@dataclass(frozen=True)
class FactView:
    """One event in the reader's words."""

    fact: Fact
    what: str
    kind: str
    about: str


def views_of(facts: Iterable[Fact]) -> Sequence[FactView]:
    return [
        FactView(
            fact,
            translate(action_words(fact.action)),
            translate(stream_words(fact.kind)),
            in_language(fact.about) if isinstance(fact.about, dict) else fact.about or fact.thing,
        )
        for fact in facts
    ]


@blueprint.get("/audit")
@action(Action.READ_AUDIT_TRAIL)
def audit() -> str:
    return _page()


@blueprint.post("/audit/verify")
@action(Action.READ_AUDIT_TRAIL)
def verify_audit() -> str:
    """Check every chain in one state of the database, and note that it was done and what came out."""
    with db.sessionmaker() as reading:
        one_state(reading)
        problems = verify(reading, current_app.config["AUDIT_KEY"])
        problems += verify_anchored(reading, last_anchor(current_app.config["DATA_DIR"]))
    asked_for = as_asked()
    record(
        db.session,
        stream="trail",
        action="verified",
        actor=asked_for["actor"],
        now=asked_for["now"],
        facts={"problems": len(problems)},
        key=asked_for["audit_key"],
    )
    db.session.commit()
    return _page(problems=problems)


@blueprint.get("/audit.csv")
@action(Action.READ_AUDIT_TRAIL)
def audit_file() -> Response:
    """All events that the filters leave, from the newest, and not only those of one page."""
    wanted = replace(_wanted(), after=None)
    rows = [
        (
            view.fact.at.isoformat(),
            view.fact.who or "system",
            view.what,
            view.fact.stream,
            str(view.fact.seq),
            view.about,
            view.fact.facts_text,
        )
        for view in views_of(trail(db.session, wanted, most=LARGEST_FILE))
    ]
    return as_download(as_csv(CSV_HEAD, rows), "text/csv", "audit-trail.csv")


def _page(**more: Any) -> str:
    wanted = _wanted()
    found = trail(db.session, wanted, most=PAGE_SIZE + 1)
    shown = found[:PAGE_SIZE]
    return render_template(
        "administration/trail.html",
        events=views_of(shown),
        older=str(shown[-1].place) if len(found) > PAGE_SIZE else None,
        wanted=wanted,
        since=asked("since"),
        until=asked("until"),
        actions=sorted(((name, translate(words)) for name, words in ACTIONS.items()), key=lambda one: one[1]),
        streams=[(name, translate(words)) for name, words in STREAMS.items()],
        largest_file=LARGEST_FILE,
        **more,
    )


def _wanted() -> TrailFilter:
    since, until = _day("since"), _day("until")
    return TrailFilter(
        who=asked("who"),
        action=asked("action"),
        stream=asked("stream"),
        text=asked("text"),
        since=reading_day(since) if since else None,
        until=reading_day(until + timedelta(days=1)) if until else None,
        after=place_from(asked("after")),
    )


def _day(name: str) -> date | None:
    """A day in the address; what is none narrows nothing."""
    try:
        day = date.fromisoformat(asked(name))
    except ValueError:
        return None
    return day if 1900 <= day.year <= 9998 else None
