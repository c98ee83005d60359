"""The page on which a list is pasted or typed line by line: options, rows, terms."""

from flask import render_template, request
from werkzeug.wrappers import Response

from app.domain.editing import Address, Put
from app.domain.policy import Action
from app.questionnaires.forms.kinds import Kind, Spec, specs_of
from app.questionnaires.forms.lines import as_lines, from_lines
from app.questionnaires.forms.properties import Mistyped
from app.questionnaires.forms.words import label
from app.questionnaires.views.editing import Then, make_edit
from app.questionnaires.views.pages import drawn
from app.questionnaires.views.panel import panel_of
from app.questionnaires.views.shared import Draft, address, blueprint, gone, model_at, open_draft
from app.web.access import action


@blueprint.get("/<key>/draft/lines")
@action(Action.EDIT_QUESTIONNAIRES)
def lines(key: str) -> str:
    """A list of a thing as lines."""
    draft, at = open_draft(key), address(request.args.get("at", ""))
    spec = _spec(draft, at, request.args.get("name", ""))
    items = draft.thing(at).get(spec.name) or []
    return _page(draft, at, spec, as_lines(spec.kind, items, draft.language), "")


@blueprint.post("/<key>/draft/lines")
@action(Action.EDIT_QUESTIONNAIRES)
def save_lines(key: str) -> Response | tuple[str, int]:
    """Take the lines as the whole list."""
    draft, at = open_draft(key), address(request.form.get("at", ""))
    spec = _spec(draft, at, request.form.get("name", ""))
    typed = request.form.get("lines", "")
    held = draft.thing(at).get(spec.name) or []
    try:
        items = from_lines(spec.kind, typed, held, draft.language)
    except Mistyped as mistake:
        return _page(draft, at, spec, typed, str(mistake)), 422
    value = items if items or spec.required else None
    return make_edit(draft, at, [Put((*at, spec.name), value)], Then(at, "place"))


def _spec(draft: Draft, at: Address, name: str) -> Spec:
    """The list that is asked for. Raises NotFound."""
    model = model_at(draft.thing(at), at)
    found = [one for one in specs_of(model) if one.name == name] if model is not None else []
    if not found or found[0].kind not in (Kind.OPTIONS, Kind.TERMS):
        raise gone()
    return found[0]


def _page(draft: Draft, at: Address, spec: Spec, typed: str, mistake: str) -> str:
    return render_template(
        "questionnaires/lines.html",
        **drawn(draft, panel_of(draft, at)),
        name=spec.name,
        kind=spec.kind.value,
        label=label(spec.name),
        typed=typed,
        mistake=mistake,
    )
