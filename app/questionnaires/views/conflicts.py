"""Two people at the same place: both texts, and who wrote the other one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from flask import request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from app.domain.editing import ABSENT, Address, value_or_absent
from app.domain.text import Language
from app.questionnaires.forms.kinds import specs_of
from app.questionnaires.forms.properties import FIELD, WAS, as_typed, value_at
from app.questionnaires.forms.words import label
from app.questionnaires.meeting import Clash, DraftChanged
from app.questionnaires.views.shared import Draft, model_at, place_of
from app.web.languages import translate

_STATE = frozenset({"csrf_token", "idempotency_key", "expected", "at"})
_LANGUAGES = frozenset(get_args(Language))


@dataclass(frozen=True)
class Both:
    """What one person saved at a place, and what the other would have."""

    label: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class ConflictView:
    """What came between, and the form that saves one's own all the same."""

    who: str
    places: tuple[Both, ...]
    action: str
    again: tuple[tuple[str, str], ...]
    theirs_href: str


def conflict_of(draft: Draft, at: Address, refusal: DraftChanged) -> ConflictView:
    """`draft` is the one as it is now."""
    return ConflictView(
        translate(refusal.message),
        tuple(_both(draft, clash) for clash in refusal.clashes),
        request.path,
        tuple(_again(draft, at, request.form)),
        place_of(draft, at),
    )


def lost_of(draft: Draft, left: Address, posted: MultiDict[str, str]) -> ConflictView:
    """What was typed into fields of something that is not there any more; `left` is what is left of the way to it."""
    typed = []
    for name in posted:
        own = name.removeprefix(WAS)
        text = "\n".join(posted.getlist(FIELD + own))
        if name.startswith(WAS) and text.replace("\r\n", "\n") != posted[name].replace("\r\n", "\n"):
            typed.append(Both(label(own), text, ""))
    who = gettext("Somebody took this out while you were at it. What you typed is below, to be copied.")
    return ConflictView(who, tuple(typed), "", (), place_of(draft, left))


def _both(draft: Draft, clash: Clash) -> Both:
    steps = [step for step in clash.at if step not in _LANGUAGES]
    named = steps[-1] if len(steps) % 2 else ""
    place = draft.name(clash.at[: len(clash.at) - len(clash.at) % 2])
    return Both(label(named) if named else place, shown(draft, clash.yours), shown(draft, clash.theirs))


def shown(draft: Draft, value: Any) -> str:
    """A value of the definition as a person reads it."""
    if value is ABSENT or value is None:
        return ""
    if isinstance(value, bool):
        return str(gettext("Yes") if value else gettext("No"))
    if isinstance(value, list | tuple):
        return "\n".join(shown(draft, one) for one in value)
    if isinstance(value, Mapping):
        texts = next((value[name] for name in ("text", "title") if name in value), value)
        in_language = texts.get(draft.language) if isinstance(texts, Mapping) else None
        return str(in_language or ", ".join(str(part) for part in texts.values()))
    return str(value)


def _again(draft: Draft, at: Address, posted: MultiDict[str, str]) -> Iterable[tuple[str, str]]:
    """What the form carried, only the fields that were changed, as if they had been made on what is there now."""
    thing = value_at_or_empty(draft, at)
    model = model_at(thing, at)
    specs = {spec.name: spec for spec in specs_of(model)} if model is not None else {}
    for name in posted:
        if name in _STATE or name.startswith(FIELD):
            continue
        if not name.startswith(WAS):
            yield from ((name, value) for value in posted.getlist(name))
            continue
        own = name.removeprefix(WAS)
        typed = [text.replace("\r\n", "\n") for text in posted.getlist(FIELD + own)]
        if own in specs and "\n".join(typed) != posted[name].replace("\r\n", "\n"):
            held = as_typed(specs[own], value_at(thing, specs[own].path), draft.language)
            yield name, "\n".join(held)
            yield from ((FIELD + own, text) for text in typed)


def value_at_or_empty(draft: Draft, at: Address) -> Mapping[str, Any]:
    found = value_or_absent(draft.document, at)
    return found if isinstance(found, Mapping) else {}
