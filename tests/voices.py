"""The voices of the six languages, from the catalogues as they are written: nothing has to be compiled before."""

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.domain.voice import ENGLISH, LANGUAGES, Voice

TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
_FOLDER = Path(__file__).parents[1] / "app" / "translations"


@cache
def catalogue(language: str) -> Catalog:
    with (_FOLDER / language / "LC_MESSAGES" / "report.po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def voice(language: str) -> Voice:
    if language == "en":
        return ENGLISH
    compiled = BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    return Voice(language, GNUTranslations(compiled))
