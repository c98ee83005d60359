"""What a form posts, and the fields of the questions inside a question."""

from hypothesis import given as for_all
from hypothesis import strategies as st

from app.domain.typed import alone, given, inside, joined, within

NAMES = st.text(st.characters(exclude_characters="."), min_size=1, max_size=4)
TYPED = st.dictionaries(st.just("") | NAMES, st.lists(st.text(), max_size=2).map(tuple), max_size=4)


def test_one_field_alone() -> None:
    assert alone("a", "b") == {"": ("a", "b")}
    assert alone() == {}


def test_blank_texts_are_not_given() -> None:
    assert given({"": ("a", " "), "specified": ("\n",), "1": ()}) == {"": ("a",)}


def test_a_part_has_its_own_field_and_those_below_it() -> None:
    typed = {"level": ("x",), "level.year": ("2025",), "levels": ("other",), "": ("none",)}
    assert inside(typed, "level") == {"": ("x",), "year": ("2025",)}


@for_all(NAMES, TYPED)
def test_what_is_put_inside_is_found_inside(name: str, typed: dict[str, tuple[str, ...]]) -> None:
    assert inside(within(name, typed), name) == typed


def test_fields_of_several_parts_are_joined() -> None:
    assert joined([{"a": ("1",)}, {}, {"b": ("2",)}]) == {"a": ("1",), "b": ("2",)}
