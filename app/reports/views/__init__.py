"""The pages of reports."""

from app.reports.views import (
    coding,
    exports,
    figures,
    files,
    outline,
    own_passages,
    parts,
    passages,
    profiles,
    results,
    versions,
)
from app.reports.views.shared import blueprint

__all__ = [
    "blueprint",
    "coding",
    "exports",
    "figures",
    "files",
    "outline",
    "own_passages",
    "parts",
    "passages",
    "profiles",
    "results",
    "versions",
]
