"""The sentences on States that answered in two cycles, counted anew from the JSON of snapshots, by nothing of ours.

For documents that compare with an earlier cycle: `sentences_since` are those that follow the sentences on a question,
`said_of_method` what the method chapter says of them with numbers. A snapshot is that of a State by its `respondent`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.recounted import (
    FEWEST_STATES,
    SMALLEST_BASE,
    Document,
    Reply,
    base_of,
    chosen,
    part_of,
    per_cent,
    replies_to,
)
from tests.sentences import CHOICES

Replies = Mapping[str, Reply]
"""By State."""


@dataclass(frozen=True)
class Both:
    """Of `base` States with an answer both times, of how many a statement was true then and is now."""

    base: int
    then: int
    now: int

    def sentence(self) -> str:
        among = "Among the States that replied both times, the"
        if self.base < SMALLEST_BASE:
            then, now = (f"cycle ({one} of {self.base})" for one in (self.then, self.now))
            return f"{among} numbers that reported so were: earlier {then}, present {now}."
        shares = [per_cent(one, self.base) for one in (self.then, self.now)]
        then, now = (
            f"({share} per cent, or {one} of {self.base})"
            for share, one in zip(shares, (self.then, self.now), strict=True)
        )
        if shares[0] == shares[1]:
            return f"{among} share that reported so was the same {now} as in the earlier cycle {then}."
        how = "larger" if shares[1] > shares[0] else "smaller"
        return f"{among} share that reported so was {how} {now} than in the earlier cycle {then}."


def sentences_since(question: Document, now: Sequence[Document], before: Sequence[Document]) -> Iterator[str]:
    """The sentences of a question that the snapshots `before` answered in the same form; '' for what is not told.

    One for each statement of which a document has a paragraph: not for the rows of grids, nor for entries of lists.
    """
    states = [_by_state(question["key"], snapshots) for snapshots in (before, now)]
    for part in question.get("parts", ()) if question["type"] == "compound" else ():
        held = [{state: part_of(one, part["key"]) for state, one in found.items()} for found in states]
        yield from _sentence(part, *held)
    if question["type"] != "compound":
        yield from _sentence(question, *states)


def said_of_method(cut_off: str, data_set: str, version: str, definition_hash: str) -> list[str]:
    """What is printed with numbers of an earlier cycle: the day of its cut-off, its data set, its definition."""
    return [
        f"the earlier cycle, whose cut-off date was {cut_off}",
        f"Where fewer than {SMALLEST_BASE} States did so, their numbers are given",
        "fewer than five States answered both times, or one time only",
        f"data set {data_set[:16]}, to version {version} of the questionnaire, definition {definition_hash[:16]}",
        "computed from another set of accepted replies",
    ]


def _by_state(key: str, snapshots: Sequence[Document]) -> Replies:
    replies = replies_to(key, snapshots)
    return {one["respondent"]: reply for one, reply in zip(snapshots, replies, strict=True)}


def _sentence(asked: Document, then: Replies, now: Replies) -> Iterator[str]:
    report = asked.get("report", {})
    counted = set(report.get("counts", ()))
    alone = (asked["type"] != "multiple_choice" or len(counted) == 1) and not report.get("counts_all")
    if "statement" in report and asked["type"] in CHOICES and counted and alone:
        both = _both(counted, then, now)
        yield both.sentence() if both else ""


def _both(counted: set[str], then: Replies, now: Replies) -> Both | None:
    """None where the States that answered both times, or only once, are few, or would tell what they answered."""
    mine = [state for state in then if state in now and base_of([then[state]]) and base_of([now[state]])]
    if len(mine) < FEWEST_STATES:
        return None
    numbers = []
    for cycle in (then, now):
        true = {
            state: bool(set(chosen(reply)) & counted) for state, reply in cycle.items() if base_of([reply])
        }
        once = [said for state, said in true.items() if state not in mine]
        if once and (len(once) < FEWEST_STATES or len(set(once)) == 1):
            return None
        said = [(true[state], cycle[state]["use"] == "aggregate") for state in mine]
        if len({one for one, _ in said}) == 1 and any(kept for _, kept in said):
            return None
        numbers.append(sum(one for one, _ in said))
    return Both(len(mine), *numbers)
