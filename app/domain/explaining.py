"""A figure's identifier in words: which question, what is measured of whom, of what base, by which rule."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.counted import counted_variables
from app.domain.errors import Message, NotFound, message
from app.domain.figures import figure_id
from app.domain.findings import SMALLEST_BASE_OF_A_SHARE, SMALLEST_GROUP
from app.domain.question_types import Question
from app.domain.question_types.base import Variable
from app.domain.questionnaire import Questionnaire
from app.domain.register import RESPONSE, Register, Value

_ID = re.compile(
    r"(?P<name>[^:~@=#*]+)(?:~(?P<cycle>[^:@=#*]+))?(?:@(?P<group>[^:=#*]+))?(?:=(?P<option>[^:#*]+))?"
    r"(?:#(?P<code>[^:*]+))?(?:\*(?P<crossed>[^:]+))?:(?P<measure>[a-z_]+)"
)

MEASURES: Mapping[str, Message] = {
    "answered": message("States that gave an answer"),
    "no_information": message("States that said that no information is available"),
    "not_applicable": message("States to which the question does not apply, as they said"),
    "not_answered": message("States that were asked and left the question without an answer"),
    "not_asked": message("States that were not asked, because of their other answers"),
    "carried_over": message("States that have nothing new since their previous report"),
    "base": message("States in the base: those with an answer, “no information available” among them"),
    "asked": message("States that were asked, whatever they answered"),
    "reported": message("States for which the question's statement is true"),
    "share": message(
        "Share of the States in the base for which the question's statement is true, in per cent"
    ),
    "answered_share": message("Share of the base that gave an answer, in per cent"),
    "no_information_share": message("Share of the base without information, in per cent"),
    "base_share": message("The whole base, in per cent"),
    "count": message("States that chose the option"),
    "first": message("States that named the option first"),
    "first_share": message("Share of the base that named the option first, in per cent"),
    "numbers": message("Numbers given"),
    "minimum": message("Lowest number given"),
    "lower_quartile": message("Lower quartile of the numbers given, as the median of their lower half"),
    "median": message("Median of the numbers given"),
    "upper_quartile": message("Upper quartile of the numbers given, as the median of their upper half"),
    "maximum": message("Highest number given"),
    "total": message("Sum of the numbers given"),
    "together_base": message("National reports with an answer, all their entries together"),
    "together_reported": message(
        "National reports in which all options of the statement are chosen together"
    ),
    "together_share": message("Share of national reports in which they are, in per cent"),
    "sectors_answered": message("States of which single sectors answered the question themselves"),
    "sectors_differing": message("States of which a sector answered differently"),
    "invited": message("States invited"),
    "received": message("States whose report was received"),
    "late": message("States whose report was received after the cut-off"),
    "counted": message("States whose report is counted"),
}
_OPTION_SHARE = message("Share of the States in the base that chose the option, in per cent")
_RESPONSE_SHARE = message("Share of the States invited whose report is counted, in per cent")
_ENTRIES = message("Replies are entries of lists here, not States.")


@dataclass(frozen=True)
class Parts:
    """An identifier, taken apart; what it does not name is ''."""

    name: str
    measure: str
    cycle: str = ""
    group: str = ""
    option: str = ""
    code: str = ""
    crossed: str = ""


@dataclass(frozen=True)
class Explanation:
    """What stands behind one figure. `base` is of the finding, or of its group; `rule` says how a share is made.

    `question` is None for what is counted of the response. `entries` says that replies are entries of lists.
    """

    id: str
    parts: Parts
    value: Value
    measured: Message
    question: Question | None
    part: str
    option: str
    base: Value | None
    rule: Message | None
    remark: Message | None


def parts_of(identifier: str) -> Parts:
    """The parts of an identifier. Raises NotFound for what is none."""
    found = _ID.fullmatch(identifier)
    if found is None:
        raise NotFound(message("“%(id)s” is not the identifier of a figure.", id=identifier[:80]))
    return Parts(**{name: text or "" for name, text in found.groupdict().items()})


def explain(identifier: str, values: Register, questionnaire: Questionnaire, language: str) -> Explanation:
    """The explanation of a figure of the register. Raises NotFound."""
    parts = parts_of(identifier)
    if identifier not in values:
        raise NotFound(message("The document has no figure “%(id)s”.", id=identifier[:80]))
    question, variable = counted_variables(questionnaire).get(parts.name, (None, Variable()))
    labels = {one.code: one.text.in_language(language) for one in variable.options}
    of_share = parts.measure == "share" or parts.measure.endswith("_share")
    question = question or questionnaire.by_key.get(parts.name)
    return Explanation(
        id=identifier,
        parts=parts,
        value=values[identifier],
        measured=_measured(parts),
        question=question,
        part=variable.label.in_language(language) if variable.label else "",
        option=labels.get(parts.option, ""),
        base=values.get(_base_of(parts)),
        rule=_rule(parts) if of_share else _hidden(parts),
        remark=_ENTRIES if variable.per == "item" and not parts.measure.startswith("together") else None,
    )


def _measured(parts: Parts) -> Message:
    if parts.measure == "share" and parts.option:
        return _OPTION_SHARE
    if parts.measure == "share" and parts.name == RESPONSE:
        return _RESPONSE_SHARE
    return MEASURES.get(parts.measure) or Message(parts.measure.replace("_", " "))


def _base_of(parts: Parts) -> str:
    if parts.name == RESPONSE:
        return figure_id(RESPONSE, "invited", group=parts.group)
    measure = "together_base" if parts.measure.startswith("together") else "base"
    return figure_id(parts.name, measure, group=parts.group, cycle=parts.cycle)


def _rule(parts: Parts) -> Message:
    if parts.name == RESPONSE:
        return message("Whole per cent of the States invited, halves rounded up.")
    return message(
        "Whole per cent of the base, halves rounded up; not given where fewer than %(number)d are in the base.",
        number=SMALLEST_BASE_OF_A_SHARE,
    )


def _hidden(parts: Parts) -> Message | None:
    if not (parts.group and parts.option):
        return None
    return message(
        "The answers of a group are not given where fewer than %(number)d of its States are in the base, and those "
        "of a second group neither where a difference would give the first away.",
        number=SMALLEST_GROUP,
    )
