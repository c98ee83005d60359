"""`shown_when`: when a question or section applies, given the answers before it."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from app.domain.answers import Choice, Choices, Value, is_answered

Answers = Mapping[str, Value]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Is(_Part):
    """The answer is this option."""

    question: str
    option: str = Field(alias="is")

    def holds(self, answers: Answers) -> bool:
        return answers.get(self.question) == Choice(self.option)


class IsAnyOf(_Part):
    """The answer is one of these options."""

    question: str
    options: tuple[str, ...] = Field(alias="is_any_of", min_length=1)

    def holds(self, answers: Answers) -> bool:
        value = answers.get(self.question)
        return isinstance(value, Choice) and value.option in self.options


class IncludesAnyOf(_Part):
    """A multiple choice includes at least one of these options."""

    question: str
    options: tuple[str, ...] = Field(alias="includes_any_of", min_length=1)

    def holds(self, answers: Answers) -> bool:
        value = answers.get(self.question)
        return isinstance(value, Choices) and not set(self.options).isdisjoint(value.options)


class Answered(_Part):
    """There is an answer of whatever kind ("no information" is one)."""

    question: str
    answered: Literal[True]

    def holds(self, answers: Answers) -> bool:
        return is_answered(answers.get(self.question))


class All(_Part):
    parts: tuple["Condition", ...] = Field(alias="all", min_length=1)

    def holds(self, answers: Answers) -> bool:
        return all(part.holds(answers) for part in self.parts)


class AnyOf(_Part):
    parts: tuple["Condition", ...] = Field(alias="any", min_length=1)

    def holds(self, answers: Answers) -> bool:
        return any(part.holds(answers) for part in self.parts)


class Not(_Part):
    part: "Condition" = Field(alias="not")

    def holds(self, answers: Answers) -> bool:
        return not self.part.holds(answers)


_KINDS: dict[str, type[BaseModel]] = {
    "is": Is,
    "is_any_of": IsAnyOf,
    "includes_any_of": IncludesAnyOf,
    "answered": Answered,
    "all": All,
    "any": AnyOf,
    "not": Not,
}


def _kind(data: Any) -> str | None:
    """The one key that says what kind of condition this is; None lets Pydantic refuse it by name."""
    if isinstance(data, BaseModel):
        return next(name for name, kind in _KINDS.items() if isinstance(data, kind))
    found = [name for name in _KINDS if isinstance(data, Mapping) and name in data]
    return found[0] if len(found) == 1 else None


Condition = Annotated[
    Annotated[Is, Tag("is")]
    | Annotated[IsAnyOf, Tag("is_any_of")]
    | Annotated[IncludesAnyOf, Tag("includes_any_of")]
    | Annotated[Answered, Tag("answered")]
    | Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(
        _kind,
        custom_error_type="condition",
        custom_error_message=(
            "A condition names one of: is, is_any_of, includes_any_of, answered (each with question), all, any, not."
        ),
    ),
]

for _recursive in (All, AnyOf, Not):
    _recursive.model_rebuild()


Leaf = Is | IsAnyOf | IncludesAnyOf | Answered
Place = tuple[str | int, ...]


def leaves(condition: Condition, place: Place = ()) -> Iterator[tuple[Place, Leaf]]:
    """The parts that look at one question each, in the order written, with the steps that lead to them."""
    match condition:
        case All() | AnyOf():
            name = "all" if isinstance(condition, All) else "any"
            for position, part in enumerate(condition.parts):
                yield from leaves(part, (*place, name, position))
        case Not():
            yield from leaves(condition.part, (*place, "not"))
        case _:
            yield place, condition


def depth_of(condition: Condition) -> int:
    """How many conditions stand inside one another; 1 for a condition that looks at one question."""
    match condition:
        case All() | AnyOf():
            return 1 + max(depth_of(part) for part in condition.parts)
        case Not():
            return 1 + depth_of(condition.part)
        case _:
            return 1


def options_named(leaf: Leaf) -> tuple[str, ...]:
    """The option codes that a leaf compares with; none for `answered`."""
    match leaf:
        case Is():
            return (leaf.option,)
        case IsAnyOf() | IncludesAnyOf():
            return leaf.options
        case _:
            return ()
