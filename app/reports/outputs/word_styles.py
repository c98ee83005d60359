"""The styles of the Word file: those that Word itself knows by name, so that editors find and change them."""

from app.printing.ooxml import style


def _size(points: float) -> str:
    halves = round(points * 2)
    return f'<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/>'


def _space(before: int, after: int) -> str:
    """In points."""
    return f'<w:spacing w:before="{before * 20}" w:after="{after * 20}"/>'


_BOLD = "<w:b/><w:bCs/>"
_ITALIC = "<w:i/><w:iCs/>"
_RULE = '<w:pBdr><w:{side} w:val="single" w:sz="{width}" w:space="{gap}" w:color="000000"/></w:pBdr>'
_PAGE_AT = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9600"/></w:tabs>'
_KEEP = "<w:keepNext/>"

STYLES = (
    style("Title", "Title", _space(12, 6), _BOLD + _size(17)),
    style("Subtitle", "Subtitle", _space(0, 14), _BOLD + _size(14)),
    style("Heading1", "heading 1", _space(20, 8), _BOLD + _size(14), level=0),
    style("Heading2", "heading 2", _space(14, 6), _BOLD + _size(12), level=1),
    style("Heading3", "heading 3", _space(10, 4), _BOLD + _size(10), level=2),
    style("Masthead", "Masthead", _KEEP + _RULE.format(side="bottom", width=8, gap=3) + _space(0, 4)),
    style("Session", "Session", _space(0, 1)),
    style("SummaryHeading", "Summary heading", _KEEP + _space(4, 4) + '<w:jc w:val="center"/>', _ITALIC),
    style("Summary", "Summary", _space(0, 6) + '<w:ind w:left="567" w:right="567"/>'),
    style(
        "ContentsHeading", "Contents heading", f"{_KEEP}<w:pageBreakBefore/>{_space(0, 8)}", _BOLD + _size(14)
    ),
    style("TOC1", "toc 1", f'{_PAGE_AT}{_space(0, 3)}<w:ind w:left="680" w:hanging="680"/>'),
    style("TOC2", "toc 2", f'{_PAGE_AT}{_space(0, 3)}<w:ind w:left="1134" w:hanging="454"/>'),
    style("NumberedParagraph", "Numbered paragraph", f'{_space(0, 6)}<w:jc w:val="both"/>'),
    style("Caption", "caption", _KEEP + _space(10, 0), _size(10)),
    style("Unit", "Unit", _KEEP + _space(0, 2), _ITALIC + _size(8.5)),
    style("TableHead", "Table head", _KEEP + _space(1, 1), _ITALIC + _size(8.5)),
    style("TableText", "Table text", _space(1, 1), _size(9)),
    style("TableFigure", "Table figure", f'{_space(1, 1)}<w:jc w:val="right"/>', _size(9)),
    style("Source", "Source", _space(2, 12), _size(8.5)),
    style("Header", "header", _RULE.format(side="bottom", width=4, gap=3), _BOLD + _size(9)),
    style("Footer", "footer", '<w:tabs><w:tab w:val="right" w:pos="9600"/></w:tabs>', _size(9)),
    style("FootnoteText", "footnote text", _space(0, 0), _size(8.5)),
)
