"""The pages of reports."""

from app.reports.views import coding, exports, own_passages, passages, results
from app.reports.views.shared import blueprint

__all__ = ["blueprint", "coding", "exports", "own_passages", "passages", "results"]
