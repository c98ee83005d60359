"""Filters never show so few replies that one might be known by them."""

import pytest

from app.domain.narrowing import Reason, why_hidden


@pytest.mark.parametrize(
    ("base", "whole", "reason"),
    [
        (4, 35, "few"),
        (0, 35, "few"),
        (5, 35, ""),
        (35, 35, ""),
        (31, 35, "rest"),
        (34, 35, "rest"),
        (30, 35, ""),
    ],
)
def test_few_replies_and_all_but_few_are_not_broken_down(base: int, whole: int, reason: Reason) -> None:
    assert why_hidden(base, whole) == reason
