"""A figure's identifier in words: which question, what is measured of whom, of what base, by which rule."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.counted import counted_variables
from app.domain.errors import Message, NotFound, message
from app.domain.figures import among_id, figure_id
from app.domain.findings import SMALLEST_BASE_OF_A_SHARE, SMALLEST_GROUP
from app.domain.question_types import Question
from app.domain.question_types.base import Variable
from app.domain.questionnaire import Questionnaire
from app.domain.register import RESPONSE, Register, Value

OF_TEXTS = frozenset({"texts", "coded", "uncoded"})
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
    "panel_base": message("States with an answer in both cycles"),
    "panel_before": message(
        "Of the States with an answer in both cycles, those for which the question's statement was true in the "
        "earlier one"
    ),
    "panel_after": message(
        "Of the States with an answer in both cycles, those for which the question's statement is true in this one"
    ),
    "panel_before_share": message(
        "Share of the States with an answer in both cycles for which the question's statement was true in the "
        "earlier one, in per cent"
    ),
    "panel_after_share": message(
        "Share of the States with an answer in both cycles for which the question's statement is true in this one, "
        "in per cent"
    ),
    "texts": message("Texts given"),
    "coded": message("Texts whose codes are counted"),
    "uncoded": message("Texts whose codes are not counted, or that have none"),
    "invited": message("States invited"),
    "received": message("States whose report was received"),
    "late": message("States whose report was received after the cut-off"),
    "counted": message("States whose report is counted"),
}
_OPTION_SHARE = message("Share of the States in the base that chose the option, in per cent")
_CODE_COUNT = message("Texts counted with the code")
_CODE_SHARE = message("Share of the texts whose codes are counted that have this one, in per cent")
_RESPONSE_SHARE = message("Share of the States invited whose report is counted, in per cent")
_PANEL = message(
    "Not given where fewer than %(number)d States answered in both cycles, or in one of them alone, or where it would "
    "tell what one of them answered.",
    number=SMALLEST_GROUP,
)
_CODES = message(
    "Texts have the codes that the Secretariat gave them, and can have several. Not given where the texts whose codes "
    "are counted are of fewer than %(number)d States.",
    number=SMALLEST_GROUP,
)
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

    `question` is None for what is counted of the response. `among` is the other question of whose `answer` the States
    are, where not all are counted; its answer is a code where it is no option.
    """

    id: str
    parts: Parts
    among: Question | None
    answer: str
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
    told = what_is_told(parts)
    question, variable = counted_variables(questionnaire).get(told.name, (None, Variable()))
    among, others = counted_variables(questionnaire).get(
        parts.name if parts.crossed else "", (None, Variable())
    )
    of_share = told.measure == "share" or told.measure.endswith("_share")
    question = question or questionnaire.by_key.get(told.name)
    return Explanation(
        id=identifier,
        parts=parts,
        among=among,
        answer=_label(others, parts.option, language) if among else "",
        value=values[identifier],
        measured=_measured(told),
        question=question,
        part=variable.label.in_language(language) if variable.label else "",
        option=_label(variable, told.option, language),
        base=values.get(_base_of(parts)),
        rule=_rule(told) if of_share else _hidden(told),
        remark=_remark(told, variable),
    )


def what_is_told(parts: Parts) -> Parts:
    """Of a figure by another question, the second question as a figure of its own; any other figure is what it is."""
    if not parts.crossed:
        return parts
    return replace(parts_of(f"{parts.crossed}:{parts.measure}"), group=parts.group)


def _label(variable: Variable, code: str, language: str) -> str:
    """The text of an option; what is none, such as "no_information", is called by its code."""
    return next((one.text.in_language(language) for one in variable.options if one.code == code), code)


def _remark(parts: Parts, variable: Variable) -> Message | None:
    if parts.measure.startswith("panel"):
        return _PANEL
    if parts.code or parts.measure in OF_TEXTS:
        return _CODES
    return _ENTRIES if variable.per == "item" and not parts.measure.startswith("together") else None


def _measured(parts: Parts) -> Message:
    if parts.code:
        return _CODE_SHARE if parts.measure == "share" else _CODE_COUNT
    if parts.measure == "share" and parts.option:
        return _OPTION_SHARE
    if parts.measure == "share" and parts.name == RESPONSE:
        return _RESPONSE_SHARE
    return MEASURES.get(parts.measure) or Message(parts.measure.replace("_", " "))


def _base_of(parts: Parts) -> str:
    if parts.name == RESPONSE:
        return figure_id(RESPONSE, "invited", group=parts.group)
    told = what_is_told(parts)
    kind = next((one for one in ("together", "panel") if told.measure.startswith(one)), "")
    measure = "coded" if told.code else f"{kind}_base" if kind else "base"
    if parts.crossed:
        return among_id(told.name, measure, group=told.group, among=f"{parts.name}={parts.option}")
    return figure_id(told.name, measure, group=told.group, cycle=told.cycle)


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
