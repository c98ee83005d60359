"""For whom a section is: kinds, regional groups, or a list of respondents. The rest of its condition stays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.queries import all_respondents
from app.db import db
from app.domain.editing import Put
from app.domain.policy import Action, RegionalGroup, RespondentKind
from app.questionnaires.views.editing import Then, make_edit
from app.questionnaires.views.pages import drawn, names_at
from app.questionnaires.views.panel import panel_of
from app.questionnaires.views.shared import Draft, address, blueprint, open_draft
from app.web.access import action
from app.web.languages import in_language

FACTS = ("kind", "regional_group", "respondent")


@dataclass(frozen=True)
class Group:
    """Values of one fact to choose from, each with its name and whether it is chosen."""

    fact: str
    title: str
    values: tuple[tuple[str, str, bool], ...]
    long: bool = False


@blueprint.get("/<key>/draft/for-whom")
@action(Action.EDIT_QUESTIONNAIRES)
def for_whom(key: str) -> str:
    """The respondents to whom a section is shown."""
    draft, at = open_draft(key), address(request.args.get("at", ""))
    chosen, others = parted(draft.thing(at).get("shown_when"))
    return render_template(
        "questionnaires/for_whom.html",
        **drawn(draft, panel_of(draft, at)),
        groups=_groups(draft, chosen),
        others=bool(others),
    )


def _groups(draft: Draft, chosen: Mapping[str, tuple[str, ...]]) -> list[Group]:
    names = names_at(draft, ())
    reporting = {one.code: in_language(one.names) for one in all_respondents(db.session)}
    listed = chosen.get("respondent", ())
    gone = {code: code for code in listed if code not in reporting}
    named = sorted((gone | reporting).items(), key=lambda one: one[1])
    return [
        _group(
            "kind", gettext("Kinds"), ((one.value, names.fact(one.value)) for one in RespondentKind), chosen
        ),
        _group(
            "regional_group",
            gettext("Regional groups"),
            ((one.value, names.fact(one.value)) for one in RegionalGroup),
            chosen,
        ),
        _group("respondent", gettext("Only these respondents"), named, chosen, long=True),
    ]


def _group(
    fact: str,
    title: str,
    values: Iterable[tuple[str, str]],
    chosen: Mapping[str, tuple[str, ...]],
    *,
    long: bool = False,
) -> Group:
    ticked = chosen.get(fact, ())
    return Group(fact, title, tuple((value, name, value in ticked) for value, name in values), long)


@blueprint.post("/<key>/draft/for-whom")
@action(Action.EDIT_QUESTIONNAIRES)
def choose_for_whom(key: str) -> Response:
    """Show a section to the respondents chosen, beside whatever else it depends on."""
    draft, at = open_draft(key), address(request.form.get("at", ""))
    _, parts = parted(draft.thing(at).get("shown_when"))
    for fact in FACTS:
        values = request.form.getlist(fact)
        if values:
            parts = [*parts, {"fact": fact, "is_any_of": values}]
    found = parts[0] if len(parts) == 1 else {"all": parts} if parts else None
    return make_edit(draft, at, [Put((*at, "shown_when"), found)], Then(at, "place"))


def parted(found: Any) -> tuple[dict[str, tuple[str, ...]], list[Any]]:
    """A condition as the facts that it asks for, by name, and all that it asks for besides."""
    parts = found["all"] if found and "all" in found else [found] if found else []
    chosen: dict[str, tuple[str, ...]] = {}
    others = []
    for part in parts:
        values = part.get("is_any_of") or ([part["is"]] if "is" in part else [])
        if part.get("fact") in FACTS and values and part["fact"] not in chosen:
            chosen[part["fact"]] = tuple(values)
        else:
            others.append(part)
    return chosen, others
