"""Repeats: items listed one by one, each answered, checked and counted by itself; and values worked out."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from app.domain.answers import (
    NOT_ASKED,
    Choice,
    DecimalNumber,
    Files,
    Items,
    NonAnswer,
    Parts,
    StoredFile,
    Tabulated,
    Unparsed,
    Value,
    WholeNumber,
    WrittenText,
)
from app.domain.checks import Severity
from app.domain.conditions import Heard
from app.domain.question_types import Computed, Repeat
from tests.factories import asked, part

NAMED = Parts({"name": WrittenText("Council"), "status": Choice("yes")})
ITEMS = Items((("i1", NAMED), ("i2", Parts())))


def repeat(*questions: dict[str, Any], **more: Any) -> Repeat:
    question = asked("repeat", **({"questions": list(questions)} if questions else {}), **more)
    assert isinstance(question, Repeat)
    return question


def computed(**more: Any) -> Computed:
    question = asked("computed", **more)
    assert isinstance(question, Computed)
    return question


def test_an_item_is_read_by_itself() -> None:
    assert repeat().parse_item({"name": ("Council",), "status": ("yes",)}) == NAMED
    assert repeat().parse_item({"else": ("x",)}) == Parts()


def test_items_are_never_posted_together() -> None:
    typed = {"name": ("Council",)}
    assert repeat().parse(typed) == Unparsed(typed)
    assert repeat().for_form(ITEMS) == {}


def test_the_questions_of_an_item_have_its_values() -> None:
    found = {child.name: child.value for child in repeat().item_children(NAMED)}
    assert found == NAMED.values
    assert repeat().children(ITEMS) == ()


def test_an_item_is_called_by_its_first_answer() -> None:
    assert repeat().title_of(NAMED, "en") == "Council"
    assert repeat().title_of(Parts({"status": Choice("yes")}), "fr") == "Oui"
    assert repeat().title_of(Parts(), "en") == ""


def test_items_in_words() -> None:
    assert repeat().for_print(ITEMS, "en") == ("Question name?: Council · Question status?: Yes", "…")


def test_the_number_of_items_is_counted_and_then_each_item() -> None:
    variables = [(one.part, one.per, one.numbers) for one in repeat().variables()]
    assert variables == [("", "report", True), ("name", "item", False), ("status", "item", False)]
    assert repeat().tabulate(Items((("i1", NAMED),))) == (
        Tabulated(kind="number", number=1),
        Tabulated(kind="text", part="name", item="i1"),
        Tabulated(kind="choice", choice="yes", part="status", item="i1"),
    )


def test_persons_in_items_are_never_counted() -> None:
    question = repeat(part("who", "contact"), part("status"))
    assert [one.part for one in question.variables()] == ["", "status"]


def test_parts_and_cells_of_items_are_counted_under_joined_names() -> None:
    question = repeat(part("body", "compound"), part("works", "grid"))
    names = [(one.part, one.row) for one in question.variables()]
    assert names == [
        ("", ""),
        ("body_status", ""),
        ("body_comment", ""),
        ("works_status", "health"),
        ("works_status", "school"),
        ("works_number", "health"),
        ("works_number", "school"),
    ]


def test_a_reply_without_items_is_missing_once() -> None:
    assert repeat().tabulate(NOT_ASKED) == (Tabulated(kind="non_answer", non_answer="not_asked"),)


def test_too_many_items_are_an_error_and_too_few_a_warning() -> None:
    (many,) = repeat(at_most=1).check(ITEMS)
    assert (many.severity, str(many.message)) == (Severity.ERROR, "Keep at most 1 entries.")
    (few,) = repeat(at_least=3).check(ITEMS)
    assert few.severity is Severity.WARNING
    assert "At least 3 entries" in str(few.message)


def test_a_problem_in_an_item_names_item_and_part() -> None:
    wrong = Items((("i1", NAMED), ("i2", Parts({"status": Unparsed({"": ("z",)})}))))
    (problem,) = repeat().check(wrong)
    assert (problem.question_key, problem.field) == ("q", "i2.status")


def test_limits_are_in_order() -> None:
    with pytest.raises(ValidationError, match="in order"):
        repeat(at_least=3, at_most=2)


def test_checks_are_made_in_each_item() -> None:
    assert repeat().scopes(ITEMS) == (("i1", NAMED.values), ("i2", {}))
    assert repeat().scopes(NonAnswer.NO_INFORMATION) == ()


def test_each_item_hides_what_does_not_apply_to_it() -> None:
    question = repeat(part("status"), part("name", "short_text", shown_when={"part": "status", "is": "yes"}))
    hidden = question.hidden(ITEMS, Heard({}))
    assert hidden == {"i2.name"}
    assert question.hidden(NonAnswer.NOT_ANSWERED, Heard({})) == frozenset()
    assert question.without(ITEMS, hidden) == Items((("i1", NAMED), ("i2", Parts({"name": NOT_ASKED}))))
    assert question.without(NonAnswer.NO_INFORMATION, hidden) is NonAnswer.NO_INFORMATION


FILES = Files((StoredFile("f", "a.pdf", "", "en", "application/pdf", 1, "0"),))


@pytest.mark.parametrize(
    ("more", "value"),
    [
        ({"value": {"number": 2.5}}, DecimalNumber(Decimal("2.5"))),
        ({"value": {"number": 2.0}}, WholeNumber(2)),
        ({"value": {"number": 10**16}}, DecimalNumber(Decimal(10**16))),
        ({"value": {"sum_of": [{"question": "n"}, {"number": 1}]}}, WholeNumber(8)),
        ({"value": {"question": "nothing"}}, NonAnswer.NOT_ANSWERED),
        ({"value": None, "count_of": "items"}, WholeNumber(2)),
        ({"value": None, "count_of": "files"}, WholeNumber(1)),
        ({"value": None, "count_of": "nothing"}, WholeNumber(0)),
        ({"value": None, "fact": "respondent"}, WrittenText("State A")),
    ],
)
def test_a_value_is_worked_out(more: dict[str, Any], value: Value) -> None:
    heard = Heard({"n": WholeNumber(7), "items": ITEMS, "files": FILES})
    assert computed(**more).compute(heard, {"en": "State A", "fr": "État A"}) == value


@pytest.mark.parametrize(
    ("names", "value"), [({"fr": "État A"}, WrittenText("État A")), ({}, NonAnswer.NOT_ANSWERED)]
)
def test_a_respondent_without_an_english_name_has_another_or_none(
    names: dict[str, str], value: Value
) -> None:
    assert computed(value=None, fact="respondent").compute(Heard({}), names) == value


@pytest.mark.parametrize(
    ("more", "value", "words"),
    [
        ({}, WholeNumber(4), "4"),
        ({"unit": {"en": "bodies"}}, WholeNumber(4), "4 bodies"),
        ({}, DecimalNumber(Decimal("1E+16")), "1" + "0" * 16),
        ({"value": None, "fact": "respondent"}, WrittenText("State A"), "State A"),
    ],
)
def test_a_value_that_was_worked_out_in_words(more: dict[str, Any], value: Value, words: str) -> None:
    assert computed(**more).for_print(value, "en") == (words,)


def test_a_value_that_was_worked_out_is_observed_but_never_posted() -> None:
    assert computed().tabulate(WholeNumber(4)) == (Tabulated(kind="number", number=4),)
    assert computed(value=None, fact="respondent").tabulate(WrittenText("A")) == (Tabulated(kind="text"),)
    assert computed().parse({"": ("4",)}) == Unparsed({"": ("4",)})
    assert computed().for_form(WholeNumber(4)) == {}


@pytest.mark.parametrize("more", [{"value": None}, {"count_of": "q", "value": {"number": 1}}])
def test_a_computed_value_has_one_source(more: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="comes from one of: value, count_of, fact"):
        computed(**more)


def test_a_save_of_a_page_keeps_what_is_listed() -> None:
    typed = NonAnswer.NO_INFORMATION
    assert repeat().merge(ITEMS, typed) == ITEMS
    assert repeat().merge(Items(()), typed) is typed
    assert asked("attachment").merge(FILES, typed) == FILES
    assert asked("attachment").merge(NonAnswer.NOT_ANSWERED, typed) is typed
    assert asked("text").merge(WrittenText("x"), typed) is typed
