"""A blank questionnaire as a Word file."""

from app.domain.text import Worded
from app.printing import ooxml
from app.printing.blank.pieces import (
    Blank,
    Box,
    Boxes,
    Heading,
    Lines,
    Paragraph,
    Piece,
    Simple,
    Table,
)
from app.printing.packing import packed

_EMPTY = "\N{BALLOT BOX}"
_FONT = "Segoe UI Symbol"
_SYMBOLS = f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="MS Gothic" w:cs="{_FONT}"/>'
_SMALL = '<w:sz w:val="19"/><w:szCs w:val="19"/>'
_LINE = '<w:{side} w:val="single" w:sz="4" w:space="1" w:color="555555"/>'
# One below another make lines of their own only with a line between them.
_LINES = f"<w:pBdr>{_LINE.format(side='bottom')}{_LINE.format(side='between')}</w:pBdr>"
_STYLES = (
    ooxml.style(
        "Title",
        "Title",
        '<w:spacing w:after="80"/>',
        '<w:b/><w:bCs/><w:sz w:val="40"/><w:szCs w:val="40"/>',
    ),
    ooxml.style(
        "Heading1",
        "heading 1",
        '<w:spacing w:before="480" w:after="120"/>',
        '<w:b/><w:bCs/><w:sz w:val="30"/><w:szCs w:val="30"/>',
        level=0,
    ),
    ooxml.style(
        "Heading2", "heading 2", '<w:spacing w:before="280" w:after="80"/>', "<w:b/><w:bCs/>", level=1
    ),
    ooxml.style(
        "Heading3", "heading 3", '<w:spacing w:before="160" w:after="60"/>', "<w:i/><w:iCs/>", level=2
    ),
    ooxml.style("Guidance", "Guidance", "<w:keepNext/>", _SMALL),
    ooxml.style("Condition", "Condition", '<w:keepNext/><w:ind w:left="170"/>', f"<w:i/><w:iCs/>{_SMALL}"),
    ooxml.style("Option", "Option", '<w:spacing w:after="40"/><w:ind w:left="340" w:hanging="340"/>'),
    ooxml.style("WritingLine", "Writing line", f'{_LINES}<w:spacing w:before="200" w:after="0"/>'),
)
_NAMES = {"plain": "Normal", "guidance": "Guidance", "condition": "Condition"}


def write_word(blank: Blank) -> bytes:
    """The file; the same questionnaire gives the same bytes."""
    return _Writer(blank.right_to_left).file(blank)


class _Writer:
    def __init__(self, right_to_left: bool) -> None:
        self.rtl = right_to_left

    def file(self, blank: Blank) -> bytes:
        body = [self.text("Title", blank.title), self.text("Guidance", blank.edition)]
        if blank.notice:
            body.append(self.text("Guidance", Worded(blank.notice, "en")))
        body.extend(self.piece(piece) for piece in blank.pieces)
        about = f"{blank.edition.text}. {blank.notice}".strip()
        return packed(
            {
                "[Content_Types].xml": ooxml.CONTENT_TYPES,
                "_rels/.rels": ooxml.RELATIONS,
                "docProps/core.xml": ooxml.properties(blank.title.text, about, blank.language, blank.dated),
                "word/document.xml": ooxml.document(body, rtl=self.rtl),
                "word/styles.xml": ooxml.styles(blank.language, _STYLES),
                "word/_rels/document.xml.rels": ooxml.RELATIONS_OF_DOCUMENT,
            }
        )

    def piece(self, piece: Piece) -> str:
        match piece:
            case Heading(level, number, words):
                before = self.run(Worded(f"{number}  ", "en")) if number else ""
                return ooxml.paragraph(f"Heading{level - 1}", before + self.run(words), rtl=self.rtl)
            case Table():
                # Word takes two tables that touch for one.
                return self.table(piece) + ooxml.paragraph("Normal", "", rtl=self.rtl)
        return self.simple(piece)

    def simple(self, piece: Simple) -> str:
        match piece:
            case Paragraph(style, words):
                return self.text(_NAMES[style], words)
            case Boxes(boxes):
                return "".join(self.box(box) for box in boxes)
            case Lines(count, label):
                named = self.text("Guidance", label) if label is not None else ""
                return named + ooxml.paragraph("WritingLine", "", rtl=self.rtl) * count

    def box(self, box: Box) -> str:
        runs = ooxml.run(f"{_EMPTY} ", "en", rtl=False, properties=_SYMBOLS) + self.run(box.words)
        if box.writes:
            runs += self.run(Worded(" " + "_" * 30, "en"))
        if box.condition is not None:
            runs += self.run(Worded(f" ({box.condition.text})", box.condition.language))
        return ooxml.paragraph("Option", runs, rtl=self.rtl)

    def table(self, table: Table) -> str:
        rows = [[self.text("Normal", words) for words in (table.corner, *table.columns)]]
        for row in table.rows:
            cells = ["".join(self.simple(one) for one in cell) for cell in row.cells]
            rows.append([self.text("Normal", row.label), *(cell or self._nothing() for cell in cells)])
        return ooxml.table(rows, len(table.columns) + 1, rtl=self.rtl)

    def _nothing(self) -> str:
        return ooxml.paragraph("Normal", "", rtl=self.rtl)

    def text(self, style: str, words: Worded) -> str:
        return ooxml.paragraph(style, self.run(words), rtl=self.rtl)

    def run(self, words: Worded) -> str:
        """What is in another language than the document runs in its own direction."""
        return ooxml.run(words.text, words.language, rtl=words.direction == "rtl")
