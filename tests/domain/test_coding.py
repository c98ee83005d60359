"""Counts of codes: their base is the texts with a code, under the rules on small numbers."""

import pytest

from app.domain.coding import CodeCount, CodedTexts, code_for, coded_texts, coverage
from app.domain.figures import plain, shown_in
from app.domain.voice import ENGLISH

CODES = ("funding", "staff")


def counted(texts: int, *counts: tuple[str, str, int]) -> CodedTexts:
    return coded_texts("P2-E08", texts, CODES, [CodeCount(*count) for count in counts])


def test_the_base_is_the_texts_with_a_code() -> None:
    found = counted(30, ("funding", "AFRICAN", 15), ("staff", "AFRICAN", 10), ("", "AFRICAN", 20))
    assert (found.texts, found.coded, found.uncoded) == (30, 20, 10)
    assert [(one.code, one.count, one.share) for one in found.codes] == [
        ("funding", 15, 75),
        ("staff", 10, 50),
    ]


def test_there_are_no_shares_of_a_small_base() -> None:
    found = counted(30, ("funding", "AFRICAN", 15), ("", "AFRICAN", 19))
    assert [one.share for one in found.codes] == [None, None]


def test_groups_are_added_up_and_small_ones_are_not_broken_down() -> None:
    found = counted(
        40,
        ("funding", "AFRICAN", 9),
        ("", "AFRICAN", 10),
        ("staff", "ASIA_PACIFIC", 7),
        ("", "ASIA_PACIFIC", 8),
        ("staff", "EASTERN_EUROPEAN", 3),
        ("", "EASTERN_EUROPEAN", 3),
    )
    assert found.coded == 21
    assert [one.count for one in found.codes] == [9, 10]
    assert [(one.group, one.base, one.options is None) for one in found.groups] == [
        ("AFRICAN", 10, True),
        ("ASIA_PACIFIC", 8, False),
        ("EASTERN_EUROPEAN", 3, True),
    ]


def test_a_small_group_is_shielded_by_one_that_leaves_its_codes_open() -> None:
    """Beside Asia-Pacific, the smaller one, it would be known that nobody in Eastern Europe wrote of funding."""
    found = counted(
        40,
        ("funding", "AFRICAN", 9),
        ("", "AFRICAN", 10),
        ("staff", "ASIA_PACIFIC", 7),
        ("", "ASIA_PACIFIC", 8),
        ("staff", "EASTERN_EUROPEAN", 3),
        ("", "EASTERN_EUROPEAN", 3),
    )
    assert [one.group for one in found.groups if one.options] == ["ASIA_PACIFIC"]


def test_a_code_of_another_book_is_refused() -> None:
    with pytest.raises(ValueError, match="other of P2-E08"):
        counted(3, ("other", "AFRICAN", 1))


@pytest.mark.parametrize(
    ("texts", "coded", "words"),
    [
        (30, 20, "Of 30 texts, 20 were given codes, and only those are counted; a text can have several."),
        (30, 30, "All 30 texts were given codes; a text can have several."),
        (1, 1, "The one text was given codes."),
        (0, 0, "Of 0 texts, 0 were given codes, and only those are counted; a text can have several."),
    ],
)
def test_how_many_texts_have_codes_is_said(texts: int, coded: int, words: str) -> None:
    said = coverage(counted(texts, ("", "AFRICAN", coded)), ENGLISH)
    assert plain(said) == words
    assert {one.id for one in shown_in(said)} <= {"P2-E08:coded", "P2-E08:texts"}


@pytest.mark.parametrize(
    ("label", "taken", "code"),
    [
        ("Lack of funding", (), "lack_of_funding"),
        ("Été, 2024!", (), "ete_2024"),
        ("تمويل", (), "code"),
        ("Funding", ("funding", "funding_2"), "funding_3"),
        ("a" * 50, (), "a" * 40),
        ("a" * 50, ("a" * 40,), "a" * 38 + "_2"),
    ],
)
def test_a_code_is_named_after_its_label_and_never_like_another(
    label: str, taken: tuple[str, ...], code: str
) -> None:
    assert code_for(label, taken) == code
