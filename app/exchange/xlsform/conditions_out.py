"""Conditions and checks → expressions of XLSForm. What they cannot say is None: it travels in the definition."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from app.domain.checks import Operand, Rule
from app.domain.conditions import All, AnyOf, Condition, Look, Not
from app.domain.question_types import Attachment, Repeat
from app.domain.questionnaire import Questionnaire
from app.exchange.xlsform.places import DATES, NUMBERS, ONE, RANKED, SEVERAL, Leaf, Surroundings, leaves_of

_RELATIONS = {"equal": "=", "at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<"}
_REF = re.compile(r"\$\{[^}]+\}")


def joined(parts: Iterable[str | None], sign: str) -> str | None:
    """The expressions joined by `and` or `or`, each in brackets where it needs them; None if one is missing."""
    known: list[str] = []
    for part in parts:
        if part is None:
            return None
        known.append(part)
    if len(known) == 1:
        return known[0]
    return f" {sign} ".join(f"({part})" if _is_joined(part) else part for part in known) or None


def _is_joined(expression: str) -> bool:
    """Whether `and` or `or` stands outside of all brackets."""
    depth = 0
    for word in re.split(r"([()]| and | or )", expression):
        depth += {"(": 1, ")": -1}.get(word, 0)
        if depth == 0 and word in (" and ", " or "):
            return True
    return False


def quoted(text: str) -> str | None:
    if "'" not in text:
        return f"'{text}'"
    return f'"{text}"' if '"' not in text else None


@dataclass
class Speaker:
    """Says conditions of one questionnaire as expressions; `facts` are those that were needed."""

    questionnaire: Questionnaire
    facts: set[str] = field(default_factory=set)

    def condition(self, condition: Condition, around: Surroundings) -> str | None:
        match condition:
            case All(parts=parts):
                return joined((self.condition(part, around) for part in parts), "and")
            case AnyOf(parts=parts):
                return joined((self.condition(part, around) for part in parts), "or")
            case Not(part=part):
                inside = self.condition(part, around)
                return None if inside is None else f"not({inside})"
            case _:
                return self._look(condition, around)

    def _look(self, look: Look, around: Surroundings) -> str | None:
        if look.fact is not None:
            self.facts.add(look.fact)
            return _of_options(look, f"${{_fact.{look.fact}}}", several=False)
        if look.count_of is not None:
            return self._counted(look)
        if look.question is None:
            leaf = around.leaf(look.part or "")
            return _of_leaf(look, leaf) if leaf is not None else None
        asked = self.questionnaire.by_key.get(look.question)
        if isinstance(asked, Repeat):
            return f"count(${{{look.question}}}) > 0" if look.answered and look.part is None else None
        found = list(leaves_of(self.questionnaire, look.question, look.part, look.row))
        said = [_of_leaf(look, leaf) for leaf in found]
        return joined([one for one in said if one is not None], "or") if any(said) else None

    def _counted(self, look: Look) -> str | None:
        asked = self.questionnaire.by_key.get(look.count_of or "")
        if isinstance(asked, Repeat):
            return _of_number(look, f"count(${{{look.count_of}}})")
        return (
            _of_number(look, f"count-non-empty(${{{look.count_of}}})")
            if isinstance(asked, Attachment)
            else None
        )

    # ------------------------------------------------------------------------------------------------- checks

    def check(self, rule: Rule, around: Surroundings) -> str | None:
        """A comparison with the answer itself, `.`, that is also true where what it is compared with is missing."""
        if rule.right is None or rule.must_be is None:
            return None
        right = self.operand(rule.right, around)
        if right is None:
            return None
        empty = [
            f"{name} = ''"
            for name in dict.fromkeys(_REF.findall(re.sub(r"(coalesce|sum)\([^)]*\)", "", right)))
        ]
        return " or ".join((f". {_RELATIONS[rule.must_be]} {right}", *empty))

    def operand(self, operand: Operand, around: Surroundings) -> str | None:
        if operand.previous or operand.first_day:
            return None
        said = self._amount(operand, around)
        if said is None or operand.times == 1:
            return said
        return f"({said}) * {_plain(operand.times)}" if " " in said else f"{said} * {_plain(operand.times)}"

    def _amount(self, operand: Operand, around: Surroundings) -> str | None:
        if operand.number is not None:
            return _plain(operand.number)
        if operand.today:
            return "today()"
        if operand.sum_of is not None:
            terms = [self.operand(one, around) for one in operand.sum_of]
            return None if None in terms else " + ".join(str(term) for term in terms)
        if operand.question is None:
            leaf = around.leaf(operand.part or "")
            return leaf.ref if leaf is not None and leaf.type in NUMBERS | DATES else None
        found = leaves_of(self.questionnaire, operand.question, operand.part, operand.row)
        return self._sum(operand.question, [leaf for leaf in found if leaf.type in NUMBERS | DATES])

    def _sum(self, key: str, leaves: Sequence[Leaf]) -> str | None:
        if not leaves:
            return None
        if isinstance(self.questionnaire.by_key.get(key), Repeat):
            return f"sum({leaves[0].ref})"
        if len(leaves) == 1:
            return leaves[0].ref
        return " + ".join(f"coalesce({leaf.ref}, 0)" for leaf in leaves)


def _of_leaf(look: Look, leaf: Leaf) -> str | None:
    if look.answered:
        said = f"{leaf.ref} != ''"
        apart = leaf.type not in ONE | SEVERAL and leaf.question.non_answers
        return f"{said} or ${{{leaf.name}._non_answer}} != ''" if apart else said
    if leaf.type in NUMBERS and look.options_named() == ():
        return _of_number(look, leaf.ref)
    if leaf.type in ONE:
        return _of_options(look, leaf.ref, several=False)
    return _of_options(look, leaf.ref, several=True) if leaf.type in SEVERAL | RANKED else None


def _of_options(look: Look, ref: str, *, several: bool) -> str | None:
    includes = look.includes is not None or look.includes_any_of is not None
    names = [quoted(code) for code in look.options_named()]
    if includes != several or not names or None in names:
        return None
    if look.is_not is not None:
        return f"{ref} != {names[0]} and {ref} != ''"
    return " or ".join(f"selected({ref}, {name})" if several else f"{ref} = {name}" for name in names)


def _of_number(look: Look, ref: str) -> str | None:
    if look.between is not None:
        low, high = look.between
        return (
            f"{ref} = {_plain(low)}" if low == high else f"{ref} >= {_plain(low)} and {ref} <= {_plain(high)}"
        )
    if look.at_least is not None:
        return f"{ref} >= {_plain(look.at_least)}"
    return f"{ref} <= {_plain(look.at_most)}" if look.at_most is not None else None


def _plain(number: float) -> str:
    """ "0.5", "-3": never "5e-01"."""
    return f"{Decimal(str(number)):f}"
