"""What a consultation link opens, for people without an account: one draft, and a place for comments. Nothing else."""

from collections.abc import Mapping
from datetime import timedelta

from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.queries import refuse_if_throttled
from app.accounts.services import note_failure
from app.db import db, read_only
from app.domain.editing import EditRefused
from app.domain.errors import NotFound, NotPossibleNow, Refusal, Unstorable, message
from app.domain.questionnaire import Questionnaire
from app.questionnaires.consulted import OpenLink, find_link, hash_of
from app.questionnaires.consulting import comment, note_used
from app.questionnaires.forms.previewing import Look
from app.questionnaires.models import VersionStatus
from app.questionnaires.views.editing import with_key
from app.questionnaires.views.previewing import choices_of, frame, steps
from app.questionnaires.views.readings import readings
from app.questionnaires.views.shared import blueprint
from app.web.access import NOBODY
from app.web.clock import now
from app.web.errors import status_of
from app.web.languages import locale_code, text_direction, translate

NOTED_EVERY = timedelta(minutes=1)
TEXT = "text."  # before the key of each question
HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


@blueprint.get("/consultation/<token>")
def consulted(token: str) -> Response:
    """The draft as it is now, section by section, with a place for comments beside each question."""
    link = _opened(token)
    return _answer(_page(token, link, Look.of(request.args, _definition(link), locale_code()), {}))


@blueprint.post("/consultation/<token>")
def comment_on(token: str) -> Response:
    """Keep the comments that were typed. What cannot be kept stays in its field."""
    link = _opened(token)
    definition = _definition(link)
    look = Look.of(request.args, definition, locale_code())
    section = definition.section_by_key[look.section]
    typed = {one.key: _typed(TEXT + one.key) for one in section.questions}
    try:
        made = comment(
            db.session,
            actor=NOBODY,
            now=now(),
            audit_key=current_app.config["AUDIT_KEY"],
            link=link,
            name=_typed("name"),
            texts={key: text for key, text in typed.items() if text},
            idempotency_key=with_key(),
        )
        db.session.commit()
    except (EditRefused, NotPossibleNow, Unstorable) as refusal:
        db.session.rollback()
        return _answer(_page(token, link, look, typed, refusal), status_of(refusal))
    flash(
        gettext("Thank you. Your comments were sent.") if made else gettext("There was no comment to send.")
    )
    there = url_for(".consulted", token=token, section=look.section, language=look.language)
    return _answer(redirect(there, 303))


def _typed(name: str) -> str:
    return request.form.get(name, "").replace("\r\n", "\n").strip()


def _opened(token: str) -> OpenLink:
    """The link, if it may be used. Raises NotFound, TooManyAttempts, and NotPossibleNow once the draft is published.

    A wrong token counts as a failed sign-in does, from the same network address.
    """
    who, address = f"consultation:{hash_of(token)}", request.remote_addr or ""
    refuse_if_throttled(db.session, now(), who, address)
    link = find_link(db.session, token, now())
    late = link is not None and (link.last_used_at is None or now() - link.last_used_at >= NOTED_EVERY)
    if link is None or late:
        # No other transaction of this request may be open, so that the write waits for nobody who waits for it.
        db.session.close()
        with db.sessionmaker.begin() as writing:
            if link is None:
                note_failure(writing, now(), who, address)
            else:
                note_used(writing, link_id=link.id, now=now())
        if request.method in ("GET", "HEAD"):
            read_only(db.session)
    if link is None:
        raise NotFound(message("This link is not open, or not any more. Ask whoever sent it for a new one."))
    if link.status != VersionStatus.DRAFT:
        raise NotPossibleNow(
            message("This consultation is over: the questionnaire has been published. Thank you.")
        )
    return link


def _definition(link: OpenLink) -> Questionnaire:
    written = current_app.extensions["drafts"].of(db.session, link.version_id, link.content_hash)
    return readings().of(link.content_hash, written.document).definition


def _page(
    token: str, link: OpenLink, look: Look, typed: Mapping[str, str], refusal: Refusal | None = None
) -> str:
    definition = _definition(link)
    offered = tuple(one for one in choices_of(definition, look) if one.name != "width")
    return render_template(
        "questionnaires/consulted.html",
        token=token,
        link=link,
        look=look,
        heading=definition.title.in_language(look.language),
        choices=offered,
        frame=frame(definition, look, typed),
        flow=text_direction(look.language),
        sections=steps(definition, look),
        refused=translate(refusal.message) if refusal else "",
        name=_typed("name") if request.method == "POST" else "",
    )


def _answer(page: str | Response, status: int | None = None) -> Response:
    """Search engines keep nothing of it, and no other site learns the link."""
    response = make_response(page) if status is None else make_response(page, status)
    response.headers.update(HEADERS)
    return response
