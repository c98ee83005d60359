"""Writes of passage checks: staff open and extend one, a State answers for its own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.services import record
from app.cycles.models import ReportingCycle
from app.domain.editing.refusals import refuse_unstorable
from app.domain.errors import NotFound, NotPossibleNow, message
from app.domain.passages import Outcome, corrected
from app.domain.quoting import Quotation
from app.questionnaires.models import QuestionnaireRecord, QuestionnaireVersion
from app.reports.models import Passage, PassageCheck
from app.reports.services.coding import Editor
from app.submissions.models import Snapshot


@dataclass(frozen=True)
class Answer:
    """What a State says of one passage of a submission of its own, of which it saw the revision `expected`."""

    submission_id: int
    respondent_id: int
    passage_id: int
    outcome: Outcome
    correction: str
    expected: int
    key: str


def open_check(
    session: Session,
    editor: Editor,
    *,
    cycle: ReportingCycle,
    version_id: int,
    quotations: Sequence[Quotation],
    deadline_at: datetime,
    key: str,
) -> PassageCheck:
    """Ask the States about `quotations`, in the order of the document. The same `key` twice is the same check.

    Raises NotPossibleNow where nothing is quoted, where the time would be over already, and where a check is open.
    """
    owner, known = _existing(session, cycle.id, version_id)
    if known is not None and known.idempotency_key == key:
        return known
    if known is not None:
        raise NotPossibleNow(message("Somebody opened this passage check meanwhile."))
    if not quotations:
        raise NotPossibleNow(message("The report quotes no State yet, so there is nothing to check."))
    _refuse_past(editor, deadline_at)
    check = PassageCheck(
        cycle_id=cycle.id,
        questionnaire_id=owner.id,
        version_id=version_id,
        opened_at=editor.now,
        opened_by=editor.actor.account_id,
        deadline_at=deadline_at,
        revision=1,
        idempotency_key=key,
    )
    session.add(check)
    session.flush()
    _ask(session, check, quotations)
    _record(session, editor, check.id, "passage_check_opened", _opened(cycle, owner, check, quotations))
    return check


def extend_check(
    session: Session, editor: Editor, *, check_id: int, deadline_at: datetime, expected: int
) -> None:
    """Give the States more time; the same deadline twice is once.

    Raises NotPossibleNow for a deadline that is not later, or when the check is not at revision `expected` any more.
    """
    check = session.scalars(
        sa.select(PassageCheck)
        .where(PassageCheck.id == check_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if deadline_at == check.deadline_at:
        return
    if check.revision != expected:
        raise NotPossibleNow(
            message("Somebody else changed the deadline meanwhile, so nothing was changed now. Look again.")
        )
    if deadline_at < check.deadline_at:
        raise NotPossibleNow(
            message("Choose a later day: States were promised the time until the present one.")
        )
    _refuse_past(editor, deadline_at)
    before = check.deadline_at
    check.deadline_at = deadline_at
    check.revision += 1
    facts = {"from": before.isoformat(timespec="seconds"), "to": deadline_at.isoformat(timespec="seconds")}
    _record(session, editor, check.id, "passage_check_extended", facts)


def answer_passage(session: Session, editor: Editor, answer: Answer) -> Passage:
    """Confirm, correct or withdraw a passage; it can be answered anew until the deadline. The same key twice is once.

    Raises NotFound where there is no such passage of this State; NotPossibleNow after the deadline, for a correction
    that is empty or too long, or when the passage is not at the revision expected any more.
    """
    passage, check = _own(session, answer)
    if passage.idempotency_key == answer.key:
        return passage
    if editor.now > check.deadline_at:
        raise NotPossibleNow(
            message("The time for checking is over, so nothing was changed. Write to the Secretariat.")
        )
    if passage.revision != answer.expected:
        raise NotPossibleNow(
            message(
                "A colleague of yours answered for this passage meanwhile, so nothing was changed now."
                " Look at what was said."
            )
        )
    words = None
    if answer.outcome is Outcome.CORRECTED:
        refuse_unstorable([answer.correction])
        words = corrected(answer.correction, passage.text)
    before = {"status": passage.status, "correction": passage.correction}
    passage.status, passage.correction = answer.outcome, words
    passage.answered_at, passage.answered_by = editor.now, editor.actor.account_id
    passage.revision += 1
    passage.idempotency_key = answer.key
    _record_answer(session, editor, passage, before)
    return passage


def _record_answer(session: Session, editor: Editor, passage: Passage, before: Mapping[str, Any]) -> None:
    facts = {
        "passage": passage.id,
        "place": passage.place,
        "before": before,
        "correction": passage.correction,
    }
    if passage.status == Outcome.CONFIRMED:
        _record(session, editor, passage.check_id, "passage_confirmed", facts)
    elif passage.status == Outcome.CORRECTED:
        _record(session, editor, passage.check_id, "passage_corrected", facts)
    else:
        _record(session, editor, passage.check_id, "passage_withdrawn", facts)


def _opened(
    cycle: ReportingCycle, owner: QuestionnaireRecord, check: PassageCheck, quotations: Sequence[Quotation]
) -> Mapping[str, Any]:
    """What the audit trail keeps of an opening."""
    return {
        "cycle": cycle.key,
        "questionnaire": owner.key,
        "passages": len(quotations),
        "states": len({one.said.state.code for one in quotations}),
        "deadline": check.deadline_at.isoformat(timespec="seconds"),
    }


def _existing(
    session: Session, cycle_id: int, version_id: int
) -> tuple[QuestionnaireRecord, PassageCheck | None]:
    """The questionnaire, locked so that one check is opened, and the check of the cycle that there is already."""
    owner = session.scalars(
        sa.select(QuestionnaireRecord)
        .join(QuestionnaireVersion, QuestionnaireVersion.questionnaire_id == QuestionnaireRecord.id)
        .where(QuestionnaireVersion.id == version_id)
        .with_for_update(of=QuestionnaireRecord)
    ).one()
    known = session.scalars(
        sa.select(PassageCheck).where(
            PassageCheck.cycle_id == cycle_id, PassageCheck.questionnaire_id == owner.id
        )
    ).one_or_none()
    return owner, known


def _own(session: Session, answer: Answer) -> tuple[Passage, PassageCheck]:
    """The passage, locked, if it is of the submission and of the State; else it is not there at all."""
    row = session.execute(
        sa.select(Passage, PassageCheck)
        .join(PassageCheck, PassageCheck.id == Passage.check_id)
        .join(Snapshot, Snapshot.id == Passage.snapshot_id)
        .where(
            Passage.id == answer.passage_id,
            Passage.respondent_id == answer.respondent_id,
            Snapshot.submission_id == answer.submission_id,
        )
        .with_for_update(of=Passage)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFound(message("There is no such passage, or it is not yours to see."))
    return row[0], row[1]


def _ask(session: Session, check: PassageCheck, quotations: Sequence[Quotation]) -> None:
    ids = {one.said.snapshot_id for one in quotations}
    rows = session.execute(
        sa.select(Snapshot.id, Snapshot.respondent_id).where(Snapshot.id.in_(ids)).order_by(Snapshot.id)
    )
    owners = dict(rows.all())
    session.add_all(
        Passage(
            check_id=check.id,
            respondent_id=owners[one.said.snapshot_id],
            snapshot_id=one.said.snapshot_id,
            position=position,
            place=one.said.place,
            item=one.said.item,
            text=one.text,
            language=one.said.language,
            consent=one.said.consent,
            status=Outcome.ASKED,
            revision=1,
        )
        for position, one in enumerate(quotations, start=1)
    )


def _refuse_past(editor: Editor, deadline_at: datetime) -> None:
    if deadline_at <= editor.now:
        raise NotPossibleNow(message("Choose a day that is still to come."))


def _record(session: Session, editor: Editor, check_id: int, action: str, facts: Mapping[str, Any]) -> None:
    session.flush()
    record(
        session,
        stream=f"passages/{check_id}",
        action=action,
        actor=editor.actor,
        now=editor.now,
        facts=facts,
        key=editor.audit_key,
    )
