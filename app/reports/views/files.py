"""Other files from the same document: Word, one HTML page, the tables as a workbook, the four-page summary.

They are made within the request: from the demonstration's answers each takes less than a second, the summary a layout
or two more. None is kept, since the same data give the same file again.
"""

from typing import Any

from flask import current_app, g, redirect, url_for

from app.cycles.queries import find_carried, find_cycle, questionnaires_of
from app.db import db, read_only
from app.domain.canonical import sha256_of
from app.domain.errors import NotFound, message
from app.domain.policy import Action, RespondentKind
from app.reports.forms import FileForm
from app.reports.making import Composed, compose
from app.reports.outputs.formats import FORMATS
from app.reports.services.files import note_file
from app.reports.views.shared import blueprint
from app.reports.voices import voice_of
from app.web.access import action
from app.web.clock import now
from app.web.downloads import as_download


@blueprint.post("/cycles/<key>/report/files")
@action(Action.EXPORT_REPORT)
def make_file(key: str) -> Any:
    """The file. A form and not a link, as it is noted in the audit trail."""
    form = FileForm()
    if not form.validate_on_submit():
        return redirect(url_for(".desk", key=key), 303)
    file_format, language = str(form.file_format.data), str(form.language.data)
    composed, questionnaire = _composed(key, form.questionnaire.data, language)
    wanted, document = FORMATS[file_format], composed.document
    content = wanted.write(document, voice_of(document.language))
    note_file(
        db.session,
        actor=g.actor,
        now=now(),
        audit_key=current_app.config["AUDIT_KEY"],
        cycle_key=key,
        facts={
            "format": file_format,
            "language": document.language,
            "questionnaire": questionnaire,
            "data_set": document.data_set,
            "sha256": sha256_of(content),
        },
    )
    db.session.commit()
    return as_download(
        content, wanted.media_type, f"{key}-{questionnaire}-{document.language}.{wanted.ending}"
    )


def _composed(key: str, questionnaire: str | None, language: str) -> tuple[Composed, str]:
    """The document, and the key of its questionnaire; read apart, so that nobody who writes waits for it."""
    definitions = current_app.extensions["definitions"]
    with db.sessionmaker() as reading:
        read_only(reading)
        cycle = find_cycle(reading, key)
        carried = find_carried(questionnaires_of(reading, cycle.id), questionnaire)
        if RespondentKind.MEMBER_STATE not in definitions.of_version(reading, carried.version_id).kinds:
            raise NotFound(message("This questionnaire has no report: Member States do not answer it."))
        composed = compose(
            reading,
            cycle=cycle,
            definitions=definitions,
            demonstration=current_app.config["INSTANCE"] == "demonstration",
            language=language,
            questionnaire_key=carried.key,
        )
    return composed, carried.key
