"""Tables of reports."""

from app.reports.models.desk import Report, ReportComment, ReportEdit, ReportVersion
from app.reports.models.exports import ExportStage, ExportStatus, ReportExport

__all__ = [
    "ExportStage",
    "ExportStatus",
    "Report",
    "ReportComment",
    "ReportEdit",
    "ReportExport",
    "ReportVersion",
]
