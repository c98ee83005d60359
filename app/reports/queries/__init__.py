"""Reads of reports: what is counted, who replied, the desk, the exports."""

from app.reports.queries.counting import (
    Counted,
    carried,
    counted_snapshots,
    counts,
    numbers,
    sectors_apart,
    together,
)
from app.reports.queries.desk import (
    Frozen,
    Said,
    Standing,
    Step,
    comments_on,
    find_report,
    find_version,
    standing,
    steps_since,
    version_by_id,
    versions_of,
)
from app.reports.queries.exports import exports_of, find_export
from app.reports.queries.responding import cycle_facts, response, version_facts

__all__ = [
    "Counted",
    "Frozen",
    "Said",
    "Standing",
    "Step",
    "carried",
    "comments_on",
    "counted_snapshots",
    "counts",
    "cycle_facts",
    "exports_of",
    "find_export",
    "find_report",
    "find_version",
    "numbers",
    "response",
    "sectors_apart",
    "standing",
    "steps_since",
    "together",
    "version_by_id",
    "version_facts",
    "versions_of",
]
