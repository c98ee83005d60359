"""The page on which a condition is built from rows."""

from typing import Any

from flask import render_template, request
from werkzeug.wrappers import Response

from app.domain.editing import Address, Put
from app.domain.policy import Action
from app.questionnaires.forms.conditions import Node, after, condition_of, node_of, posted_node
from app.questionnaires.forms.properties import Mistyped
from app.questionnaires.views.building import Builder
from app.questionnaires.views.editing import Then, in_parts, make_edit
from app.questionnaires.views.pages import drawn
from app.questionnaires.views.panel import panel_of
from app.questionnaires.views.shared import Draft, address, blueprint, open_draft
from app.web.access import action


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
