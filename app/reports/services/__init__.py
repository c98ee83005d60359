"""Writes of reports."""

from app.reports.services.exports import SILENCE, cancel_export, has_stopped, request_export, retry_export
from app.reports.services.running import Attempt, Made, Progress, fail, finish, is_wanted, start, tell

__all__ = [
    "SILENCE",
    "Attempt",
    "Made",
    "Progress",
    "cancel_export",
    "fail",
    "finish",
    "has_stopped",
    "is_wanted",
    "request_export",
    "retry_export",
    "start",
    "tell",
]
