"""The report desk: edits are kept once, late ones meet only what they touch, and a version is bound to its data."""

from datetime import datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.models import AuditEvent
from app.demonstration.seed import DOMAIN
from app.domain.errors import NotAccepted, NotFound, NotPossibleNow
from app.domain.policy import Actor, Role
from app.domain.report_outline import AddText, Include, OutlineRefused, Retitle, Write, default_outline
from app.reports.models import Report, ReportVersion
from app.reports.queries import (
    comments_on,
    compared_cycle,
    counted_snapshots,
    find_version,
    response,
    standing,
    version_by_id,
    versions_of,
)
from app.reports.services import ReportChanged, comment, freeze, resolve
from tests.conftest import AUDIT_KEY, NOW
from tests.services.demo import STAFF
from tests.services.desks import LATER, change, the_report

A_TEXT = AddText("section-B", "", "en", "As staff see it.")
OURS = Write("P2-B01:text", "en", "Ours.")
THEIRS = Write("P2-B01:text", "en", "Theirs.")


def actions(session: Session, report_id: int) -> list[str]:
    statement = sa.select(AuditEvent.action).where(AuditEvent.stream == f"report/{report_id}")
    return list(session.scalars(statement.order_by(AuditEvent.seq)))


def now_standing(session: Session) -> tuple[int, str]:
    """The revision, and what staff wrote on the first question."""
    report = the_report(session)
    found = standing(session, report.cycle.id, report.version_id, report.questionnaire)
    block = found.outline.block("P2-B01:text")
    assert block is not None
    text = block.texts.get("en")
    return found.revision, text.words if text else ""


def froze(
    session: Session,
    expected: int,
    key: str = "a-first-freeze",
    problems: int = 0,
    note: str = " For the bureau ",
) -> ReportVersion:
    report = the_report(session)
    return freeze(
        session,
        actor=STAFF,
        now=NOW,
        audit_key=AUDIT_KEY,
        of=report,
        expected=expected,
        idempotency_key=key,
        counted=(counted := counted_snapshots(session, report.cycle, report.version_id)),
        earlier=compared_cycle(session, report.cycle, report.version_id),
        response=response(session, report.cycle, report.version_id, counted),
        problems=problems,
        note=note,
    )


def say(session: Session, text: str, key: str = "a-first-comment", part: str = "P2-B01:text") -> int:
    return comment(
        session,
        actor=STAFF,
        now=NOW,
        audit_key=AUDIT_KEY,
        of=the_report(session),
        part_key=part,
        text=text,
        idempotency_key=key,
    ).id


def settle(session: Session, comment_id: int, now: datetime = LATER, *, done: bool = True) -> None:
    resolve(
        session,
        actor=STAFF,
        now=now,
        audit_key=AUDIT_KEY,
        of=the_report(session),
        comment_id=comment_id,
        done=done,
    )


def test_a_report_that_nobody_has_changed_is_the_one_its_questionnaire_plans(session: Session) -> None:
    report = the_report(session)
    found = standing(session, report.cycle.id, report.version_id, report.questionnaire)
    assert (found.report_id, found.revision) == (None, 0)
    assert found.outline == default_outline(report.questionnaire)


def test_an_edit_is_kept_and_audited(session: Session) -> None:
    revised = change(session, OURS)
    assert (revised.revision, now_standing(session)) == (1, (1, "Ours."))
    assert actions(session, revised.report_id) == ["report_edited"]


def test_the_same_click_twice_is_one_edit(session: Session) -> None:
    change(session, A_TEXT)
    again = change(session, A_TEXT)
    assert (again.revision, again.outline.next_text) == (1, 2)


def test_a_used_key_with_another_change_is_refused(session: Session) -> None:
    change(session, OURS)
    with pytest.raises(NotPossibleNow, match="sent before"):
        change(session, THEIRS)


def test_an_edit_that_changes_nothing_is_no_revision(session: Session) -> None:
    assert change(session, Include("P2-B01:text", True)).revision == 0
    assert now_standing(session)[0] == 0


def test_a_refused_edit_keeps_the_report_as_it_was(session: Session) -> None:
    with pytest.raises(OutlineRefused):
        change(session, Retitle("nothing", "en", "Words"))
    assert now_standing(session)[0] == 0


