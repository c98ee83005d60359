"""The voices in which the document can speak: the catalogue of each language, read once in a process."""

from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from app.domain.voice import ENGLISH, LANGUAGES, Voice

CATALOGUES = Path(__file__).parents[1] / "translations"


@cache
def voice_of(language: str) -> Voice:
    """The voice of one of the six languages. `./run` compiles the catalogues before every start."""
    return read_voice(language, CATALOGUES)


def read_voice(language: str, folder: Path) -> Voice:
    """A voice with the compiled catalogue in `folder`; English needs none.

    Raises ValueError for another language than the six, and FileNotFoundError where its catalogue was not compiled.
    """
    if language not in LANGUAGES:
        raise ValueError(f"not an official language of the United Nations: {language}")
    if language == "en":
        return ENGLISH
    with (folder / language / "LC_MESSAGES" / "report.mo").open("rb") as file:
        return Voice(language, GNUTranslations(file))
