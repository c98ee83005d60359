"""The Commission's document as HTML."""

from app.printing.template import printed_html
from app.reports.printed import Document
from app.reports.voices import voice_of


def html_of(document: Document, template: str = "document.html") -> str:
    """The document as one HTML page; the template's own words in the language of the document."""
    word = voice_of(document.language).word
    cut = word("[cut: the text is longer than can be printed]")
    return printed_html(template, cut=cut, document=document, word=word)
