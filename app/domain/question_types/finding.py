"""Finds the question types, and completes those that hold others once all are known."""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from importlib import import_module
from inspect import isclass
from operator import or_
from pkgutil import iter_modules
from types import ModuleType
from typing import Annotated, Any, Literal, get_origin

from pydantic import Field

from app.domain.question_types.base import AnyQuestion, QuestionBase


def found_in(package: str, path: Iterable[str]) -> dict[str, type[AnyQuestion]]:
    """The types by name: those of each module as they stand in it, the modules in alphabetical order.

    Raises ValueError where two classes have the same name of a type.
    """
    found: dict[str, type[AnyQuestion]] = {}
    for name in sorted(module.name for module in iter_modules(path)):
        for kind in types_of(import_module(f"{package}.{name}")):
            if kind.named() in found:
                raise ValueError(f"Two question types are called {kind.named()}")
            found[kind.named()] = kind
    return found


def types_of(module: ModuleType) -> Iterator[type[AnyQuestion]]:
    """The question types that a module defines: the classes that say what their type is called."""
    for kind in vars(module).values():
        own = isclass(kind) and issubclass(kind, QuestionBase) and kind.__module__ == module.__name__
        if own and get_origin(kind.model_fields["type"].annotation) is Literal:
            yield kind


def any_of(kinds: Iterable[type[AnyQuestion]]) -> Any:
    """What a question of one of these types is read as: its `type` says which."""
    return Annotated[reduce(or_, kinds), Field(discriminator="type")]


def complete(types: Mapping[str, type[AnyQuestion]]) -> None:
    """Tell the types that hold others which these may be: each type says by itself where it may stand."""
    known = {
        "SimpleQuestion": any_of(kind for kind in types.values() if kind.stands == "anywhere"),
        "ItemQuestion": any_of(kind for kind in types.values() if kind.stands != "alone"),
    }
    for kind in types.values():
        kind.model_rebuild(_types_namespace=known)
