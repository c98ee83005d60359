"""Checks that count options and know the year, and checks of questions inside other questions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from app.domain.answers import (
    NOT_ASKED,
    About,
    Cells,
    Choice,
    Choices,
    Items,
    NonAnswer,
    Parts,
    Ranked,
    Value,
    WholeNumber,
    WrittenText,
)
from app.domain.applicability import applicability
from app.domain.checks import Operand
from app.domain.conditions import Heard
from app.domain.progress import problems_of
from app.domain.questionnaire import Questionnaire

TODAY = About(today=date(2026, 11, 24))


def text(words: str) -> dict[str, str]:
    return {"en": words}


def choice(key: str, kind: str = "single_choice", **more: Any) -> dict[str, Any]:
    options = [{"code": code, "text": text(code)} for code in ("a", "b", "c")]
    return {"key": key, "type": kind, "text": text(key), "options": options, **more}


def year(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "type": "year", "text": text(key), **more}


def whole(key: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "type": kind, "text": text(key), **more}


PAST = {"text": text("Past"), "severity": "error", "left": {"part": "y"}, "is": "at_most"}
IN_THE_PAST = {**PAST, "right": {"this_year": True}}


def asking(*questions: dict[str, Any]) -> Questionnaire:
    return Questionnaire.model_validate(
        {
            "key": "q",
            "title": text("Q"),
            "languages": ["en"],
            "sections": [{"key": "S", "title": text("S"), "questions": list(questions)}],
            "report": {
                "title": text("R"),
                "mandate": text("M"),
                "chapters": [{"title": text("C"), "sections": ["S"]}],
            },
        }
    )


def found(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> list[tuple[str, str]]:
    """Where a rule fails: question, and place in it."""
    problems = problems_of(questionnaire, applicability(questionnaire, answers, TODAY))
    return [(problem.question_key, problem.field) for problem in problems]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (Choice("a"), 1),
        (Choice("c"), 0),
        (Choices(("a", "b", "c")), 2),
        (Ranked(("b", "c")), 1),
        (Items((("1", Parts({"p": Choice("a")})), ("2", Parts({"p": Choices(("a", "b"))})))), 3),
        (Cells({"row": Parts({"p": Choice("b")}), "other": NOT_ASKED}), 1),
    ],
)
def test_chosen_options_are_counted(value: Value, number: int) -> None:
    part = "p" if isinstance(value, Items | Cells) else None
    operand = Operand(question="Q", part=part, among=("a", "b"))
    assert operand.value(Heard({"Q": value}), {}) == number


def test_options_of_the_same_item_are_counted() -> None:
    heard = Heard({}, item={"p": Choices(("a", "c"))})
    assert Operand(part="p", among=("a", "b")).value(heard, {}) == 1


@pytest.mark.parametrize("value", [NonAnswer.NOT_ANSWERED, NonAnswer.NO_INFORMATION, WrittenText("a")])
def test_nothing_is_counted_where_nothing_was_chosen(value: Value) -> None:
    assert Operand(question="Q", among=("a", "b")).value(Heard({"Q": value}), {}) is None


def test_only_answers_have_options_to_count() -> None:
    with pytest.raises(ValidationError, match="Only answers have options"):
        Operand(number=1, among=("a",))


def test_this_year_is_the_year_of_today() -> None:
    assert Operand(this_year=True).value(Heard({}, TODAY.facts()), {}) == 2026


def test_this_year_is_unknown_without_a_day() -> None:
    assert Operand(this_year=True).value(Heard({}), {}) is None


def test_this_year_and_today_are_two_things() -> None:
    with pytest.raises(ValidationError, match="Compare one of"):
        Operand(this_year=True, today=True)


def test_a_rule_of_a_compound_is_made_in_every_item_of_a_repeat() -> None:
    compound = whole("when", "compound", parts=[year("y")], checks=[IN_THE_PAST])
    questionnaire = asking(whole("Q", "repeat", questions=[compound]))
    early, late = (Parts({"when": Parts({"y": WholeNumber(number)})}) for number in (2026, 2027))
    assert found(questionnaire, {"Q": Items((("1", early), ("2", late)))}) == [("Q", "2.when")]


def test_a_rule_of_a_grid_is_made_in_every_row_of_every_item() -> None:
    rows = [{"code": code, "text": text(code)} for code in ("r", "s")]
    grid = whole("G", "grid", rows=rows, columns=[year("y")], checks=[IN_THE_PAST])
    questionnaire = asking(whole("Q", "repeat", questions=[grid]))
    cells = Cells({"r": Parts({"y": WholeNumber(2020)}), "s": Parts({"y": WholeNumber(2030)})})
    assert found(questionnaire, {"Q": Items((("1", Parts({"G": cells})),))}) == [("Q", "1.G.s")]


def test_a_rule_of_a_part_is_made_where_the_part_is_asked() -> None:
    never = {"text": text("Never"), "fails_when": {"question": "Q0", "is": "a"}}
    hidden = year("y", shown_when={"part": "p", "is": "a"}, checks=[never])
    compound = whole("Q", "compound", parts=[choice("p"), hidden])
    questionnaire = asking(choice("Q0"), compound)
    asked: dict[str, Value] = {"Q0": Choice("a"), "Q": Parts({"p": Choice("a"), "y": WholeNumber(2020)})}
    assert found(questionnaire, asked) == [("Q", "y")]
    not_asked: dict[str, Value] = {"Q0": Choice("a"), "Q": Parts({"p": Choice("b"), "y": WholeNumber(2020)})}
    assert found(questionnaire, not_asked) == []


def test_a_repeat_without_items_breaks_no_rule() -> None:
    compound = whole("when", "compound", parts=[year("y")], checks=[IN_THE_PAST])
    assert found(asking(whole("Q", "repeat", questions=[compound])), {}) == []
