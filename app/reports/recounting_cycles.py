"""The pairs of answers of the States that replied to two cycles, from what the stored snapshots say themselves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from app.domain.answers import NonAnswer
from app.domain.continuing import Continued
from app.domain.over_cycles import Before
from app.domain.pairs import Pair
from app.reports.recounting import Observed, Recounted


def before_as_stored(
    cycle: str, links: Mapping[str, Continued], earlier: Recounted, now: Recounted
) -> Before:
    """What the snapshots of the cycle with the key `cycle` say beside those of now."""
    of_names = {name: link.earlier for name, link in links.items() if link.broken is None and link.earlier}
    return Before(cycle, links, earlier.findings, _pairs(of_names, earlier.observed, now.observed))


def _pairs(
    of_names: Mapping[str, str],
    earlier: Mapping[int, Sequence[Observed]],
    now: Mapping[int, Sequence[Observed]],
) -> Mapping[str, Sequence[Pair]]:
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    for state in earlier.keys() & now.keys():
        then, since = _by_name(earlier[state]), _by_name(now[state])
        for name, old_name in of_names.items():
            found[name] += [_pair(one, other) for one in then[old_name] for other in since[name]]
    return found


def _by_name(observed: Iterable[Observed]) -> defaultdict[str, list[Observed]]:
    """What a State says once; the entries of its lists are no replies of States."""
    found: defaultdict[str, list[Observed]] = defaultdict(list)
    for one in observed:
        if not one.said.item:
            found[one.name].append(one)
    return found


def _pair(one: Observed, other: Observed) -> Pair:
    return Pair(
        one=_said(one),
        first=one.said.position == 0,
        other=_said(other),
        other_first=other.said.position == 0,
        count=1,
        one_kept=int(one.aggregate_only),
        other_kept=int(other.aggregate_only),
    )


def _said(observed: Observed) -> str | None:
    said = observed.said
    if said.non_answer is not None:
        return said.non_answer if said.non_answer == NonAnswer.NO_INFORMATION else None
    return said.choice or ""
