"""The control set of the demonstration: the counts of the guidance, as the findings have them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.cycles.queries import find_carried, find_cycle, questionnaires_of
from app.domain.findings import Finding, find
from app.reports.queries import counted_snapshots, response, tallied

# By finding: how many of the counted replies chose what; from the guidance on demonstration data, section 4.
CHOSEN: Mapping[str, Mapping[str, int]] = {
    "P2-B01": {"yes": 29, "planned": 3, "no": 2},
    "P2-B06": {"one": 19, "several": 5, "planned": 4, "no": 5},
    "P2-F05": {"external": 6, "internal": 5, "both": 3, "planned": 4, "no": 13},
    "P2-C01/health_justice": {
        "weekly": 4,
        "monthly": 10,
        "quarterly": 9,
        "halfyear": 5,
        "year": 3,
        "rare": 2,
        "never": 0,
    },
    "P2-C01/education_justice": {
        "weekly": 0,
        "monthly": 3,
        "quarterly": 5,
        "halfyear": 7,
        "year": 6,
        "rare": 8,
        "never": 2,
    },
    "P2-G01/data_sharing": {"major": 12, "moderate": 13, "minor": 6, "none": 2},
}
NO_INFORMATION = {
    "P2-B01": 1,
    "P2-B06": 2,
    "P2-F05": 4,
    "P2-C01/health_justice": 2,
    "P2-C01/education_justice": 4,
    "P2-G01/data_sharing": 2,
}


def findings(app: Flask, session: Session, key: str, cycle_key: str = "demo") -> Mapping[str, Finding]:
    cycle = find_cycle(session, cycle_key)
    version_id = find_carried(questionnaires_of(session, cycle.id), key).version_id
    counted = counted_snapshots(session, cycle, version_id)
    questionnaire: Any = app.extensions["definitions"].of_version(session, version_id)
    found = tallied(session, counted)
    return find(questionnaire, found.counts, found.numbers)


@pytest.mark.parametrize("name", CHOSEN)
def test_the_replies_are_those_of_the_guidance(app: Flask, session: Session, name: str) -> None:
    finding = findings(app, session, "cnd-60-6-p2")[name]
    assert {option.code: option.count for option in finding.options} == CHOSEN[name]
    assert (finding.base, finding.no_information) == (35, NO_INFORMATION[name])


def test_meetings_have_the_median_of_the_guidance(app: Flask, session: Session) -> None:
    finding = findings(app, session, "cnd-60-6-p2")["P2-D02_political"]
    assert finding.numbers is not None
    assert finding.answered == 24
    assert (finding.numbers.median, finding.numbers.lower_quartile, finding.numbers.upper_quartile) == (
        Fraction(3),
        Fraction(2),
        Fraction(4),
    )
    assert (finding.numbers.minimum, finding.numbers.maximum) == (Fraction(0), Fraction(52))


def test_referral_at_sentencing_is_ticked_by_20_of_34(app: Flask, session: Session) -> None:
    finding = findings(app, session, "cnd-60-6-p2")["P2-E02"]
    ticked = {option.code: option.count for option in finding.options}
    assert (ticked["sentencing"], finding.base, finding.not_answered) == (20, 34, 1)


def test_a_measure_that_applies_to_12_states_has_no_shares(app: Flask, session: Session) -> None:
    finding = findings(app, session, "cnd-60-6-p11")["P11-T702/7_09"]
    assert {option.code: option.count for option in finding.options} == {
        "full": 2,
        "part": 5,
        "dev": 3,
        "planned": 1,
        "none": 1,
    }
    assert (finding.base, finding.not_applicable, finding.replies) == (12, 6, 29)
    assert {option.share for option in finding.options} == {None}


def test_the_areas_reported_are_nine_times_all_seven(app: Flask, session: Session) -> None:
    found = findings(app, session, "cnd-60-6-p11")
    reported = [found[f"P11-T{area}01"].options[0].count for area in range(1, 8)]
    assert reported[6] == 18
    assert sum(reported) == 9 * 7 + (3 * 6 + 5 * 5 + 2 * 4 + 4 * 3) + (3 * 2 + 3)


def test_the_earlier_cycle_counts_23_of_24_since_one_came_after_the_cut_off(
    app: Flask, session: Session
) -> None:
    assert findings(app, session, "cnd-60-6-p2", "demo-earlier")["P2-B01"].replies == 23
    cycle = find_cycle(session, "demo-earlier")
    version_id = find_carried(questionnaires_of(session, cycle.id), "cnd-60-6-p2").version_id
    replied = response(session, cycle, version_id, counted_snapshots(session, cycle, version_id))
    assert (replied.received, replied.counted, replied.late) == (24, 23, 1)
