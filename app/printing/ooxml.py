"""The few parts that a Word file needs, written by hand (ECMA-376): text in paragraphs and tables, both directions."""

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from app.printing.template import printable

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WIDTH = 9600  # of a table, in twentieths of a point
_REGIONS: Mapping[str, str] = {
    "ar": "ar-SA",
    "en": "en-GB",
    "fr": "fr-FR",
    "es": "es-ES",
    "ru": "ru-RU",
    "zh": "zh-CN",
}

CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{TYPE}.styles+xml"/>'
    '<Override PartName="/docProps/core.xml"'
    ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
RELATIONS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/></Relationships>'
)
RELATIONS_OF_DOCUMENT = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)


def style(name: str, shown: str, paragraph: str = "", run: str = "", *, level: int | None = None) -> str:
    """A paragraph style; with a level it is a heading, in the document's outline too."""
    outline = "" if level is None else f'<w:keepNext/>{paragraph}<w:outlineLvl w:val="{level}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{outline or paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def styles(language: str, own: Iterable[str]) -> str:
    """The style sheet: one font for all scripts, the language of the document, and the `own` styles."""
    region = _REGIONS[language]
    name = "Times New Roman"
    fonts = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="SimSun" w:cs="{name}"/>'
    return (
        f'{HEAD}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="22"/>'
        f'<w:szCs w:val="22"/><w:lang w:val="{region}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="100"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f"{''.join(own)}</w:styles>"
    )


def run(text: str, language: str, *, rtl: bool, properties: str = "") -> str:
    """Text in one language. Ends of lines are spaces, and what XML cannot hold is left out."""
    direction = "<w:rtl/>" if rtl else ""
    region = _REGIONS.get(language, language)
    asian = f" w:eastAsia={quoteattr(region)}" if language == "zh" else ""
    said = f"<w:lang w:val={quoteattr(region)}{asian} w:bidi={quoteattr(region)}/>"
    return (
        f"<w:r><w:rPr>{properties}{direction}{said}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'
    )


def paragraph(name: str, runs: str, *, rtl: bool, properties: str = "") -> str:
    direction = "<w:bidi/>" if rtl else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{name}"/>{properties}{direction}</w:pPr>{runs}</w:p>'


def table(rows: Iterable[Iterable[str]], columns: int, *, rtl: bool) -> str:
    """Rows of cells, each of which is paragraphs; the first row is the heading and stands again on each page."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return _table([(cells, "") for cells in rows], [_WIDTH // columns] * columns, sides, rtl)


def ruled_table(
    head: Iterable[str], rows: Iterable[tuple[Iterable[str], bool]], widths: Sequence[int], *, rtl: bool
) -> str:
    """A table with rules between its rows only. A row is its cells, and whether a single one spans all of them.

    The head stands again on each page; no row is parted. `widths` are in twentieths of a point.
    """
    span = f'<w:gridSpan w:val="{len(widths)}"/>'
    made = [(head, ""), *((cells, span if spans else "") for cells, spans in rows)]
    return _table(made, widths, ("top", "bottom", "insideH"), rtl)


def _table(
    rows: Iterable[tuple[Iterable[str], str]], widths: Sequence[int], sides: Iterable[str], rtl: bool
) -> str:
    border = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="777777"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = []
    for number, (cells, span) in enumerate(rows):
        head = "<w:cantSplit/>" + ("<w:tblHeader/>" if number == 0 else "")
        wide = [sum(widths)] if span else widths
        inside = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{cell}</w:tc>'
            for cell, width in zip(cells, wide, strict=True)
        )
        made.append(f"<w:tr><w:trPr>{head}</w:trPr>{inside}</w:tr>")
    direction = "<w:bidiVisual/>" if rtl else ""
    return (
        f'<w:tbl><w:tblPr>{direction}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{border}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"
    )


def document(body: Iterable[str], *, rtl: bool, running: str = "", title_page: bool = False) -> str:
    """The text on A4. `running` refers to the parts that stand on every page, the first one too unless it differs."""
    section = (
        f'<w:sectPr>{running}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134"'
        ' w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
        f"{'<w:titlePg/>' if title_page else ''}{'<w:bidi/>' if rtl else ''}</w:sectPr>"
    )
    return (
        f'{HEAD}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{"".join(body)}{section}'
        "</w:body></w:document>"
    )


def properties(title: str, description: str, language: str, dated: str) -> str:
    when = f'xsi:type="dcterms:W3CDTF">{escape(dated)}<'
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(printable(title))}</dc:title><dc:creator>Secretariat</dc:creator>"
        f"<dc:description>{escape(printable(description))}</dc:description>"
        f"<dcterms:created {when}/dcterms:created><dcterms:modified {when}/dcterms:modified>"
        f"<dc:language>{_REGIONS[language]}</dc:language></cp:coreProperties>"
    )
