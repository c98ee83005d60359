"""Tables of reports."""

from app.reports.models.exports import ExportStatus, ReportExport
from app.reports.models.register import RegisteredExport

__all__ = ["ExportStatus", "RegisteredExport", "ReportExport"]
