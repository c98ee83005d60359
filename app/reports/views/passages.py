"""Passage check, the side of staff: open it, extend it, see what the States say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext

from app.db import db
from app.domain.canonical import canonical, sha256_of
from app.domain.errors import NotPossibleNow, message
from app.domain.own_words import TextPlace, text_places
from app.domain.passages import Outcome, last_day
from app.domain.policy import Action, RegionalGroup
from app.domain.questionnaire import Questionnaire
from app.domain.quoting import Quotation
from app.reports.forms import LastDayForm
from app.reports.models import PassageCheck
from app.reports.queries.passages import Asked, asked_in, find_check
from app.reports.queries.quoting import quotations_of
from app.reports.services.coding import Editor
from app.reports.services.passages import extend_check, open_check
from app.reports.views.shared import Instrument, blueprint, instrument, title_of
from app.web.access import action
from app.web.clock import now
from app.web.languages import as_instant, on_the_wall, reading_day, translate
from app.web.paging import asked_page, here
from app.web.rendering import text_view
from app.web.view_models import TextView

PASSAGES_OF_A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """A passage in the table, asked about (`status`) or to be asked about ('')."""

    number: str
    title: TextView
    part: TextView | None
    names: Mapping[str, str]
    group: str
    text: str
    language: str
    status: str = ""
    correction: str = ""
    answered_at: datetime | None = None


@blueprint.get("/cycles/<key>/passages")
@action(Action.CHECK_PASSAGES)
def passages(key: str) -> str:
    return _page(instrument(key), LastDayForm())


@blueprint.post("/cycles/<key>/passages")
@action(Action.CHECK_PASSAGES)
def open_passages(key: str) -> Any:
    """Open the check that the page showed; where the selection has changed since, show it again."""
    form, asked = LastDayForm(), instrument(key)
    if not form.validate_on_submit():
        return _page(asked, form), 422
    quotations = _quotations(asked)
    try:
        if form.seen.data != _digest(quotations) and not find_check(
            db.session, asked.cycle.id, asked.chosen.version_id
        ):
            raise NotPossibleNow(
                message("What the report quotes has changed since this page was made. Look at it again.")
            )
        check = open_check(
            db.session,
            editor(),
            cycle=asked.cycle,
            version_id=asked.chosen.version_id,
            quotations=quotations,
            deadline_at=_evening(form.last_day.data),
            key=str(form.idempotency_key.data),
        )
    except NotPossibleNow as refused:
        return _refused(key, form, refused)
    deadline = as_instant(check.deadline_at)
    db.session.commit()
    flash(
        gettext(
            "The passage check is open. States find their words under “My national reports”, until %(when)s.",
            when=deadline,
        )
    )
    return redirect(url_for(".passages", key=key, questionnaire=asked.chosen.key), 303)


@blueprint.post("/cycles/<key>/passages/deadline")
@action(Action.CHECK_PASSAGES)
def extend_passages(key: str) -> Any:
    form, asked = LastDayForm(), instrument(key)
    check = find_check(db.session, asked.cycle.id, asked.chosen.version_id)
    if check is None or not form.validate_on_submit():
        return _page(asked, form), 422
    deadline_at = _evening(form.last_day.data)
    try:
        extend_check(
            db.session,
            editor(),
            check_id=check.id,
            deadline_at=deadline_at,
            expected=int(form.expected.data or 0),
        )
    except NotPossibleNow as refused:
        return _refused(key, form, refused)
    db.session.commit()
    flash(gettext("States can answer until %(when)s.", when=as_instant(deadline_at)))
    return redirect(url_for(".passages", key=key, questionnaire=asked.chosen.key), 303)


def editor() -> Editor:
    """Who asks, now."""
    return Editor(g.actor, now(), current_app.config["AUDIT_KEY"])


def places_of(questionnaire: Questionnaire) -> Mapping[str, TextPlace]:
    """Every place where text is asked for, by name."""
    return {
        place.name: place for question in questionnaire.questions_asked() for place in text_places(question)
    }


def part_of(place: TextPlace) -> TextView | None:
    """What is asked for at a place inside a question; None where the question itself is asked."""
    return text_view(place.asked.text, str(get_locale())) if place.path else None


def _refused(key: str, form: LastDayForm, refused: NotPossibleNow) -> Any:
    db.session.rollback()
    form.last_day.errors = [translate(refused.message)]
    return _page(instrument(key), form), 409


def _page(asked: Instrument, form: LastDayForm) -> str:
    check = find_check(db.session, asked.cycle.id, asked.chosen.version_id)
    places = places_of(asked.questionnaire)
    quotations: Sequence[Quotation] = () if check else _quotations(asked)
    if check:
        found = asked_in(db.session, check.id)
        states = len({one.code for one in found})
        lines = [_asked_line(one, places) for one in found]
    else:
        states = len({one.said.state.code for one in quotations})
        lines = [_line(one, places) for one in quotations]
    wanted = {name: request.args.get(name, "") for name in ("status", "group")}
    fitting = [
        one for one in lines if all(value in ("", getattr(one, name)) for name, value in wanted.items())
    ]
    page = min(asked_page(), max(1, -(-len(fitting) // PASSAGES_OF_A_PAGE)))
    return render_template(
        "reports/passages.html",
        asked=asked,
        carried=[(one.key, title_of(one.version_id)) for one in asked.carried],
        check=check,
        is_over=check is not None and now() > check.deadline_at,
        lines=fitting[(page - 1) * PASSAGES_OF_A_PAGE : page * PASSAGES_OF_A_PAGE],
        fitting=len(fitting),
        page=page,
        size=PASSAGES_OF_A_PAGE,
        here=partial(here, ".passages"),
        passages=len(lines),
        states=states,
        figures=[(one, sum(1 for line in lines if line.status == one)) for one in Outcome],
        wanted=wanted,
        groups=list(RegionalGroup),
        form=form,
        suggested=_suggested(form, check),
        seen=_digest(quotations),
    )


def _suggested(form: LastDayForm, check: PassageCheck | None) -> date:
    """The day in the field: as typed, else the present last day, else ten working days from today."""
    if form.last_day.data:
        return form.last_day.data
    return on_the_wall(check.deadline_at).date() if check else last_day(on_the_wall(now()).date())


def _quotations(asked: Instrument) -> list[Quotation]:
    """What the document quotes at this moment, in its order."""
    found = quotations_of(db.session, asked.counted, asked.questionnaire)
    return [one for quotations in found.values() for one in quotations]


def _digest(quotations: Iterable[Quotation]) -> str:
    return sha256_of(
        canonical([[one.said.snapshot_id, one.said.place, one.said.item, one.text] for one in quotations])
    )


def _evening(day: date | None) -> datetime:
    """The last minute of a day in the reader's zone."""
    return reading_day((day or date.min) + timedelta(days=1)) - timedelta(minutes=1)


def _line(one: Quotation, places: Mapping[str, TextPlace]) -> Line:
    place, said = places[one.said.place], one.said
    return Line(
        place.question.number,
        text_view(place.question.text, str(get_locale())),
        part_of(place),
        said.state.names,
        said.state.group,
        one.text,
        said.language,
    )


def _asked_line(one: Asked, places: Mapping[str, TextPlace]) -> Line:
    place, passage = places[one.passage.place], one.passage
    return Line(
        place.question.number,
        text_view(place.question.text, str(get_locale())),
        part_of(place),
        one.names,
        one.group,
        passage.text,
        passage.language,
        passage.status,
        passage.correction or "",
        passage.answered_at,
    )
