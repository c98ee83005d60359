"""Codes of texts count once a second person has agreed with them, as they stand."""

from dataclasses import replace

from sqlalchemy.orm import Session

from app.domain.policy import Actor, Role
from app.reports.models import TextCode
from app.reports.queries.coding import Held, code_books, coded, codings
from app.reports.services.agreeing import Agreement, agree
from app.reports.services.coding import Editor, merge_codes
from tests.services.coding import (
    ABOUT,
    EDITOR,
    KEY,
    PLACE,
    agree_with,
    counted,
    new_code,
    place,
    second_reader,
    texts,
    tick,
)
from tests.services.test_coding import events


def a_text(session: Session) -> tuple[TextCode, int]:
    """A text that somebody gave a code."""
    code, (first, *_) = new_code(session, "Funding"), texts(session)
    tick(session, code, first)
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
    assert agree_with(session, first, editor=third_reader(editor)) == 1
    assert known(session, first).codes == {code.id, other.id}
    assert how_many(session) == 1


def third_reader(second: Editor) -> Editor:
    """Another account of the demonstration; the service does not ask what it may do, the page does."""
    assert second.actor.account_id is not None
    return replace(second, actor=Actor(second.actor.account_id - 1, "Another", frozenset({Role.STAFF})))


def test_codes_that_were_changed_meanwhile_are_not_agreed_with(session: Session) -> None:
    code, first = a_text(session)
    seen = Agreement(first, "", frozenset({code.id}))
    tick(session, new_code(session, "Staff"), first)
    assert agree(session, second_reader(session), **ABOUT, agreements=[seen]) == 0
    assert not known(session, first).is_settled


def test_a_text_without_codes_has_nothing_to_agree_with(session: Session) -> None:
    code, first = a_text(session)
    tick(session, code, first, wanted=False)
    nothing = Agreement(first, "", frozenset())
    assert agree(session, second_reader(session), **ABOUT, agreements=[nothing]) == 0


def test_the_same_agreement_twice_changes_nothing(session: Session) -> None:
    _, first = a_text(session)
    assert [agree_with(session, first), agree_with(session, first)] == [1, 1]
    assert events(session).count("codes_agreed") == 1


def test_who_agreed_first_stays(session: Session) -> None:
    _, first = a_text(session)
    agree_with(session, first)
    assert agree_with(session, first, editor=third_reader(second_reader(session))) == 1
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
