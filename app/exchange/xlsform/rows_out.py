"""The rows of a form as they are collected, and its lists of choices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.errors import InvalidDefinition, message
from app.domain.text import LocalizedText
from app.exchange.xlsform.lines import LANGUAGE_NAMES
from app.exchange.xlsform.workbook import MOST_ROWS

Cells = dict[str, str]
NON_ANSWER_CHOICES = {"no_information": "no-information", "not_applicable": "not-applicable"}


def heading(column: str) -> str:
    """ "label::fr" as ODK writes it: "label::Français (fr)"."""
    base, _, language = column.partition("::")
    name = next((name for code, name in LANGUAGE_NAMES.items() if code == language), None)
    return f"{base}::{name} ({language})" if name and base != "q" else column


@dataclass
class Pages:
    """The rows of the sheets survey and choices, written one after the other."""

    languages: Sequence[str]
    survey: list[Cells] = field(default_factory=list)
    choices: list[Cells] = field(default_factory=list)
    lists: dict[str, tuple[tuple[tuple[str, str], ...], ...]] = field(default_factory=dict)

    def row(self, kind: str, name: str = "", **cells: str | None) -> Cells:
        """Adds a row to the survey sheet. Raises InvalidDefinition when there are more than a form can hold."""
        if len(self.survey) >= MOST_ROWS - 1:
            raise InvalidDefinition(
                message("A form cannot hold more than %(number)d rows.", number=MOST_ROWS)
            )
        written = {"type": kind, "name": name} | {column: text for column, text in cells.items() if text}
        self.survey.append(written)
        return written

    def texts(self, base: str, text: LocalizedText | Mapping[str, str] | None) -> Cells:
        """The columns of a text, by language."""
        if text is None:
            return {}
        known = text.root if isinstance(text, LocalizedText) else text
        return {
            f"{base}::{language}": words for language, words in known.items() if language in self.languages
        }

    def list_of(self, wanted: str, choices: Iterable[Cells]) -> str:
        """The name of a list with these choices: one written already, or a new one named `wanted`."""
        held = tuple(tuple(sorted(choice.items())) for choice in choices)
        for name, known in self.lists.items():
            if known == held:
                return name
        name = wanted
        while name in self.lists:
            name += "_"
        self.lists[name] = held
        self.choices.extend({"list_name": name} | dict(choice) for choice in held)
        return name


def table(rows: Sequence[Cells], first: Sequence[str]) -> list[list[str]]:
    """Rows under one heading: the columns `first`, then all others in the order of the columns of this system."""
    others = sorted({column for row in rows for column in row} - set(first), key=_rank)
    columns = [*first, *others]
    return [
        [heading(column) for column in columns],
        *([row.get(column, "") for column in columns] for row in rows),
    ]


_ORDER = (
    "label",
    "hint",
    "guidance_hint",
    "required",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "choice_filter",
    "repeat_count",
    "parameters",
    "appearance",
    "shown_when",
    "q",
)


def _rank(column: str) -> tuple[int, int, str]:
    base, _, language = column.partition("::")
    languages = list(LANGUAGE_NAMES)
    at = languages.index(language) if language in languages else len(languages)
    return (_ORDER.index(base) if base in _ORDER else len(_ORDER), at, column)
