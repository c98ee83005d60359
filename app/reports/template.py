"""The Commission's document as HTML."""

from app.printing.template import printed_html
from app.reports.printed import Document


def html_of(document: Document) -> str:
    """The document as one HTML page."""
    return printed_html("document.html", document=document)
