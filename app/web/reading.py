"""Answers in words, for the pages that only show them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from app.domain.answers import Files, Items, NonAnswer, Value
from app.domain.applicability import Applicability
from app.domain.carrying import gates
from app.domain.own_answers import Own
from app.domain.question_types import AnyQuestion, Repeat
from app.domain.questionnaire import Questionnaire, Section
from app.web.rendering import non_answer_label, text_view
from app.web.sectors import sector_name
from app.web.view_models import AnswerView, ProblemView, RecordView, TextView

NOTHING: Mapping[str, Value] = MappingProxyType({})
Address = Callable[[str], str]  # of a document, from its id


def answer_view(
    question: AnyQuestion,
    language: str,
    value: Value,
    problems: Sequence[ProblemView],
    comments: Mapping[str, str],
    address: Address,
    of_sectors: Sequence[Own] = (),
    on_record: tuple[RecordView, ...] = (),
) -> AnswerView:
    """`value` in words, for the pages that only show answers."""
    return AnswerView(
        key=question.key,
        number=question.number,
        text=text_view(question.text, language),
        answer=() if isinstance(value, Files) else question.for_print(value, language),
        documents=tuple(
            (file.title or file.name, address(file.id))
            for file in (value.files if isinstance(value, Files) else ())
        ),
        non_answer=non_answer_label(value) if isinstance(value, NonAnswer) else "",
        problems=tuple(problems),
        comments=tuple(_comments(question, language, value, comments)),
        own=tuple((sector_name(one.sector), _in_words(one, language)) for one in of_sectors),
        on_record=on_record,
    )


def records_under(
    questionnaire: Questionnaire, language: str, before: Mapping[str, Value]
) -> Mapping[str, tuple[RecordView, ...]]:
    """What is on record from the previous report, by the question that keeps it there; `before` is by question."""
    found = {
        gate.key: tuple(
            RecordView(one.number, text_view(one.text, language), _said(one, before[one.key], language))
            for one in questions
            if one.key in before
        )
        for gate, questions in gates(questionnaire)
    }
    return {key: records for key, records in found.items() if records}


def _said(question: AnyQuestion, value: Value, language: str) -> tuple[str, ...]:
    return (non_answer_label(value),) if isinstance(value, NonAnswer) else question.for_print(value, language)


def _in_words(own: Own, language: str) -> tuple[str, ...]:
    return _said(own.question, own.value, language)


def _comments(
    question: AnyQuestion, language: str, value: Value, comments: Mapping[str, str]
) -> Iterator[str]:
    """The comment on the answer, and those on the entries of a list, after what the entry is called."""
    if question.key in comments:
        yield comments[question.key]
    if isinstance(question, Repeat) and isinstance(value, Items):
        for item, parts in value.items:
            said = comments.get(f"{question.key}/{item}")
            if said:
                title = question.title_of(parts, language)
                yield f"{title}: {said}" if title else said


def answers_by_section(
    questionnaire: Questionnaire,
    language: str,
    found: Applicability,
    problems: Sequence[ProblemView] = (),
    of_sectors: Sequence[Own] = (),
    *,
    comments: Mapping[str, str],
    address: Address,
    carried: Mapping[str, Value] = NOTHING,
) -> list[tuple[Section, TextView, list[AnswerView]]]:
    """Every question that applies, in words, under its section.

    `comments` are those on the answers, by answer; `address` is where its documents are to be had;
    `carried` are the previous answers that it keeps on record.
    """
    by_key: dict[str, list[ProblemView]] = {}
    for problem in problems:
        by_key.setdefault(problem.key, []).append(problem)
    records = records_under(questionnaire, language, carried)
    sections = []
    for section in questionnaire.sections:
        views = [
            answer_view(
                question,
                language,
                found.values[question.key],
                by_key.get(question.key, ()),
                comments,
                address,
                [one for one in of_sectors if one.question.key == question.key],
                records.get(question.key, ()),
            )
            for question in section.questions
            if question.asks and question.key in found.keys
        ]
        if views:
            sections.append((section, text_view(section.title, language), views))
    return sections
