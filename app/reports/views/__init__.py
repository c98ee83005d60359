"""The pages of reports."""

from app.reports.views import exports, figures
from app.reports.views.shared import blueprint

__all__ = ["blueprint", "exports", "figures"]
