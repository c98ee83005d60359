"""Repeats: a set of questions answered several times, such as coordinating bodies or best practices."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from app.domain.answers import Items, Parts, Tabulated, Value
from app.domain.checks import Problem, error, warning
from app.domain.conditions import Heard
from app.domain.errors import message
from app.domain.question_types.base import Child, QuestionBase, Variable
from app.domain.question_types.compound import (
    blank_parts,
    check_parts,
    hidden_parts,
    parts_in_words,
    read_parts,
    strip,
    tabulate_parts,
    variable_of,
    without_hidden,
)
from app.domain.question_types.hearing import Hearing, Standing
from app.domain.typed import Typed

if TYPE_CHECKING:
    from app.domain.question_types.base import ItemQuestion

MOST_ITEMS = 200


class Repeat(QuestionBase[Items]):
    """Questions answered once for each item; between `at_least` and `at_most` items.

    Items are added, changed, moved and removed one by one; each keeps its id. `consent_part` names the question
    inside that says how the item may be used.
    """

    stands: ClassVar[Standing] = "alone"
    heard_as: ClassVar[Hearing] = "items"

    type: Literal["repeat"]
    questions: tuple["ItemQuestion", ...] = Field(min_length=1, max_length=60)
    at_least: int = Field(default=0, ge=0, le=MOST_ITEMS)
    at_most: int = Field(default=20, ge=1, le=MOST_ITEMS)
    consent_part: str | None = None

    @classmethod
    def least(cls, languages: Sequence[str]) -> dict[str, Any]:
        return {"questions": blank_parts(languages)}

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        if self.at_least > self.at_most:
            raise ValueError("at_least and at_most must be in order")
        return self

    def variables(self) -> tuple[Variable, ...]:
        """The number of items, and then what is counted of each item."""
        found = [Variable(numbers=True)]
        for question in self.questions:
            if question.counted:
                found.extend(
                    replace(variable_of(variable, question, question.key), per="item")
                    for variable in question.variables()
                )
        return tuple(found)

    def effort(self) -> float:
        return max(1, self.at_least) * sum(question.time_needed() for question in self.questions)

    def scopes(self, value: Value) -> tuple[tuple[str, Mapping[str, Value]], ...]:
        held = value.items if isinstance(value, Items) else ()
        return tuple((item, parts.values) for item, parts in held)

    def item_children(self, parts: Parts) -> tuple[Child, ...]:
        """The questions of one item with its answers, as its own page shows them."""
        return tuple(Child(question.key, question, parts.get(question.key)) for question in self.questions)

    def title_of(self, parts: Parts, language: str) -> str:
        """What a list shows of an item: its first answer."""
        for question in self.questions:
            words = question.for_print(parts.get(question.key), language)
            if words:
                return words[0]
        return ""

    def parse_item(self, typed: Typed) -> Parts:
        """One item as its page posts it; fields that belong to no question of it are left out."""
        names = {question.key for question in self.questions}
        own = {field: texts for field, texts in typed.items() if field.split(".")[0] in names}
        return read_parts(self.questions, own) or Parts()

    def merge(self, held: Value, posted: Value) -> Value:
        return held if isinstance(held, Items) and held.items else posted

    def read(self, typed: Typed) -> None:
        return None

    def written(self, value: Items) -> Typed:
        return {}

    def words(self, value: Items, language: str) -> tuple[str, ...]:
        return tuple(
            " · ".join(parts_in_words(self.questions, parts, language)) or "…" for _, parts in value.items
        )

    def observed(self, value: Items) -> tuple[Tabulated, ...]:
        found = [Tabulated(kind="number", number=len(value.items))]
        names = {question.key: question.key for question in self.questions}
        for item, parts in value.items:
            found.extend(tabulate_parts(self.questions, parts, names, item=item))
        return tuple(found)

    def problems(self, value: Items) -> Iterator[Problem]:
        if len(value.items) > self.at_most:
            yield error(self.key, message("Keep at most %(number)d entries.", number=self.at_most))
        elif len(value.items) < self.at_least:
            yield warning(
                self.key,
                message(
                    "At least %(number)d entries are asked for. You can submit with fewer.",
                    number=self.at_least,
                ),
            )
        for item, parts in value.items:
            yield from check_parts(self.questions, parts, self.key, item)

    def hidden(self, value: Value, heard: Heard) -> frozenset[str]:
        held = value.items if isinstance(value, Items) else ()
        return frozenset(
            f"{item}.{path}" for item, parts in held for path in hidden_parts(self.questions, parts, heard)
        )

    def without(self, value: Value, hidden: frozenset[str]) -> Value:
        if not isinstance(value, Items):
            return value
        return Items(
            tuple(
                (item, without_hidden(self.questions, parts, frozenset(strip(hidden, item))))
                for item, parts in value.items
            )
        )
