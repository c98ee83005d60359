"""What kind of field each property of a definition needs, read from the class that has the property.

A new question type brings its fields with it: nothing here names a type.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from app.domain.checks import Operand, Rule
from app.domain.conditions import All, AnyOf, Look, Not
from app.domain.question_types.base import QuestionBase, ResponseOption, Term
from app.domain.questionnaire import Chapter, Section
from app.domain.text import LocalizedText


class Kind(StrEnum):
    TEXT = "text"  # in several languages, edited in one
    LINE = "line"
    TICK = "tick"
    WHOLE = "whole"
    NUMBER = "number"
    CHOICE = "choice"
    SEVERAL = "several"
    CODES = "codes"
    OPERAND = "operand"
    CONDITION = "condition"
    CHECKS = "checks"
    OPTIONS = "options"
    TERMS = "terms"
    CHAPTERS = "chapters"
    INSIDE = "inside"  # questions and sections, which the outline lists
    OTHER = "other"  # as it is written in a file


# What is edited in a place of its own, not among the fields of a form.
ELSEWHERE = frozenset({Kind.CONDITION, Kind.CHECKS, Kind.OPTIONS, Kind.TERMS, Kind.CHAPTERS, Kind.INSIDE})
_LISTS: dict[type, Kind] = {
    Rule: Kind.CHECKS,
    ResponseOption: Kind.OPTIONS,
    Term: Kind.TERMS,
    Chapter: Kind.CHAPTERS,
    Section: Kind.INSIDE,
}
_SCALARS: dict[Any, Kind] = {
    LocalizedText: Kind.TEXT,
    bool: Kind.TICK,
    int: Kind.WHOLE,
    float: Kind.NUMBER,
    str: Kind.LINE,
    Operand: Kind.OPERAND,
}
# The identity of a thing is changed by renaming it, its type by changing it.
_IDENTITY = frozenset({"key", "code", "type"})


@dataclass(frozen=True)
class Spec:
    """A property: its path inside the thing, as written in a document, and what its field must know."""

    path: tuple[str, ...]
    kind: Kind
    required: bool
    default: Any = None
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    @property
    def name(self) -> str:
        """What its field is called."""
        return ".".join(self.path)


@lru_cache(maxsize=128)
def specs_of(model: type[BaseModel]) -> tuple[Spec, ...]:
    """The properties of a thing of the class `model`, in the order of the class; those of its groups among them."""
    found: list[Spec] = []
    for name, info in model.model_fields.items():
        if name in _IDENTITY:
            continue
        path = (info.alias or name,)
        group = _bare(info.annotation)
        if isinstance(group, type) and issubclass(group, BaseModel) and group not in _SCALARS:
            found.extend(_inside(path, group))
        else:
            found.append(_spec(path, info))
    return tuple(found)


def _inside(path: tuple[str, ...], group: type[BaseModel]) -> list[Spec]:
    return [
        Spec((*path, *one.path), one.kind, one.required, one.default, one.choices, one.least, one.most)
        for one in specs_of(group)
    ]


def _spec(path: tuple[str, ...], info: FieldInfo) -> Spec:
    kind, choices = kind_of(info.annotation)
    return Spec(
        path,
        kind,
        info.is_required(),
        None if info.is_required() else info.default,
        choices,
        least=_limit(info, "ge"),
        most=_limit(info, "le", "max_length"),
    )


def _limit(info: FieldInfo, *names: str) -> int | None:
    limits = (getattr(one, name, None) for one in info.metadata for name in names)
    return next((limit for limit in limits if isinstance(limit, int)), None)


def kind_of(annotation: Any) -> tuple[Kind, tuple[str, ...]]:
    """The kind of field for values of the type `annotation`, and the values to choose from."""
    bare = _bare(annotation)
    members = _members(bare)
    if members and all(get_origin(one) is Literal for one in members):
        values = tuple(value for one in members for value in get_args(one))
        return (Kind.TICK, ()) if values == (True,) else (Kind.CHOICE, values)
    if set(members) == {int, float}:
        return Kind.NUMBER, ()
    if members and set(members) <= {All, AnyOf, Not, Look}:
        return Kind.CONDITION, ()
    if get_origin(bare) is tuple:
        return _list_of(get_args(bare)[0])
    return _SCALARS.get(bare, Kind.OTHER), ()


def _list_of(annotation: Any) -> tuple[Kind, tuple[str, ...]]:
    members = _members(_bare(annotation))
    if all(isinstance(one, type) and issubclass(one, QuestionBase) for one in members):
        return Kind.INSIDE, ()
    kind, choices = kind_of(annotation)
    if kind is Kind.CHOICE:
        return Kind.SEVERAL, choices
    if kind is Kind.LINE:
        return Kind.CODES, ()
    bare = _bare(annotation)
    known = (kind for one, kind in _LISTS.items() if isinstance(bare, type) and issubclass(bare, one))
    return next(known, Kind.OTHER), ()


def _bare(annotation: Any) -> Any:
    """`annotation` without what only restricts it, and without None."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, UnionType):
            rest = [one for one in get_args(annotation) if one is not NoneType]
            if len(rest) != 1:
                return annotation
            annotation = rest[0]
        else:
            return annotation


def _members(annotation: Any) -> tuple[Any, ...]:
    """The types that a value may have, all unions opened."""
    if get_origin(annotation) not in (Union, UnionType):
        return (annotation,)
    rest = [one for one in get_args(annotation) if one is not NoneType]
    return tuple(member for one in rest for member in _members(_bare(one)))


def types_inside(model: type[BaseModel], name: str) -> tuple[str, ...]:
    """The types of question that the list `name` of a thing takes."""
    item = get_args(_bare(model.model_fields[name].annotation))[0]
    return tuple(one.named() for one in _members(_bare(item)))
