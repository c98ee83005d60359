"""What is changed on the sheets of a written form is what counts; all else stays as the definition has it."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook

from app.domain.questionnaire import Questionnaire
from app.exchange.mistakes import InvalidFile
from app.exchange.xlsform import ReadForm, read_xlsform, write_xlsform
from tests.exchange.gallery import gallery

Sheet = Any


def save(book: Any) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def edited(edit: Callable[[Any], object], definition: Questionnaire | None = None) -> ReadForm:
    """What is read after `edit` changed the workbook, as a spreadsheet program would."""
    book = load_workbook(io.BytesIO(write_xlsform(definition or gallery())))
    edit(book)
    return read_xlsform(save(book))


def column(sheet: Sheet, heading: str) -> int:
    return next(int(cell.column) for cell in sheet[1] if str(cell.value).startswith(heading))


def row(sheet: Sheet, name: str) -> int:
    at = column(sheet, "name")
    return next(int(cells[0].row) for cells in sheet.iter_rows() if cells[at - 1].value == name)


def put(name: str, heading: str, text: str | None, sheet: str = "survey") -> Callable[[Any], object]:
    """An edit that writes `text` into one cell."""

    def edit(book: Any) -> None:
        page = book[sheet]
        page.cell(row(page, name), column(page, heading)).value = text

    return edit


def questions(found: ReadForm) -> dict[str, dict[str, Any]]:
    held = found.questionnaire.document()["sections"]
    return {question["key"]: question for section in held for question in section["questions"]}


def before() -> dict[str, dict[str, Any]]:
    return {one["key"]: one for section in gallery().document()["sections"] for one in section["questions"]}


def changed(found: ReadForm) -> dict[str, dict[str, Any]]:
    """The questions that differ from those of the gallery; nothing else may."""
    old = before()
    return {key: one for key, one in questions(found).items() if old.get(key) != one}


def test_a_changed_label_counts() -> None:
    found = edited(put("count", "label::English", "How many bodies?"))
    assert changed(found) == {"count": before()["count"] | {"text": {"en": "How many bodies?"}}}
    assert found.not_mapped == ()


def test_a_translation_is_added() -> None:
    found = edited(put("count", "label::Français", "Combien ?"))
    assert changed(found)["count"]["text"] == {"en": "Question count?", "fr": "Combien ?"}


def test_a_changed_source_leaves_its_translation_stale() -> None:
    found = edited(put("planned", "label::English", "Is it in place?"))
    text = found.questionnaire.by_key["planned"].text
    assert text.stale("en") == ("fr",)


def test_of_a_translation_changed_in_the_sheet_nothing_is_known() -> None:
    found = edited(put("planned", "label::Français", "Est-ce en place ?"))
    assert changed(found)["planned"]["text"] == {"en": "In place?", "fr": "Est-ce en place ?"}


def test_a_changed_choice_counts_in_every_question_that_uses_it() -> None:
    found = changed(edited(put("x", "label::English", "First option", sheet="choices")))
    assert {key: one["options"][0]["text"]["en"] for key, one in found.items()} == {
        "filtered": "First option",
        "ranked": "First option",
    }


def test_a_changed_condition_counts() -> None:
    found = edited(put("site", "relevant", "${count} > 3"))
    assert changed(found)["site"]["shown_when"] == {"question": "count", "at_least": 4}
    assert changed(edited(put("site", "relevant", None)))["site"].keys().isdisjoint({"shown_when"})


def test_a_condition_that_cannot_be_mapped_is_listed_and_the_old_one_stays() -> None:
    found = edited(put("site", "relevant", "string-length(${line}) > 3"))
    assert changed(found) == {}
    assert [one.what for one in found.not_mapped] == ["relevant: string-length(${line}) > 3"]


def test_limits_requirements_and_hints_count() -> None:
    assert changed(edited(put("count", "constraint", ". >= 2")))["count"]["minimum"] == 2
    assert "required" not in changed(edited(put("one", "required", None)))["one"]
    assert changed(edited(put("line", "hint::English", "Be brief.")))["line"]["guidance"] == {
        "en": "Be brief."
    }
    assert changed(edited(put("line", "guidance_hint", None)))["line"].keys().isdisjoint({"purpose"})


def test_a_changed_check_takes_the_place_of_the_old_one_and_others_stay() -> None:
    checks = changed(edited(put("fewer", "constraint_message", "Not more.")))["fewer"]["checks"]
    assert [check["text"]["en"] for check in checks] == ["Not more.", "Much fewer than before."]


def test_the_title_of_the_form_counts_and_that_of_the_report_stays() -> None:
    def edit(book: Any) -> None:
        book["settings"]["A2"].value = "New title"

    found = edited(edit).questionnaire
    assert found.title.in_language("en") == "New title"
    assert found.report == gallery().report


def test_parts_rows_and_columns_count() -> None:
    parts = changed(edited(put("coordinator.level", "label::English", "Rank")))["coordinator"]["parts"]
    assert parts[1]["text"] == {"en": "Rank"}
    rows = changed(edited(put("table.health.how", "label::English", "Public health")))["table"]
    assert rows["rows"][0]["text"] == {"en": "Public health"}
    assert rows["columns"] == before()["table"]["columns"]
    inner = changed(edited(put("bodies.mandate.text", "label::English", "Its words")))["bodies"]
    assert inner["questions"][3]["parts"][0]["text"] == {"en": "Its words"}


def test_a_row_is_taken_out() -> None:
    def edit(book: Any) -> None:
        sheet = book["survey"]
        sheet.delete_rows(row(sheet, "post"))

    found = edited(edit)
    assert set(before()) - set(questions(found)) == {"post"}
    assert changed(found) == {}


def test_a_row_is_put_in_where_it_stands() -> None:
    def edit(book: Any) -> None:
        sheet = book["survey"]
        at = row(sheet, "post")
        sheet.insert_rows(at)
        for heading, text in (("type", "integer"), ("name", "new"), ("label::English", "New?")):
            sheet.cell(at, column(sheet, heading)).value = text

    found = edited(edit)
    keys = [question.key for question in found.questionnaire.section_by_key["C"].questions]
    assert keys[keys.index("long") + 1] == "new"
    new = changed(found).pop("new")
    assert new.pop("number").isdecimal()
    assert new == {"key": "new", "type": "whole_number", "text": {"en": "New?"}}


def test_rows_change_places() -> None:
    def edit(book: Any) -> None:
        sheet = book["survey"]
        first, second = row(sheet, "post"), row(sheet, "site")
        for at in range(1, sheet.max_column + 1):
            one, other = sheet.cell(first, at), sheet.cell(second, at)
            one.value, other.value = other.value, one.value

    found = edited(edit)
    keys = [question.key for question in found.questionnaire.section_by_key["C"].questions]
    assert keys[2:4] == ["site", "post"]
    assert changed(found) == {}


def test_an_option_is_put_in_and_marks_of_others_stay() -> None:
    def edit(book: Any) -> None:
        sheet = book["choices"]
        at = row(sheet, "none")
        sheet.insert_rows(at)
        for heading, text in (("list_name", "several"), ("name", "d"), ("label::English", "Option D")):
            sheet.cell(at, column(sheet, heading)).value = text

    options = changed(edited(edit))["several"]["options"]
    assert [option["code"] for option in options] == ["a", "b", "other", "d", "none"]
    assert (options[2]["specify"], options[4]["exclusive"]) == (True, True)


def test_a_changed_type_counts_and_keeps_what_every_question_has() -> None:
    found = edited(put("line", "type", "date"))
    assert changed(found)["line"]["type"] == "date"
    assert changed(found)["line"]["why"] == {"en": "Because."}
    assert "max_characters" not in changed(found)["line"]


@pytest.mark.parametrize(
    ("name", "heading", "sheet"),
    [
        ("weekly", "label::English", "choices"),
        ("no-information", "label::English", "choices"),
        ("USD", "label::English", "choices"),
        ("one._specified", "label::English", "survey"),
        ("money._amount", "label::English", "survey"),
        ("any._non_answer", "relevant", "survey"),
    ],
)
def test_words_of_the_system_are_not_changed_by_a_form_which_is_listed(
    name: str, heading: str, sheet: str
) -> None:
    found = edited(put(name, heading, "Something else", sheet=sheet))
    assert found.questionnaire == gallery()
    assert len(found.not_mapped) == 1


def test_a_row_put_among_those_of_the_system_is_listed() -> None:
    def edit(book: Any) -> None:
        sheet = book["survey"]
        at = row(sheet, "money._currency")
        sheet.insert_rows(at)
        for heading, text in (("type", "text"), ("name", "bank"), ("label::English", "Which bank?")):
            sheet.cell(at, column(sheet, heading)).value = text

    found = edited(edit)
    assert found.questionnaire == gallery()
    assert {one.why for one in found.not_mapped} == {"This row does not belong here."}


def test_a_condition_inside_a_grid_that_differs_from_row_to_row_is_listed() -> None:
    found = edited(put("money-by-sector.education.why", "relevant", None))
    assert found.questionnaire == gallery()
    assert ["the same in all rows" in one.why for one in found.not_mapped] == [True]


def test_a_column_that_was_put_in_is_listed() -> None:
    def edit(book: Any) -> None:
        sheet = book["survey"]
        at = sheet.max_column + 1
        sheet.cell(1, at).value, sheet.cell(3, at).value = "my notes", "ask again"

    found = edited(edit)
    assert [(one.row, one.what) for one in found.not_mapped] == [(3, "my notes: ask again")]


def test_without_its_own_sheet_a_form_is_read_as_any_other() -> None:
    def edit(book: Any) -> None:
        del book["questionnaire"]

    found = edited(edit)
    assert list(questions(found)) == list(before())
    assert found.not_mapped == ()


@pytest.mark.parametrize("text", ["|{}|", "|not JSON|", "", "|[[[[|"])
def test_a_damaged_definition_is_refused(text: str) -> None:
    def edit(book: Any) -> None:
        book["questionnaire"]["A2"].value = text

    with pytest.raises(InvalidFile, match="questionnaire: This sheet is not as it was written"):
        edited(edit)
