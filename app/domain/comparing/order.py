"""Which of the things in a list have moved."""

from bisect import bisect_left
from collections.abc import Sequence


def moved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """The fewest of the keys common to both lists that must move to make one order of the other."""
    place = {key: at for at, key in enumerate(before)}
    common = [key for key in after if key in place]
    # The longest run that keeps its order stays: ends[n] is the lowest last place of a run of n + 1 keys.
    ends: list[int] = []
    length: list[int] = []
    for key in common:
        at = bisect_left(ends, place[key])
        ends[at : at + 1] = [place[key]]
        length.append(at + 1)
    staying, wanted = set(), len(ends)
    for key, run in zip(reversed(common), reversed(length), strict=True):
        if run == wanted:
            staying.add(key)
            wanted -= 1
    return frozenset(common) - staying
