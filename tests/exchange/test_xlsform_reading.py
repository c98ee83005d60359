"""Every construct of a form is mapped, or listed by sheet and row with the reason."""

from typing import Any

import pytest

from app.domain.diagnostics import analyse
from app.exchange.mistakes import InvalidFile
from app.exchange.xlsform import NotMapped, ReadForm, read_xlsform
from app.exchange.xlsform.reading import Sheets, read_sheets
from app.exchange.xlsform.unsaid import settled
from tests.exchange.forms import FORMS, form, sheets_of, survey, tables

SAYS_WHAT_HOLDS_ANYWAY = {"field-list", "multiline", "no", "English (en)", "English"}


def read(*rows: list[str], **more: Any) -> ReadForm:
    return read_xlsform(survey(*rows, **more))


def only(found: ReadForm) -> dict[str, Any]:
    """The one question of a small form, as its definition says it."""
    (question,) = found.questionnaire.document()["sections"][0]["questions"]
    return dict(question)


def question_of(name: str, key: str) -> dict[str, Any]:
    question = read_xlsform(form(name)).questionnaire.by_key[key]
    return question.model_dump(mode="json", by_alias=True, exclude_unset=True)


def reasons(found: ReadForm) -> list[tuple[int, str, str]]:
    return [(one.row, one.what, one.why) for one in found.not_mapped]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_read_to_a_definition_without_mistakes(name: str) -> None:
    found = analyse(read_xlsform(form(name)).questionnaire)
    assert [one.text for one in found if one.severity == "error"] == []


@pytest.mark.parametrize("name", FORMS)
def test_forms_have_twenty_rows_or_more(name: str) -> None:
    sheets = tables(name)
    assert sum(len(rows) - 1 for rows in sheets.values()) >= 20


@pytest.mark.parametrize("name", FORMS)
def test_every_cell_of_every_row_is_taken_or_listed(name: str) -> None:
    """Without a cell, either the definition is another one, or one thing less is listed, or the form is refused."""
    sheets = tables(name)
    whole = read_sheets(sheets_of(sheets), name)
    silent = []
    for sheet, rows in sheets.items():
        for at, row in enumerate(rows[1:], start=1):
            for column, text in enumerate(row):
                if text and text not in SAYS_WHAT_HOLDS_ANYWAY and not text.lower().startswith("end"):
                    rows[at] = [*row[:column], "", *row[column + 1 :]]
                    if _reads_the_same(sheets, whole):
                        silent.append((sheet, at + 1, rows[0][column], text))
            rows[at] = row
    assert silent == []


def _reads_the_same(sheets: dict[str, list[list[str]]], whole: Sheets) -> bool:
    try:
        found = read_sheets(sheets_of(sheets), "form")
    except InvalidFile:
        return False
    return (settled(found.document), found.listed()) == (settled(whole.document), whole.listed())


def test_what_is_not_mapped_is_listed_by_sheet_and_row() -> None:
    listed = read_xlsform(form("treatment")).not_mapped
    assert NotMapped("survey", 6, "default: north", "Answers are never filled in beforehand.") in listed
    assert (
        NotMapped("choices", 3, "media::image: south.png", "Questions and options have no media.") in listed
    )


# ------------------------------------------------------------------------------------------------- question types


@pytest.mark.parametrize(
    ("row_type", "made"),
    [
        ("select_one ab", "single_choice"),
        ("select_multiple ab", "multiple_choice"),
        ("Select one from ab", "single_choice"),
        ("rank ab", "ranking"),
        ("integer", "whole_number"),
        ("decimal", "decimal"),
        ("range", "whole_number"),
        ("date", "date"),
        ("text", "short_text"),
        ("note", "note"),
        ("file", "attachment"),
        ("image", "attachment"),
        ("acknowledge", "declaration"),
    ],
)
def test_a_type_of_row_becomes_a_type_of_question(row_type: str, made: str) -> None:
    found = read([row_type, "q", "Q?"], choices=[["ab", "a", "A"], ["ab", "b", "B"]])
    assert only(found)["type"] == made


@pytest.mark.parametrize(
    "row_type", ["geopoint", "audio", "barcode", "deviceid", "select_one_from_file x.csv", ""]
)
def test_a_row_that_asks_nothing_known_is_listed(row_type: str) -> None:
    found = read(["text", "q", "Q?"], [row_type, "other", "Other?"])
    assert [question.key for question in found.questionnaire.questions_asked()] == ["q"]
    assert {row for row, _, _ in reasons(found)} == {3}


def test_a_long_text_is_one_of_several_lines() -> None:
    found = only(read(["text", "q", "Q?", "multiline", "rows=7"], headings=["appearance", "parameters"]))
    assert (found["type"], found["max_words"], found["lines"]) == ("text", 300, 7)


def test_or_other_is_an_option_beside_which_one_writes() -> None:
    options = question_of("tables", "tool")["options"]
    assert options[-1] == {"code": "other", "text": {"en": "Other"}, "specify": True}


