"""Every mistake in a file comes with its file, line and key; a good file is read whole."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.question_types import QUESTION_TYPES
from app.exchange import yaml_tree
from app.exchange.check import check_files
from app.exchange.mistakes import InvalidFile
from app.exchange.yaml_format import read_questionnaire

GOOD = """\
key: small
title: {en: Small}
languages: [en]
option_lists:
  AB: [{code: a, text: {en: A}}, {code: b, text: {en: B}}]
sections:
  - key: A
    title: {en: First}
    questions:
      - {key: q1, type: single_choice, number: "1", text: {en: One?}, options: AB}
      - {key: q2, type: text, number: "2", text: {en: Two?}, max_words: 5, shown_when: {question: q1, is: a}}
report:
  title: {en: R}
  mandate: {en: M}
  chapters: [{title: {en: C}, sections: [A]}]
"""
Q1, Q2 = "sections[A].questions[q1]", "sections[A].questions[q2]"
INCLUDE = "  - key: A\n", "  - include: %s\n  - key: A\n"
LISTS = "option_lists:\n  AB: [{code: a, text: {en: A}}, {code: b, text: {en: B}}]"
CONDITION = "{question: q1, is: a}"
UNFOLDING = "a: &a [1,1,1,1,1,1,1,1,1]\n" + "".join(
    f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n" for old, new in zip("abcdefg", "bcdefgh", strict=True)
)


def inside(times: int) -> str:
    return "{not: " * times + CONDITION + "}" * times


# what is written, what is written instead, line, key, part of the text
MISTAKES = {
    "unknown type": ("type: text", "type: txt", 11, Q2, "“txt” is not a question type. Types: attachment"),
    "no type": ("type: text, ", "", 11, Q2, "has no type"),
    "missing question": ("question: q1", "question: q9", 11, f"{Q2}.shown_when", "There is no question q9."),
    "unknown key": ("max_words: 5", "max_words: 5, colour: red", 11, f"{Q2}.colour", "no such key"),
    "missing key": (", max_words: 5", "", 11, f"{Q2}.max_words", "key is missing"),
    "key as number": ("max_words: 5", "max_words: 5, 7: x", 11, f"{Q2}.7", "no such key"),
    "not whole": ("max_words: 5", "max_words: many", 11, f"{Q2}.max_words", "Write a whole number here."),
    "fraction": ("max_words: 5", "max_words: 5.5", 11, f"{Q2}.max_words", "Write a whole number here."),
    "too small": ("max_words: 5", "max_words: 0", 11, f"{Q2}.max_words", "at least 1"),
    "truth": ("max_words: 5", "max_words: 5, required: maybe", 11, f"{Q2}.required", "true or false"),
    "number as text": ('number: "1"', "number: true", 10, f"{Q1}.number", "in quotation marks"),
    "nothing written": ('number: "1"', "number: ~", 10, f"{Q1}.number", "Write a text here"),
    "no language": ("text: {en: One?}", "text: One?", 10, f"{Q1}.text", "as in {en: Yes}"),
    "no text": ("text: {en: One?}", "text: {}", 10, f"{Q1}.text", "in one language at least"),
    "other language": ("text: {en: One?}", "text: {de: Eins}", 10, f"{Q1}.text.de", "one of these: ar"),
    "bad code": ("code: b", "code: B b", 5, "option_lists.AB[B b].code", "without spaces"),
    "limits": (
        'type: text, number: "2", text: {en: Two?}, max_words: 5',
        'type: whole_number, number: "2", text: {en: Two?}, minimum: 5, maximum: 4',
        11,
        Q2,
        "in order",
    ),
    "part of a condition": (
        CONDITION,
        "{all: [{question: q1, is: a}, {not: {question: q1, is: [a]}}]}",
        11,
        f"{Q2}.shown_when.all[1].not.is",
        "Write a text here",
    ),
    "no condition": (
        CONDITION,
        "{any: [{question: q1}]}",
        11,
        f"{Q2}.shown_when.any[0]",
        "A condition has one of: is,",
    ),
    "conditions in one another": (CONDITION, inside(41), 11, f"{Q2}.shown_when", "more than 40 conditions"),
    "too deep": (CONDITION, inside(20_000), 11, "", "more than 100 levels"),
    "duplicate key": ("languages: [en]", "languages: [en]\nkey: other", 4, "key", "written twice"),
    "malformed": ("languages: [en]", "languages: [en", 4, "", "not valid YAML"),
    "half a sign": ("languages: [en]", 'languages: ["\\xZZ"]', 3, "", "not valid YAML"),
    "no such sign": ("languages: [en]", 'languages: ["\\Uffffffff"]', 3, "", "not valid YAML"),
    "no question list": (
        "    questions:\n",
        "    questions:\n    other:\n",
        9,
        "sections[A].questions",
        "Write a list",
    ),
    "no section list": ("sections:\n  - key", "sections: none\nx:\n  - key", 6, "sections", "Write a list"),
    "word for a section": ("sections:\n", "sections:\n  - abc\n", 7, "sections[0]", "keys and values"),
    "no such list": ("options: AB", "options: XY", 10, f"{Q1}.options", "No option list XY (known: AB)"),
    "no lists": (LISTS, "option_lists:", 9, f"{Q1}.options", "known: none is defined"),
    "lists without names": (LISTS, "option_lists: [AB]", 4, "option_lists", "each list with its name"),
    "list of nothing": ("AB: [{code: a", "XY: 1\n  AB: [{code: a", 5, "option_lists.XY", "Write a list of"),
    "no such include": (INCLUDE[0], INCLUDE[1] % "nothing", 7, "sections[0].include", "no shared section"),
    "include outside": (INCLUDE[0], INCLUDE[1] % "../x", 7, "sections[0].include", "no shared section"),
    "include of a list": (INCLUDE[0], INCLUDE[1] % "[x]", 7, "sections[0].include", "no shared section"),
    "include and more": (
        "  - key: A\n",
        "  - include: x\n    key: A\n",
        7,
        "sections[A].include",
        "no other key",
    ),
    "Python": ("{en: Small}", "!!python/object:os.system {en: x}", 2, "title", "begins with !"),
    "tagged": ("{en: Small}", "{en: !x Small}", 2, "title.en", "begins with !"),
    "NUL": ("{en: Small}", '{en: "a\\0"}', 2, "title.en", "cannot be stored"),
    "half of a pair": ("{en: Small}", '{en: "\\ud800"}', 2, "", "not valid YAML"),
    "control character": ("{en: Small}", "{en: a\x01}", 2, "", "control character"),
    "other YAML": ("key: small\n", "%YAML 1.1\n---\nkey: small\n", 1, "", "begins with %"),
    "two documents": ("report:\n", "---\nreport:\n", 12, "", "Take out what follows"),
    "list as key": ("{en: Small}", "{[en]: Small}", 2, "", "not a list"),
    "alias as key": ("{en: Small}", "{&a en: Small, *a : x}", 2, "", "not an alias"),
    "unknown alias": ("{en: Small}", "*small", 2, "", "Nothing is named &small"),
    "alias in itself": ("{en: Small}", "&a {en: *a}", 2, "", "inside what it stands for"),
    "a list": (GOOD, "- 1\n", 1, "", "holds keys and values"),
    "nothing": (GOOD, "", 1, "", "holds keys and values"),
    "unfolding": (GOOD, UNFOLDING, 1, "", "unfolds to more"),
    "unfolding downwards": (
        GOOD,
        f"a: &a {'[' * 90}{']' * 90}\nb: {'[' * 90}*a{']' * 90}\n",
        1,
        "",
        "more than 100 levels",
    ),
}


SHARED = """\
key: S
title: {en: S}
questions:
  - {key: s, type: %s, number: "9", text: {en: S}, options: %s}
