"""A definition from a file: sent, looked at with its differences, then kept as the draft. Before, nothing is stored."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from app.db import db
from app.domain.editing import EditRefused, loaded
from app.domain.errors import Refusal
from app.domain.policy import Action
from app.domain.questionnaire import Questionnaire
from app.exchange.mistakes import InvalidFile
from app.exchange.uploads import LARGEST_UPLOAD, MOST_SHOWN, Upload, read_upload, safe_name
from app.questionnaires.importing import Imported, MovedMeanwhile, Standing, keep_import
from app.questionnaires.queries import latest_version
from app.questionnaires.views.differences import Difference, differences
from app.web.access import action, takes
from app.web.clock import now
from app.web.languages import locale_code, translate
from app.web.rendering import text_view
from app.web.sealing import opened, sealed

blueprint = Blueprint("importing", __name__, url_prefix="/questionnaires")
LARGEST_REQUEST = LARGEST_UPLOAD + 100_000  # bytes: the file and its wrapping
KEPT_FOR = timedelta(hours=2)  # that a preview can be confirmed
PURPOSE = "import"


@dataclass(frozen=True)
class Listed:
    """The first of many things, and how many there are."""

    shown: tuple[Any, ...]
    count: int

    @classmethod
    def of(cls, found: Any) -> "Listed":
        return cls(tuple(found[:MOST_SHOWN]), len(found))


@blueprint.get("/import")
@action(Action.IMPORT_QUESTIONNAIRE)
def choose() -> str:
    return _choose_page()


@blueprint.post("/import")
@action(Action.IMPORT_QUESTIONNAIRE)
@takes(LARGEST_REQUEST)
def preview() -> Any:
    """What the file holds and how it differs from what there is."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _choose_page(missing=True), 422
    name = safe_name(sent.filename)
    try:
        upload = read_upload(name, sent.stream.read(LARGEST_UPLOAD + 1))
        document = loaded(upload.questionnaire.document())
    except InvalidFile as invalid:
        return _choose_page(file=name, mistakes=Listed.of(invalid.mistakes)), 422
    except EditRefused as refused:
        return _choose_page(file=name, refused=f"{name}: {translate(refused.message)}"), 422
    return _preview_page(Imported(document, name), upload)


@blueprint.post("/import/keep")
@action(Action.IMPORT_QUESTIONNAIRE)
def keep() -> Any:
    """Keep what was looked at as the draft; where the draft has moved since, show the differences again."""
    account_id, at = g.account.id, now()
    held = opened(
        request.form.get("held", ""), purpose=PURPOSE, account_id=account_id, now=at, within=KEPT_FOR
    )
    imported = Imported(held["document"], held["file"])
    try:
        changed = keep_import(
            db.session,
            actor=g.actor,
            now=at,
            audit_key=current_app.config["AUDIT_KEY"],
            drafts=current_app.extensions["drafts"],
            imported=imported,
            expected=Standing(*held["expected"]),
            idempotency_key=held["click"],
        )
    except MovedMeanwhile as moved:
        db.session.rollback()
        return _preview_page(imported, None, moved), 409
    db.session.commit()
    said = (
        gettext("The file is kept as the draft.")
        if changed
        else gettext("The newest version says the same already.")
    )
    flash(said)
    return redirect(url_for("questionnaires.questionnaires"), 303)


def _choose_page(
    *, file: str = "", missing: bool = False, mistakes: Listed | None = None, refused: str = ""
) -> str:
    return render_template(
        "questionnaires/import.html",
        file=file,
        missing=missing,
        mistakes=mistakes,
        refused=refused,
        megabytes=LARGEST_UPLOAD // 1_000_000,
    )


def _preview_page(imported: Imported, upload: Upload | None, moved: Refusal | None = None) -> str:
    """`upload` is None where the file was read before, and only what it is compared with has changed."""
    newest = latest_version(db.session, imported.key)
    after = Questionnaire.model_validate(imported.document)
    before = Questionnaire.model_validate(newest.document) if newest else None
    found: tuple[Difference, ...] = differences(before, after) if before else ()
    held = {
        "document": imported.document,
        "file": imported.file,
        "expected": Standing.of(newest).for_json(),
        "click": secrets.token_hex(16),
    }
    return render_template(
        "questionnaires/import_preview.html",
        file=imported.file,
        title=text_view(after.title, locale_code()),
        key=after.key,
        sections=len(after.sections),
        questions_asked=sum(1 for _ in after.questions_asked()),
        languages=after.languages,
        warnings=Listed.of(upload.warnings if upload else ()),
        not_mapped=Listed.of(upload.not_mapped if upload else ()),
        is_form=upload is not None and upload.form == "xlsform",
        newest=newest,
        differences=Listed.of(found),
        moved=translate(moved.message) if moved else "",
        held=sealed(held, purpose=PURPOSE, account_id=g.account.id, now=now()),
    )
