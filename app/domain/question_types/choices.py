"""Questions answered by choosing: one option, several, or yes / planned / no."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from app.domain.answers import Choice, Choices, NonAnswer, Tabulated, Unparsed, Value
from app.domain.checks import Problem, error
from app.domain.errors import message
from app.domain.question_types.base import QuestionBase, ResponseOption, tabulate_common
from app.domain.text import LocalizedText

Options = Annotated[tuple[ResponseOption, ...], Field(min_length=2, max_length=200)]


def _label(options: Sequence[ResponseOption], code: str, language: str) -> str:
    return next((option.text.in_language(language) for option in options if option.code == code), code)


class _OneOption(QuestionBase):
    """Exactly one of the options."""

    def parse(self, posted: Sequence[str]) -> Value:
        reason = self.non_answer_posted(posted)
        if reason is not None:
            return reason
        if len(posted) == 1 and posted[0] in {option.code for option in self.response_options()}:
            return Choice(posted[0])
        return Unparsed(tuple(posted))

    def for_form(self, value: Value) -> tuple[str, ...]:
        match value:
            case Choice(option):
                return (option,)
            case NonAnswer() if value is not NonAnswer.NOT_ANSWERED:
                return (value.value,)
            case Unparsed(typed):
                return typed
        return ()

    def for_print(self, value: Value, language: str) -> tuple[str, ...]:
        match value:
            case Choice(option):
                return (_label(self.response_options(), option, language),)
            case Unparsed(typed):
                return typed
        return ()

    def tabulate(self, value: Value) -> tuple[Tabulated, ...]:
        if isinstance(value, Choice):
            return (Tabulated(kind="choice", choice=value.option),)
        return tabulate_common(value) or (_unreadable_is_unanswered())

    def check(self, value: Value) -> tuple[Problem, ...]:
        return (self.unreadable(),) if isinstance(value, Unparsed) else ()


class SingleChoice(_OneOption):
    """One of the options written in the definition."""

    type: Literal["single_choice"]
    options: Options

    def response_options(self) -> tuple[ResponseOption, ...]:
        return self.options


_YES_PLANNED_NO = (
    ResponseOption(
        code="yes",
        text=LocalizedText({"en": "Yes", "ar": "نعم", "fr": "Oui", "es": "Sí", "ru": "Да", "zh": "是"}),
    ),
    ResponseOption(
        code="planned",
        text=LocalizedText(
            {
                "en": "No, but planned",
                "ar": "لا، ولكن ذلك مخطط له",
                "fr": "Non, mais prévu",
                "es": "No, pero está previsto",
                "ru": "Нет, но планируется",
                "zh": "否，但已有计划",
            }
        ),
    ),
    ResponseOption(
        code="no",
        text=LocalizedText({"en": "No", "ar": "لا", "fr": "Non", "es": "No", "ru": "Нет", "zh": "否"}),
    ),
)


class YesNoPlanned(_OneOption):
    """List YPN of the content: yes; no, but planned; no. *Planned* is an answer and never counts as yes."""

    type: Literal["yes_no_planned"]
    non_answers: tuple[Literal["no_information", "not_applicable"], ...] = ("no_information",)

    def response_options(self) -> tuple[ResponseOption, ...]:
        return _YES_PLANNED_NO


class MultipleChoice(QuestionBase):
    """Any number of the options; an exclusive option or a non-answer stands alone."""

    type: Literal["multiple_choice"]
    options: Options

    def response_options(self) -> tuple[ResponseOption, ...]:
        return self.options

    def parse(self, posted: Sequence[str]) -> Value:
        reason = self.non_answer_posted(posted)
        if reason is not None:
            return reason
        chosen = {text for text in posted if text.strip()}
        in_order = tuple(option.code for option in self.options if option.code in chosen)
        return Choices(in_order) if len(in_order) == len(chosen) else Unparsed(tuple(posted))

    def for_form(self, value: Value) -> tuple[str, ...]:
        match value:
            case Choices(options):
                return options
            case NonAnswer() if value is not NonAnswer.NOT_ANSWERED:
                return (value.value,)
            case Unparsed(typed):
                return typed
        return ()

    def for_print(self, value: Value, language: str) -> tuple[str, ...]:
        match value:
            case Choices(options):
                return tuple(_label(self.options, option, language) for option in options)
            case Unparsed(typed):
                return typed
        return ()

    def tabulate(self, value: Value) -> tuple[Tabulated, ...]:
        if isinstance(value, Choices):
            return tuple(
                Tabulated(kind="choice", choice=option, position=position)
                for position, option in enumerate(value.options)
            )
        return tabulate_common(value) or (_unreadable_is_unanswered())

    def check(self, value: Value) -> tuple[Problem, ...]:
        if isinstance(value, Unparsed):
            return (self.unreadable(),)
        if isinstance(value, Choices) and len(value.options) > 1:
            exclusive = [
                option for option in self.options if option.exclusive and option.code in value.options
            ]
            if exclusive:
                text = exclusive[0].text.in_language("en")
                return (
                    error(
                        self.key,
                        message(
                            "Choose “%(option)s” alone, or take it out and keep the others.", option=text
                        ),
                    ),
                )
        return ()

    def unreadable(self) -> Problem:
        return error(
            self.key,
            message("Choose either the options that apply, or the reason why there is no answer, not both."),
        )


def _unreadable_is_unanswered() -> tuple[Tabulated, ...]:
    """An `Unparsed` value never reaches a snapshot (it blocks submission); in drafts it counts as no answer."""
    return (Tabulated(kind="non_answer", non_answer=NonAnswer.NOT_ANSWERED.value),)
