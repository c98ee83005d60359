"""The order of the 193 Member States in each language."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.domain.alphabet import sort_key

STATES = Path(__file__).resolve().parents[2] / "app" / "accounts" / "data" / "member-states.csv"


def _ordered(language: str) -> list[str]:
    with STATES.open(newline="", encoding="utf-8") as file:
        names = [row[f"name_{language}"] for row in csv.DictReader(file)]
    return sorted(names, key=lambda name: sort_key(name, language))


def _sorted(language: str, *names: str) -> list[str]:
    return sorted(names, key=lambda name: sort_key(name, language))


def test_english_is_the_order_of_the_register() -> None:
    with STATES.open(newline="", encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["order_en"]))
    assert _ordered("en") == [row["name_en"] for row in rows]


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("fr", ["Afghanistan", "Afrique du Sud", "Albanie", "Algérie", "Allemagne"], ["Zambie", "Zimbabwe"]),
        ("es", ["Afganistán", "Albania", "Alemania", "Andorra", "Angola"], ["Zambia", "Zimbabwe"]),
        ("ru", ["Австралия", "Австрия", "Азербайджан", "Албания", "Алжир"], ["Ямайка", "Япония"]),
        ("zh", ["阿尔巴尼亚", "阿尔及利亚", "阿富汗", "阿根廷"], ["智利", "中非共和国", "中国"]),
    ],
)
def test_the_register_begins_and_ends_as_it_should(
    language: str, first: Sequence[str], last: Sequence[str]
) -> None:
    ordered = _ordered(language)
    assert (ordered[: len(first)], ordered[-len(last) :]) == ([*first], [*last])
    assert len(ordered) == 193


def test_accents_do_not_count_in_french_and_spanish() -> None:
    assert _sorted("fr", "Estonie", "États-Unis d’Amérique", "Espagne", "Éthiopie", "Équateur") == [
        "Équateur",
        "Espagne",
        "Estonie",
        "États-Unis d’Amérique",
        "Éthiopie",
    ]
    assert _sorted("es", "Etiopía", "Estonia", "España") == ["España", "Estonia", "Etiopía"]


def test_the_spanish_letter_follows_n() -> None:
    assert _sorted("es", "Ñandú", "Omán", "Nueva Zelandia") == ["Nueva Zelandia", "Ñandú", "Omán"]


def test_a_russian_io_stands_with_ie_and_a_short_i_is_a_letter_of_its_own() -> None:
    assert _sorted("ru", "Жук", "Ёлка", "Еда") == ["Еда", "Ёлка", "Жук"]
    assert _sorted("ru", "Йемен", "Италия", "Кения") == ["Италия", "Йемен", "Кения"]


def test_an_arabic_article_does_not_count_nor_does_the_form_of_an_alif() -> None:
    assert _sorted("ar", "الصين", "السودان", "الأردن", "تونس", "ألمانيا") == [
        "الأردن",
        "ألمانيا",
        "تونس",
        "السودان",
        "الصين",
    ]


def test_every_character_of_the_chinese_names_has_a_reading() -> None:
    assert [name for name in _ordered("zh") for sound in sort_key(name, "zh")[0] if not sound.isascii()] == []


def test_chinese_goes_by_sound_then_tone_and_what_has_no_reading_comes_last() -> None:
    assert _sorted("zh", "蒙古", "孟加拉国", "缅甸", "美利坚合众国") == [
        "美利坚合众国",
        "蒙古",
        "孟加拉国",
        "缅甸",
    ]
    assert _sorted("zh", "演示国", "中国") == ["中国", "演示国"]
