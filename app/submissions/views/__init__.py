"""The pages on which a State fills and submits its national report."""

from app.submissions.views import declaring, documents, filling, lists
from app.submissions.views.shared import blueprint

__all__ = ["blueprint", "declaring", "documents", "filling", "lists"]
