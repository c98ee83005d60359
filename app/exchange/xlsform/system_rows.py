"""Rows of a form that belong to the question before them, and whose words are the system's."""

from collections.abc import Sequence

from app.exchange.xlsform.choices_in import non_answers_of, own_words
from app.exchange.xlsform.conditions_in import parsed
from app.exchange.xlsform.expressions import Binary, Call, Ref, Text, parts_of
from app.exchange.xlsform.form import Form
from app.exchange.xlsform.lines import Line
from app.exchange.xlsform.subjects import CannotMap, Json
from app.exchange.xlsform.tree import Node

SYSTEM_COLUMNS = ("relevant", "constraint", "appearance", "required", "q::type", "choice_filter")


def system_row(form: Form, node: Node, before: Sequence[Json]) -> bool:
    """Takes the rows that belong to the question before them: "please specify", and why there is no answer."""
    what = node.name.rsplit(".", maxsplit=1)[-1]
    if node.kind != "question" or what not in ("_specified", "_non_answer") or not before:
        return False
    question, line = before[-1], node.line
    if node.name.removesuffix(f".{what}").rsplit(".", maxsplit=1)[-1] != question["key"]:
        return False
    line.take("name")
    own_words(form, line, what)
    for column in SYSTEM_COLUMNS:
        line.take(column)
    if what == "_specified":
        codes = _specified_codes(form, line)
        for option in question.get("options", ()):
            if option["code"] in codes:
                option["specify"] = True
    else:
        question["non_answers"] = non_answers_of(form.choices.get(node.type.list_name, ()), form)
        asked = form.subjects.known.get(node.name.removesuffix("._non_answer"))
        if asked is not None:
            form.subjects.known[node.name] = asked
    return True


def _specified_codes(form: Form, line: Line) -> set[str]:
    """The options beside which something is written, by the condition under which the row is shown."""
    codes: set[str] = set()
    try:
        parts = parts_of(parsed(line.take("relevant")), "or")
    except CannotMap:
        return codes
    for part in parts:
        match part:
            case Call("selected", (Ref(name), Text(chosen))) | Binary("=", Ref(name), Text(chosen)):
                subject = form.subjects.known.get(name)
                codes.add(subject.codes.get(chosen, "") if subject else "")
    return codes
