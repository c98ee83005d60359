"""The catalogues of the Commission's document: every sentence in every language, with all its places."""

import re
from collections import Counter
from collections.abc import Iterator
from gettext import c2py

import pytest
from babel.messages.catalog import Message

from app.domain.numerals import in_words
from app.domain.voice import PLACE
from tests.voices import TRANSLATED, catalogue

NUMBERS = range(1, 201)


def _messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (str(text),)


def _names(text: str) -> set[str]:
    return {place[1] for place in PLACE.finditer(text)}


def _translated(language: str) -> Iterator[tuple[Message, str]]:
    for message in _messages(language):
        for form in _forms(message.string):
            yield message, form


def test_all_languages_have_the_same_sentences() -> None:
    keys = [{message.id for message in _messages(language)} for language in TRANSLATED]
    assert len(keys[0]) > 100
    assert all(one == keys[0] for one in keys)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_has_every_form(language: str) -> None:
    number = catalogue(language).num_plurals
    for message in _messages(language):
        forms = _forms(message.string)
        assert all(forms), message.id
        assert len(forms) == (number if message.pluralizable else 1), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_form_has_the_places_of_its_sentence(language: str) -> None:
    for message, form in _translated(language):
        assert _names(form) == _names(_forms(message.id)[-1]), form


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_but_places_looks_like_one(language: str) -> None:
    for _, form in _translated(language):
        assert not re.search(r"%\(|[{}|]", PLACE.sub("", form)), form


@pytest.mark.parametrize("language", TRANSLATED)
def test_places_ask_for_forms_that_the_language_has(language: str) -> None:
    for _, form in _translated(language):
        for place in PLACE.finditer(form):
            asked = place[2] or ""
            if asked.startswith(":") and asked != ":digits":
                assert in_words(2, language, asked[1:]), form


@pytest.mark.parametrize("language", TRANSLATED)
def test_words_stand_for_a_number_only_in_a_form_for_that_number_alone(language: str) -> None:
    form_of = c2py(catalogue(language).plural_expr)
    shared = {form for form, times in Counter(map(form_of, NUMBERS)).items() if times > 1}
    for message in _messages(language):
        for place, form in enumerate(_forms(message.string)):
            if message.pluralizable and place in shared:
                assert all((found[2] or ":").startswith(":") for found in PLACE.finditer(form)), form


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_says_that_nobody_has_reviewed_it(language: str) -> None:
    assert "no native reader has reviewed" in catalogue(language).header_comment
