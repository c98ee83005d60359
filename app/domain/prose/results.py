"""Findings → what the document says of one question, or of the rows of a grid."""

from collections.abc import Sequence

from app.domain.figures import Text
from app.domain.findings import Finding
from app.domain.prose.groups import by_regional_group
from app.domain.prose.missing import without_answer, without_value
from app.domain.prose.numbers import given
from app.domain.prose.options import other_options
from app.domain.prose.shares import reported_that, share_of, share_together
from app.domain.question_types import AnyQuestion
from app.domain.voice import Voice


def main_result(voice: Voice, question: AnyQuestion, finding: Finding, row: str = "") -> Text:
    """The sentence of the question's statement alone; nothing where it has none or none that can be counted.

    `question` may be a part of a compound or a column of a grid; `row` then names the row of the grid.
    """
    statement = question.report.statement
    if statement is None or finding.reported is None:
        return ()
    words = voice.text(statement)
    if not finding.options:
        return given(voice, question, finding, words, row)
    return reported_that(voice, share_of(finding.name, finding.reported, finding.base), words, row)


def together_result(voice: Voice, question: AnyQuestion, finding: Finding) -> Text:
    """The sentence that the entries of a list make true together: it speaks of States, not of entries."""
    statement, share = question.report.statement, share_together(finding)
    if statement is None or share is None:
        return ()
    return reported_that(voice, share, voice.text(statement))


def paragraph(voice: Voice, question: AnyQuestion, finding: Finding) -> Text:
    """Everything the report says of a question with a statement: the result, the other replies, the missing ones."""
    if question.report.statement is None or not finding.replies:
        return ()
    return voice.together(
        [
            main_result(voice, question, finding),
            *other_options(voice, question, finding),
            *by_regional_group(voice, question, finding),
            without_value(voice, finding),
            *without_answer(voice, finding),
        ]
    )


def rows_paragraph(voice: Voice, column: AnyQuestion, rows: Sequence[tuple[str, Finding]]) -> Text:
    """The results of a grid's column that has a statement: one sentence for each row, by its label."""
    return voice.together(
        main_result(voice, column, finding, label) for label, finding in rows if finding.replies
    )
