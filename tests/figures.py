"""Recomputes every figure of the document from snapshot JSON and PDF text. It imports nothing from the application."""

import re
from collections.abc import Iterator, Mapping, Sequence

from tests.recounted import (
    SMALLEST_BASE,
    Document,
    Expected,
    Reply,
    base_of,
    chosen,
    part_of,
    per_cent,
    replies_to,
    reported_questions,
)
from tests.recounted_codes import Coded, coded_tables
from tests.recounted_figures import drawn_otherwise, figures
from tests.recounted_regions import GROUPS, tables_with_regions


def differences(
    snapshots: Sequence[Document],
    definition: Document,
    groups: Mapping[str, tuple[int, int]],
    text: str,
    coded: Sequence[Coded] = (),
) -> list[str]:
    """Every figure that is not what the snapshots say. `groups`: invited and counted, by code of the group.

    A snapshot says under `group` to which its State belongs; `coded` is what was coded of their texts.
    """
    text = _without_page_edges(text)
    found = [*_table_1(groups, text), *_shares(text)]
    printed = _tables(text)
    words = _flat(text)
    regions = [one.get("group", "") for one in snapshots]
    reported = [
        (question, replies_to(question["key"], snapshots)) for question in reported_questions(definition)
    ]
    of_codes = coded_tables(definition, snapshots, coded)
    for question, answers in reported:
        number = question["number"]
        of_question = tables_with_regions(question, answers, regions, snapshots)
        for table in (*of_question, *of_codes.get(number, ())):
            found.extend(f"{number}: {what}" for what in _compared(table, printed))
        found.extend(f"{number}: {what}" for what in _statements(question, answers, words))
    found.extend(drawn_otherwise(figures(definition, reported), _figures(text)))
    return [*found, *(f"nobody asked for {table[:60]}" for table in printed)]


_NOTICE = "DEMONSTRATION DATA - NOT SUBMITTED BY ANY STATE"
_EDGE = re.compile(rf"\f?\s*(?:E/CN\.7/20__/\S*|(?:\d+/\d+\s+)?{_NOTICE}(?:\s+\d+/\d+)?)\s*")


def _without_page_edges(text: str) -> str:
    """The text without the headers and footers of its pages, which would stand in the midst of what goes on."""
    return "\n".join(line for line in text.split("\n") if not _EDGE.fullmatch(line))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _tables(text: str) -> list[str]:
    """The text of each table of the annex in order, from its title to its source, with white space collapsed."""
    return [_flat(block).split(" Source:")[0] for block in re.split(r"\n\s*Table \d+\n", text)[2:]]


def _figures(text: str) -> list[str]:
    """The text of each figure, from its title to its source, with white space collapsed."""
    return [_flat(block).split(" Source:")[0] for block in re.split(r"\n\s*Figure(?: [IVX]+)?\n", text)[1:]]


def _compared(table: Expected, printed: list[str]) -> Iterator[str]:
    """Takes the table from the printed ones. Its lines have to follow one another, whatever stands between them."""
    text = next((one for one in printed if _is(table.title, one)), None)
    if text is None:
        yield f"no table {table.title}"
        return
    printed.remove(text)
    place = 0
    for line in table.lines:
        seen = re.compile(rf"(?<!\S){_anywhere(line)}(?!\S)").search(text, place)
        if seen is None:
            yield f"there should be “{line}” in {table.title}"
        else:
            place = seen.end()


def _is(title: str, printed: str) -> bool:
    return re.match(rf"{_anywhere(title)} \(Number of ", printed) is not None


def _anywhere(text: str) -> str:
    """A pattern for `text`, which may go on in a new line after a hyphen."""
    return re.escape(_flat(text)).replace(r"\-", "- ?")


def _statements(question: Document, answers: Sequence[Reply], words: str) -> Iterator[str]:
    """The sentences of a question, of the parts of a compound, of the rows of a grid."""
    if question["type"] == "compound":
        for part in question["parts"]:
            yield from _statement(part, [part_of(one, part["key"]) for one in answers], words)
    elif question["type"] == "repeat":
        for inner in question["questions"]:
            if inner.get("report", {}).get("counts_all"):
                entries = [
                    [part_of(one, inner["key"]) for one in answer.get("items", ())] for answer in answers
                ]
                yield from _together(inner, entries, words)
    elif question["type"] == "multiple_choice" and question.get("report", {}).get("counts_all"):
        yield from _together(question, [[answer] for answer in answers], words)
    elif question["type"] == "grid":
        for column in question["columns"]:
            for row in question["rows"]:
                held = [part_of(part_of(one, row["code"], "rows"), column["key"]) for one in answers]
                yield from _statement(column, held, words, f" with regard to “{row['text']['en']}”")
    else:
        yield from _statement(question, answers, words)


def _statement(asked: Document, answers: Sequence[Reply], words: str, row: str = "") -> Iterator[str]:
    counted = asked.get("report", {}).get("counts", ())
    base = base_of(answers)
    told = "statement" in asked.get("report", {})
    if (
        not counted
        or not told
        or base < SMALLEST_BASE
        or (asked["type"] == "multiple_choice" and len(counted) > 1)
    ):
        return
    count = sum(1 for answer in answers if set(chosen(answer)) & set(counted))
    statement = _flat(asked["report"]["statement"]["en"])
    ending = f" reported{row} that {statement}"
    if count not in (0, 1, base) and f"{count} of {base}" not in _sentence_before(ending, words):
        yield f"the sentence should say {count} of {base}{row}"


def _together(asked: Document, reports: Sequence[Sequence[Reply]], words: str) -> Iterator[str]:
    """The sentence of what several options make true together: of a list, in all entries of a report."""
    named = [{code for reply in one for code in chosen(reply)} for one in reports if base_of(one)]
    count = sum(1 for codes in named if codes >= set(asked["report"]["counts_all"]))
    ending = f" reported that {_flat(asked['report']['statement']['en'])}"
    words_of = {0: "None of the", 1: "One of the"}
    told = f"{words_of[count]} {len(named)}" if count in words_of else f"{count} of {len(named)}"
    if told not in _sentence_before(ending, words):
        yield f"the sentence should say {count} of {len(named)} together"


def _sentence_before(ending: str, words: str) -> str:
    """What the sentence with that ending says before it; '' where there is none."""
    before, found, _ = words.partition(ending)
    return before.rpartition(".")[2] if found else ""


def _shares(text: str) -> Iterator[str]:
    """Every share in a sentence belongs to the two numbers beside it."""
    for share, count, base in re.findall(r"\((\d+) per cent, or (\d+) of (\d+)\)", _flat(text)):
        if int(share) != per_cent(int(count), int(base)):
            yield f"{share} per cent is not {count} of {base}"


def _table_1(groups: Mapping[str, tuple[int, int]], text: str) -> Iterator[str]:
    rows = {GROUPS[code]: numbers for code, numbers in groups.items()}
    rows["Total"] = (sum(one for one, _ in groups.values()), sum(one for _, one in groups.values()))
    for label, (invited, counted) in rows.items():
        share = per_cent(counted, invited)
        if not re.search(rf"{re.escape(label)}\s+{invited}\s+{counted}\s+{share}\s", text):
            yield f"table 1: {label} should be {invited}, {counted}, {share}"
