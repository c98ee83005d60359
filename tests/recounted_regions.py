"""What the snapshots say by regional group, and which figures a report draws: counted anew, without the application.

A snapshot says under `group` to which regional group its State belongs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.recounted import FEWEST_STATES, Document, Expected, Reply, base_of, chosen, labels_of, part_of

REGIONS = (
    "AFRICAN",
    "ASIA_PACIFIC",
    "EASTERN_EUROPEAN",
    "LATIN_AMERICAN_CARIBBEAN",
    "WESTERN_EUROPEAN_OTHER",
)
FIGURES_OF_A_REPORT = 6
MOST_TONES = 7


def regional_tables(
    question: Document, answers: Sequence[Reply], regions: Sequence[str]
) -> Iterator[Expected]:
    """The tables by regional group of a question; `regions` says of which group each answer is."""
    title = f"{question['number']} {question['text']['en']}"
    if question["type"] == "grid":
        for column in question["columns"]:
            if "regional_group" in (_by(question), _by(column)) and _counts(column):
                yield _of_rows(question, column, title, answers, regions)
    elif _by(question) and question["type"] != "compound" and labels_of(question):
        yield _of_options(question, title, answers, regions)


def _by(asked: Document) -> str | None:
    found: str | None = asked.get("report", {}).get("by")
    return found


def _counts(asked: Document) -> Sequence[str]:
    found: Sequence[str] = asked.get("report", {}).get("counts", ())
    return found


def _parted(answers: Sequence[Reply], regions: Sequence[str]) -> Mapping[str, list[Reply]]:
    return {
        region: [one for one, of in zip(answers, regions, strict=True) if of == region]
        for region in REGIONS
        if region in regions
    }


def _shown(parted: Mapping[str, Sequence[Reply]], asked: Document) -> set[str]:
    """The groups that are broken down: none that is small, says one thing for totals only, or lets one be computed."""
    said = {region: _said(held, asked) for region, held in parted.items()}
    bases = {region: base_of(held) for region, held in parted.items()}
    kept = {
        region
        for region, base in bases.items()
        if base < FEWEST_STATES or any(count == base and narrow for count, narrow in said[region])
    }
    while len(kept) < len(parted) and not _is_safe(kept, said, bases):
        kept.add(
            min(
                (region for region in parted if region not in kept),
                key=lambda region: (not _is_safe({*kept, region}, said, bases), bases[region], region),
            )
        )
    return parted.keys() - kept


def _said(held: Sequence[Reply], asked: Document) -> list[tuple[int, int]]:
    """How many replies say each thing, "no information" last, and how many of those are for totals only."""
    groups = [[one for one in held if code in chosen(one)] for code in labels_of(asked)]
    groups.append([one for one in held if one.get("non_answer") == "no_information"])
    return [(len(some), sum(1 for one in some if one["use"] == "aggregate")) for some in groups]


def _is_safe(kept: set[str], said: Mapping[str, Sequence[tuple[int, int]]], bases: Mapping[str, int]) -> bool:
    within = [region for region in kept if bases[region]]
    if len(within) < 2:
        return not within
    everybody, hidden = sum(bases.values()), sum(bases[region] for region in within)
    for place in range(len(next(iter(said.values())))):
        in_all = sum(one[place][0] for one in said.values())
        if in_all not in (0, everybody) and sum(said[region][place][0] for region in within) in (0, hidden):
            return False
    return True


def _of_options(question: Document, title: str, answers: Sequence[Reply], regions: Sequence[str]) -> Expected:
    parted = _parted(answers, regions)
    shown = _shown(parted, question)
    lines = []
    for code, label in labels_of(question).items():
        cells = [_number(held, [code]) if region in shown else ".." for region, held in parted.items()]
        lines.append(" ".join(map(str, [label, *cells, _number(answers, [code])])))
    bases = [base_of(held) for held in parted.values()]
    lines.append(" ".join(map(str, ["Replies", *bases, base_of(answers)])))
    return Expected(f"{title} By regional group", lines)


def _of_rows(
    grid: Document, column: Document, title: str, answers: Sequence[Reply], regions: Sequence[str]
) -> Expected:
    counts = _counts(column)
    lines = []
    for row in grid["rows"]:
        held = [part_of(part_of(one, row["code"], "rows"), column["key"]) for one in answers]
        parted = _parted(held, regions)
        shown = _shown(parted, column)
        cells = [_number(some, counts) if region in shown else ".." for region, some in parted.items()]
        lines.append(" ".join(map(str, [row["text"]["en"], *cells, _number(held, counts)])))
    told = " / ".join(label for code, label in labels_of(column).items() if code in counts)
    name = column["text"]["en"] if len(grid["columns"]) > 1 else ""
    subtitle = ", ".join(filter(None, (name, told, "By regional group")))
    return Expected(f"{title} {subtitle}", lines)


def _number(answers: Sequence[Reply], codes: Sequence[str]) -> int:
    return sum(1 for answer in answers if set(chosen(answer)) & set(codes))


@dataclass(frozen=True)
class Figure:
    """A figure that should be drawn: how its title begins, and its lines; their order counts where they are sorted."""

    section: str
    title: str
    lines: Sequence[str]
    in_order: bool


def figures(definition: Document, questions: Sequence[tuple[Document, Sequence[Reply]]]) -> list[Figure]:
    """The figures of a report: the first of each section, then the others, six at most, in reading order."""
    sections = {one["key"]: part["key"] for part in definition["sections"] for one in part["questions"]}
    wanted = [figure for question, answers in questions for figure in _wanted(question, answers, sections)]
    first = [one for place, one in enumerate(wanted) if one.section not in _sections(wanted[:place])]
    taken = [*first, *(one for one in wanted if one not in first)][:FIGURES_OF_A_REPORT]
    return [one for one in wanted if one in taken]


def _sections(figures: Sequence[Figure]) -> set[str]:
    return {figure.section for figure in figures}


def _wanted(question: Document, answers: Sequence[Reply], sections: Mapping[str, str]) -> Iterator[Figure]:
    title, section = f"{question['number']} {question['text']['en']}", sections[question["key"]]
    own = question.get("report", {}).get("as")
    if question["type"] == "compound":
        for part in question["parts"]:
            if part.get("report", {}).get("as") == "bar" and labels_of(part):
                held = [part_of(one, part["key"]) for one in answers]
                yield _bars(section, f"{title} – {part['text']['en']}", part, held)
    elif question["type"] == "grid":
        for column in question["columns"]:
            stacked = "stacked" in (own, column.get("report", {}).get("as"))
            if (
                stacked
                and 1 < len(labels_of(column)) <= MOST_TONES
                and column["type"] in ("scale", "single_choice")
            ):
                name = f" – {column['text']['en']}" if len(question["columns"]) > 1 else ""
                yield _stacked(section, f"{title}{name}", question, column, answers)
    elif own == "bar" and labels_of(question):
        yield _bars(section, title, question, answers)


def _bars(section: str, title: str, asked: Document, answers: Sequence[Reply]) -> Figure:
    base = base_of(answers)
    lines = []
    for code, label in labels_of(asked).items():
        count = _number(answers, [code])
        share = str(int(Fraction(100 * count, base) + Fraction(1, 2))) if base >= 20 else ".."
        lines.append(f"{label} {count} {share}")
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    told = words[base] if base < len(words) else str(base)
    return Figure(section, f"{title} ({told} State", lines, in_order=False)


def _stacked(section: str, title: str, grid: Document, column: Document, answers: Sequence[Reply]) -> Figure:
    counts = _counts(column)
    rows = []
    for row in grid["rows"]:
        held = [part_of(part_of(one, row["code"], "rows"), column["key"]) for one in answers]
        base = base_of(held)
        if base:
            told = f"{_number(held, counts)} {base}" if counts else f"{base}"
            rows.append((Fraction(_number(held, counts), base), f"{row['text']['en']} {told}"))
    rows.sort(key=lambda one: -one[0])
    return Figure(section, f"{title} (Number of States)", [line for _, line in rows], in_order=True)


def drawn_otherwise(expected: Sequence[Figure], drawn: Sequence[str]) -> Iterator[str]:
    """What the printed figures do not say as they should; `drawn` is the text of each, with white space collapsed."""
    if len(expected) != len(drawn):
        yield f"there should be {len(expected)} figures instead of {len(drawn)}"
    for figure, text in zip(expected, drawn, strict=False):
        number = figure.title.split()[0]
        if re.match(_anywhere(figure.title), text) is None:
            yield f"{number}: no figure {figure.title}"
        place = 0
        for line in figure.lines:
            seen = re.compile(rf"(?<!\S){_anywhere(line)}(?!\S)").search(text, place)
            if seen is None:
                yield f"{number}: there should be a bar “{line}” in {figure.title}"
            elif figure.in_order:
                place = seen.end()


def _anywhere(text: str) -> str:
    return re.escape(" ".join(text.split())).replace(r"\-", "- ?")
