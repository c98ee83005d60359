"""What single sectors answer themselves: their rows, what is left of it, and where it differs from what is settled."""

from collections.abc import Mapping

import pytest

from app.domain.answers import (
    NOT_ASKED,
    Cells,
    Choice,
    NonAnswer,
    Parts,
    Unparsed,
    Value,
    WholeNumber,
)
from app.domain.applicability import applicability
from app.domain.figures import plain
from app.domain.own_answers import (
    Own,
    SectorsApart,
    differs,
    for_sector,
    own_answers,
    own_name,
    own_names,
    split_name,
)
from app.domain.question_types import Grid
from app.domain.voice import ENGLISH
from tests.factories import part, question, questionnaire, section

SECTORS = ["health", "education"]
ROWS = [
    {"code": "mine", "text": {"en": "Of health alone"}, "sectors": ["health"]},
    {"code": "both", "text": {"en": "Of both"}},
    {"code": "later", "text": {"en": "Later"}, "shown_when": {"question": "open", "is": "yes"}},
]
DEFINITION = questionnaire(
    section(
        "A",
        question("open"),
        question("plain", own_answers=SECTORS, required=True, consent="aggregate"),
        question("rated", "grid", own_answers=SECTORS, rows=ROWS, columns=[part("how", "scale")]),
        question("hidden", own_answers=SECTORS, shown_when={"question": "open", "is": "yes"}),
        sectors=SECTORS,
    )
)
WEEKLY, NEVER = Parts({"how": Choice("weekly")}), Parts({"how": Choice("never")})
UNKNOWN = NonAnswer.NO_INFORMATION


def found(answers: Mapping[str, Value], held: Mapping[str, Value]) -> tuple[Own, ...]:
    return own_answers(DEFINITION, applicability(DEFINITION, answers), held)


def test_an_own_answer_is_called_after_its_question_and_its_sector() -> None:
    assert own_names(DEFINITION.by_key["plain"]) == ("plain@health", "plain@education")
    assert split_name("plain@health") == ("plain", "health")
    assert split_name("plain") == ("plain", "")


def test_a_sector_is_asked_for_its_own_rows_and_nothing_is_missed() -> None:
    rows = {}
    for sector in SECTORS:
        asked = for_sector(DEFINITION.by_key["rated"], sector)
        assert isinstance(asked, Grid)
        rows[sector] = [row.code for row in asked.rows]
    assert rows == {"health": ["mine", "both", "later"], "education": ["both", "later"]}
    plain = for_sector(DEFINITION.by_key["plain"], "health")
    assert (plain.required, plain.consent, plain.own_answers) == (False, None, ())


def test_own_answers_come_in_the_order_asked_with_what_was_not_answered_left_out() -> None:
    held: dict[str, Value] = {
        "rated@education": Cells({"both": WEEKLY}),
        "plain@education": Choice("no"),
        "plain@health": Choice("yes"),
        "rated@health": NonAnswer.NOT_ANSWERED,
    }
    told = [(one.name, one.value) for one in found({}, held)]
    assert told == [
        ("plain@health", Choice("yes")),
        ("plain@education", Choice("no")),
        ("rated@education", Cells({"both": WEEKLY, "later": NOT_ASKED})),
    ]


def test_what_does_not_apply_is_nobody_s_answer() -> None:
    held: dict[str, Value] = {"hidden@health": Choice("yes"), "rated@health": Cells({"later": WEEKLY})}
    assert found({"open": Choice("no")}, held) == ()
    assert [one.name for one in found({"open": Choice("yes")}, held)] == ["rated@health", "hidden@health"]


def test_an_own_answer_is_compared_with_the_settled_one() -> None:
    held: dict[str, Value] = {
        own_name("plain", sector): Choice(code) for sector, code in (("health", "yes"), ("education", "no"))
    }
    assert [one.differs for one in found({"plain": Choice("yes")}, held)] == [False, True]


@pytest.mark.parametrize(
    ("settled", "own", "differ"),
    [
        (Choice("yes"), Choice("yes"), False),
        (Choice("yes"), Choice("no"), True),
        (WholeNumber(1), WholeNumber(2), True),
        (NonAnswer.NOT_ANSWERED, Choice("no"), False),
        (Choice("yes"), UNKNOWN, False),
        (Choice("yes"), Unparsed({"": ("perhaps",)}), False),
        (Cells({"a": WEEKLY}), Cells({"a": WEEKLY}), False),
        (Cells({"a": WEEKLY, "b": NEVER}), Cells({"b": NEVER}), False),
        (Cells({"a": WEEKLY}), Cells({"a": NEVER}), True),
        (Cells({"a": NOT_ASKED}), Cells({"a": NEVER}), False),
        (Cells({"a": Parts()}), Cells({"a": NEVER}), False),
        (NonAnswer.NOT_APPLICABLE, Cells({"a": NEVER}), False),
        (Parts({"x": Choice("a"), "y": WholeNumber(1)}), Parts({"y": WholeNumber(2)}), True),
    ],
)
def test_answers_differ_where_both_say_something_and_not_the_same(
    settled: Value, own: Value, differ: bool
) -> None:
    assert differs(settled, own) is differ


def test_what_cannot_be_read_is_a_problem_of_the_own_answer() -> None:
    (own,) = found({}, {"plain@health": Unparsed({"": ("perhaps",)})})
    assert [problem.question_key for problem in own.problems()] == ["plain"]


def test_the_sentence_gives_both_numbers() -> None:
    assert plain(SectorsApart(12, 5).sentence(ENGLISH, "q")) == (
        "In 5 of the 12 States whose sectors answered, sectors answer differently."
    )


def test_the_sentence_says_where_all_agree() -> None:
    assert plain(SectorsApart(9, 0).sentence(ENGLISH, "q")) == (
        "In none of the 9 States whose sectors answered do sectors answer differently."
    )


def test_nothing_is_said_of_so_few_states_that_they_might_be_known() -> None:
    assert SectorsApart(4, 4).sentence(ENGLISH, "q") == ()
