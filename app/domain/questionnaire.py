"""The typed model of a questionnaire definition: one document for file, editor, form, print and tabulation."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from app.domain.conditions import Condition
from app.domain.question_types import AnyQuestion, Question
from app.domain.question_types.base import Code, Part, QuestionKey, Term
from app.domain.text import Language, LocalizedText

QuestionnaireKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
SectionKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,19}$")]


class Section(Part):
    """A page of questions, usually answered by one ministry."""

    key: SectionKey
    title: LocalizedText
    introduction: LocalizedText | None = None
    minutes: int | None = Field(default=None, ge=1, le=240)
    sectors: tuple[Code, ...] = ()
    thematic_area: int | None = Field(default=None, ge=1, le=7)
    paragraph: str | None = Field(default=None, min_length=1, max_length=20)
    shown_when: Condition | None = None
    questions: tuple[Question, ...] = Field(min_length=1, max_length=400)

    @property
    def looks_back(self) -> bool:
        """Whether the answers of the cycle before matter: to a check, or to an option that carries them over."""
        return any(map(_looks_back, self.questions))


def _looks_back(question: AnyQuestion) -> bool:
    """Whether a check or an option does, of the question or of one inside it."""
    if any(option.carries_over for option in question.response_options()):
        return True
    inner = (getattr(question, name, ()) for name in ("parts", "columns", "questions"))
    return any(rule.looks_back for rule in question.checks) or any(
        _looks_back(one) for some in inner for one in some
    )


class Chapter(Part):
    """A chapter of the Commission's document, and the sections whose findings it holds."""

    title: LocalizedText
    sections: tuple[SectionKey, ...] = Field(min_length=1)


class ReportPlan(Part):
    """How the answers become the Commission's document."""

    title: LocalizedText
    mandate: LocalizedText
    chapters: tuple[Chapter, ...] = Field(min_length=1)


class Questionnaire(Part):
    """One edition of an instrument, for respondents of some `kinds`.

    `consent_question` is the single choice that sets the submission's consent; without an answer to it the answers
    are used in aggregated form only. `unreviewed` are languages whose translation nobody who speaks them natively has
    approved; what a reader of them is told is that the original prevails.
    """

    key: QuestionnaireKey
    title: LocalizedText
    short_title: LocalizedText | None = None
    mandate: LocalizedText | None = None
    introduction: LocalizedText | None = None
    languages: tuple[Language, ...] = Field(min_length=1)
    unreviewed: tuple[Language, ...] = ()
    terms: tuple[Term, ...] = ()
    kinds: tuple[Literal["member_state", "un_entity", "donor", "organization"], ...] = Field(
        default=("member_state",), min_length=1
    )
    consent_question: QuestionKey | None = None
    sections: tuple[Section, ...] = Field(min_length=1, max_length=100)
    report: ReportPlan

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """Every question and note by key, in the order asked."""
        return {question.key: question for _, question in self.walk()}

    @cached_property
    def section_by_key(self) -> Mapping[str, Section]:
        return {section.key: section for section in self.sections}

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The section that holds each question, by question key."""
        return {question.key: section for section, question in self.walk()}

    @cached_property
    def looks_back(self) -> bool:
        """Whether the answers of the cycle before matter anywhere."""
        return any(section.looks_back for section in self.sections)

    def is_unreviewed(self, language: str) -> bool:
        """Whether a reader of `language` reads a translation that nobody has approved yet."""
        return language in self.unreviewed and language in self.languages[1:]

    def walk(self) -> Iterator[tuple[Section, Question]]:
        """Every question with its section, in the order asked."""
        for section in self.sections:
            for question in section.questions:
                yield section, question

    def questions_asked(self) -> Iterator[Question]:
        """Every question in order, without the notes."""
        return (question for _, question in self.walk() if question.asks)

    def document(self) -> dict[str, Any]:
        """The definition as JSON values, which `model_validate` reads back to an equal questionnaire."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)
