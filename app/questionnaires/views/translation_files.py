"""Translations out to a translator as a file, and back: looked at first, then taken in one step."""

import json
from dataclasses import dataclass

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.db import db
from app.domain.editing import EditRefused
from app.domain.errors import NotFound, message
from app.domain.policy import Action
from app.domain.returned import Comparison, Returned, compared
from app.exchange.mistakes import InvalidFile
from app.exchange.translations import FORMATS
from app.exchange.translations.files import LARGEST_FILE, Received, refuse_other_language, sending
from app.questionnaires.drafting import DraftChanged, edit
from app.questionnaires.queries import begun_at
from app.questionnaires.views.editing import with_key, writing
from app.questionnaires.views.shared import Draft, blueprint, open_draft
from app.questionnaires.views.translating import place_in_words, texts_of
from app.web.access import action, takes
from app.web.downloads import as_download
from app.web.languages import language_name, text_direction, translate

MOST_LISTED = 200
LONGEST_NAME = 100


@dataclass(frozen=True)
class Line:
    """A text of the file, with its line and what is to be said of it."""

    line: int
    place: str
    text: str
    before: str = ""


@blueprint.get("/<key>/draft/translations/<language>/file/<kind>")
@action(Action.EDIT_QUESTIONNAIRES)
def translation_file(key: str, language: str, kind: str) -> Response:
    """All texts of the draft for one language, as a file for a translator."""
    draft = open_draft(key)
    if kind not in FORMATS:
        raise NotFound(message("There is no such format. Choose one on the page of the language."))
    texts = [(one, place_in_words(draft, one)) for one in texts_of(draft, language)]
    first = str(draft.document["languages"][0])
    at = begun_at(db.session, draft.version_id)
    content = FORMATS[kind].write(sending(key, draft.revision, language, at, texts, first))
    return as_download(content, FORMATS[kind].media_type, f"{key}-{language}.{FORMATS[kind].ending}")


@blueprint.post("/<key>/draft/translations/<language>/file")
@action(Action.EDIT_QUESTIONNAIRES)
@takes(2 * LARGEST_FILE)
def look_at_file(key: str, language: str) -> Response:
    """Show what a file would change. Nothing is saved yet."""
    draft = open_draft(key)
    found = texts_of(draft, language)
    sent = request.files.get("file")
    try:
        received = _received(sent.filename or "" if sent else "", sent.read() if sent else b"")
        refuse_other_language(sent.filename or "" if sent else "", received, language)
    except InvalidFile as refused:
        lines = [(f"{one.file}:{one.line}" if one.file else "", one.text) for one in refused.mistakes]
        return make_response(_page(draft, language, None, lines), 422)
    return make_response(_page(draft, language, compared(found, received.texts), []))


@blueprint.post("/<key>/draft/translations/<language>/take")
@action(Action.EDIT_QUESTIONNAIRES)
@takes(2 * LARGEST_FILE)
def take_translations(key: str, language: str) -> Response:
    """Take what was looked at. What changed meanwhile is shown again, and nothing is taken without being seen."""
    draft = open_draft(key)
    result = compared(texts_of(draft, language), _looked_at(request.form.get("taken", "")))
    if result.refused or not result.taken:
        return make_response(_page(draft, language, result, []), 409)
    try:
        edit(db.session, edit=result.edit(language), idempotency_key=with_key(), **writing(draft))
        db.session.commit()
    except (DraftChanged, EditRefused) as refusal:
        db.session.rollback()
        now = open_draft(key)
        again = compared(texts_of(now, language), _looked_at(request.form.get("taken", "")))
        return make_response(_page(now, language, again, [("", translate(refusal.message))]), 409)
    number = len(result.taken)
    flash(
        ngettext(
            "One translation was taken. Undo takes it back.",
            "%(num)d translations were taken. Undo takes them back together.",
            number,
        )
    )
    return redirect(url_for(".translation", key=key, language=language), 303)


def _received(name: str, content: bytes) -> Received:
    """What the file holds, read as its name says. Raises InvalidFile."""
    short = name.rpartition("/")[2].rpartition("\\")[2][-LONGEST_NAME:]
    ending = short.rpartition(".")[2].lower()
    reader = next((one for one in FORMATS.values() if ending in (one.ending, *one.also)), FORMATS["po"])
    return reader.read(short, content)


def _looked_at(text: str) -> list[Returned]:
    """What the page of the preview carried."""
    try:
        rows = json.loads(text)
        return [Returned(str(key), str(source), str(words), int(line)) for key, source, words, line in rows]
    except (TypeError, ValueError):
        return []


def _page(draft: Draft, language: str, result: Comparison | None, mistakes: list[tuple[str, str]]) -> str:
    taken, refused = [], []
    if result is not None:
        taken = [
            Line(one.line, place_in_words(draft, one.entry), one.words, one.entry.words)
            for one in result.taken[:MOST_LISTED]
        ]
        refused = [Line(one.line, one.key, translate(one.said)) for one in result.refused[:MOST_LISTED]]
    carried = [
        (one.entry.key, one.entry.source, one.words, one.line) for one in (result.taken if result else ())
    ]
    return render_template(
        "questionnaires/translation_file.html",
        draft=draft,
        title=draft.name(()),
        into=language,
        name=language_name(language),
        flow=text_direction(language),
        result=result,
        taken=taken,
        refused=refused,
        most=MOST_LISTED,
        mistakes=mistakes,
        carried=json.dumps(carried, ensure_ascii=False),
    )
