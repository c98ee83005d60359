"""What is particular to one of the six languages and no catalogue of sentences can hold."""

import re
from collections.abc import Mapping
from datetime import datetime

NAMES = {
    "ar": "العربية",
    "zh": "中文",
    "en": "English",
    "fr": "français",
    "ru": "русский",
    "es": "español",
}
"""The official languages of the United Nations in their English order, by their own names."""

_SILENT = re.compile(r"[aeiouyhàâæéèêëîïôœûù]", re.IGNORECASE)
_SOUNDED = re.compile(
    r"(?:onze|oui|yaourt|huit|haut|hors|haine|handicap|hasard|hausse|hiérarchi|héros)", re.IGNORECASE
)
_BEFORE_A_PLACE = re.compile(r"\b([Qq]u|[Dd])e %\((\w+)\)s")

_I_SOUND = re.compile(r"[“«\"(]?(?:i|hi(?![ae]))", re.IGNORECASE)

_MONTHS_IN_ARABIC = (
    "كانون الثاني/يناير",
    "شباط/فبراير",
    "آذار/مارس",
    "نيسان/أبريل",
    "أيار/مايو",
    "حزيران/يونيه",
    "تموز/يوليه",
    "آب/أغسطس",
    "أيلول/سبتمبر",
    "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
)
_DAYS = {
    "en": "d MMMM y",
    "fr": "d MMMM y",
    "es": "d 'de' MMMM 'de' y",
    "ru": "d MMMM y 'года'",
    "zh": "y年M月d日",
}


def patterns_of_days(language: str, day: datetime) -> str:
    """The pattern of a date as the documents of the United Nations write it.

    In Arabic months have both their names; the first of a month is "1er" in French.
    """
    if language == "ar":
        return f"d '{_MONTHS_IN_ARABIC[day.month - 1]}' y"
    if language == "fr" and day.day == 1:
        return "'1er' MMMM y"
    return _DAYS[language]


def elided(template: str, openings: Mapping[str, str]) -> str:
    """A French template with "qu’" and "d’" before places that begin with a vowel; `openings` are what stands there."""

    def _at(place: re.Match[str]) -> str:
        if not _is_elided_before(openings[place[2]]):
            return place[0]
        return f"{place[1]}’%({place[2]})s"

    return _BEFORE_A_PLACE.sub(_at, template)


def _is_elided_before(words: str) -> bool:
    """Whether the words begin with a vowel or a silent h ("héroïne"); those with a sounded h are of this field."""
    return bool(_SILENT.match(words)) and not _SOUNDED.match(words)


def elided_list(pattern: str, last: str) -> str:
    """A Spanish list with "e" for "y" before the sound of i."""
    return re.sub(r" y (?=%\(place\d+\)s$)", " e ", pattern) if _I_SOUND.match(last) else pattern
