"""What a form posts for one question: texts by field. '' is its own field; `part` and `row.part` are inside it."""

from collections.abc import Iterable, Mapping

Typed = Mapping[str, tuple[str, ...]]


def alone(*texts: str) -> Typed:
    """A question with one field."""
    return {"": texts} if texts else {}


def given(typed: Typed) -> Typed:
    """`typed` without what is blank."""
    kept = {name: tuple(text for text in texts if text.strip()) for name, texts in typed.items()}
    return {name: texts for name, texts in kept.items() if texts}


def inside(typed: Typed, name: str) -> Typed:
    """The fields of the part `name`, under the names that they have there."""
    own = {"": typed[name]} if name in typed else {}
    prefix = f"{name}."
    return own | {
        field.removeprefix(prefix): texts for field, texts in typed.items() if field.startswith(prefix)
    }


def within(name: str, typed: Typed) -> Typed:
    """The inverse of `inside`."""
    return {f"{name}.{field}" if field else name: texts for field, texts in typed.items()}


def joined(parts: Iterable[Typed]) -> Typed:
    return {name: texts for part in parts for name, texts in part.items()}
