"""The files beside the report's PDF that are made from the same document, by the name of their format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.voice import Voice
from app.reports.outputs.page import write_page
from app.reports.outputs.summary import write_summary
from app.reports.outputs.word import write_word
from app.reports.outputs.workbook import write_workbook
from app.reports.printed import Document

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Format:
    """How a file is written, what kind it is, and how its name ends. The same document gives the same bytes."""

    write: Callable[[Document, Voice], bytes]
    media_type: str
    ending: str


FORMATS: Mapping[str, Format] = {
    "docx": Format(write_word, f"{_OFFICE}.wordprocessingml.document", "docx"),
    "html": Format(write_page, "text/html", "html"),
    "xlsx": Format(write_workbook, f"{_OFFICE}.spreadsheetml.sheet", "xlsx"),
    "summary": Format(write_summary, "application/pdf", "summary.pdf"),
}
