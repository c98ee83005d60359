"""Tables of reports."""

from app.reports.models.coding import TextCode, TextCoding
from app.reports.models.exports import ExportStage, ExportStatus, ReportExport

__all__ = ["ExportStage", "ExportStatus", "ReportExport", "TextCode", "TextCoding"]
