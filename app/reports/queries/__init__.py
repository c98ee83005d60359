"""Reads of reports: what is counted, who replied, the exports."""

from app.reports.queries.counting import (
    Counted,
    carried,
    counted_snapshots,
    counts,
    numbers,
    sectors_apart,
    together,
)
from app.reports.queries.exports import (
    exports_of,
    exports_of_content,
    find_export,
    pages_of_last,
    unfinished_export,
)
from app.reports.queries.responding import cycle_facts, response, version_facts

__all__ = [
    "Counted",
    "carried",
    "counted_snapshots",
    "counts",
    "cycle_facts",
    "exports_of",
    "exports_of_content",
    "find_export",
    "numbers",
    "pages_of_last",
    "response",
    "sectors_apart",
    "together",
    "unfinished_export",
    "version_facts",
]
