"""What holds for every question type: reading never fails, nothing is lost, every value is counted once."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.answer_json import value_from_json
from app.domain.answers import NOT_ASKED, Items, NonAnswer, NotAsked, Tabulated, Unparsed, Value
from app.domain.diagnostics import analyse
from app.domain.question_types import QUESTION_TYPES, Question, Repeat
from app.domain.question_types.base import Variable
from app.web.rendering import RENDERERS
from tests.domain.strategies import RICH, posted
from tests.factories import EXAMPLES, asked, questionnaire, section

EVERY = {kind: asked(kind, **RICH[kind]) for kind in EXAMPLES}
COUNTED = [kind for kind in EXAMPLES if EVERY[kind].counted]
QUESTIONS = st.sampled_from(list(EVERY.values()))
POSTS = QUESTIONS.flatmap(lambda question: st.tuples(st.just(question), posted(question)))


def test_every_type_has_a_renderer() -> None:
    assert set(QUESTION_TYPES) == set(RENDERERS)


def test_every_type_has_an_example() -> None:
    assert set(QUESTION_TYPES) == set(EXAMPLES)


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_a_blank_question_loads_and_has_nothing_wrong(kind: str) -> None:
    """What an editor puts in the place of a new question, in the languages of its questionnaire."""
    text = {"en": "A new question", "ar": "سؤال جديد"}
    blank = QUESTION_TYPES[kind].blank("new", text)
    made = questionnaire(section("A", {"number": "1"} | blank), languages=["en", "ar"])
    assert made.by_key["new"].type == kind
    assert made.document()["sections"][0]["questions"] == [{"number": "1"} | blank]
    assert [found for found in analyse(made) if "questions" in found.place] == []


@pytest.mark.parametrize("kind", EXAMPLES)
def test_what_somebody_might_type_is_read_and_has_nothing_wrong(kind: str) -> None:
    question = asked(kind)
    value = question.parse(question.sample())
    assert not isinstance(value, Unparsed)
    assert question.check(value) == ()


@given(POSTS)
def test_what_was_read_is_shown_again_and_kept_as_json(case: tuple[Question, dict[str, Any]]) -> None:
    question, typed = case
    value = question.parse(typed)
    assert question.parse(question.for_form(value)) == value
    assert value_from_json(value.for_json()) == value


@given(POSTS)
def test_whatever_was_read_can_be_put_into_words_and_checked(case: tuple[Question, dict[str, Any]]) -> None:
    question, typed = case
    value = question.parse(typed)
    assert all(isinstance(words, str) for words in question.for_print(value, "fr"))
    assert all(problem.question_key == "q" for problem in question.check(value))


@given(POSTS)
def test_whatever_was_read_is_observed_once_for_every_variable(case: tuple[Question, dict[str, Any]]) -> None:
    question, typed = case
    observed_once(question, question.parse(typed))


def observed_once(question: Question, value: Value) -> None:
    """Every variable has exactly one observation with position 0, and further ones count up from there."""
    found = question.tabulate(value)
    wanted = [(variable.part, variable.row) for variable in question.variables() if variable.per == "report"]
    assert sorted(place(one) for one in found if one.position == 0 and not one.item) == sorted(wanted)
    positions: dict[tuple[str, str, str], list[int]] = {}
    for one in found:
        positions.setdefault((one.item, one.part, one.row), []).append(one.position)
    assert all(own == list(range(len(own))) for own in positions.values())


def place(one: Tabulated) -> tuple[str, str]:
    return (one.part, one.row)


@given(st.lists(posted(EVERY["compound"]), max_size=3))
def test_every_item_is_observed_once_for_every_variable_of_items(posts: list[dict[str, Any]]) -> None:
    repeat = EVERY["repeat"]
    assert isinstance(repeat, Repeat)
    read = [repeat.parse_item(post) for post in posts]
    items = Items(tuple((f"i{at}", parts) for at, parts in enumerate(read)))
    found = repeat.tabulate(items)
    wanted = Counter((one.part, one.row) for one in repeat.variables() if one.per == "item")
    for item, _ in items.items:
        assert Counter(place(one) for one in found if one.item == item and one.position == 0) == wanted
    observed_once(repeat, items)


@pytest.mark.parametrize("kind", COUNTED)
@pytest.mark.parametrize("value", [*NonAnswer, NOT_ASKED])
def test_a_reply_without_a_value_is_observed_as_such(kind: str, value: NonAnswer | NotAsked) -> None:
    name = value.value if isinstance(value, NonAnswer) else "not_asked"
    assert {one.non_answer for one in EVERY[kind].tabulate(value)} == {name}
    observed_once(EVERY[kind], value)


@pytest.mark.parametrize("kind", COUNTED)
def test_what_cannot_be_read_counts_as_not_answered(kind: str) -> None:
    found = EVERY[kind].tabulate(Unparsed({"": ("?",)}))
    assert {one.non_answer for one in found} == {"not_answered"}


@pytest.mark.parametrize("kind", EXAMPLES)
def test_without_a_value_nothing_is_shown_printed_or_wrong(kind: str) -> None:
    question = EVERY[kind]
    for value in (NonAnswer.NOT_ANSWERED, NOT_ASKED):
        assert question.for_form(value) == {}
        assert question.for_print(value, "en") == ()
        assert question.check(value) == ()


@pytest.mark.parametrize("kind", EXAMPLES)
def test_what_cannot_be_read_is_shown_printed_and_refused(kind: str) -> None:
    question = EVERY[kind]
    value = Unparsed({"": ("?!",)})
    assert question.for_form(value) == {"": ("?!",)}
    assert question.for_print(value, "en") == ("?!",)
    (problem,) = question.check(value)
    assert str(problem.message)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_blank_form_is_not_answered(kind: str) -> None:
    assert EVERY[kind].parse({"": ("", " "), "specified": ("\n",)}) is NonAnswer.NOT_ANSWERED


def test_a_reason_stands_alone() -> None:
    question = asked("single_choice", non_answers=["no_information"])
    assert question.parse({"": ("no_information",)}) is NonAnswer.NO_INFORMATION
    assert question.parse({"": (" no_information ",)}) is NonAnswer.NO_INFORMATION
    assert question.parse({"": ("a", "no_information")}) == Unparsed({"": ("a", "no_information")})
    both = {"": ("no_information",), "specified": ("x",)}
    assert question.parse(both) == Unparsed(both)


def test_a_reason_that_is_not_offered_is_none() -> None:
    typed = {"": ("no_information",)}
    assert asked("single_choice").parse(typed) == Unparsed(typed)


def test_a_reason_is_shown_again() -> None:
    assert asked("text").for_form(NonAnswer.NO_INFORMATION) == {"": ("no_information",)}


@pytest.mark.parametrize(
    ("kind", "several", "numbers", "options"),
    [
        ("single_choice", False, False, 2),
        ("multiple_choice", True, False, 2),
        ("ranking", True, False, 2),
        ("scale", False, False, 7),
        ("whole_number", False, True, 0),
        ("amount", False, True, 0),
        ("attachment", False, True, 0),
        ("text", False, False, 0),
        ("date", False, False, 0),
    ],
)
def test_a_simple_question_is_one_variable(kind: str, several: bool, numbers: bool, options: int) -> None:
    question = asked(kind)
    assert question.variables() == (
        Variable(options=question.response_options(), several=several, numbers=numbers),
    )
    assert len(question.response_options()) == options


@pytest.mark.parametrize("kind", ["contact", "declaration", "note"])
def test_persons_and_notes_are_never_counted(kind: str) -> None:
    question = asked(kind)
    assert not question.counted
    assert question.variables() == ()


def test_only_a_note_asks_nothing() -> None:
    assert [kind for kind, question in EVERY.items() if not question.asks] == ["note"]