def test_a_filter_by_an_earlier_answer_is_a_condition_of_each_option() -> None:
    options = question_of("treatment", "district")["options"]
    assert [option["shown_when"]["is"] for option in options] == ["north", "north", "south"]


def test_a_range_has_limits() -> None:
    precise = question_of("tables", "precise")
    assert (precise["type"], precise["places"], precise["minimum"], precise["maximum"]) == (
        "decimal",
        2,
        0,
        5,
    )


def test_calculations_are_computed() -> None:
    assert question_of("sums", "half")["value"] == {"question": "total", "times": 0.5}
    assert question_of("sums", "prices")["value"] == {"question": "item", "part": "price"}
    assert question_of("sums", "items")["count_of"] == "item"
    left = question_of("sums", "rest")["value"]
    assert left == {"sum_of": [{"question": "total"}, {"question": "health", "times": -2}]}


def test_a_table_is_a_grid() -> None:
    grid = question_of("tables", "mechanisms")
    assert (grid["type"], grid["guidance"]) == ("grid", {"en": "One answer per row."})
    assert [row["code"] for row in grid["rows"]] == ["health", "education", "criminal_justice"]


def test_a_group_inside_a_section_is_a_compound_where_it_can_be() -> None:
    compound = question_of("tables", "budget")
    assert [part["key"] for part in compound["parts"]] == ["sum_", "year"]
    assert compound["parts"][1]["shown_when"]["all"][0] == {"part": "sum_", "at_least": 0}


def test_other_groups_are_taken_apart_and_pass_their_condition_on() -> None:
    inside = read_xlsform(form("tables")).questionnaire.by_key["proof"]
    assert inside.shown_when is not None


def test_a_repeat_holds_questions_and_compounds() -> None:
    body = question_of("bodies", "body")
    assert [one["key"] for one in body["questions"]] == [
        "body_name",
        "body_level",
        "members",
        "present",
        "secretariat",
    ]
    assert body["checks"][0]["left"] == {"part": "present"}
    assert body["questions"][3]["shown_when"] == {"part": "members", "at_least": 1}
    assert question_of("bodies", "meeting")["at_most"] == 4


# ------------------------------------------------------------------------------------------ conditions and checks


@pytest.mark.parametrize(
    ("key", "condition"),
    [
        (
            "q1",
            {
                "all": [
                    {"question": "s", "is": "a"},
                    {"any": [{"question": "n", "at_least": 4}, {"not": {"question": "m", "includes": "b"}}]},
                ]
            },
        ),
        ("q2", {"not": {"question": "s", "is": "a"}}),
        ("q3", {"any": [{"question": "n", "between": [3, 3]}, {"question": "n", "between": [4, 4]}]}),
        ("q4", {"all": [{"question": "n", "at_least": 5}, {"not": {"question": "n", "between": [7, 7]}}]}),
        (
            "q14",
            {
                "any": [
                    {"question": "s", "is_any_of": ["a", "b"]},
                    {"not": {"question": "s", "answered": True}},
                ]
            },
        ),
        ("q9", None),
        ("q11", None),
    ],
)
def test_relevant_is_a_condition(key: str, condition: dict[str, Any] | None) -> None:
    assert question_of("logic", key).get("shown_when") == condition


def test_decimals_are_more_than_without_being_equal() -> None:
    more, less = question_of("logic", "q5")["shown_when"]["all"]
    assert more["all"] == [{"question": "d", "at_least": 1.5}, {"not": {"question": "d", "at_most": 1.5}}]
    assert less["all"] == [{"question": "d", "at_most": 9}, {"not": {"question": "d", "at_least": 9}}]


def test_constraints_are_limits_or_checks() -> None:
    assert question_of("logic", "n")["minimum"] == -10
    assert question_of("logic", "n")["maximum"] == 99
    assert question_of("logic", "m")["at_least"] == 1
    assert question_of("logic", "q4")["type"] == "period"
    assert question_of("practices", "end")["checks"] == [
        {
            "text": {"en": "After it began.", "fr": "Après le début."},
            "severity": "error",
            "left": {"question": "end"},
            "is": "more_than",
            "right": {"question": "began"},
        }
    ]
    several = question_of("treatment", "services_there")
    assert several["at_most"] == 3
    assert several["options"][-1]["exclusive"] is True


def test_a_constraint_that_is_no_comparison_fails_when_it_is_not_true() -> None:
    (check,) = question_of("logic", "later")["checks"]
    assert check["fails_when"]["all"][0] == {"question": "later", "answered": True}


def test_a_constraint_of_which_one_part_cannot_be_mapped_is_listed_whole() -> None:
    found = reasons(read(["integer", "q", "Q?", ". > 1 and pulldata('a', 'b')"], headings=["constraint"]))
    assert found == [(2, "constraint: . > 1 and pulldata('a', 'b')", "A condition cannot say pulldata().")]


# --------------------------------------------------------------------------------------------- texts and languages


def test_texts_are_in_the_six_languages() -> None:
    found = read_xlsform(form("languages"))
    assert found.questionnaire.languages == ("en", "ar", "fr", "es", "ru", "zh")
    assert found.questionnaire.by_key["plan"].text.in_language("ar") == "هل توجد خطة؟"
    assert {one.what.split(":")[0] for one in found.not_mapped} == {"label"}
    assert len(found.not_mapped) == 18


