"""The page of a draft."""

from flask import request

from app.domain.policy import Action
from app.questionnaires.views.pages import editor_page
from app.questionnaires.views.shared import address, blueprint, open_draft
from app.web.access import action


@blueprint.get("/<key>/draft")
@action(Action.EDIT_QUESTIONNAIRES)
def draft(key: str) -> str:
    """The outline, and the place that the address names: the questionnaire itself without one."""
    return editor_page(open_draft(key), address(request.args.get("at", "")))
