"""The pages of reports."""

from app.reports.views import exports, files, profiles
from app.reports.views.shared import blueprint

__all__ = ["blueprint", "exports", "files", "profiles"]
