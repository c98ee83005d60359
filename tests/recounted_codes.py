"""The tables of the codes of texts, counted anew from the JSON of snapshots and what was coded, by nothing of ours.

A snapshot is that of a State by its `respondent`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.recounted import FEWEST_STATES, SMALLEST_BASE, Document, Expected, per_cent

HEAD = "Subject Number Per cent"
READ_BY = "Two persons at the Secretariat read each of the texts and agreed on its codes by subject."


@dataclass(frozen=True)
class Coded:
    """That a text of a State has a code, by what it is called in English; a code of no text has no `state`."""

    place: str
    label: str
    state: str | None
    item: str | None


def coded_tables(
    definition: Document, snapshots: Sequence[Document], coded: Sequence[Coded]
) -> Mapping[str, list[Expected]]:
    """By the number of the question. Nothing of a place where the texts with a code are of too few States."""
    found: dict[str, list[Expected]] = {}
    for section in definition["sections"]:
        for question in section["questions"]:
            for place, part in _places(question):
                codings = [one for one in coded if one.place == place]
                table = _table(question, part, snapshots, codings) if codings else None
                if table is not None:
                    found.setdefault(question["number"], []).append(table)
    return found


def _places(question: Document) -> Iterator[tuple[str, Document | None]]:
    yield question["key"], None
    for inner in (*question.get("parts", ()), *question.get("questions", ())):
        yield f"{question['key']}_{inner['key']}", inner


def _table(
    question: Document, part: Document | None, snapshots: Sequence[Document], coded: Sequence[Coded]
) -> Expected | None:
    given = [(one["respondent"], item) for one in snapshots for item in _texts(question, part, one)]
    having = {text: {one.label for one in coded if (one.state, one.item) == text} for text in given}
    read = [text for text in given if having[text]]
    if len({state for state, _ in read}) < FEWEST_STATES:
        return None
    counts = {one.label: sum(one.label in having[text] for text in read) for one in coded}
    lines = [f"{label} {count} {_share(count, len(read))}" for label, count in counts.items()]
    subtitle = f"{part['text']['en']}: Subjects of the texts" if part else "Subjects of the texts"
    return Expected(
        f"{question['number']} {question['text']['en']} {subtitle}",
        [*lines, f"Texts whose codes are counted {len(read)}", READ_BY, _coverage(len(given), len(read))],
        HEAD,
    )


def _share(count: int, base: int) -> str:
    return f"{per_cent(count, base)}" if base >= SMALLEST_BASE else ".."


def _coverage(texts: int, read: int) -> str:
    if texts == read:
        return f"The codes of all {texts} texts are counted; a text can have several."
    return f"Of {texts} texts, the codes of {read} are counted; a text can have several."


def _texts(question: Document, part: Document | None, snapshot: Document) -> Iterator[str]:
    """The items in which a text stands; '' for that of the question itself, or of a part of a compound."""
    answer = snapshot["answers"].get(question["key"], {})
    if part is not None and question["type"] == "repeat":
        yield from (one["id"] for one in answer.get("items", ()) if _holds(one, part))
    elif "text" in answer if part is None else _holds(answer, part):
        yield ""


def _holds(answer: Document, part: Document) -> bool:
    return "text" in answer.get("parts", {}).get(part["key"], {})
