"""Large questionnaires are read and checked; hostile ones are refused in words, whatever they try to make of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.exchange.check import check_files
from app.exchange.mistakes import InvalidFile
from app.exchange.yaml_format import read_file
from tests.large import document, large, written

MOST_SAID = 2_000  # characters of one message


def test_a_thousand_questions_with_conditions_forty_deep_can_be_used(tmp_path: Path) -> None:
    file = written(tmp_path, large(1_000, depth=40))
    checked = check_files([file])
    assert [str(one) for one in checked.files[0].mistakes] == []
    assert checked.lines[-1].endswith("100 sections, 1000 questions, 500 minutes, no mistakes")


def with_options(count: int) -> dict[str, Any]:
    options = [{"code": f"o{number}", "text": {"en": "x"}} for number in range(count)]
    question = {"key": "q", "number": "1", "type": "single_choice", "text": {"en": "x"}, "options": options}
    return document([{"key": "A", "title": {"en": "x"}, "questions": [question]}])


def in_a_circle(count: int) -> dict[str, Any]:
    """Every question is shown in view of the next, and the last in view of the first."""
    made = large(count, depth=0)
    questions = [question for section in made["sections"] for question in section["questions"]]
    for number, question in enumerate(questions):
        question["shown_when"] = {"question": f"q{(number + 1) % count}", "is": "a"}
    return made


def test_a_hundred_thousand_options_are_refused(tmp_path: Path) -> None:
    assert said(written(tmp_path, with_options(100_000))) == [
        "large.yaml:1: The file is larger than 2,000,000 bytes."
    ]


def test_a_hundred_thousand_options_that_are_written_small_are_refused(tmp_path: Path) -> None:
    """Ten times ten times ten … options, by aliases."""
    lists = ["option_lists:", "  L0: &l0 [{code: a, text: {en: x}}]"]
    lists += [f"  L{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 7)]
    file = tmp_path / "large.yaml"
    file.write_text("\n".join(lists))
    assert said(file) == ["large.yaml:1: The file unfolds to more than 200,000 values."]


def test_ten_thousand_conditions_in_one_another_are_refused(tmp_path: Path) -> None:
    deep = "{not: " * 10_000 + "{question: q, is: a}" + "}" * 10_000
    file = tmp_path / "large.yaml"
    file.write_text(f"key: large\nsections:\n  - shown_when: {deep}\n")
    assert said(file) == ["large.yaml:3: This nests more than 100 levels deep. Say it more simply."]


def test_conditions_deeper_than_anybody_follows_are_refused(tmp_path: Path) -> None:
    found = said(written(tmp_path, large(20, depth=41)))
    assert len(found) == 19
    assert found[0].endswith("This nests more than 40 conditions in one another. Say it more simply.")


def test_a_circle_of_a_thousand_questions_is_refused_in_few_words(tmp_path: Path) -> None:
    found = said(written(tmp_path, in_a_circle(1_000)))
    assert "This leads in a circle: q0 → q1 → q2" in found[0]
    assert all(len(text) < MOST_SAID for text in found)


HOSTILE: dict[str, Callable[[], dict[str, Any]]] = {
    "two thousand questions in one section": lambda: one_section(2_000),
    "two hundred sections": lambda: document(large(2_000, depth=0)["sections"]),
    "two thousand options": lambda: with_options(2_000),
}


def one_section(questions: int) -> dict[str, Any]:
    held = [
        question for section in large(questions, depth=0)["sections"] for question in section["questions"]
    ]
    return document([{"key": "A", "title": {"en": "A"}, "questions": held}])


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_page_could_show_is_refused(name: str, tmp_path: Path) -> None:
    found = said(written(tmp_path, HOSTILE[name]()))
    assert found
    assert all(len(text) < MOST_SAID for text in found)


def said(file: Path) -> list[str]:
    """What is said of a file that is refused, without its folder."""
    with pytest.raises(InvalidFile) as refused:
        read_file(file)
    return [str(one).removeprefix(f"{file.parent}/") for one in refused.value.mistakes]
