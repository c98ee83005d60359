"""Consultation on a draft: links for people without an account, and what they said, for administrators."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.db import db
from app.domain.editing.tree import value_or_absent
from app.domain.policy import Action
from app.questionnaires.consulted import comments_on, links_of
from app.questionnaires.consulting import MOST_DAYS, deal_with, make_link, revoke_link
from app.questionnaires.models import ConsultationComment
from app.questionnaires.views.editing import with_key
from app.questionnaires.views.shared import Draft, blueprint, open_draft, place_of
from app.web.access import action
from app.web.clock import now

USUAL_DAYS = 14


@dataclass(frozen=True)
class Commented:
    """A question, and what was said about it; `href` leads to it in the editor, if it is there still."""

    key: str
    title: str
    href: str
    comments: tuple[ConsultationComment, ...]


@blueprint.get("/<key>/draft/consultation")
@action(Action.EDIT_QUESTIONNAIRES)
def consultation(key: str) -> str:
    """The links, and the comments by question."""
    return _page(open_draft(key))


@blueprint.post("/<key>/draft/consultation")
@action(Action.EDIT_QUESTIONNAIRES)
def make_consultation_link(key: str) -> Response:
    """Make a link. It is shown this once, since only its hash is kept; a second click shows the same."""
    draft = open_draft(key)
    token = _token(draft, with_key())
    days = request.form.get("days", "")
    make_link(
        db.session,
        actor=g.actor,
        now=now(),
        audit_key=current_app.config["AUDIT_KEY"],
        version_id=draft.version_id,
        token=token,
        note=request.form.get("note", "").strip(),
        days=int(days) if days.isascii() and days.isdigit() and len(days) < 4 else 0,
    )
    db.session.commit()
    path = url_for(".consulted", token=token)
    return make_response(_page(open_draft(key), current_app.config["PUBLIC_URL"].rstrip("/") + path))


def _token(draft: Draft, idempotency_key: str) -> str:
    """As good as random to all who do not know the secret of the site, and the same for two clicks."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    said = f"consultation/{draft.version_id}/{idempotency_key}".encode()
    return hmac.new(secret, said, hashlib.sha256).hexdigest()


@blueprint.post("/<key>/draft/consultation/<int:link_id>/revoke")
@action(Action.EDIT_QUESTIONNAIRES)
def revoke_consultation_link(key: str, link_id: int) -> Response:
    """Close a link at once."""
    draft = open_draft(key)
    revoke_link(
        db.session,
        actor=g.actor,
        now=now(),
        audit_key=current_app.config["AUDIT_KEY"],
        version_id=draft.version_id,
        link_id=link_id,
    )
    db.session.commit()
    flash(gettext("The link is closed."))
    return redirect(url_for(".consultation", key=key), 303)


@blueprint.post("/<key>/draft/consultation/comments/<int:comment_id>")
@action(Action.EDIT_QUESTIONNAIRES)
def deal_with_comment(key: str, comment_id: int) -> Response:
    """Mark a comment as dealt with, or open it again."""
    draft = open_draft(key)
    deal_with(
        db.session,
        actor=g.actor,
        now=now(),
        audit_key=current_app.config["AUDIT_KEY"],
        version_id=draft.version_id,
        comment_id=comment_id,
        done="done" in request.form,
    )
    db.session.commit()
    return redirect(url_for(".consultation", key=key, _anchor=f"comment-{comment_id}"), 303)


def _page(draft: Draft, link: str = "") -> str:
    comments = comments_on(db.session, draft.version_id)
    links = links_of(db.session, draft.version_id)
    at = now()
    return render_template(
        "questionnaires/consultation.html",
        draft=draft,
        title=draft.name(()),
        links=[(one, one.is_open(at)) for one in links],
        link=link,
        commented=_by_question(draft, comments),
        waiting=sum(1 for one in comments if one.dealt_with_at is None),
        usual=USUAL_DAYS,
        most=MOST_DAYS,
        place_of=place_of,
    )


def _by_question(draft: Draft, comments: Sequence[ConsultationComment]) -> list[Commented]:
    """In the order of the questionnaire; what is not asked any more comes last."""
    places = {
        str(question["key"]): ("sections", str(section["key"]), "questions", str(question["key"]))
        for section in draft.document["sections"]
        for question in section["questions"]
    }
    said: dict[str, list[ConsultationComment]] = {}
    for one in comments:
        said.setdefault(one.question_key, []).append(one)
    keys = [*(key for key in places if key in said), *(key for key in said if key not in places)]
    found = []
    for key in keys:
        at = places.get(key, ())
        question = value_or_absent(draft.document, at) if at else {}
        name = " ".join(part for part in (str(question.get("number", "")), draft.text(question)) if part)
        found.append(Commented(key, name or key, place_of(draft, at) if at else "", tuple(said[key])))
    return found
