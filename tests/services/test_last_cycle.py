"""What was submitted in the cycle before, and the comment asked for when an answer went back since."""

from flask import Flask
from sqlalchemy.orm import Session

from app.domain.answers import Choice
from app.domain.applicability import applicability
from app.domain.progress import problems_of
from app.submissions.queries import find_work
from app.submissions.record import EMPTY, record_before
from tests.services.demo import not_started, submission_of


def test_an_answer_that_went_back_since_the_cycle_before_is_found(app: Flask, session: Session) -> None:
    work = find_work(session, submission_of(session, "XAC").id, None)
    questionnaire = app.extensions["definitions"].of_version(session, work.version_id)
    before = record_before(session, work, questionnaire.key).answers
    said = {
        key
        for key, value in before.items()
        if value == Choice("yes") and questionnaire.by_key[key].type == "yes_no_planned"
    }
    now = dict(before) | {key: Choice("no") for key in said}
    found = problems_of(questionnaire, applicability(questionnaire, now), before)
    back = {problem.question_key for problem in found if "in the cycle before" in str(problem.message)}
    assert back
    assert back <= said


def test_the_first_cycle_has_none_before_it(session: Session) -> None:
    work = find_work(session, not_started(session).id, None)
    assert record_before(session, work, "another-questionnaire") == EMPTY
