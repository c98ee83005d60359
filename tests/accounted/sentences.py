"""The sentences on each question, and their references to its tables and figures."""

import re
from collections.abc import Iterator, Mapping, Sequence

from tests.accounted.facts import Told
from tests.accounted.printed import Printed
from tests.recounted import Document, Reply
from tests.recounted_cycles import sentences_since
from tests.sentences import said_of, statements


def take(
    printed: Sequence[Printed],
    known: Told,
    tables_of: Mapping[str, Sequence[int]],
    figures_of: Mapping[str, Sequence[str]],
) -> Iterator[str]:
    """Takes what is to be said of each question from the paragraphs on it; `…_of` is by the question's number."""
    paragraphs = [one for one in printed if one.block.kind == "paragraph"]
    mains = {question["number"]: [*_mains(question, answers)] for question, answers in known.asked}
    owners = [_owner(one.block.text, mains, tables_of) for one in paragraphs]
    for question, answers in known.asked:
        number = question["number"]
        pool = [one for one, owner in zip(paragraphs, owners, strict=True) if owner == number]
        said = [*said_of(question, answers, known.facts.regions)]
        said += sentences_since(question, known.snapshots, known.before) if known.before else ()
        for sentence in filter(None, said):
            if not any(one.take(sentence.removesuffix(".")) is not None for one in pool):
                yield f"{number}: there should be the sentence “{sentence}”"
        for one in pool:
            one.take(_replies_to(number))
            for reference in _references(tables_of.get(number, ()), figures_of.get(number, ())):
                one.take(reference)


def _replies_to(number: str) -> str:
    return f"The replies to question {number} are set out in"


def _mains(question: Document, answers: Sequence[Reply]) -> Iterator[str]:
    """The sentences by which a paragraph on a question is known."""
    yield _replies_to(question["number"])
    told = [one.main().removesuffix(".") for one in statements(question, answers) if one.base]
    yield from filter(None, told)


def _owner(text: str, mains: Mapping[str, Sequence[str]], tables_of: Mapping[str, Sequence[int]]) -> str:
    """The number of the question that a paragraph is about, by what it says and by the tables that it refers to.

    '' where the two are not of the same question.
    """
    seen = re.search(r"\btables? (\d+)", text)
    said = {number for number, sentences in mains.items() if any(one in text for one in sentences)}
    shown = {number for number, names in tables_of.items() if seen and int(seen[1]) in names}
    owners = said & shown if said and shown else said | shown
    return owners.pop() if len(owners) == 1 else ""


def _references(names: Sequence[int], figures: Sequence[str]) -> Iterator[str]:
    """How a text may refer to the tables of a question, and to one of its figures before them."""
    between = "and" if len(names) == 2 else "to"
    several = f"tables {names[0]} {between} {names[-1]}" if len(names) > 1 else ""
    of_tables = several or (f"table {names[0]}" if names else "")
    yield from (f"{figure} and {of_tables}" if of_tables else figure for figure in figures)
    if of_tables:
        yield of_tables
