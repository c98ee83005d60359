"""What speaks of the whole document: headings, front page, summary, method, conclusions, sources, list of States."""

from collections.abc import Iterator, Sequence

from tests.accounted.facts import Facts, Told
from tests.accounted.printed import Printed
from tests.recounted import Document, listed, per_cent
from tests.recounted_cycles import said_of_method
from tests.recounted_regions import GROUPS
from tests.sentences import Statement, at_start, in_text, statements, states

_SCALE = (
    "In the text, “almost all” stands for 90 per cent or more, “a large majority” for 75 to 89 per cent, “the "
    "majority” for 51 to 74 per cent, “fewer than half” for 40 to 49 per cent, “about one third” for 30 to 39 per "
    "cent, “about one quarter” for 20 to 29 per cent, “a small number” for 10 to 19 per cent and “a few” for less "
    "than 10 per cent."
)
RULES = (
    _SCALE,
    "Where fewer than 20 States answered, numbers are given without shares; in tables, two dots (..) then stand",
    "Shares may not add up to 100 because of rounding",
    "All figures were computed from one set of accepted replies",
    "Where fewer than five numbers were given, two dots (..) stand in place of their summary",
    "Two dots (..) stand for groups that are not broken down",
    "the results cannot be taken as representative of all States or of any region",
    "the implementation of Commission resolution 60/6",
    "/CN.7/20__/__",
    "/CN.7/20__/CRP.__",
    "E/CN.7/20__/1.",
    "no State has submitted any of the replies",
    "the States that answered a question in both cycles, since any other difference may be one of",
)
"""Words with numbers that are the same whatever was answered: the rules by which the document words its figures."""


def take(printed: Sequence[Printed], known: Told) -> Iterator[str]:
    definition, facts, asked = known.definition, known.facts, known.asked
    invited, counted = facts.invited, facts.counted
    results = [one for question, answers in asked for one in statements(question, answers) if one.has_share]
    replies = "reply" if counted == 1 else "replies"
    had = f"{'has' if counted == 1 else 'had'} been accepted by the cut-off date, {facts.cut_off}"
    version = f"to version {facts.version} of the questionnaire, definition {facts.definition_hash[:16]}"
    stands_on = f"data set {facts.data_set}, with the cut-off date of {facts.cut_off}"
    whole = f"{stands_on}, and on version {facts.version} of the questionnaire, definition {facts.definition_hash}"
    once = [
        f"summarizes the {replies} of {in_text(counted)} of the {in_text(invited)} Member States invited",
        f"was put to {in_text(invited)} Member States",
        f"Replies were requested by {facts.deadline}",
        f"had been accepted by {facts.cut_off}",
        f"{states(facts.received)}, of which {in_text(counted)} {had}",
        f"As the replies of {in_text(counted)} of {in_text(invited)} Member States were counted",
        f"data set {facts.data_set[:16]}, {version}",
        f"The figures for the present cycle stand on {whole}",
        f"Data as at {facts.as_at}",
        f"{at_start(counted)} State{'s' if counted > 1 else ''} submitted",
        facts.session,
        facts.place_and_dates,
        *_late(facts),
        *_of_earlier(facts),
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
    yield from _table_1(printed, facts)
    yield from _listing(printed, facts)
    _forget(printed, definition)


def _late(facts: Facts) -> Sequence[str]:
    if not facts.late:
        return ()
    came = "reply was" if facts.late == 1 else "replies were"
    return (f"{at_start(facts.late)} {came} received after that date",)


def _of_earlier(facts: Facts) -> Sequence[str]:
    earlier = facts.earlier
    if earlier is None:
        return ()
    return said_of_method(earlier.cut_off, earlier.data_set, earlier.version, earlier.definition_hash)


def _table_1(printed: Sequence[Printed], facts: Facts) -> Iterator[str]:
    table = next(one for one in printed if one.block.kind == "table")
    if table.take("Table 1 Replies counted, by regional group") != 0:
        yield f"table 1 should not be called “{table.title}”"
    rows = {GROUPS[code]: numbers for code, numbers in facts.groups.items()} | {
        "Total": (facts.invited, facts.counted)
    }
    for label, (sent, received) in rows.items():
        if table.take_line(f"{label} {sent} {received} {per_cent(received, sent)}") is None:
            yield f"table 1: {label} should be {sent}, {received}, {per_cent(received, sent)}"


def _listing(printed: Sequence[Printed], facts: Facts) -> Iterator[str]:
    listing = next(one for one in printed if one.block.kind == "listing")
    for state in facts.states:
        line = f"{state.name} {GROUPS[state.group]}"
        if listing.take_line(line) is None:
            yield f"the list should have “{line}”"


def _forget(printed: Sequence[Printed], definition: Document) -> None:
    """The number before a paragraph and a table, and the titles and the mandate of the definition."""
    titles = [definition["title"]["en"], definition["report"]["title"]["en"]]
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


def forget_rules(printed: Sequence[Printed]) -> None:
    for one in printed:
        for rule in RULES:
            while one.take(rule) is not None:
                pass
