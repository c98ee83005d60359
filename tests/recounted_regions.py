"""What the snapshots say by regional group, in tables and sentences: counted anew, without the application.

`regions` says of which regional group the State of each reply is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tests.recounted import (
    FEWEST_STATES,
    Document,
    Expected,
    Reply,
    base_of,
    chosen,
    column_tables,
    is_shown,
    labels_of,
    listed,
    part_of,
    sectors_line,
    tables,
)

GROUPS = {
    "AFRICAN": "African States",
    "ASIA_PACIFIC": "Asia-Pacific States",
    "EASTERN_EUROPEAN": "Eastern European States",
    "LATIN_AMERICAN_CARIBBEAN": "Latin American and Caribbean States",
    "WESTERN_EUROPEAN_OTHER": "Western European and other States",
}


def tables_with_regions(
    question: Document, answers: Sequence[Reply], regions: Sequence[str], snapshots: Sequence[Document]
) -> list[Expected]:
    """All tables of a question in order, and under the last of them the line on its sectors."""
    title = f"{question['number']} {question['text']['en']}"
    if question["type"] == "grid" and is_shown(question):
        found = [*_of_columns(question, answers, regions, title)]
    else:
        found = [*tables(question, answers)]
        if found and _by(question) and question["type"] != "compound" and labels_of(question):
            found.append(_of_options(question, title, answers, regions))
    line = sectors_line(question["key"], snapshots)
    if found and line:
        found[-1] = replace(found[-1], lines=[*found[-1].lines, line])
    return found


def _of_columns(
    grid: Document, answers: Sequence[Reply], regions: Sequence[str], title: str
) -> Iterator[Expected]:
    for column in filter(is_shown, grid["columns"]):
        yield from column_tables(grid, column, answers, title)
        if (_by(grid) or _by(column)) and _counts(column):
            yield _of_rows(grid, column, title, answers, regions)


def _by(asked: Document) -> str | None:
    found: str | None = asked.get("report", {}).get("by")
    return found


def _counts(asked: Document) -> Sequence[str]:
    found: Sequence[str] = asked.get("report", {}).get("counts", ())
    return found


def _parted(answers: Sequence[Reply], regions: Sequence[str]) -> Mapping[str, list[Reply]]:
    return {
        region: [one for one, of in zip(answers, regions, strict=True) if of == region]
        for region in GROUPS
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
    return Expected(f"{title} By regional group", lines, _head("Reply", parted))


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
    return Expected(f"{title} {subtitle}", lines, _head("Subject", _parted(answers, regions)))


def _head(first: str, parted: Mapping[str, Sequence[Reply]]) -> str:
    return " ".join([first, *(GROUPS[region] for region in parted), "All responding States"])


def _number(answers: Sequence[Reply], codes: Sequence[str]) -> int:
    return sum(1 for answer in answers if set(chosen(answer)) & set(codes))


def regional_sentences(asked: Document, answers: Sequence[Reply], regions: Sequence[str]) -> Iterator[str]:
    """What is said by regional group of a question, or a part, with one reply; of groups that are broken down."""
    counts = _counts(asked)
    if not _by(asked) or not counts or asked["type"] in ("multiple_choice", "ranking"):
        return
    parted = _parted(answers, regions)
    shown = [region for region in parted if region in _shown(parted, asked)]
    if len(shown) < 2:
        return
    said = {region: (_number(parted[region], counts), base_of(parted[region])) for region in shown}
    if all(region in shown for region, held in parted.items() if base_of(held) >= FEWEST_STATES):
        yield from _everywhere([*said.values()])
    told = listed([f"{GROUPS[region]} ({count} of {base})" for region, (count, base) in said.items()])
    yield f"By regional group, the numbers that reported so were: {told}."


def _everywhere(said: Sequence[tuple[int, int]]) -> Iterator[str]:
    for word, holds in (
        ("more", all(2 * count > base for count, base in said)),
        ("fewer", all(2 * count < base for count, base in said)),
    ):
        if holds:
            who = "In all regional groups with at least five replies"
            yield f"{who}, {word} than half of responding States reported so."
