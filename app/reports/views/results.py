"""Results: the questions of a cycle's questionnaire, and each with what its counted replies say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import get_locale, get_translations

from app.db import db
from app.domain.coding import CodedTexts, coverage
from app.domain.errors import NotFound, message
from app.domain.figures import Text
from app.domain.findings import SMALLEST_BASE_OF_A_SHARE, Finding, find
from app.domain.narrowing import Reason, why_hidden
from app.domain.own_words import TextPlace, text_places
from app.domain.policy import Action
from app.domain.question_types import Question, Repeat
from app.domain.questionnaire import Questionnaire
from app.domain.quoting import Listing, Said
from app.domain.voice import Voice
from app.reports.looking import Filter, Looked, look
from app.reports.queries import tallied
from app.reports.queries.coding import Books, code_books, coded
from app.reports.queries.quoting import listings, texts
from app.reports.views.across import across_of
from app.reports.views.beside import earlier_of
from app.reports.views.filtering import fields_of, filter_of
from app.reports.views.result_views import ResultView, coded_view, label_of, views_of
from app.reports.views.shared import Instrument, blueprint, instrument, title_of
from app.web.access import action
from app.web.rendering import text_view
from app.web.view_models import TextView

MOST_QUOTATIONS, MOST_LISTED = 10, 100


@dataclass(frozen=True)
class QuestionLine:
    """A question in the list: how many reports answer it, and whether it asks for texts."""

    key: str
    number: str
    text: TextView
    answered: int
    is_text: bool


@dataclass(frozen=True)
class TextsView:
    """The texts of one place: those that may be quoted, how many may not, and what their codes count."""

    place: str
    title: TextView
    quotable: tuple[Said, ...]
    all_texts: int
    may_be_quoted: int
    codes: ResultView | None
    coverage: Text
    hidden: Reason


@blueprint.get("/cycles/<key>/results")
@action(Action.READ_RESULTS)
def results(key: str) -> str:
    asked = instrument(key)
    findings = find(asked.questionnaire, tallied(db.session, asked.counted).counts, {})
    return render_template(
        "reports/results.html",
        asked=asked,
        carried=[(one.key, title_of(one.version_id)) for one in asked.carried],
        sections=_sections(asked.questionnaire, findings.values()),
        replies=len(asked.counted.snapshot_ids),
    )


def _sections(
    questionnaire: Questionnaire, findings: Iterable[Finding]
) -> list[tuple[str, TextView, list[QuestionLine]]]:
    """The sections with what is counted in them; a question is answered by as many as its most answered part."""
    language = str(get_locale())
    answered: dict[str, int] = {}
    for finding in findings:
        most = answered.get(finding.question_key, 0)
        of_items = _is_of_items(questionnaire, finding)
        answered[finding.question_key] = most if of_items else max(most, finding.base)
    found = []
    for section in questionnaire.sections:
        lines = [
            QuestionLine(
                one.key, one.number, text_view(one.text, language), answered[one.key], bool(text_places(one))
            )
            for one in section.questions
            if one.asks and one.key in answered
        ]
        if lines:
            found.append((section.key, text_view(section.title, language), lines))
    return found


def _is_of_items(questionnaire: Questionnaire, finding: Finding) -> bool:
    """Whether a finding counts the entries of a list, and not reports."""
    return (
        isinstance(questionnaire.by_key[finding.question_key], Repeat)
        and finding.name != finding.question_key
    )


@blueprint.get("/cycles/<key>/results/<question>")
@action(Action.READ_RESULTS)
def result(key: str, question: str) -> Any:
    other = request.args.get("cycle", "")
    if other not in ("", key):
        kept: dict[str, Any] = {name: one for name, one in request.args.items() if name != "cycle"}
        return redirect(url_for(".result", key=other, question=question, **kept), 303)
    asked = instrument(key)
    about = asked.questionnaire.by_key.get(question)
    if about is None or not about.asks or not about.counted:
        raise NotFound(message("This questionnaire has no results for the question “%(key)s”.", key=question))
    language, wanted = str(get_locale()), filter_of(asked.questionnaire, about)
    looked = look(db.session, asked.questionnaire, about, asked.counted, wanted)
    return render_template(
        "reports/result.html",
        asked=asked,
        question=about,
        text=text_view(about.text, language),
        views=views_of(about, looked, wanted, language),
        texts=_texts(asked, about, looked, wanted),
        listing=_listing(about, looked, language),
        most_listed=MOST_LISTED,
        smallest_base=SMALLEST_BASE_OF_A_SHARE,
        looked=looked,
        wanted=wanted,
        fields=fields_of(asked, about, language),
        neighbours=_neighbours(asked.questionnaire, about),
        earlier=earlier_of(asked, about, looked, language) if wanted == Filter() else None,
        across=across_of(asked, about, language) if wanted == Filter() else None,
    )


def _texts(asked: Instrument, question: Question, looked: Looked, wanted: Filter) -> list[TextsView]:
    """The texts of every place of the question. Those quoted are of all who answered, whatever else they answered.

    A name beside an answer to another question would say how that State answered it.
    """
    places = text_places(question)
    said = texts(db.session, looked.of_group, places) if places else {}
    books = (
        code_books(db.session, asked.questionnaire.key, [place.name for place in places]) if places else {}
    )
    found = coded(db.session, looked.picked, places, books) if any(books.values()) else {}
    return [
        _texts_of(place, said[place.name], books, found.get(place.name), looked, wanted) for place in places
    ]


def _texts_of(
    place: TextPlace,
    said: Sequence[Said],
    books: Books,
    found: CodedTexts | None,
    looked: Looked,
    wanted: Filter,
) -> TextsView:
    language = str(get_locale())
    quotable = tuple(one for one in said if one.may_be_quoted)
    said_already = looked.hidden.get(place.name, "")
    hidden = why_hidden(found.coded, found.coded) if found and wanted != Filter() else ""
    labels = {code.code: label_of(code.labels) for code in books[place.name]}
    drawn = found is not None and not hidden and not said_already
    return TextsView(
        place=place.name,
        title=text_view(place.asked.text, language),
        quotable=quotable[:MOST_QUOTATIONS],
        all_texts=len(said),
        may_be_quoted=len(quotable),
        codes=coded_view(found, labels, wanted) if found and drawn else None,
        coverage=coverage(found, Voice(language, get_translations())) if found and drawn else (),
        hidden="" if said_already else hidden,
    )


def _listing(question: Question, looked: Looked, language: str) -> Listing | None:
    """What a list question lists, whatever else its States answered."""
    if not isinstance(question, Repeat):
        return None
    return listings(db.session, looked.of_group, [question], language)[question.key]


def _neighbours(questionnaire: Questionnaire, question: Question) -> tuple[str, str]:
    """The keys of the questions before and after, '' at the ends."""
    keys = ["", *(one.key for one in questionnaire.questions_asked() if one.counted), ""]
    place = keys.index(question.key)
    return keys[place - 1], keys[place + 1]
