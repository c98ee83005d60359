"""How a definition differs from another, one line for each difference, in the order of the later one."""

from dataclasses import dataclass

from app.domain.comparing import Change, Told, compare, told
from app.domain.in_words import Speaker
from app.domain.questionnaire import Questionnaire
from app.web.languages import locale_code, translate
from app.web.rendering import text_view
from app.web.view_models import TextView


@dataclass(frozen=True)
class Difference:
    """Where it is: the section, the number and text of the question, what is inside it; and what happened, in words."""

    section: str
    number: str
    text: TextView | None
    inside: str
    told: Told


def differences(before: Questionnaire, after: Questionnaire) -> tuple[Difference, ...]:
    speaker = Speaker(locale_code(), translate)
    return tuple(_shown(change, before, after, speaker) for change in compare(before, after))


def _shown(change: Change, before: Questionnaire, after: Questionnaire, speaker: Speaker) -> Difference:
    where = change.where
    question = after.by_key.get(where.question) or before.by_key.get(where.question)
    return Difference(
        where.section,
        where.number or where.question,
        text_view(question.text, speaker.language) if question else None,
        " › ".join(where.inside),
        told(change, speaker, before, after),
    )
