"""The settings of an instance: what they are, what each may be, and what holds until somebody changes one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.domain.errors import Message, message

SHORTEST_SESSION, LONGEST_SESSION = 1, 24  # hours without a request after which a session ends by itself
LONGEST_NAME, LONGEST_TEXT, LONGEST_ADDRESS = 80, 1000, 255


class SettingName(StrEnum):
    """The settings, in the order in which they are shown."""

    NAME = "name"
    CONTACT = "contact"
    DEFAULT_LANGUAGE = "default_language"
    LANGUAGES = "languages"
    FOOTER = "footer"
    HELP = "help"
    SESSION_HOURS = "session_hours"


@dataclass(frozen=True)
class Settings:
    """All settings. Texts are by language; a text that is empty leaves the words of the interface in place.

    `languages` are codes; none means every language of the interface.
    """

    name: Mapping[str, str] = field(default_factory=dict)
    contact: str = ""
    default_language: str = "en"
    languages: tuple[str, ...] = ()
    footer: Mapping[str, str] = field(default_factory=dict)
    help: Mapping[str, str] = field(default_factory=dict)
    session_hours: int = 12

    def value_of(self, name: SettingName) -> Any:
        """The JSON value of one setting."""
        value = getattr(self, name.value)
        return list(value) if isinstance(value, tuple) else value

    def offered(self, known: Iterable[str]) -> tuple[str, ...]:
        """The languages to choose among, of those that are `known`; never none."""
        codes = tuple(known)
        return tuple(code for code in codes if code in self.languages) or codes


DEFAULTS = Settings()


def settings_from(stored: Mapping[str, Any]) -> Settings:
    """The settings from JSON values by name; a name that is not a setting any more is left out."""
    names = set(SettingName)
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in stored.items()
        if name in names
    }
    return Settings(**values)


def problems_of(settings: Settings, known: Iterable[str]) -> Mapping[SettingName, Message]:
    """What keeps the settings from being used, by setting; empty when all is well. `known` are the languages."""
    codes = tuple(known)
    found = {
        SettingName.NAME: _long(settings.name, LONGEST_NAME),
        SettingName.CONTACT: _address(settings.contact),
        SettingName.DEFAULT_LANGUAGE: _default(settings, codes),
        SettingName.LANGUAGES: _languages(settings, codes),
        SettingName.FOOTER: _long(settings.footer, LONGEST_TEXT),
        SettingName.HELP: _long(settings.help, LONGEST_TEXT),
        SettingName.SESSION_HOURS: _hours(settings.session_hours),
    }
    return {name: problem for name, problem in found.items() if problem is not None}


def _long(texts: Mapping[str, str], most: int) -> Message | None:
    if any(len(text) > most for text in texts.values()):
        return message("Shorten the text to at most %(most)d characters.", most=most)
    return None


def _address(text: str) -> Message | None:
    name, at, host = text.partition("@")
    plain = not any(character.isspace() or not character.isprintable() for character in text)
    if text and not (name and at and host and plain and len(text) <= LONGEST_ADDRESS):
        return message("Enter an e-mail address like name@example.org.")
    return None


def _default(settings: Settings, known: tuple[str, ...]) -> Message | None:
    if settings.default_language not in settings.offered(known):
        return message("Choose a default language among those that are offered.")
    return None


def _languages(settings: Settings, known: tuple[str, ...]) -> Message | None:
    if not set(settings.languages) <= set(known):
        return message("Choose among the languages of the interface.")
    if settings.default_language not in settings.offered(known):
        return message("Keep the default language among those that are offered, or change the default first.")
    return None


def _hours(hours: int) -> Message | None:
    if not SHORTEST_SESSION <= hours <= LONGEST_SESSION:
        return message(
            "Enter a number of hours from %(shortest)d to %(longest)d.",
            shortest=SHORTEST_SESSION,
            longest=LONGEST_SESSION,
        )
    return None
