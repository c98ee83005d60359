"""Translations of one section as a form: what was typed, beside what stood there when the page was made."""

from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from app.domain.editing import Address, Translations
from app.domain.translations import Entry, State

TYPED, WAS, SOURCE, FRESH = "t.", "was.", "source.", "fresh."  # before the place of each text
Posted = MultiDict[str, str]


@dataclass(frozen=True)
class Typed:
    """One text as the form sent it. `fresh` says that it fits the source as it is now."""

    entry: Entry
    words: str
    was: str
    source: str
    fresh: bool

    @property
    def changed(self) -> bool:
        return self.words != self.was or (self.fresh and self.entry.state == "stale")

    @property
    def source_changed(self) -> bool:
        """Whether the source is another now than on the page."""
        return self.source != self.entry.source


def typed(found: Sequence[Entry], posted: Posted) -> list[Typed]:
    """Those of the texts that the form had; what was taken out meanwhile is not among them."""
    return [
        Typed(
            one,
            _text(posted, TYPED + one.key).strip(),
            _text(posted, WAS + one.key).strip(),
            _text(posted, SOURCE + one.key),
            FRESH + one.key in posted,
        )
        for one in found
        if TYPED + one.key in posted
    ]


def edit_of(language: str, texts: Sequence[Typed]) -> Translations | None:
    """What was changed, as one step; None where nothing was."""
    changed: tuple[tuple[Address, str | None, str | None], ...] = tuple(
        (one.entry.at, one.words or None, one.source or None) for one in texts if one.changed
    )
    return Translations(language, changed) if changed else None


def _text(posted: Posted, name: str) -> str:
    return posted.get(name, "").replace("\r\n", "\n")


@dataclass(frozen=True)
class Row:
    """One text on the page: what its field holds, what stands in the draft, and what is to be known."""

    key: str
    place: str
    source: str
    source_language: str
    words: str
    was: str
    state: State
    error: str = ""
    theirs: str | None = None
    old_source: str | None = None
    fresh: bool = False

    @property
    def id(self) -> str:
        return "t-" + self.key.replace("/", "-")
