"""What every question has, and what every question type can do."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, Literal, TypeVar, cast, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.domain.answers import NonAnswer, NotAsked, Tabulated, Unparsed, Value, tabulate_missing
from app.domain.checks import Problem, Rule, error
from app.domain.conditions import Condition, Heard
from app.domain.errors import message
from app.domain.question_types.hearing import Hearing, Standing
from app.domain.text import MADE_FROM, LocalizedText
from app.domain.typed import Typed, alone, given

QuestionKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,39}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]{0,39}$")]
PossibleNonAnswer = Literal["no_information", "not_applicable"]
Consent = Literal["publish", "attribute", "aggregate"]
V = TypeVar("V")
OPTION = "="  # before the code of an option, in the paths of what is hidden


class Part(BaseModel):
    """Base of everything in a definition: unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Term(Part):
    """A word and what the questionnaire means by it."""

    term: LocalizedText
    meaning: LocalizedText


class ResponseOption(Part):
    """One answer to choose. An `exclusive` one excludes all others of a multiple choice.

    With `specify` the respondent writes what is meant ("other, specify"). With `carries_over` it says that there is
    nothing new: the questions of the section that it hides keep their answers of the previous report on record.
    """

    code: Code
    text: LocalizedText
    exclusive: bool = False
    specify: bool = False
    carries_over: bool = False
    shown_when: Condition | None = None


class Reporting(Part):
    """How the Commission's document shows the question.

    `statement` completes "… of responding States reported that"; `counts` are the options that make it true, any one
    of them, `counts_all` those that make it true together: in one answer, or in the entries of one list.
    `by` asks for the replies of each regional group beside the total. `unattributed` keeps the names of States away
    from what is quoted: problems are told so.
    """

    shown_as: Literal["table", "bar", "stacked", "heat", "quotations", "list", "none"] = Field(
        default="table", alias="as"
    )
    statement: LocalizedText | None = None
    counts: tuple[Code, ...] = ()
    counts_all: tuple[Code, ...] = ()
    by: Literal["regional_group"] | None = None
    unattributed: bool = False


@dataclass(frozen=True)
class Variable:
    """One thing that is counted: a question, one part of it, or one row of a grid.

    `per` is what one reply to it is: a national report, or one item of a repeat. `counts` are the options that make
    the statement of the question, part or column true, `counts_all` those that do so together.
    """

    part: str = ""
    row: str = ""
    label: LocalizedText | None = None
    options: tuple[ResponseOption, ...] = ()
    counts: tuple[str, ...] = ()
    counts_all: tuple[str, ...] = ()
    several: bool = False
    numbers: bool = False
    per: Literal["report", "item"] = "report"


@dataclass(frozen=True)
class Child:
    """A question inside a question, the name of its fields there, and its present value."""

    name: str
    question: "QuestionBase[Any]"
    value: Value


