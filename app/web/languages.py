"""The language, direction and time zone of a page, and dates and names in them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, get_timezone
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel, force_locale, get_locale, get_translations, gettext

from app.accounts.queries import SignedIn
from app.domain.errors import Message
from app.web.instance import instance_settings

# Languages of the interface, each under its own name.
INTERFACE_LANGUAGES: Mapping[str, str] = {"en": "English", "ar": "العربية"}
_OF_THE_PAGE = ("locale_code", "catalogue")  # looked up once for a page, in `g`
# Dates as United Nations documents write them: "24 November 2026", and hours from 0 to 23.
_DATE_LOCALES: Mapping[str, str] = {"en": "en_GB"}


def install(app: Flask) -> None:
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", "translations")
    Babel(app, locale_selector=_language, timezone_selector=_zone_name)
    # Jinja adds this method when Babel loads the extension.
    vars(app.jinja_env)["install_gettext_callables"](
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, number: _catalogue().ungettext(one, many, number),
        newstyle=True,
    )
    app.jinja_env.globals.update(
        as_date=as_date,
        as_instant=as_instant,
        as_time=reading_time,
        direction=lambda: text_direction(locale_code()),
        in_language=in_language,
        in_reading=in_reading,
        offered_languages=offered_languages,
        locale_code=locale_code,
    )


def translate(message: Message) -> str:
    """A refusal or problem in the language of the page."""
    return str(gettext(message.template)) % dict(message.values)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Say what follows in the language `code`, else in English where the site does not speak it."""
    page = {name: g.pop(name) for name in _OF_THE_PAGE if name in g}
    try:
        with force_locale(code if code in INTERFACE_LANGUAGES else "en"):
            yield
    finally:
        for name in _OF_THE_PAGE:
            g.pop(name, None)
        for name, one in page.items():
            setattr(g, name, one)


def offered_languages() -> Mapping[str, str]:
    """The languages to choose among here, each under its own name."""
    return {code: INTERFACE_LANGUAGES[code] for code in instance_settings().offered(INTERFACE_LANGUAGES)}


def locale_code() -> str:
    """The language of the page, of INTERFACE_LANGUAGES."""
    # Once for a page: it asks for every text it holds, and Babel looks for the request each time.
    if "locale_code" not in g:
        g.locale_code = str(get_locale() or "en")
    return str(g.locale_code)


def text_direction(code: str) -> str:
    """`ltr` or `rtl`."""
    return Locale.parse(code).text_direction


def language_name(code: str) -> str:
    """What a language is called in the language of the page."""
    return str(Locale.parse(code).get_display_name(locale_code()))


def in_language(texts: Mapping[str, str]) -> str:
    """The one of `texts` in the language of the page, or in the language it has."""
    return texts.get(locale_code()) or texts.get("en") or next(iter(texts.values()))


def in_reading(texts: Mapping[str, str]) -> str:
    """The one of `texts` in the language of the page, else in that of the instance, else empty: a setting's text."""
    return texts.get(locale_code()) or texts.get(instance_settings().default_language) or ""


def reading_time(at: datetime) -> str:
    """Hours and minutes in the reader's zone."""
    return str(format_datetime(at, "HH:mm", tzinfo=_zone(), locale=_date_locale()))


def reading_day(day: date) -> datetime:
    """Where `day` begins in the reader's zone."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(_zone_name()))


def reading_instant(wall: datetime) -> datetime:
    """The instant at which clocks in the reader's zone show `wall`."""
    return wall.replace(tzinfo=ZoneInfo(_zone_name())).astimezone(UTC)


def on_the_wall(at: datetime) -> datetime:
    """What clocks in the reader's zone show at an instant, without a zone, as fields of forms hold it."""
    return at.astimezone(ZoneInfo(_zone_name())).replace(tzinfo=None)


def zone_in_words() -> str:
    """The reader's zone as pages name it: "UTC", "Vienna"."""
    return _zone_name().rpartition("/")[2].replace("_", " ")


def as_date(at: datetime) -> str:
    """The day in the reader's zone."""
    return str(format_date(at.astimezone(_zone()), "long", locale=_date_locale()))


def as_instant(at: datetime) -> str:
    """The day and time in the reader's zone, with UTC beside it where that differs."""
    zone = _zone()
    local = str(gettext("%(date)s, %(time)s", date=as_date(at), time=reading_time(at)))
    offset = at.astimezone(zone).utcoffset()
    if not offset:
        return f"{local} UTC"
    in_utc = at.astimezone(UTC)
    utc = f"{in_utc:%H:%M} UTC"
    if in_utc.date() != at.astimezone(zone).date():
        utc = f"{format_date(in_utc, 'long', locale=_date_locale())}, {utc}"
    return f"{local} ({zone_in_words()}; {utc})"


def _catalogue() -> Any:
    """The translations of the page, looked up once: Babel looks for the request at each text."""
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return g.catalogue


def _account() -> SignedIn | None:
    found: SignedIn | None = g.get("account")
    return found


def _language() -> str:
    """Chosen in this browser, else the account's, else what the browser asks for, else that of the instance."""
    if not has_request_context():
        return "en"
    account, offered = _account(), offered_languages()
    for code in (session.get("language"), account.language if account else None):
        if code in offered:
            return str(code)
    return request.accept_languages.best_match(list(offered)) or instance_settings().default_language


def _zone_name() -> str:
    account = _account()
    return account.time_zone if account else "UTC"


def _zone() -> tzinfo:
    """The reader's zone."""
    return get_timezone(_zone_name())


def _date_locale() -> str:
    code = locale_code()
    return _DATE_LOCALES.get(code, code)
