"""The rows of an XLSForm by column, and the account of what became of every cell: taken, or listed with the reason."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.domain.text import Language
from app.exchange.xlsform.workbook import Sheet, refusal

OWN = "q::"  # before the columns that only this system knows
LANGUAGE_NAMES: Mapping[Language, str] = {
    "en": "English",
    "ar": "العربية",
    "zh": "中文",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
}
_LANGUAGES_BY_NAME: Mapping[str, Language] = {
    **{name.lower(): code for code, name in LANGUAGE_NAMES.items()},
    **{code: code for code in LANGUAGE_NAMES},
    "arabic": "ar",
    "chinese": "zh",
    "french": "fr",
    "francais": "fr",
    "russian": "ru",
    "spanish": "es",
    "espanol": "es",
}
_ALIASES = {
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "list name": "list_name",
    "read only": "read_only",
    "readonly": "read_only",
    "relevance": "relevant",
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "constraint message": "constraint_message",
    "required message": "required_message",
    "requiredmsg": "required_message",
    "guidance hint": "guidance_hint",
    "choice filter": "choice_filter",
    "repeat count": "repeat_count",
    "jr:count": "repeat_count",
    "count": "repeat_count",
    "default language": "default_language",
    "set_form_title": "form_title",
    "set_form_id": "form_id",
}
TRANSLATED = ("label", "hint", "guidance_hint", "constraint_message")
_IN_BRACKETS = re.compile(r"\(([a-z]{2,3})(?:[-_][a-z0-9]+)*\)$")


class NotMapped(NamedTuple):
    """What could not be taken over: the sheet, its row from 1, what stands there, and why."""

    sheet: str
    row: int
    what: str
    why: str


@dataclass
class Line:
    """One row: texts by column. A text in a language stands under `label::en`; `headings` are as written."""

    sheet: str
    row: int
    cells: Mapping[str, str]
    headings: Mapping[str, str]
    taken: set[str] = field(default_factory=set)

    def take(self, column: str) -> str:
        """The text in `column`, which counts as consumed; '' where there is none."""
        self.taken.add(column)
        return self.cells.get(column, "")

    def peek(self, column: str) -> str:
        return self.cells.get(column, "")

    def texts(self, base: str) -> dict[str, str]:
        """The translations in the columns of `base`, by language."""
        found: dict[str, str] = {}
        for language in LANGUAGE_NAMES:
            text = self.take(f"{base}::{language}")
            if text:
                found[language] = text
        return found

    def left(self) -> Iterable[str]:
        return (column for column in self.cells if column not in self.taken)


@dataclass
class Account:
    """What was not mapped, as it is found."""

    found: list[NotMapped] = field(default_factory=list)

    def cell(self, line: Line, column: str, why: str) -> None:
        """Lists the text in `column`, if there is any, as seen and not mapped."""
        text = line.take(column)
        if text:
            shown = text if len(text) <= 60 else f"{text[:60]}…"
            self.found.append(
                NotMapped(line.sheet, line.row, f"{line.headings.get(column, column)}: {shown}", why)
            )

    def row(self, line: Line, what: str, why: str) -> None:
        self.found.append(NotMapped(line.sheet, line.row, what, why))

    def whole_row(self, line: Line, why: str) -> None:
        """Lists every cell of a row that has no place in a questionnaire, its type included."""
        for column in dict.fromkeys(("type", *line.left())):
            self.cell(line, column, why)

    def rest(self, lines: Iterable[Line]) -> None:
        """Lists every cell that nothing has taken."""
        for line in lines:
            for column in list(line.left()):
                self.cell(line, column, _why(column))


_REASONS = {
    "default": "Answers are never filled in beforehand.",
    "appearance": "How a question is shown is for the system to decide.",
    "trigger": "Values are worked out again whenever something changes.",
    "required_message": "The system says in its own words that an answer is missing.",
    "constraint_message": "The system words the limits of a number itself.",
    "repeat_count": "The number of entries follows from at_least and at_most.",
    "parameters": "This question type has no such parameters.",
    "choice_filter": "This question type has no options to filter.",
    "calculation": "Only a row of type calculate is worked out.",
    "read_only": "Use a note for what is only to be read.",
    "name": "A row of this type needs no name.",
}


def _why(column: str) -> str:
    base = column.split("::", maxsplit=1)[0]
    if base in ("media", "image", "big-image", "audio", "video", "autoplay"):
        return "Questions and options have no media."
    if base in TRANSLATED and "::" in column and column.split("::")[1] not in LANGUAGE_NAMES:
        return "This is not one of the six official languages, or the column stands here twice."
    return _REASONS.get(base, "There is nothing like this column in a questionnaire.")


def language_of(name: str) -> Language | None:
    """The language that a heading names: "Français (fr)", "French", "fr"; None if it is none of the six."""
    written = name.strip().lower()
    code = _IN_BRACKETS.search(written)
    return _LANGUAGES_BY_NAME.get(code[1] if code else written)


def column_of(heading: str, default: Language) -> str:
    """The name of a column, whatever way its heading is spelt."""
    written = heading.strip()
    if written.lower().startswith(OWN):
        return written.lower()
    base, _, rest = written.partition("::") if "::" in written else written.partition(":")
    known = base.strip().lower()
    known = _ALIASES.get(known, known)
    if written.lower() == "jr:count":
        return "repeat_count"
    if known in TRANSLATED:
        language = language_of(rest) if rest else default
        return f"{known}::{language or rest.strip()}"
    return f"{known}::{rest.strip()}" if rest else known


def lines_of(sheet: Sheet | None, default: Language, file: str) -> list[Line]:
    """The rows below the heading. Raises InvalidFile where two columns have the same heading."""
    if sheet is None or not sheet.rows:
        return []
    (_, first), *others = sheet.rows
    columns: dict[int, str] = {}
    headings: dict[str, str] = {}
    for at, heading in first.items():
        column = column_of(heading, default)
        if column in headings:
            column = heading.strip()  # "label" beside "label::English": the one is kept, the other is listed
        if column in headings:
            raise refusal(file, f"Two columns have the heading “{heading}”. Keep one.", sheet.name, 1)
        columns[at] = column
        headings[column] = heading
    lines = []
    for number, texts in others:
        cells = {columns.get(at, f"column {at}"): text for at, text in sorted(texts.items())}
        lines.append(Line(sheet.name, number, cells, headings))
    return lines
