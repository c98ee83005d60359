"""One difference between two editions: where it is, of what kind, before and after, and how it is probably meant."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Literal

Address = tuple[str, ...]
"""Steps from the root through names of properties and, in lists, the key or code of the thing."""

What = Literal["questionnaire", "section", "question", "part", "option", "row"]


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RETYPED = "retyped"
    REWORDED = "reworded"
    TRANSLATED = "translated"
    CONDITION = "condition"
    CHECKS = "checks"
    REPORTING = "reporting"
    NON_ANSWERS = "non_answers"
    CONCEPT = "concept"
    SETTING = "setting"


class ChangeClass(StrEnum):
    """What a change means for answers before and after it."""

    TYPO = "typo"
    REWORDED = "reworded"
    MEANING_CHANGED = "meaning_changed"


@dataclass(frozen=True)
class Where:
    """The place of a change: keys of section and question ('' outside), its printed number, and what is inside it."""

    section: str = ""
    question: str = ""
    number: str = ""
    inside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """`name` is the property that changed, '' for the thing itself; `before` and `after` are its values or None.

    Texts are `{language: text}`. `concepts` are the trend lines of the question and part concerned, as they were.
    """

    at: Address
    kind: Kind
    what: What
    where: Where
    name: str
    before: Any
    after: Any
    suggested: ChangeClass
    concepts: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The address as text; together with the kind it names the change within a comparison."""
        return "/".join(self.at)

    @property
    def only_words(self) -> bool:
        """Whether nothing but texts and translations differ."""
        return self.kind in (Kind.REWORDED, Kind.TRANSLATED)


@dataclass(frozen=True)
class Spot:
    """Where the comparison stands. `source` is the language that translations follow."""

    at: Address
    what: What
    where: Where
    source: str
    concepts: tuple[str, ...] = ()

    def inner(self, name: str, key: str, what: What, concept: str | None = None) -> "Spot":
        """The spot of the thing `key` in the list `name`."""
        return replace(
            self,
            at=(*self.at, name, key),
            what=what,
            where=replace(self.where, inside=(*self.where.inside, key)),
            concepts=self.concepts + ((concept,) if concept else ()),
        )

    def change(self, kind: Kind, name: str, before: Any, after: Any, suggested: ChangeClass) -> Change:
        """A change of the property `name` ("report/statement" inside another), or of the thing itself for ''."""
        at = (*self.at, *name.split("/")) if name else self.at
        return Change(at, kind, self.what, self.where, name, before, after, suggested, self.concepts)
