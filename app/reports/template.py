"""The Commission's document as HTML."""

from app.domain.voice import ENGLISH
from app.printing.template import printed_html
from app.reports.printed import Document


def html_of(document: Document) -> str:
    """The document as one HTML page."""
    cut = ENGLISH.word("[cut: the text is longer than can be printed]")
    return printed_html("document.html", cut=cut, document=document)
