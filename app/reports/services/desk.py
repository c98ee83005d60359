"""Writes of the report desk: edits of a report, and its frozen versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit.services import record
from app.cycles.models import ReportingCycle
from app.domain.canonical import canonical
from app.domain.errors import NotAccepted, NotPossibleNow, message
from app.domain.policy import Actor
from app.domain.questionnaire import Questionnaire
from app.domain.report_outline import (
    Outline,
    OutlineEdit,
    applied,
    default_outline,
    edit_json,
    touched,
)
from app.domain.text import UNSTORABLE
from app.reports.codes import Codes, codes_json
from app.reports.facts import Response, response_json
from app.reports.models import Report, ReportEdit, ReportVersion
from app.reports.queries import ComparedCycle, Counted, Step, compared_json, find_report, steps_since

LONGEST_NOTE = 300


@dataclass(frozen=True)
class Of:
    """Which report: of which questionnaire of which cycle."""

    cycle: ReportingCycle
    version_id: int
    questionnaire: Questionnaire


@dataclass(frozen=True)
class Revised:
    """A report after a write."""

    report_id: int
    revision: int
    outline: Outline


class ReportChanged(NotPossibleNow):
    """Somebody else changed the same part in the meantime. Nothing was saved; `step` says who and when."""

    def __init__(self, step: Step) -> None:
        super().__init__(
            message(
                "%(who)s changed this part while you were at it (%(at)s UTC). Nothing of yours is saved yet: compare "
                "the two, then save what should stay.",
                who=step.who or "system",
                at=step.at.strftime("%Y-%m-%d %H:%M"),
            )
        )
        self.step = step


def edit_report(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    of: Of,
    expected: int,
    idempotency_key: str,
    edit: OutlineEdit,
) -> Revised:
    """Make one edit of a report that was read at revision `expected`; the same key makes it once.

    A late edit goes through where it is about another part than what was changed since. Raises OutlineRefused,
    NotPossibleNow, and ReportChanged with who changed the same part.
    """
    report = locked(session, of)
    outline = Outline.model_validate(report.outline)
    if _is_made(session, report, idempotency_key, edit):
        return Revised(report.id, report.revision, outline)
    if not 0 <= expected <= report.revision:
        raise NotPossibleNow(message("The page is not of this report. Open it again."))
    for step in steps_since(session, report.id, expected):
        if step.touched and step.touched == touched(edit):
            raise ReportChanged(step)
    edited = applied(outline, edit)
    if edited != outline:
        _keep(session, report, edited, edit, actor, now, idempotency_key)
        facts = {"revision": report.revision, "edit": edit_json(edit)["edit"], "part": touched(edit)}
        audit(session, actor, now, audit_key, report.id, "report_edited", facts)
    return Revised(report.id, report.revision, edited)


def locked(session: Session, of: Of) -> Report:
    """The row of the report, which is made with the first write, locked until the end of the transaction."""
    held = find_report(session, of.cycle.id, of.version_id, lock=True)
    if held is not None:
        return held
    outline = default_outline(of.questionnaire).document()
    made = Report(cycle_id=of.cycle.id, version_id=of.version_id, revision=0, outline=outline)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # somebody made it in the same moment
        found = find_report(session, of.cycle.id, of.version_id, lock=True)
        if found is None:
            raise
        return found
    return made


def _is_made(session: Session, report: Report, key: str, edit: OutlineEdit) -> bool:
    """Whether the edit was made already: the second click of two. A key of another edit is refused.

    A page that is gone back to sends its old key with what was typed since: that must not pass for saved.
    """
    made = session.scalars(sa.select(ReportEdit).where(ReportEdit.idempotency_key == key)).one_or_none()
    if made is None:
        return False
    if made.report_id != report.id or canonical(made.edit) != canonical(edit_json(edit)):
        raise NotPossibleNow(
            message(
                "This page was sent before with another change. Open it again, and make the change there."
            )
        )
    return True


def _keep(
    session: Session,
    report: Report,
    outline: Outline,
    edit: OutlineEdit,
    actor: Actor,
    now: datetime,
    key: str,
) -> None:
    report.outline = outline.document()
    report.revision += 1
    step = ReportEdit(
        report_id=report.id,
        revision=report.revision,
        edit=edit_json(edit),
        touched=touched(edit),
        actor_id=actor.account_id,
        at=now,
        idempotency_key=key,
    )
    session.add(step)
    session.flush()


def freeze(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    of: Of,
    expected: int,
    idempotency_key: str,
    counted: Counted,
    earlier: ComparedCycle | None,
    codes: Codes,
    response: Response,
    problems: int,
    note: str,
) -> ReportVersion:
    """A version of the report as it is at revision `expected`, bound to `counted`, `earlier`, `codes`, `response`.

    Refused while texts of staff have `problems`, and where the report was changed since it was looked at; the same
    key freezes once. Raises NotPossibleNow and NotAccepted.
    """
    report = locked(session, of)
    known = session.scalars(
        sa.select(ReportVersion).where(ReportVersion.idempotency_key == idempotency_key)
    ).one_or_none()
    if known is not None:
        return known
    _refuse_to_freeze(report, expected, problems, note)
    version = _frozen(report, of, counted, earlier, codes, response)
    last = session.scalar(
        sa.select(sa.func.max(ReportVersion.number)).where(ReportVersion.report_id == report.id)
    )
    version.number, version.note, version.idempotency_key = (last or 0) + 1, note.strip(), idempotency_key
    version.frozen_at, version.frozen_by_id = now, actor.account_id
    session.add(version)
    session.flush()
    facts = {"version": version.number, "revision": version.revision, "data_set_hash": counted.data_set_hash}
    facts |= {"earlier_data_set_hash": earlier.counted.data_set_hash} if earlier else {}
    audit(session, actor, now, audit_key, report.id, "report_frozen", facts)
    return version


def _refuse_to_freeze(report: Report, expected: int, problems: int, note: str) -> None:
    refuse_text(note, LONGEST_NOTE)
    if expected != report.revision:
        raise NotPossibleNow(
            message("The report was changed since you looked at it. Look again, then freeze it.")
        )
    if problems:
        raise NotPossibleNow(
            message("Texts of the report refer to what there is not. Put them right first: they are marked.")
        )


def _frozen(
    report: Report,
    of: Of,
    counted: Counted,
    earlier: ComparedCycle | None,
    codes: Codes,
    response: Response,
) -> ReportVersion:
    """What a version of the report holds, as it is now."""
    return ReportVersion(
        report_id=report.id,
        revision=report.revision,
        outline=report.outline,
        version_id=of.version_id,
        snapshot_ids=list(counted.snapshot_ids),
        response=response_json(response),
        data_set_hash=counted.data_set_hash,
        data_as_at=counted.data_as_at,
        earlier=compared_json(earlier),
        codes=codes_json(codes),
    )


def refuse_text(text: str, longest: int) -> None:
    """Refuse what is too long, and what no database keeps as it is. Raises NotAccepted."""
    if len(text) > longest:
        raise NotAccepted(message("Shorten this to %(limit)s characters.", limit=longest))
    if UNSTORABLE.search(text):
        raise NotAccepted(message("The text holds a character that cannot be kept. Type it again."))


def audit(
    session: Session,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    report_id: int,
    action: str,
    facts: Mapping[str, object],
) -> None:
    """An event in the stream of the report."""
    record(
        session,
        stream=f"report/{report_id}",
        action=action,
        actor=actor,
        now=now,
        facts=facts,
        key=audit_key,
    )
