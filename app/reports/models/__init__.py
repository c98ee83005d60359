"""Tables of reports."""

from app.reports.models.coding import TextCode, TextCoding, TextReading
from app.reports.models.desk import Report, ReportComment, ReportEdit, ReportVersion
from app.reports.models.exports import ExportStage, ExportStatus, ReportExport
from app.reports.models.passages import Passage, PassageCheck
from app.reports.models.register import RegisteredExport

__all__ = [
    "ExportStage",
    "ExportStatus",
    "Passage",
    "PassageCheck",
    "RegisteredExport",
    "Report",
    "ReportComment",
    "ReportEdit",
    "ReportExport",
    "ReportVersion",
    "TextCode",
    "TextCoding",
    "TextReading",
]
