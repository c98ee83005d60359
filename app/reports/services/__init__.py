"""Writes of reports."""

from app.reports.services.comments import comment, resolve
from app.reports.services.desk import Of, ReportChanged, Revised, edit_report, freeze
from app.reports.services.exports import SILENCE, cancel_export, has_stopped, request_export, retry_export
from app.reports.services.running import Attempt, Made, Progress, fail, finish, is_wanted, start, tell

__all__ = [
    "SILENCE",
    "Attempt",
    "Made",
    "Of",
    "Progress",
    "ReportChanged",
    "Revised",
    "cancel_export",
    "comment",
    "edit_report",
    "fail",
    "finish",
    "freeze",
    "has_stopped",
    "is_wanted",
    "request_export",
    "resolve",
    "retry_export",
    "start",
    "tell",
]
