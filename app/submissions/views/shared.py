"""What every page of a submission starts from: the blueprint, the reader's own submission, the language."""

from flask import Blueprint, current_app, g

from app.db import db
from app.domain.errors import NotFound, Refusal, message
from app.domain.policy import Action
from app.domain.questionnaire import Questionnaire, Section
from app.submissions.queries import (
    Work,
    find_work,
    no_such_submission,
)
from app.web.access import require
from app.web.languages import locale_code

blueprint = Blueprint("submissions", "app.submissions.views", url_prefix="/submissions")


def work_of(submission_id: int, wanted: Action) -> tuple[Work, Questionnaire]:
    """The submission, if it is the reader's own: another respondent's is not there at all."""
    work = find_work(db.session, submission_id, g.actor.account_id)
    if work.member_role is None:
        raise no_such_submission()
    require(wanted, work.facts())
    return work, current_app.extensions["definitions"].of_version(db.session, work.version_id)


def section_of(questionnaire: Questionnaire, key: str) -> Section:
    try:
        return questionnaire.section_by_key[key]
    except KeyError:
        raise NotFound(message("There is no such section in this questionnaire.")) from None


def reader_language() -> str:
    return locale_code()


def may_fill(work: Work) -> bool:
    try:
        require(Action.FILL_SUBMISSION, work.facts())
    except Refusal:
        return False
    return True