option_lists:
  OWN: [{code: c, text: {en: C}}, {code: d, text: {en: D}}]
"""


def including(folder: Path, shared: str) -> Path:
    """A good file that includes `shared`."""
    (folder / "sections").mkdir(exist_ok=True)
    (folder / "sections" / "shared.yaml").write_text(shared)
    file = folder / "file.yaml"
    file.write_text(GOOD.replace(INCLUDE[0], INCLUDE[1] % "shared"))
    return file


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_has_file_line_and_key(tmp_path: Path, name: str) -> None:
    old, new, line, key, text = MISTAKES[name]
    assert old in GOOD
    file = tmp_path / "file.yaml"
    file.write_text(GOOD.replace(old, new))
    with pytest.raises(InvalidFile) as refused:
        read_questionnaire(file)
    mistake = refused.value.mistakes[0]
    assert (mistake.file, mistake.line, mistake.key) == (str(file), line, key)
    assert text in mistake.text


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    changed = GOOD.replace("type: text", "type: txt").replace("title: {en: Small}", "titel: {en: Small}")
    file.write_text(changed.replace("options: AB", "options: XY").replace("{en: R}", "{en: R, en: S}"))
    outcome = check_files([file])
    assert not outcome.ok
    assert outcome.lines == (
        f"{file}:1: title: This key is missing. Add it.",
        f"{file}:2: titel: There is no such key here. Check its spelling.",
        f"{file}:10: {Q1}.options: No option list XY (known: AB).",
        f"{file}:11: {Q2}: “txt” is not a question type. Types: {', '.join(QUESTION_TYPES)}.",
        f"{file}:13: report.title.en: This key is written twice. Keep one of the two.",
    )


@pytest.mark.parametrize(
    ("shared", "line", "key", "text"),
    [
        ("- 1\n", 1, "", "A shared section holds"),
        ("include: shared\n", 1, "include", "A shared section holds"),
        (SHARED % ("nte", "AB"), 4, "sections[S].questions[s]", "not a question type"),
        (SHARED % ("single_choice", "XY"), 4, "sections[S].questions[s].options", "known: AB, OWN"),
    ],
)
def test_a_mistake_in_a_shared_section_names_that_file(
    tmp_path: Path, shared: str, line: int, key: str, text: str
) -> None:
    with pytest.raises(InvalidFile) as refused:
        read_questionnaire(including(tmp_path, shared))
    (mistake,) = refused.value.mistakes
    assert (mistake.file, mistake.line, mistake.key) == (
        str(tmp_path / "sections" / "shared.yaml"),
        line,
        key,
    )
    assert text in mistake.text


def test_a_shared_section_uses_its_own_lists_and_those_of_the_file(tmp_path: Path) -> None:
    for name, codes in {"AB": ["a", "b"], "OWN": ["c", "d"]}.items():
        found = read_questionnaire(including(tmp_path, SHARED % ("single_choice", name)))
        assert [option.code for option in found.by_key["s"].response_options()] == codes


def test_an_alias_stands_for_what_it_names(tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(GOOD.replace("{en: One?}", "&same {en: Same?}").replace("{en: Two?}", "*same"))
    assert read_questionnaire(file).by_key["q2"].text.in_language("en") == "Same?"


def test_what_looks_like_a_number_in_quotation_marks_is_a_text(tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(GOOD.replace("{en: One?}", '{en: "2016"}').replace("{en: Two?}", "{en: !!str 2017}"))
    texts = [question.text.in_language("en") for question in read_questionnaire(file).by_key.values()]
    assert texts == ["2016", "2017"]


def test_more_values_than_allowed_are_not_read_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_tree, "MOST_NODES", 50)
    file = tmp_path / "file.yaml"
    file.write_text(GOOD)
    assert "holds more than 50 values" in check_files([file]).lines[0]


def test_a_text_without_its_translation_is_said_and_accepted(tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(GOOD.replace("languages: [en]", "languages: [en, fr]"))
    outcome = check_files([file])
    assert outcome.ok
    assert f"{file}:10: {Q1}.text: This text is not translated yet: fr. (warning)" in outcome.lines


@settings(max_examples=150, deadline=None)
@given(
    start=st.integers(0, len(GOOD)),
    length=st.integers(0, 40),
    put=st.one_of(
        st.text(max_size=6), st.sampled_from(["[", "}", "{", ": ", "- ", "\n", "&a ", "*a", "!t ", "~"])
    ),
)
def test_whatever_is_typed_the_file_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, start: int, length: int, put: str
) -> None:
    file = tmp_path_factory.getbasetemp() / "typed.yaml"
    file.write_bytes((GOOD[:start] + put + GOOD[start + length :]).encode("utf-8", "surrogatepass"))
    for line in check_files([file]).lines:
        assert not re.search(r"Input should|pydantic|Traceback|String should|ordereddict", line)


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"key: \x00", b"x" * 2_000_001], ids=["encoding", "NUL", "size"]
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file.yaml"
    file.write_bytes(content)
    assert not check_files([file]).ok


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "cannot be read" in check_files([tmp_path / "none.yaml"]).lines[0]
