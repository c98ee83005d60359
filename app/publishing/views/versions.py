"""Versions of a questionnaire: listed, compared with one another, published with their impact, retired."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from app.db import db
from app.domain.comparing import ChangeClass, broken_trends, is_patch
from app.domain.diagnostics import analyse
from app.domain.errors import NotFound, NotPublishable, message
from app.domain.in_words import Speaker
from app.domain.policy import Action
from app.domain.questionnaire import Questionnaire
from app.domain.text import LocalizedText
from app.publishing.forms import classes_from, field_name
from app.publishing.places import place_in_words
from app.publishing.queries import (
    Given,
    before,
    bound_to,
    classes_given,
    draft_among,
    listed,
    open_cycles_of,
    same_number,
    versions_of,
)
from app.publishing.services import content_hash_of, publish_draft, retire
from app.publishing.showing import NOTHING_SAID, Comparison
from app.questionnaires.models import QuestionnaireVersion, VersionStatus
from app.questionnaires.queries import find_labelled
from app.web.access import action
from app.web.clock import now
from app.web.languages import locale_code, translate
from app.web.rendering import text_view
from app.web.view_models import TextView

blueprint = Blueprint("publishing", __name__, url_prefix="/questionnaires")


@blueprint.get("/<key>/versions")
@action(Action.READ_VERSIONS)
def versions(key: str) -> str:
    found = versions_of(db.session, key)
    return render_template(
        "publishing/versions.html",
        key=key,
        title=_title(found[0]),
        rows=listed(db.session, key, found),
        before={one.id: earlier.label for one in found if (earlier := before(found, one))},
        has_draft=draft_among(found) is not None,
    )


@blueprint.get("/<key>/compare")
@action(Action.READ_VERSIONS)
def compare(key: str) -> str:
    """Any two versions, "from" and "to"; without them the newest and the one before it."""
    found = versions_of(db.session, key)
    newer = _asked_for(key, "to") or found[0]
    older = _asked_for(key, "from") or before(found, newer) or newer
    comparison = Comparison.of(_definition(older), _definition(newer))
    follows = before(found, newer) is older
    given = classes_given(db.session, newer.id) if follows else NOTHING_SAID
    return render_template(
        "publishing/compare.html",
        key=key,
        title=_title(newer),
        versions=found,
        older=older,
        newer=newer,
        groups=comparison.groups(_speaker(), given),
        figures=comparison.figures(),
        is_patch=is_patch(comparison.before, comparison.after),
    )


@blueprint.get("/<key>/publish")
@action(Action.PUBLISH_QUESTIONNAIRE)
def publish_page(key: str) -> str:
    return _publish_page(key, NOTHING_SAID, ())


@blueprint.post("/<key>/publish")
@action(Action.PUBLISH_QUESTIONNAIRE)
def publish(key: str) -> Any:
    given = classes_from(request.form)
    try:
        done = publish_draft(
            db.session,
            actor=g.actor,
            now=now(),
            audit_key=current_app.config["AUDIT_KEY"],
            version_id=_own_version(key, request.form.get("version", "")).id,
            expected=request.form.get("expected", ""),
            classes=given,
            as_patch=request.form.get("as") == "patch",
        )
    except NotPublishable as refusal:
        db.session.rollback()
        reasons = (translate(refusal.message), *(translate(reason) for reason in refusal.reasons))
        return _publish_page(key, given, reasons), 422
    db.session.commit()
    flash(gettext("Version %(version)s is published.", version=done.label))
    if done.taken_over.submissions:
        flash(
            ngettext(
                "One national report in preparation now shows its corrected words. No answer was changed.",
                "%(num)d national reports in preparation now show its corrected words. No answer was changed.",
                done.taken_over.submissions,
            )
        )
    return redirect(url_for(".versions", key=key), 303)


@blueprint.get("/<key>/versions/<label>/retire")
@action(Action.PUBLISH_QUESTIONNAIRE)
def retire_page(key: str, label: str) -> str:
    version = find_labelled(db.session, key, label)
    return render_template(
        "publishing/retire.html",
        key=key,
        title=_title(version),
        version=version,
        using=open_cycles_of(db.session, now(), [version.id]),
        bound=bound_to(db.session, version.id),
    )


@blueprint.post("/<key>/versions/<label>/retire")
@action(Action.PUBLISH_QUESTIONNAIRE)
def retire_version(key: str, label: str) -> Any:
    version = find_labelled(db.session, key, label)
    retire(db.session, actor=g.actor, now=now(), audit_key=current_app.config["AUDIT_KEY"], version=version)
    db.session.commit()
    flash(gettext("Version %(version)s is retired. No new cycle can send it out.", version=label))
    return redirect(url_for(".versions", key=key), 303)


def _publish_page(key: str, said: Mapping[tuple[str, str], Given], reasons: tuple[str, ...]) -> str:
    """The draft, what is wrong with it, how it differs, and what publishing it would do."""
    found = versions_of(db.session, key)
    draft = draft_among(found)
    if draft is None:
        return render_template("publishing/nothing.html", key=key, title=_title(found[0]))
    base, after = before(found, draft), _definition(draft)
    comparison = Comparison.of(_definition(base), after) if base else None
    changes = comparison.changes if comparison else ()
    classes: Mapping[tuple[str, str], ChangeClass] = {name: one.classed for name, one in said.items()}
    using = same_number(found, base) if base else []
    return render_template(
        "publishing/publish.html",
        key=key,
        title=_title(draft),
        draft=draft,
        base=base,
        expected=content_hash_of(draft),
        reasons=reasons,
        diagnostics=[(place_in_words(draft.document, one.place), one) for one in analyse(after)],
        groups=comparison.groups(_speaker(), said) if comparison else [],
        changes=len(changes),
        patchable=comparison is not None
        and base is not None
        and base.status == VersionStatus.PUBLISHED
        and is_patch(comparison.before, after),
        cycles=open_cycles_of(db.session, now(), using),
        trends=broken_trends(changes, classes),
        field_name=field_name,
    )


def _asked_for(key: str, name: str) -> QuestionnaireVersion | None:
    label = request.args.get(name)
    return find_labelled(db.session, key, label) if label else None


def _own_version(key: str, version_id: str) -> QuestionnaireVersion:
    """The version with this id, of the questionnaire `key`. Raises NotFound."""
    for version in versions_of(db.session, key):
        if str(version.id) == version_id:
            return version
    raise NotFound(message("There is no such version of this questionnaire."))


def _definition(version: QuestionnaireVersion) -> Questionnaire:
    return Questionnaire.model_validate(version.document)


def _title(version: QuestionnaireVersion) -> TextView:
    return text_view(LocalizedText.model_validate(version.document["title"]), locale_code())


def _speaker() -> Speaker:
    return Speaker(locale_code(), translate)
