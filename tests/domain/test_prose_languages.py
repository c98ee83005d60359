"""Every language says what English says: the scale, its own plurals, and the same figures."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.figures import Numeral, Text, plain, shown_in
from app.domain.findings import Finding, GroupCount, NumberCount, OptionCount, per_cent, summarize
from app.domain.over_cycles import OverCycles, Panel
from app.domain.prose import (
    also_reported,
    main_result,
    paragraph,
    reported_that,
    share_of,
    since,
    without_answer,
    without_value,
)
from app.domain.question_types import AnyQuestion
from app.domain.voice import LANGUAGES
from tests.factories import question, questionnaire, section
from tests.voices import TRANSLATED, voice

SCALE = {
    "fr": "Presque tous|Une grande majorité|La majorité|Environ la moitié|Moins de la moitié|Environ un tiers|"
    "Environ un quart|Un petit nombre|Quelques",
    "es": "Casi todos|La gran mayoría|La mayoría|Alrededor de la mitad|Menos de la mitad|"
    "Alrededor de una tercera parte|Alrededor de una cuarta parte|Un pequeño número|Unos pocos",
    "ru": "Почти все|Значительное большинство|Большинство|Около половины|Менее половины|Около трети|Около четверти|"
    "Небольшое число|Несколько",
    "zh": "几乎所有|绝大多数|多数|约半数|不到半数|约三分之一|约四分之一|少数|个别",
    "ar": "أفادت جميع الدول المجيبة تقريبا|أفادت أغلبية كبيرة|أفادت أغلبية|أفاد نحو نصف|أفاد أقل من نصف|أفاد نحو ثلث|"
    "أفاد نحو ربع|أفاد عدد قليل|أفادت قلة",
}
LEAST = (90, 75, 51, 50, 40, 30, 20, 10, 0)
NUMBERS = (0, 1, 2, 3, 5, 11, 21, 100, 101)
UNANSWERED = {
    "en": "One State left|Two States left|Three States left|Five States left|Eleven States left|Twenty-one States left|"
    "One hundred States left|One hundred and one States left",
    "fr": "par un État|par deux États|par trois États|par cinq États|par 11 États|par 21 États|par 100 États|"
    "par 101 États",
    "es": "No respondió a la pregunta un Estado|No respondieron a la pregunta dos Estados|tres Estados|cinco Estados|"
    "11 Estados|21 Estados|100 Estados|101 Estados",
    "ru": "не ответило одно государство|не ответили два государства|не ответили три государства|"
    "не ответили пять государств|не ответили 11 государств|не ответило 21 государство|не ответили 100 государств|"
    "не ответило 101 государство",
    "zh": "一个国家|两个国家|三个国家|五个国家|11个国家|21个国家|100个国家|101个国家",
    "ar": "دولة واحدة عن|دولتان عن|ثلاث دول عن|خمس دول عن|11 دولة عن|21 دولة عن|100 دولة عن|101 دولة عن",
}
DESCRIBED = {
    "en": "No State described|One State described|Two States described|Three States|Five States|Eleven States|"
    "Twenty-one States|One hundred States|One hundred and one States",
    "fr": "Aucun État n’a décrit|Un État a décrit|deux États ont décrit|trois États|cinq États|11 États|21 États|"
    "100 États|101 États",
    "es": "Ningún Estado describió|Un Estado describió|dos Estados describieron|tres Estados|cinco Estados|11 Estados|"
    "21 Estados|100 Estados|101 Estados",
    "ru": "Ни одно государство не описало|одно государство описало|два государства описали|три государства|"
    "пять государств описали|11 государств|21 государство описало|100 государств|101 государство",
    "zh": "没有国家介绍|一个国家介绍了|两个国家|三个国家|五个国家|11个国家|21个国家|100个国家|101个国家",
    "ar": "لم تصف أي دولة|وصفت دولة واحدة|وصفت دولتان|وصفت ثلاث دول|وصفت خمس دول|وصفت 11 دولة|وصفت 21 دولة|"
    "وصفت 100 دولة|وصفت 101 دولة",
}
GROUPS = ("AFRICAN", "ASIA_PACIFIC", "EASTERN_EUROPEAN")


def _asked(kind: str, **more: object) -> AnyQuestion:
    told = {"statement": {"en": "it was so"}, **more}
    return questionnaire(section("A", question("q", kind, report=told))).by_key["q"]


NOTHING = Finding(
    question_key="q",
    name="q",
    answered=0,
    no_information=0,
    not_applicable=0,
    not_answered=0,
    not_asked=0,
    options=(),
    reported=None,
    groups=(),
)


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_scale_is_said_in_the_words_of_each_language(language: str) -> None:
    spoken = voice(language)
    for reported in range(2, 193):
        share = per_cent(reported, 193)
        told = plain(reported_that(spoken, share_of("q", reported, 193), "X"))
        words = next(
            words for least, words in zip(LEAST, SCALE[language].split("|"), strict=True) if share >= least
        )
        assert told.startswith(words), told
        assert "193" in told
        assert f"{reported}" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_replies_that_are_missing_agree_with_their_number(language: str) -> None:
    for number, words in zip(NUMBERS[1:], UNANSWERED[language].split("|"), strict=True):
        (told,) = without_answer(voice(language), replace(NOTHING, not_answered=number))
        assert words in plain(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_that_describe_agree_with_their_number(language: str) -> None:
    for number, words in zip(NUMBERS, DESCRIBED[language].split("|"), strict=True):
        told = plain(
            main_result(voice(language), _asked("text"), replace(NOTHING, answered=number, reported=number))
        )
        assert words in told


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("un organe existait", "ont indiqué qu’un organe"),
        ("aucune loi n’existait", "ont indiqué qu’aucune"),
        ("l’organe existait", "ont indiqué que l’organe"),
        ("huit lois existaient", "ont indiqué que huit"),
        ("haut niveau", "ont indiqué que haut"),
        ("héroïne et cocaïne circulaient", "ont indiqué qu’héroïne"),
        ("États", "ont indiqué qu’États"),
    ],
)
def test_french_elides_before_a_vowel(statement: str, words: str) -> None:
    assert words in plain(reported_that(voice("fr"), share_of("q", 29, 35), statement))


def test_spanish_says_e_before_the_sound_of_i() -> None:
    spoken = voice("es")
    assert plain(spoken.listed(["“No”", "“Interna”"])) == "“No” e “Interna”"
    assert plain(spoken.listed(["agua", "hielo"])) == "agua y hielo"
    assert spoken.listed([]) == ()


def _findings() -> st.SearchStrategy[tuple[AnyQuestion, Finding]]:
    count = st.integers(0, 130)
    missing = st.fixed_dictionaries(
        dict.fromkeys(
            ("no_information", "not_applicable", "not_answered", "not_asked", "carried_over"), count
        )
    )
    choice = st.builds(_choice, st.lists(count, min_size=3, max_size=3), missing)
    texts = st.builds(
        lambda number, left: (_asked("text"), replace(NOTHING, answered=number, reported=number, **left)),
        count,
        missing,
    )
    numbers = st.builds(_numbers, st.lists(st.fractions(0, 3000, max_denominator=2), max_size=9), missing)
    return st.one_of(choice, texts, numbers)


def _choice(counts: list[int], missing: dict[str, Any]) -> tuple[AnyQuestion, Finding]:
    options = _options(counts)
    groups = [GroupCount(code, sum(counts), options) for code in GROUPS[:2]]
    groups.append(GroupCount(GROUPS[2], missing["not_asked"], None))
    asked = _asked("yes_no_planned", counts=["yes"], by="regional_group")
    found = replace(
        NOTHING, answered=sum(counts), options=options, reported=counts[0], groups=tuple(groups), **missing
    )
    return asked, found


def _options(counts: list[int]) -> tuple[OptionCount, ...]:
    return tuple(
        OptionCount(code, number, None) for code, number in zip(("yes", "planned", "no"), counts, strict=True)
    )


def _numbers(given: list[Fraction], missing: dict[str, Any]) -> tuple[AnyQuestion, Finding]:
    summary = summarize([NumberCount(number) for number in sorted(given)])
    return _asked("whole_number"), replace(
        NOTHING, answered=len(given), reported=len(given), numbers=summary, **missing
    )


@given(_findings())
def test_every_language_shows_the_same_figures(case: tuple[AnyQuestion, Finding]) -> None:
    asked, found = case
    said = {language: paragraph(voice(language), asked, found) for language in LANGUAGES}
    figures = {language: {shown.id for shown in shown_in(text)} for language, text in said.items()}
    assert all(one == figures["en"] for one in figures.values())
    for language, text in said.items():
        _reads_well(language, text)


def _reads_well(language: str, text: Text) -> None:
    words = plain(text)
    assert not re.search(r"%\(|\{|\}|  ", words), words
    if language not in ("zh", "ar"):
        assert not re.search(r"(?:^|[.!?] )\d", words), words


@given(st.integers(0, 60).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_every_language_carries_the_figures_of_a_result(case: tuple[int, int]) -> None:
    reported, base = case
    english = shown_in(reported_that(voice("en"), share_of("q", reported, base), "X", "R"))
    for language in TRANSLATED:
        told = reported_that(voice(language), share_of("q", reported, base), "X", "R")
        assert {shown.id for shown in shown_in(told)} == {shown.id for shown in english}
        assert ("X" in plain(told)) == (base > 0)
        assert "R" in plain(told)
        _reads_well(language, told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_comparisons_carry_all_their_figures(language: str) -> None:
    for told in _comparisons(language):
        assert len({shown.id for shown in shown_in(told)}) in (2, 3, 5)
        _reads_well(language, told)


def _comparisons(language: str) -> Iterator[Text]:
    spoken = voice(language)
    for panel in (Panel(20, 12, 14), Panel(20, 14, 12), Panel(40, 24, 24), Panel(13, 0, 1)):
        yield since(spoken, OverCycles("q", "2024", None, None, panel))
    for both in (0, 3, 7):
        yield also_reported(spoken, Numeral("a", both), Numeral("b", 7), "C", "S")


def test_a_trend_is_claimed_of_twenty_states_at_least() -> None:
    told = [plain(text) for text in _comparisons("en")]
    assert told[0] == (
        "Among the States that replied both times, the share that reported so was larger (70 per cent, or 14 of 20) "
        "than in the earlier cycle (60 per cent, or 12 of 20)."
    )
    assert "was smaller (60 per cent, or 12 of 20) than in the earlier cycle (70" in told[1]
    assert "was the same (60 per cent, or 24 of 40) as in the earlier cycle (60" in told[2]
    assert told[3] == (
        "Among the States that replied both times, the numbers that reported so were: earlier cycle (0 of 13), present "
        "cycle (1 of 13)."
    )
    assert told[4].startswith("None of the States that reported that C (0 of 7)")
    assert told[5].startswith("Of the States that reported that C, some (3 of 7)")
    assert told[6].startswith("All States that reported that C (7 of 7)")


def test_states_that_answered_both_times_and_are_not_told_have_no_sentence() -> None:
    assert since(voice("en"), OverCycles("q", "2024", None)) == ()


def _by_group(*counts: list[int], hidden: int = 0) -> str:
    groups = [GroupCount(code, sum(one), _options(one)) for code, one in zip(GROUPS, counts, strict=False)]
    if hidden:
        groups.append(GroupCount("WESTERN_EUROPEAN_OTHER", hidden, None))
    whole = [sum(one) for one in zip(*counts, strict=True)]
    found = replace(
        NOTHING, answered=sum(whole), options=_options(whole), reported=whole[0], groups=tuple(groups)
    )
    asked = _asked("yes_no_planned", counts=["yes"], by="regional_group")
    return plain(paragraph(voice("en"), asked, found))


def test_groups_follow_in_the_order_of_the_united_nations() -> None:
    told = _by_group([6, 0, 1], [2, 0, 6], [4, 0, 4])
    assert told.endswith(
        "By regional group, the numbers that reported so were: African States (6 of 7), Asia-Pacific States (2 of 8) "
        "and Eastern European States (4 of 8)."
    )
    assert "In all regional groups" not in told


def test_what_holds_in_all_groups_is_said_where_all_could_be_looked_at() -> None:
    more = (
        "In all regional groups with at least five replies, more than half of responding States reported so."
    )
    fewer = (
        "In all regional groups with at least five replies, fewer than half of responding States reported so."
    )
    assert more in _by_group([6, 0, 1], [5, 0, 3], hidden=4)
    assert fewer in _by_group([1, 0, 6], [3, 0, 5])
    assert "In all" not in _by_group([6, 0, 1], [5, 0, 3], hidden=5)


def test_one_group_alone_is_not_compared() -> None:
    assert "group" not in _by_group([6, 0, 1])


@pytest.mark.parametrize("kind", ["text", "whole_number", "repeat"])
def test_nothing_is_said_by_group_of_what_has_no_options(kind: str) -> None:
    groups = tuple(GroupCount(code, 6, ()) for code in GROUPS[:2])
    found = replace(NOTHING, answered=12, reported=12, groups=groups)
    assert "group" not in plain(paragraph(voice("en"), _asked(kind, by="regional_group"), found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_information_is_told_with_its_number(language: str) -> None:
    for number in NUMBERS:
        told = without_value(voice(language), replace(NOTHING, no_information=number))
        assert [shown.id for shown in shown_in(told)] == (["q:no_information"] if number else [])
