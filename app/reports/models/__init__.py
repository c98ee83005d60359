"""Tables of reports."""

from app.reports.models.coding import TextCode, TextCoding
from app.reports.models.exports import ExportStatus, ReportExport

__all__ = ["ExportStatus", "ReportExport", "TextCode", "TextCoding"]
