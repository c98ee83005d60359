"""A draft as officials will see it: any kind of respondent, any language, any width, with sample answers or none."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from flask import get_template_attribute, render_template, request
from flask_babel import gettext
from markupsafe import Markup

from app.domain.answers import About, NonAnswer
from app.domain.applicability import Applicability, applicability
from app.domain.in_words import fact_name
from app.domain.outline import outline
from app.domain.policy import Action, RegionalGroup, RespondentKind
from app.domain.progress import problems_of
from app.domain.question_types import AnyQuestion, Attachment, Computed, Repeat
from app.domain.questionnaire import Questionnaire, Section
from app.domain.sampling import sample_answers
from app.questionnaires.forms.previewing import ANSWERS, WIDTHS, Look
from app.questionnaires.views.shared import blueprint, open_draft, place_of
from app.web.access import action
from app.web.clock import now
from app.web.languages import language_name, locale_code, speaking, text_direction, translate
from app.web.rendering import problem_view, question_view, text_view
from app.web.view_models import ProblemView, QuestionView, TextView

NAMES: Mapping[str, str] = {"en": "Sample respondent", "ar": "مجيب نموذجي"}


@dataclass(frozen=True)
class Choice:
    """One setting of the preview: a list to choose from."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class Shown:
    """One section as it is drawn. `asked` says whether it is asked of such a respondent at all."""

    key: str
    title: TextView
    introduction: TextView | None
    questions: tuple[QuestionView, ...]
    conditions: Mapping[str, Any]
    asked: bool


@blueprint.get("/<key>/draft/preview")
@action(Action.EDIT_QUESTIONNAIRES)
def preview(key: str) -> str:
    """One section, drawn as the official sees it. Nothing that is typed there is saved."""
    draft = open_draft(key)
    look = Look.of(request.args, draft.definition, locale_code())
    return render_template(
        "questionnaires/preview.html",
        draft=draft,
        title=draft.name(()),
        look=look,
        choices=choices_of(draft.definition, look),
        frame=frame(draft.definition, look),
        flow=text_direction(look.language),
        place_of=place_of,
        sections=steps(draft.definition, look),
    )


def choices_of(questionnaire: Questionnaire, look: Look) -> tuple[Choice, ...]:
    """What can be chosen above the preview."""
    sections = [
        (one.key, f"{one.key}. {one.title.in_language(locale_code())}") for one in questionnaire.sections
    ]
    groups = [("", gettext("None")), *((str(one), _name(one)) for one in RegionalGroup)]
    widths = {"full": gettext("Wide"), "768": gettext("Tablet (768)"), "390": gettext("Telephone (390)")}
    answers = {"none": gettext("Empty"), "sample": gettext("With sample answers")}
    return (
        Choice("section", gettext("Section"), tuple(sections), look.section),
        Choice("kind", gettext("As"), tuple((str(one), _name(one)) for one in RespondentKind), look.kind),
        Choice("group", gettext("Regional group"), tuple(groups), look.group),
        Choice(
            "language",
            gettext("Language"),
            tuple((code, language_name(code)) for code in questionnaire.languages),
            look.language,
        ),
        Choice("width", gettext("Width"), tuple((one, widths[one]) for one in WIDTHS), look.width),
        Choice("answers", gettext("Answers"), tuple((one, answers[one]) for one in ANSWERS), look.answers),
    )


def _name(one: str) -> str:
    return translate(fact_name(one))


def steps(questionnaire: Questionnaire, look: Look) -> Mapping[str, Mapping[str, str] | None]:
    """The previews of the section before and after, as addresses take them."""
    keys = [section.key for section in questionnaire.sections]
    at = keys.index(look.section)
    return {
        "before": asdict(replace(look, section=keys[at - 1])) if at else None,
        "after": asdict(replace(look, section=keys[at + 1])) if at + 1 < len(keys) else None,
    }


def frame(questionnaire: Questionnaire, look: Look, comments: Mapping[str, str] | None = None) -> Markup:
    """The section in the language that was chosen, the words around the questions too where the site has them.

    `comments`, where there can be any, are what was typed beside each question.
    """
    with speaking(look.language):
        drawn: Markup = get_template_attribute("questionnaires/frames.html", "section")(
            shown(questionnaire, look), comments
        )
    return drawn


def shown(questionnaire: Questionnaire, look: Look) -> Shown:
    section = questionnaire.section_by_key[look.section]
    names: dict[str, str] = {code: NAMES.get(code, NAMES["en"]) for code in questionnaire.languages}
    about = About(look.kind, look.group, names, now().date())
    answers = sample_answers(questionnaire, look.language) if look.answers == "sample" else {}
    found = applicability(questionnaire, answers, about)
    problems: dict[str, list[ProblemView]] = {}
    for problem in problems_of(questionnaire, found, section=section) if answers else ():
        view = problem_view(problem, questionnaire, look.language)
        problems.setdefault(problem.question_key, []).append(view)
    return Shown(
        section.key,
        text_view(section.title, look.language),
        text_view(section.introduction, look.language) if section.introduction else None,
        tuple(
            _question(one, look.language, found, answers.get(one.key), problems.get(one.key, ()))
            for one in section.questions
        ),
        _conditions(questionnaire, section, found),
        any(one.key in found.keys for one in section.questions),
    )


def _question(
    question: AnyQuestion, language: str, found: Applicability, value: Any, problems: Sequence[ProblemView]
) -> QuestionView:
    held = NonAnswer.NOT_ANSWERED if value is None else value
    if isinstance(question, Computed):
        held = found.values.get(question.key, held)
    return question_view(
        question,
        language,
        name=question.key,
        value=held,
        hidden=found.hidden_in(question.key),
        applies=question.key in found.keys,
        problems=problems,
    )


def _conditions(questionnaire: Questionnaire, section: Section, found: Applicability) -> Mapping[str, Any]:
    """What the browser needs to show at once what applies."""
    about = outline(section)
    lists = {question.key for question in section.questions if isinstance(question, Repeat | Attachment)}
    elsewhere = {
        key
        for key in about.looks_at
        if key in questionnaire.section_of and questionnaire.section_of[key].key != section.key
    }
    answers = {key: found.values[key].for_json() for key in sorted(lists | elsewhere) if key in found.keys}
    return {"section": about.document, "answers": answers, "facts": found.facts}
