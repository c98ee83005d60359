"""The voices in which the document can speak: the catalogue of each language, read once in a process."""

from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from app.domain.voice import ENGLISH, LANGUAGES, Voice

CATALOGUES = Path(__file__).parents[1] / "translations"


@cache
def voice_of(language: str) -> Voice:
    """The voice of one of the six languages. Raises ValueError for another, and FileNotFoundError where its catalogue
    was not compiled, which `./run` does before every start.
    """
    if language not in LANGUAGES:
        raise ValueError(f"not an official language of the United Nations: {language}")
    if language == "en":
        return ENGLISH
    with (CATALOGUES / language / "LC_MESSAGES" / "report.mo").open("rb") as file:
        return Voice(language, GNUTranslations(file))
