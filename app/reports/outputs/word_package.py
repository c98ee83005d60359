"""What a Word file holds beside its text: header, footer, the footnote of the title, and how they are wired."""

from collections.abc import Mapping, Sequence

from app.printing import ooxml
from app.printing.ooxml import HEAD, OFFICE, PACKAGE, TYPE, WORD

_OVERRIDE = '<Override PartName="/word/{part}.xml" ContentType="{type}.{kind}+xml"/>'
_PARTS = ("header", "footer", "footnotes")
CONTENT_TYPES = ooxml.CONTENT_TYPES.replace(
    "</Types>",
    "".join(_OVERRIDE.format(part=part, type=TYPE, kind=part) for part in _PARTS)
    + _OVERRIDE.format(part="settings", type=TYPE, kind="settings")
    + "</Types>",
)
_RELATION = '<Relationship Id="rId{number}" Type="{office}/{kind}" Target="{kind}.xml"/>'
_RELATIONS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    + "".join(
        _RELATION.format(number=number, office=OFFICE, kind=kind)
        for number, kind in enumerate(("styles", *_PARTS, "settings"), start=1)
    )
    + "</Relationships>"
)
RUNNING = (
    '<w:headerReference w:type="default" r:id="rId2"/>'
    '<w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="first" r:id="rId3"/>'
)
"""Header and footer of every page; the first one has its masthead instead of the header."""

# Word refuses a file with footnotes of its own that does not say how the two kinds of lines above them look.
_LINES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_SETTINGS = (
    f'{HEAD}<w:settings xmlns:w="{WORD}"><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat></w:settings>'
)


def note_mark(number: int) -> str:
    """Where a note to the title is called, with as many asterisks as its `number`, from 1."""
    return (
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f'<w:footnoteReference w:customMarkFollows="1" w:id="{number}"/><w:t>{"*" * number}</w:t></w:r>'
    )


def package(
    document: str, styles: str, properties: str, *, header: str, footer: str, notes: Sequence[str]
) -> Mapping[str, str]:
    """The parts of the file by name; `header`, `footer` and each of the `notes` to the title are paragraphs."""
    numbered = "".join(
        f'<w:footnote w:id="{number}">{note}</w:footnote>' for number, note in enumerate(notes, start=1)
    )
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ooxml.RELATIONS,
        "docProps/core.xml": properties,
        "word/document.xml": document,
        "word/styles.xml": styles,
        "word/header.xml": f'{HEAD}<w:hdr xmlns:w="{WORD}">{header}</w:hdr>',
        "word/footer.xml": f'{HEAD}<w:ftr xmlns:w="{WORD}">{footer}</w:ftr>',
        "word/footnotes.xml": (f'{HEAD}<w:footnotes xmlns:w="{WORD}">{_LINES}{numbered}</w:footnotes>'),
        "word/settings.xml": _SETTINGS,
        "word/_rels/document.xml.rels": _RELATIONS,
    }


def field(instruction: str, shown: str = "1") -> str:
    """What Word fills in itself, such as the number of a page; `shown` stands there until it has."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{shown}</w:t></w:r>'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmarked(number: int, anchor: str, runs: str) -> str:
    """`runs` as a place that fields refer to. Names of bookmarks have no hyphens."""
    name = anchor.replace("-", "_")
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
