"""The Word file: parts that Word needs, elements in the order that it demands, and the text as it was."""

import io
import zipfile
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import XMLPullParser

import pytest

from app.domain.in_words import ENGLISH
from app.printing.blank import Blank, blank_of, write_word
from app.printing.ooxml import WORD
from tests.factories import question, questionnaire, section
from tests.gallery import gallery
from tests.services.test_blank import EDITION, arabic, every_type

W = f"{{{WORD}}}"
# The order of elements in the schema (ECMA-376, part 1): of those that are written here.
ORDER = {
    "pPr": ["pStyle", "keepNext", "pBdr", "bidi", "spacing", "ind", "outlineLvl"],
    "rPr": ["rFonts", "b", "bCs", "i", "iCs", "sz", "szCs", "rtl", "lang"],
    "tblPr": ["bidiVisual", "tblW", "tblBorders", "tblLayout"],
    "tblBorders": ["top", "left", "bottom", "right", "insideH", "insideV"],
    "pBdr": ["bottom", "between"],
    "trPr": ["cantSplit", "tblHeader"],
    "tcPr": ["tcW"],
    "tbl": ["tblPr", "tblGrid", "tr"],
    "tr": ["trPr", "tc"],
    "p": ["pPr", "r"],
    "r": ["rPr", "t"],
    "sectPr": ["pgSz", "pgMar", "bidi"],
    "style": ["name", "basedOn", "qFormat", "pPr", "rPr"],
    "styles": ["docDefaults", "style"],
}
BLANKS = {"gallery": lambda: blank_of(gallery(), ENGLISH, EDITION), "Arabic": arabic}
BLANKS["every type"] = lambda: blank_of(every_type(), ENGLISH, EDITION)


def parts(blank: Blank) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(write_word(blank))) as packed:
        assert packed.testzip() is None
        return {name: parsed(packed.read(name)) for name in packed.namelist()}


def parsed(part: bytes) -> ElementTree.Element:
    parser: XMLPullParser[Any] = XMLPullParser(["end"])
    parser.feed(part)
    found: list[Any] = list(parser.read_events())
    root = found[-1][1]
    assert isinstance(root, ElementTree.Element)
    return root


def local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


@pytest.mark.parametrize("name", BLANKS)
def test_every_part_is_named_and_every_relation_leads_to_one(name: str) -> None:
    found = parts(BLANKS[name]())
    assert next(iter(found)) == "[Content_Types].xml"
    named = {one.get("PartName", "").strip("/") for one in found["[Content_Types].xml"]} - {""}
    assert named == {path for path in found if path.endswith(".xml")} - {"[Content_Types].xml"}
    for path, folder in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
        assert {f"{folder}{one.get('Target')}" for one in found[path]} <= found.keys()


@pytest.mark.parametrize("name", BLANKS)
def test_elements_stand_in_the_order_that_word_demands(name: str) -> None:
    found = parts(BLANKS[name]())
    for path in ("word/document.xml", "word/styles.xml"):
        for element in found[path].iter():
            order = ORDER.get(local(element))
            if order is not None:
                places = [order.index(local(child)) for child in element]
                assert all(one <= other for one, other in pairwise(places)), local(element)


@pytest.mark.parametrize("name", BLANKS)
def test_styles_are_defined_and_cells_end_in_paragraphs(name: str) -> None:
    found = parts(BLANKS[name]())
    defined = {one.get(f"{W}styleId") for one in found["word/styles.xml"].iter(f"{W}style")}
    used = {one.get(f"{W}val") for one in found["word/document.xml"].iter(f"{W}pStyle")}
    assert used <= defined
    assert all(local(cell[-1]) == "p" for cell in found["word/document.xml"].iter(f"{W}tc"))
    body = found["word/document.xml"][0]
    touching = [pair for pair in pairwise(body) if {local(one) for one in pair} == {"tbl"}]
    assert touching == []


def test_rows_have_as_many_cells_as_the_table_has_columns() -> None:
    for table in parts(BLANKS["gallery"]())["word/document.xml"].iter(f"{W}tbl"):
        columns = len(list(table.iter(f"{W}gridCol")))
        assert {len(row.findall(f"{W}tc")) for row in table.iter(f"{W}tr")} == {columns}


def text_of(blank: Blank) -> str:
    return "\n".join(
        "".join(run.text or "" for run in one.iter(f"{W}t"))
        for one in parts(blank)["word/document.xml"].iter(f"{W}p")
    )


def test_every_question_and_option_can_be_read_in_it() -> None:
    text = text_of(BLANKS["gallery"]())
    for asked in gallery().questions_asked():
        assert asked.text.in_language("en") in text
        assert all(option.text.in_language("en") in text for option in asked.response_options())
    assert "☐ A council" in text


def test_in_arabic_it_runs_from_right_to_left() -> None:
    found = parts(arabic())["word/document.xml"]
    assert all(one.find(f"{W}pPr/{W}bidi") is not None for one in found.iter(f"{W}p"))
    assert all(one.find(f"{W}tblPr/{W}bidiVisual") is not None for one in found.iter(f"{W}tbl"))
    runs = {"".join(one.itertext()): one.find(f"{W}rPr/{W}rtl") is not None for one in found.iter(f"{W}r")}
    assert runs["استبيان عن التعاون"]
    assert not runs["Only in English."]


def test_hostile_texts_stay_texts() -> None:
    asked = question("q", guidance={"en": "<w:p/>&\x01\u202e"})
    assert "<w:p/>&" in text_of(blank_of(questionnaire(section("A", asked)), ENGLISH, EDITION))


def test_the_same_version_gives_the_same_bytes() -> None:
    assert write_word(arabic()) == write_word(arabic())
