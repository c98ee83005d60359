"""Tables of reports."""

from app.reports.models.coding import TextCode, TextCoding
from app.reports.models.exports import ExportStage, ExportStatus, ReportExport
from app.reports.models.passages import Passage, PassageCheck

__all__ = ["ExportStage", "ExportStatus", "Passage", "PassageCheck", "ReportExport", "TextCode", "TextCoding"]
