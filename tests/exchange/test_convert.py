"""Files are converted from one format into another, and what is lost on the way is said."""

from pathlib import Path

from click.testing import CliRunner

from app.exchange.convert import form_to_yaml, to_form, yaml_to_form
from app.exchange.xlsform import read_xlsform
from app.exchange.yaml_format import read_questionnaire
from app.questionnaires.cli import questionnaires_cli
from tests.exchange.forms import form
from tests.factories import question, questionnaire, section

PARAGRAPH_2 = Path(__file__).resolve().parents[2] / "questionnaires" / "cnd-60-6-p2.yaml"


def test_a_form_becomes_a_file_that_reads_back(tmp_path: Path) -> None:
    source, output = tmp_path / "form.xlsx", tmp_path / "form.yaml"
    source.write_bytes(form("treatment"))
    outcome = form_to_yaml(source, output)
    assert outcome.ok
    assert read_questionnaire(output) == read_xlsform(source).questionnaire
    assert outcome.lines[-1] == f"{output}: 13 questions, {len(outcome.lines) - 1} things not mapped"
    assert (
        f"{source}: sheet survey, row 6: default: north: Answers are never filled in beforehand."
        in outcome.lines
    )


def test_what_is_not_translated_is_said(tmp_path: Path) -> None:
    source, output = tmp_path / "form.xlsx", tmp_path / "form.yaml"
    source.write_bytes(form("practices"))
    assert any("not translated yet: en. (warning)" in line for line in form_to_yaml(source, output).lines)


def test_a_definition_becomes_a_workbook_that_reads_back(tmp_path: Path) -> None:
    output = tmp_path / "form.xlsx"
    assert yaml_to_form(PARAGRAPH_2, output).lines == (f"{output}: 76 questions",)
    assert read_xlsform(output).questionnaire == read_questionnaire(PARAGRAPH_2)


def test_what_cannot_be_read_is_named_and_nothing_written(tmp_path: Path) -> None:
    output = tmp_path / "output"
    for outcome in (
        form_to_yaml(tmp_path / "none.xlsx", output),
        yaml_to_form(tmp_path / "none.yaml", output),
    ):
        assert not outcome.ok
        assert "cannot be read" in outcome.lines[0]
    assert not output.exists()


def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path) -> None:
    source = tmp_path / "form.xlsx"
    source.write_bytes(form("sums"))
    nowhere = tmp_path / "none" / "output"
    for outcome in (form_to_yaml(source, nowhere), yaml_to_form(PARAGRAPH_2, nowhere)):
        assert not outcome.ok
        assert "cannot be written" in outcome.lines[0]


def test_more_rows_than_a_form_can_hold_are_refused(tmp_path: Path) -> None:
    rows = [{"code": f"r{at}", "text": {"en": "R"}} for at in range(100)]
    columns = [{"key": f"c{at}", "type": "year", "text": {"en": "C"}} for at in range(20)]
    grids = [question(f"g{at}", "grid", rows=rows, columns=columns) for at in range(6)]
    outcome = to_form(questionnaire(section("A", *grids)), tmp_path / "form.xlsx")
    assert outcome.lines == (f"{tmp_path / 'form.xlsx'}: A form cannot hold more than 10000 rows.",)


def test_the_commands_say_what_was_done(tmp_path: Path) -> None:
    output, back = tmp_path / "form.xlsx", tmp_path / "back.yaml"
    exported = CliRunner().invoke(questionnaires_cli, ["export", str(PARAGRAPH_2), "--output", str(output)])
    imported = CliRunner().invoke(questionnaires_cli, ["import", str(output), "--output", str(back)])
    refused = CliRunner().invoke(questionnaires_cli, ["import", str(back), "--output", str(output)])
    assert (exported.exit_code, exported.output) == (0, f"{output}: 76 questions\n")
    assert (imported.exit_code, imported.output) == (0, f"{back}: 76 questions, 0 things not mapped\n")
    assert (refused.exit_code, refused.output.startswith(f"{back}:1: This is not an .xlsx workbook")) == (
        1,
        True,
    )
