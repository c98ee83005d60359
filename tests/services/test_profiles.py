"""What a profile shows of a group, and what it keeps to itself."""

from app.domain.figures import Shown
from app.domain.findings import find
from app.domain.questionnaire import Questionnaire
from app.domain.voice import ENGLISH
from app.reports.profiles import COMPONENTS, Of, Profile, components_of, profile_of
from app.reports.queries.profiles import Had
from tests.sample_report import DEFINITION, counts, findings, questionnaire

OWN = {"P2-B01": "yes", "P2-B06": "no_information"}
EVERY_COMPONENT = {"P2-B01": {"AFRICAN": Had(7, 6), "EASTERN_EUROPEAN": Had(4, 4), "ASIA_PACIFIC": Had(8, 1)}}


REPORT = {
    "title": {"en": "Six"},
    "mandate": {"en": "The mandate"},
    "chapters": [{"title": {"en": "Components"}, "sections": ["X"]}],
}


def profile(group: str = "AFRICAN", sample: Questionnaire | None = None) -> Profile:
    return profile_of(
        sample or questionnaire(),
        findings(),
        EVERY_COMPONENT,
        Of("Demo State A-01", group, OWN, {"P2-B01": True}),
        ENGLISH,
        dated="2026-12-01T12:00:00Z",
        data_set="d" * 64,
        notice="",
    )


def with_components() -> Questionnaire:
    """The sample with the questions that the six components are about."""
    questions = [
        {"key": key.split("_")[0], "type": "yes_no_planned", "number": f"X.{place}", "text": {"en": key}}
        for place, key in enumerate(COMPONENTS)
    ]
    section = {"key": "X", "title": {"en": "Components"}, "questions": questions}
    return Questionnaire.model_validate({**DEFINITION, "sections": [section], "report": REPORT})


def of_six(group: str) -> Profile:
    six = with_components()
    return profile_of(
        six,
        find(six, [], {}),
        EVERY_COMPONENT,
        Of("Demo State A-01", group, {}, {"P2-B01": True, "P2-B06": False}),
        ENGLISH,
        dated="2026-12-01T12:00:00Z",
        data_set="d" * 64,
        notice="",
    )


def test_single_choices_are_compared_and_nothing_else() -> None:
    numbers = [one.number for part in profile().parts for one in part.compared]
    assert numbers == ["B.1", "B.6", "F.5"]


def test_the_own_reply_is_marked_where_it_stands_among_the_others() -> None:
    first, second, third = (one for part in profile().parts for one in part.compared)
    assert [line.label for line in first.all if line.own] == ["Yes"]
    assert second.own == "No information available"
    assert [line.count.text for line in second.group or () if line.own] == ["2"]
    assert third.own == "Unanswered"


def test_a_group_that_nobody_else_is_in_is_not_broken_down() -> None:
    assert all(one.group is None for part in profile("EASTERN_EUROPEAN").parts for one in part.compared)


def test_small_groups_have_no_components_and_the_next_smallest_shields_them() -> None:
    shown = {group: of_six(group).components[0].group for group in EVERY_COMPONENT["P2-B01"]}
    assert shown["EASTERN_EUROPEAN"] is None
    assert shown["AFRICAN"] is None
    assert shown["ASIA_PACIFIC"] == (
        Shown("P2-B01@ASIA_PACIFIC:having", "1"),
        Shown("P2-B01@ASIA_PACIFIC:having_base", "8"),
    )


def test_components_say_yes_no_or_not_answered() -> None:
    assert [one.own for one in of_six("ASIA_PACIFIC").components][:3] == ["Yes", "No", "Unanswered"]
    assert [figure.text for figure in of_six("ASIA_PACIFIC").components[0].all] == ["11", "19"]


def test_a_questionnaire_without_the_components_has_none() -> None:
    assert components_of(questionnaire()) == {}
    assert profile().components == ()


def test_equal_facts_make_an_equal_profile() -> None:
    assert counts()
    assert profile() == profile()
    assert profile().identifier != profile("ASIA_PACIFIC").identifier
