"""What a changed answer decides again: the same as deciding everything, for any answers and any order of changes."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.answer_json import value_from_json
from app.domain.answers import NOT_ASKED, About, Choice, Value, WholeNumber
from app.domain.applicability import applicability
from app.domain.hearing import Hearing
from app.domain.questionnaire import Questionnaire
from tests.factories import TWO_OPTIONS, TWO_ROWS, part, question, questionnaire, section
from tests.gallery import gallery
from tests.vectors import generate

IF_YES = {"question": "q1", "is": "yes"}
SUM = {"sum_of": [{"question": "n1"}, {"question": "n2", "times": 2}]}
RICH = questionnaire(
    section(
        "A",
        question("q1"),
        question("q2", shown_when=IF_YES),
        question(
            "q3", shown_when={"any": [{"question": "q2", "is": "yes"}, {"fact": "kind", "is": "donor"}]}
        ),
        question("said", "note", shown_when={"not": {"question": "q3", "answered": True}}),
        question("n1", "whole_number"),
        question("n2", "decimal", shown_when={"question": "q2", "answered": True}),
        question("r", "repeat", questions=[part("status"), part("text", "text", shown_when=IF_YES)]),
        question("sum", "computed", value=SUM),
        question("count", "computed", count_of="r"),
        question("who", "computed", fact="respondent"),
    ),
    section(
        "B",
        question("c", "compound", parts=[part("status", shown_when=IF_YES), part("text", "text")]),
        question("g", "grid", rows=[TWO_ROWS[0], TWO_ROWS[1] | {"shown_when": IF_YES}]),
        question("o", "single_choice", options=[TWO_OPTIONS[0], TWO_OPTIONS[1] | {"shown_when": IF_YES}]),
        question("q4", shown_when={"question": "c", "part": "status", "is": "yes"}),
        question("twice", "computed", value={"question": "sum", "times": 2}),
        shown_when={"question": "sum", "at_most": 100},
    ),
    section("C", question("q5", shown_when={"count_of": "r", "at_least": 2}), question("q6", "text")),
)
SEEDS = st.integers(0, 2**32)
ABOUT = About("donor", "", {"en": "Aland"}, date(2026, 3, 1))


def answers_to(asked: Questionnaire, rng: Random, share: float) -> dict[str, Value]:
    documents = generate.documents(asked)
    drawn = [one for one in documents if one["type"] != "computed" and rng.random() < share]
    return {
        one["key"]: value_from_json(generate.answer(rng, generate.Asked(asked.by_key[one["key"]], one)))
        for one in drawn
    }


def follow(asked: Questionnaire, seed: int, about: About) -> None:
    """Answer, change and take back a few answers at a time, and compare after each step."""
    rng, hearing = Random(seed), Hearing.of(asked)
    answers = answers_to(asked, rng, 0.7)
    found = applicability(asked, answers, about)
    for _ in range(6):
        changed = answers_to(asked, rng, 0.15)
        taken_back = rng.sample(sorted(answers), min(len(answers), rng.randrange(3)))
        answers = {key: value for key, value in (answers | changed).items() if key not in taken_back}
        found = hearing.after(found, answers, {*changed, *taken_back}, about)
        assert found == applicability(asked, answers, about)


@given(seed=SEEDS, about=st.sampled_from([ABOUT, About(), About("member_state")]))
@settings(max_examples=150)
def test_what_hears_a_change_is_decided_as_if_all_were(seed: int, about: About) -> None:
    follow(RICH, seed, about)


@given(seed=SEEDS)
@settings(max_examples=30)
def test_so_it_is_for_every_question_type(seed: int) -> None:
    follow(gallery(), seed, ABOUT)


@given(seed=SEEDS)
@settings(max_examples=60)
def test_so_it_is_for_any_definition_even_one_that_looks_ahead(seed: int) -> None:
    follow(generate.definition(Random(seed)), seed, ABOUT)


def test_only_what_hears_a_question_is_named() -> None:
    hearing = Hearing.of(RICH)
    order = [asked.key for _, asked in hearing.order]
    heard_by = {key: [order[place] for place in places] for key, places in hearing.listeners.items()}
    assert hearing.in_order
    assert heard_by["q1"] == ["q2", "r", "c", "g", "o"]
    assert heard_by["sum"] == ["c", "g", "o", "q4", "twice", "twice"]
    assert heard_by["r"] == ["count", "q5"]
    assert "q6" not in heard_by


def test_a_chain_is_followed_to_its_end() -> None:
    answers: dict[str, Value] = {
        "q1": Choice("yes"),
        "q2": Choice("yes"),
        "n1": WholeNumber(1),
        "n2": WholeNumber(60),
    }
    found = Hearing.of(RICH).after(
        applicability(RICH, answers), answers | {"q1": Choice("no")}, {"q1"}, About()
    )
    assert found.values["n2"] is NOT_ASKED
    assert found.values["q2"] is NOT_ASKED


LOOKING_AHEAD = {
    "a question at a later one": [
        section("A", question("a", shown_when={"question": "b", "is": "yes"}), question("b"))
    ],
    "a question at itself": [section("A", question("a", shown_when={"question": "a", "is": "yes"}))],
    "a section at a question of its own": [
        section("A", question("a"), question("b"), shown_when={"question": "a", "is": "yes"})
    ],
    "two questions of one key": [section("A", question("a"), question("a"))],
}


@pytest.mark.parametrize("what", LOOKING_AHEAD)
def test_what_depends_on_the_one_pass_is_known_to(what: str) -> None:
    assert not Hearing.of(questionnaire(*LOOKING_AHEAD[what])).in_order


def test_an_answer_to_what_is_not_asked_changes_nothing() -> None:
    found = applicability(RICH, {})
    assert Hearing.of(RICH).after(found, {"gone": Choice("yes")}, {"gone"}, About()) == found
