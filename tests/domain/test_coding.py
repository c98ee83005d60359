"""Counts of codes: their base is the texts with a code, under the rules on small numbers."""

from collections.abc import Collection, Sequence

import pytest

from app.domain.coding import (
    Code,
    CodedPlace,
    CodedText,
    CodedTexts,
    Given,
    code_for,
    coded_texts,
    coverage,
)
from app.domain.figures import plain, shown_in
from app.domain.voice import ENGLISH

BOOK = (Code("funding", {"en": "Funding", "fr": "Fonds"}), Code("staff", {"en": "Staff"}))


def place(codes: Sequence[str], items: Sequence[str] = ()) -> CodedPlace:
    """The first texts have these codes, parted by blanks; "" for none."""
    held = zip(range(len(codes)), items or [""] * len(codes), codes, strict=True)
    return CodedPlace("P2-E08", BOOK, tuple(CodedText(f"{n}", item, tuple(c.split())) for n, item, c in held))


def given(groups: str, kept: Collection[int] = ()) -> list[Given]:
    """One text of each State; the groups by their first letter; the texts of `kept` are for totals only."""
    return [Given(f"{n}", "", n, group, n in kept) for n, group in enumerate(groups)]


def told(found: CodedTexts) -> list[str]:
    return [one.group for one in found.groups if one.options]


def test_the_base_is_the_texts_with_a_code() -> None:
    found = coded_texts(place(["funding"] * 10 + ["funding staff"] * 5 + ["staff"] * 5), given("A" * 30))
    assert (found.texts, found.coded, found.uncoded, found.states) == (30, 20, 10, 20)
    assert [(one.code, one.count, one.share) for one in found.codes] == [
        ("funding", 15, 75),
        ("staff", 10, 50),
    ]


def test_there_are_no_shares_of_a_small_base() -> None:
    found = coded_texts(place(["funding"] * 19), given("A" * 30))
    assert [(one.count, one.share) for one in found.codes] == [(19, None), (0, None)]


# Ten African texts, eight of Asia and the Pacific, three of Eastern Europe.
OF_GROUPS = place([*["funding"] * 9, "staff", *["staff"] * 7, "funding", *["staff"] * 3])


def test_groups_are_added_up_and_small_ones_are_not_broken_down() -> None:
    found = coded_texts(OF_GROUPS, given("A" * 10 + "P" * 8 + "E" * 3))
    assert [one.count for one in found.codes] == [10, 11]
    assert [(one.group, one.base) for one in found.groups] == [("A", 10), ("E", 3), ("P", 8)]


def test_a_small_group_is_shielded_by_one_that_leaves_its_codes_open() -> None:
    found = coded_texts(OF_GROUPS, given("A" * 10 + "P" * 8 + "E" * 3))
    assert told(found) == ["A"]


@pytest.mark.parametrize(("kept", "shown"), [((), ["A", "P"]), ((2,), []), ((12,), ["A", "P"])])
def test_a_group_that_writes_of_one_thing_is_told_unless_a_text_is_for_totals_only(
    kept: tuple[int, ...], shown: list[str]
) -> None:
    codes = place([*["funding"] * 10, *["funding", "staff"] * 4])
    assert told(coded_texts(codes, given("A" * 10 + "P" * 8, kept))) == shown


def test_of_the_entries_of_lists_it_is_the_states_that_count() -> None:
    entries = [Given(f"{n // 3}", f"i{n % 3}", n // 3, "A", aggregate_only=False) for n in range(12)]
    codes = CodedPlace(
        "P2-I01_lesson", BOOK, tuple(CodedText(e.snapshot, e.item, ("staff",)) for e in entries)
    )
    found = coded_texts(codes, entries)
    assert (found.coded, found.states, found.is_told, told(found)) == (12, 4, False, [])


def test_the_codes_of_five_states_are_told() -> None:
    assert [coded_texts(place(["staff"] * n), given("A" * 9)).is_told for n in (4, 5)] == [False, True]


def test_a_code_that_is_not_in_the_book_or_of_another_text_is_none() -> None:
    found = coded_texts(place(["other", "other staff", "", "funding"]), given("AAA"))
    assert (found.texts, found.coded, [one.count for one in found.codes]) == (3, 1, [0, 1])


def test_a_code_is_called_in_english_where_it_has_no_name_in_a_language() -> None:
    assert [code.called("fr") for code in BOOK] == ["Fonds", "Staff"]
    assert Code("money", {"es": "Dinero"}).called("fr") == "Dinero"


@pytest.mark.parametrize(
    ("texts", "coded", "words"),
    [
        (30, 20, "Of 30 texts, the codes of 20 are counted; a text can have several."),
        (30, 30, "The codes of all 30 texts are counted; a text can have several."),
        (1, 1, "The codes of the one text are counted."),
        (0, 0, "Of 0 texts, the codes of 0 are counted; a text can have several."),
    ],
)
def test_how_many_texts_have_codes_is_said(texts: int, coded: int, words: str) -> None:
    said = coverage(coded_texts(place(["staff"] * coded), given("A" * texts)), ENGLISH)
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
