"""What a form can say of a question beyond its texts: limits as constraints, and whether a table can show it."""

from app.domain.checks import Rule, Severity
from app.domain.question_types import AnyQuestion
from app.domain.question_types.choices import MultipleChoice
from app.domain.question_types.numbers import LARGEST, LARGEST_AMOUNT
from app.domain.question_types.texts import ShortText
from app.exchange.xlsform.patterns import PATTERNS
from app.exchange.xlsform.places import ONE, SEVERAL


def is_table(column: AnyQuestion) -> bool:
    """Whether one column of a grid is a plain choice, which a form can show as a table."""
    plain = column.shown_when is None and not column.required and column.guidance is None
    options = column.response_options()
    simple = not any(option.specify or option.shown_when for option in options)
    return plain and bool(options) and simple and column.type in ONE | SEVERAL


def is_about(rule: Rule, key: str, name: str) -> bool:
    """Whether a rule compares the answer of the row itself, and blocks, as constraints of a form do."""
    left = rule.left
    if rule.severity is not Severity.ERROR or left is None or left.times != 1 or left.previous:
        return False
    return (left.question, left.part, left.row) in ((name, None, None), (None, key, None))


def limits_of(question: AnyQuestion, kind: str) -> list[str]:
    """What the type of a question says about its answers, as parts of a constraint."""
    if kind in PATTERNS:
        return [f"regex(., '{PATTERNS[kind]}')"]
    if isinstance(question, ShortText):
        return [f"string-length(.) <= {question.max_characters}"]
    if isinstance(question, MultipleChoice):
        return _several(question)
    if kind == "percentage":
        return [". >= 0", ". <= 100"]
    found = []
    low, high = getattr(question, "minimum", None), getattr(question, "maximum", None)
    if low is not None and low not in (-LARGEST, -LARGEST_AMOUNT):
        found.append(f". >= {low}")
    if high is not None and high not in (LARGEST, LARGEST_AMOUNT):
        found.append(f". <= {high}")
    return found


def _several(question: MultipleChoice) -> list[str]:
    exclusive = [option.code for option in question.options if option.exclusive]
    found = [f"not(selected(., '{code}') and count-selected(.) > 1)" for code in exclusive]
    if question.at_least is not None and not exclusive:
        found.append(f"count-selected(.) >= {question.at_least}")
    if question.at_most is not None:
        found.append(f"count-selected(.) <= {question.at_most}")
    return found
