"""The words of States: the replies that a document quotes, and the best practices that it lists, both verbatim."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from tests.accounted.facts import State, Told
from tests.accounted.printed import Printed
from tests.recounted import Document, reported_sections
from tests.recounted_regions import GROUPS

QUOTED_OF_A_TEXT = 2
FEWEST_WORDS, MOST_WORDS, MOST_SIGNS = 5, 60, 800
END = re.compile(r"[.!?؟…][\"”»’)\]]*(?=\s+[^\sa-z])|[。！？][”』」）]*(?=.)", re.DOTALL)


@dataclass(frozen=True)
class Words:
    """What a State wrote, where in a list, and whether it may stand in the document."""

    state: State
    item: str
    text: str
    use: str


def take(printed: Sequence[Printed], known: Told) -> Iterator[str]:
    expected = [line for section in reported_sections(known.definition) for line in _quoted(section, known)]
    quoting = [one for one in printed if one.block.kind == "paragraph" and " reported: “" in one.title]
    if len(quoting) != len(expected):
        yield f"there should be {len(expected)} quotations instead of {len(quoting)}"
    for one, line in zip(quoting, expected, strict=False):
        if one.take_line(line) is None:
            yield f"there should be the quotation “{line}”"
    yield from _practices(printed, known)


# --------------------------------------------------------------------------------------------------- quotations


def _quoted(section: Document, known: Told) -> Iterator[str]:
    """The paragraphs of a section."""
    heard = Counter[str]()
    used: set[str] = set()
    for question in section["questions"]:
        for path, in_entries in _places(question):
            said = [one for one in _said(question, path, in_entries, known) if _cut(one)]
            if known.facts.is_paper:
                chosen = sorted(said, key=lambda one: (one.state.name.casefold(), one.item))
            else:
                said.sort(key=lambda one: (one.state.code, one.item))
                chosen = [*_chosen(said, heard, used)]
            for one in chosen:
                name = one.state.in_text[:1].upper() + one.state.in_text[1:]
                who = "One State" if question["report"].get("unattributed") else name
                yield f"{who} reported: “{_cut(one)}”"


def _chosen(said: Sequence[Words], heard: Counter[str], used: set[str]) -> Iterator[Words]:
    """Two of a text for a report: of the group least heard in the section, and no State twice in it."""
    for _ in range(QUOTED_OF_A_TEXT):
        left = [one for one in said if one.state.code not in used]
        if not left:
            break
        best = min(left, key=lambda one: (heard[one.state.group], [*GROUPS].index(one.state.group)))
        used.add(best.state.code)
        heard[best.state.group] += 1
        yield best


def _places(question: Document) -> Iterator[tuple[Sequence[str], bool]]:
    """The way to each text of a question that is quoted, and whether it is in the entries of a list."""
    if question.get("report", {}).get("as") != "quotations":
        return
    if question["type"] == "repeat":
        paths = [path for inner in question["questions"] for path in _paths(inner, (inner["key"],))]
        yield from ((path, True) for path in paths[:1])
    else:
        yield from ((path, False) for path in _paths(question, ()))


def _paths(asked: Document, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if asked["type"] == "text":
        yield path
    for part in asked["parts"] if asked["type"] == "compound" else ():
        yield from _paths(part, (*path, part["key"]))


def _said(question: Document, path: Sequence[str], in_entries: bool, known: Told) -> Iterator[Words]:
    for state, snapshot in zip(known.facts.states, known.snapshots, strict=True):
        answer: Any = snapshot["answers"].get(question["key"], {})
        for item, held in _held(answer) if in_entries else [("", answer)]:
            found = reduce(lambda inside, key: inside.get("parts", {}).get(key, {}), path, held)
            if "text" in found:
                yield Words(state, item, found["text"], _use(snapshot, question["key"], item))


def _held(answer: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(one["id"], one) for one in answer.get("items", ())]


def _use(snapshot: Document, key: str, item: str = "") -> str:
    """What a State allows: for the entry, else for the answer, else for the whole."""
    narrower = snapshot["consents"]
    found: str = narrower.get(key, snapshot["consent"])
    return str(narrower.get(f"{key}/{item}", found)) if item else found


def _cut(said: Words) -> str:
    """The text as it is quoted: all of it, or its first sentences; '' where it is not."""
    if said.use == "aggregate" or _count_words(said.text) < FEWEST_WORDS:
        return ""
    if _is_short(said.text):
        return said.text
    ends = [found.end() for found in END.finditer(said.text)][:2]
    short = [said.text[:end] for end in ends if _is_short(said.text[:end])]
    return f"{short[-1]} [...]" if short else ""


def _is_short(text: str) -> bool:
    return _count_words(text) <= MOST_WORDS and len(text) <= MOST_SIGNS


def _count_words(text: str) -> int:
    """Runs of signs between spaces; each ideograph is a word."""
    return sum(
        len(re.findall("[぀-ヿ㐀-鿿]", run)) + bool(re.search("[^぀-ヿ㐀-鿿]", run)) for run in text.split()
    )


# ---------------------------------------------------------------------------------------------------- practices


def _practices(printed: Sequence[Printed], known: Told) -> Iterator[str]:
    """Every entry that may be published, by the name of its State, as the State wrote it, with its thematic area."""
    found = sorted(
        (state.name, title, area)
        for section in known.definition["sections"]
        for question in section["questions"]
        if question["type"] == "repeat" and question.get("consent_part")
        for state, snapshot in zip(known.facts.states, known.snapshots, strict=True)
        for title, area in _titles(question, snapshot)
    )
    listings = [one for one in printed if one.block.kind == "listing"][1:]
    if len(listings) != (1 if found else 0):
        yield f"there should be {len(found)} best practices in one list"
        return
    place = 1
    for line in map(" ".join, found):
        if listings[0].take_line(line, place) != place:
            yield f"the list should have “{line.strip()}” as number {place}"
        place += 1


def _titles(question: Document, snapshot: Document) -> Iterator[tuple[str, str]]:
    """The first text of each entry that may be published, and its area; '' where none is asked for or said."""
    first = question["questions"][0]["key"]
    for item, entry in _held(snapshot["answers"].get(question["key"], {})):
        if _use(snapshot, question["key"], item) == "publish":
            title = entry["parts"].get(first, {}).get("text", "")
            yield from [(title, _area(question, entry))] if title else []


def _area(question: Document, entry: Mapping[str, Any]) -> str:
    """What was chosen at the question for it; where that has parts, at the first."""
    for asked in question["questions"]:
        if asked.get("concept") == "practice_area":
            held = entry["parts"].get(asked["key"], {})
            if asked["type"] == "compound":
                return _text_chosen(
                    asked["parts"][0], held.get("parts", {}).get(asked["parts"][0]["key"], {})
                )
            return _text_chosen(asked, held)
    return ""


def _text_chosen(asked: Document, held: Document) -> str:
    return next((one["text"]["en"] for one in asked["options"] if one["code"] == held.get("choice")), "")
