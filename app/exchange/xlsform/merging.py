"""Three-way merge of documents: what was changed in the sheets, put into the definition that they were written from.

Things in lists are known by their key or code; other lists, and conditions, are replaced as a whole.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.question_types import QuestionBase
from app.domain.text import MADE_FROM
from app.exchange.xlsform.unsaid import Unsaid

_WHOLE = ("shown_when", "left", "right", "fails_when", "value")
_MISSING = object()
_COMMON = frozenset(QuestionBase.model_fields)
Json = Any


def merged(base: Json, edited: Json, full: Json) -> Json:
    """`full` with the differences between `base` and `edited`, which say less than it does, in the same shape."""
    if isinstance(edited, Unsaid) or base == edited:
        return full
    if isinstance(base, Mapping) and isinstance(edited, Mapping) and isinstance(full, Mapping):
        if base.get("type") != edited.get("type"):
            return _of_another_type(base, edited, full)
        return _merged_mappings(base, edited, full)
    if isinstance(base, Sequence) and isinstance(edited, Sequence) and isinstance(full, list):
        if all(_identity(one) for one in (*base, *edited, *full)):
            return _merged_lists(base, edited, full)
        if all(isinstance(one, Mapping) for one in (*base, *edited, *full)):
            return _merged_without_names(base, edited, full)
    return edited


def _identity(one: Json) -> str | None:
    if not isinstance(one, Mapping):
        return None
    found = one.get("key", one.get("code"))
    return found if isinstance(found, str) else None


def _merged_mappings(base: Json, edited: Json, full: Json) -> Json:
    found = dict(full)
    for key in dict.fromkeys((*base, *edited)):
        before, after = base.get(key, _MISSING), edited.get(key, _MISSING)
        if isinstance(after, Unsaid) or before == after:
            continue
        if after is _MISSING:
            found.pop(key, None)
        elif key in full and before is not _MISSING and key not in _WHOLE:
            found[key] = merged(before, after, full[key])
        else:
            found[key] = after
    if MADE_FROM in found:
        found[MADE_FROM] = _still_known(base, edited, found[MADE_FROM])
    return found


def _still_known(base: Json, edited: Json, origins: Mapping[str, str]) -> Json:
    """From which texts translations were made: of one that was changed in the sheet, nobody has said so."""
    return {
        language: digest for language, digest in origins.items() if base.get(language) == edited.get(language)
    }


def _of_another_type(base: Json, edited: Json, full: Json) -> Json:
    """What every question has is kept; what belongs to the type comes from the sheet alone."""
    common = _merged_mappings(
        *({key: value for key, value in one.items() if key in _COMMON} for one in (base, edited, full))
    )
    return (
        common
        | {key: value for key, value in edited.items() if key not in _COMMON}
        | {"type": edited["type"]}
    )


def _merged_lists(base: Json, edited: Json, full: Json) -> Json:
    """The order of the sheet where it was changed; what only `full` knows stays after what it followed."""
    before, after, known = ({_identity(one): one for one in some} for some in (base, edited, full))
    found = []
    for name, one in after.items():
        if name in before and name in known:
            found.append(merged(before[name], one, known[name]))
        elif name not in before and name in known:
            found.append(known[name])
        else:
            found.append(one)
    order = list(known)
    for at, name in enumerate(order):
        if name not in before and name not in after:
            previous = order[at - 1] if at else None
            places = [place for place, one in enumerate(found) if _identity(one) == previous]
            found.insert(places[0] + 1 if places else 0, known[name])
    return found


def _merged_without_names(base: Json, edited: Json, full: Json) -> Json:
    """Checks: those that left the sheet are taken out, new ones added; one that was changed keeps its place."""
    gone = [one for one in base if one not in edited]
    new = [one for one in edited if one not in base]
    found = []
    for one in full:
        if one not in gone:
            found.append(one)
        elif new:
            found.append(new.pop(0))
    return [*found, *new]
