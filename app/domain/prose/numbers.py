"""What States gave that answered with something else than an option: texts, lists, numbers."""

from app.domain.figures import Numeral, Text, figure_id
from app.domain.finding_figures import FindingFigures
from app.domain.findings import Finding, NumberSummary
from app.domain.prose.shares import with_regard_to
from app.domain.question_types import AnyQuestion, Attachment, Repeat
from app.domain.question_types.numbers import AmountQuestion, Year
from app.domain.question_types.texts import ShortText, TextQuestion
from app.domain.voice import Value, Voice


def given(voice: Voice, question: AnyQuestion, finding: Finding, statement: str, row: str = "") -> Text:
    """How many States described, listed or gave what the `statement` names."""
    count = finding.reported or 0
    values: dict[str, Value] = {
        "reported": Numeral(figure_id(finding.name, "reported"), count),
        "statement": statement,
        "row": with_regard_to(voice, row),
    }
    match question:
        case TextQuestion() | ShortText():
            return _described(voice, count, values)
        case Repeat():
            return _listed(voice, finding, count, values)
    if summary_of(question, finding) is None:
        return _gave(voice, count, values)
    values["spread"] = spread(voice, finding, years=isinstance(question, Year))
    return voice.sentences(
        "%(reported)s{One} State gave %(statement)s%(row)s: %(spread)s.",
        "%(reported)s{:start} States gave %(statement)s%(row)s: %(spread)s.",
        count,
        **values,
    )


def _described(voice: Voice, count: int, values: dict[str, Value]) -> Text:
    if not count:
        return voice.sentence("%(reported)s{No} State described %(statement)s%(row)s.", **values)
    return voice.sentences(
        "%(reported)s{One} State described %(statement)s%(row)s.",
        "%(reported)s{:start} States described %(statement)s%(row)s.",
        count,
        **values,
    )


def _listed(voice: Voice, finding: Finding, count: int, values: dict[str, Value]) -> Text:
    if not count:
        return voice.sentence("%(reported)s{No} State listed %(statement)s%(row)s.", **values)
    if finding.numbers is None:
        return voice.sentences(
            "%(reported)s{One} State listed %(statement)s%(row)s.",
            "%(reported)s{:start} States listed %(statement)s%(row)s.",
            count,
            **values,
        )
    total = FindingFigures(finding, voice).number("total")
    return voice.sentences(
        "%(reported)s{One} State listed %(statement)s%(row)s, %(total)s in all.",
        "%(reported)s{:start} States listed %(statement)s%(row)s, %(total)s in all.",
        count,
        total=total,
        **values,
    )


def _gave(voice: Voice, count: int, values: dict[str, Value]) -> Text:
    if not count:
        return voice.sentence("%(reported)s{No} State gave %(statement)s%(row)s.", **values)
    return voice.sentences(
        "%(reported)s{One} State gave %(statement)s%(row)s.",
        "%(reported)s{:start} States gave %(statement)s%(row)s.",
        count,
        **values,
    )


def summary_of(question: AnyQuestion, finding: Finding) -> NumberSummary | None:
    """The summary of the numbers, where they have a meaning: not of amounts, whose currencies differ."""
    told = not isinstance(question, AmountQuestion | Repeat | Attachment)
    return finding.numbers if told else None


def spread(voice: Voice, finding: Finding, *, years: bool = False) -> Text:
    """ "median 3; quartiles 2 and 4 (method: median of halves); range 0 to 52"; calendar `years` are not grouped.

    The range is left out where it may not be told.
    """
    figures = FindingFigures(finding, voice)
    values = {
        "median": figures.number("median", years=years),
        "lower": figures.number("lower_quartile", years=years),
        "upper": figures.number("upper_quartile", years=years),
    }
    if finding.numbers is None or finding.numbers.minimum is None:
        return voice.sentence(
            "median %(median)s; quartiles %(lower)s and %(upper)s (method: median of halves)", **values
        )
    return voice.sentence(
        "median %(median)s; quartiles %(lower)s and %(upper)s (method: median of halves); range %(minimum)s to "
        "%(maximum)s",
        minimum=figures.number("minimum", years=years),
        maximum=figures.number("maximum", years=years),
        **values,
    )
