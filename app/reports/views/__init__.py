"""The pages of reports."""

from app.reports.views import coding, exports, figures, outline, parts, results, versions
from app.reports.views.shared import blueprint

__all__ = ["blueprint", "coding", "exports", "figures", "outline", "parts", "results", "versions"]
