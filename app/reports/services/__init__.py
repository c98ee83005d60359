"""Writes of reports."""

from app.reports.services.comments import comment, resolve
from app.reports.services.desk import Of, ReportChanged, Revised, edit_report, freeze
from app.reports.services.exports import (
    SILENCE,
    beat,
    fail,
    finish,
    has_stopped,
    progress,
    request_export,
    retry_export,
    start,
)

__all__ = [
    "SILENCE",
    "Of",
    "ReportChanged",
    "Revised",
    "beat",
    "comment",
    "edit_report",
    "fail",
    "finish",
    "freeze",
    "has_stopped",
    "progress",
    "request_export",
    "resolve",
    "retry_export",
    "start",
]
