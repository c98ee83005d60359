"""Recomputes every figure of the document from snapshot JSON and PDF text. It imports nothing from the application."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

SMALLEST_BASE = 20
GROUPS = {
    "AFRICAN": "African States",
    "ASIA_PACIFIC": "Asia-Pacific States",
    "EASTERN_EUROPEAN": "Eastern European States",
    "LATIN_AMERICAN_CARIBBEAN": "Latin American and Caribbean States",
    "WESTERN_EUROPEAN_OTHER": "Western European and other States",
}
YES_PLANNED_NO = {"yes": "Yes", "planned": "No, but planned", "no": "No"}
Document = Mapping[str, Any]
Answers = Sequence[Mapping[str, Any]]  # the answer to one question in each counted snapshot


def differences(
    snapshots: Sequence[Document], definition: Document, groups: Mapping[str, tuple[int, int]], text: str
) -> list[str]:
    """Every figure that is not what the snapshots say. `groups`: invited and counted, by code of the group."""
    found = [*_table_1(groups, text), *_shares(text)]
    tables, drawn = _numbered("Table", text), _numbered("Figure", text)
    for section in definition["sections"]:
        for question in section["questions"]:
            if question["type"] == "note" or section["key"] == "A":
                continue
            if question.get("report", {}).get("as") == "none":
                continue
            answers = [snapshot["answers"][question["key"]] for snapshot in snapshots]
            if question["number"] not in tables:
                found.append(f"{question['number']}: no table")
                continue
            found.extend(_table(question, answers, tables[question["number"]]))
            if question.get("report", {}).get("as") == "figure":
                found.extend(_bars(question, answers, drawn.get(question["number"], [])))
            found.extend(_statement(question, answers, text))
    return found


def _per_cent(count: int, base: int) -> int:
    return int(Fraction(100 * count, base) + Fraction(1, 2))


def _chosen(answer: Mapping[str, Any]) -> list[str]:
    return [answer["choice"]] if "choice" in answer else list(answer.get("choices", ()))


def _non_answers(answers: Answers) -> Counter[str]:
    return Counter(
        "not_asked" if "not_asked" in one else one.get("non_answer", "answered") for one in answers
    )


def _base(answers: Answers) -> int:
    kinds = _non_answers(answers)
    return kinds["answered"] + kinds["no_information"]


def _numbered(kind: str, text: str) -> dict[str, list[str]]:
    """The lines of each table of the annex, or of each figure, by the number of its question."""
    found = {}
    for block in re.split(rf"\n\s*{kind} [\dIVX]+\n", text)[1:]:
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        number = re.match(r"([A-Z]\.\d+( \([a-z]\))?)\s", lines[0])
        if number:
            end = next(place for place, line in enumerate(lines) if line.startswith("Source:"))
            found[number[1]] = lines[:end]
    return found


def _labels(question: Document) -> dict[str, str]:
    if question["type"] == "yes_no_planned":
        return YES_PLANNED_NO
    return {option["code"]: option["text"]["en"] for option in question.get("options", ())}


def _rows(question: Document, answers: Answers) -> Mapping[str, tuple[int, str]]:
    """The number and the share that each row should have, by its label."""
    kinds, base = _non_answers(answers), _base(answers)
    counts = Counter(code for answer in answers for code in _chosen(answer))
    expected = {label: counts[code] for code, label in _labels(question).items()}
    if question["type"] in ("whole_number", "text"):
        expected = {"Answered": kinds["answered"]}
    if kinds["no_information"]:
        expected["No information available"] = kinds["no_information"]
    return {
        label: (count, str(_per_cent(count, base)) if base >= SMALLEST_BASE else "..")
        for label, count in expected.items()
    }


def _bars(question: Document, answers: Answers, lines: list[str]) -> Iterator[str]:
    """Labels beside bars are narrow, so that one may stand on two lines."""
    flat = " ".join(" ".join(lines).split())
    if f"({_base(answers)} States; " not in flat:
        yield f"{question['number']}: the base of the figure should be {_base(answers)}"
    for label, (count, share) in _rows(question, answers).items():
        if f" {label} {count} {share} " not in f"{flat} ":
            yield f"{question['number']}: the bar of {label} should be {count}, {share}"


def _table(question: Document, answers: Answers, lines: list[str]) -> Iterator[str]:
    kinds, base = _non_answers(answers), _base(answers)
    for label, (count, share) in _rows(question, answers).items():
        row = re.compile(rf"{re.escape(label)}\s+{count}\s+{re.escape(share)}")
        if not any(row.fullmatch(line) for line in lines):
            yield f"{question['number']}: {label} should be {count}, {share}"
    total = re.compile(rf"(Total|States that answered)\s+{base}(\s+\d+|\s+\.\.)?")
    if not any(total.fullmatch(line) for line in lines):
        yield f"{question['number']}: the base should be {base}"
    left_out = "unanswered {not_answered}, not applicable {not_applicable}, not asked {not_asked}."
    if f"Not included: {left_out.format_map(kinds)}" not in lines:
        yield f"{question['number']}: not included should be {left_out.format_map(kinds)}"
    numbers = sorted(answer["number"] for answer in answers if "number" in answer)
    if len(numbers) >= 5 and not any(line.startswith(_spread(numbers)) for line in lines):
        yield f"{question['number']}: should be {_spread(numbers)}"


def _spread(numbers: list[int]) -> str:
    half = len(numbers) // 2
    median, low, high = _median(numbers), _median(numbers[:half]), _median(numbers[-half:])
    quartiles = f"quartiles {low} and {high} (method: median of halves)"
    return f"Median {median}; {quartiles}; range {numbers[0]} to {numbers[-1]}."


def _median(numbers: list[int]) -> str:
    middle = Fraction(numbers[(len(numbers) - 1) // 2] + numbers[len(numbers) // 2], 2)
    return f"{float(middle):g}"


def _statement(question: Document, answers: Answers, text: str) -> Iterator[str]:
    counted = question.get("report", {}).get("counts", ())
    base = _base(answers)
    if not counted or base < SMALLEST_BASE:
        return
    count = sum(1 for answer in answers if set(_chosen(answer)) & set(counted))
    statement = " ".join(question["report"]["statement"]["en"].split())
    sentence = re.search(rf"([^.]*?) of responding States reported that {re.escape(statement)}", _flat(text))
    if count not in (0, base) and (sentence is None or f"{count} of {base}" not in sentence[1]):
        yield f"{question['number']}: the sentence should say {count} of {base}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _shares(text: str) -> Iterator[str]:
    """Every share in a sentence belongs to the two numbers beside it."""
    for share, count, base in re.findall(r"\((\d+) per cent, or (\d+) of (\d+)\)", _flat(text)):
        if int(share) != _per_cent(int(count), int(base)):
            yield f"{share} per cent is not {count} of {base}"


def _table_1(groups: Mapping[str, tuple[int, int]], text: str) -> Iterator[str]:
    rows = {GROUPS[code]: numbers for code, numbers in groups.items()}
    rows["Total"] = (sum(one for one, _ in groups.values()), sum(one for _, one in groups.values()))
    for label, (invited, counted) in rows.items():
        share = _per_cent(counted, invited)
        if not re.search(rf"{re.escape(label)}\s+{invited}\s+{counted}\s+{share}\s", text):
            yield f"table 1: {label} should be {invited}, {counted}, {share}"
