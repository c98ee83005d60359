"""What the names in expressions stand for: questions already read, and what can be said of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.exchange.xlsform.expressions import Expression, Own, Ref
from app.exchange.xlsform.kinds import heard

Json = dict[str, Any]
Kind = Literal["one", "several", "whole", "decimal", "date", "text", "repeat", "files", "other"]
_BY_HEARING: Mapping[str, Kind] = {
    "code": "one",
    "codes": "several",
    "ranks": "several",
    "whole": "whole",
    "decimal": "decimal",
    "amount": "decimal",
    "result": "decimal",
    "day": "date",
    "days": "date",
    "items": "repeat",
    "files": "files",
    "lines": "other",
    "nothing": "other",
}


def subject_kind(kind: str) -> Kind:
    """What can be said of a question of this type."""
    return _BY_HEARING.get(str(heard(kind)), "text")


class CannotMap(ValueError):
    """An expression that says what no condition or check can say; the message is the reason."""


@dataclass(frozen=True)
class Subject:
    """A question, a part of one, or a cell of a grid; `codes` are its options by the names of the choices."""

    kind: Kind
    question: str
    part: str | None = None
    row: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    repeated: bool = False


@dataclass(frozen=True)
class Here:
    """The place at which an expression stands: its question, the row or item it is in, and itself."""

    question: str = ""
    row: str | None = None
    own: Subject | None = None


@dataclass
class Subjects:
    """The subjects by the name of their row, as far as the form has been read."""

    known: dict[str, Subject] = field(default_factory=dict)
    later: frozenset[str] = frozenset()

    def of(self, expression: Expression, here: Here) -> Subject | None:
        """The subject of `${name}` or `.`; None for any other expression. Raises CannotMap."""
        if isinstance(expression, Own):
            if here.own is None:
                raise CannotMap("“.” stands for an answer, and there is none here.")
            return here.own
        if not isinstance(expression, Ref):
            return None
        found = self.known.get(expression.name)
        if found is None and expression.name in self.later:
            raise CannotMap(f"{expression.name} is not asked before this place, or was itself not mapped.")
        if found is None:
            raise CannotMap(f"There is no row named {expression.name}.")
        if found.repeated and found.question != here.question:
            raise CannotMap(
                f"{expression.name} has one answer for each entry; here only their number can be used."
            )
        return found


def look(subject: Subject, here: Here, **operator: Any) -> Json:
    """A condition that looks at `subject` from `here`: parts of the same item, row or compound by their part alone."""
    return place_of(subject, here) | operator


def place_of(subject: Subject, here: Here) -> Json:
    if subject.part is not None and subject.question == here.question and subject.row == here.row:
        return {"part": subject.part}
    place: Json = {"question": subject.question}
    if subject.row is not None:
        place["row"] = subject.row
    if subject.part is not None:
        place["part"] = subject.part
    return place