def test_a_page_of_a_revision_to_come_is_refused(session: Session) -> None:
    with pytest.raises(NotPossibleNow, match="not of this report"):
        change(session, OURS, expected=3)


def test_late_edits_of_other_parts_go_through(session: Session) -> None:
    change(session, OURS)
    change(session, A_TEXT, 0, "another")
    assert change(session, Include("P2-B01:text", False), 0, "a third").revision == 3


def test_a_late_edit_of_the_same_part_is_told_who_changed_it(session: Session) -> None:
    other = session.scalars(sa.select(Account).where(Account.email == f"staff@{DOMAIN}")).one()
    change(session, THEIRS, actor=Actor(other.id, other.name, frozenset({Role.STAFF})))
    with pytest.raises(ReportChanged, match=other.name) as refused:
        change(session, OURS, 0, "another", now=LATER)
    assert refused.value.step.at == NOW
    assert now_standing(session) == (1, "Theirs.")
    assert change(session, OURS, 1, "after a look").revision == 2


def test_two_first_edits_make_one_report(session: Session) -> None:
    first, second = change(session, OURS), change(session, A_TEXT, 0, "another")
    assert first.report_id == second.report_id
    assert session.scalar(sa.select(sa.func.count()).select_from(Report)) == 1


def test_a_version_is_bound_to_its_snapshots_whatever_is_counted_later(session: Session) -> None:
    change(session, OURS)
    version = froze(session, 1)
    change(session, THEIRS, 1, "another")
    found = version_by_id(session, version.id)
    assert (found.number, found.revision, found.note) == (1, 1, "For the bureau")
    assert found.counted == counted_snapshots(
        session, the_report(session).cycle, the_report(session).version_id
    )
    block = found.outline.block("P2-B01:text")
    assert block is not None
    assert block.texts["en"].words == "Ours."


def test_versions_are_numbered_and_the_same_click_freezes_once(session: Session) -> None:
    first = froze(session, 0)
    assert froze(session, 0).id == first.id
    froze(session, 0, "another")
    versions = versions_of(session, first.report_id)
    assert [one.number for one in versions] == [2, 1]
    assert find_version(session, first.report_id, 1).id == first.id
    assert actions(session, first.report_id) == ["report_frozen", "report_frozen"]
    with pytest.raises(NotFound, match="no version 3"):
        find_version(session, first.report_id, 3)


def test_what_was_changed_since_it_was_looked_at_is_not_frozen(session: Session) -> None:
    change(session, OURS)
    with pytest.raises(NotPossibleNow, match="changed since you looked"):
        froze(session, 0)


def test_a_report_with_wrong_references_is_not_frozen(session: Session) -> None:
    with pytest.raises(NotPossibleNow, match="Put them right"):
        froze(session, 0, problems=1)


def test_a_note_that_cannot_be_kept_is_refused(session: Session) -> None:
    with pytest.raises(NotAccepted, match="Shorten"):
        froze(session, 0, note="x" * 301)
    with pytest.raises(NotAccepted, match="cannot be kept"):
        froze(session, 0, note="\x00")


def test_comments_stand_at_their_part_and_are_dealt_with(session: Session) -> None:
    said = say(session, " Is this so? ")
    assert say(session, "Is this so?") == said
    settle(session, said)
    settle(session, said)
    report_id = change(session, A_TEXT).report_id
    [found] = comments_on(session, report_id)
    assert (found.part_key, found.text, found.resolved_at) == ("P2-B01:text", "Is this so?", LATER)
    settle(session, said, done=False)
    assert comments_on(session, report_id)[0].resolved_at is None
    assert actions(session, report_id) == [
        "report_commented",
        "report_comment_resolved",
        "report_edited",
        "report_comment_opened_again",
    ]


@pytest.mark.parametrize("text", [" ", "x" * 4001, "\x00"])
def test_a_comment_that_says_nothing_or_cannot_be_kept_is_refused(session: Session, text: str) -> None:
    with pytest.raises(NotAccepted):
        say(session, text)


def test_what_is_not_there_takes_no_comment_and_has_none(session: Session) -> None:
    with pytest.raises(NotFound, match="not in the report"):
        say(session, "Words.", part="nothing")
    with pytest.raises(NotFound, match="no such comment"):
        settle(session, 999)
