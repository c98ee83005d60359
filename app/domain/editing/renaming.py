"""Another key for a section, question, part, option or row, and everything that refers to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.domain.editing.loading import NESTED
from app.domain.editing.references import Holder, each, having, in_document
from app.domain.editing.refusals import EditRefused
from app.domain.editing.tree import Address, Document, Place, at_place, locate, replaced
from app.domain.errors import message

_NAMED = ("key", "code")
_ONE = ("is", "is_not", "includes")
_SEVERAL = ("is_any_of", "includes_any_of", "among")


def renamed(document: Document, at: Address, key: str) -> Document:
    """The definition with `key` for what stands at `at`. Raises EditRefused for what has no key of its own."""
    place = locate(document, at)
    item = at_place(document, place)
    name = next((name for name in _NAMED if isinstance(item, dict) and name in item), None)
    if name is None:
        raise EditRefused(message("This has no key of its own."), at)
    if not place:
        text = message("The key of a questionnaire stays. Begin a copy of it under another key.")
        raise EditRefused(text, at)
    followed = _followed(document, place, item[name], key)
    made: Document = replaced(followed, (*place, name), key)
    return made


def _followed(document: Document, place: Place, old: str, new: str) -> Document:
    """The definition with every reference to what stands at `place` renamed; the thing itself is not."""
    *_, kind, _ = place
    if len(place) == 2:
        return _section(document, old, new)
    if len(place) == 4:
        return _question(document, old, new)
    if kind in NESTED:
        return _part(document, place, old, new)
    if kind == "options":
        return _option(document, place, old, new)
    return _row(document, place, old, new)


def _section(document: Document, old: str, new: str) -> Document:
    def chapter(one: Document) -> Document:
        return having(one, {"sections": each(one["sections"], partial(_swapped, old, new))})

    report = document["report"]
    return having(document, {"report": having(report, {"chapters": each(report["chapters"], chapter)})})


def _question(document: Document, old: str, new: str) -> Document:
    if document.get("consent_question") == old:
        document = document | {"consent_question": new}
    return in_document(document, lambda look, _: looking_elsewhere(look, {old: new}))


def looking_elsewhere(look: Document, keys: dict[str, str]) -> Document:
    """A look at questions that have other keys now."""
    named = {name: keys.get(look[name], look[name]) for name in ("question", "count_of") if look.get(name)}
    return having(look, named)


@dataclass(frozen=True)
class _Inside:
    """A question inside `holder`, and how looks name it; `top` is the key of the holder where they can say it."""

    holder: Document
    top: str | None
    part: str

    def seen_by(self, look: Document, holder: Holder) -> bool:
        if look.get("part") != self.part:
            return False
        if look.get("question") is None:
            return holder is self.holder
        return bool(look["question"] == self.top)


def _inside(document: Document, place: Place) -> _Inside:
    """The part that stands at `place`."""
    holder = at_place(document, place[:-2])
    return _Inside(holder, holder["key"] if len(place) == 6 else None, at_place(document, place)["key"])


def _part(document: Document, place: Place, old: str, new: str) -> Document:
    part = _inside(document, place)

    def rewrite(look: Document, holder: Holder) -> Document:
        return look | {"part": new} if part.seen_by(look, holder) else look

    made = in_document(document, rewrite)
    if part.holder.get("consent_part") == old:
        made = replaced(made, (*place[:-2], "consent_part"), new)
    return made


def _option(document: Document, place: Place, old: str, new: str) -> Document:
    at = place[:-2]
    part = _inside(document, at) if len(at) > 4 else None
    key = at_place(document, place[:4])["key"]
    alone = not _others_offer(document, place, old)

    def rewrite(look: Document, holder: Holder) -> Document:
        whole = look.get("question") == key and look.get("part") is None
        seen = (whole and alone) if part is None or whole else part.seen_by(look, holder)
        return _with_option(look, old, new) if seen else look

    made = in_document(document, rewrite)
    for length in range(4, len(at) + 1, 2):
        if alone or length == len(at):
            made = _counting(made, at[:length], old, new)
    return made


def _with_option(look: Document, old: str, new: str) -> Document:
    parts: dict[str, Any] = {name: new for name in _ONE if look.get(name) == old}
    for name in _SEVERAL:
        if look.get(name) is not None:
            parts[name] = each(look[name], partial(_swapped, old, new))
    return having(look, parts)


def _counting(document: Document, place: Place, old: str, new: str) -> Document:
    """The question at `place`, counting the renamed option."""
    report: Document = at_place(document, place).get("report", {})
    swapped = {
        name: each(report[name], partial(_swapped, old, new))
        for name in ("counts", "counts_all")
        if old in (report.get(name) or ())
    }
    if not swapped:
        return document
    made: Document = replaced(document, (*place, "report"), having(report, swapped))
    return made


def _others_offer(document: Document, place: Place, code: str) -> bool:
    """Whether another question inside the same one has an option of this code: then a look may mean that one."""
    own = at_place(document, place[:-1])
    top = at_place(document, place[:4])
    return any(
        option["code"] == code for options in _options_inside(top) if options is not own for option in options
    )


def _options_inside(question: Document) -> Iterator[list[Document]]:
    yield question.get("options", [])
    for name in NESTED:
        for part in question.get(name, ()):
            yield from _options_inside(part)


def _row(document: Document, place: Place, old: str, new: str) -> Document:
    grid = at_place(document, place[:-2])["key"]

    def rewrite(look: Document, _: Holder) -> Document:
        seen = look.get("question") == grid and look.get("row") == old
        return look | {"row": new} if seen else look

    return in_document(document, rewrite) if len(place) == 6 else document


def _swapped(old: str, new: str, name: str) -> str:
    return new if name == old else name
