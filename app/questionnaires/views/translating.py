"""Translations of a draft: how far each language has come, and source and translation side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.db import db
from app.domain.editing import EditRefused, Put
from app.domain.errors import NotFound, Refusal, message
from app.domain.policy import Action
from app.domain.translations import LANGUAGES, Coverage, Entry, by_section, coverage, entries
from app.questionnaires.drafting import DraftChanged, edit
from app.questionnaires.forms.translating import Row, Typed, edit_of, field_id, typed
from app.questionnaires.forms.words import label
from app.questionnaires.views.editing import with_key, writing
from app.questionnaires.views.shared import Draft, blueprint, open_draft, place_of
from app.web.access import action
from app.web.languages import language_name, text_direction, translate

SHOWN = ("all", "missing", "stale")
ITSELF = "_"  # the texts of the questionnaire itself, among keys of sections


@dataclass(frozen=True)
class LanguageLine:
    """One of the six languages on the overview; `coverage` is None where the questionnaire is not in it.

    `is_draft` says that nobody has approved the translation.
    """

    code: str
    name: str
    coverage: Coverage | None
    is_source: bool
    is_draft: bool


@dataclass(frozen=True)
class SectionLine:
    """A section in the list beside the texts."""

    key: str
    title: str
    coverage: Coverage
    chosen: bool


@dataclass(frozen=True)
class Side:
    """What the page of one language shows: texts of one section, and the filter."""

    draft: Draft
    language: str
    section: str
    shown: str


@blueprint.get("/<key>/draft/translations")
@action(Action.EDIT_QUESTIONNAIRES)
def translations(key: str) -> str:
    """The six languages, and how far each has come."""
    draft = open_draft(key)
    first, *_ = own = draft.document["languages"]
    lines = [
        LanguageLine(
            code,
            language_name(code),
            coverage(entries(draft.document, code)) if code in own else None,
            code == first,
            code in draft.document.get("unreviewed", ()),
        )
        for code in LANGUAGES
    ]
    return render_template(
        "questionnaires/translations.html", draft=draft, title=draft.name(()), lines=lines, place_of=place_of
    )


@blueprint.post("/<key>/draft/translations")
@action(Action.EDIT_QUESTIONNAIRES)
def choose_languages(key: str) -> Response:
    """Add a language, or take one away; its texts stay where they are, and count again when it comes back."""
    draft = open_draft(key)
    own, code = list(draft.document["languages"]), request.form.get("language", "")
    if "remove" in request.form and code in own[1:]:
        changed = [one for one in own if one != code]
    elif "remove" not in request.form and code in LANGUAGES and code not in own:
        changed = [*own, code]
    else:
        raise NotFound(message("There is no such language to add or to take away."))
    edit(db.session, edit=Put(("languages",), changed), idempotency_key=with_key(), **writing(draft))
    db.session.commit()
    flash(gettext("Saved."))
    return redirect(url_for(".translations", key=key), 303)


@blueprint.post("/<key>/draft/translations/reviewed")
@action(Action.EDIT_QUESTIONNAIRES)
def review_language(key: str) -> Response:
    """Say of a translation that it was reviewed, or that it is a draft again."""
    draft = open_draft(key)
    code = request.form.get("language", "")
    if code not in draft.document["languages"][1:]:
        raise NotFound(message("The questionnaire is not translated into this language."))
    others = [one for one in draft.document.get("unreviewed", ()) if one != code]
    drafts = others if "reviewed" in request.form else [*others, code]
    edit(db.session, edit=Put(("unreviewed",), drafts or None), idempotency_key=with_key(), **writing(draft))
    db.session.commit()
    flash(gettext("Saved."))
    return redirect(url_for(".translations", key=key), 303)


@blueprint.get("/<key>/draft/translations/<language>")
@action(Action.EDIT_QUESTIONNAIRES)
def translation(key: str, language: str) -> str:
    """One section side by side, as the address says; without a section, the first where something is to be done."""
    draft = open_draft(key)
    found = texts_of(draft, language)
    shown = request.args.get("show", "all")
    section = request.args.get("section") or next_section(found, "", shown)
    side = Side(draft, language, section, _shown(shown))
    return _page(side, found, _rows(side, found))


@blueprint.post("/<key>/draft/translations/<language>")
@action(Action.EDIT_QUESTIONNAIRES)
def translate_section(key: str, language: str) -> Response:
    """Save what was typed, as one step. Where somebody else was there, both texts are shown, and nothing is lost."""
    draft = open_draft(key)
    side = Side(draft, language, request.form.get("section", ITSELF), _shown(request.form.get("show", "all")))
    sent = typed(texts_of(draft, language), request.form)
    made = edit_of(language, sent)
    try:
        if made is not None:
            edit(db.session, edit=made, idempotency_key=with_key(), **writing(draft))
            db.session.commit()
    except (DraftChanged, EditRefused) as refusal:
        db.session.rollback()
        return _refused(side, refusal)
    flash(gettext("Saved.") if made is not None else gettext("Nothing was changed."))
    return redirect(_after(side), 303)


def _shown(text: str) -> str:
    return text if text in SHOWN else "all"


def texts_of(draft: Draft, language: str) -> tuple[Entry, ...]:
    """The texts of the draft for one of its languages. Raises NotFound for the source language, and for any other."""
    if language not in draft.document["languages"][1:]:
        raise NotFound(
            message("This questionnaire is not translated into that language. Add the language first.")
        )
    return entries(draft.document, language)


def next_section(found: Sequence[Entry], after: str, shown: str = "all") -> str:
    """The next section after `after` with a text to translate or to bring up to date, going round; else the first."""
    wanted = (shown,) if shown in ("missing", "stale") else ("missing", "stale")
    keys = [name or ITSELF for name in by_section(found)]
    turn = keys.index(after) + 1 if after in keys else 0
    open_ = {one.section or ITSELF for one in found if one.state in wanted}
    return next((name for name in (*keys[turn:], *keys[:turn]) if name in open_), keys[0])


def _after(side: Side) -> str:
    """Where saving leads: the same section, or the next text to do."""
    section, anchor = side.section, None
    if request.form.get("then") == "next":
        found = texts_of(open_draft(side.draft.key), side.language)
        section = next_section(found, section, side.shown)
        wanted = ("missing", "stale") if side.shown == "all" else (side.shown,)
        open_ = (one for one in found if (one.section or ITSELF) == section and one.state in wanted)
        anchor = next((field_id(one.key) for one in open_), None)
    return url_for(
        ".translation",
        key=side.draft.key,
        language=side.language,
        section=section,
        show=side.shown if side.shown != "all" else None,
        _anchor=anchor,
    )


def _rows(side: Side, found: Sequence[Entry]) -> list[Row]:
    return [
        _row(side.draft, one)
        for one in found
        if (one.section or ITSELF) == side.section and side.shown in ("all", one.state)
    ]


def _row(draft: Draft, one: Entry) -> Row:
    return Row(
        one.key, place_in_words(draft, one), one.source, one.source_language, one.words, one.words, one.state
    )


def place_in_words(draft: Draft, one: Entry) -> str:
    """Where a text stands: what holds it, as far as it has names, and the property."""
    start = 4 if one.section else 2
    names = [draft.name(one.at[:end]) for end in range(start, len(one.at), 2) if len(one.at) > end]
    return " › ".join([*(name for name in names if name), label(one.at[-1])])


def _refused(side: Side, refusal: Refusal) -> Response:
    """The page with all that was typed, beside what the draft holds now."""
    draft = open_draft(side.draft.key)
    side = replace(side, draft=draft)
    found = texts_of(draft, side.language)
    place = refusal.at if isinstance(refusal, EditRefused) else ()
    said = translate(refusal.message)
    rows = [_typed_row(draft, one, said, place) for one in typed(found, request.form)]
    status = 409 if isinstance(refusal, DraftChanged) else 422
    return make_response(_page(side, found, rows, said), status)


def _typed_row(draft: Draft, one: Typed, said: str, place: Sequence[str]) -> Row:
    """`was` becomes what stands there now, so that saving once more is meant."""
    error = said if tuple(place) == one.entry.at and not one.source_changed else ""
    theirs = one.entry.words if one.changed and one.entry.words not in (one.was, one.words) else None
    old_source = one.source if one.source_changed else None
    return replace(
        _row(draft, one.entry),
        words=one.words,
        error=error,
        theirs=theirs,
        old_source=old_source,
        fresh=one.fresh,
    )


def _page(side: Side, found: Sequence[Entry], rows: Sequence[Row], said: str = "") -> str:
    parts = by_section(found)
    sections = [_line(side, name, parts[name]) for name in parts]
    chosen = next((one for one in sections if one.chosen), None)
    if chosen is None:
        raise NotFound(message("There is no such section in this questionnaire."))
    return render_template(
        "questionnaires/translation.html",
        draft=side.draft,
        title=side.draft.name(()),
        side=side,
        chosen=chosen,
        name=language_name(side.language),
        direction_of=text_direction,
        language_name=language_name,
        coverage=coverage(found),
        sections=sections,
        rows=rows,
        said=said,
        filters=_filters(side),
    )


def _line(side: Side, name: str, found: Sequence[Entry]) -> SectionLine:
    title = side.draft.text(side.draft.thing(("sections", name)), "title") if name else ""
    words = title or gettext("The questionnaire itself")
    return SectionLine(name or ITSELF, words, coverage(found), (name or ITSELF) == side.section)


def _filters(side: Side) -> list[Mapping[str, Any]]:
    words = {
        "all": gettext("All texts"),
        "missing": gettext("Missing"),
        "stale": gettext("To bring up to date"),
    }
    return [{"key": name, "text": words[name], "chosen": name == side.shown} for name in SHOWN]
