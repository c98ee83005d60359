"""The table of the codes of texts, counted anew from the JSON of snapshots and a list of codings, by nothing of ours.

A coding is a snapshot's number in the sequence of `snapshots`, the entry of a list or '', and what the code is called.
"""

from collections.abc import Iterator, Mapping, Sequence

from tests.recounted import FEWEST_STATES, SMALLEST_BASE, Document, Expected, per_cent

Coding = tuple[int, str, str]


def coded_table(
    question: Document,
    part: str,
    book: Sequence[str],
    snapshots: Sequence[Document],
    codings: Sequence[Coding],
) -> Expected | None:
    """The table of a question, or of the questions called `part` in its entries; `book` is what the codes are called.

    None where the texts with a code are of too few States.
    """
    given = [(place, item) for place, one in enumerate(snapshots) for item in _texts(question, part, one)]
    having: Mapping[tuple[int, str], set[str]] = {
        text: {label for place, item, label in codings if (place, item) == text and label in book}
        for text in given
    }
    coded = [text for text in given if having[text]]
    if len({place for place, _ in coded}) < FEWEST_STATES:
        return None
    counts = {label: sum(label in having[text] for text in coded) for label in book}
    lines = [f"{label} {count} {_share(count, len(coded))}" for label, count in counts.items()]
    return Expected(
        f"{question['number']} {question['text']['en']}",
        [*lines, f"Texts with a code {len(coded)}", _coverage(len(given), len(coded))],
    )


def _share(count: int, base: int) -> str:
    return f"{per_cent(count, base)}" if base >= SMALLEST_BASE else ".."


def _coverage(texts: int, coded: int) -> str:
    if texts == coded:
        return f"All {texts} texts were given codes; a text can have several."
    return f"Of {texts} texts, {coded} were given codes, and only those are counted; a text can have several."


def _texts(question: Document, part: str, snapshot: Document) -> Iterator[str]:
    """The items in which a text stands; '' for that of the question itself."""
    answer = snapshot["answers"].get(question["key"], {})
    if not part:
        yield from [""] if "text" in answer else []
    for one in answer.get("items", ()):
        if "text" in one["parts"].get(part, {}):
            yield one["id"]
