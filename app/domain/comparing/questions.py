"""Two editions of one thing of a definition, property by property: whatever differs is said, whatever its name."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from app.domain.checks import Rule
from app.domain.comparing.changes import Change, ChangeClass, Kind, Spot, What
from app.domain.comparing.order import moved
from app.domain.comparing.texts import text_changes, texts_of
from app.domain.diagnostics.places import inside
from app.domain.question_types import AnyQuestion, QuestionBase
from app.domain.question_types.base import Reporting, ResponseOption, Term
from app.domain.text import LocalizedText

MEANING, REWORDED = ChangeClass.MEANING_CHANGED, ChangeClass.REWORDED
# Compared by whoever walks through the definition, not as properties.
STRUCTURE = frozenset({"key", "code", "type", "questions", "parts", "columns", "sections"})
# Settings that neither ask anything else nor make answers of another kind.
_OF_FORM = frozenset(
    {
        "number",
        "minutes",
        "sectors",
        "thematic_area",
        "paragraph",
        "required",
        "lines",
        "max_words",
        "max_characters",
        "megabytes",
        "unusual_above",
        "languages",
    }
)
# Of a question that became one of another type: what its own type sets is part of the new type.
_OF_EVERY_TYPE = frozenset(QuestionBase.model_fields) | {"options", "rows"}
_KINDS = {
    "shown_when": Kind.CONDITION,
    "non_answers": Kind.NON_ANSWERS,
    "concept": Kind.CONCEPT,
}


def question_changes(before: AnyQuestion, after: AnyQuestion, spot: Spot) -> Iterator[Change]:
    """What differs between two editions of a question, a part, a column or a question of a repeat."""
    if before.type == after.type:
        yield from property_changes(before, after, spot)
    else:
        yield spot.change(Kind.RETYPED, "type", before.type, after.type, MEANING)
        yield from property_changes(before, after, spot, _OF_EVERY_TYPE)
    (old_name, old), (new_name, new) = inside(before), inside(after)
    if old_name == new_name:
        yield from _inner_changes(new_name, old, new, spot)


def property_changes(
    before: BaseModel, after: BaseModel, spot: Spot, among: Collection[str] | None = None
) -> Iterator[Change]:
    """What differs in the properties that both have, or in those `among` them."""
    common = set(type(before).model_fields) & set(type(after).model_fields) - STRUCTURE
    common = common if among is None else common & set(among)
    for name in (name for name in type(after).model_fields if name in common):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield from _property(spot, name, old, new)


def _property(spot: Spot, name: str, old: Any, new: Any) -> Iterator[Change]:
    if isinstance(old, LocalizedText) or isinstance(new, LocalizedText):
        strict = name == "unit" or (spot.what in ("option", "row") and name == "text")
        yield from text_changes(spot, name, texts_of(old), texts_of(new), MEANING if strict else REWORDED)
    elif name == "terms":
        yield from _terms(spot, old, new)
    elif name == "checks":
        yield from _checks(spot, old, new)
    elif name == "unreviewed" or (name == "languages" and set(old) <= set(new)):
        yield spot.change(Kind.TRANSLATED, name, old, new, ChangeClass.TYPO)
    elif name in ("options", "rows"):
        yield from _options(spot, name, old, new)
    elif isinstance(new, Reporting):
        yield from _reporting(spot, old, new)
    else:
        suggested = REWORDED if name in _OF_FORM else MEANING
        yield spot.change(_KINDS.get(name, Kind.SETTING), name, old, new, suggested)


def _terms(spot: Spot, old: Sequence[Term], new: Sequence[Term]) -> Iterator[Change]:
    yield from text_changes(spot, "terms", texts_of(old), texts_of(new))


def _checks(spot: Spot, old: Sequence[Rule], new: Sequence[Rule]) -> Iterator[Change]:
    """Rules have no keys: either they are the same rules and texts differ, or all are shown before and after."""
    if [_unworded(rule) for rule in old] != [_unworded(rule) for rule in new]:
        yield spot.change(Kind.CHECKS, "checks", tuple(old), tuple(new), REWORDED)
        return
    for at, (one, other) in enumerate(zip(old, new, strict=True)):
        yield from text_changes(spot, f"checks/{at}/text", texts_of(one.text), texts_of(other.text))


def _unworded(rule: Rule) -> dict[str, Any]:
    return rule.model_dump(exclude={"text"})


def _reporting(spot: Spot, old: Reporting, new: Reporting) -> Iterator[Change]:
    yield from text_changes(spot, "report/statement", texts_of(old.statement), texts_of(new.statement))
    if old.model_copy(update={"statement": None}) != new.model_copy(update={"statement": None}):
        yield spot.change(Kind.REPORTING, "report", old, new, REWORDED)


def _options(
    spot: Spot, name: str, old: Sequence[ResponseOption], new: Sequence[ResponseOption]
) -> Iterator[Change]:
    what: What = "option" if name == "options" else "row"
    known = {option.code: option for option in old}
    for option in new:
        inner = spot.inner(name, option.code, what)
        if option.code in known:
            yield from property_changes(known[option.code], option, inner)
        else:
            yield inner.change(Kind.ADDED, "", None, texts_of(option.text), MEANING)
    kept = {option.code for option in new}
    for option in old:
        if option.code not in kept:
            inner = spot.inner(name, option.code, what)
            yield inner.change(Kind.REMOVED, "", texts_of(option.text), None, MEANING)
    if moved([option.code for option in old], [option.code for option in new]):
        codes = [tuple(option.code for option in options) for options in (old, new)]
        yield spot.change(Kind.MOVED, name, codes[0], codes[1], REWORDED)


def _inner_changes(
    name: str, old: Sequence[QuestionBase[Any]], new: Sequence[QuestionBase[Any]], spot: Spot
) -> Iterator[Change]:
    known = {one.key: one for one in old}
    in_another_order = moved([one.key for one in old], [one.key for one in new])
    for one in new:
        before = known.get(one.key)
        inner = spot.inner(name, one.key, "part", before.concept if before else None)
        if before is None:
            yield inner.change(Kind.ADDED, "", None, texts_of(one.text), MEANING)
            continue
        if one.key in in_another_order:
            yield inner.change(Kind.MOVED, "", None, None, REWORDED)
        yield from question_changes(before, one, inner)
    kept = {one.key for one in new}
    for one in old:
        if one.key not in kept:
            inner = spot.inner(name, one.key, "part", one.concept)
            yield inner.change(Kind.REMOVED, "", texts_of(one.text), None, MEANING)
