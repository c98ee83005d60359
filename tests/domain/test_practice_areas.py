"""The thematic area of a practice, where its list asks for one."""

import pytest

from app.domain.answers import Choice, NonAnswer, Parts, Value, WrittenText
from app.domain.practice_areas import area_of
from app.domain.question_types import Repeat
from app.domain.text import LocalizedText
from tests.factories import asked, part

OPTIONS = [{"code": f"area_{number}", "text": {"en": f"{number}. Area"}} for number in (1, 2)]
MAIN = part("area", "single_choice", options=OPTIONS)


def listing(kind: str, **more: object) -> Repeat:
    area = part("themes", kind, concept="practice_area", **more)
    found = asked("repeat", questions=[part("title", "text"), area])
    assert isinstance(found, Repeat)
    return found


@pytest.mark.parametrize(
    ("question", "value", "area"),
    [
        (listing("single_choice", options=OPTIONS), Choice("area_2"), "2. Area"),
        (listing("single_choice", options=OPTIONS), NonAnswer.NOT_ANSWERED, None),
        (
            listing("compound", parts=[MAIN, part("other", "text")]),
            Parts({"area": Choice("area_1")}),
            "1. Area",
        ),
        (listing("compound", parts=[MAIN, part("other", "text")]), NonAnswer.NO_INFORMATION, None),
        (listing("text"), WrittenText("2. Area"), None),
    ],
)
def test_the_area_is_the_option_that_was_chosen(question: Repeat, value: Value, area: str | None) -> None:
    expected = LocalizedText({"en": area}) if area else None
    assert area_of(question, Parts({"themes": value})) == expected


def test_a_list_that_asks_for_none_has_none() -> None:
    question = asked("repeat", questions=[part("title", "text")])
    assert isinstance(question, Repeat)
    assert area_of(question, Parts({"title": WrittenText("A practice")})) is None
