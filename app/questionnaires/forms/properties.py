"""The properties of one thing as fields, and what a form that was sent changes among them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from pydantic import BaseModel
from werkzeug.datastructures import MultiDict

from app.questionnaires.forms.kinds import ELSEWHERE, Kind, Spec, specs_of
from app.questionnaires.forms.words import hint, label, value_name

FIELD = "p."  # before the name of each field
WAS = "was."  # and of what it held when the page was made
Fields = MultiDict[str, str]


class Mistyped(Exception):
    """What was typed cannot be the value; the text says what to do."""


@dataclass(frozen=True)
class FieldView:
    """A field, ready to be drawn. `typed` is what it holds, one text or several chosen values."""

    name: str
    kind: str
    label: str
    hint: str
    typed: tuple[str, ...]
    was: str
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    most: int | None = None
    error: str = ""


@dataclass(frozen=True)
class Change:
    """A property to set: its path inside the thing, and its new value; None takes it away."""

    path: tuple[str, ...]
    value: Any


def fields_of(
    model: type[BaseModel],
    thing: Mapping[str, Any],
    language: str,
    posted: Fields | None = None,
    choices: Mapping[str, Sequence[tuple[str, str]]] | None = None,
) -> tuple[FieldView, ...]:
    """The fields of a thing; `posted` is what a refused form held, which stays in them.

    `choices` are values with their names, for properties that take something of the same questionnaire.
    """
    return tuple(
        _view(spec, value_at(thing, spec.path), language, posted, (choices or {}).get(spec.name))
        for spec in specs_of(model)
        if spec.kind not in ELSEWHERE and spec.kind is not Kind.OPERAND
    )


def _view(
    spec: Spec,
    value: Any,
    language: str,
    posted: Fields | None,
    offered: Sequence[tuple[str, str]] | None,
) -> FieldView:
    held = as_typed(spec, value, language)
    was, error = "\n".join(held), ""
    if posted is not None and WAS + spec.name in posted:
        held, was = tuple(posted.getlist(FIELD + spec.name)), posted[WAS + spec.name]
        error = _error_in(spec, held)
    kind = (
        {Kind.LINE: Kind.CHOICE, Kind.CODES: Kind.SEVERAL}.get(spec.kind, spec.kind) if offered else spec.kind
    )
    if offered and spec.kind is Kind.CODES:
        held = tuple(one for text in held for one in text.split("\n"))
    return FieldView(
        spec.name,
        kind,
        label(spec.name),
        hint(spec.name) if offered is None else "",
        held,
        was,
        tuple(offered) if offered else _choices(spec),
        spec.required,
        spec.most,
        error,
    )


def _choices(spec: Spec) -> tuple[tuple[str, str], ...]:
    nothing = ("",) if spec.kind is Kind.CHOICE and spec.default is None and not spec.required else ()
    return tuple((value, value_name(spec.name, value)) for value in (*nothing, *spec.choices))


def _error_in(spec: Spec, typed: Sequence[str]) -> str:
    try:
        read(spec, typed)
    except Mistyped as mistake:
        return str(mistake)
    return ""


def value_at(thing: Any, path: Iterable[str]) -> Any:
    """What stands at `path` in a document; None where nothing does."""
    for step in path:
        thing = thing.get(step) if isinstance(thing, Mapping) else None
    return thing


def as_typed(spec: Spec, value: Any, language: str) -> tuple[str, ...]:
    """What the field holds for `value`, as the document has it."""
    if spec.kind is Kind.TEXT:
        return ((value or {}).get(language, ""),)
    if value is None:
        value = spec.default
    if spec.kind is Kind.TICK:
        return ("yes",) if value else ()
    if spec.kind is Kind.SEVERAL:
        return tuple(value or ())
    if spec.kind is Kind.CODES:
        return ("\n".join(value or ()),)
    return ("" if value is None else str(value),)


def changes(
    model: type[BaseModel], thing: Mapping[str, Any], language: str, posted: Fields
) -> Iterator[Change]:
    """What a form changes: the properties whose field no longer holds what it did. Raises Mistyped."""
    for spec in specs_of(model):
        if WAS + spec.name not in posted:
            continue
        typed = tuple(text.replace("\r\n", "\n") for text in posted.getlist(FIELD + spec.name))
        if _differs(spec, "\n".join(typed), posted[WAS + spec.name].replace("\r\n", "\n")):
            yield _change(spec, value_at(thing, spec.path), read(spec, typed), language)


def _differs(spec: Spec, typed: str, was: str) -> bool:
    """Whether somebody changed a field; boxes that are ticked are sent in their own order."""
    if spec.kind in (Kind.SEVERAL, Kind.CODES):
        return sorted(typed.split()) != sorted(was.split())
    return typed != was


def _change(spec: Spec, held: Any, value: Any, language: str) -> Change:
    if spec.kind is not Kind.TEXT or value is None:
        return Change(spec.path, value)
    if held:
        return Change((*spec.path, language), value)
    return Change(spec.path, {language: value})


def read(spec: Spec, typed: Sequence[str]) -> Any:
    """The value that was typed, as the document writes it; None where there is none. Raises Mistyped."""
    texts = [text.strip() for text in typed if text.strip()]
    if spec.kind is Kind.TICK:
        return True if texts else None
    if spec.kind in (Kind.SEVERAL, Kind.CODES):
        codes = [one for text in texts for one in text.replace(",", "\n").split()]
        if not codes and (spec.required or spec.default):
            if spec.required or spec.kind is Kind.CODES:
                raise Mistyped(gettext("Choose at least one."))
            return []
        return codes or None
    if not texts:
        if spec.required:
            raise Mistyped(gettext("Write something here; it cannot be empty."))
        return None
    return _one(spec, texts[0])


def _one(spec: Spec, text: str) -> Any:
    if spec.kind is Kind.WHOLE:
        return _whole(spec, text)
    if spec.kind is Kind.NUMBER:
        return number_in(text)
    if spec.kind is Kind.CHOICE and spec.choices and text not in spec.choices:
        raise Mistyped(gettext("Choose one of the list."))
    return text


def _whole(spec: Spec, text: str) -> int:
    digits = text.replace("\N{MINUS SIGN}", "-")
    if len(digits) > 20 or not digits.removeprefix("-").isdecimal():
        raise Mistyped(gettext("Enter a whole number in digits, such as 4."))
    number = int(digits)
    if spec.least is not None and number < spec.least:
        raise Mistyped(gettext("Enter at least %(number)d.", number=spec.least))
    if spec.most is not None and number > spec.most:
        raise Mistyped(gettext("Enter at most %(number)d.", number=spec.most))
    return number


def number_in(text: str) -> int | float:
    """A number as JSON writes it. Raises Mistyped."""
    digits = text.strip().replace("\N{MINUS SIGN}", "-").replace(",", ".")
    whole, point, rest = digits.removeprefix("-").partition(".")
    if len(digits) > 20 or not whole.isdecimal() or (point and not rest.isdecimal()):
        raise Mistyped(gettext("Enter a number in digits, such as 4 or 2.5."))
    return float(digits) if point else int(digits)
