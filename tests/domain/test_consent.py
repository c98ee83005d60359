"""How answers may be used: as the respondent chose, and never wider than the definition allows."""

from app.domain.answers import Choice, Items, NonAnswer, Parts, Value
from app.domain.consent import Consent, chosen, consent_of, consents_of, narrowest
from tests.factories import part, question, questionnaire, section

USES = [{"code": use.value, "text": {"en": use.value}} for use in Consent]
DEFINITION = questionnaire(
    section(
        "A",
        question("use", "single_choice", options=USES),
        question("open"),
        question("held", consent="aggregate"),
        question("asked", consent="ask"),
        question(
            "listed", "repeat", questions=[part("use", "single_choice", options=USES)], consent_part="use"
        ),
        question("plain", "repeat"),
    ),
    consent_question="use",
)


def test_the_narrowest_consent_counts() -> None:
    assert narrowest(Consent.PUBLISH, None, Consent.ATTRIBUTE) is Consent.ATTRIBUTE
    assert narrowest(None) is Consent.AGGREGATE


def test_only_a_choice_expresses_consent() -> None:
    assert chosen(Choice("publish")) is Consent.PUBLISH
    assert chosen(Choice("other")) is None
    assert chosen(NonAnswer.NO_INFORMATION) is None


def test_without_an_answer_the_answers_are_used_in_aggregated_form() -> None:
    assert consent_of(DEFINITION, {}) is Consent.AGGREGATE
    assert consent_of(questionnaire(section("A", question("q"))), {}) is Consent.AGGREGATE
    assert consent_of(DEFINITION, {"use": Choice("attribute")}) is Consent.ATTRIBUTE


def test_single_answers_and_items_may_be_used_less_widely() -> None:
    items = Items((("i1", Parts({"use": Choice("attribute")})), ("i2", Parts())))
    answers: dict[str, Value] = {
        "use": Choice("publish"),
        "listed": items,
        "plain": Items((("i3", Parts()),)),
    }
    assert consents_of(DEFINITION, answers, {"asked": Consent.ATTRIBUTE}) == {
        "held": Consent.AGGREGATE,
        "asked": Consent.ATTRIBUTE,
        "listed/i1": Consent.ATTRIBUTE,
        "listed/i2": Consent.AGGREGATE,
    }
