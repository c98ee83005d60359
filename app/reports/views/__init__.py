"""The pages of reports."""

from app.reports.views import exports, files
from app.reports.views.shared import blueprint

__all__ = ["blueprint", "exports", "files"]
