"""Files made to take long: a large one is read and checked, a larger one refused in words, whatever it unfolds to."""

from pathlib import Path

import pytest

from app.exchange.check import check_files
from app.exchange.mistakes import InvalidFile
from app.exchange.yaml_format import read_questionnaire

HEAD = """key: large
title: {en: Large}
languages: [en]
sections:
"""
REPORT = """report:
  title: {en: R}
  mandate: {en: M}
  chapters: [{title: {en: C}, sections: [%s]}]
"""
SECTION = "  - key: %s\n    title: {en: Section %s}\n    questions:\n"
QUESTION = '      - {key: q%d, type: yes_no_planned, number: "%d", text: {en: Question %d}%s}\n'
CHOICE = (
    SECTION % ("A", "A")
    + '      - key: q\n        type: single_choice\n        number: "1"\n        text: {en: Q}\n'
)


def after(question: int, depth: int) -> str:
    """A condition on `question`, `depth` conditions deep."""
    inner = f"{{question: q{question}, is: yes}}"
    return ", shown_when: " + "{not: " * (depth - 1) + inner + "}" * (depth - 1)


def written(folder: Path, sections: str, keys: str = "A") -> Path:
    file = folder / "large.yaml"
    file.write_text(HEAD + sections + REPORT % keys)
    return file


def refusal(file: Path) -> str:
    with pytest.raises(InvalidFile) as refused:
        read_questionnaire(file)
    return str(refused.value)


def test_a_thousand_questions_with_conditions_forty_deep_are_read_and_checked(tmp_path: Path) -> None:
    sections = ""
    for section in range(10):
        sections += SECTION % (f"S{section}", section)
        for number in range(section * 100, section * 100 + 100):
            sections += QUESTION % (number, number, number, after(number - 1, 40) if number else "")
    outcome = check_files([written(tmp_path, sections, ", ".join(f"S{number}" for number in range(10)))])
    assert outcome.ok
    assert "10 sections, 1000 questions, 500 minutes, no mistakes" in outcome.lines[-1]


def test_a_hundred_thousand_options_are_too_large(tmp_path: Path) -> None:
    options = "".join(f"          - {{code: o{number}, text: {{en: O}}}}\n" for number in range(100_000))
    assert "larger than 2,000,000 bytes" in refusal(
        written(tmp_path, CHOICE + "        options:\n" + options)
    )


def test_a_hundred_thousand_options_by_alias_unfold_to_too_many(tmp_path: Path) -> None:
    options = "          - &a {code: o, text: {en: O}}\n" + "          - *a\n" * 99_999
    text = refusal(written(tmp_path, CHOICE + "        options:\n" + options))
    assert "unfolds to more than 200,000 values" in text


def test_more_options_than_a_list_may_have_are_refused(tmp_path: Path) -> None:
    options = "".join(f"          - {{code: o{number}, text: {{en: O}}}}\n" for number in range(10_000))
    text = refusal(written(tmp_path, CHOICE + "        options:\n" + options))
    assert "sections[A].questions[q].options: List at most 500 here." in text


def test_a_condition_ten_thousand_deep_is_refused(tmp_path: Path) -> None:
    sections = SECTION % ("A", "A") + QUESTION % (0, 0, 0, "") + QUESTION % (1, 1, 1, after(0, 10_000))
    assert "nests more than 100 levels deep" in refusal(written(tmp_path, sections))


def test_a_circle_through_four_hundred_questions_is_refused(tmp_path: Path) -> None:
    ring = "".join(QUESTION % (at, at, at, after((at + 1) % 400, 1)) for at in range(400))
    first, *others = refusal(written(tmp_path, SECTION % ("A", "A") + ring)).splitlines()
    assert "This leads in a circle: q0 → q1 → q2 → q3 → q4 → q5 → (389 more) → q395" in first
    assert len(others) == 398
