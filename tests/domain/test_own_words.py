"""Where free text is asked for, and the texts that an answer holds there."""

from app.domain.answers import Choice, Items, NonAnswer, Parts, WrittenText
from app.domain.own_words import TextPlace, find_place, text_places, texts_at
from app.domain.question_types import Question
from tests.factories import asked, part

TEXT = asked("text")
COMPOUND = asked("compound", parts=[part("view", "text"), part("who", "short_text")])
LIST = asked(
    "repeat",
    questions=[
        part("name", "short_text"),
        part("summary", "text"),
        part("both", "compound", parts=[part("why", "text"), part("sure")]),
    ],
)
MONEY, PEOPLE = WrittenText("More money."), WrittenText("More people.")


def names(question: Question) -> list[str]:
    return [place.name for place in text_places(question)]


def place(question: Question, name: str) -> TextPlace:
    found = find_place(question, name)
    assert found is not None
    return found


def test_a_text_its_part_and_the_texts_of_a_list_are_places_and_single_lines_are_none() -> None:
    assert names(TEXT) == ["q"]
    assert names(COMPOUND) == ["q_view"]
    assert names(LIST) == ["q_summary", "q_both_why"]
    assert names(asked("single_choice")) == []


def test_a_place_that_is_not_there_is_not_found() -> None:
    assert find_place(LIST, "q_name") is None


def test_the_text_of_a_question_stands_in_no_item() -> None:
    assert list(texts_at(place(TEXT, "q"), MONEY)) == [("", "More money.")]


def test_a_non_answer_and_another_kind_of_value_hold_no_text() -> None:
    assert list(texts_at(place(TEXT, "q"), NonAnswer.NOT_ANSWERED)) == []
    assert list(texts_at(place(LIST, "q_summary"), NonAnswer.NOT_ANSWERED)) == []
    assert list(texts_at(place(COMPOUND, "q_view"), Choice("yes"))) == []


def test_the_text_of_a_part_is_read_from_its_parts() -> None:
    assert list(texts_at(place(COMPOUND, "q_view"), Parts({"view": MONEY}))) == [("", "More money.")]


def test_each_item_of_a_list_has_its_own_text() -> None:
    items = Items((("a", Parts({"summary": MONEY})), ("b", Parts()), ("c", Parts({"summary": PEOPLE}))))
    assert list(texts_at(place(LIST, "q_summary"), items)) == [("a", "More money."), ("c", "More people.")]


def test_a_text_inside_a_part_of_an_item_is_found() -> None:
    items = Items((("a", Parts({"both": Parts({"why": MONEY})})),))
    assert list(texts_at(place(LIST, "q_both_why"), items)) == [("a", "More money.")]
