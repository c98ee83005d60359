"""The pages of reports."""

from app.reports.views import exports, outline, parts, versions
from app.reports.views.shared import blueprint

__all__ = ["blueprint", "exports", "outline", "parts", "versions"]
