"""Writes of reports."""

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
    "beat",
    "fail",
    "finish",
    "has_stopped",
    "progress",
    "request_export",
    "retry_export",
    "start",
]