def test_the_default_language_is_the_first() -> None:
    assert read_xlsform(form("practices")).questionnaire.languages[0] == "fr"
    assert read_xlsform(form("logic")).questionnaire.languages == ("fr",)


def test_hints_are_guidance_and_purpose() -> None:
    title = question_of("practices", "title")
    assert (title["guidance"], title["purpose"]) == ({"fr": "Court."}, {"fr": "Pour le trouver."})


def test_names_that_are_no_keys_are_renamed_and_listed() -> None:
    found = read_xlsform(form("names"))
    assert "q_1st_question" in found.questionnaire.by_key
    assert (
        3,
        "name: 1st question?",
        "Renamed to q_1st_question, which is how keys are written here.",
    ) in reasons(found)


def test_the_same_form_gives_the_same_keys() -> None:
    assert read_xlsform(form("names")) == read_xlsform(form("names"))


def test_the_type_column_of_this_system_counts_where_it_fits_the_row() -> None:
    by_key = read_xlsform(form("names")).questionnaire.by_key
    kinds = [by_key[key].type for key in ("in_year", "in_percent", "not_a_scale", "no_type_of_ours")]
    assert kinds == ["year", "percentage", "single_choice", "short_text"]


@pytest.mark.parametrize(
    ("rows", "row", "text"),
    [
        ([["begin_group", "g", "G"], ["text", "q", "Q?"]], 2, "never ended"),
        ([["text", "q", "Q?"], ["end_group", "", ""]], 3, "was not begun"),
        ([["begin_group", "g", "G"], ["end_repeat", "", ""]], 3, "was not begun"),
        ([["geopoint", "q", "Q?"]], 1, "nothing to ask"),
        ([["begin_group", f"g{at}", "G"] for at in range(40)], 32, "More than 30"),
    ],
)
def test_a_form_without_shape_is_refused_by_row(rows: list[list[str]], row: int, text: str) -> None:
    with pytest.raises(InvalidFile) as refused:
        read(*rows)
    (mistake,) = refused.value.mistakes
    assert (mistake.line, text in mistake.text) == (row, True)


def test_two_columns_of_the_same_name_are_refused() -> None:
    with pytest.raises(InvalidFile, match="Two columns"):
        read(["text", "q", "Q?", "x", "y"], headings=["relevant", "relevant"])


def test_a_column_without_a_language_beside_one_with_it_is_listed() -> None:
    found = read(["text", "q", "Q?", "In English?"], headings=["label::English (en)"])
    assert only(found)["text"] == {"en": "Q?"}
    assert [what for _, what, _ in reasons(found)] == ["label::English (en): In English?"]


def test_the_number_of_entries_is_spelt_in_three_ways() -> None:
    for heading in ("repeat_count", "jr:count", "Repeat Count"):
        found = read(
            ["begin_repeat", "r", "R", "3"], ["text", "q", "Q?"], ["end_repeat", ""], headings=[heading]
        )
        assert (only(found)["at_least"], only(found)["at_most"]) == (3, 3)


@pytest.mark.parametrize("parameters", ["start=a end=9", "start=1 end=9 tick=2", "start=0.5 end=9"])
def test_parameters_of_a_range_that_are_not_kept_are_listed(parameters: str) -> None:
    assert reasons(read(["range", "q", "Q?", parameters], headings=["parameters"])) != []


def test_a_percentage_keeps_its_own_limits() -> None:
    found = read(["decimal", "q", "Q?", "percentage", ". <= 50"], headings=["q::type", "constraint"])
    assert only(found) == {"key": "q", "type": "percentage", "number": "1", "text": {"en": "Q?"}}
    assert [why for _, _, why in reasons(found)] == ["A percentage is a number from 0 to 100."]


def test_a_comparison_inside_a_group_of_a_repeat_is_listed() -> None:
    rows = [
        ["begin_repeat", "r", "R"],
        ["begin_group", "g", "G"],
        ["integer", "a", "A"],
        ["integer", "b", "B", ". <= ${a}"],
        ["end_group", ""],
        ["end_repeat", ""],
    ]
    found = read(*rows, headings=["constraint"])
    assert "checks" not in only(found)
    assert "cannot be checked there" in "".join(why for _, _, why in reasons(found))


def test_a_table_with_too_few_options_is_left_out_and_nothing_looks_at_it() -> None:
    rows = [
        ["text", "q", "Q?"],
        ["begin_group", "g", "G", "table-list"],
        ["select_one one", "x", "X"],
        ["end_group", ""],
        ["text", "after", "After", "", "${x} = 'a'"],
    ]
    found = read(*rows, headings=["appearance", "relevant"], choices=[["one", "a", "A"]])
    assert list(found.questionnaire.by_key) == ["q", "after"]
    assert found.questionnaire.by_key["after"].shown_when is None
    assert {row for row, _, _ in reasons(found)} >= {4, 6}
