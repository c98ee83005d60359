"""The one way in which the editor changes a draft: from what was posted to the answer, whatever kind of edit it is."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, flash, g, make_response, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.db import db
from app.domain.editing import Address, Edit, EditRefused
from app.domain.errors import NotFound, NotPossibleNow, Refusal
from app.questionnaires.drafting import DraftChanged, edit
from app.questionnaires.views.conflicts import conflict_of
from app.questionnaires.views.pages import Refused, drawn, editor_page
from app.questionnaires.views.panel import panel_of
from app.questionnaires.views.shared import Draft, address, open_draft, place_of
from app.web.clock import now
from app.web.languages import reading_time, translate

LONGEST_KEY = 64
Parts = Callable[[Draft], str]  # what a page that is already there needs to be sent again


@dataclass(frozen=True)
class Then:
    """Where a change leads: to a place, with the focus on one of its fields or buttons; or only `parts` of the page."""

    at: Address
    focus: str = ""
    parts: Parts | None = None
    said: str = ""


def place_posted() -> Address:
    return address(request.form.get("at", ""))


def expected() -> int:
    """The revision on which the page was made."""
    text = request.form.get("expected", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def with_key(number: int = 0) -> str:
    """The idempotency key of the form; of its further edits, one that follows from it."""
    key = request.form.get("idempotency_key", "")[: LONGEST_KEY - 4] or secrets.token_hex(16)
    return f"{key}-{number}" if number else key


def writing(draft: Draft) -> dict[str, Any]:
    """What every write of a draft is given."""
    return {
        "actor": g.actor,
        "now": now(),
        "audit_key": current_app.config["AUDIT_KEY"],
        "drafts": current_app.extensions["drafts"],
        "version_id": draft.version_id,
        "expected": expected(),
    }


def make_edit(
    draft: Draft, at: Address, edits: Sequence[Edit], then: Then, whole: Edit | None = None
) -> Response:
    """Make the edits, commit, and answer. `at` is the page to come back to when they are refused.

    `whole` stands for all of them where one by one they would not do, since the steps between make no sense.
    """
    try:
        made = _made(draft, edits, whole)
        db.session.commit()
    except DraftChanged as refusal:
        db.session.rollback()
        as_it_is = open_draft(draft.key)
        return refused(as_it_is, at, Refused(request.form, conflict=conflict_of(as_it_is, at, refusal)), 409)
    except (EditRefused, NotPossibleNow) as refusal:
        db.session.rollback()
        mistake = (_field_of(refusal, at), translate(refusal.message))
        return refused(open_draft(draft.key), at, Refused(request.form, [mistake]), 422)
    return answered(open_draft(draft.key), then, made)


def _made(draft: Draft, edits: Sequence[Edit], whole: Edit | None) -> int:
    """How many revisions the edits made."""
    try:
        return _one_by_one(draft, edits)
    except EditRefused:
        if whole is None or len(edits) < 2:
            raise
    db.session.rollback()
    return _one_by_one(draft, [whole])


def _one_by_one(draft: Draft, edits: Sequence[Edit]) -> int:
    made = 0
    for number, one in enumerate(edits):
        drafted = edit(db.session, edit=one, idempotency_key=with_key(number), **writing(draft))
        made += bool(drafted.changes)
    return made


def _field_of(refusal: Refusal, at: Address) -> str:
    """The id of the field that a refusal is about, or of the heading of the place."""
    place = refusal.at if isinstance(refusal, EditRefused) else ()
    name = ".".join(place[len(at) :][:2]) if place[: len(at)] == at else ""
    return f"f-{name}" if request.form.get(f"was.{name}") is not None else "place"


def in_parts() -> bool:
    """Whether the page asks for what changed only, since it can put it in its place."""
    return request.headers.get("HX-Request") == "true"


def answered(draft: Draft, then: Then, made: int) -> Response:
    """The answer to a change that was made. The whole page, if somebody else changed something too."""
    said = then.said or gettext("Saved %(time)s", time=reading_time(now()))
    href = place_of(draft, then.at, **({"focus": then.focus} if then.focus else {}))
    if in_parts() and then.parts is not None and draft.revision == expected() + made:
        response = make_response(then.parts(draft))
        response.headers["HX-Trigger"] = f'{{"edited": {{"revision": {draft.revision}}}}}'
        return response
    flash(said)
    if in_parts():
        response = make_response("")
        response.headers["HX-Redirect"] = href
        return response
    return redirect(href, 303)


def refused(draft: Draft, at: Address, why: Refused, status: int) -> Response:
    """The answer to a change that was not made: all that was typed is still there."""
    try:
        if in_parts():
            response = make_response(refused_parts(draft, at, why), status)
            place = "conflict" if why.conflict else why.mistakes[0][0]
            response.headers["HX-Trigger-After-Settle"] = f'{{"refused": {{"place": "{place}"}}}}'
            return response
        return make_response(editor_page(draft, at, why), status)
    except NotFound:
        # Somebody took the place away meanwhile: what was typed is shown beside the questionnaire itself.
        return make_response(editor_page(draft, (), Refused(None, why.mistakes, why.conflict)), status)


def refused_parts(draft: Draft, at: Address, why: Refused) -> str:
    return render_template(
        "questionnaires/_refused.html",
        **drawn(draft, panel_of(draft, at, why.posted)),
        mistakes=why.mistakes,
        conflict=why.conflict,
    )


def saved_parts(draft: Draft, at: Address, more: Mapping[str, Any]) -> str:
    """What a saved property changes on its page."""
    said = gettext("Saved %(time)s", time=reading_time(now()))
    return render_template(
        "questionnaires/_changed.html", **drawn(draft, panel_of(draft, at)), said=said, **more
    )
