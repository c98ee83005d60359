"""Definitions written as YAML read back the same; changes to a file touch nothing else."""

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.questionnaire import Questionnaire
from app.exchange.yaml_format import read_questionnaire
from app.exchange.yaml_writer import round_trip, write_yaml
from tests.exchange.gallery import gallery
from tests.factories import question, questionnaire, section

QUESTIONNAIRES = Path(__file__).resolve().parents[2] / "questionnaires"
PARAGRAPH_2 = QUESTIONNAIRES / "cnd-60-6-p2.yaml"
Edit = Callable[[dict[str, Any]], object]
SMALL = """\
# What this is for.
key: small
title: {en: "Small"}
languages: [en]
option_lists:
  AB: # shared
    - {code: a, text: {en: "A"}}
    - {code: b, text: {en: "B"}}  # the second
sections:
  # the first section
  - key: A
    title: {en: "First"} # its title
    questions:
      # about one
      - {key: q1, type: single_choice, number: "1", text: {en: "One?"}, options: AB}
      # about two
      - key: q2
        type: single_choice
        number: "2"
        text: {en: 'Two?'}   # in single quotes
        options: AB
      - include: some
      # about three
      - {key: q3, type: short_text, number: "3", text: {en: "Three?"}, required: true}
report:
  title: {en: "R"}
  mandate: {en: "M"}
  chapters: [{title: {en: "C"}, sections: [A]}]
"""
SOME = """\
# Shared by several.
questions:
  - {key: s1, type: note, text: {en: "One."}} # a note
  - {key: s2, type: note, text: {en: "Two."}}
"""


def edited(path: Path, edit: Edit) -> Questionnaire:
    document = read_questionnaire(path).document()
    edit(document)
    return Questionnaire.model_validate(document)


def changes(before: str, after: str) -> list[str]:
    """Lines taken out and put in."""
    found = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in found if not line.startswith(("---", "+++", "@@"))]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "some.yaml").write_text(SOME, encoding="utf-8")
    return file


def changed(small: Path, edit: Edit) -> list[str]:
    """What changes in the small file; nothing else may, and what is written reads back as it was edited."""
    wanted = edited(small, edit)
    found = dict(round_trip(small, wanted))
    assert set(found) <= {small}
    text = found.get(small, SMALL)
    small.write_text(text, encoding="utf-8")
    assert read_questionnaire(small) == wanted
    return changes(SMALL, text)


def questions(document: dict[str, Any]) -> list[dict[str, Any]]:
    return list(document["sections"][0]["questions"])


# ------------------------------------------------------------------------------------------------------- new files


@pytest.mark.parametrize(
    "made", [gallery, lambda: read_questionnaire(PARAGRAPH_2)], ids=["gallery", "paragraph 2"]
)
def test_what_is_written_reads_back_the_same(tmp_path: Path, made: Callable[[], Questionnaire]) -> None:
    file = tmp_path / "written.yaml"
    file.write_text(write_yaml(made()), encoding="utf-8")
    assert read_questionnaire(file).document() == made().document()


def test_a_list_used_twice_is_defined_once() -> None:
    written = write_yaml(gallery())
    assert written.count("Option A (fr)") == 2  # with "none" and without
    assert "options: several_options" in written


def test_short_things_stand_in_one_line() -> None:
    lines = [line.strip() for line in write_yaml(gallery()).splitlines()]
    assert '- {code: a, text: {en: "Option A", fr: "Option A (fr)"}}' in lines
    assert "shown_when: {not: {question: line, answered: true}}" in lines
    assert "languages: [en, fr]" in lines
    assert 'text: {en: "In place?", fr: "En place ?", made_from: {fr: "ggabmopc"}}' in lines


def test_the_order_is_that_of_the_files_people_wrote() -> None:
    lines = [line.strip() for line in write_yaml(gallery()).splitlines()]
    at = lines.index("- key: one")
    assert [line.split(":")[0] for line in lines[at : at + 4]] == ["- key", "type", "number", "text"]


# ------------------------------------------------------------------------------------------------- existing files


def test_an_unchanged_definition_changes_no_file() -> None:
    assert round_trip(PARAGRAPH_2, read_questionnaire(PARAGRAPH_2)) == {}


