"""Passage check: what States are asked, what they answer, and that the document follows."""

from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.cycles.queries import find_cycle
from app.domain.editing.refusals import EditRefused
from app.domain.edition import EditionKind
from app.domain.errors import NotFound, NotPossibleNow
from app.domain.passages import Outcome
from app.domain.quoting import Said
from app.domain.report_outline import words_of
from app.reports.content import basis_of
from app.reports.making import compose
from app.reports.models import Passage
from app.reports.printed import Paragraph
from app.reports.queries.passages import outcomes
from app.reports.queries.quoting import texts
from app.reports.services.passages import extend_check
from app.submissions.models import Snapshot
from tests.services.coding import EDITOR, counted, place, snapshots
from tests.services.passages import DEADLINE, TOO_LATE, answer, in_order, opened, passages, quoted
from tests.web.test_statements import noting

BETTER = "The coordinating body met five times."


def actions(session: Session) -> list[str]:
    rows = session.scalars(
        sa.select(AuditEvent.action).where(AuditEvent.stream.like("passages/%")).order_by(AuditEvent.seq)
    )
    return list(rows)


def key_of(one: Passage | Said) -> tuple[int, str, str]:
    return one.snapshot_id, one.place, one.item


def printed(app: Flask, session: Session, kind: EditionKind) -> list[str]:
    """The paragraphs of a document that quote a reply."""
    composed = compose(
        session,
        cycle=find_cycle(session, "demo"),
        definitions=app.extensions["definitions"],
        demonstration=True,
        language="en",
        kind=kind,
    )
    blocks = [block for chapter in composed.document.chapters for block in chapter.blocks]
    return [words_of(one.text) for one in blocks if isinstance(one, Paragraph) and one.quoted_in]


@pytest.mark.parametrize("kind", EditionKind)
def test_states_are_asked_about_everything_that_is_printed_of_them(
    app: Flask, session: Session, kind: EditionKind
) -> None:
    asked = [one.text for one in in_order(session)]
    texts = [one[one.index("“") + 1 : -1] for one in printed(app, session, kind)]
    assert texts
    assert not Counter(texts) - Counter(asked)
    assert kind is EditionKind.REPORT or len(texts) == len(asked)


@pytest.mark.parametrize("kind", EditionKind)
def test_an_edition_prints_what_was_corrected_with_a_note_and_nothing_that_was_withdrawn(
    app: Flask, session: Session, kind: EditionKind
) -> None:
    opened(session)
    before = printed(app, session, kind)
    first = passages(session)[0]
    withdrawn = [one for one in passages(session) if one.place != first.place]
    answer(session, first, Outcome.CORRECTED, BETTER)
    for one in withdrawn:
        answer(session, one, Outcome.WITHDRAWN)
    after = printed(app, session, kind)
    assert 0 < len(after) < len(before)
    assert [one for one in after if one not in before] == [after[0]]
    assert after[0].endswith(f" reported: “{BETTER}” (as corrected by the State)")


def test_a_check_asks_about_what_is_quoted_word_for_word(session: Session) -> None:
    before = in_order(session)
    check = opened(session)
    asked = passages(session)
    assert len(asked) > 20
    assert [(one.snapshot_id, one.place, one.item, one.text) for one in asked] == [
        (one.said.snapshot_id, one.said.place, one.said.item, one.text) for one in before
    ]
    assert {one.status for one in asked} == {Outcome.ASKED}
    owners = dict(session.execute(sa.select(Snapshot.id, Snapshot.respondent_id)).all())
    assert all(one.respondent_id == owners[one.snapshot_id] for one in asked)
    event = session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "passage_check_opened")).one()
    assert event.stream == f"passages/{check.id}"
    assert event.facts["passages"] == len(asked)
    assert event.facts["states"] == len({one.respondent_id for one in asked})


def test_opening_changes_nothing_of_what_is_quoted(session: Session) -> None:
    before = quoted(session)
    opened(session)
    assert quoted(session) == before


def test_opening_twice_is_once_and_a_second_check_is_refused(session: Session) -> None:
    check = opened(session)
    assert opened(session).id == check.id
    with pytest.raises(NotPossibleNow, match="meanwhile"):
        opened(session, key="another-click-elsewhere")
    assert actions(session) == ["passage_check_opened"]


def test_the_document_follows_what_the_states_say(session: Session) -> None:
    before = in_order(session)
    opened(session)
    confirmed, corrected, withdrawn, *_ = passages(session)
    answer(session, confirmed, Outcome.CONFIRMED)
    answer(session, corrected, Outcome.CORRECTED, f" {BETTER} ")
    answer(session, withdrawn, Outcome.WITHDRAWN)
    after = {key_of(one.said): one for one in in_order(session)}
    assert len(after) == len(before) - 1
    assert key_of(withdrawn) not in after
    as_printed = after[key_of(corrected)]
    assert (as_printed.text, as_printed.is_corrected) == (BETTER, True)
    for one in before:
        if key_of(one.said) not in {key_of(corrected), key_of(withdrawn)}:
            assert after[key_of(one.said)] == one
    assert actions(session)[1:] == ["passage_confirmed", "passage_corrected", "passage_withdrawn"]


