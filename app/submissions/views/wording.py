"""The language in which a reader reads the questions: one of the questionnaire's own, whatever the page speaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import session

from app.domain.questionnaire import Questionnaire
from app.submissions.forms import DOCUMENT_LANGUAGES
from app.web.languages import language_name, locale_code

CHOSEN = "questions"  # in the session of the browser


@dataclass(frozen=True)
class Wording:
    """`language` is what the questions are shown in; the `others`, each under its own name, can be chosen.

    `prevailing` names the language of the original, where what is shown is a draft of a translation.
    """

    language: str
    name: str
    others: Sequence[tuple[str, str]]
    prevailing: str


def reader_language(questionnaire: Questionnaire) -> str:
    """The language chosen for the questions where the questionnaire is in it, else that of the page."""
    chosen = session.get(CHOSEN)
    return str(chosen) if chosen in questionnaire.languages else locale_code()


def wording_of(questionnaire: Questionnaire) -> Wording:
    shown = questionnaire.title.language_for(reader_language(questionnaire))
    original = questionnaire.languages[0]
    return Wording(
        language=shown,
        name=str(DOCUMENT_LANGUAGES[shown]),
        others=[(code, str(DOCUMENT_LANGUAGES[code])) for code in questionnaire.languages if code != shown],
        prevailing=language_name(original) if questionnaire.is_unreviewed(shown) else "",
    )
