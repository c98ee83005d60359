"""Expressions → conditions: what `relevant`, `choice_filter` and constraints say, as `shown_when` says it."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from app.exchange.xlsform.expressions import (
    Binary,
    Call,
    Expression,
    NotAnExpression,
    Number,
    Text,
    Truth,
    parse,
    parts_of,
)
from app.exchange.xlsform.subjects import CannotMap, Here, Json, Subject, Subjects, look

_MIRRORED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_FACTS = {"_fact.kind": "kind", "_fact.regional_group": "regional_group", "_fact.respondent": "respondent"}


def parsed(text: str) -> Expression:
    """The expression in a cell. Raises CannotMap where it cannot be read."""
    try:
        return parse(text)
    except NotAnExpression as failed:
        raise CannotMap(str(failed)) from None


def condition(expression: Expression, subjects: Subjects, here: Here) -> Json:
    """The condition that holds where the expression is true. Raises CannotMap."""
    match expression:
        case Binary("and" | "or" as sign, _, _):
            parts: list[Json] = []
            for part in parts_of(expression, sign):
                found = condition(part, subjects, here)
                if found not in parts and not (sign == "or" and parts and _joins(parts[-1], found)):
                    parts.append(found)
            return parts[0] if len(parts) == 1 else {"all" if sign == "and" else "any": parts}
        case Call("not", (inside,)):
            return {"not": condition(inside, subjects, here)}
        case Call("selected", (chosen, Text(name))):
            return _selected(chosen, name, subjects, here)
        case Binary(sign, left, right) if sign in _MIRRORED:
            if isinstance(left, Text | Number):
                left, right, sign = right, left, _MIRRORED[sign]
            return _comparison(sign, left, right, subjects, here)
        case Truth():
            raise CannotMap("This is always the same, whatever the answers are.")
    raise CannotMap(f"A condition cannot say {_named(expression)}.")


def _joins(before: Json, one: Json) -> bool:
    """Puts `… is b` into the `… is a` before it, which becomes `is_any_of`; False where the two differ in more."""
    for name, several in (("is", "is_any_of"), ("includes", "includes_any_of")):
        subject = {key: value for key, value in before.items() if key not in (name, several)}
        if name in one and one == subject | {name: one[name]} and (name in before or several in before):
            codes = before.pop(several, None) or [before.pop(name)]
            before[several] = [*codes, one[name]]
            return True
    return False


def _named(expression: Expression) -> str:
    match expression:
        case Call(name, _):
            return f"{name}()"
        case Binary(sign, _, _):
            return f"“{sign}” here"
    return "that an answer counts as true by itself"


def _selected(chosen: Expression, name: str, subjects: Subjects, here: Here) -> Json:
    subject = subjects.of(chosen, here)
    if subject is None:
        raise CannotMap("selected() needs the name of a question.")
    return _is_option(subject, name, here)


def _is_option(subject: Subject, name: str, here: Here) -> Json:
    if subject.kind not in ("one", "several"):
        raise CannotMap("Only questions with options can be compared with a text.")
    code = subject.codes.get(name)
    if code is None:
        raise CannotMap(f"“{name}” is not an option of the question that this looks at.")
    return look(subject, here, **{"is" if subject.kind == "one" else "includes": code})


def _comparison(sign: str, left: Expression, right: Expression, subjects: Subjects, here: Here) -> Json:
    counted = _counted(left, subjects, here)
    if counted is not None:
        return _numeric(sign, counted, _number(right), here, counting=True)
    fact = _FACTS.get(getattr(left, "name", ""))
    if fact is not None and isinstance(right, Text):
        return _equal(sign, {"fact": fact, "is": right.text})
    subject = subjects.of(left, here)
    if subject is None:
        raise CannotMap(
            "A comparison needs the name of a question on one side and a text or number on the other."
        )
    if isinstance(right, Text) and right.text == "":
        return _empty(sign, look(subject, here, answered=True))
    if subject.kind in ("one", "several") and isinstance(right, Text | Number):
        name = right.text if isinstance(right, Text) else f"{right.number:f}"
        return _equal(sign, _is_option(subject, name, here))
    if subject.kind == "other" and isinstance(right, Text) and right.text == "OK":
        return _equal(sign, look(subject, here, answered=True))
    if subject.kind not in ("whole", "decimal"):
        raise CannotMap("A condition cannot compare texts, dates or files; checks can compare dates.")
    return _numeric(sign, subject, _number(right), here, counting=False)


def _counted(expression: Expression, subjects: Subjects, here: Here) -> Subject | None:
    if not isinstance(expression, Call) or expression.name not in ("count", "count-non-empty"):
        return None
    subject = subjects.of(expression.arguments[0], here) if len(expression.arguments) == 1 else None
    if subject is None or subject.kind not in ("repeat", "files"):
        raise CannotMap(f"{expression.name}() is taken for a repeat, or for files.")
    return subject


def _equal(sign: str, holds: Json) -> Json:
    if sign not in ("=", "!="):
        raise CannotMap("Options are equal or not; they are not more or less.")
    return holds if sign == "=" else {"not": holds}


def _empty(sign: str, answered: Json) -> Json:
    if sign not in ("=", "!="):
        raise CannotMap("An empty answer is equal to nothing else; it is not more or less.")
    return {"not": answered} if sign == "=" else answered


def _number(expression: Expression) -> Decimal:
    if not isinstance(expression, Number):
        raise CannotMap(
            "A condition compares an answer with a number, not with another answer; checks do that."
        )
    return expression.number


def as_json(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _numeric(sign: str, subject: Subject, number: Decimal, here: Here, *, counting: bool) -> Json:
    """A comparison of a number, or of the number of entries."""

    def at(**operator: int | float | list[int | float]) -> Json:
        return {"count_of": subject.question} | operator if counting else look(subject, here, **operator)

    whole = (counting or subject.kind == "whole") and number == number.to_integral_value()
    step = Decimal(1) if whole else Decimal(0)
    more, less = at(at_least=as_json(number + step)), at(at_most=as_json(number - step))
    if not whole:
        more = {"all": [more, {"not": at(at_most=as_json(number))}]}
        less = {"all": [less, {"not": at(at_least=as_json(number))}]}
    exactly = at(between=[as_json(number), as_json(number)])
    signs: Mapping[str, Callable[[], Json]] = {
        ">=": lambda: at(at_least=as_json(number)),
        "<=": lambda: at(at_most=as_json(number)),
        ">": lambda: more,
        "<": lambda: less,
        "=": lambda: exactly,
        "!=": lambda: {"not": exactly},
    }
    return signs[sign]()
