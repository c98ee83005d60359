"""The settings of an instance: what each may be, and what holds until somebody changes one."""

import pytest

from app.domain.settings import (
    DEFAULTS,
    LONGEST_NAME,
    LONGEST_TEXT,
    SettingName,
    Settings,
    problems_of,
    settings_from,
)

KNOWN = ("en", "ar")


def test_every_name_is_a_setting() -> None:
    assert [name.value for name in SettingName] == list(vars(DEFAULTS))


def test_nothing_stored_is_what_the_instance_comes_with() -> None:
    assert settings_from({}) == DEFAULTS
    assert problems_of(DEFAULTS, KNOWN) == {}


def test_stored_values_come_back_as_they_were() -> None:
    stored = {"languages": ["ar", "en"], "session_hours": 4, "gone_since": 1}
    settings = settings_from(stored)
    assert settings.languages == ("ar", "en")
    assert settings.value_of(SettingName.LANGUAGES) == ["ar", "en"]
    assert settings.value_of(SettingName.SESSION_HOURS) == 4


@pytest.mark.parametrize(
    ("languages", "offered"),
    [((), KNOWN), (("ar",), ("ar",)), (("ar", "en"), KNOWN), (("fr",), KNOWN)],
)
def test_some_language_is_always_offered(languages: tuple[str, ...], offered: tuple[str, ...]) -> None:
    assert Settings(languages=languages).offered(KNOWN) == offered


@pytest.mark.parametrize("address", ["", "reports@example.org"])
def test_a_contact_is_an_address_or_none(address: str) -> None:
    assert problems_of(Settings(contact=address), KNOWN) == {}


@pytest.mark.parametrize(
    "address",
    ["nobody", "@example.org", "reports@", "a b@example.org", "a\0@example.org", "a" * 250 + "@x.org"],
)
def test_what_no_mail_reaches_is_no_contact(address: str) -> None:
    assert set(problems_of(Settings(contact=address), KNOWN)) == {SettingName.CONTACT}


@pytest.mark.parametrize("hours", [0, 25, -3])
def test_a_session_lasts_from_an_hour_to_a_day(hours: int) -> None:
    assert set(problems_of(Settings(session_hours=hours), KNOWN)) == {SettingName.SESSION_HOURS}


def test_texts_have_a_length() -> None:
    long = Settings(
        name={"en": "x" * (LONGEST_NAME + 1)},
        footer={"ar": "x" * (LONGEST_TEXT + 1)},
        help={"en": "x" * LONGEST_TEXT},
    )
    assert set(problems_of(long, KNOWN)) == {SettingName.NAME, SettingName.FOOTER}


def test_the_default_language_is_one_that_is_offered() -> None:
    found = problems_of(Settings(default_language="en", languages=("ar",)), KNOWN)
    assert set(found) == {SettingName.DEFAULT_LANGUAGE, SettingName.LANGUAGES}


def test_only_languages_of_the_interface_are_offered() -> None:
    found = problems_of(Settings(languages=("en", "xx")), KNOWN)
    assert set(found) == {SettingName.LANGUAGES}
