"""Translations as PO files: what goes out comes back, and what cannot be read is named with its line."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.editing import Document, Put, Translate, applied
from app.domain.returned import compared
from app.domain.translations import entries
from app.exchange.mistakes import InvalidFile
from app.exchange.translations.files import LARGEST_FILE, Sending, refuse_other_language, sending
from app.exchange.translations.po import from_po, to_po
from tests.factories import document, question, section

SMALL: Document = document(section("A", question("one", "single_choice"), question("two")))
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TEXT = ("sections", "A", "questions", "one", "text")


def sent(state: Document, language: str = "fr") -> Sending:
    return sending("small", 3, language, AT, [(one, "Where") for one in entries(state, language)], "en")


def translated(state: Document, words: list[str]) -> Document:
    for one, text in zip(entries(state, "fr"), words, strict=False):
        if text.strip():
            state = applied(state, Translate(one.at, "fr", text)).document
    return state


def test_the_same_draft_gives_the_same_file() -> None:
    content = to_po(sent(SMALL))
    assert content == to_po(sent(SMALL))
    assert b'msgctxt "sections/A/questions/one/text"' in content
    assert b'"Language: fr\\n"' in content


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=0, max_size=40)


@given(st.lists(WORDS, max_size=9), st.lists(WORDS.filter(str.strip), max_size=9))
def test_what_goes_out_comes_back(words: list[str], sources: list[str]) -> None:
    state = SMALL
    for one, text in zip(entries(state, "fr"), sources, strict=False):
        state = applied(state, Put((*one.at, "en"), text)).document
    done = translated(state, words)
    received = from_po("a.po", to_po(sent(done)))
    assert received.language == "fr"
    here = compared(entries(done, "fr"), received.texts)
    assert (here.taken, here.refused, here.left_out) == ((), (), 0)
    there = compared(entries(state, "fr"), received.texts)
    wrong = {one.key for one in there.refused}  # only placeholders that the drawn texts happen to hold
    assert all("source" in str(one.said) for one in there.refused)
    if not wrong and there.taken:
        assert applied(state, there.edit("fr")).document == done


def test_a_stale_translation_goes_out_as_fuzzy_and_stays_stale_until_it_is_looked_at() -> None:
    old = applied(SMALL, Translate(TEXT, "fr", "Une ?")).document
    stale = applied(old, Put((*TEXT, "en"), "Another?")).document
    content = to_po(sent(stale))
    assert b"#, fuzzy\n" in content
    assert compared(entries(stale, "fr"), from_po("a.po", content).texts).taken == ()
    looked_at = from_po("a.po", content.replace(b"#, fuzzy\n", b"")).texts
    assert [one.words for one in compared(entries(stale, "fr"), looked_at).taken] == ["Une ?"]


def test_a_text_without_a_source_stays_here() -> None:
    alone = applied(SMALL, Put(TEXT, {"fr": "Une ?"})).document
    assert "/".join(TEXT) not in {one.key for one in from_po("a.po", to_po(sent(alone))).texts}


HEAD = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\n'


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"<html>\n", 1),
        (b'msgctxt "title"\nmsgid "a"\nmsgstr "\xff"\n', 3),
        (b"", 1),
        (b"x" * (LARGEST_FILE + 1), 1),
        ((HEAD + 'msgid "A"\nmsgstr "B"\n').encode(), 5),
        ((HEAD + 'msgctxt "t"\nmsgid "A"\nmsgid_plural "As"\nmsgstr[0] "B"\nmsgstr[1] "C"\n').encode(), 6),
        (b'msgid ""\nmsgstr ""\n"POT-Creation-Date: never\\n"\n', 1),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(content: bytes, line: int) -> None:
    with pytest.raises(InvalidFile) as refused:
        from_po("a.po", content)
    assert [(one.file, one.line) for one in refused.value.mistakes] == [("a.po", line)]


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            [
                'msgid "',
                'msgstr "',
                'msgctxt "',
                '"\n',
                "\\",
                "\n",
                "#~ ",
                "#, fuzzy\n",
                "msgstr[9] ",
                "a",
                '"Plural-Forms: x\\n"\n',
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_whatever_is_sent_is_read_or_refused(text: str) -> None:
    with suppress(InvalidFile):
        assert from_po("a.po", (HEAD + text).encode("utf-8", "surrogatepass")).texts


def test_a_file_in_another_language_is_refused() -> None:
    received = from_po("a.po", to_po(sent(translated(SMALL, ["x"]))))
    refuse_other_language("a.po", received, "fr")
    with pytest.raises(InvalidFile, match="page of its language"):
        refuse_other_language("a.po", received, "ar")
