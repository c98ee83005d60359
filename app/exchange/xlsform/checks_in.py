"""Constraints and calculations → limits, checks and computed values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from app.exchange.xlsform.conditions_in import as_json, condition, parsed
from app.exchange.xlsform.expressions import Binary, Call, Expression, Number, Own, Ref, Text, parts_of
from app.exchange.xlsform.kinds import has, heard
from app.exchange.xlsform.patterns import TYPE_BY_PATTERN
from app.exchange.xlsform.subjects import CannotMap, Here, Json, Subjects, look, place_of

_RELATIONS = {"=": "equal", ">=": "at_least", "<=": "at_most", ">": "more_than", "<": "less_than"}
_LARGEST_LIMIT = 2_000_000_000


@dataclass
class Constraint:
    """What a constraint comes to: keys of the question itself, checks without their text, and exclusive options."""

    limits: Json = field(default_factory=dict)
    checks: list[Json] = field(default_factory=list)
    exclusive: list[str] = field(default_factory=list)
    type: str | None = None


def constraint(text: str, kind: str, subjects: Subjects, here: Here) -> Constraint:
    """What the constraint of a question of type `kind` says. Raises CannotMap where any part of it cannot be said."""
    found = Constraint()
    for part in parts_of(parsed(text), "and"):
        if not (_limit(part, kind, found) or _shape(part, kind, found) or _exclusive(part, here, found)):
            found.checks.append(_check(part, subjects, here))
    return found


def _limit(part: Expression, kind: str, found: Constraint) -> bool:
    """`. >= 0`, `count-selected(.) <= 3`, `string-length(.) <= 20`."""
    match part:
        case Binary(written, measured, Number(number)) if written in (">=", "<=", ">", "<"):
            sign = written
        case _:
            return False
    if number != number.to_integral_value() or abs(number) > _LARGEST_LIMIT:
        return False
    if sign in (">", "<"):
        if heard(kind) not in ("whole", "codes", "text"):
            return False  # between two decimals there is always a third: this is a check
        number += 1 if sign == ">" else -1
        sign = f"{sign}="
    name = _limited(measured, kind, sign)
    if name is None or name in found.limits:
        return False
    found.limits[name] = int(number)
    return True


def _limited(measured: Expression, kind: str, sign: str) -> str | None:
    """The key that holds the limit."""
    match measured:
        case Own() if kind == "percentage" or has(kind, "minimum"):
            return "minimum" if sign == ">=" else "maximum"
        case Call("count-selected", (Own(),)) if heard(kind) in ("codes", "ranks"):
            return "at_least" if sign == ">=" else "at_most"
        case Call("string-length", (Own(),)) if (
            kind == "text" or has(kind, "max_characters")
        ) and sign == "<=":
            return "max_characters"
    return None


def _shape(part: Expression, kind: str, found: Constraint) -> bool:
    match part:
        case Call("regex", (Own(), Text(pattern))) if pattern in TYPE_BY_PATTERN and kind in (
            "text",
            "short_text",
            TYPE_BY_PATTERN[pattern],
        ):
            found.type = TYPE_BY_PATTERN[pattern]
            return True
    return False


def _exclusive(part: Expression, here: Here, found: Constraint) -> bool:
    """`not(selected(., 'none') and count-selected(.) > 1)`."""
    match part:
        case Call(
            "not",
            (
                Binary(
                    "and",
                    Call("selected", (Own(), Text(name))),
                    Binary(">", Call("count-selected", (Own(),)), Number(number)),
                ),
            ),
        ) if number == 1 and here.own is not None and name in here.own.codes:
            found.exclusive.append(here.own.codes[name])
            return True
    return False


def _check(part: Expression, subjects: Subjects, here: Here) -> Json:
    """A check that fails where the part of the constraint is not true of an answer."""
    kept = [one for one in parts_of(part, "or") if not _asks_whether_empty(one)]
    if len(kept) == 1 and isinstance(kept[0], Binary) and kept[0].sign in _RELATIONS:
        compared = kept[0]
        try:
            left, right = operand(compared.left, subjects, here), operand(compared.right, subjects, here)
        except CannotMap:
            pass
        else:
            return {"left": left, "is": _RELATIONS[compared.sign], "right": right}
    if here.own is None:
        raise CannotMap("There is no answer here that could be checked.")
    holds = condition(part, subjects, here)
    return {"fails_when": {"all": [look(here.own, here, answered=True), {"not": holds}]}}


def _asks_whether_empty(expression: Expression) -> bool:
    """`${other} = ''`: a check finds nothing anyway where an answer is missing."""
    return isinstance(expression, Binary) and expression.sign == "=" and expression.right == Text("")


def operand(expression: Expression, subjects: Subjects, here: Here) -> Json:
    """A number or date that a check can compare. Raises CannotMap."""
    match expression:
        case Number(number):
            return {"number": as_json(number)}
        case Call("coalesce", (inside, Number(_))):
            return operand(inside, subjects, here)
        case Binary("+" | "-", _, _):
            return {"sum_of": [_times(term, factor) for term, factor in _terms(expression, subjects, here)]}
        case Binary("*", inside, Number(number)) | Binary("*", Number(number), inside):
            return _times(operand(inside, subjects, here), number)
        case Binary("div", inside, Number(number)) if number:
            return _times(operand(inside, subjects, here), _reciprocal(number))
    return _source(expression, subjects, here)


def _source(expression: Expression, subjects: Subjects, here: Here) -> Json:
    """A number or date as it is, with nothing worked out."""
    match expression:
        case Call("today", ()):
            return {"today": True}
        case Call("sum", (Ref(name),)):
            return _summed(name, subjects)
    subject = subjects.of(expression, here)
    if subject is None or subject.kind not in ("whole", "decimal", "date"):
        raise CannotMap("Only numbers and dates can be worked with.")
    return place_of(subject, here)


def _terms(expression: Expression, subjects: Subjects, here: Here) -> Iterator[tuple[Json, Decimal]]:
    """The terms of a sum, each with 1 or -1."""
    match expression:
        case Binary("+", left, right):
            yield from _terms(left, subjects, here)
            yield from _terms(right, subjects, here)
        case Binary("-", left, right):
            yield from _terms(left, subjects, here)
            for term, factor in _terms(right, subjects, here):
                yield term, -factor
        case _:
            yield operand(expression, subjects, here), Decimal(1)


def _times(found: Json, factor: Decimal) -> Json:
    if factor == 1:
        return found
    return found | {"times": as_json(factor * Decimal(str(found.get("times", 1))))}


def _reciprocal(number: Decimal) -> Decimal:
    quotient = Decimal(1) / number
    if quotient * number != 1 or len(str(quotient)) > 14:
        raise CannotMap("This division does not come out even.")
    return quotient


def _summed(name: str, subjects: Subjects) -> Json:
    subject = subjects.known.get(name)
    if subject is None or not subject.repeated or subject.kind not in ("whole", "decimal"):
        raise CannotMap("sum() is taken for a number inside a repeat.")
    return {"question": subject.question, "part": subject.part}


def computed(text: str, subjects: Subjects, here: Here) -> Json:
    """What a calculation works out, as keys of a computed question. Raises CannotMap."""
    expression = parsed(text)
    match expression:
        case Call("count" | "count-non-empty", (Ref(name),)):
            subject = subjects.known.get(name)
            if subject is not None and subject.kind in ("repeat", "files"):
                return {"count_of": subject.question}
    return {"value": operand(expression, subjects, here)}
