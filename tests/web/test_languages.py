"""Dates and names in the reader's language and zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask, g, session

from app.accounts.queries import SignedIn
from app.domain.errors import message
from app.web.languages import as_date, as_instant, in_language, reading_time, text_direction, translate

EVENING = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)


def reader(time_zone: str, language: str = "en") -> SignedIn:
    return SignedIn(1, "A reader", "reader@example.org", language, time_zone, frozenset(), 1, EVENING)


@pytest.mark.parametrize(
    ("time_zone", "shown"),
    [
        ("UTC", "24 November 2026, 23:30 UTC"),
        ("Europe/Vienna", "25 November 2026, 00:30 (Vienna; 24 November 2026, 23:30 UTC)"),
        ("America/New_York", "24 November 2026, 18:30 (New York; 23:30 UTC)"),
    ],
)
def test_an_instant_is_shown_in_the_reader_s_zone_and_in_utc(app: Flask, time_zone: str, shown: str) -> None:
    with app.test_request_context():
        g.account = reader(time_zone)
        assert as_instant(EVENING) == shown


def test_a_date_follows_the_zone(app: Flask) -> None:
    with app.test_request_context():
        g.account = reader("Asia/Tokyo")
        assert (as_date(EVENING), reading_time(EVENING)) == ("25 November 2026", "08:30")
        assert EVENING.astimezone(ZoneInfo("Asia/Tokyo")).day == 25


def test_the_account_s_language_is_used_until_another_is_chosen(app: Flask) -> None:
    names = {"en": "Austria", "ar": "النمسا"}
    with app.test_request_context():
        g.account = reader("UTC", "ar")
        assert in_language(names) == "النمسا"
    with app.test_request_context():
        g.account = reader("UTC", "ar")
        session["language"] = "en"
        assert in_language(names) == "Austria"


def test_a_missing_language_falls_back(app: Flask) -> None:
    with app.test_request_context():
        assert in_language({"fr": "Autriche"}) == "Autriche"


def test_directions() -> None:
    assert (text_direction("en"), text_direction("ar")) == ("ltr", "rtl")


def test_a_message_keeps_its_values(app: Flask) -> None:
    with app.test_request_context():
        assert translate(message("At most %(limit)d words.", limit=30)) == "At most 30 words."


def test_outside_a_request_the_language_is_english(app: Flask) -> None:
    with app.app_context():
        assert in_language({"en": "Austria", "ar": "النمسا"}) == "Austria"
