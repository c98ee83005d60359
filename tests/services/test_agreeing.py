"""Codes of texts count once a second person has agreed with them, as they stand."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.errors import NotPossibleNow
from app.reports.models import TextCode, TextReading
from app.reports.queries.coding import Held, code_books, coded, codings
from app.reports.services.agreeing import Agreement, agree
from app.reports.services.coding import merge_codes
from app.reports.services.ticking import Tick, code_texts
from tests.services.coding import (
    ABOUT,
    EDITOR,
    KEY,
    PLACE,
    agree_with,
    amended,
    counted,
    new_code,
    place,
    reader,
    second_reader,
    texts,
    tick,
)
from tests.services.test_coding import events


def a_text(session: Session) -> tuple[TextCode, int]:
    """A text that somebody gave a code."""
    code, (first, *_) = new_code(session, "Funding"), texts(session)
    tick(session, code, first, editor=reader(session, "staff"))
    return code, first


def how_many(session: Session) -> int:
    """Texts that are counted."""
    return coded(session, counted(session), [place(session)], code_books(session, KEY, [PLACE]))[PLACE].coded


def known(session: Session, snapshot_id: int) -> Held:
    book = code_books(session, KEY, [PLACE])[PLACE]
    return codings(session, book, counted(session), place(session))[snapshot_id, ""]


def test_what_one_has_coded_is_not_counted_until_another_agrees(session: Session) -> None:
    _, first = a_text(session)
    assert how_many(session) == 0
    assert agree_with(session, first) == 1
    assert how_many(session) == 1
    second = known(session, first).second
    assert second is not None
    assert second.name == "Demo second reader"
    assert events(session) == ["code_added", "texts_coded", "codes_agreed"]


def test_nobody_agrees_with_codes_of_their_own(session: Session) -> None:
    editor = second_reader(session)
    code, (first, *_) = new_code(session, "Funding"), texts(session)
    tick(session, code, first, editor=editor)
    assert agree_with(session, first, editor=editor) == 0
    assert how_many(session) == 0


def test_whoever_changes_codes_needs_somebody_else_to_agree_again(session: Session) -> None:
    code, first = a_text(session)
    agree_with(session, first)
    other, editor = new_code(session, "Staff"), second_reader(session)
    tick(session, other, first, editor=editor)
    assert how_many(session) == 0
    assert agree_with(session, first, editor=editor) == 0
    assert agree_with(session, first, editor=reader(session, "admin")) == 1
    assert known(session, first).codes == {code.id, other.id}
    assert how_many(session) == 1


def test_codes_that_were_changed_meanwhile_are_not_agreed_with(session: Session) -> None:
    code, first = a_text(session)
    seen = Agreement(first, "", frozenset({code.id}))
    tick(session, new_code(session, "Staff"), first)
    assert agree(session, second_reader(session), **ABOUT, agreements=[seen]) == 0
    assert not known(session, first).is_settled


def test_who_has_not_seen_all_codes_of_a_text_gives_none(session: Session) -> None:
    code, first = a_text(session)
    other = new_code(session, "Staff")
    unaware = Tick(first, "", other.id, wanted=True, known=frozenset())
    with pytest.raises(NotPossibleNow, match="look again"):
        code_texts(session, second_reader(session), **ABOUT, ticks=[unaware])
    aware = Tick(first, "", other.id, wanted=True, known=frozenset({code.id}))
    assert [code_texts(session, EDITOR, **ABOUT, ticks=[aware]) for _ in range(2)] == [1, 0]


def test_the_coder_is_whoever_coded_last_in_any_snapshot_that_holds_the_text(session: Session) -> None:
    """As rows are that were written before readings were."""
    _, first = a_text(session)
    second = amended(session, first)
    tick(session, new_code(session, "Staff"), second, editor=reader(session, "admin"))
    later = session.scalars(sa.select(TextReading).where(TextReading.snapshot_id == second)).one()
    later.coded_at += timedelta(days=1)
    session.flush()
    about = known(session, second)
    assert about.coder is not None
    assert about.coder.name == "Demo administrator"
    whole = Agreement(second, "", about.codes, about.earlier)
    assert agree(session, reader(session, "admin"), **ABOUT, agreements=[whole]) == 0
    assert agree(session, reader(session, "staff"), **ABOUT, agreements=[whole]) == 1
    assert known(session, second).is_settled


def test_a_text_without_codes_has_nothing_to_agree_with(session: Session) -> None:
    code, first = a_text(session)
    tick(session, code, first, wanted=False)
    nothing = Agreement(first, "", frozenset())
    assert agree(session, second_reader(session), **ABOUT, agreements=[nothing]) == 0


def test_the_same_agreement_twice_changes_nothing(session: Session) -> None:
    _, first = a_text(session)
    assert [agree_with(session, first), agree_with(session, first)] == [1, 0]
    assert events(session).count("codes_agreed") == 1


def test_who_agreed_first_stays(session: Session) -> None:
    _, first = a_text(session)
    agree_with(session, first)
    assert agree_with(session, first, editor=reader(session, "admin")) == 0
    second = known(session, first).second
    assert second is not None
    assert second.name == "Demo second reader"


def test_merged_codes_stay_agreed_with(session: Session) -> None:
    """A book is changed by one person, as its codes' names are: what the texts speak of stays as two have read it."""
    code, first = a_text(session)
    agree_with(session, first)
    into = new_code(session, "Means")
    merge_codes(session, EDITOR, code_id=code.id, into_id=into.id, expected=1)
    assert known(session, first).codes == {into.id}
    assert how_many(session) == 1
