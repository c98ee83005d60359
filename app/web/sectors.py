"""Sectors on pages: their names, and where they answer otherwise than the State has settled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from babel.lists import format_list
from flask_babel import gettext, lazy_gettext

from app.domain.checks import Problem
from app.domain.own_answers import Own
from app.domain.questionnaire import Questionnaire
from app.web.languages import locale_code
from app.web.rendering import problem_view
from app.web.view_models import ProblemView

# List SECT of the content.
SECTORS: Mapping[str, Any] = {
    "health": lazy_gettext("Health"),
    "education": lazy_gettext("Education"),
    "criminal_justice": lazy_gettext("Criminal justice"),
    "law_enforcement": lazy_gettext("Law enforcement"),
    "prisons": lazy_gettext("Prisons"),
    "social_affairs": lazy_gettext("Social affairs"),
    "youth": lazy_gettext("Youth"),
    "labour": lazy_gettext("Labour"),
    "finance": lazy_gettext("Finance"),
    "customs": lazy_gettext("Customs"),
    "agriculture_development": lazy_gettext("Agriculture and development"),
    "local_government": lazy_gettext("Local government"),
    "foreign_affairs": lazy_gettext("Foreign affairs"),
    "observatory": lazy_gettext("Drug observatory"),
    "civil_society": lazy_gettext("Civil society"),
    "academia": lazy_gettext("Academia"),
    "private_sector": lazy_gettext("Private sector"),
    "other": lazy_gettext("Other sector"),
}


def sector_name(code: str) -> str:
    """The name in the language of the page; of a sector that only a definition knows, its code as words."""
    return str(SECTORS.get(code, code.replace("_", " ").capitalize()))


def problem_of_sector(
    problem: Problem, questionnaire: Questionnaire, language: str, name: str
) -> ProblemView:
    """A problem in the own answer called `name`, placed at its fields and not at those of the settled answer."""
    view = problem_view(problem, questionnaire, language)
    return replace(view, place=name + view.place.removeprefix(view.key))


def sectors_apart(questionnaire: Questionnaire, of_sectors: Sequence[Own]) -> Iterator[ProblemView]:
    """One thing to look at for each question that sectors answer otherwise than settled."""
    apart = [one for one in of_sectors if one.differs]
    for key, differing in groupby(apart, key=lambda one: one.question.key):
        names = [sector_name(one.sector) for one in differing]
        listed = format_list(names, locale=locale_code())
        text = str(gettext("Sectors answer differently: %(sectors)s.", sectors=listed))
        yield ProblemView(key, questionnaire.by_key[key].number, text, is_error=False, place=key)
