"""Every mistake in a file comes with its file, line and key; a good file is read whole."""

from pathlib import Path

import pytest

from app.exchange.check import check_files
from app.exchange.yaml_format import InvalidFile, read_questionnaire

PARAGRAPH_2 = Path(__file__).resolve().parents[2] / "questionnaires" / "cnd-60-6-p2.yaml"
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
MISTAKES = {
    "unknown type": ("type: text", "type: txt", 11, "sections[A].questions[q2]", "not a question type"),
    "no type": ("type: text, ", "", 11, "sections[A].questions[q2]", "has no type"),
    "missing question": (
        "question: q1",
        "question: q9",
        11,
        "sections[A].questions[q2].shown_when",
        "no such question",
    ),
    "duplicate key": ("languages: [en]", "languages: [en]\nkey: other", 4, "", "duplicate key"),
    "malformed": ("languages: [en]", "languages: [en", 4, "", "not valid YAML"),
    "wrong value": (
        "max_words: 5",
        "max_words: many",
        11,
        "sections[A].questions[q2].max_words",
        "valid integer",
    ),
    "unknown key": (
        "max_words: 5",
        "max_words: 5, colour: red",
        11,
        "sections[A].questions[q2].colour",
        "no such key",
    ),
    "missing key": (', number: "2"', "", 11, "sections[A].questions[q2].number", "key is missing"),
    "no such list": ("options: AB", "options: XY", 10, "q1.options", "No option list XY"),
    "no such include": (
        "  - key: A\n",
        "  - include: nothing\n  - key: A\n",
        7,
        "sections.include",
        "no shared section",
    ),
    "escaping include": (
        "  - key: A\n",
        "  - include: ../x\n  - key: A\n",
        7,
        "sections.include",
        "no shared section",
    ),
    "a list": (GOOD, "- 1\n", 1, "", "holds keys and values"),
    "nothing": (GOOD, "", 1, "", "holds keys and values"),
    "too deep": ("is: a}", "not: " + "{not: " * 70 + "1" + "}" * 71, 1, "", "nests too deeply"),
    "unfolding": (
        GOOD,
        "a: &a [1,1,1,1,1,1,1,1,1]\n"
        + "".join(
            f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n"
            for old, new in zip("abcdefg", "bcdefgh", strict=True)
        ),
        1,
        "",
        "unfolds to more",
    ),
}


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
    file.write_text(
        GOOD.replace("type: text", "type: txt").replace("title: {en: Small}", "titel: {en: Small}")
    )
    outcome = check_files([file])
    assert not outcome.ok
    assert len(outcome.lines) == 3


def test_a_mistake_in_a_shared_section_names_that_file(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    shared = tmp_path / "sections" / "shared.yaml"
    file = tmp_path / "file.yaml"
    file.write_text(GOOD.replace("  - key: A\n", "  - include: shared\n  - key: A\n"))
    shared.write_text("- 1\n")
    with pytest.raises(InvalidFile, match=r"shared\.yaml:1: A shared section"):
        read_questionnaire(file)
    shared.write_text("key: S\ntitle: {en: S}\nquestions:\n  - {key: s, type: nte, text: {en: S}}\n")
    with pytest.raises(InvalidFile) as refused:
        read_questionnaire(file)
    assert (refused.value.mistakes[0].file, refused.value.mistakes[0].line) == (str(shared), 4)


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"key: \x00", b"x" * 2_000_001], ids=["encoding", "NUL", "size"]
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file.yaml"
    file.write_bytes(content)
    assert not check_files([file]).ok


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "cannot be read" in check_files([tmp_path / "none.yaml"]).lines[0]


def test_a_good_file_is_said_to_be_good() -> None:
    outcome = check_files([PARAGRAPH_2])
    assert outcome.ok
    assert outcome.lines == (f"{PARAGRAPH_2}: 10 sections, 45 questions, no mistakes",)
