"""The stages of an export add up."""

import pytest

from app.reports.timing import StageTimes


def test_the_total_is_the_sum_of_the_stages() -> None:
    assert StageTimes(counting=0.1, findings=0.2, template=0.3, start=0.4, layout=9).total == pytest.approx(
        10
    )


def test_what_is_not_layout_is_given_as_a_share_of_the_total() -> None:
    times = StageTimes(counting=0.1, findings=0.2, template=0.3, start=0.4, layout=9)

    assert times.share_outside_layout == pytest.approx(0.1)


def test_nothing_measured_has_no_share() -> None:
    times = StageTimes(counting=0, findings=0, template=0, start=0, layout=0)

    assert times.share_outside_layout == 0
