"""What a constraint says of a question: limits that go into the question, and checks."""

from app.exchange.xlsform.checks_in import Constraint, constraint
from app.exchange.xlsform.form import Form
from app.exchange.xlsform.kinds import has
from app.exchange.xlsform.lines import Line
from app.exchange.xlsform.subjects import CannotMap, Here, Json

LONGEST_LINE = 500  # characters of a short text


def constrained(form: Form, line: Line, question: Json, here: Here) -> list[Json]:
    """Puts the limits of the constraint into the question; the checks that it comes to."""
    text = line.take("constraint")
    if not text:
        return []
    try:
        found = constraint(text, str(question["type"]), form.subjects, here)
    except CannotMap as failed:
        form.account.cell(line, "constraint", str(failed))
        for column in [one for one in line.cells if one.startswith("constraint_message::")]:
            form.account.cell(line, column, "Its constraint was not mapped.")
        return []
    _limited(form, line, question, found)
    if not found.checks:
        return []
    said = line.texts("constraint_message")
    if not said:
        form.account.row(
            line, "constraint_message: none", "There is no message; a general one stands in for it."
        )
        said = {form.languages[0]: f"Check this answer: {text}"[:4000]}
    return [{"text": said, "severity": "error"} | check for check in found.checks]


def _limited(form: Form, line: Line, question: Json, found: Constraint) -> None:
    limits = dict(found.limits)
    characters = limits.pop("max_characters", None)
    if characters is not None:
        if has(question["type"], "max_characters") and 1 <= characters <= LONGEST_LINE:
            question["max_characters"] = characters
        else:
            form.account.cell(line, "constraint", "Long texts are limited in words, not in characters.")
    if question["type"] == "percentage":
        if limits != {"minimum": 0, "maximum": 100}:
            form.account.cell(line, "constraint", "A percentage is a number from 0 to 100.")
        limits = {}
    question |= limits
    if found.type:
        question["type"] = found.type
        question.pop("max_words", None)
    for option in question.get("options", ()):
        if option["code"] in found.exclusive:
            option["exclusive"] = True
