"""Conditions, checks and calculations are built from rows, without JavaScript, and say everything that can be said."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import given as drawn
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.domain.conditions import All, AnyOf, Look, Not
from app.questionnaires.forms.conditions import Node, after, condition_of, node_of, posted_node, written
from app.questionnaires.forms.operands import Amounts, amounts_after, amounts_of, operand_of, posted_amounts
from app.questionnaires.forms.properties import Mistyped
from tests.conftest import SignIn
from tests.web.editing import QUESTION, Desk, given, place, thing

SECOND = "sections/A/questions/second"
LOOKS: list[dict[str, Any]] = [
    {"question": "first", "is": "a"},
    {"question": "first", "is_not": "a"},
    {"question": "first", "is_any_of": ["a", "b"]},
    {"question": "last", "includes": "a"},
    {"question": "last", "includes_any_of": ["a", "b"]},
    {"question": "many", "at_least": 2},
    {"question": "many", "at_most": 2.5},
    {"question": "many", "between": [1, 4]},
    {"question": "first", "answered": True},
    {"question": "table", "row": "health", "part": "number", "at_least": 1},
    {"part": "name", "answered": True},
    {"count_of": "bodies", "at_least": 1},
    {"fact": "kind", "is": "member_state"},
    {"fact": "respondent", "is_any_of": ["XAA", "XAB"]},
    {"fact": "regional_group", "is_any_of": ["AFRICAN", "ASIA_PACIFIC"]},
]
CONDITIONS = st.recursive(
    st.sampled_from(LOOKS),
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)


def as_posted(node: Node, name: str = "c") -> MultiDict[str, str]:
    """What a browser posts of the rows."""
    posted = MultiDict({f"{name}.kind": node.kind})
    if node.kind != "look":
        posted[f"{name}.count"] = str(len(node.children))
        for at, child in enumerate(node.children):
            posted.update(as_posted(child, f"{name}.{at}"))
        return posted
    posted[f"{name}.about"] = f"fact:{node.key}" if node.about == "fact" else node.about
    fields = {"key": node.key, "part": node.part, "row": node.row, "operator": node.operator}
    posted.update({f"{name}.{field}": text for field, text in fields.items()})
    for value in node.values:
        posted.add(f"{name}.value", value)
    return posted


@drawn(CONDITIONS)
def test_every_condition_comes_back_from_its_rows_as_it_was(condition: dict[str, Any]) -> None:
    node = posted_node(as_posted(node_of(condition)))
    alone = condition.get("all") or condition.get("any") or []
    assert condition_of(node) == (alone[0] if len(alone) == 1 else condition)


def test_the_rows_know_every_way_to_look() -> None:
    known = {name for look in LOOKS for name in look}
    fields = {field.alias or name for name, field in Look.model_fields.items()}
    assert known == fields
    assert {All, AnyOf, Not}


@pytest.mark.parametrize(
    ("step", "kinds"),
    [
        ("add c", ["look", "look"]),
        ("group c", ["look", "any"]),
        ("not c", ["look", "not"]),
        ("remove c.0", []),
        ("show", ["look"]),
        ("add c.7", ["look"]),
    ],
)
def test_buttons_change_the_rows(step: str, kinds: list[str]) -> None:
    assert [child.kind for child in after(node_of(None), step).children] == kinds


def test_rows_inside_groups_change_too() -> None:
    node = after(after(node_of(None), "group c"), "add c.1")
    assert len(node.children[1].children) == 3
    assert len(after(node, "remove c.1.0").children[1].children) == 2


@pytest.mark.parametrize(
    "node",
    [
        Node(),
        Node(key="first"),
        Node(key="first", operator="is"),
        Node(key="many", operator="between", values=("1",)),
        Node(key="many", operator="at_least", values=("few",)),
        Node("all"),
    ],
)
def test_rows_that_lack_something_say_so(app: Flask, node: Node) -> None:
    with app.test_request_context(), pytest.raises(Mistyped):
        written(node)


OPERANDS: list[dict[str, Any]] = [
    {"question": "many"},
    {"question": "table", "part": "number", "row": "health"},
    {"question": "table", "part": "number", "previous": True},
    {"part": "name"},
    {"number": 4},
    {"today": True},
    {"this_year": True, "times": 2},
    {"question": "last", "among": ["a", "b"]},
    {"sum_of": [{"question": "many"}, {"number": 1.5, "times": 2}]},
]


def amounts_posted(amounts: Amounts, name: str) -> MultiDict[str, str]:
    fields = {"source": amounts.source, "key": amounts.key, "part": amounts.part, "row": amounts.row}
    fields |= {"number": amounts.number, "times": amounts.times, "count": str(len(amounts.children))}
    posted = MultiDict({f"{name}.{field}": text for field, text in fields.items()})
    for code in amounts.among:
        posted.add(f"{name}.among", code)
    if amounts.previous:
        posted.add(f"{name}.previous", "yes")
    for at, child in enumerate(amounts.children):
        posted.update(amounts_posted(child, f"{name}.{at}"))
    return posted


@pytest.mark.parametrize("operand", OPERANDS)
def test_every_calculation_comes_back_from_its_rows_as_it_was(operand: dict[str, Any]) -> None:
    assert operand_of(posted_amounts(amounts_posted(amounts_of(operand), "left"), "left")) == operand


def test_sums_grow_and_shrink() -> None:
    held = amounts_after(amounts_after(Amounts("sum_of"), "left", "term left"), "left", "term left")
    assert len(held.children) == 2
    assert len(amounts_after(held, "left", "drop left.1").children) == 1
    assert amounts_after(held, "left", "term right") == held


@pytest.mark.parametrize("amounts", [Amounts(), Amounts("sum_of"), Amounts("number", number="few")])
def test_calculations_that_lack_something_say_so(app: Flask, amounts: Amounts) -> None:
    with app.test_request_context(), pytest.raises(Mistyped):
        operand_of(amounts)


@pytest.fixture
def desk(sign_in: SignIn, session: Session) -> Desk:
    given(session)
    return Desk(sign_in("admin"))


def row(**fields: Any) -> dict[str, Any]:
    """One row inside the outermost group."""
    group: dict[str, Any] = {"c.kind": "all", "c.count": "1", "c.0.kind": "look"}
    return group | {f"c.0.{name}": value for name, value in fields.items()}


def test_a_condition_is_built_step_by_step_and_told_in_words(desk: Desk, session: Session) -> None:
    assert "Always shown." in desk.open(SECOND)
    chosen = desk.send("condition", SECOND, do="show", **row(key="first")).text
    assert '<option value="is_any_of"' in chosen
    assert "at_least" not in chosen
    listed = desk.send("condition", SECOND, do="show", **row(key="first", operator="is_any_of")).text
    assert 'type="checkbox" name="c.0.value" value="a"' in listed
    saved = desk.send(
        "condition", SECOND, do="save", **row(key="first", operator="is_any_of", value=["a", "b"])
    )
    assert place(saved) == SECOND
    assert thing(session, SECOND)["shown_when"] == {"question": "first", "is_any_of": ["a", "b"]}
    page = desk.open(SECOND)
    assert "Shown when Q.first is “Option A” or “Option B”." in page
    assert "Shown when a condition holds" in page


def test_a_condition_that_lacks_something_comes_back(desk: Desk) -> None:
    reply = desk.send("condition", SECOND, do="save", **row(key="first"))
    assert reply.status_code == 422
    assert "Choose a comparison" in reply.text
    assert 'value="first"' in reply.text


def test_a_condition_is_taken_away(desk: Desk, session: Session) -> None:
    desk.send("condition", SECOND, do="save", **row(key="first", operator="answered"))
    desk.send("condition", SECOND, do="clear")
    assert "shown_when" not in thing(session, SECOND)


@pytest.mark.parametrize(
    ("about", "key", "offered"),
    [
        ("count_of", "bodies", "at_least"),
        ("question", "many", "between"),
        ("question", "last", "includes_any_of"),
        ("question", "table", "at_least"),
        ("question", "unheard", "includes"),
        ("fact:kind", "", "is_any_of"),
        ("question", "third", "answered"),
    ],
)
def test_comparisons_fit_what_is_looked_at(desk: Desk, about: str, key: str, offered: str) -> None:
    at = "sections/B/questions/last"
    page = desk.send("condition", at, do="show", **row(about=about, key=key)).text
    assert f'<option value="{offered}"' in page


def test_a_part_looks_at_the_parts_beside_it(desk: Desk, session: Session) -> None:
    at = "sections/B/questions/bodies/questions/status"
    page = desk.send("condition", at, do="show", **row(about="part", key="name")).text
    assert '<option value="name" selected>' in page
    desk.send("condition", at, do="save", **row(about="part", key="name", operator="answered"))
    assert thing(session, at)["shown_when"] == {"part": "name", "answered": True}
    assert "Question name?" in desk.open(at).partition("When it is shown")[2]


def test_a_page_with_javascript_gets_the_rows_alone(desk: Desk) -> None:
    reply = desk.in_parts("condition", SECOND, do="add c", **row(key="first"))
    assert reply.text.strip().startswith("<form")
    assert "c.1.key" in reply.text


def test_an_option_is_shown_when_a_condition_holds(desk: Desk, session: Session) -> None:
    at = "sections/B/questions/last/options/a"
    desk.send("condition", at, do="save", **row(key="many", operator="at_least", value="2"))
    assert thing(session, at)["shown_when"] == {"question": "many", "at_least": 2}


def test_a_section_is_for_some_respondents_only(desk: Desk, session: Session) -> None:
    at = "sections/B"
    desk.send("condition", at, do="save", **row(key="first", operator="answered"))
    desk.send("for-whom", at, kind=["donor"], regional_group=["AFRICAN", "ASIA_PACIFIC"])
    others = {"question": "first", "answered": True}
    kind = {"fact": "kind", "is_any_of": ["donor"]}
    group = {"fact": "regional_group", "is_any_of": ["AFRICAN", "ASIA_PACIFIC"]}
    assert thing(session, at)["shown_when"] == {"all": [others, kind, group]}
    page = desk.open(at, "for-whom")
    assert 'name="kind" value="donor" checked' in page
    assert "African States" in desk.open(at)
    desk.send("for-whom", at, kind=[], regional_group=[], respondent=["XAA", "XAB", "QQQ"])
    listed = {"fact": "respondent", "is_any_of": ["XAA", "XAB", "QQQ"]}
    assert thing(session, at)["shown_when"] == {"all": [others, listed]}
    page = desk.open(at, "for-whom")
    for code in ("XAA", "XAB", "QQQ"):  # the last is in the register no more
        assert f'name="respondent" value="{code}" checked' in page
    assert "the respondent is “XAA”" in desk.open(at)
    desk.send("for-whom", at, kind=[], regional_group=[])
    assert thing(session, at)["shown_when"] == others


COMPARED = {"text": "Fewer, please.", "severity": "error", "form": "compare", "must_be": "at_most"}
SIDES = {"left.source": "question", "left.key": "many", "right.source": "number", "right.number": "9"}


def test_a_check_compares_two_numbers(desk: Desk, session: Session) -> None:
    at = "sections/B/questions/many"
    assert place(desk.send("check", at, do="save", **COMPARED, **SIDES)) == at
    rule = {"left": {"question": "many"}, "is": "at_most", "right": {"number": 9}}
    told = {"text": {"en": "Fewer, please."}, "severity": "error"}
    assert thing(session, at)["checks"] == [told | rule]
    assert "Blocks submission unless Q.many is at most 9" in desk.open(at)


def test_a_check_is_changed_and_taken_out(desk: Desk, session: Session) -> None:
    at = "sections/B/questions/many"
    desk.send("check", at, do="save", **COMPARED, **SIDES)
    assert 'value="9"' in desk.open(at, "check", number="0")
    fails = row(key="first", operator="answered") | {
        "form": "fails",
        "text": "Not both.",
        "severity": "warning",
    }
    desk.send("check", at, None, number="0", do="save", **fails)
    [rule] = thing(session, at)["checks"]
    assert rule["fails_when"] == {"question": "first", "answered": True}
    assert "It fails when" in desk.open(at, "check", number="0")
    desk.send("check", at, None, number="0", do="delete")
    assert not thing(session, at).get("checks")


@pytest.mark.parametrize("lacking", [{"text": ""}, {"left.key": ""}, {"right.number": "few"}])
def test_a_check_that_lacks_something_comes_back(desk: Desk, lacking: dict[str, str]) -> None:
    reply = desk.send("check", QUESTION, do="save", **(COMPARED | SIDES | lacking))
    assert reply.status_code == 422
    assert "There is a problem" in reply.text


def test_rows_of_a_check_are_added(desk: Desk) -> None:
    fields = COMPARED | SIDES | {"left.source": "sum_of", "left.count": "0"}
    page = desk.send("check", QUESTION, do="term left", **fields).text
    assert 'name="left.0.key"' in page


def test_there_is_no_check_with_another_number(desk: Desk) -> None:
    assert (
        desk.client.get(f"{desk.home}/check", query_string={"at": QUESTION, "number": "3"}).status_code == 404
    )


def test_a_value_is_worked_out_from_a_calculation_or_a_list(desk: Desk, session: Session) -> None:
    at = desk.add("sections/B/questions/last", "question", "computed")
    desk.send("source", at, do="save", kind="value", **{"value.source": "question", "value.key": "many"})
    assert thing(session, at)["value"] == {"question": "many"}
    assert "Q.many" in desk.open(at).partition("Worked out from")[2]
    desk.send("source", at, do="save", kind="count_of", count_of="bodies")
    saved = thing(session, at)
    assert (saved["count_of"], "value" in saved) == ("bodies", False)
    assert 'value="bodies"' in desk.open(at, "source")
    desk.send("source", at, do="save", kind="fact")
    assert thing(session, at)["fact"] == "respondent"
    assert desk.send("source", at, do="save", kind="count_of", count_of="").status_code == 422
    assert (
        'name="value.0.key"'
        in desk.send(
            "source", at, do="term value", kind="value", **{"value.source": "sum_of", "value.count": "0"}
        ).text
    )
