"""The document as one HTML file that stands alone: its style sheet is inside, and nothing is fetched from anywhere."""

from app.domain.voice import Voice
from app.reports.outputs.parts import part_of
from app.reports.printed import Document
from app.reports.template import html_of


def write_page(document: Document, voice: Voice) -> bytes:
    """The file, in UTF-8. Raises TypeError for a block that no output knows."""
    for chapter in document.chapters:
        for block in chapter.blocks:
            part_of(block, voice)
    return html_of(document, "page.html").encode()
