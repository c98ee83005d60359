"""The pages on which a State fills and submits its national report."""

from app.submissions.views import declaring, filling
from app.submissions.views.shared import blueprint

__all__ = ["blueprint", "declaring", "filling"]
