"""The outline that a questionnaire gives before anybody changes it."""

from app.domain.question_types import Compound, Grid, Question
from app.domain.questionnaire import Questionnaire
from app.domain.report_outline.model import Block, Chapter, Outline, Section

INTRODUCTION, METHODOLOGY, CONCLUSIONS = "introduction", "methodology", "conclusions"
_BODY = "body"  # the one section of a chapter that is not divided


def default_outline(questionnaire: Questionnaire) -> Outline:
    """Everything that is drafted, in the order of the plan; detailed tables wait in annex II."""
    planned = [
        Chapter(
            key=f"chapter-{number}",
            sections=tuple(
                Section(key=f"section-{key}", blocks=tuple(_blocks(questionnaire, key)))
                for key in plan.sections
            ),
        )
        for number, plan in enumerate(questionnaire.report.chapters, start=1)
    ]
    return Outline(
        summary=Block(key="summary", kind="opening", about="summary"),
        chapters=(
            _chapter(INTRODUCTION, INTRODUCTION),
            _chapter(METHODOLOGY, "response", "response_table", "limits"),
            *planned,
            _chapter(CONCLUSIONS, CONCLUSIONS),
            Chapter(key="recommendations", sections=(Section(key="recommendations-body"),)),
        ),
    )


def _chapter(key: str, *parts: str) -> Chapter:
    blocks = tuple(_opening(part) for part in parts)
    return Chapter(key=key, sections=(Section(key=f"{key}-{_BODY}", blocks=blocks),))


def _opening(part: str) -> Block:
    """A key of its own: chapters are called as some of their parts are."""
    return Block(key=f"{part}:text", kind="opening", about=part)


def _blocks(questionnaire: Questionnaire, section: str) -> list[Block]:
    return [
        block
        for question in questionnaire.section_by_key[section].questions
        if question.asks
        for block in _of_question(question)
    ]


def _of_question(question: Question) -> list[Block]:
    """The drafted text, the figure or the quotations where it is reported so, and the table.

    The table is in the annex unless included.
    """
    key = question.key
    blocks = [Block(key=f"{key}:text", kind="finding", about=key)]
    if _has_figure(question):
        blocks.append(Block(key=f"{key}:figure", kind="figure", about=key))
    if question.report.shown_as == "quotations":
        blocks.append(Block(key=f"{key}:quotations", kind="quotations", about=key))
    return [*blocks, Block(key=f"{key}:table", kind="table", about=key, included=False)]


def _has_figure(question: Question) -> bool:
    """Whether the question, a part or a column of it is reported in bars; entries of lists never are."""
    match question:
        case Compound():
            inner = question.parts
        case Grid():
            inner = question.columns
        case _:
            inner = ()
    return any(one.report.shown_as in ("bar", "stacked") for one in (question, *inner))
