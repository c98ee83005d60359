"""What is written opens in any ODK tool, and reads back to the same questionnaire."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from app.domain.question_types import QUESTION_TYPES
from app.domain.questionnaire import Questionnaire
from app.exchange.xlsform import read_xlsform, write_xlsform
from app.exchange.xlsform.reading import read_sheets
from app.exchange.xlsform.workbook import read_workbook
from app.exchange.yaml_format import read_questionnaire
from tests.exchange.forms import FORMS, form
from tests.exchange.gallery import gallery
from tests.factories import EXAMPLES, question, questionnaire, section

PARAGRAPH_2 = Path(__file__).resolve().parents[2] / "questionnaires" / "cnd-60-6-p2.yaml"
DEFINITIONS: dict[str, Callable[[], Questionnaire]] = {
    "gallery": gallery,
    "paragraph 2": lambda: read_questionnaire(PARAGRAPH_2),
}


def rows_of(definition: Questionnaire) -> dict[str, dict[str, str]]:
    """The rows of the survey sheet by name, each by column heading."""
    sheets = {sheet.name: sheet for sheet in read_workbook(write_xlsform(definition), "written")}
    (_, headings), *rows = sheets["survey"].rows
    named = [{headings[at]: text for at, text in texts.items()} for _, texts in rows]
    return {row["name"]: row for row in named if "name" in row}


def row(key: str, kind: str, **more: Any) -> dict[str, str]:
    """The row of one question by itself."""
    return rows_of(questionnaire(section("A", question(key, kind, **more))))[key]


def test_the_gallery_shows_every_type() -> None:
    assert {question.type for question in gallery().by_key.values()} == set(QUESTION_TYPES)


@pytest.mark.parametrize("name", DEFINITIONS)
def test_written_and_read_it_is_the_same_with_nothing_listed(name: str) -> None:
    definition = DEFINITIONS[name]()
    found = read_xlsform(write_xlsform(definition))
    assert found.questionnaire == definition
    assert found.questionnaire.document() == definition.document()
    assert found.not_mapped == ()


@pytest.mark.parametrize("name", FORMS)
def test_a_form_written_again_is_the_same(name: str) -> None:
    definition = read_xlsform(form(name)).questionnaire
    found = read_xlsform(write_xlsform(definition))
    assert (found.questionnaire, found.not_mapped) == (definition, ())


@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_sheets_alone_say_what_is_asked(name: str) -> None:
    """Without the definition on its own sheet every question is still there, in its type, and nothing is listed."""
    definition = DEFINITIONS[name]()
    sheets = [
        sheet for sheet in read_workbook(write_xlsform(definition), name) if sheet.name != "questionnaire"
    ]
    found = read_sheets(sheets, name)
    asked = [(one["key"], one["type"]) for part in found.document["sections"] for one in part["questions"]]
    assert asked == [(one.key, one.type) for one in definition.by_key.values()]
    assert found.listed() == ()


@pytest.mark.parametrize("name", [*DEFINITIONS, *FORMS])
def test_pyxform_converts_it(name: str) -> None:
    definition = DEFINITIONS[name]() if name in DEFINITIONS else read_xlsform(form(name)).questionnaire
    found = convert(write_xlsform(definition), file_type=".xlsx", validate=False)
    untranslated = [warning for warning in found.warnings if "is missing the survey" in warning]
    assert found.warnings == untranslated
    for key in definition.by_key:
        assert f"/{key}" in found.xform


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_question_of_any_type_reads_back_the_same(kind: str) -> None:
    definition = questionnaire(section("A", question("q", kind, required=True)))
    found = read_xlsform(write_xlsform(definition))
    assert found.questionnaire.document() == definition.document()
    assert found.not_mapped == ()


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_sheets_alone_know_a_question_of_any_type(kind: str) -> None:
    written = read_workbook(write_xlsform(questionnaire(section("A", question("q", kind)))), kind)
    found = read_sheets([sheet for sheet in written if sheet.name != "questionnaire"], kind)
    ((asked,),) = [part["questions"] for part in found.document["sections"]]
    assert (asked["key"], asked["type"]) == ("q", kind)
    assert found.listed() == ()


def test_the_same_questionnaire_gives_the_same_cells() -> None:
    first, second = (read_workbook(write_xlsform(gallery()), "written") for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("kind", "more", "row_type"),
    [
        ("whole_number", {}, "integer"),
        ("percentage", {}, "decimal"),
        ("year", {}, "integer"),
        ("date", {}, "date"),
        ("period", {}, "text"),
        ("text", {}, "text"),
        ("note", {}, "note"),
        ("attachment", {}, "file"),
        ("computed", {"fact": "respondent"}, "text"),
        ("computed", {"value": {"number": 2}}, "calculate"),
        ("yes_no_planned", {}, "select_one yes_no_planned"),
        ("scale", {"scale": "extent"}, "select_one extent"),
        ("single_choice", {}, "select_one q"),
        ("multiple_choice", {}, "select_multiple q"),
        ("contact", {}, "begin_group"),
        ("declaration", {}, "begin_group"),
        ("amount", {}, "begin_group"),
        ("date_range", {}, "begin_group"),
    ],
)
def test_each_type_has_its_row(kind: str, more: dict[str, Any], row_type: str) -> None:
    assert row("q", kind, **more)["type"] == row_type


def test_conditions_are_expressions() -> None:
    rows = rows_of(gallery())
    assert rows["site"]["relevant"] == "not(${line} != '')"
    assert rows["odd"]["relevant"] == (
        "(${count} >= 2 and ${count} <= 4) and not(selected(${several}, 'none')) and count-non-empty(${files}) >= 1"
        " and (${long} != '' or ${long._non_answer} != '')"
    )
    assert rows["coordinator.level"]["relevant"] == "${coordinator.exists} = 'a'"
    assert rows["_section.B-2"]["relevant"] == "${_fact.kind} = 'member_state' or ${one} != ''"
    assert rows["table.education.how"]["relevant"] == "${one} != 'b' and ${one} != ''"


def test_limits_and_checks_are_constraints() -> None:
    rows = rows_of(gallery())
    assert rows["count"]["constraint"] == ". >= 1 and . <= 50"
    assert rows["day"]["constraint"] == ". <= today()"
    assert rows["fewer"]["constraint"] == ". >= 0 and (. <= ${count} or ${count} = '')"
    assert rows["several"]["constraint"] == (
        "not(selected(., 'none') and count-selected(.) > 1) and count-selected(.) <= 2"
    )
    assert rows["coordinator.until"]["constraint"].endswith(
        "(. >= ${coordinator.from} or ${coordinator.from} = '')"
    )


def test_what_is_worked_out_is_a_calculation() -> None:
    rows = rows_of(gallery())
    assert rows["half"]["calculation"] == "(${count} + ${any}) * 0.5"
    assert rows["staff"]["calculation"] == "sum(${bodies.people})"
    assert rows["total"]["calculation"] == (
        "coalesce(${money-by-sector.health.people}, 0) + coalesce(${money-by-sector.education.people}, 0)"
    )


def test_reasons_for_no_answer_are_choices_or_a_question_of_their_own() -> None:
    rows = rows_of(gallery())
    assert "several._non_answer" not in rows
    assert rows["any._non_answer"]["type"] == "select_one no_information_or_not_applicable"


# ---------------------------------------------------------------------------------------------------- whatever it is

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(
    lambda text: bool(text.strip()) and "\x00" not in text
)
TEXTS = st.dictionaries(st.sampled_from(["en", "fr", "ar", "zh"]), WORDS, min_size=0, max_size=3).flatmap(
    lambda others: WORDS.map(lambda text: others | {"en": text})
)
OPTIONS = st.lists(
    st.fixed_dictionaries({"text": TEXTS}, optional={"exclusive": st.booleans(), "specify": st.booleans()}),
    min_size=2,
    max_size=4,
).map(lambda options: [{"code": f"o{at}"} | option for at, option in enumerate(options)])
MORE = {
    "guidance": TEXTS,
    "purpose": TEXTS,
    "required": st.booleans(),
    "concept": st.just("something"),
    "non_answers": st.lists(st.sampled_from(["no_information", "not_applicable"]), unique=True),
}
GENERATED = {"single_choice", "multiple_choice", "ranking", "text", "scale"}
OTHERS = sorted(
    kind for kind, one in QUESTION_TYPES.items() if one.stands == "anywhere" and kind not in GENERATED
)


def example_of(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    needs = {name: st.just(value) for name, value in EXAMPLES[kind].items()}
    return st.fixed_dictionaries({"type": st.just(kind), "text": TEXTS} | needs, optional=MORE)


SIMPLE = st.one_of(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["single_choice", "multiple_choice", "ranking"]),
            "text": TEXTS,
            "options": OPTIONS,
        },
        optional=MORE,
    ),
    st.fixed_dictionaries(
        {"type": st.just("text"), "text": TEXTS, "max_words": st.integers(1, 99)}, optional=MORE
    ),
    st.fixed_dictionaries(
        {"type": st.just("scale"), "text": TEXTS, "scale": st.sampled_from(["extent", "change"])},
        optional=MORE,
    ),
    st.sampled_from(OTHERS).flatmap(example_of),
)


def keyed(found: list[dict[str, Any]], letter: str) -> list[dict[str, Any]]:
    return [{"key": f"{letter}{at}"} | one for at, one in enumerate(found)]


PARTS = st.lists(SIMPLE, min_size=1, max_size=3).map(lambda found: keyed(found, "p"))
GRIDS = st.fixed_dictionaries({"type": st.just("grid"), "text": TEXTS, "rows": OPTIONS, "columns": PARTS})
COMPOUNDS = st.fixed_dictionaries({"type": st.just("compound"), "text": TEXTS, "parts": PARTS}, optional=MORE)
REPEATS = st.fixed_dictionaries(
    {
        "type": st.just("repeat"),
        "text": TEXTS,
        "questions": st.lists(SIMPLE | COMPOUNDS | GRIDS, min_size=1, max_size=3).map(
            lambda one: keyed(one, "r")
        ),
    }
)
SHOWN = st.recursive(
    st.one_of(
        st.fixed_dictionaries({"question": st.just("first"), "is": st.sampled_from(["a", "b"])}),
        st.fixed_dictionaries({"question": st.just("second"), "at_least": st.integers(0, 9)}),
        st.fixed_dictionaries({"question": st.just("second"), "answered": st.just(True)}),
        st.fixed_dictionaries(
            {"fact": st.just("regional_group"), "is_any_of": st.lists(WORDS, min_size=1, max_size=2)}
        ),
    ),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
    ),
    max_leaves=4,
)
ANY = st.tuples(SIMPLE | GRIDS | COMPOUNDS | REPEATS, st.none() | SHOWN).map(
    lambda found: found[0] if found[1] is None else found[0] | {"shown_when": found[1]}
)


@settings(max_examples=25, deadline=None)
@given(st.lists(ANY, min_size=1, max_size=4))
def test_whatever_is_asked_it_reads_back_the_same(asked: list[dict[str, Any]]) -> None:
    first = [question("first", "single_choice"), question("second", "whole_number")]
    definition = questionnaire(section("A", *first, *keyed(asked, "q")), languages=["en", "fr"])
    found = read_xlsform(write_xlsform(definition))
    assert found.questionnaire.document() == definition.document()
    assert found.not_mapped == ()
