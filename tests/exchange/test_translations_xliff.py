"""Translations as XLIFF: what goes out comes back, and hostile files are refused with their line."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.editing import Put, Translate, applied
from app.domain.returned import Returned, compared
from app.domain.translations import entries
from app.exchange.mistakes import InvalidFile
from app.exchange.translations.files import refuse_other_language
from app.exchange.translations.xliff import NAMESPACE, from_xliff, to_xliff
from tests.exchange.test_translations_po import SMALL, TEXT, WORDS, sent, translated

START = f'<xliff xmlns="{NAMESPACE}" version="2.0" srcLang="en" trgLang="fr">\n<file id="f">\n'
END = "</file></xliff>"


def read(units: str) -> tuple[Returned, ...]:
    return from_xliff("a.xlf", (START + units + END).encode()).texts


def test_the_same_draft_gives_the_same_file() -> None:
    content = to_xliff(sent(SMALL))
    assert content == to_xliff(sent(SMALL))
    assert b'name="sections/A/questions/one/text"' in content
    assert b'trgLang="fr"' in content


@given(st.lists(WORDS, max_size=9), st.lists(WORDS.filter(str.strip), max_size=9))
def test_what_goes_out_comes_back(words: list[str], sources: list[str]) -> None:
    state = SMALL
    for one, text in zip(entries(state, "fr"), sources, strict=False):
        state = applied(state, Put((*one.at, "en"), text)).document
    done = translated(state, words)
    received = from_xliff("a.xlf", to_xliff(sent(done)))
    assert received.language == "fr"
    assert [one.source for one in received.texts] == [one.source for one in entries(done, "fr")]
    assert [one.words for one in received.texts] == [one.words for one in entries(done, "fr")]
    here = compared(entries(done, "fr"), received.texts)
    assert (here.taken, here.refused, here.left_out) == ((), (), 0)


def test_a_stale_translation_goes_out_as_initial_and_stays_stale_until_it_is_looked_at() -> None:
    old = applied(SMALL, Translate(TEXT, "fr", "Une ?")).document
    stale = applied(old, Put((*TEXT, "en"), "Another?")).document
    content = to_xliff(sent(stale))
    assert b"Une ?" in content
    assert compared(entries(stale, "fr"), from_xliff("a.xlf", content).texts).taken == ()
    looked_at = from_xliff("a.xlf", content.replace(b'state="initial"', b'state="reviewed"')).texts
    assert [one.words for one in compared(entries(stale, "fr"), looked_at).taken] == ["Une ?"]


def test_a_unit_in_several_segments_is_one_text() -> None:
    units = """<unit id="1" name="title">
    <segment state="translated"><source>One. </source><target>Un. </target></segment>
    <segment><source>Two.</source><target>Deux.</target></segment></unit>"""
    assert read(units) == (Returned("title", "One. Two.", "Un. Deux.", 3),)


def test_a_language_may_be_said_with_its_country() -> None:
    content = (START.replace('"fr"', '"fr-CH"') + '<unit id="1" name="t"><segment/></unit>' + END).encode()
    refuse_other_language("a.xlf", from_xliff("a.xlf", content), "fr")
    with pytest.raises(InvalidFile):
        refuse_other_language("a.xlf", from_xliff("a.xlf", content), "ar")


BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>
<xliff>&lol2;</xliff>"""
OUTSIDE = '<?xml version="1.0"?>\n\n<!DOCTYPE x SYSTEM "file:///etc/passwd">\n<x/>'
UNIT = '<unit id="1" name="t">\n<segment><source>%s</source></segment></unit>'


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (BOMB, 2, "document type"),
        (OUTSIDE, 3, "document type"),
        ("<html/>", 1, "no file in XLIFF 2.0"),
        ('<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', 1, "no file in XLIFF 2.0"),
        ("", 1, "can be read"),
        (START + "<unit", 3, "can be read"),
        (START + UNIT % "&unknown;" + END, 4, "can be read"),
        (START + '<unit id="1">' + END, 3, "where it belongs"),
        (START + UNIT % "<pc>bold</pc>" + END, 4, "marks them up"),
        (START + UNIT % '<cp hex="x"/>' + END, 4, "marks them up"),
        (START + UNIT % '<cp hex="FFFFFF"/>' + END, 4, "no such sign"),
        (START + END, 1, "no text in this file"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_line(content: str, line: int, said: str) -> None:
    with pytest.raises(InvalidFile, match=said) as refused:
        from_xliff("a.xlf", content.encode())
    assert [one.line for one in refused.value.mistakes] == [line]


PIECES = [
    '<unit name="a">',
    "</unit>",
    "<segment>",
    "</segment>",
    "<source>",
    "</source>",
    "<cp hex='1'/>",
    "&amp;",
]


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_whatever_is_sent_is_read_or_refused(text: str) -> None:
    with suppress(InvalidFile):
        assert read(text)
