"""Which figures a report of demonstration data draws, with their bars: counted anew, without the application."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.recounted import (
    NO_INFORMATION,
    SMALLEST_BASE,
    Document,
    Reply,
    base_of,
    chosen,
    is_shown,
    kinds_of,
    labels_of,
    listed,
    part_of,
    per_cent,
)

FIGURES_OF_A_REPORT = 6
MOST_TONES = 7
NUMBERS_IN_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Segment:
    """A part of a bar: what it stands for, where it begins and how wide it is, in per cent of the whole."""

    label: str
    start: float
    width: float


@dataclass(frozen=True)
class Bar:
    """The printed line, what is said of its picture, and its parts: one alone where the figure has no key."""

    line: str
    said: str
    segments: Sequence[Segment]


@dataclass(frozen=True)
class Figure:
    """A figure of the question `number`: what follows its name, what its tones stand for, its bars in order."""

    section: str
    number: str
    title: str
    key: Sequence[str]
    bars: Sequence[Bar]


@dataclass(frozen=True)
class _Place:
    """Where a figure belongs, and how its title begins."""

    section: str
    number: str
    title: str

    def part(self, name: str) -> "_Place":
        return _Place(self.section, self.number, f"{self.title} – {name}")


def figures(
    definition: Document, asked: Sequence[tuple[Document, Sequence[Reply]]], *, is_paper: bool = False
) -> list[Figure]:
    """The figures of a report: the first of each section, then the others, six at most, in reading order.

    A paper has all of them.
    """
    sections = {one["key"]: part["key"] for part in definition["sections"] for one in part["questions"]}
    wanted: list[Figure] = []
    for question, answers in asked:
        title = f"{question['number']} {question['text']['en']}"
        place = _Place(sections[question["key"]], question["number"], title)
        if is_shown(question):
            wanted += _wanted(question, answers, place)
    if is_paper:
        return wanted
    first: dict[str, int] = {}
    for number, one in enumerate(wanted):
        first.setdefault(one.section, number)
    others = [number for number in range(len(wanted)) if number not in first.values()]
    return [wanted[number] for number in sorted([*first.values(), *others][:FIGURES_OF_A_REPORT])]


def _wanted(question: Document, answers: Sequence[Reply], place: _Place) -> Iterator[Figure]:
    match question["type"]:
        case "compound":
            for part in question["parts"]:
                held = [part_of(one, part["key"]) for one in answers]
                yield from _alone(part, held, place.part(part["text"]["en"]))
        case "grid":
            yield from _of_columns(question, answers, place)
        case _:
            yield from _alone(question, answers, place)


def _alone(asked: Document, answers: Sequence[Reply], place: _Place) -> Iterator[Figure]:
    """The figure of a question, or a part: of its options, or of all replies parted by option."""
    if _shown_as(asked) == "stacked" and _has_tones(asked):
        yield _stacked(asked, {"All responding States": answers}, place)
    elif _shown_as(asked) == "bar" and labels_of(asked):
        yield _bars(asked, answers, place)


def _of_columns(grid: Document, answers: Sequence[Reply], place: _Place) -> Iterator[Figure]:
    for column in grid["columns"]:
        if "stacked" in (_shown_as(grid), _shown_as(column)) and _has_tones(column):
            rows = {
                row["text"]["en"]: [
                    part_of(part_of(one, row["code"], "rows"), column["key"]) for one in answers
                ]
                for row in grid["rows"]
            }
            several = len(grid["columns"]) > 1
            yield _stacked(column, rows, place.part(column["text"]["en"]) if several else place)


def _shown_as(asked: Document) -> str | None:
    found: str | None = asked.get("report", {}).get("as")
    return found


def _has_tones(asked: Document) -> bool:
    return 1 < len(labels_of(asked)) <= MOST_TONES and asked["type"] not in ("multiple_choice", "ranking")


def _number(answers: Sequence[Reply], codes: Sequence[str]) -> int:
    return sum(1 for answer in answers if set(chosen(answer)) & set(codes))


def _width(count: int, base: int) -> float:
    return round(100 * count / base, 2) if base else 0.0


def _bars(asked: Document, answers: Sequence[Reply], place: _Place) -> Figure:
    """By the number of replies; those without information come last, where there are any."""
    base, missing = base_of(answers), kinds_of(answers)["no_information"]
    counts = [(label, _number(answers, [code])) for code, label in labels_of(asked).items()]
    counts.sort(key=lambda one: -one[1])
    bars = []
    for label, count in [*counts, *([(NO_INFORMATION, missing)] if missing else [])]:
        has_share = base >= SMALLEST_BASE
        share = str(per_cent(count, base)) if has_share else ".."
        said = f"{share} per cent" if has_share else f"{count} of {base}"
        bars.append(Bar(f"{label} {count} {share}", said, [Segment("", 0.0, _width(count, base))]))
    told = NUMBERS_IN_WORDS[base] if base < len(NUMBERS_IN_WORDS) else f"{base}"
    states = f"({told} State{'' if base == 1 else 's'}; demonstration data)"
    return Figure(place.section, place.number, f"{place.title} {states}", [], bars)


def _stacked(asked: Document, rows: Mapping[str, Sequence[Reply]], place: _Place) -> Figure:
    """A bar for each row that anybody answered, those with the largest counted share first."""
    counts = asked.get("report", {}).get("counts", ())
    found = []
    for label, held in rows.items():
        base = base_of(held)
        if base:
            told = f"{_number(held, counts)} {base}" if counts else f"{base}"
            bar = Bar(f"{label} {told}", _said(asked, held), _segments(asked, held, base))
            found.append((Fraction(_number(held, counts), base), bar))
    found.sort(key=lambda one: -one[0])
    key = [*labels_of(asked).values()]
    if any(kinds_of(held)["no_information"] for held in rows.values()):
        key.append(NO_INFORMATION)
    return Figure(place.section, place.number, place.title, key, [bar for _, bar in found])


def _said(asked: Document, held: Sequence[Reply]) -> str:
    counts = {label: _number(held, [code]) for code, label in labels_of(asked).items()}
    return listed([f"{label}: {count}" for label, count in counts.items() if count]) or NO_INFORMATION


def _segments(asked: Document, held: Sequence[Reply], base: int) -> list[Segment]:
    counts = {label: _number(held, [code]) for code, label in labels_of(asked).items()}
    counts[NO_INFORMATION] = kinds_of(held)["no_information"]
    found = []
    before = 0
    for label, count in counts.items():
        if count:
            found.append(Segment(label, _width(before, base), _width(count, base)))
        before += count
    return found


def drawn_otherwise(expected: Sequence[Figure], drawn: Sequence[str]) -> Iterator[str]:
    """What the printed figures do not say as they should; `drawn` is the text of each, with white space collapsed."""
    if len(expected) != len(drawn):
        yield f"there should be {len(expected)} figures instead of {len(drawn)}"
    for figure, text in zip(expected, drawn, strict=False):
        if re.match(_anywhere(figure.title), text) is None:
            yield f"{figure.number}: no figure {figure.title}"
        place = 0
        for bar in figure.bars:
            seen = re.compile(rf"(?<!\S){_anywhere(bar.line)}(?!\S)").search(text, place)
            if seen is None:
                yield f"{figure.number}: there should be a bar “{bar.line}” in {figure.title}"
            else:
                place = seen.end()


def _anywhere(text: str) -> str:
    """A pattern for `text`, which may go on in a new line after a hyphen."""
    return re.escape(" ".join(text.split())).replace(r"\-", "- ?")