class QuestionBase(Part, Generic[V]):
    """The shared part of every question. `number` is what is printed ("B.7"); `key` is the identity.

    A part of a compound, a column of a grid and a question of a repeat are questions too; they need no number.
    `own_answers` are the sectors that answer it themselves too, beside the settled answer of the State.
    A type says how its kind of value `V` is read, written, put into words, observed and checked; non-answers and what
    cannot be read are the same for all types and handled here.
    """

    stands: ClassVar[Standing] = "anywhere"
    heard_as: ClassVar[Hearing] = "later"

    key: QuestionKey
    type: str
    number: str = Field(default="", max_length=12)
    text: LocalizedText
    guidance: LocalizedText | None = None
    purpose: LocalizedText | None = None
    why: LocalizedText | None = None
    terms: tuple[Term, ...] = ()
    concept: Code | None = None
    thematic_area: int | None = Field(default=None, ge=1, le=7)
    paragraph: str | None = Field(default=None, min_length=1, max_length=20)
    shown_when: Condition | None = None
    required: bool = False
    sectors: tuple[Code, ...] = ()
    own_answers: tuple[Code, ...] = ()
    minutes: int | None = Field(default=None, ge=1, le=240)
    non_answers: tuple[PossibleNonAnswer, ...] = ()
    consent: Literal["ask"] | Consent | None = None
    checks: tuple[Rule, ...] = ()
    report: Reporting = Reporting()

    @classmethod
    def named(cls) -> str:
        """The name of the type, as definitions write it."""
        return str(get_args(cls.model_fields["type"].annotation)[0])

    @classmethod
    def blank(cls, key: str, text: Mapping[str, str]) -> dict[str, Any]:
        """The smallest definition of a question of this type that loads, as JSON; `text` is as a document has it."""
        languages = tuple(name for name in text if name != MADE_FROM)
        return {"key": key, "type": cls.named(), "text": dict(text)} | cls.least(languages)

    @classmethod
    def least(cls, languages: Sequence[str]) -> dict[str, Any]:
        """What a definition needs beyond key, type and text, with placeholders in these languages."""
        return {}

    @property
    def asks(self) -> bool:
        """Whether there is anything to answer; a note asks nothing."""
        return True

    @property
    def counted(self) -> bool:
        """Whether the answer is tabulated; what names a person never is."""
        return True

    def response_options(self) -> tuple[ResponseOption, ...]:
        """The options to choose from; none for numbers, texts and notes."""
        return ()

    def variables(self) -> tuple[Variable, ...]:
        """What is counted of an answer, in the order of the definition."""
        return (Variable(),)

    def children(self, value: Value) -> tuple[Child, ...]:
        """The questions inside this one, for those made of others."""
        return ()

    def effort(self) -> float:
        """The minutes that an answer usually takes: reading and choosing, where a type does not say otherwise."""
        return 0.5

    def time_needed(self) -> float:
        """The minutes that the definition gives, else what such an answer usually takes."""
        return self.effort() if self.minutes is None else self.minutes

    def sample(self) -> Typed:
        """What somebody might type, for demonstrations; nothing where a type has no use for a fixed one."""
        return {}

    def merge(self, held: Value, posted: Value) -> Value:
        """What a save of `posted` leaves: `posted`, except where the answer is a list that pages change one by one."""
        return posted

    def scopes(self, value: Value) -> tuple[tuple[str, Mapping[str, Value]], ...]:
        """The places at which a check that looks at parts is made: the compound, each row, each item."""
        return ()

    # ----------------------------------------------------------------------------------- what a type has to say

    @abstractmethod
    def read(self, typed: Typed) -> V | None:
        """The value of what was typed, which is not blank and no non-answer; None if it cannot be read."""

    @abstractmethod
    def written(self, value: V) -> Typed:
        """What the fields hold for a value that `read` made."""

    @abstractmethod
    def words(self, value: V, language: str) -> tuple[str, ...]:
        """A value in words, one string per paragraph or chosen option."""

    @abstractmethod
    def observed(self, value: V) -> tuple[Tabulated, ...]:
        """The observations that count a value: for each variable exactly one with position 0."""

    def problems(self, value: V) -> Iterator[Problem]:
        """What is wrong with a value."""
        return iter(())

    def unreadable(self) -> Problem:
        """The problem of what cannot be read; types with more to say override it."""
        return error(self.key, message("Answer this question again: what was entered cannot be read."))

    def hidden(self, value: Value, heard: Heard) -> frozenset[str]:
        """What inside this question does not apply: names of fields, and `=code` for options."""
        return frozenset(
            OPTION + option.code
            for option in self.response_options()
            if option.shown_when is not None and not option.shown_when.holds(heard)
        )

    def without(self, value: Value, hidden: frozenset[str]) -> Value:
        """`value` with *not asked* in the place of what does not apply; the same for types without parts."""
        return value

    # ------------------------------------------------------------------------------------ the same for all types

    def parse(self, typed: Typed) -> Value:
        """The value of what a form posted. Never raises: what cannot be read is `Unparsed`."""
        posted = given(typed)
        if not posted:
            return NonAnswer.NOT_ANSWERED
        reasons = [text.strip() for text in posted.get("", ()) if text.strip() in self.non_answers]
        if reasons:
            alone_posted = len(posted) == 1 and len(posted[""]) == 1
            return NonAnswer(reasons[0]) if alone_posted else Unparsed(posted)
        value = self.read(posted)
        return cast("Value", value) if value is not None else Unparsed(posted)

    def for_form(self, value: Value) -> Typed:
        """What the form's fields show for `value`: the inverse of `parse`."""
        match value:
            case NonAnswer():
                return {} if value is NonAnswer.NOT_ANSWERED else alone(value.value)
            case NotAsked():
                return {}
            case Unparsed(typed):
                return typed
        return self.written(cast("V", value))

    def for_print(self, value: Value, language: str) -> tuple[str, ...]:
        """`value` in words, one string per paragraph or chosen option; empty for a non-answer."""
        match value:
            case NonAnswer() | NotAsked():
                return ()
            case Unparsed():
                return value.texts()
        return self.words(cast("V", value), language)

    def tabulate(self, value: Value) -> tuple[Tabulated, ...]:
        """The observations that count `value`; a reply without a value has one for each variable."""
        match value:
            case NonAnswer() | NotAsked():
                return self.missing(value)
            case Unparsed():  # never reaches a snapshot: it blocks submission
                return self.missing(NonAnswer.NOT_ANSWERED)
        return self.observed(cast("V", value))

    def missing(self, reason: NonAnswer | NotAsked) -> tuple[Tabulated, ...]:
        return tuple(
            tabulate_missing(reason, variable.part, variable.row)
            for variable in self.variables()
            if variable.per == "report"
        )

    def check(self, value: Value) -> tuple[Problem, ...]:
        """What is wrong with `value`, beyond being absent."""
        match value:
            case NonAnswer() | NotAsked():
                return ()
            case Unparsed():
                return (self.unreadable(),)
        return tuple(self.problems(cast("V", value)))


AnyQuestion = QuestionBase[Any]
if TYPE_CHECKING:  # as what is inside is read, the package knows when it has found all types
    SimpleQuestion = AnyQuestion
    ItemQuestion = AnyQuestion


def labels(options: Sequence[ResponseOption], language: str) -> Mapping[str, str]:
    return {option.code: option.text.in_language(language) for option in options}
