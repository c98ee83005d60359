"""Coding of free text: the texts of one place with a box for every code, and a page for each code."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext, ngettext

from app.db import db
from app.domain.errors import NotFound, NotPossibleNow, message
from app.domain.own_words import TextPlace, find_place
from app.domain.policy import Action
from app.domain.quoting import Said
from app.reports.forms import CodeForm, CodingForm
from app.reports.models import TextCode
from app.reports.queries.coding import Held, code_books, codings, find_code, uses_of
from app.reports.queries.quoting import texts
from app.reports.services.agreeing import agree
from app.reports.services.coding import (
    Editor,
    add_code,
    merge_codes,
    move_code,
    remove_code,
    rename_code,
)
from app.reports.services.ticking import code_texts
from app.reports.views.result_views import label_of
from app.reports.views.shared import Instrument, blueprint, instrument
from app.reports.views.ticked import CodedText, agreements_of, are_lost, ticked_texts, ticks_of
from app.web.access import action
from app.web.clock import now
from app.web.languages import locale_code, translate
from app.web.paging import asked_page
from app.web.rendering import text_view

TEXTS_OF_A_PAGE = 20
WITHOUT, TO_AGREE = "without", "agree"


@dataclass(frozen=True)
class Desk:
    """The place whose texts are coded, its book, and every text of it."""

    asked: Instrument
    place: TextPlace
    book: Sequence[TextCode]
    texts: Sequence[CodedText]


@blueprint.get("/cycles/<key>/coding")
@action(Action.CODE_TEXTS)
def coding(key: str) -> str:
    return _page(_desk(key), CodingForm())


@blueprint.post("/cycles/<key>/coding")
@action(Action.CODE_TEXTS)
def save_coding(key: str) -> Any:
    """Keep the ticks that were changed and what was agreed with, and add the code whose name was typed, if one was."""
    form, desk = CodingForm(), _desk(key)
    if not form.validate_on_submit():
        return _page(desk, form), 422
    about = {"questionnaire": desk.asked.questionnaire.key, "place": desk.place.name}
    ticked = ticked_texts(desk.texts)
    kept = [one for one in ticked if not one.is_stale]
    changed = code_texts(db.session, _editor(), **about, ticks=ticks_of(kept))
    changed += agree(db.session, _editor(), **about, agreements=agreements_of(kept))
    db.session.commit()
    if len(kept) < len(ticked) or are_lost(ticked):
        flash(
            gettext(
                "Somebody else changed some of these texts or their codes meanwhile: look at those again."
            )
        )
    if form.label.data:
        try:
            add_code(
                db.session,
                _editor(),
                **about,
                language=locale_code(),
                label=form.label.data,
                key=str(form.idempotency_key.data),
            )
        except NotPossibleNow as refused:
            db.session.rollback()
            form.label.errors = [translate(refused.message)]
            return _page(_desk(key), form), 422
        db.session.commit()
        flash(gettext("The code “%(label)s” is in the code book.", label=form.label.data))
    else:
        flash(ngettext("Saved: one change.", "Saved: %(num)d changes.", changed))
    page = asked_page() + 1 if "next" in request.form else asked_page()
    return redirect(url_for(".coding", key=key, **_kept(page=page)), 303)


@blueprint.get("/cycles/<key>/codes/<int:code_id>")
@action(Action.CODE_TEXTS)
def code(key: str, code_id: int) -> str:
    found, questionnaire = find_code(db.session, code_id)
    label = found.labels.get(locale_code(), "")
    return _code_page(key, found, questionnaire, CodeForm(expected=found.revision, label=label))


@blueprint.post("/cycles/<key>/codes/<int:code_id>")
@action(Action.CODE_TEXTS)
def change_code(key: str, code_id: int) -> Any:
    form = CodeForm()
    found, questionnaire = find_code(db.session, code_id)
    if not form.validate_on_submit():
        return _code_page(key, found, questionnaire, form), 422
    place, change = found.place, _CHANGES[str(form.act.data)]
    try:
        change(code_id, form)
    except NotPossibleNow as refused:
        db.session.rollback()
        found, questionnaire = find_code(db.session, code_id)
        form.act.errors = [translate(refused.message)]
        return _code_page(key, found, questionnaire, form), 409
    db.session.commit()
    flash(gettext("The code book is changed."))
    return redirect(url_for(".coding", key=key, questionnaire=questionnaire, place=place), 303)


def _rename(code_id: int, form: CodeForm) -> None:
    label = str(form.label.data or "")
    expected = int(form.expected.data or 0)
    rename_code(
        db.session, _editor(), code_id=code_id, language=locale_code(), label=label, expected=expected
    )


def _move(code_id: int, form: CodeForm) -> None:
    place, expected = int(form.place.data or 1), int(form.expected.data or 0)
    move_code(db.session, _editor(), code_id=code_id, place=place, expected=expected)


def _merge(code_id: int, form: CodeForm) -> None:
    into, expected = int(form.into.data or 0), int(form.expected.data or 0)
    merge_codes(db.session, _editor(), code_id=code_id, into_id=into, expected=expected)


def _remove(code_id: int, form: CodeForm) -> None:
    remove_code(db.session, _editor(), code_id=code_id, expected=int(form.expected.data or 0))


_CHANGES: Mapping[str, Callable[[int, CodeForm], None]] = {
    "rename": _rename,
    "move": _move,
    "merge": _merge,
    "remove": _remove,
}


def _editor() -> Editor:
    return Editor(g.actor, now(), current_app.config["AUDIT_KEY"])


def _desk(key: str) -> Desk:
    """What the address asks for. Raises NotFound for what is no place of free text."""
    asked, name = instrument(key), request.args.get("place", "")
    place = next(
        (
            found
            for question in asked.questionnaire.questions_asked()
            if (found := find_place(question, name)) is not None
        ),
        None,
    )
    if place is None:
        raise NotFound(message("This questionnaire asks for no free text at “%(place)s”.", place=name))
    book = code_books(db.session, asked.questionnaire.key, [name])[name]
    held = codings(db.session, book, asked.counted, place)
    said = sorted(texts(db.session, asked.counted, [place])[name], key=_order)
    return Desk(
        asked,
        place,
        book,
        [
            CodedText(f"{one.snapshot_id}/{one.item}", one, held.get((one.snapshot_id, one.item), Held()))
            for one in said
        ],
    )


def _order(said: Said) -> tuple[str, str, str]:
    """By State; those that hide their State come last, in an order that says nothing of it."""
    if said.may_be_quoted:
        return "", said.state.code, said.item
    return "hidden", sha256(said.text.encode()).hexdigest(), said.item


def _page(desk: Desk, form: CodingForm) -> str:
    show = request.args.get("show", "")
    wanted = [one for one in desk.texts if _SHOWN.get(show, _anything)(one)]
    pages = max(1, -(-len(wanted) // TEXTS_OF_A_PAGE))
    page = min(asked_page(), pages)
    return render_template(
        "reports/coding.html",
        asked=desk.asked,
        about=desk.place,
        title=text_view(desk.place.asked.text, str(get_locale())),
        book=[(code, label_of(code.labels)) for code in desk.book],
        texts=wanted[(page - 1) * TEXTS_OF_A_PAGE : page * TEXTS_OF_A_PAGE],
        all_texts=len(desk.texts),
        coded=sum(1 for one in desk.texts if one.codes),
        settled=sum(1 for one in desk.texts if one.held.is_settled),
        show=show if show in _SHOWN else "",
        page=page,
        pages=pages,
        form=form,
        kept=_kept,
    )


def _anything(_: CodedText) -> bool:
    return True


_SHOWN: Mapping[str, Callable[[CodedText], bool]] = {
    WITHOUT: lambda text: not text.codes,
    TO_AGREE: lambda text: text.is_to_agree,
}


def _code_page(key: str, found: TextCode, questionnaire: str, form: CodeForm) -> str:
    book = code_books(db.session, questionnaire, [found.place])[found.place]
    others = [(one.id, label_of(one.labels)) for one in book if one.id != found.id]
    return render_template(
        "reports/code.html",
        key=key,
        code=found,
        label=label_of(found.labels),
        questionnaire=questionnaire,
        position=1 + [one.id for one in book].index(found.id),
        others=others,
        uses=uses_of(db.session, found.id),
        form=form,
    )


def _kept(**changes: Any) -> dict[str, Any]:
    """The parts of the address, some of them changed; empty ones are left out."""
    names = ("questionnaire", "place", "show", "page")
    wanted = {name: request.args.get(name) for name in names} | changes
    return {name: value for name, value in wanted.items() if value not in (None, "", 1)}