def test_what_every_state_withdraws_is_replaced_by_nothing(session: Session) -> None:
    opened(session)
    for one in passages(session):
        answer(session, one, Outcome.WITHDRAWN)
    assert in_order(session) == []


def test_a_snapshot_is_never_changed_and_its_text_stays_counted(session: Session) -> None:
    before = snapshots(session)
    opened(session)
    one = passages(session)[0]
    answer(session, one, Outcome.CORRECTED, BETTER)
    assert snapshots(session) == before
    said = texts(session, counted(session), [place(session, one.place)])[one.place]
    assert any(each.snapshot_id == one.snapshot_id and each.correction == BETTER for each in said)


def test_the_same_click_twice_is_one_answer(session: Session) -> None:
    opened(session)
    one = passages(session)[0]
    answer(session, one, Outcome.CONFIRMED, expected=1, key="a-click-of-somebody")
    answer(session, one, Outcome.CONFIRMED, expected=1, key="a-click-of-somebody")
    assert one.revision == 2
    assert actions(session).count("passage_confirmed") == 1


def test_two_colleagues_notice_one_another(session: Session) -> None:
    opened(session)
    one = passages(session)[0]
    answer(session, one, Outcome.CONFIRMED)
    with pytest.raises(NotPossibleNow, match="colleague"):
        answer(session, one, Outcome.WITHDRAWN, expected=1)
    assert one.status == Outcome.CONFIRMED


def test_a_state_can_change_its_mind_until_the_deadline(session: Session) -> None:
    before = in_order(session)
    opened(session)
    one = passages(session)[0]
    for outcome, words in ((Outcome.WITHDRAWN, ""), (Outcome.CORRECTED, BETTER), (Outcome.CONFIRMED, "")):
        answer(session, one, outcome, words)
    assert in_order(session) == before


def test_after_the_deadline_nothing_is_taken(session: Session) -> None:
    opened(session)
    one = passages(session)[0]
    with pytest.raises(NotPossibleNow, match="over"):
        answer(session, one, Outcome.WITHDRAWN, editor=TOO_LATE)
    assert one.status == Outcome.ASKED


def test_another_state_finds_no_such_passage(session: Session) -> None:
    opened(session)
    one, other = passages(session)[:2]
    assert one.respondent_id != other.respondent_id
    with pytest.raises(NotFound):
        answer(session, one, Outcome.WITHDRAWN, respondent_id=other.respondent_id)


def test_what_no_database_keeps_is_refused_as_a_correction(session: Session) -> None:
    opened(session)
    with pytest.raises(EditRefused):
        answer(session, passages(session)[0], Outcome.CORRECTED, "It met \x00 times.")


def test_the_deadline_can_be_put_off_and_not_brought_forward(session: Session) -> None:
    check = opened(session)
    later = DEADLINE + timedelta(days=7)
    extend_check(session, EDITOR, check_id=check.id, deadline_at=later, expected=1)
    extend_check(session, EDITOR, check_id=check.id, deadline_at=later, expected=1)
    assert (check.deadline_at, check.revision) == (later, 2)
    with pytest.raises(NotPossibleNow, match="later day"):
        extend_check(session, EDITOR, check_id=check.id, deadline_at=DEADLINE, expected=2)
    with pytest.raises(NotPossibleNow, match="Somebody else"):
        extend_check(session, EDITOR, check_id=check.id, deadline_at=later + timedelta(days=1), expected=1)
    answer(session, passages(session)[0], Outcome.CONFIRMED, editor=TOO_LATE)
    assert actions(session) == ["passage_check_opened", "passage_check_extended", "passage_confirmed"]


def test_a_deadline_that_is_past_is_refused(session: Session) -> None:
    check = opened(session)
    after = TOO_LATE.now + timedelta(days=3)
    with pytest.raises(NotPossibleNow, match="still to come"):
        extend_check(
            session,
            type(EDITOR)(EDITOR.actor, after, EDITOR.audit_key),
            check_id=check.id,
            deadline_at=after - timedelta(days=1),
            expected=1,
        )


def test_the_outcomes_cost_one_statement_and_there_are_none_without_a_check(session: Session) -> None:
    among = counted(session)
    assert outcomes(session, among) is None
    opened(session)
    with noting(session) as sent:
        found = outcomes(session, among)
    assert len(sent) == 1
    assert found is not None
    assert len(found) == session.scalar(sa.select(sa.func.count()).select_from(Passage))


def test_an_export_is_made_anew_when_a_state_has_answered(session: Session) -> None:
    def key() -> str:
        cycle = find_cycle(session, "demo")
        basis = basis_of(session, cycle=cycle, version_id=version_id, language="en", demonstration=True)
        return basis.content.key()

    version_id = opened(session).version_id
    before = key()
    assert key() == before
    answer(session, passages(session)[0], Outcome.CORRECTED, BETTER)
    assert key() != before
