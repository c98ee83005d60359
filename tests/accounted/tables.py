"""The tables of each question, compared line by line with what the snapshots say."""

from collections.abc import Iterator, Mapping, Sequence

from tests.accounted.facts import Told
from tests.accounted.printed import Printed
from tests.recounted import Expected
from tests.recounted_codes import coded_tables
from tests.recounted_regions import tables_with_regions


def take(printed: Sequence[Printed], known: Told, missing: list[str]) -> Mapping[str, Sequence[int]]:
    """Takes every expected table from the printed ones; the numbers of its tables, by the number of the question."""
    tables = [one for one in printed if one.block.kind == "table"][1:]
    names: dict[str, Sequence[int]] = {}
    first = 0
    of_codes = coded_tables(known.definition, known.snapshots, known.facts.coded)
    for question, answers in known.asked:
        number = question["number"]
        expected = tables_with_regions(question, answers, known.facts.regions, known.snapshots)
        expected += of_codes.get(number, ())
        own = tables[first : first + len(expected)]
        names[number] = range(first + 2, first + 2 + len(expected))
        first += len(expected)
        if len(own) < len(expected):
            missing.append(f"{number}: there should be {len(expected)} tables instead of {len(own)}")
        for table, one in zip(own, expected, strict=False):
            if table.take_line(one.title) != 0:
                missing.append(f"{number}: no table {one.title}")
                continue
            missing += [f"{number}: {what} in {one.title}" for what in _compared(table, one)]
    missing += [f"nobody asked for {table.title}" for table in tables[first:]]
    return names


def _compared(table: Printed, expected: Expected) -> Iterator[str]:
    """The lines follow one another; remarks share one line, and are taken from it in any order."""
    if table.take_line(expected.head) is None:
        yield f"there should be the heads “{expected.head}”"
    place = 1
    for line in expected.lines:
        seen = table.take_line(line, place)
        if seen is None:
            seen = table.take(line, len(table.left) - 1)
        if seen is None:
            yield f"there should be “{line}”"
        place = place if seen is None else seen
