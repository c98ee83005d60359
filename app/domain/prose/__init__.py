"""Findings → sentences, in the language of a voice, by the rules of the report style."""

from app.domain.prose.comparisons import also_reported, since
from app.domain.prose.missing import without_answer, without_value
from app.domain.prose.numbers import spread, summary_of
from app.domain.prose.options import most_named
from app.domain.prose.results import main_result, paragraph, rows_paragraph, together_result
from app.domain.prose.shares import in_brackets, reported_that, share_of, share_together

__all__ = [
    "also_reported",
    "in_brackets",
    "main_result",
    "most_named",
    "paragraph",
    "reported_that",
    "rows_paragraph",
    "share_of",
    "share_together",
    "since",
    "spread",
    "summary_of",
    "together_result",
    "without_answer",
    "without_value",
]
