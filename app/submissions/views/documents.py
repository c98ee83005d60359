"""Documents of a submission: sending one, and getting it back."""

import hashlib
from typing import Any

from flask import current_app, flash, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app.db import db
from app.domain.errors import Refusal
from app.domain.policy import Action
from app.domain.question_types import Attachment
from app.domain.questionnaire import Questionnaire
from app.submissions.files import examine, find_file
from app.submissions.forms import DOCUMENT_LANGUAGES, DocumentForm
from app.submissions.listing import add_file
from app.submissions.queries import Work
from app.submissions.views.lists import back_to, listing_of
from app.submissions.views.shared import answered, blueprint, no_such_list, work_of
from app.submissions.views.wording import reader_language
from app.web.access import action, takes
from app.web.downloads import as_download
from app.web.languages import translate
from app.web.rendering import text_view

LARGEST_UPLOAD = 22_000_000  # bytes of a request that sends a document: twenty million and its wrapping


def _attachment_of(questionnaire: Questionnaire, question_key: str) -> Attachment:
    question = questionnaire.by_key.get(question_key)
    if not isinstance(question, Attachment):
        raise no_such_list()
    return question


@blueprint.get("/<int:submission_id>/documents/<question_key>")
@action(Action.FILL_SUBMISSION)
def documents(submission_id: int, question_key: str) -> str:
    work, questionnaire = work_of(submission_id, Action.FILL_SUBMISSION)
    question = _attachment_of(questionnaire, question_key)
    return _document_page(
        work, questionnaire, question, DocumentForm(language=reader_language(questionnaire))
    )


def _document_page(
    work: Work, questionnaire: Questionnaire, question: Attachment, form: DocumentForm, refused: str = ""
) -> str:
    return render_template(
        "submissions/document.html",
        work=work,
        section=questionnaire.section_of[question.key],
        title=text_view(question.text, reader_language(questionnaire)),
        question=question,
        form=form,
        languages=DOCUMENT_LANGUAGES,
        refused=refused,
    )


@blueprint.post("/<int:submission_id>/documents/<question_key>")
@action(Action.FILL_SUBMISSION)
@takes(LARGEST_UPLOAD)
def send_document(submission_id: int, question_key: str) -> Any:
    work, questionnaire = work_of(submission_id, Action.FILL_SUBMISSION)
    question = _attachment_of(questionnaire, question_key)
    form = DocumentForm()
    if not form.validate_on_submit():
        return _document_page(work, questionnaire, question, form), 422
    content = form.file.data.read()
    try:
        file = examine(
            question,
            file_id=_file_id(str(form.idempotency_key.data), content),
            name=form.file.data.filename or "",
            title=str(form.title.data),
            language=str(form.language.data),
            content=content,
        )
    except Refusal as refusal:
        return _document_page(work, questionnaire, question, form, translate(refusal.message)), 422
    add_file(listing_of(work, question_key), file, question.at_most)
    # After the list has taken it and before that is committed: neither is ever without the other.
    current_app.extensions["files"].put(work.id, file.id, content)
    db.session.commit()
    flash(gettext("Saved."))
    return back_to(work, questionnaire, question_key)


@blueprint.get("/<int:submission_id>/files/<file_id>")
@action(Action.READ_SUBMISSION)
def document(submission_id: int, file_id: str) -> BaseResponse:
    """A document of the respondent's own, as it was sent; always a download, never shown in the page."""
    work, questionnaire = work_of(submission_id, Action.READ_SUBMISSION)
    file = find_file(answered(work, questionnaire).answers, file_id)
    content = current_app.extensions["files"].get(work.id, file.id)
    return as_download(content, file.media_type, file.name)


def _file_id(idempotency_key: str, content: bytes) -> str:
    """The same for a form that was sent twice, so that its document is kept once."""
    return hashlib.sha256(idempotency_key.encode() + b"\n" + content).hexdigest()[:32]
