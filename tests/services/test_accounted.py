"""No number of the document's HTML escapes the independent recomputation: whichever is altered, it is named."""

import json
import random
import re
from functools import cache
from pathlib import Path

import pytest

from app.reports.template import html_of
from tests.accounted import Facts, State, unaccounted
from tests.alterations import altered, places_of
from tests.sample_of_types import DEFINITION, document, replies, snapshots
from tests.sample_report import edition, response

pytestmark = pytest.mark.pure

PLACES = 120
TESTS = Path(__file__).parents[1]
ACCOUNTING = [
    *sorted((TESTS / "accounted").glob("*.py")),
    *sorted(TESTS.glob("recounted*.py")),
    *(TESTS / f"{name}.py" for name in ("alterations", "blocks", "figures", "sentences")),
]


@cache
def facts() -> Facts:
    replied = response()
    return Facts(
        groups={one.group: (one.invited, one.counted) for one in replied.groups},
        states=[State(one.name, one.name, one.name, one.group) for one in reversed(replied.states)],
        received=42,
        late=0,
        deadline="30 October 2026",
        cut_off="1 December 2026",
        as_at="1 December 2026",
        version="1",
        definition_hash=edition().version_hash,
        canonical=[json.dumps(one) for one in snapshots(replies())],
        data_set=edition().data_set,
        session="Demonstration session",
        place_and_dates="Vienna, 8–12 March 2027",
    )


@cache
def html() -> str:
    return html_of(document())


@cache
def places() -> list[tuple[int, int]]:
    """Always the same ones of many."""
    return random.Random("places").sample(places_of(html()), PLACES)


def test_every_number_of_a_document_with_every_type_is_accounted_for() -> None:
    assert unaccounted(html(), DEFINITION, facts()) == []


@pytest.mark.parametrize("place", range(PLACES))
def test_a_number_that_was_altered_is_named(place: int) -> None:
    start, end = places()[place]
    changed = altered(html()[start:end])
    assert unaccounted(html()[:start] + changed + html()[end:], DEFINITION, facts())


def test_a_sentence_that_nobody_expects_is_named() -> None:
    more = html().replace("</nav>", "</nav><p>Four States had met 12 times.</p>", 1)
    assert [one.split("”")[0] for one in unaccounted(more, DEFINITION, facts())] == [
        "not recomputed: “Four",
        "not recomputed: “12",
    ]


@pytest.mark.parametrize("number", ["III.", "B.", "Annex II"])
@pytest.mark.parametrize("within", ["contents", "headings"])
def test_a_part_of_the_document_with_another_number_is_named(number: str, within: str) -> None:
    printed, otherwise = (f'<span class="number">{one}</span>' for one in (number, f"{number}I"))
    places = [found.start() for found in re.finditer(re.escape(printed), html())]
    at = places[0] if within == "contents" else places[-1]
    changed = html()[:at] + otherwise + html()[at + len(printed) :]
    assert any(within in one for one in unaccounted(changed, DEFINITION, facts()))


def test_a_bar_that_is_too_long_is_named() -> None:
    width = re.search(r'<rect width="(\d+\.\d+)"', html())
    assert width
    longer = html().replace(width[0], width[0].replace(width[1], "99.5"), 1)
    assert len(unaccounted(longer, DEFINITION, facts())) == 1


@pytest.mark.parametrize("path", ACCOUNTING, ids=lambda path: str(path.name))
def test_who_accounts_for_numbers_takes_nothing_from_the_application(path: Path) -> None:
    assert re.findall(r"^\s*(?:from|import) app\b.*", path.read_text(), re.MULTILINE) == []
