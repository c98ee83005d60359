"""A translation is noted with the text that it was made from, whichever edit makes or changes it."""

import pytest

from app.domain.editing import (
    Document,
    Edit,
    Put,
    Translate,
    Translations,
    applied,
    edit_json,
    meant,
    noted,
    read_edit,
    touched,
    value_at,
)
from app.domain.editing.origins import is_text, source_of
from app.domain.text import digest_of
from tests.domain.editing.documents import rich

START = rich()
TEXT = ("sections", "A", "questions", "one", "text")
SOURCE = START["sections"][0]["questions"][0]["text"]["en"]
ORIGIN = digest_of(SOURCE)


def after(*edits: Edit, document: Document = START) -> dict[str, object]:
    for edit in edits:
        document = applied(document, edit).document
    return dict(value_at(document, TEXT))


@pytest.mark.parametrize(
    "edit",
    [Translate(TEXT, "ar", "سؤال"), Put((*TEXT, "ar"), "سؤال"), Translations("ar", ((TEXT, "سؤال", None),))],
)
def test_a_translation_is_kept_with_its_source(edit: Edit) -> None:
    assert after(edit) == {"en": SOURCE, "ar": "سؤال", "made_from": {"ar": ORIGIN}}


def test_a_translation_taken_out_leaves_nothing_behind() -> None:
    made = Translate(TEXT, "ar", "سؤال")
    assert after(made, Translate(TEXT, "ar", None)) == {"en": SOURCE}
    assert after(made, Put((*TEXT, "ar"), None)) == {"en": SOURCE}


def test_a_changed_source_leaves_the_translation_with_the_old_one() -> None:
    made = Translate(TEXT, "ar", "سؤال")
    assert after(made, Put((*TEXT, "en"), "Another?"))["made_from"] == {"ar": ORIGIN}
    assert after(made, Put((*TEXT, "en"), SOURCE))["made_from"] == {"ar": ORIGIN}


def test_a_translation_of_which_nothing_was_known_is_noted_when_its_source_changes() -> None:
    old = Put(TEXT, {"en": SOURCE, "ar": "سؤال"})
    assert after(old, Translate(TEXT, "en", "Another?"))["made_from"] == {"ar": ORIGIN}


def test_without_a_text_in_the_first_language_nothing_is_noted() -> None:
    french = Put(TEXT, {"fr": "Une question ?"})
    assert after(french, Translate(TEXT, "ar", "سؤال")) == {"fr": "Une question ?", "ar": "سؤال"}
    assert after(french, Translate(TEXT, "en", "One?")) == {"fr": "Une question ?", "en": "One?"}


def test_many_translations_are_one_edit_that_reads_back() -> None:
    other = ("title",)
    edit = Translations("fr", ((TEXT, "Une ?", None), (other, "Un titre", None)))
    kept = noted(START, edit)
    assert kept == Translations("fr", ((TEXT, "Une ?", SOURCE), (other, "Un titre", START["title"]["en"])))
    assert read_edit(edit_json(kept)) == kept
    assert meant(edit) == ("languages", "fr")
    changes = applied(START, edit).changes
    assert touched(START, changes) == {
        (*at, *rest) for at in (TEXT, other) for rest in (("fr",), ("made_from", "fr"))
    }


def test_a_later_language_touches_only_what_is_its_own() -> None:
    document = applied(START, Translate(TEXT, "fr", "Une ?")).document
    changes = applied(document, Translate(TEXT, "ar", "سؤال")).changes
    assert touched(document, changes) == {(*TEXT, "ar"), (*TEXT, "made_from", "ar")}


def test_a_translation_is_made_from_the_first_language_else_english_else_another() -> None:
    text = {"en": "One", "fr": "Un", "es": "Uno", "made_from": {"es": ORIGIN}}
    assert source_of(text, "es", "fr") == ("fr", "Un")
    assert source_of(text, "fr", "fr") == ("en", "One")
    assert source_of({"es": "Uno", "made_from": {}}, "ru", "fr") == ("es", "Uno")
    assert source_of({"es": "Uno"}, "es", "es") is None


@pytest.mark.parametrize("thing", [{}, {"made_from": {}}, {"en": "x", "key": "y"}, "en", ["en"]])
def test_not_everything_is_a_text(thing: object) -> None:
    assert not is_text(thing)
