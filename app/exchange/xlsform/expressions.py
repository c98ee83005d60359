"""The expressions of XLSForm (a part of XPath 1.0) as trees."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

LONGEST = 30_000  # characters
LONGEST_SUM = 150  # terms of one sum or comparison
DEEPEST = 40  # brackets and functions inside one another
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<ref>\$\{\s*[^}\s]+\s*\})
    | (?P<text>"[^"]*"|'[^']*')
    | (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<name>[A-Za-z_][\w.-]*)
    | (?P<own>\.)
    | (?P<sign><=|>=|!=|=|<|>|\(|\)|,|\+|-|\*)
    )""",
    re.VERBOSE,
)
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
)


class NotAnExpression(ValueError):
    """The text cannot be read; the message says why."""


@dataclass(frozen=True)
class Ref:
    """`${name}`: the answer to another row."""

    name: str


@dataclass(frozen=True)
class Column:
    """A bare name: in a choice filter, a column of the choice."""

    name: str


@dataclass(frozen=True)
class Own:
    """`.`: the answer to the row itself."""


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Number:
    number: Decimal


@dataclass(frozen=True)
class Truth:
    true: bool


@dataclass(frozen=True)
class Call:
    name: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True)
class Binary:
    sign: str
    left: "Expression"
    right: "Expression"


Expression = Ref | Column | Own | Text | Number | Truth | Call | Binary


def parse(text: str) -> Expression:
    """The tree of an expression. Raises NotAnExpression."""
    if len(text) > LONGEST:
        raise NotAnExpression("The expression is too long.")
    tokens: list[tuple[str, str]] = []
    at = 0
    written = text.rstrip()
    while at < len(written):
        found = _TOKEN.match(written, at)
        if found is None:
            raise NotAnExpression(f"“{written[at:].strip()[:20]}” cannot be read here.")
        tokens.append((str(found.lastgroup), found[str(found.lastgroup)]))
        at = found.end()
    reader = _Reader(tokens)
    expression = reader.level(0, 0)
    if reader.at < len(tokens):
        raise NotAnExpression(f"“{tokens[reader.at][1]}” is not expected here.")
    return expression


_LITERALS: Mapping[str, Callable[[str], Expression]] = {
    "ref": lambda text: Ref(text[2:-1].strip()),
    "text": lambda text: Text(text[1:-1]),
    "number": lambda text: Number(Decimal(text)),
    "own": lambda text: Own(),
}


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0

    def next_is(self, *texts: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at][1] in texts

    def take(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise NotAnExpression("The expression ends too early.")
        self.at += 1
        return self.tokens[self.at - 1]

    def level(self, level: int, depth: int) -> Expression:
        if depth > DEEPEST:
            raise NotAnExpression("The expression nests too deeply.")
        if level == len(_LEVELS):
            return self.single(depth)
        left = self.level(level + 1, depth)
        terms = 1
        while self.next_is(*_LEVELS[level]):
            sign, terms = self.take()[1], terms + 1
            if level > 1 and terms > LONGEST_SUM:
                raise NotAnExpression("The expression is too long.")
            left = Binary(sign, left, self.level(level + 1, depth))
        return left

    def single(self, depth: int) -> Expression:
        kind, text = self.take()
        if kind in _LITERALS:
            return _LITERALS[kind](text)
        if kind == "name":
            return self.call(text, depth) if self.next_is("(") else Column(text)
        if text == "-":
            return self.negative(depth)
        if text == "(":
            inside = self.level(0, depth + 1)
            self.closing()
            return inside
        raise NotAnExpression(f"“{text}” is not expected here.")

    def negative(self, depth: int) -> Expression:
        inside = self.single(depth + 1) if depth < DEEPEST else Truth(False)
        if isinstance(inside, Number):
            return Number(-inside.number)
        return Binary("*", inside, Number(Decimal(-1)))

    def call(self, name: str, depth: int) -> Expression:
        self.take()
        arguments: list[Expression] = []
        while not self.next_is(")"):
            arguments.append(self.level(0, depth + 1))
            if not self.next_is(","):
                break
            self.take()
        self.closing()
        if name in ("true", "false") and not arguments:
            return Truth(name == "true")
        return Call(name, tuple(arguments))

    def closing(self) -> None:
        if self.take()[1] != ")":
            raise NotAnExpression("A bracket is not closed.")


def parts_of(expression: Expression, sign: str) -> list[Expression]:
    """What `and` or `or` joins, in order."""
    parts: list[Expression] = []
    while isinstance(expression, Binary) and expression.sign == sign:
        parts.append(expression.right)
        expression = expression.left
    return [expression, *reversed(parts)]


def with_columns(expression: Expression, cells: Mapping[str, str]) -> Expression:
    """The expression for one choice: the names of its columns replaced by what stands there, and what follows."""
    match expression:
        case Column(name):
            return Text(cells.get(name, ""))
        case Call("not", (inside,)):
            known = with_columns(inside, cells)
            return Truth(not known.true) if isinstance(known, Truth) else Call("not", (known,))
        case Call(name, arguments):
            return Call(name, tuple(with_columns(one, cells) for one in arguments))
        case Binary("and" | "or", _, _):
            return _joined(expression, cells)
        case Binary(sign, left, right):
            return _compared(sign, with_columns(left, cells), with_columns(right, cells))
    return expression


def _joined(expression: Binary, cells: Mapping[str, str]) -> Expression:
    deciding = expression.sign == "or"  # what makes the whole known at once
    kept = []
    for part in parts_of(expression, expression.sign):
        known = with_columns(part, cells)
        if isinstance(known, Truth) and known.true == deciding:
            return known
        if not isinstance(known, Truth):
            kept.append(known)
    if not kept:
        return Truth(not deciding)
    joined = kept[0]
    for part in kept[1:]:
        joined = Binary(expression.sign, joined, part)
    return joined


def _compared(sign: str, left: Expression, right: Expression) -> Expression:
    if sign in ("=", "!=") and isinstance(left, Text | Number) and isinstance(right, Text | Number):
        return Truth((_literal(left) == _literal(right)) == (sign == "="))
    return Binary(sign, left, right)


def _literal(value: Text | Number) -> str:
    return value.text if isinstance(value, Text) else f"{value.number:f}"
