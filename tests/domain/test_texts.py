"""Texts: short and long, addresses, notes, contact blocks, declarations and files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.domain.answers import Files, Parts, StoredFile, Tabulated, Unparsed, Value, WrittenText
from app.domain.question_types.texts import is_email, is_web_address
from app.domain.text import LocalizedText, digest_of, direction_of
from app.domain.typed import Typed
from tests.factories import asked

CONTACT = Parts({"name": WrittenText("A. Person"), "email": WrittenText("a@example.org")})
DECLARED = Parts(
    {"declared": WrittenText("yes"), "name": WrittenText("A. Person"), "function": WrittenText("Director")}
)


def test_a_text_says_from_which_text_its_translation_was_made() -> None:
    written = {"en": "Yes", "ar": "نعم", "made_from": {"ar": digest_of("Yes")}}
    text = LocalizedText.model_validate(written)
    assert text.model_dump(mode="json") == written
    assert text.root == {"en": "Yes", "ar": "نعم"}
    assert text != LocalizedText({"en": "Yes", "ar": "نعم"})


def test_the_published_schema_knows_of_it() -> None:
    schema = LocalizedText.model_json_schema()
    assert "made_from" in schema["propertyNames"]["enum"]
    assert schema["properties"]["made_from"]["additionalProperties"]["pattern"] == "^[a-p]{8}$"


def test_a_digest_is_letters_alone() -> None:
    """Since 120345 and 12e456, written in YAML, are numbers."""
    assert digest_of("Yes") == "ifkdjkld"
    assert all(digest_of(str(number)).isalpha() for number in range(1000))


@pytest.mark.parametrize(
    ("made_from", "said"),
    [
        ({"ar": 120345}, "eight letters"),
        ({"ar": "3f9a2c"}, "eight letters"),
        (["ar"], "eight letters"),
        ({"fr": "abcdefgh"}, "a language that this text is not in"),
    ],
)
def test_what_says_nothing_about_a_translation_is_refused(made_from: object, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        LocalizedText.model_validate({"en": "Yes", "ar": "نعم", "made_from": made_from})


def stored(name: str, title: str = "") -> StoredFile:
    return StoredFile("f1", name, title, "en", "application/pdf", 12, "0" * 64)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", {"": ("one\r\ntwo\rthree ",)}, WrittenText("one\ntwo\nthree")),
        ("text", {"": ("x" * 100_001,)}, None),
        ("text", {"": ("x", "y")}, None),
        ("text", {"": ("x",), "else": ("y",)}, None),
        ("text", {"else": ("x",)}, None),
        ("short_text", {"": ("one line",)}, WrittenText("one line")),
        ("email", {"": ("a@example.org",)}, WrittenText("a@example.org")),
        ("web_address", {"": ("https://example.org",)}, WrittenText("https://example.org")),
        ("note", {"": ("anything",)}, None),
        ("attachment", {"": ("anything",)}, None),
        ("contact", {"name": (" A. Person ",), "email": ("a@example.org",)}, CONTACT),
        ("contact", {"name": ("A", "B")}, None),
        ("contact", {"shoe_size": ("44",)}, None),
        ("declaration", {"declared": ("yes",), "name": ("A. Person",), "function": ("Director",)}, DECLARED),
    ],
)
def test_what_is_posted_becomes_a_text(kind: str, typed: Typed, value: Value | None) -> None:
    assert asked(kind).parse(typed) == (Unparsed(typed) if value is None else value)


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [
        ("text", WrittenText("one\ntwo"), {"": ("one\ntwo",)}),
        ("contact", CONTACT, {"name": ("A. Person",), "email": ("a@example.org",)}),
        ("note", WrittenText("x"), {}),
        ("attachment", Files((stored("a.pdf"),)), {}),
    ],
)
def test_a_form_shows_what_was_written(kind: str, value: Value, typed: Typed) -> None:
    assert asked(kind).for_form(value) == typed


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("text", WrittenText("one\ntwo"), ("one", "two")),
        ("contact", CONTACT, ("A. Person", "a@example.org")),
        ("declaration", DECLARED, ("A. Person", "Director")),
        ("note", WrittenText("x"), ()),
        ("attachment", Files((stored("a.pdf", "Strategy"), stored("b.pdf"))), ("Strategy", "b.pdf")),
    ],
)
def test_a_text_in_words(kind: str, value: Value, words: tuple[str, ...]) -> None:
    assert asked(kind).for_print(value, "en") == words


@pytest.mark.parametrize(
    ("kind", "value", "field", "said"),
    [
        ("text", WrittenText("1 2 3 4 5 6"), "", "Shorten the text to 5 words (now 6)"),
        ("text", Unparsed({"": ("x",)}), "", "Shorten the text, or choose"),
        ("short_text", WrittenText("x" * 201), "", "200 characters (now 201)"),
        ("short_text", WrittenText("one\ntwo"), "", "in one line"),
        ("email", WrittenText("nobody"), "", "like name@example.org"),
        ("web_address", WrittenText("ftp://example.org"), "", "begins with https://"),
        ("contact", Parts({"name": WrittenText("x" * 201)}), "name", "to 200 characters"),
        ("contact", Parts({"email": WrittenText("nobody")}), "email", "like name@example.org"),
        ("declaration", Parts({"name": WrittenText("A")}), "declared", "Tick the box"),
        ("attachment", Files((stored("a"),) * 11), "", "Keep at most 10 files"),
    ],
)
def test_an_error_says_what_to_do(kind: str, value: Value, field: str, said: str) -> None:
    (problem,) = asked(kind).check(value)
    assert problem.field == field
    assert said in str(problem.message)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", WrittenText("five words are just enough")),
        ("short_text", WrittenText("x" * 200)),
        ("email", WrittenText("a@example.org")),
        ("web_address", WrittenText("http://example.org/a?b=c")),
        ("contact", CONTACT),
        ("contact", Parts({"name": WrittenText("A. Person")})),
        ("declaration", DECLARED),
        ("attachment", Files((stored("a"),))),
    ],
)
def test_a_good_text_has_no_problem(kind: str, value: Value) -> None:
    assert asked(kind).check(value) == ()


def test_what_is_counted_of_a_text_is_that_there_is_one() -> None:
    assert asked("text").tabulate(WrittenText("x")) == (Tabulated(kind="text"),)


def test_files_are_counted() -> None:
    found = asked("attachment").tabulate(Files((stored("a"),) * 3))
    assert found == (Tabulated(kind="number", number=3),)


@pytest.mark.parametrize(("kind", "value"), [("contact", CONTACT), ("declaration", DECLARED)])
def test_what_names_a_person_is_never_observed(kind: str, value: Value) -> None:
    assert asked(kind).tabulate(value) == ()


def test_a_note_is_never_observed() -> None:
    assert asked("note").tabulate(WrittenText("x")) == ()


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("a@b.org", True),
        ("a@b", False),
        ("a@@b.org", False),
        ("a b@c.org", False),
        ("a" * 250 + "@b.org", False),
    ],
)
def test_an_address_of_mail_is_known(text: str, good: bool) -> None:
    assert is_email(text) is good


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("https://example.org", True),
        ("https://", False),
        ("javascript:alert(1)", False),
        ("https://exa mple.org", False),
        ("http://?", False),
        ("https://example.org/" + "a" * 2000, False),
    ],
)
def test_an_address_on_the_web_is_known(text: str, good: bool) -> None:
    assert is_web_address(text) is good


@given(st.text())
def test_no_text_breaks_the_address_checks(text: str) -> None:
    assert is_email(text) in (True, False)
    assert is_web_address(text) in (True, False)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("La commission (اللجنة)", "ltr"),
        ("2026: تجتمع اللجنة UNODC", "rtl"),
        ("הוועדה", "rtl"),
        ("委员会", "ltr"),
        ("12.", "ltr"),
        ("", "ltr"),
    ],
)
def test_a_text_is_read_in_the_direction_of_its_first_letter(text: str, direction: str) -> None:
    assert direction_of(text) == direction
