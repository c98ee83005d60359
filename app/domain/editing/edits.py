"""What can be done to a draft, one step at a time, and the same as JSON values to keep it."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.domain.editing.refusals import EditRefused
from app.domain.editing.tree import Address
from app.domain.errors import message


@dataclass(frozen=True)
class Put:
    """Give a property a value; None takes the property away."""

    at: Address
    value: Any


@dataclass(frozen=True)
class Insert:
    """Add an item to the list at `into`, before the one that stands at `index` now; past the end, at the end."""

    into: Address
    index: int
    item: Any


@dataclass(frozen=True)
class Remove:
    """Take out what stands at `at`."""

    at: Address


@dataclass(frozen=True)
class Move:
    """Take out what stands at `at` and put it into the list at `into`; `index` counts without it."""

    at: Address
    into: Address
    index: int


@dataclass(frozen=True)
class Rename:
    """Give a section, question, part, option or row another key or code; what refers to it follows."""

    at: Address
    key: str


@dataclass(frozen=True)
class Retype:
    """Ask the question at `at` in another way; it keeps what the new type has too."""

    at: Address
    type: str


@dataclass(frozen=True)
class Translate:
    """Give the text at `at` another language; None takes that language away.

    `source` is the text it was made from. Where one is given and it is not the source any more, the edit is refused.
    """

    at: Address
    language: str
    text: str | None
    source: str | None = None


@dataclass(frozen=True)
class Replace:
    """Put another definition of the same questionnaire in the place of this one; `file` is where it stood."""

    document: Any
    file: str


@dataclass(frozen=True)
class Translations:
    """Give many texts one language, in one step that is undone as one.

    `texts` are (place, text, source): as `Translate` has them.
    """

    language: str
    texts: tuple[tuple[Address, str | None, str | None], ...]


Edit = Put | Insert | Remove | Move | Rename | Retype | Translate | Translations | Replace
_READERS: dict[str, TypeAdapter[Edit]] = {
    kind.__name__.lower(): TypeAdapter(kind)
    for kind in (Put, Insert, Remove, Move, Rename, Retype, Translate, Translations, Replace)
}
_ADDRESSES = ("at", "into")


def edit_json(edit: Edit) -> dict[str, Any]:
    """An edit as JSON values."""
    fields = {name: list(value) if name in _ADDRESSES else value for name, value in vars(edit).items()}
    if isinstance(edit, Translations):
        fields["texts"] = [[list(at), text, source] for at, text, source in edit.texts]
    return {"edit": type(edit).__name__.lower()} | fields


def read_edit(data: dict[str, Any]) -> Edit:
    """The inverse of `edit_json`. Raises EditRefused for what is no edit."""
    try:
        return _READERS[data["edit"]].validate_python({name: data[name] for name in data if name != "edit"})
    except (KeyError, ValidationError):
        text = message("This change cannot be read. Open the page again and repeat it.")
        raise EditRefused(text) from None
