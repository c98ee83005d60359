"""The page of one check: what must hold, or what must not be said together; and where a value is worked out from."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from app.domain.editing import Address, Edit, Insert, Put, Remove
from app.domain.policy import Action
from app.questionnaires.forms.conditions import Node, after, condition_of, node_of, posted_node
from app.questionnaires.forms.operands import Amounts, amounts_after, amounts_of, operand_of, posted_amounts
from app.questionnaires.forms.properties import Fields, Mistyped
from app.questionnaires.views.building import Builder
from app.questionnaires.views.editing import Then, in_parts, make_edit
from app.questionnaires.views.pages import drawn
from app.questionnaires.views.panel import panel_of
from app.questionnaires.views.shared import Draft, address, blueprint, gone, open_draft
from app.web.access import action

COMPARISONS = {
    "equal": lazy_gettext("equals"),
    "at_least": lazy_gettext("is at least"),
    "at_most": lazy_gettext("is at most"),
    "more_than": lazy_gettext("is more than"),
    "less_than": lazy_gettext("is less than"),
}

NO_AMOUNTS = Amounts()
EMPTY = node_of(None)


@dataclass(frozen=True)
class CheckForm:
    """A check as its page shows it, filled in or not."""

    text: str = ""
    severity: str = "warning"
    form: str = "compare"
    left: Amounts = NO_AMOUNTS
    must_be: str = "at_most"
    right: Amounts = NO_AMOUNTS
    node: Node = EMPTY


def _of_rule(draft: Draft, rule: dict[str, Any]) -> CheckForm:
    fails = rule.get("fails_when")
    return CheckForm(
        draft.text(rule),
        str(rule.get("severity", "warning")),
        "fails" if fails else "compare",
        amounts_of(rule.get("left")),
        str(rule.get("is", "at_most")),
        amounts_of(rule.get("right")),
        node_of(fails),
    )


def _of_post(posted: Fields) -> CheckForm:
    step = posted.get("do", "")
    left, right = (amounts_after(posted_amounts(posted, name), name, step) for name in ("left", "right"))
    return CheckForm(
        posted.get("text", "").strip(),
        posted.get("severity", "warning"),
        posted.get("form", "compare"),
        left,
        posted.get("must_be", "at_most"),
        right,
        after(posted_node(posted), step),
    )


def _rule(draft: Draft, form: CheckForm, held: dict[str, Any]) -> dict[str, Any]:
    """The check as the document writes it; translations of its text stay. Raises Mistyped."""
    if not form.text:
        raise Mistyped(gettext("Write what the respondent is told when it fails."))
    rule: dict[str, Any] = {
        "text": {**held.get("text", {}), draft.language: form.text},
        "severity": form.severity,
    }
    if form.form == "fails":
        return rule | {"fails_when": condition_of(form.node)}
    return rule | {"left": operand_of(form.left), "is": form.must_be, "right": operand_of(form.right)}


@blueprint.get("/<key>/draft/check")
@action(Action.EDIT_QUESTIONNAIRES)
def check(key: str) -> str:
    """A check of the question at the place: the one with the number, or a new one."""
    draft, at, number = open_draft(key), address(request.args.get("at", "")), request.args.get("number", "")
    held = _held(draft, at, number)
    return _page(draft, at, number, _of_rule(draft, held) if held else CheckForm())


@blueprint.post("/<key>/draft/check")
@action(Action.EDIT_QUESTIONNAIRES)
def change_check(key: str) -> Response | str | tuple[str, int]:
    """Change rows of a check, save it, or take it out."""
    draft, at = open_draft(key), address(request.form.get("at", ""))
    number = request.form.get("number", "")
    held = _held(draft, at, number)
    step, form = request.form.get("do", "save"), _of_post(request.form)
    into = (*at, "checks")
    if step == "delete" and held:
        return make_edit(draft, at, [Remove((*into, number))], Then(at, "place"))
    if step != "save":
        return _page(draft, at, number, form)
    try:
        rule = _rule(draft, form, held)
    except Mistyped as mistake:
        return _page(draft, at, number, form, str(mistake)), 422
    end = len(draft.thing(at).get("checks") or ())
    edit: Edit = Put((*into, number), rule) if held else Insert(into, end, rule)
    return make_edit(draft, at, [edit], Then(at, "place"))


def _held(draft: Draft, at: Address, number: str) -> dict[str, Any]:
    """The check with the number; nothing for a new one. Raises NotFound."""
    checks = draft.thing(at).get("checks") or []
    if not number:
        return {}
    if not number.isdigit() or int(number) >= len(checks):
        raise gone()
    found: dict[str, Any] = checks[int(number)]
    return found


def _page(draft: Draft, at: Address, number: str, form: CheckForm, mistake: str = "") -> str:
    builder = Builder.inside(draft, at)
    template = "_check.html" if in_parts() else "check.html"
    return render_template(
        f"questionnaires/{template}",
        **drawn(draft, panel_of(draft, at)),
        check=form,
        number=number,
        left=builder.amount(form.left, "left"),
        right=builder.amount(form.right, "right"),
        root=builder.row(form.node),
        questions=builder.questions(before=False),
        beside=builder.besides(),
        comparisons=tuple((name, str(words)) for name, words in COMPARISONS.items()),
        mistake=mistake,
    )


@blueprint.get("/<key>/draft/source")
@action(Action.EDIT_QUESTIONNAIRES)
def source(key: str) -> str:
    """What a value is worked out from."""
    draft, at = open_draft(key), address(request.args.get("at", ""))
    return _source_page(draft, at, amounts_of(draft.thing(at).get("value")), _kind_of(draft.thing(at)))


def _kind_of(thing: Any) -> str:
    return next((name for name in ("count_of", "fact") if thing.get(name)), "value")


@blueprint.post("/<key>/draft/source")
@action(Action.EDIT_QUESTIONNAIRES)
def change_source(key: str) -> Response | str | tuple[str, int]:
    """Choose what a value is worked out from: a calculation, the number of entries of a list, or what is known."""
    draft, at = open_draft(key), address(request.form.get("at", ""))
    thing, step = draft.thing(at), request.form.get("do", "save")
    kind = request.form.get("kind", "value")
    amounts = amounts_after(posted_amounts(request.form, "value"), "value", step)
    if step != "save":
        return _source_page(draft, at, amounts, kind)
    try:
        found = _source(kind, amounts)
    except Mistyped as mistake:
        return _source_page(draft, at, amounts, kind, str(mistake)), 422
    kept = {name: value for name, value in thing.items() if name not in ("value", "count_of", "fact")}
    return make_edit(draft, at, [Put(at, kept | found)], Then(at, "place"))


def _source(kind: str, amounts: Amounts) -> dict[str, Any]:
    """Raises Mistyped."""
    if kind == "fact":
        return {"fact": "respondent"}
    if kind == "count_of":
        counted = request.form.get("count_of", "").strip()
        if not counted:
            raise Mistyped(gettext("Say whose entries are counted."))
        return {"count_of": counted}
    return {"value": operand_of(amounts)}


def _source_page(draft: Draft, at: Address, amounts: Amounts, kind: str, mistake: str = "") -> str:
    builder = Builder.at_place(draft, at)
    template = "_source.html" if in_parts() else "source.html"
    return render_template(
        f"questionnaires/{template}",
        **drawn(draft, panel_of(draft, at)),
        kind=kind,
        counted=request.form.get("count_of", draft.thing(at).get("count_of", "")),
        amount=builder.amount(amounts, "value"),
        questions=builder.questions(before=True),
        beside=builder.besides(),
        mistake=mistake,
    )
