"""Tables of reports."""

from app.reports.models.desk import Report, ReportComment, ReportEdit, ReportVersion
from app.reports.models.exports import ExportStatus, ReportExport

__all__ = ["ExportStatus", "Report", "ReportComment", "ReportEdit", "ReportExport", "ReportVersion"]
