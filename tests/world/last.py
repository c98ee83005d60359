"""The last of the States, whose report goes through the services by which people answer, submit and accept."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy.orm import Session

from app.cycles.queries import find_cycle
from app.domain.answers import Files, Items, Parts, Value
from app.domain.policy import SYSTEM
from app.domain.question_types import Question, Repeat
from app.domain.typed import Typed, joined, within
from app.questionnaires.queries import Definitions
from app.reports.making import Composed, compose
from app.review.services import accept
from app.submissions.listing import Listing, add_file
from app.submissions.models import Snapshot
from app.submissions.queries import find_work
from app.submissions.saving import Posted, save_answers
from app.submissions.submitting import Declaration, submit
from tests.conftest import AUDIT_KEY
from tests.world.drawing import answers
from tests.world.instance import ACCEPTED, SUBMITTED, World

NOTHING: Mapping[str, Value] = MappingProxyType({})


def answer(session: Session, world: World, changed: Mapping[str, Value] = NOTHING) -> Snapshot:
    """Saves what the last State answers, with what is `changed` of it, submits it, and has it accepted."""
    work = find_work(session, world.last, None)
    said = {**answers(world.questionnaire, work.respondent_code), **changed}
    _save(session, world, said)
    snapshot = submit(
        session,
        actor=SYSTEM,
        now=SUBMITTED,
        audit_key=AUDIT_KEY,
        work=find_work(session, world.last, None),
        questionnaire=world.questionnaire,
        declaration=Declaration(name="An official", function="Focal point"),
        idempotency_key="a-click",
    )
    work = find_work(session, world.last, None)
    accept(session, actor=SYSTEM, now=ACCEPTED, audit_key=AUDIT_KEY, work=work)
    return snapshot


def composed(session: Session, world: World) -> Composed:
    """The document of what is accepted."""
    return compose(
        session,
        cycle=find_cycle(session, world.cycle_key),
        definitions=Definitions(),
        demonstration=True,
        language="en",
    )


def _save(session: Session, world: World, said: Mapping[str, Value]) -> None:
    posted = {
        name: Posted(fields, revision=0)
        for question in world.questionnaire.questions_asked()
        for name, fields in _typed(question, said[question.key]).items()
        if fields
    }
    save_answers(
        session,
        actor=SYSTEM,
        now=SUBMITTED,
        audit_key=AUDIT_KEY,
        submission_id=world.last,
        questionnaire=world.questionnaire,
        posted=posted,
        idempotency_key="a-save",
    )
    for key, value in said.items():
        for file in value.files if isinstance(value, Files) else ():
            click = f"a-document-{key}"
            add_file(Listing(session, SYSTEM, SUBMITTED, AUDIT_KEY, world.last, key, click), file, 10)


def _typed(question: Question, value: Value) -> Mapping[str, Typed]:
    """What is typed to give an answer, by the name of the answer: of a list, entry by entry."""
    if isinstance(value, Files):
        return {}
    if isinstance(question, Repeat) and isinstance(value, Items):
        return {f"{question.key}/{item}": _entry(question, parts) for item, parts in value.items}
    return {question.key: question.for_form(value)}


def _entry(repeat: Repeat, parts: Parts) -> Typed:
    return joined(within(one.key, one.for_form(parts.get(one.key))) for one in repeat.questions)
