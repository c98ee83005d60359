"""Paragraph 2 in six languages: every text, with the same figures, and statements that complete their sentences.

What no test can say is whether it reads well: the definition calls the five translations unreviewed.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.domain.diagnostics.texts import LONGEST_LABEL
from app.domain.question_types.lists import SCALES
from app.domain.questionnaire import Questionnaire
from app.domain.text import MADE_FROM, digest_of
from app.domain.translations import texts_in
from app.exchange.yaml_format import read_file

FILE = Path(__file__).resolve().parents[2] / "questionnaires" / "cnd-60-6-p2.yaml"
LANGUAGES = ("ar", "es", "fr", "ru", "zh")
LETTERS = {
    "ar": "[\u0600-\u06ff]",
    "es": "[A-Za-zÁ-ú]",
    "fr": "[A-Za-zÀ-ÿŒœ]",
    "ru": "[\u0400-\u04ff]",
    "zh": "[\u4e00-\u9fff]",
}
# Words that a statement cannot begin with: the sentence brings them, or cannot be followed by them.
BEGINNINGS = {
    "ar": "أن |بأن |إن |كان |كانت |قد ",
    "es": "que ",
    "fr": "que |qu’",
    "ru": "что ",
    "zh": "报告",
}
Text = dict[str, Any]


@cache
def paragraph_2() -> Questionnaire:
    return read_file(FILE).questionnaire


@cache
def texts() -> tuple[tuple[tuple[str, ...], Text], ...]:
    """Every text with its place."""
    return tuple(texts_in(paragraph_2().document()))


def statements(language: str) -> Iterator[str]:
    return (text[language] for at, text in texts() if at[-1] == "statement")


def figures(text: str) -> list[str]:
    """The numbers in a text, however written: 10,000 or 10 000, 1 million or 1,000,000, March or the third month."""
    plain = re.sub(r"\d+月", "", text)
    plain = re.sub(r"(?<=\d)[,\u00a0](?=\d{3})", "", plain)
    plain = re.sub(r"\b1[ \u00a0](million|millón|миллион\w*|مليون)", "1000000", plain)
    return sorted(re.findall(r"\d+", plain))


def test_it_is_written_in_six_languages_of_which_five_are_drafts() -> None:
    assert paragraph_2().languages == ("en", *LANGUAGES)
    assert paragraph_2().unreviewed == LANGUAGES


def test_every_text_is_in_six_languages() -> None:
    assert len(texts()) > 800
    assert [at for at, text in texts() if text.keys() != {"en", *LANGUAGES, MADE_FROM}] == []


def test_every_translation_is_of_the_present_text() -> None:
    assert [
        at for at, text in texts() if text[MADE_FROM] != dict.fromkeys(LANGUAGES, digest_of(text["en"]))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_figures_of_its_text(language: str) -> None:
    wrong = [
        (text["en"], text[language]) for _, text in texts() if figures(text[language]) != figures(text["en"])
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_names_the_same_questions(language: str) -> None:
    numbers = re.compile(r"\b[A-J]\.\d\b", re.ASCII)
    assert [
        text[language]
        for _, text in texts()
        if numbers.findall(text[language]) != numbers.findall(text["en"])
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_in_the_letters_of_its_language(language: str) -> None:
    """A text that was left in English, or put under another language, has none of them."""
    foreign = re.compile(
        r"[A-Za-z]{3,}" if language in ("ar", "ru", "zh") else r"[\u0400-\u04ff\u0600-\u06ff\u4e00-\u9fff]"
    )
    found = [text[language] for _, text in texts()]
    assert [one for one in found if not re.search(LETTERS[language], one) or foreign.search(one)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_ends_as_the_english_one_does(language: str) -> None:
    """Questions ask, sentences end, and what is neither has no mark at its end."""
    marks = {".": ".。", "?": "?？؟"}
    wrong = [
        (text["en"], text[language])
        for _, text in texts()
        if (text[language][-1] in marks.get(text["en"][-1], "")) != (text["en"][-1] in marks)
        or (text["en"][-1] not in marks and text[language][-1] in ".。?？؟")
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_is_read_in_one_go(language: str) -> None:
    labels = [
        text[language]
        for at, text in texts()
        if at[-1] in ("text", "title", "statement") and "checks" not in at
    ]
    assert [label for label in labels if len(label) > LONGEST_LABEL] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_goes_on_within_a_sentence(language: str) -> None:
    found = list(statements(language))
    assert len(found) > 30
    begun = re.compile(BEGINNINGS[language])
    assert [one for one in found if one[0].isupper() or one[-1] in ".。;" or begun.match(one)] == []


def test_spaces_before_french_signs_do_not_break() -> None:
    assert [text["fr"] for _, text in texts() if re.search(r" [:;?!»]|« |\S[;?!]", text["fr"])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guidance_on_ranking_names_the_option_as_the_scale_does(language: str) -> None:
    guidance = paragraph_2().by_key["P2-G02"].guidance
    none = next(one for one in SCALES["severity"] if one.code == "none")
    assert guidance is not None
    assert none.text.in_language(language) in guidance.in_language(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mandate_of_the_report_names_resolution_and_paragraph(language: str) -> None:
    mandate = paragraph_2().report.mandate.in_language(language)
    assert "60/6" in mandate
    assert mandate[-1] not in ".。"
