"""Accounts for every number that the document's HTML prints: recomputed from snapshots, or named as not recomputed.

It imports nothing from the application. What is expected is taken out of its block; a number that is left, in figures
or in words, is one that nobody recomputed. A new kind of sentence is expected in `tests/sentences.py`, a new kind of
table in `tests/recounted.py`, what is neither in `_whole_document` here, and words that hold numbers and come from no
data in `RULES`.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.blocks import Block, blocks_of
from tests.figures import GROUPS, reported_questions
from tests.recounted import (
    Document,
    Expected,
    Reply,
    base_of,
    kinds_of,
    labels_of,
    part_of,
    per_cent,
    replies_to,
    sectors_line,
    tables,
)
from tests.sentences import Statement, at_start, in_text, listed, said_of, statements, states

RULES = (
    "Where fewer than 20 States answered",
    "90 per cent or more",
    "75 to 89 per cent",
    "51 to 74 per cent",
    "40 to 49 per cent",
    "“about one third” for 30 to 39 per cent",
    "“about one quarter” for 20 to 29 per cent",
    "10 to 19 per cent",
    "for less than 10 per cent",
    "“fewer than half”",
    "“almost all”",
    "add up to 100 because of rounding",
    "All figures were computed from one set of accepted replies",
    "Where fewer than five numbers were given, two dots (..) stand",
    "in tables, two dots (..) then stand",
    "representative of all States or of any region",
    "implementation of Commission resolution 60/6",
    "/CN.7/20__/__",
    "E/CN.7/20__/1.",
    "no State has submitted any of the replies",
)
"""Words with numbers that are the same whatever was answered: the rules by which the document words its figures."""

_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand"),
    *("half", "third", "thirds", "quarter", "quarters", "both", "all", "none", "no state", "no states"),
)
NUMBER = re.compile(rf"\d[\d,.]*|\b(?:{'|'.join(_NUMBERS)})\b|figure [IVX]+", re.IGNORECASE)


@dataclass(frozen=True)
class Facts:
    """What the document prints that no snapshot says. Days as they are printed, groups by code: invited, counted."""

    groups: Mapping[str, tuple[int, int]]
    states: Sequence[tuple[str, str]]
    received: int
    deadline: str
    cut_off: str
    as_at: str
    version: str
    definition_hash: str
    canonical: Sequence[str]
    data_set: str
    session: str
    place_and_dates: str


def data_set_of(canonical: Sequence[str]) -> str:
    """The hash of a data set: of the sorted hashes of its snapshots."""
    hashes = sorted(hashlib.sha256(one.encode()).hexdigest() for one in canonical)
    return hashlib.sha256(json.dumps(hashes, separators=(",", ":")).encode()).hexdigest()


@dataclass
class Printed:
    """A block, and what of it is not accounted for yet, line by line."""

    block: Block
    left: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left = [*self.block.lines]

    def take(self, expected: str, start: int = 0) -> int | None:
        """Takes `expected` from the first line at or after `start` that holds it as whole words; which line that is."""
        wanted = re.compile(rf"(?<![\w.]){re.escape(' '.join(expected.split()))}(?!\w)")
        for place in range(start, len(self.left)):
            found, times = wanted.subn(" · ", self.left[place], count=1)
            if times:
                self.left[place] = found
                return place
        return None

    def numbers(self) -> Iterator[str]:
        for line in self.left:
            for number in NUMBER.finditer(line):
                around = line[max(0, number.start() - 40) : number.end() + 40]
                yield f"not recomputed: “{number[0]}” in “{around}”"


def unaccounted(html: str, definition: Document, facts: Facts) -> list[str]:
    """Every number that is not what the snapshots say, and every number that nobody recomputed."""
    snapshots = [json.loads(one) for one in facts.canonical]
    printed = [Printed(block) for block in blocks_of(html)]
    asked = [(one, replies_to(one["key"], snapshots)) for one in reported_questions(definition)]
    found = [*_whole_document(printed, definition, facts, asked)]
    drawn = _expected_tables(asked, snapshots)
    names = _take_tables(printed, drawn, found)
    figures = _take_figures(printed, asked, found)
    found += _take_sentences(printed, asked, names, figures)
    for one in printed:
        for rule in RULES:
            while one.take(rule) is not None:
                pass
        found += one.numbers()
    return found


# ------------------------------------------------------------------------------------------- the whole document


def _whole_document(
    printed: Sequence[Printed],
    definition: Document,
    facts: Facts,
    asked: Sequence[tuple[Document, Sequence[Reply]]],
) -> Iterator[str]:
    """Headings, the front page, summary, introduction, method, conclusions, sources, and the list of States."""
    invited = sum(one for one, _ in facts.groups.values())
    counted = sum(one for _, one in facts.groups.values())
    results = [one for question, answers in asked for one in statements(question, answers) if one.has_share]
    replies = "reply" if counted == 1 else "replies"
    had = f"{'has' if counted == 1 else 'had'} been accepted by the cut-off date, {facts.cut_off}"
    version = f"to version {facts.version} of the questionnaire, definition {facts.definition_hash[:16]}"
    once = [
        f"summarizes the {replies} of {in_text(counted)} of the {in_text(invited)} Member States invited",
        f"was put to {in_text(invited)} Member States",
        f"Replies were requested by {facts.deadline}",
        f"had been accepted by {facts.cut_off}",
        f"{states(facts.received)}, of which {in_text(counted)} {had}",
        f"As the replies of {in_text(counted)} of {in_text(invited)} Member States were counted",
        f"data set {facts.data_set[:16]}, {version}",
        f"Data as at {facts.as_at}",
        f"{at_start(counted)} State{'s' if counted > 1 else ''} submitted",
        facts.session,
        facts.place_and_dates,
        *_conclusions(results),
        *(one.main().removesuffix(".") for one in _main(definition, results)),
    ]
    for expected in once:
        if not any(one.take(expected) is not None for one in printed if one.block.kind != "table"):
            yield f"there should be “{expected}”"
    source = f"{counted} replies as at {facts.as_at}; data set {facts.data_set[:8]}."
    for one in printed:
        if one.block.kind in ("table", "figure") and one.take(source) is None:
            yield f"there should be “{source}” under {one.block.lines[0][:40]}"
    yield from _table_1(printed, facts, invited, counted)
    yield from _listing(printed, facts)
    _forget(printed, definition)


def _table_1(printed: Sequence[Printed], facts: Facts, invited: int, counted: int) -> Iterator[str]:
    table = next(one for one in printed if one.block.lines[0].startswith("Table 1 "))
    rows = {GROUPS[code]: numbers for code, numbers in facts.groups.items()} | {"Total": (invited, counted)}
    for label, (sent, received) in rows.items():
        if table.take(f"{label} {sent} {received} {per_cent(received, sent)}") is None:
            yield f"table 1: {label} should be {sent}, {received}, {per_cent(received, sent)}"


def _listing(printed: Sequence[Printed], facts: Facts) -> Iterator[str]:
    listing = next(one for one in printed if one.block.kind == "listing")
    for name, group in facts.states:
        line = f"{name} {GROUPS[group]}"
        if line in listing.left:
            listing.left.remove(line)
        else:
            yield f"the list should have “{line}”"


def _forget(printed: Sequence[Printed], definition: Document) -> None:
    """The number before a paragraph, a table and a figure, and the texts of the definition where they are headings."""
    titles = [chapter["title"]["en"] for chapter in definition["report"]["chapters"]]
    titles += [section["title"]["en"] for section in definition["sections"]]
    titles += [definition["title"]["en"], definition["report"]["title"]["en"]]
    mandate = definition["report"]["mandate"]["en"].strip().removesuffix(".")
    paragraphs = tables_seen = 0
    for one in printed:
        if one.block.kind == "paragraph":
            paragraphs += 1
            one.left[0] = one.left[0].removeprefix(f"{paragraphs}. ")
        if one.block.kind == "table":
            tables_seen += 1
            one.left[0] = one.left[0].removeprefix(f"Table {tables_seen} ")
        for title in titles if one.block.kind in ("heading", "contents", "other", "paragraph") else ():
            one.take(title)
        if one.block.kind in ("paragraph", "summary"):
            one.take(mandate)
    any(one.take("see table 1") is not None for one in printed)


def _main(definition: Document, results: Sequence[Statement]) -> list[Statement]:
    """The results of the summary: the first of each section, then the others, four in all, in order."""
    section_of = {
        id(inner): section["key"]
        for section in definition["sections"]
        for question in section["questions"]
        for inner in (question, *question.get("parts", ()), *question.get("columns", ()))
    }
    first: dict[str, int] = {}
    for place, one in enumerate(results):
        first.setdefault(section_of[id(one.asked)], place)
    others = [place for place in range(len(results)) if place not in first.values()]
    return [results[place] for place in sorted([*first.values(), *others][:4])]


def _conclusions(results: Sequence[Statement]) -> Iterator[str]:
    if len(results) < 6:
        return
    ranked = sorted(results, key=lambda one: -(one.count or 0) / one.base)
    often = listed([one.ranked() for one in ranked[:3]])
    seldom = listed([one.ranked() for one in ranked[:-4:-1]])
    by = "were reported by the"
    yield f"Among the {in_text(len(results))} results for which a share is given in the present report"
    yield f"the following {by} largest shares of responding States: {often}"
    yield f"The following {by} smallest shares of responding States: {seldom}"


# -------------------------------------------------------------------------------------------- tables and figures


def _expected_tables(
    asked: Sequence[tuple[Document, Sequence[Reply]]], snapshots: Sequence[Document]
) -> list[tuple[Document, Expected]]:
    found: list[tuple[Document, Expected]] = []
    for question, answers in asked:
        expected = [*tables(question, answers)]
        line = sectors_line(question["key"], snapshots)
        if line and expected:
            expected[-1] = Expected(expected[-1].title, [*expected[-1].lines, line])
        found += [(question, one) for one in expected]
    return found


def _take_tables(
    printed: Sequence[Printed], drawn: Sequence[tuple[Document, Expected]], found: list[str]
) -> Mapping[str, Sequence[int]]:
    """Compares table after table with the printed ones; the numbers of its tables, by the number of the question."""
    in_order = [one for one in printed if one.block.kind == "table"][1:]
    if len(in_order) != len(drawn):
        found.append(f"{len(in_order)} tables of questions, {len(drawn)} are expected")
    names: dict[str, list[int]] = {}
    for name, (table, (question, expected)) in enumerate(zip(in_order, drawn, strict=False), start=2):
        names.setdefault(question["number"], []).append(name)
        if table.take(expected.title) != 0:
            found.append(f"{question['number']}: no table {expected.title}")
            continue
        place = 1
        for line in expected.lines:
            seen = table.take(line, place)
            if seen is None:
                found.append(f"{question['number']}: there should be “{line}” in {expected.title}")
            place = place if seen is None else seen
        _forget_heads(table, question)
    return names


def _forget_heads(table: Printed, question: Document) -> None:
    """The labels of the definition, where they are heads of columns or explain their letters."""
    inner = [question]
    for name in ("parts", "columns", "questions"):
        inner += [deep for one in inner for deep in one.get(name, ())]
    labels = {label for one in inner for label in labels_of(one).values()}
    for one in inner:
        if one["type"] == "ranking":
            labels.add(f"Among the first {one.get('at_most', len(one['options']))}")
    for label in sorted(labels, key=len, reverse=True):
        while table.take(label) is not None:
            pass


def _take_figures(
    printed: Sequence[Printed], asked: Sequence[tuple[Document, Sequence[Reply]]], found: list[str]
) -> Mapping[str, Sequence[str]]:
    """Compares figure after figure with the printed ones; the names of its figures, by the number of the question."""
    figures = [one for one in printed if one.block.kind == "figure"]
    names: dict[str, list[str]] = {}
    drawn = 0
    for question, answers in asked:
        parts = [(part, [part_of(one, part["key"]) for one in answers]) for part in question.get("parts", ())]
        for shown, held in parts or [(question, [*answers])]:
            if shown.get("report", {}).get("as") == "bar":
                figure = figures[drawn] if drawn < len(figures) else None
                drawn += 1
                name = f"Figure {roman(drawn)}" if len(figures) > 1 else "Figure"
                names.setdefault(question["number"], []).append(name.lower()[:6] + name[6:])
                suffix = f" – {shown['text']['en']}" if parts else ""
                title = f"{name} {question['number']} {question['text']['en']}{suffix}"
                found += [f"{question['number']}: {what}" for what in _compared(figure, title, shown, held)]
    found += [f"nobody asked for {figure.block.lines[0]}" for figure in figures[drawn:]]
    return names


def roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _compared(figure: Printed | None, title: str, shown: Document, held: Sequence[Reply]) -> Iterator[str]:
    base = base_of(held)
    named = f"{title} ({states(base)}; demonstration data)"
    if figure is None or figure.take(named) != 0:
        yield f"no figure {named}"
        return
    (expected,) = tables({**shown, "number": "", "report": {}}, held)
    rows = [line for line in expected.lines if re.fullmatch(r".* \d+ (\d+|\.\.)", line)]
    bars = []
    for line in rows:
        count, share = line.split()[-2:]
        label = line.rsplit(" ", 2)[0]
        if label in ("Total", "States that answered"):
            continue
        if label == "No information available" and not kinds_of(held)["no_information"]:
            continue
        bars.append((count, share))
        if line in figure.left:
            figure.left.remove(line)
        else:
            yield f"there should be a bar “{line}” in {title}"
    said = sorted(
        (f"{count} of {base}" if share == ".." else f"{share} per cent", round(100 * int(count) / base, 2))
        for count, share in bars
    )
    if base and said != sorted(figure.block.bars):
        yield f"the bars of {title} should be {said}"


# ---------------------------------------------------------------------------------------------------- sentences


def _take_sentences(
    printed: Sequence[Printed],
    asked: Sequence[tuple[Document, Sequence[Reply]]],
    tables_of: Mapping[str, Sequence[int]],
    figures_of: Mapping[str, Sequence[str]],
) -> Iterator[str]:
    paragraphs = [one for one in printed if one.block.kind == "paragraph"]
    for question, answers in asked:
        number = question["number"]
        said = [sentence for sentence in said_of(question, answers) if sentence]
        pool = [one for one in paragraphs if _is_about(one, tables_of.get(number, ()), said)]
        for sentence in said:
            if not any(one.take(sentence.removesuffix(".")) is not None for one in pool):
                yield f"{number}: there should be the sentence “{sentence}”"
        for one in pool:
            one.take(f"The replies to question {number} are set out in")
            for reference in _references(tables_of.get(number, ()), figures_of.get(number, ())):
                one.take(reference)


def _is_about(one: Printed, names: Sequence[int], said: Sequence[str]) -> bool:
    """Whether a paragraph refers to the tables of a question, or says what is to be said of it."""
    seen = re.search(r"\btables? (\d+)", one.block.text)
    if seen is not None:
        return int(seen[1]) in names
    return bool(said) and said[0].removesuffix(".") in one.block.text


def _references(names: Sequence[int], figures: Sequence[str]) -> Iterator[str]:
    """How a text may refer to the tables of a question, and to one of its figures before them."""
    between = "and" if len(names) == 2 else "to"
    several = f"tables {names[0]} {between} {names[-1]}" if len(names) > 1 else ""
    of_tables = several or (f"table {names[0]}" if names else "")
    yield from (f"{figure} and {of_tables}" if of_tables else figure for figure in figures)
    if of_tables:
        yield of_tables
