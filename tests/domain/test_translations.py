"""The texts of a definition for translators: where each is, what it is made from, and how far a language has come."""

import json

import pytest

from app.domain.editing import Document, Put, Translate, applied, value_at
from app.domain.returned import Returned, compared
from app.domain.text import digest_of
from app.domain.translations import Coverage, Entry, by_section, coverage, entries, texts_in
from tests.domain.editing.documents import rich
from tests.factories import document, question, section

SMALL: Document = document(
    section(
        "A", question("one", "single_choice", guidance={"en": "Look it up."}), introduction={"en": "Hello."}
    ),
    section("B", question("two")),
)
TEXT = ("sections", "A", "questions", "one", "text")


def entry(state: Document, at: tuple[str, ...] = TEXT, language: str = "fr") -> Entry:
    return next(one for one in entries(state, language) if one.at == at)


def test_every_text_is_listed_in_the_order_in_which_a_reader_meets_it() -> None:
    shuffled = json.loads(json.dumps(SMALL, sort_keys=True))
    keys = [one.key for one in entries(shuffled, "fr")]
    assert keys[:7] == [
        "title",
        "sections/A/title",
        "sections/A/introduction",
        "sections/A/questions/one/text",
        "sections/A/questions/one/guidance",
        "sections/A/questions/one/options/a/text",
        "sections/A/questions/one/options/b/text",
    ]
    assert keys[-4:-1] == ["report/title", "report/mandate", "report/chapters/0/title"]
    assert keys == [one.key for one in entries(SMALL, "fr")]


def test_every_text_is_where_its_place_says() -> None:
    whole = rich()
    found = list(texts_in(whole))
    assert all(value_at(whole, at) == text for at, text in found)
    assert json.dumps(whole).count('{"en": ') == len(found)


def test_a_text_is_missing_then_done_then_stale() -> None:
    assert entry(SMALL).state == "missing"
    translated = applied(SMALL, Translate(TEXT, "fr", "Une ?")).document
    assert (entry(translated).words, entry(translated).state) == ("Une ?", "done")
    changed = applied(translated, Put((*TEXT, "en"), "Another?")).document
    assert (entry(changed).source, entry(changed).state) == ("Another?", "stale")
    again = applied(changed, Translate(TEXT, "fr", "Une ?", "Another?")).document
    assert entry(again).state == "done"


def test_a_text_of_which_nothing_is_known_is_done() -> None:
    put = applied(SMALL, Put(TEXT, {"en": "One?", "fr": "Une ?"})).document
    assert entry(put).state == "done"


def test_a_text_that_the_first_language_lacks_is_translated_from_another() -> None:
    only = applied(SMALL, Put(TEXT, {"fr": "Une ?", "ar": "x", "made_from": {"ar": digest_of("y")}})).document
    assert (entry(only, language="ar").source, entry(only, language="ar").state) == ("Une ?", "done")
    alone = applied(SMALL, Put(TEXT, {"fr": "Une ?"})).document
    assert (entry(alone).source, entry(alone).source_language) == ("", "en")


def test_progress_counts_texts() -> None:
    found = entries(applied(SMALL, Translate(("title",), "fr", "Un titre")).document, "fr")
    assert coverage(found) == Coverage(len(found) - 1, 0, 1)
    assert coverage(found).total == len(found)
    assert (Coverage(1, 0, 199).percent, Coverage(0, 0, 2).percent, Coverage(0, 0, 0).percent) == (
        99,
        100,
        100,
    )


def test_sections_follow_the_questionnaire_itself() -> None:
    parts = by_section(entries(SMALL, "fr"))
    assert list(parts) == ["", "A", "B"]
    assert [one.key for one in parts[""]][-1] == "report/chapters/1/title"


# ----------------------------------------------------------------------------------------------- on the way back
KEY = "/".join(TEXT)
SOURCE = entry(SMALL).source


def said(*returned: Returned, state: Document = SMALL) -> str:
    (remark,) = compared(entries(state, "fr"), returned).refused
    assert remark.line == returned[-1].line
    return str(remark.said)


def test_a_translation_is_taken_as_one_step() -> None:
    result = compared(entries(SMALL, "fr"), [Returned(KEY, SOURCE, " Une ? ", 4)])
    made = applied(SMALL, result.edit("fr")).document
    assert (entry(made).words, entry(made).state) == ("Une ?", "done")
    assert (result.same, result.empty, result.left_out) == (0, 0, len(entries(SMALL, "fr")) - 1)


def test_what_stands_there_already_and_what_is_empty_is_counted() -> None:
    done = applied(SMALL, Translate(TEXT, "fr", "Une ?")).document
    result = compared(
        entries(done, "fr"), [Returned(KEY, SOURCE, "Une ?", 1), Returned("title", "whatever", "", 2)]
    )
    assert (result.taken, result.same, result.empty) == ((), 1, 1)


def test_a_stale_translation_that_is_sent_again_is_fresh() -> None:
    old = applied(SMALL, Translate(TEXT, "fr", "Une ?")).document
    stale = applied(old, Put((*TEXT, "en"), "Another?")).document
    result = compared(entries(stale, "fr"), [Returned(KEY, "Another?", "Une ?", 1)])
    assert entry(applied(stale, result.edit("fr")).document).state == "done"


def test_a_text_without_any_source_can_be_taken() -> None:
    alone = applied(SMALL, Put(TEXT, {"fr": "Une ?"})).document
    result = compared(entries(alone, "fr"), [Returned(KEY, "", "Une autre ?", 1)])
    assert entry(applied(alone, result.edit("fr")).document).words == "Une autre ?"


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        (Returned("sections/Z/title", "x", "y", 7), "no such text"),
        (Returned(KEY, "An older text?", "Une ?", 7), f"It is now: {SOURCE}"),
        (Returned(KEY, SOURCE, "x" * 4001, 7), "4000"),
        (Returned(KEY, SOURCE, "x\x00", 7), "cannot be kept"),
        (Returned(KEY, SOURCE, "x\ud800", 7), "cannot be kept"),
        (Returned(KEY, SOURCE, "Une {nom} ?", 7), "{nom} is not in the source"),
        (Returned(KEY, SOURCE, "<b>Une</b> ?", 7), "<b> is not in the source"),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_line(returned: Returned, words: str) -> None:
    assert words in said(returned)


def test_a_placeholder_of_the_source_must_come_back() -> None:
    state = applied(SMALL, Put((*TEXT, "en"), "In %(year)s?")).document
    assert "%(year)s of the source is missing" in said(Returned(KEY, "In %(year)s?", "En ?", 3), state=state)


def test_of_a_text_that_comes_twice_the_first_counts() -> None:
    assert "twice" in said(Returned(KEY, SOURCE, "Une ?", 1), Returned(KEY, SOURCE, "Deux ?", 2))
