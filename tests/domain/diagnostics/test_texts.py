"""Texts that are missing in a language, too long, or the same as another; and the time that answering takes."""

from typing import Any

import pytest

from app.domain.diagnostics import Diagnostic, analyse
from app.domain.minutes import minutes_to_complete
from app.domain.questionnaire import Questionnaire
from app.domain.text import LocalizedText, digest_of
from tests.domain.diagnostics.definitions import (
    Q1,
    TWO_OPTIONS,
    last,
    only,
    part,
    question,
    questionnaire,
    said,
    section,
)

FIRST = ("sections", 0, "questions", 0)


def test_the_first_language_is_never_missing() -> None:
    chapter = {"title": {"fr": "C"}, "sections": ["A"]}
    report = {"title": {"fr": "R"}, "mandate": {"fr": "M"}, "chapters": [chapter]}
    definition = questionnaire(
        section("A", Q1, title={"fr": "A"}), languages=["fr"], title={"fr": "T"}, report=report
    )
    assert only(definition) == Diagnostic(
        (*FIRST, "text"), "This text is missing in fr, the first of the languages."
    )


def test_a_text_that_is_not_translated_yet_is_only_a_warning() -> None:
    definition = questionnaire(
        section("A", question("q1", text={"en": "One?", "ar": "سؤال"}), title={"en": "A", "fr": "A"}),
        languages=["en", "fr", "ar"],
    )
    found = {one.place: one for one in analyse(definition)}
    assert {one.severity for one in found.values()} == {"warning"}
    place = (*FIRST, "text")
    assert found[place] == Diagnostic(place, "This text is not translated yet: fr.", "warning")
    assert found["sections", 0, "title"].text == "This text is not translated yet: ar."


def translated(made_from: dict[str, str], **more: str) -> Questionnaire:
    texts = {"en": "One?", "ar": "سؤال"} | more
    text = texts | {"made_from": made_from}
    titles = {language: f"A {language}" for language in texts}
    report = {"title": titles, "mandate": titles, "chapters": [{"title": titles, "sections": ["A"]}]}
    asked = section("A", question("q1", text=text), title=titles)
    return questionnaire(asked, languages=list(texts), title=titles, report=report)


def test_a_translation_of_an_earlier_text_is_stale() -> None:
    now = digest_of("One?")
    assert only(translated({"ar": digest_of("First?")})) == Diagnostic(
        (*FIRST, "text", "ar"),
        "This translation was made from an earlier text in en. Bring it up to date, then write"
        f" made_from: {{ar: {now}}}.",
        "warning",
    )


@pytest.mark.parametrize(
    "made_from",
    [{}, {"ar": digest_of("One?")}, {"ar": digest_of("One?"), "en": digest_of("Another text?")}],
    ids=["nothing known", "up to date", "the source itself"],
)
def test_other_translations_are_not(made_from: dict[str, str]) -> None:
    assert analyse(translated(made_from)) == ()


def test_without_a_source_text_nothing_is_stale() -> None:
    assert (
        LocalizedText.model_validate({"ar": "سؤال", "made_from": {"ar": digest_of("One?")}}).stale("en") == ()
    )


@pytest.mark.parametrize(
    ("asked", "place", "limit"),
    [
        (question("q1", text={"en": "x" * 301}), ("text", "en"), 300),
        (question("q1", guidance={"en": "x" * 1501}), ("guidance", "en"), 1500),
        (question("q1", "note", text={"en": "x" * 1501}), ("text", "en"), 1500),
        (question("q1", "declaration", text={"en": "x" * 1501}), ("text", "en"), 1500),
        (
            question(
                "q1", "single_choice", options=[TWO_OPTIONS[0], {"code": "b", "text": {"en": "x" * 301}}]
            ),
            ("options", 1, "text", "en"),
            300,
        ),
    ],
)
def test_a_text_over_length_is_a_warning(
    asked: dict[str, Any], place: tuple[str | int, ...], limit: int
) -> None:
    found = only(last(asked))
    assert (found.place, found.severity) == ((*FIRST, *place), "warning")
    assert (
        found.text == f"This text has {limit + 1} characters. Few people read more than {limit}: shorten it."
    )


@pytest.mark.parametrize(
    "asked", [question("q1", text={"en": "x" * 300}), question("q1", "note", text={"en": "x" * 1500})]
)
def test_a_text_of_the_greatest_length_is_in_order(asked: dict[str, Any]) -> None:
    assert said(last(asked)) == []


SAME = [TWO_OPTIONS[0], {"code": "b", "text": {"en": "OPTION A", "fr": "Autre"}}]


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        (question("q1", "single_choice", options=SAME), ("options", 1, "text")),
        (question("q1", "grid", rows=SAME), ("rows", 1, "text")),
        (
            question("q1", "compound", parts=[part("p", "ranking", options=SAME)]),
            ("parts", 0, "options", 1, "text"),
        ),
        (
            question("q1", "grid", columns=[part("p", "single_choice", options=SAME)]),
            ("columns", 0, "options", 1, "text"),
        ),
        (
            question("q1", "repeat", questions=[part("p", "grid", rows=SAME)]),
            ("questions", 0, "rows", 1, "text"),
        ),
    ],
)
def test_the_same_label_twice_in_a_list_is_a_warning(
    asked: dict[str, Any], place: tuple[str | int, ...]
) -> None:
    text = "This text is the same as that of a (en). Make them differ."
    assert only(last(asked)) == Diagnostic((*FIRST, *place), text, "warning")


def test_two_questions_of_a_section_with_one_text_are_a_warning() -> None:
    twice = question("q2", text={"en": "Question q1?"})
    note = question("n", "note", text={"en": "Question q1?"})
    found = only(last(Q1, twice, note))
    assert (found.place, found.severity) == (("sections", 0, "questions", 1, "text"), "warning")
    assert said(questionnaire(section("A", Q1), section("B", twice))) == []


@pytest.mark.parametrize(
    ("asked", "minutes"),
    [
        (question("q", "yes_no_planned"), 0.5),
        (question("q", "yes_no_planned", minutes=7), 7),
        (question("q", "multiple_choice"), 1),
        (question("q", "whole_number"), 1),
        (question("q", "short_text"), 0.5),
        (question("q", "text", max_words=20), 1),
        (question("q", "text", max_words=400), 10),
        (question("q", "contact"), 1),
        (question("q", "note"), 0.25),
        (question("q", "attachment"), 3),
        (question("q", "computed"), 0),
        (question("q", "compound"), 1.5),
        (question("q", "grid"), 3),
        (question("q", "repeat"), 1),
        (question("q", "repeat", at_least=3), 3),
    ],
)
def test_an_answer_takes_the_time_of_its_type(asked: dict[str, Any], minutes: float) -> None:
    assert last(asked).by_key["q"].time_needed() == minutes


def test_a_questionnaire_takes_the_time_of_its_sections() -> None:
    sections = (
        section("A", Q1),
        section("B", question("q2"), minutes=15),
        section("C", question("q3", minutes=2)),
    )
    assert minutes_to_complete(questionnaire(*sections)) == 18
