"""Finding questions, here and in other questionnaires, and bringing them into the draft."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, session
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.db import db
from app.domain.editing import ABSENT, Address, Document, copied, value_or_absent
from app.domain.policy import Action
from app.questionnaires.pasting import pasted
from app.questionnaires.reads import newest_documents
from app.questionnaires.views.editing import Then, make_edit, place_posted
from app.questionnaires.views.shared import (
    COPIED,
    address,
    as_text,
    blueprint,
    gone,
    kind_name,
    open_draft,
    place_of,
)
from app.web.access import action
from app.web.languages import in_language

MOST_SHOWN = 200


@dataclass(frozen=True)
class Match:
    """A section or question that was found, and the questionnaire it is in."""

    source: str
    source_title: str
    at: str
    number: str
    text: str
    kind: str
    concept: str


@blueprint.get("/<key>/draft/find")
@action(Action.EDIT_QUESTIONNAIRES)
def find(key: str) -> str:
    """Questions by words, by concept, or of another questionnaire; each can be opened or copied."""
    draft = open_draft(key)
    wanted, source = request.args.get("q", "").strip(), request.args.get("source", key)
    documents = {**newest_documents(db.session), key: draft.document}
    searched = documents if source == "*" else {source: documents.get(source, draft.document)}
    bank = "bank" in request.args
    found = [one for one in _all(searched) if _fits(one, wanted, bank)]
    found.sort(key=lambda one: one.concept if bank else "")
    return render_template(
        "questionnaires/find.html",
        draft=draft,
        title=draft.name(()),
        at=request.args.get("at", ""),
        wanted=wanted,
        source=source,
        bank=bank,
        sources=[(name, in_language(one["title"])) for name, one in documents.items() if name != key],
        found=found[:MOST_SHOWN],
        left_out=max(0, len(found) - MOST_SHOWN),
        place_of=place_of,
        address=address,
    )


def _all(documents: Mapping[str, Document]) -> Iterator[Match]:
    for source, document in documents.items():
        title = in_language(document["title"])
        for section in document["sections"]:
            own = ("sections", section["key"])
            yield _match(source, title, own, section, section["key"], gettext("Section"))
            for question in section["questions"]:
                place = (*own, "questions", question["key"])
                number = question.get("number") or question["key"]
                yield _match(source, title, place, question, number, kind_name(question))


def _match(source: str, title: str, at: Address, thing: Mapping[str, Any], number: str, kind: str) -> Match:
    text = in_language(thing["text"] if "text" in thing else thing["title"])
    return Match(source, title, as_text(at), number, text, kind, thing.get("concept", ""))


def _fits(match: Match, wanted: str, bank: bool) -> bool:
    if bank and not match.concept:
        return False
    searched = f"{match.at} {match.number} {match.text} {match.concept}".lower()
    return all(word in searched for word in wanted.lower().split())


@blueprint.post("/<key>/draft/copy")
@action(Action.EDIT_QUESTIONNAIRES)
def copy(key: str) -> Response:
    """Remember a place, so that it can be pasted into this or another draft."""
    draft, at = open_draft(key), place_posted()
    draft.thing(at)
    session[COPIED] = [key, as_text(at)]
    return redirect(place_of(draft, at, focus="paste"), 303)


@blueprint.post("/<key>/draft/duplicate")
@action(Action.EDIT_QUESTIONNAIRES)
def duplicate(key: str) -> Response:
    """Put a copy of a thing right behind it."""
    draft, at = open_draft(key), place_posted()
    draft.thing(at)
    edit = copied(draft.document, at)
    new = (*edit.into, str(edit.item.get("key") or edit.item.get("code")))
    return make_edit(draft, at, [edit], Then(new, "text"))


@blueprint.post("/<key>/draft/paste")
@action(Action.EDIT_QUESTIONNAIRES)
def paste(key: str) -> Response:
    """Put what was copied, or what the form names of another questionnaire, behind the place that is open."""
    draft, at = open_draft(key), place_posted()
    source, place = request.form.get("source"), request.form.get("place", "")
    if source is None:
        source, place = session.get(COPIED, ["", ""])
    document = draft.document if source == key else newest_documents(db.session).get(source)
    item = value_or_absent(document, address(place)) if document is not None else ABSENT
    if not isinstance(item, dict) or len(address(place)) not in (2, 4):
        raise gone()
    edit = pasted(draft.document, at, item)
    new = (*edit.into, edit.item["key"])
    return make_edit(draft, at, [edit], Then(new, "place", said=gettext("Copied here.")))
