"""A question on paper: how it is answered follows from the kind of its value, so that a new type needs nothing here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.conditions import Condition
from app.domain.errors import Message, message
from app.domain.in_words import Names, Speaker, condition_in_words
from app.domain.question_types import AnyQuestion, Attachment, Compound, Grid, Repeat, TextQuestion
from app.domain.question_types.base import ResponseOption
from app.domain.question_types.people import Lines as NamedLines
from app.domain.text import LocalizedText, Worded
from app.printing.blank.pieces import Box, Boxes, Heading, Lines, Paragraph, Piece, Row, Simple, Table

MOST_COLUMNS = 5  # of a table on a page; a grid with more is asked row by row
MOST_COLUMN_OPTIONS = 7  # of one choice that becomes the columns of a table
MOST_ENTRIES = 3  # of a list that are printed; further ones are to be copied
REASONS: Mapping[str, Message] = {
    "no_information": message("No information available"),
    "not_applicable": message("Not applicable"),
}
FIELDS: Mapping[str, Message] = {
    "name": message("Name"),
    "function": message("Title or function"),
    "institution": message("Institution"),
    "email": message("E-mail address"),
    "telephone": message("Telephone"),
}
HINTS: Mapping[str, Message] = {
    "codes": message("Tick all that apply."),
    "ranks": message("Write 1 beside the most important, 2 beside the next, and so on."),
    "day": message("Day, month and year"),
    "days": message("First day and last day"),
    "amount": message("Amount and currency"),
    "result": message("This is worked out from other answers: nothing is to be written here."),
}


@dataclass(frozen=True)
class Asking:
    """Puts questions on paper for a reader. `say` of the speaker gives our own words in `own_language`."""

    names: Names
    own_language: str

    @property
    def speaker(self) -> Speaker:
        return self.names.speaker

    def words(self, text: LocalizedText) -> Worded:
        return Worded(self.speaker.text(text), text.language_for(self.speaker.language))

    def own(self, said: Message) -> Worded:
        return Worded(self.speaker.say(said), self.own_language)

    def among(self, parts: Sequence[AnyQuestion]) -> "Asking":
        """The same inside a question made of these."""
        return replace(self, names=replace(self.names, beside=tuple(parts)))

    def condition(self, condition: Condition | None) -> Worded | None:
        if condition is None:
            return None
        told = condition_in_words(condition, self.names)
        return self.own(message("Answer if %(condition)s.", condition=told))

    # ------------------------------------------------------------------------------------------------ whole questions

    def question(self, question: AnyQuestion, level: int = 3) -> Iterator[Piece]:
        """The question with its number, what it says, and its answer."""
        if not question.asks:
            yield Paragraph("plain", self.words(question.text))
            yield from self._around(question)
            return
        yield Heading(3 if level == 3 else 4, question.number, self.words(question.text))
        yield from self._around(question)
        yield from self.answer(question)

    def _around(self, question: AnyQuestion) -> Iterator[Piece]:
        condition = self.condition(question.shown_when)
        if condition is not None:
            yield Paragraph("condition", condition)
        for term in question.terms:
            told = f"{self.speaker.text(term.term)}: {self.speaker.text(term.meaning)}"
            yield Paragraph("guidance", Worded(told, term.meaning.language_for(self.speaker.language)))
        if question.guidance is not None:
            yield Paragraph("guidance", self.words(question.guidance))

    def answer(self, question: AnyQuestion) -> Iterator[Piece]:
        match question:
            case Compound():
                for part in question.parts:
                    yield from self.among(question.parts).question(part, 4)
            case Grid():
                yield from self._grid(question)
            case Repeat():
                yield from self._entries(question)
            case _:
                yield from self.simple(question)
                return
        yield from self._reasons(question)

    def _entries(self, repeat: Repeat) -> Iterator[Piece]:
        printed = min(max(repeat.at_least, 1), MOST_ENTRIES)
        for number in range(1, printed + 1):
            if repeat.at_most > 1:
                yield Heading(4, "", self.own(message("Entry %(number)d", number=number)))
            for part in repeat.questions:
                yield from self.among(repeat.questions).question(part, 4)
        if repeat.at_most > printed:
            said = message(
                "Copy this part for each further entry: at most %(number)d.", number=repeat.at_most
            )
            yield Paragraph("guidance", self.own(said))

    def _grid(self, grid: Grid) -> Iterator[Piece]:
        asking = self.among(grid.columns)
        alone = grid.columns[0]
        options = alone.response_options()
        corner = Worded("", self.own_language)
        if len(grid.columns) == 1 and 0 < len(options) + len(alone.non_answers) <= MOST_COLUMN_OPTIONS:
            heads = [self.words(option.text) for option in options]
            heads += [self.own(REASONS[reason]) for reason in alone.non_answers]
            tick = (Boxes((Box(corner),)),)
            yield Table(corner, heads, [Row(self._row(row), [tick] * len(heads)) for row in grid.rows])
        elif len(grid.columns) <= MOST_COLUMNS and all(_fits(column) for column in grid.columns):
            cells = [tuple(asking.cell(column)) for column in grid.columns]
            heads = [self.words(column.text) for column in grid.columns]
            yield Table(corner, heads, [Row(self._row(row), cells) for row in grid.rows])
        else:
            for row in grid.rows:
                yield Heading(4, "", self._row(row))
                for column in grid.columns:
                    yield from asking.question(column, 4)

    def _row(self, row: ResponseOption) -> Worded:
        words, condition = self.words(row.text), self.condition(row.shown_when)
        return words if condition is None else Worded(f"{words.text} ({condition.text})", words.language)

    def cell(self, question: AnyQuestion) -> Iterator[Simple]:
        """A question inside a table, where its column says what is asked."""
        condition = self.condition(question.shown_when)
        if condition is not None:
            yield Paragraph("condition", condition)
        yield from self.simple(question)

    # --------------------------------------------------------------------------------------------------- simple ones

    def simple(self, question: AnyQuestion) -> Iterator[Simple]:
        """What to tick, and lines to write on: those of its kind, else one line."""
        hint = HINTS.get(question.heard_as)
        if hint is not None:
            yield Paragraph("guidance", self.own(hint))
        written = _WRITTEN.get(question.heard_as)
        if written is not None:
            yield from written(self, question)
        elif question.response_options():
            yield Boxes([self._box(option) for option in question.response_options()])
        else:
            yield Lines(1, self._unit(question))
        yield from self._reasons(question)

    def _reasons(self, question: AnyQuestion) -> Iterator[Simple]:
        if question.non_answers:
            yield Boxes([Box(self.own(REASONS[reason])) for reason in question.non_answers])

    def _box(self, option: ResponseOption) -> Box:
        return Box(self.words(option.text), option.specify, self.condition(option.shown_when))

    def _unit(self, question: AnyQuestion) -> Worded | None:
        unit = getattr(question, "unit", None)
        return self.words(unit) if isinstance(unit, LocalizedText) else None

    def _text(self, question: AnyQuestion) -> Iterator[Simple]:
        if isinstance(question, TextQuestion):
            said = message("At most %(number)d words", number=question.max_words)
            yield Paragraph("guidance", self.own(said))
            yield Lines(question.lines)
        else:
            yield Lines(1)

    def _named_lines(self, question: AnyQuestion) -> Iterator[Simple]:
        for name in question.fields() if isinstance(question, NamedLines) else ("",):
            known = FIELDS.get(name)
            if name == "declared":
                yield Boxes([Box(self.own(message("I confirm this.")))])
            else:
                yield Lines(1, self.own(known) if known is not None else Worded(name, "en"))

    def _files(self, question: AnyQuestion) -> Iterator[Simple]:
        number = question.at_most if isinstance(question, Attachment) else 1
        said = message("Attach up to %(number)d documents, and write their titles here.", number=number)
        yield Paragraph("guidance", self.own(said))
        yield Lines(min(number, MOST_ENTRIES))

    def _nothing(self, question: AnyQuestion) -> Iterator[Simple]:
        return iter(())


_WRITTEN: Mapping[str, Callable[[Asking, AnyQuestion], Iterator[Simple]]] = {
    "text": Asking._text,
    "lines": Asking._named_lines,
    "files": Asking._files,
    "result": Asking._nothing,
    "nothing": Asking._nothing,
}


def _fits(column: AnyQuestion) -> bool:
    """Whether the answer has its place in a cell."""
    return len(column.response_options()) <= MOST_COLUMN_OPTIONS and column.heard_as not in ("lines", "files")
