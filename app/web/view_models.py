"""What templates get of a questionnaire: plain view models, without logic."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class TextView:
    """A text of the definition, and the language it is in."""

    text: str
    language: str


@dataclass(frozen=True)
class OptionView:
    value: str
    label: TextView
    checked: bool = False
    exclusive: bool = False
    specify: bool = False
    applies: bool = True


@dataclass(frozen=True)
class ProblemView:
    """`place` is the id of what it is about on the page of its section; `asks_comment` wants it explained there."""

    key: str
    number: str
    text: str
    is_error: bool
    place: str = ""
    asks_comment: bool = False


@dataclass(frozen=True)
class ConflictView:
    """Somebody else's answer, beside which the reader's own stays in the field."""

    theirs: tuple[str, ...]
    saved_at: Any
    comment: str = ""


@dataclass(frozen=True)
class RecordView:
    """A question of the previous report and its answer in words, for reading."""

    number: str
    text: TextView
    answer: tuple[str, ...]


@dataclass(frozen=True)
class EntryView:
    """One item of a repeat, or one document, in a list."""

    id: str
    title: str
    details: tuple[str, ...] = ()
    problems: tuple[ProblemView, ...] = ()


@dataclass(frozen=True)
class RowView:
    """One row of a grid with the questions of its columns; `total` adds up its numbers."""

    code: str
    label: TextView
    applies: bool
    cells: tuple["QuestionView", ...]
    total: str = ""


@dataclass(frozen=True)
class QuestionView:
    """One question on a page, ready to be drawn.

    `name` is what its fields are called: that of its answer, and inside an answer "answer.part" or "answer.row.column".
    `own` are the same question as single sectors answer it, called after them; `on_record` is what was
    answered before to the questions that it decides about.
    `typed` is what the fields hold, by the rest of their names; `settings` are the plain settings of its type.
    """

    name: str
    macro: str
    number: str
    text: TextView
    applies: bool = True
    guidance: TextView | None = None
    purpose: TextView | None = None
    why: TextView | None = None
    terms: tuple[tuple[TextView, TextView], ...] = ()
    required: bool = False
    options: tuple[OptionView, ...] = ()
    non_answers: tuple[OptionView, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple["QuestionView", ...] = ()
    rows: tuple[RowView, ...] = ()
    columns: tuple["QuestionView", ...] = ()
    totals: tuple[str, ...] = ()
    entries: tuple[EntryView, ...] = ()
    said: tuple[str, ...] = ()
    problems: tuple[ProblemView, ...] = ()
    revision: int = 0
    conflict: ConflictView | None = None
    asks_consent: bool = False
    consent: str = ""
    comment: str = ""
    own: tuple["QuestionView", ...] = ()
    on_record: tuple[RecordView, ...] = ()

    @property
    def asks_comment(self) -> bool:
        """Whether there is a field for a comment: something asks for one, or there is one."""
        return bool(self.comment) or any(problem.asks_comment for problem in self.problems)


@dataclass(frozen=True)
class AnswerView:
    """One answer in words, for reading; `own` are those of single sectors, by the sector's name."""

    key: str
    number: str
    text: TextView
    answer: tuple[str, ...]
    non_answer: str
    problems: tuple[ProblemView, ...] = ()
    documents: tuple[tuple[str, str], ...] = ()
    comments: tuple[str, ...] = ()
    own: tuple[tuple[str, tuple[str, ...]], ...] = ()
    on_record: tuple[RecordView, ...] = ()

    @property
    def asks_comment(self) -> bool:
        return any(problem.asks_comment for problem in self.problems)
