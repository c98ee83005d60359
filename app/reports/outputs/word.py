"""The document as a Word file for the editors: what the PDF says, in styles, tables and fields that Word knows.

Paragraphs carry their numbers as text, since references depend on them; figures are tables with their numbers. The
same document gives the same bytes.
"""

from collections.abc import Iterator
from itertools import count

from app.domain.figures import Text, plain
from app.domain.report_outline import in_line
from app.domain.text import Worded
from app.domain.voice import Voice
from app.printing import ooxml
from app.printing.packing import packed
from app.reports.outputs.parts import Grid, Part, Title, Words, parts_of
from app.reports.outputs.word_package import RUNNING, bookmarked, field, note_mark, package
from app.reports.outputs.word_styles import STYLES
from app.reports.printed import Document, Row

_WIDTH = 9600  # of the text, in twentieths of a point
_BOLD = "<w:b/><w:bCs/>"
_TAB = "<w:r><w:tab/></w:r>"
_BREAK = "<w:r><w:br/></w:r>"


def write_word(document: Document, voice: Voice) -> bytes:
    """The file. Raises TypeError for a block that no output knows."""
    return packed(_Writer(document, voice).parts())


class _Writer:
    def __init__(self, document: Document, voice: Voice) -> None:
        self.of, self.voice = document, voice
        self.language = document.language
        self.rtl = document.language == "ar"
        self.bookmarks = count(1)

    def parts(self) -> dict[str, str]:
        of, mast = self.of, self.of.masthead
        body = [*self.first_page(), *self.contents()]
        for part in parts_of(of, self.voice):
            body.extend(self.part(part))
        hashes = f"data set {of.data_set}, definition {of.definition}"
        about = ". ".join(one for one in (mast.status, of.notice, hashes) if one)
        footer = self.run(of.notice) + _TAB + field("PAGE") + self.left_to_right("/") + field("NUMPAGES")
        notes = [self.left_to_right("E/CN.7/20__/1."), *map(self.worded, mast.notes)]
        return dict(
            package(
                ooxml.document(body, rtl=self.rtl, running=RUNNING, title_page=True),
                ooxml.styles(self.language, STYLES),
                ooxml.properties(of.title, about, self.language, of.dated),
                header=self.paragraph("Header", self.left_to_right(mast.symbol)),
                footer=self.paragraph("Footer", footer),
                notes=[
                    self.paragraph("FootnoteText", self.run("*" * number + " ") + note)
                    for number, note in enumerate(notes, start=1)
                ],
            )
        )

    def first_page(self) -> Iterator[str]:
        of, mast, word = self.of, self.of.masthead, self.voice.word
        symbol = self.left_to_right(mast.symbol)
        yield self.paragraph("Masthead", self.run(word("United Nations")) + self.run("   ") + symbol)
        yield self.text("Masthead", word("Economic and Social Council"), _BOLD)
        yield self.text("Session", mast.status, _BOLD)
        yield self.text("Session", mast.data_as_at)
        yield self.text("Session", mast.language)
        yield self.text("Session", word("Commission on Narcotic Drugs"), _BOLD)
        yield self.paragraph("Session", self.worded(mast.session, _BOLD))
        yield self.paragraph("Session", self.worded(mast.place_and_dates))
        yield self.paragraph("Session", self.worded(mast.agenda_item) + note_mark(1))
        marks = "".join(note_mark(number) for number, _ in enumerate(mast.notes, start=2))
        yield self.paragraph("Title", self.run(of.title) + marks)
        yield self.text("Subtitle", of.nature)
        yield self.text("SummaryHeading", word("Summary"))
        yield from (self.text("Summary", in_line(one)) for one in of.summary)

    def contents(self) -> Iterator[str]:
        if self.of.contents:
            yield self.text("ContentsHeading", self.voice.word("Contents"))
        for line in self.of.contents:
            page = field(f"PAGEREF {line.anchor.replace('-', '_')}", "")
            yield self.paragraph(f"TOC{line.level}", self.run(f"{line.number}  {line.title}") + _TAB + page)

    def part(self, part: Part) -> Iterator[str]:
        match part:
            case Title():
                words = bookmarked(next(self.bookmarks), part.anchor, self.run(f"{part.number}  {part.text}"))
                before = "<w:pageBreakBefore/>" if part.starts_page else ""
                yield self.paragraph(f"Heading{part.level}", words, before)
            case Words():
                number = self.run(part.number) + _TAB if part.number else ""
                yield self.paragraph("NumberedParagraph", number + self.run(part.text))
            case Grid():
                yield from self.grid(part)

    def grid(self, grid: Grid) -> Iterator[str]:
        if grid.name or grid.title:
            name = self.run(grid.name, _BOLD) + _BREAK if grid.name else ""
            under = _BREAK + self.run(grid.subtitle, "<w:i/><w:iCs/>") if grid.subtitle else ""
            yield self.paragraph("Caption", name + self.run(grid.title) + under)
        if grid.unit:
            yield self.text("Unit", grid.unit)
        head = [self.text("TableHead", one) for one in grid.heads]
        yield ooxml.ruled_table(head, [self.row(row) for row in grid.rows], _widths(grid), rtl=self.rtl)
        # Word takes two tables that touch for one, so there is a paragraph after each.
        said = self.voice.together([*grid.remarks, grid.source])
        yield self.text("Source", said)

    def row(self, row: Row) -> tuple[list[str], bool]:
        """The cells, and whether the one of them spans the row."""
        bold = _BOLD if row.kind in ("heading", "total") else ""
        label = self.text("TableText", row.label, bold)
        if row.kind in ("heading", "note"):
            return [label], True
        cells = [
            self.text("TableText" if isinstance(cell, str) and cell else "TableFigure", cell_text, bold)
            for cell, cell_text in ((cell, plain((cell,))) for cell in row.cells)
        ]
        return [label, *cells], False

    def text(self, style: str, text: Text | str, properties: str = "") -> str:
        return self.paragraph(style, self.run(text, properties))

    def run(self, text: Text | str, properties: str = "") -> str:
        return ooxml.run(plain(text), self.language, rtl=self.rtl, properties=properties)

    def worded(self, words: Worded, properties: str = "") -> str:
        """A text that may be in English in a document of another language."""
        return ooxml.run(words.text, words.language, rtl=words.direction == "rtl", properties=properties)

    def left_to_right(self, text: str) -> str:
        """A symbol reads from the left in every script."""
        return ooxml.run(text, "en", rtl=False)

    def paragraph(self, style: str, runs: str, properties: str = "") -> str:
        return ooxml.paragraph(style, runs, rtl=self.rtl, properties=properties)


def _widths(grid: Grid) -> list[int]:
    """The first column is for words and so the widest; all are in a list."""
    columns = len(grid.heads)
    if grid.is_listing and columns == 3:
        return [_WIDTH * share // 10 for share in (3, 4, 3)]
    if columns == 2:
        return [_WIDTH * 6 // 10, _WIDTH * 4 // 10]
    other = min(1500, _WIDTH * 7 // 10 // (columns - 1))
    return [_WIDTH - other * (columns - 1), *[other] * (columns - 1)]
