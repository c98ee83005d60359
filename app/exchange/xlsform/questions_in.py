"""Rows of the survey sheet → questions that hold no others."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from app.domain.question_types import QUESTION_TYPES
from app.exchange.xlsform.checks_in import computed
from app.exchange.xlsform.choices_in import codes_of, fixed_list, is_fixed, non_answers_of, options_of
from app.exchange.xlsform.constraints_in import constrained
from app.exchange.xlsform.form import MOST_OPTIONS, Form, Inside, key_of, relevance, usable
from app.exchange.xlsform.kinds import KINDS_BY_ROW
from app.exchange.xlsform.lines import Line
from app.exchange.xlsform.subjects import CannotMap, Here, Json, Subject, subject_kind
from app.exchange.xlsform.tree import Node
from app.exchange.xlsform.unsaid import Unsaid
from app.exchange.xlsform.words import words

MOST_WORDS = 300  # of a long text: forms count characters at most
_PARAMETER = re.compile(r"(\w+)\s*=\s*([^\s,;]+)")
_PLAIN_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?")
_YES = frozenset({"yes", "true", "true()", "1"})
_NO = frozenset({"no", "false", "false()", "0", ""})
_METADATA = frozenset(
    {
        "start",
        "end",
        "today",
        "deviceid",
        "username",
        "email",
        "phonenumber",
        "simserial",
        "subscriberid",
        "audit",
    }
    | {"start_geopoint", "start-geopoint", "background_audio", "background-audio"}
)


def question_of(form: Form, node: Node, inside: Inside) -> Json | None:
    """The question that a row asks, or None where it asks nothing that a questionnaire can ask, which is listed."""
    line, base = node.line, node.type.base
    if line.take("disabled").lower() in _YES:
        form.account.whole_row(line, "This row is disabled.")
        return None
    if base not in KINDS_BY_ROW or not line.peek("name"):
        form.account.whole_row(line, _why_not(line, base))
        return None
    kind = _kind(form, node)
    if inside.holder and QUESTION_TYPES[kind].stands == "alone":
        why = "Files and calculations do not stand inside other questions."
        form.account.whole_row(line, why)
        return None
    key = key_of(form, line, inside)
    heard_as = "other" if base == "acknowledge" else subject_kind(kind)
    own = Subject(heard_as, inside.holder or key, key if inside.holder else None, inside.row)
    own = replace(own, repeated=inside.repeated, codes=_codes(form, node))
    question: Json = {"key": key, "type": kind, "text": form.text_of(line)} | common(form, line, inside, key)
    here = replace(inside.here(key), own=own)
    if not _ADD.get(kind, _as_the_class_says)(form, node, question, here):
        return None
    checks = constrained(form, line, question, here)
    (inside.checks if inside.holder else question.setdefault("checks", [])).extend(checks)
    if not question.get("checks"):
        question.pop("checks", None)
    if not usable(form, line, question):
        return None
    form.subjects.known[line.peek("name")] = own
    return question


def _why_not(line: Line, base: str) -> str:
    if not base:
        return "This row has no type."
    if base in _METADATA:
        return "The system records by itself who did what and when; devices and persons are not tracked."
    if base.startswith(("select_one_", "select_multiple_")):
        return "Options are part of the questionnaire; they are not taken from another file."
    if base in KINDS_BY_ROW and not line.peek("name"):
        return "This row has no name."
    return "There is no such question type."


def _codes(form: Form, node: Node) -> Mapping[str, str]:
    codes = dict(codes_of(form.choices.get(node.type.list_name, ())))
    return codes | {"other": "other"} if node.type.or_other else codes


def _kind(form: Form, node: Node) -> str:
    """The question type: that of the column q::type where it fits the type of the row."""
    line, possible = node.line, KINDS_BY_ROW[node.type.base]
    wanted = line.peek("q::type")
    base, _, scale = wanted.partition(" ")
    if base in possible and (base == "scale" or not scale):
        line.take("q::type")
        if fixed_list(wanted) is None or is_fixed(form, wanted, form.choices.get(node.type.list_name, ())):
            return base
        form.account.cell(line, "q::type", "The choices of this row are others than those of this type.")
        return possible[0]
    if node.type.base == "text" and (
        "multiline" in line.peek("appearance") or "rows" in line.peek("parameters")
    ):
        return "text"
    if node.type.base == "range" and any(
        number != number.to_integral_value() for number in _range(line).values()
    ):
        return "decimal"
    return possible[0]


def common(form: Form, line: Line, inside: Inside, key: str) -> Json:
    """What any question may have: guidance, purpose, number, when it is shown, whether an answer is required."""
    found: Json = {}
    for column, name in (("hint", "guidance"), ("guidance_hint", "purpose")):
        texts = line.texts(column)
        if texts:
            found[name] = texts
    number = line.take("q::number")
    if number:
        found["number"] = number[:12]
    required = line.take("required").lower()
    if required in _YES:
        found["required"] = True
    elif required not in _NO:
        form.account.cell(line, "required", "Whether an answer is asked for cannot depend on others.")
    shown = relevance(form, line, inside, inside.here(key))
    if shown is not None:
        found["shown_when"] = shown
    return found


# ------------------------------------------------------------------------------------------------ by question type


def _choice(form: Form, node: Node, question: Json, here: Here) -> bool:
    line, choices = node.line, form.choices.get(node.type.list_name)
    if choices is None:
        why = f"There is no list {node.type.list_name} on the sheet choices."
        form.account.whole_row(line, why)
        return False
    try:
        if len(choices) > MOST_OPTIONS:
            raise CannotMap(f"A question has at most {MOST_OPTIONS} options.")
        form.spend(len(choices) * (300 + len(line.peek("choice_filter"))))
    except CannotMap as failed:
        form.account.whole_row(line, str(failed))
        return False
    question["options"] = options_of(form, line, choices, here)
    if node.type.or_other and not any(option["code"] == "other" for option in question["options"]):
        question["options"].append({"code": "other", "text": words("other", form.languages)})
    if node.type.or_other:
        next(one for one in question["options"] if one["code"] == "other")["specify"] = True
    _non_answers(form, node, question)
    return True


def _scale(form: Form, node: Node, question: Json, here: Here) -> bool:
    question["scale"] = node.line.peek("q::type").removeprefix("scale ")
    found = non_answers_of(form.choices.get(node.type.list_name, ()), form)
    question["non_answers"] = found
    return True


def _non_answers(form: Form, node: Node, question: Json) -> None:
    found = non_answers_of(form.choices.get(node.type.list_name, ()), form)
    if found:
        question["non_answers"] = found


def _number(form: Form, node: Node, question: Json, here: Here) -> bool:
    if node.type.base == "range":
        _ranged(form, node.line, question)
    return True


def _range(line: Line) -> dict[str, Decimal]:
    """The parameters of a range; start and end are 1 and 10 where they are not said, as in other tools."""
    found = {"start": Decimal(1), "end": Decimal(10), "step": Decimal(1)}
    for name, text in _PARAMETER.findall(line.peek("parameters")):
        if name in found and _PLAIN_NUMBER.fullmatch(text):
            found[name] = Decimal(text)
    return found


def _ranged(form: Form, line: Line, question: Json) -> None:
    known = [
        name in ("start", "end", "step") and _PLAIN_NUMBER.fullmatch(text)
        for name, text in _PARAMETER.findall(line.peek("parameters"))
    ]
    limits = _range(line)
    whole = limits["start"] == int(limits["start"]) and limits["end"] == int(limits["end"])
    if question["type"] == "decimal":
        exponents = [-int(number.as_tuple().exponent) for number in limits.values()]
        question["places"] = min(4, max(0, *exponents))
    elif limits["step"] != 1:
        form.account.cell(
            line, "parameters", "The step of a range is not kept: any number between its ends will do."
        )
    if not all(known):
        form.account.cell(line, "parameters", "Of a range, start, end and step are read, as numbers.")
    if whole:
        question |= {"minimum": int(limits["start"]), "maximum": int(limits["end"])}
    else:
        form.account.cell(line, "parameters", "The limits of a number are whole numbers.")
    line.take("parameters")


def _text(form: Form, node: Node, question: Json, here: Here) -> bool:
    line = node.line
    if line.peek("appearance") == "multiline":
        line.take("appearance")
    question["max_words"] = Unsaid(MOST_WORDS)  # forms have no such limit
    rows = re.fullmatch(r"rows\s*=\s*(\d{1,2})", line.peek("parameters").strip())
    if rows:
        line.take("parameters")
        question["lines"] = min(20, max(1, int(rows[1])))
    return True


def _computed(form: Form, node: Node, question: Json, here: Here) -> bool:
    line = node.line
    if node.type.base == "text":
        question["fact"] = "respondent"
        return True
    text = line.take("calculation")
    try:
        if not text:
            raise CannotMap("There is no calculation.")
        question |= computed(text, form.subjects, here)
    except CannotMap as failed:
        form.account.row(
            line, f"{question['key']} (calculate)", "Left out: what it works out cannot be mapped."
        )
        form.account.cell(
            line, "calculation", f"Only sums, products with a number and counts are worked out: {failed}"
        )
        form.account.whole_row(line, "What this row works out cannot be mapped.")
        return False
    return True


def _file(form: Form, node: Node, question: Json, here: Here) -> bool:
    if node.type.base == "image":
        question["kinds"] = ["image"]
    if "q::type" not in node.line.cells:
        question["at_most"] = 1
    return True


def _as_the_class_says(form: Form, node: Node, question: Json, here: Here) -> bool:
    """Options where the type has some, and placeholders for what else it needs: a sheet has no place for it."""
    kind = QUESTION_TYPES[question["type"]]
    if "options" in kind.model_fields and not _choice(form, node, question, here):
        return False
    if kind.heard_as == "code" and "options" not in kind.model_fields:
        question["non_answers"] = non_answers_of(form.choices.get(node.type.list_name, ()), form)
    for name, least in kind.least(form.languages).items():
        question.setdefault(name, Unsaid(least))
    return True


_ADD: Mapping[str, Callable[[Form, Node, Json, Here], bool]] = {
    "scale": _scale,
    "whole_number": _number,
    "decimal": _number,
    "text": _text,
    "computed": _computed,
    "attachment": _file,
}
