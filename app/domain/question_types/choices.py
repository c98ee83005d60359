"""Questions answered by choosing: one option, several, a rank order, or yes / planned / no."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from app.domain.answers import Choice, Choices, Ranked, Tabulated
from app.domain.checks import Problem, error
from app.domain.errors import message
from app.domain.question_types.base import QuestionBase, ResponseOption, V, Variable, labels
from app.domain.question_types.hearing import Hearing
from app.domain.question_types.lists import YES_PLANNED_NO
from app.domain.question_types.placeholders import blank_options
from app.domain.text import count_words
from app.domain.typed import Typed

Options = Annotated[tuple[ResponseOption, ...], Field(min_length=2, max_length=500)]
SPECIFIED = "specified"
MOST_SPECIFIED = 50  # words beside "other"


def _specified(typed: Typed) -> str:
    return " ".join(typed.get(SPECIFIED, ())).strip()


def _with_specified(texts: tuple[str, ...], specified: str) -> Typed:
    return {"": texts} | ({SPECIFIED: (specified,)} if specified else {})


class _Choosing(QuestionBase[V]):
    """What single and multiple choices share."""

    def variables(self) -> tuple[Variable, ...]:
        report = self.report
        return (
            Variable(options=self.response_options(), counts=report.counts, counts_all=report.counts_all),
        )

    def _word(self, code: str, specified: str, language: str) -> str:
        word = labels(self.response_options(), language).get(code, code)
        takes_more = any(option.specify for option in self.response_options() if option.code == code)
        return f"{word}: {specified}" if takes_more and specified else word

    def _too_long(self, specified: str) -> Iterator[Problem]:
        if count_words(specified) > MOST_SPECIFIED:
            text = message("Shorten what you wrote beside “other” to %(limit)d words.", limit=MOST_SPECIFIED)
            yield error(self.key, text)

    def specifying(self) -> tuple[str, ...]:
        """The options beside which something may be written."""
        return tuple(option.code for option in self.response_options() if option.specify)


class OneOption(_Choosing[Choice]):
    """Exactly one of the options."""

    heard_as: ClassVar[Hearing] = "code"

    def read(self, typed: Typed) -> Choice | None:
        codes, specified = typed.get("", ()), _specified(typed)
        # written without the option ticked: that is what is meant
        if not codes and specified and len(self.specifying()) == 1:
            return Choice(self.specifying()[0], specified)
        known = {option.code for option in self.response_options()}
        return Choice(codes[0], specified) if len(codes) == 1 and codes[0] in known else None

    def written(self, value: Choice) -> Typed:
        return _with_specified((value.option,), value.specified)

    def words(self, value: Choice, language: str) -> tuple[str, ...]:
        return (self._word(value.option, value.specified, language),)

    def observed(self, value: Choice) -> tuple[Tabulated, ...]:
        return (Tabulated(kind="choice", choice=value.option),)

    def problems(self, value: Choice) -> Iterator[Problem]:
        yield from self._too_long(value.specified)


class SingleChoice(OneOption):
    """One of the options written in the definition."""

    type: Literal["single_choice"]
    options: Options

    @classmethod
    def least(cls, languages: Sequence[str]) -> dict[str, Any]:
        return {"options": blank_options(2, languages)}

    def response_options(self) -> tuple[ResponseOption, ...]:
        return self.options


class YesNoPlanned(OneOption):
    """List YPN of the content: yes; no, but planned; no. *Planned* is an answer and never counts as yes."""

    type: Literal["yes_no_planned"]
    non_answers: tuple[Literal["no_information", "not_applicable"], ...] = ("no_information",)

    def response_options(self) -> tuple[ResponseOption, ...]:
        return YES_PLANNED_NO


class _SeveralOptions(_Choosing[V]):
    options: Options
    at_least: int | None = Field(default=None, ge=1)
    at_most: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        if not (self.at_least or 1) <= (self.at_most or len(self.options)) <= len(self.options):
            raise ValueError("at_least and at_most must be in order and within the number of options")
        return self

    @classmethod
    def least(cls, languages: Sequence[str]) -> dict[str, Any]:
        return {"options": blank_options(2, languages)}

    def response_options(self) -> tuple[ResponseOption, ...]:
        return self.options

    def variables(self) -> tuple[Variable, ...]:
        return tuple(replace(variable, several=True) for variable in super().variables())

    def effort(self) -> float:
        return 1

    def _counted(self, codes: tuple[str, ...]) -> tuple[Tabulated, ...]:
        return tuple(
            Tabulated(kind="choice", choice=code, position=position) for position, code in enumerate(codes)
        )

    def _number_problems(self, codes: tuple[str, ...]) -> Iterator[Problem]:
        if self.at_least is not None and len(codes) < self.at_least:
            yield error(self.key, message("Choose at least %(number)d.", number=self.at_least))
        if self.at_most is not None and len(codes) > self.at_most:
            yield error(self.key, message("Choose at most %(number)d.", number=self.at_most))


class MultipleChoice(_SeveralOptions[Choices]):
    """Any number of the options; an exclusive option or a non-answer stands alone."""

    heard_as: ClassVar[Hearing] = "codes"

    type: Literal["multiple_choice"]

    def read(self, typed: Typed) -> Choices | None:
        chosen = set(typed.get("", ()))
        specified = _specified(typed)
        if specified and len(self.specifying()) == 1:
            chosen.add(self.specifying()[0])
        in_order = tuple(option.code for option in self.options if option.code in chosen)
        return Choices(in_order, specified) if in_order and len(in_order) == len(chosen) else None

    def written(self, value: Choices) -> Typed:
        return _with_specified(value.options, value.specified)

    def words(self, value: Choices, language: str) -> tuple[str, ...]:
        return tuple(self._word(code, value.specified, language) for code in value.options)

    def observed(self, value: Choices) -> tuple[Tabulated, ...]:
        return self._counted(value.options)

    def problems(self, value: Choices) -> Iterator[Problem]:
        exclusive = [option for option in self.options if option.exclusive and option.code in value.options]
        if exclusive and len(value.options) > 1:
            text = exclusive[0].text.in_language("en")
            alone = message("Choose “%(option)s” alone, or take it out and keep the others.", option=text)
            yield error(self.key, alone)
        elif not exclusive:
            yield from self._number_problems(value.options)
        yield from self._too_long(value.specified)

    def unreadable(self) -> Problem:
        text = message(
            "Choose either the options that apply, or the reason why there is no answer, not both."
        )
        return error(self.key, text)


class Ranking(_SeveralOptions[Ranked]):
    """The options that matter most, in order: each rank is one field, 1 to `at_most`."""

    heard_as: ClassVar[Hearing] = "ranks"

    type: Literal["ranking"]

    def ranks(self) -> int:
        return self.at_most or len(self.options)

    def read(self, typed: Typed) -> Ranked | None:
        ranked = [(int(name), texts) for name, texts in typed.items() if name.isdecimal() and len(name) < 4]
        codes = tuple(texts[0] for _, texts in sorted(ranked))
        known = {option.code for option in self.options}
        complete = len(ranked) == len(typed) and all(len(texts) == 1 for _, texts in ranked)
        return Ranked(codes) if complete and set(codes) <= known and len(set(codes)) == len(codes) else None

    def written(self, value: Ranked) -> Typed:
        return {str(rank): (code,) for rank, code in enumerate(value.options, start=1)}

    def words(self, value: Ranked, language: str) -> tuple[str, ...]:
        known = labels(self.options, language)
        return tuple(f"{rank}. {known.get(code, code)}" for rank, code in enumerate(value.options, start=1))

    def observed(self, value: Ranked) -> tuple[Tabulated, ...]:
        return self._counted(value.options)

    def problems(self, value: Ranked) -> Iterator[Problem]:
        yield from self._number_problems(value.options)

    def unreadable(self) -> Problem:
        return error(self.key, message("Give each rank once, and each option one rank at most."))
