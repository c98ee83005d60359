"""What the analysis of a draft finds: beside the place it is about, and all together."""

from dataclasses import dataclass

from flask import render_template, request

from app.domain.diagnostics import Diagnostic
from app.domain.editing import Address
from app.domain.editing.tree import address_of
from app.domain.policy import Action
from app.questionnaires.views.shared import Draft, address, blueprint, open_draft, place_of
from app.web.access import action


@dataclass(frozen=True)
class FoundView:
    """Something found, with the page of the place it is about."""

    text: str
    is_error: bool
    href: str
    place: str


@dataclass(frozen=True)
class Found:
    """What was found at one place, and how many errors there are anywhere."""

    here: tuple[FoundView, ...]
    errors: int


def found_at(draft: Draft, at: Address) -> Found:
    diagnostics = draft.reading.diagnostics
    here = [one for one in diagnostics if _is_at(at, address_of(draft.document, one.place))]
    errors = sum(one.severity == "error" for one in diagnostics)
    return Found(tuple(_view(draft, one) for one in here), errors)


def _is_at(at: Address, place: Address) -> bool:
    """Questions have everything inside them beside them; sections and the questionnaire only what is their own."""
    if place[: len(at)] != at:
        return False
    rest = place[len(at) :]
    return len(at) >= 4 or not {"sections", "questions"} & set(rest[:1])


def _view(draft: Draft, found: Diagnostic) -> FoundView:
    place = address_of(draft.document, found.place)
    where = nearest(draft, place)
    return FoundView(found.text, found.severity == "error", place_of(draft, where), draft.name(where))


def nearest(draft: Draft, place: Address) -> Address:
    """The innermost section or question in which a place is."""
    steps: Address = ()
    for name, key in zip(place[::2], place[1::2], strict=False):
        if name not in ("sections", "questions", "parts", "columns"):
            break
        steps = (*steps, name, key)
    return steps


@blueprint.get("/<key>/draft/found")
@action(Action.EDIT_QUESTIONNAIRES)
def found(key: str) -> str:
    """What is beside a place now, asked for after each change."""
    draft = open_draft(key)
    here = found_at(draft, address(request.args.get("at", "")))
    return render_template("questionnaires/_found.html", draft=draft, found=here)


@blueprint.get("/<key>/draft/diagnostics")
@action(Action.EDIT_QUESTIONNAIRES)
def diagnostics(key: str) -> str:
    """Everything that was found, errors first."""
    draft = open_draft(key)
    views = sorted((_view(draft, one) for one in draft.reading.diagnostics), key=lambda one: not one.is_error)
    return render_template(
        "questionnaires/diagnostics.html", draft=draft, title=draft.name(()), found=views, place_of=place_of
    )
