"""Reads of reports: what is counted, who replied, the exports."""

from app.reports.queries.counting import Counted, carried, counted_snapshots, sectors_apart, together
from app.reports.queries.exports import exports_of, find_export
from app.reports.queries.observed import counts, numbers, states_with_entries
from app.reports.queries.responding import cycle_facts, response, version_facts

__all__ = [
    "Counted",
    "carried",
    "counted_snapshots",
    "counts",
    "cycle_facts",
    "exports_of",
    "find_export",
    "numbers",
    "response",
    "sectors_apart",
    "states_with_entries",
    "together",
    "version_facts",
]