def test_changing_one_label_changes_that_line_only() -> None:
    before = PARAGRAPH_2.read_text(encoding="utf-8")

    def edit(document: dict[str, Any]) -> None:
        (question,) = [one for one in document["sections"][1]["questions"] if one["key"] == "P2-B10"]
        question["options"][1]["text"]["en"] = "Wider mandate"

    found = round_trip(PARAGRAPH_2, edited(PARAGRAPH_2, edit))
    assert changes(before, found[PARAGRAPH_2]) == [
        '-          - {code: extended, text: {en: "Mandate extended"}}',
        '+          - {code: extended, text: {en: "Wider mandate"}}',
    ]


def test_what_a_shared_section_holds_is_changed_there() -> None:
    def edit(document: dict[str, Any]) -> None:
        document["sections"][0]["questions"][0]["text"]["en"] = "Who wrote it?"

    found = round_trip(PARAGRAPH_2, edited(PARAGRAPH_2, edit))
    (file,) = found
    assert file == QUESTIONNAIRES / "sections" / "cover-sheet.yaml"
    before = file.read_text(encoding="utf-8")
    assert changes(before, found[file])[1] == '+    text: {en: "Who wrote it?"}'
    assert len(changes(before, found[file])) == 2


def test_a_text_keeps_its_quotation_marks_and_comment(small: Path) -> None:
    found = changed(small, lambda document: questions(document)[1]["text"].update(en="Deux ?"))
    assert found == [
        "-        text: {en: 'Two?'}   # in single quotes",
        "+        text: {en: 'Deux ?'} # in single quotes",
    ]


def test_a_named_list_is_changed_where_all_who_use_it_are(small: Path) -> None:
    def edit(document: dict[str, Any]) -> None:
        for one in questions(document)[:2]:
            one["options"][1]["text"]["en"] = "Bee"

    assert changed(small, edit) == [
        '-    - {code: b, text: {en: "B"}}  # the second',
        '+    - {code: b, text: {en: "Bee"}} # the second',
    ]


def test_one_question_that_leaves_a_named_list_gets_options_of_its_own(small: Path) -> None:
    def edit(document: dict[str, Any]) -> None:
        questions(document)[1]["options"][1]["text"]["en"] = "Bee"

    assert changed(small, edit)[0] == "-        options: AB"


def test_a_question_is_put_in_with_its_neighbours_untouched(small: Path) -> None:
    new = {"key": "q9", "type": "note", "text": {"en": "Nine?"}}
    found = changed(small, lambda document: document["sections"][0]["questions"].insert(1, new))
    assert found == ['+      - {key: q9, type: note, text: {en: "Nine?"}}']


def test_a_question_is_taken_out(small: Path) -> None:
    found = changed(small, lambda document: document["sections"][0]["questions"].pop())
    assert (
        found[-1] == '-      - {key: q3, type: short_text, number: "3", text: {en: "Three?"}, required: true}'
    )
    assert not [line for line in found if line.startswith("+")]


def test_questions_change_places(small: Path) -> None:
    def edit(document: dict[str, Any]) -> None:
        held = document["sections"][0]["questions"]
        held[0], held[1] = held[1], held[0]

    assert changed(small, edit)


def test_keys_come_and_go(small: Path) -> None:
    def edit(document: dict[str, Any]) -> None:
        questions(document)[1] |= {"required": True, "guidance": {"en": "Help"}}
        del questions(document)[-1]["required"]

    assert '+        guidance: {en: "Help"}' in changed(small, edit)


SIGNS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=20)


@settings(max_examples=60, deadline=None)
@given(
    SIGNS.filter(lambda text: bool(text.strip())), st.from_regex(r"[a-z0-9][a-z0-9_]{0,5}", fullmatch=True)
)
def test_whatever_a_text_or_code_is_it_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, text: str, code: str
) -> None:
    options = [{"code": code, "text": {"en": text}}, {"code": f"{code}_2", "text": {"en": "Other"}}]
    shown = {"question": "a", "is": code}
    asked = [
        question("a", "single_choice", options=options, number=text[:12]),
        question("b", "single_choice", options=options, shown_when=shown, guidance={"en": text}),
    ]
    definition = questionnaire(section("A", *asked))
    file = tmp_path_factory.getbasetemp() / "typed.yaml"
    file.write_text(write_yaml(definition), encoding="utf-8")
    assert read_questionnaire(file).document() == definition.document()
