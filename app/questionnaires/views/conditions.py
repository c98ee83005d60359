"""The page on which a condition is built from rows, and the one that says for whom a section is."""

from typing import Any

from flask import render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.domain.editing import Address, Put
from app.domain.policy import Action, RegionalGroup, RespondentKind
from app.questionnaires.forms.conditions import Node, after, condition_of, node_of, posted_node
from app.questionnaires.forms.properties import Mistyped
from app.questionnaires.views.building import Builder
from app.questionnaires.views.editing import Then, in_parts, make_edit
from app.questionnaires.views.pages import drawn, names_at
from app.questionnaires.views.panel import panel_of
from app.questionnaires.views.shared import Draft, address, blueprint, open_draft
from app.web.access import action

_FACTS = {"kind": RespondentKind, "regional_group": RegionalGroup}


@blueprint.get("/<key>/draft/condition")
@action(Action.EDIT_QUESTIONNAIRES)
def condition(key: str) -> str:
    """When the thing at the place is shown, row by row."""
    draft, at = open_draft(key), address(request.args.get("at", ""))
    return _page(draft, at, node_of(draft.thing(at).get("shown_when")))


@blueprint.post("/<key>/draft/condition")
@action(Action.EDIT_QUESTIONNAIRES)
def change_condition(key: str) -> Response | str | tuple[str, int]:
    """Add, change or take out rows; or save them."""
    draft, at = open_draft(key), address(request.form.get("at", ""))
    draft.thing(at)
    step = request.form.get("do", "save")
    node = posted_node(request.form)
    if step == "clear":
        return _put(draft, at, None)
    if step != "save":
        return _page(draft, at, after(node, step))
    try:
        return _put(draft, at, condition_of(node))
    except Mistyped as mistake:
        return _page(draft, at, node, str(mistake)), 422


def _put(draft: Draft, at: Address, found: Any) -> Response:
    return make_edit(draft, at, [Put((*at, "shown_when"), found)], Then(at, "place"))


def _page(draft: Draft, at: Address, node: Node, mistake: str = "") -> str:
    builder = Builder.at_place(draft, at)
    template = "_condition.html" if in_parts() else "condition.html"
    return render_template(
        f"questionnaires/{template}",
        **drawn(draft, panel_of(draft, at)),
        root=builder.row(node),
        questions=builder.questions(before=True),
        beside=builder.besides(),
        mistake=mistake,
    )


@blueprint.get("/<key>/draft/for-whom")
@action(Action.EDIT_QUESTIONNAIRES)
def for_whom(key: str) -> str:
    """The respondents to whom a section is shown."""
    draft, at = open_draft(key), address(request.args.get("at", ""))
    chosen, others = parted(draft.thing(at).get("shown_when"))
    names = names_at(draft, ())
    groups = [
        (
            fact,
            title,
            [(one.value, names.fact(one.value), one.value in chosen.get(fact, ())) for one in _FACTS[fact]],
        )
        for fact, title in (("kind", gettext("Kinds")), ("regional_group", gettext("Regional groups")))
    ]
    return render_template(
        "questionnaires/for_whom.html",
        **drawn(draft, panel_of(draft, at)),
        groups=groups,
        others=bool(others),
    )


@blueprint.post("/<key>/draft/for-whom")
@action(Action.EDIT_QUESTIONNAIRES)
def choose_for_whom(key: str) -> Response:
    """Show a section to the respondents chosen, beside whatever else it depends on."""
    draft, at = open_draft(key), address(request.form.get("at", ""))
    _, others = parted(draft.thing(at).get("shown_when"))
    for fact, known in _FACTS.items():
        values = [one.value for one in known if one.value in request.form.getlist(fact)]
        if values and len(values) < len(known):
            others = [*others, {"fact": fact, "is_any_of": values}]
    found = others[0] if len(others) == 1 else {"all": others} if others else None
    return _put(draft, at, found)


def parted(found: Any) -> tuple[dict[str, tuple[str, ...]], list[Any]]:
    """A condition as the facts that it asks for, by name, and all that it asks for besides."""
    parts = found["all"] if found and "all" in found else [found] if found else []
    chosen: dict[str, tuple[str, ...]] = {}
    others = []
    for part in parts:
        values = part.get("is_any_of") or ([part["is"]] if "is" in part else [])
        if part.get("fact") in _FACTS and values and part["fact"] not in chosen:
            chosen[part["fact"]] = tuple(values)
        else:
            others.append(part)
    return chosen, others
