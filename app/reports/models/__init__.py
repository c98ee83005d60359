"""Tables of reports."""

from app.reports.models.coding import TextCode, TextCoding
from app.reports.models.exports import ExportStage, ExportStatus, ReportExport
from app.reports.models.register import RegisteredExport

__all__ = ["ExportStage", "ExportStatus", "RegisteredExport", "ReportExport", "TextCode", "TextCoding"]
