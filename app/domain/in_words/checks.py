"""A check as a sentence: what must hold, and what follows when it does not."""

from collections.abc import Callable, Mapping

from app.domain.checks import Operand, Rule, Severity
from app.domain.errors import Message, message
from app.domain.in_words.conditions import condition_in_words
from app.domain.in_words.names import Names

_COMPARED: Mapping[str, Callable[[str, str], Message]] = {
    "equal": lambda left, right: message("%(left)s equals %(right)s", left=left, right=right),
    "at_least": lambda left, right: message("%(left)s is at least %(right)s", left=left, right=right),
    "at_most": lambda left, right: message("%(left)s is at most %(right)s", left=left, right=right),
    "more_than": lambda left, right: message("%(left)s is more than %(right)s", left=left, right=right),
    "less_than": lambda left, right: message("%(left)s is less than %(right)s", left=left, right=right),
}


def check_in_words(rule: Rule, names: Names) -> str:
    """One sentence, and the text that the respondent is shown."""
    say, text = names.speaker.say, names.speaker.text(rule.text)
    error = rule.severity is Severity.ERROR
    if rule.left is None or rule.right is None or rule.must_be is None:
        told = condition_in_words(rule.fails_when, names) if rule.fails_when is not None else ""
        if error:
            return say(message("Blocks submission when %(rule)s: “%(text)s”", rule=told, text=text))
        return say(message("Asks for a comment when %(rule)s: “%(text)s”", rule=told, text=text))
    left, right = operand_in_words(rule.left, names), operand_in_words(rule.right, names)
    told = say(_COMPARED[rule.must_be](left, right))
    if error:
        return say(message("Blocks submission unless %(rule)s: “%(text)s”", rule=told, text=text))
    return say(message("Asks for a comment unless %(rule)s: “%(text)s”", rule=told, text=text))


def operand_in_words(operand: Operand, names: Names) -> str:
    """A number or date that is compared or worked out, as part of a sentence."""
    told = _source(operand, names)
    if operand.first_day:
        told = names.speaker.say(message("the first day of %(what)s", what=told))
    if operand.among is not None:
        options = names.speaker.or_(
            [names.option(operand.question, operand.part, code) for code in operand.among]
        )
        told = names.speaker.say(
            message("how often %(options)s is chosen in %(what)s", options=options, what=told)
        )
    if operand.previous:
        told = names.speaker.say(message("%(what)s in the cycle before", what=told))
    if operand.times != 1:
        told = names.speaker.say(message("%(number)s times %(what)s", number=str(operand.times), what=told))
    return told


def _source(operand: Operand, names: Names) -> str:
    say = names.speaker.say
    if operand.number is not None:
        return str(operand.number)
    if operand.today:
        return say(message("today"))
    if operand.this_year:
        return say(message("this year"))
    if operand.cycle_period is not None:
        first = operand.cycle_period == "first_day"
        return say(
            message("the first day of the cycle’s period")
            if first
            else message("the last day of the cycle’s period")
        )
    if operand.sum_of is not None:
        parts = [operand_in_words(one, names) for one in operand.sum_of]
        return say(message("the sum of %(parts)s", parts=names.speaker.and_(parts)))
    return names.thing(operand.question, operand.part, operand.row)
