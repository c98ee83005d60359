"""Tables of reports."""

from app.reports.models.exports import ExportStatus, ReportExport

__all__ = ["ExportStatus", "ReportExport"]
