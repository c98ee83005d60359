"""Which text a translation was made from: kept beside the translation, and true whatever is edited."""

from collections.abc import Mapping
from typing import Any, get_args

from app.domain.text import MADE_FROM, Language, digest_of

LANGUAGES: tuple[str, ...] = get_args(Language)


def is_text(thing: object) -> bool:
    """Whether a part of a document is a text in some languages."""
    return (
        isinstance(thing, dict)
        and any(name != MADE_FROM for name in thing)
        and all(name in LANGUAGES or name == MADE_FROM for name in thing)
    )


def source_of(text: Mapping[str, Any], language: str, first: str) -> tuple[str, str] | None:
    """What a translation into `language` is made from, with its language: `first`, else English, else any."""
    candidates = (code for code in (first, "en", *sorted(LANGUAGES)) if code != language and code in text)
    found = next(candidates, None)
    return None if found is None else (found, text[found])


def with_words(text: Mapping[str, Any], language: str, words: Any, first: str) -> dict[str, Any]:
    """The text with `words` in one language, or without it where they are None; `first` is the source language.

    A translation is noted with the source that it was made from. Where the source itself changes, the translations of
    which nothing was known are noted with the one that stood beside them until now.
    """
    origins = dict(text.get(MADE_FROM) or {})
    if language != first:
        origins.pop(language, None)
        if words is not None and isinstance(text.get(first), str):
            origins[language] = digest_of(text[first])
    elif isinstance(text.get(first), str) and words != text[first]:
        others = (code for code in text if code not in (first, MADE_FROM))
        origins = {code: digest_of(text[first]) for code in others} | origins
    made = {code: one for code, one in text.items() if code not in (language, MADE_FROM)}
    made |= {} if words is None else {language: words}
    return made | ({MADE_FROM: origins} if origins else {})
