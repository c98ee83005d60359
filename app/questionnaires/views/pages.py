"""The page of a draft, whole or after a change that was refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask_babel import gettext

from app.domain.diagnostics.places import inside
from app.domain.editing import Address, value_or_absent
from app.domain.in_words import Names, Speaker, check_in_words, operand_in_words, shown_in_words
from app.domain.question_types import QUESTION_TYPES, AnyQuestion, Computed
from app.domain.question_types.base import QuestionBase
from app.questionnaires.forms.kinds import types_inside
from app.questionnaires.forms.properties import Fields
from app.questionnaires.forms.words import label, type_name
from app.questionnaires.views.conflicts import ConflictView
from app.questionnaires.views.diagnosing import found_at
from app.questionnaires.views.outline import lines_of
from app.questionnaires.views.panel import Panel, panel_of
from app.questionnaires.views.shared import HOLDERS, Draft, address, copied_name, model_at, place_of
from app.web.languages import locale_code, translate


@dataclass(frozen=True)
class Refused:
    """A change that was not made: what was typed, what is wrong (with the id of its field), or both texts."""

    posted: Fields | None = None
    mistakes: Sequence[tuple[str, str]] = ()
    conflict: ConflictView | None = None


@dataclass(frozen=True)
class Adding:
    """What can be added here, and of which types."""

    what: str
    label: str
    types: tuple[tuple[str, str], ...]


NOTHING_REFUSED = Refused()


def editor_page(draft: Draft, at: Address, refused: Refused = NOTHING_REFUSED) -> str:
    """The outline, the place `at`, and its properties. Raises NotFound."""
    panel = panel_of(draft, at, refused.posted)
    return render_template(
        "questionnaires/draft.html",
        **drawn(draft, panel),
        lines=lines_of(draft, at),
        found=found_at(draft, at),
        mistakes=refused.mistakes,
        conflict=refused.conflict,
        adding=adding_at(draft, at),
        types=_types(draft, at),
        **_words_of(draft, at, panel),
    )


def drawn(draft: Draft, panel: Panel) -> Mapping[str, Any]:
    """What every part of the page needs."""
    return {
        "draft": draft,
        "panel": panel,
        "title": draft.name(()),
        "address": address,
        "place_of": place_of,
        "kind_title": kind_title,
        "pasteable": copied_name(draft),
        "focus": request.values.get("focus", ""),
    }


def kind_title(panel: Panel) -> str:
    """What stands above the place: what it is, and of which type."""
    if panel.type:
        return type_name(panel.type)
    return str(
        {
            "questionnaire": gettext("Questionnaire"),
            "sections": gettext("Section"),
            "options": gettext("Option"),
            "rows": gettext("Row"),
            "terms": gettext("Term"),
            "chapters": gettext("Chapter of the report"),
        }[panel.kind]
    )


def adding_at(draft: Draft, at: Address) -> list[Adding]:
    """The questions that can be added: after the one that is open, and inside it."""
    found = []
    if len(at) >= 2 and at[0] == "sections":
        top = [(name, type_name(name)) for name in QUESTION_TYPES]
        words = gettext("Add a question") if len(at) == 2 else gettext("Add a question after this one")
        found.append(Adding("question", words, tuple(top)))
    holder = holder_at(draft, at)
    if holder is not None:
        into, types = holder
        words = gettext("Add to: %(list)s", list=label(into[-1]))
        found.append(Adding("inside", words, tuple((name, type_name(name)) for name in types)))
    return found


def holder_at(draft: Draft, at: Address) -> tuple[Address, tuple[str, ...]] | None:
    """The list inside the question at or around `at` into which questions go, and the types that it takes."""
    for end in range(len(at), 3, -2):
        thing = value_or_absent(draft.document, at[:end])
        model = model_at(thing, at[:end]) if isinstance(thing, dict) else None
        if model is not None and issubclass(model, QuestionBase):
            name = next((one for one in HOLDERS if one in model.model_fields), None)
            if name is not None:
                return (*at[:end], name), types_inside(model, name)
    return None


def _types(draft: Draft, at: Address) -> list[tuple[str, str]]:
    """The types that the question at `at` can have, where it stands."""
    if len(at) < 4 or at[-2] not in HOLDERS:
        return []
    names = tuple(QUESTION_TYPES)
    if len(at) > 4:
        holder = model_at(draft.thing(at[:-2]), at[:-2])
        names = types_inside(holder, at[-2]) if holder is not None else names
    return [(name, type_name(name)) for name in names]


def names_at(draft: Draft, at: Address) -> Names:
    """What things are called in a sentence about `at`; the parts beside it can be named alone."""
    return Names(draft.definition, Speaker(locale_code(), translate), parts_of(draft, at[:-2]))


def names_inside(draft: Draft, at: Address) -> Names:
    """The same for a check of the question at `at`, which can name its parts."""
    return Names(draft.definition, Speaker(locale_code(), translate), parts_of(draft, at))


def parts_of(draft: Draft, at: Address) -> tuple[AnyQuestion, ...]:
    """The questions inside the question at `at`."""
    if len(at) < 4 or at[-2] not in HOLDERS:
        return ()
    loaded = draft.model(at).model_validate(draft.thing(at))
    return inside(loaded)[1] if isinstance(loaded, QuestionBase) else ()


def _words_of(draft: Draft, at: Address, panel: Panel) -> Mapping[str, Any]:
    """The conditions and checks of the place, as sentences."""
    if not (panel.can_depend or panel.has_checks):
        return {}
    names = names_at(draft, at)
    loaded = draft.model(at).model_validate(draft.thing(at))
    checks = [
        (check_in_words(rule, names_inside(draft, at)), number)
        for number, rule in enumerate(getattr(loaded, "checks", ()))
    ]
    source = ""
    if isinstance(loaded, Computed) and loaded.value is not None:
        source = operand_in_words(loaded.value, names)
    condition = getattr(loaded, "shown_when", None)
    return {
        "shown_words": shown_in_words(condition, names),
        "checks": checks,
        "computed_words": source,
    }
