"""Consent: how the answers may be used. Attribution and publication are off unless the respondent chose them."""

from collections.abc import Mapping
from enum import StrEnum

from app.domain.answers import Choice, Items, Value
from app.domain.question_types import Repeat
from app.domain.questionnaire import Questionnaire


class Consent(StrEnum):
    """From the narrowest to the widest use."""

    AGGREGATE = "aggregate"
    ATTRIBUTE = "attribute"
    PUBLISH = "publish"


def narrowest(*consents: Consent | None) -> Consent:
    """What all of them allow; None allows as much as the others do. Without any: aggregate."""
    given = [consent for consent in consents if consent is not None]
    return min(given, key=list(Consent).index, default=Consent.AGGREGATE)


def chosen(value: Value | None) -> Consent | None:
    """The consent that an answer expresses, if it does."""
    return Consent(value.option) if isinstance(value, Choice) and value.option in set(Consent) else None


def consent_of(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> Consent:
    """What the respondent allows for the submission as a whole."""
    return chosen(answers.get(questionnaire.consent_question or "")) or Consent.AGGREGATE


def consents_of(
    questionnaire: Questionnaire, answers: Mapping[str, Value], own: Mapping[str, Consent]
) -> Mapping[str, Consent]:
    """What the respondent allows where that is less than for the whole, by answer ("P2-G04", "P2-H02/item").

    `own` are the consents given to single answers. A definition may hold a question to less, and a repeat may ask for
    each item.
    """
    whole = consent_of(questionnaire, answers)
    found: dict[str, Consent] = {}
    for question in questionnaire.questions_asked():
        held_to = Consent(question.consent) if question.consent in set(Consent) else None
        found[question.key] = narrowest(whole, held_to, own.get(question.key))
        value = answers.get(question.key)
        if isinstance(question, Repeat) and isinstance(value, Items):
            for item, parts in value.items:
                asked = chosen(parts.get(question.consent_part)) if question.consent_part else None
                unsaid = Consent.AGGREGATE if question.consent_part and asked is None else asked
                name = f"{question.key}/{item}"
                found[name] = narrowest(found[question.key], own.get(name), unsaid)
    return {name: consent for name, consent in found.items() if consent is not whole}
