"""Questions as templates see them: definition and answer → view model; one macro per question type."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from flask import Flask
from flask_babel import gettext

from app.domain.answers import Cells, Files, Items, NonAnswer, Parts, Value, WrittenText
from app.domain.checks import Problem, Severity
from app.domain.errors import Message
from app.domain.question_types import AnyQuestion, Attachment, Computed, Grid, Repeat
from app.domain.question_types.base import OPTION, QuestionBase, ResponseOption
from app.domain.question_types.compound import strip
from app.domain.question_types.numbers import CURRENCIES, AmountQuestion, plain
from app.domain.questionnaire import Questionnaire
from app.domain.text import LocalizedText, count_words
from app.web.languages import translate
from app.web.view_models import (
    EntryView,
    OptionView,
    ProblemView,
    QuestionView,
    RowView,
    TextView,
)

# The macro of templates/questions.html that draws each question type.
RENDERERS: Mapping[str, str] = {
    "single_choice": "one_option",
    "yes_no_planned": "one_option",
    "scale": "one_option",
    "multiple_choice": "several_options",
    "ranking": "ranking",
    "whole_number": "number",
    "decimal": "number",
    "percentage": "number",
    "year": "number",
    "amount": "amount",
    "date": "date",
    "date_range": "date_range",
    "period": "line",
    "short_text": "line",
    "email": "line",
    "web_address": "line",
    "text": "written",
    "contact": "contact",
    "declaration": "declaration",
    "note": "note",
    "compound": "compound",
    "grid": "grid",
    "repeat": "repeat",
    "attachment": "attachment",
    "computed": "computed",
}
NOTHING: frozenset[str] = frozenset()
_SHARED = frozenset(QuestionBase.model_fields) | {"type", "options", "rows", "columns", "parts", "questions"}


def install(app: Flask) -> None:
    app.jinja_env.globals["new_key"] = lambda: secrets.token_hex(16)


def text_view(text: LocalizedText, language: str) -> TextView:
    return TextView(text.in_language(language), text.language_for(language))


def non_answer_label(reason: str) -> str:
    """What a reader sees where there is no value."""
    labels = {
        NonAnswer.NO_INFORMATION: gettext("No information available"),
        NonAnswer.NOT_APPLICABLE: gettext("Not applicable"),
        NonAnswer.NOT_ANSWERED: gettext("Not answered"),
    }
    return str(labels[NonAnswer(reason)])


def problem_view(problem: Problem, questionnaire: Questionnaire, language: str) -> ProblemView:
    said = problem.message
    key = problem.question_key
    return ProblemView(
        key=key,
        number=questionnaire.by_key[key].number,
        text=translate(said) if isinstance(said, Message) else said.in_language(language),
        is_error=problem.severity is Severity.ERROR,
        place=f"{key}.{problem.field}" if problem.field else key,
        asks_comment=problem.severity is Severity.WARNING,
    )


def question_view(
    question: AnyQuestion,
    language: str,
    *,
    name: str,
    value: Value,
    hidden: frozenset[str] = NOTHING,
    applies: bool = True,
    problems: Sequence[ProblemView] = (),
) -> QuestionView:
    """`question` with its present answer; `hidden` is what does not apply inside it."""
    typed = question.for_form(value)
    own = typed.get("", ())
    codes = {option.code for option in question.response_options()} | set(question.non_answers)
    free = {field: texts[0] for field, texts in typed.items() if texts and (field or texts[0] not in codes)}
    view = QuestionView(
        name=name,
        macro=RENDERERS[question.type],
        number=question.number,
        text=text_view(question.text, language),
        applies=applies,
        guidance=_maybe(question.guidance, language),
        purpose=_maybe(question.purpose, language),
        why=_maybe(question.why, language),
        terms=tuple(
            (text_view(one.term, language), text_view(one.meaning, language)) for one in question.terms
        ),
        required=question.required,
        options=_options(question.response_options(), own, hidden, language),
        non_answers=tuple(
            OptionView(reason, TextView(non_answer_label(reason), ""), reason in own, exclusive=True)
            for reason in question.non_answers
        ),
        typed=free,
        settings=_settings(question, value, language),
        problems=tuple(problems),
        asks_consent=question.consent == "ask",
    )
    return _with_inside(view, question, value, hidden, language)


def _maybe(text: LocalizedText | None, language: str) -> TextView | None:
    return text_view(text, language) if text else None


def _options(
    options: Sequence[ResponseOption], chosen: Sequence[str], hidden: frozenset[str], language: str
) -> tuple[OptionView, ...]:
    return tuple(
        OptionView(
            option.code,
            text_view(option.text, language),
            option.code in chosen,
            option.exclusive,
            option.specify,
            OPTION + option.code not in hidden,
        )
        for option in options
    )


def _settings(question: AnyQuestion, value: Value, language: str) -> Mapping[str, Any]:
    """The settings of the type as they are written, with texts in the language of the page."""
    found: dict[str, Any] = {"type": question.type, "heard_as": question.heard_as}
    for name in type(question).model_fields.keys() - _SHARED:
        setting = getattr(question, name)
        found[name] = text_view(setting, language) if isinstance(setting, LocalizedText) else setting
    if isinstance(value, WrittenText):
        found["words"] = count_words(value.text)
    if isinstance(question, AmountQuestion):
        found["currencies"] = CURRENCIES
    return found


def _with_inside(
    view: QuestionView, question: AnyQuestion, value: Value, hidden: frozenset[str], language: str
) -> QuestionView:
    """The view with what is inside the question: rows and columns, entries of a list, parts."""
    match question:
        case Grid():
            return _with_rows(view, question, value, hidden, language)
        case Repeat():
            return replace(view, entries=_entries(question, value, view.problems, language))
        case Attachment():
            files = value.files if isinstance(value, Files) else ()
            return replace(
                view,
                entries=tuple(
                    _document(file.id, file.title or file.name, file.name, file.size) for file in files
                ),
            )
        case Computed():
            return replace(view, said=question.for_print(value, language))
    return replace(
        view, parts=child_views(view.name, question.children(value), hidden, language, view.problems)
    )


def child_views(
    name: str,
    children: Sequence[Any],
    hidden: frozenset[str],
    language: str,
    problems: Sequence[ProblemView] = (),
) -> tuple[QuestionView, ...]:
    """The questions inside an answer called `name`, with the problems that are theirs."""
    views = []
    for child in children:
        own = f"{name}.{child.name}"
        inside = frozenset((*strip(hidden, child.name), *_hidden_options(hidden, child.name)))
        theirs = [
            problem for problem in problems if problem.place == own or problem.place.startswith(f"{own}.")
        ]
        views.append(
            question_view(
                child.question,
                language,
                name=own,
                value=child.value,
                hidden=inside,
                applies=child.name not in hidden,
                problems=theirs,
            )
        )
    return tuple(views)


def _hidden_options(hidden: frozenset[str], name: str) -> list[str]:
    return [path.removeprefix(name) for path in hidden if path.startswith(name + OPTION)]


def _with_rows(
    view: QuestionView, grid: Grid, value: Value, hidden: frozenset[str], language: str
) -> QuestionView:
    cells = child_views(view.name, grid.children(value), hidden, language, view.problems)
    # What does not apply keeps what was typed, but counts for nothing.
    counted = grid.without(value, hidden)
    width = len(grid.columns)
    rows = []
    for at, row in enumerate(grid.rows):
        parts = counted.row(row.code) if isinstance(counted, Cells) else Parts()
        total = grid.row_total(parts) if isinstance(parts, Parts) else Decimal(0)
        rows.append(
            RowView(
                row.code,
                text_view(row.text, language),
                row.code not in hidden,
                cells[at * width : (at + 1) * width],
                plain(total) if grid.totals in ("rows", "both") else "",
            )
        )
    columns = tuple(
        question_view(column, language, name=column.key, value=NonAnswer.NOT_ANSWERED)
        for column in grid.columns
    )
    adds_down = grid.totals in ("columns", "both")
    totals = (
        tuple(plain(grid.column_total(counted, column.key)) for column in grid.columns) if adds_down else ()
    )
    return replace(view, rows=tuple(rows), columns=columns, totals=totals)


def _entries(
    repeat: Repeat, value: Value, problems: Sequence[ProblemView], language: str
) -> tuple[EntryView, ...]:
    held = value.items if isinstance(value, Items) else ()
    return tuple(
        EntryView(
            item,
            repeat.title_of(parts, language),
            problems=tuple(one for one in problems if one.place.split(".")[1:2] == [item]),
        )
        for item, parts in held
    )


def _document(file_id: str, title: str, name: str, size: int) -> EntryView:
    return EntryView(file_id, title, details=(name, _in_kilobytes(size)))


def _in_kilobytes(size: int) -> str:
    return str(gettext("%(size)d kB", size=max(1, round(size / 1000))))
