"""Reads of reports: what is counted, who replied, the exports."""

from app.reports.queries.counting import Counted, carried, counted_snapshots, sectors_apart, together
from app.reports.queries.crossed import pairs_of, pairs_over
from app.reports.queries.cycles import (
    ComparedCycle,
    Earlier,
    compared_cycle,
    compared_json,
    cycle_before,
    data_sets,
    earlier_cycles,
    read_compared,
    steps_between,
)
from app.reports.queries.desk import (
    Frozen,
    KeptReport,
    Said,
    Standing,
    Step,
    comments_on,
    find_report,
    find_version,
    kept_report,
    standing,
    steps_since,
    version_by_id,
    versions_of,
)
from app.reports.queries.exports import (
    exports_of,
    exports_of_content,
    find_export,
    pages_of_last,
    unfinished_export,
)
from app.reports.queries.observing import observed
from app.reports.queries.responding import cycle_facts, response, version_facts
from app.reports.queries.tallies import Tallied, tallied

__all__ = [
    "ComparedCycle",
    "Counted",
    "Earlier",
    "Frozen",
    "KeptReport",
    "Said",
    "Standing",
    "Step",
    "Tallied",
    "carried",
    "comments_on",
    "compared_cycle",
    "compared_json",
    "counted_snapshots",
    "cycle_before",
    "cycle_facts",
    "data_sets",
    "earlier_cycles",
    "exports_of",
    "exports_of_content",
    "find_export",
    "find_report",
    "find_version",
    "kept_report",
    "observed",
    "pages_of_last",
    "pairs_of",
    "pairs_over",
    "read_compared",
    "response",
    "sectors_apart",
    "standing",
    "steps_between",
    "steps_since",
    "tallied",
    "together",
    "unfinished_export",
    "version_by_id",
    "version_facts",
    "versions_of",
]
