"""A text that an amendment leaves as it was keeps its codes; one that reads otherwise has to be read again."""

from sqlalchemy.orm import Session

from app.reports.queries.coding import Held, code_books, codes_of, codings
from app.reports.services.agreeing import Agreement, agree
from app.reports.services.ticking import Tick, code_texts
from tests.services.coding import (
    ABOUT,
    EDITOR,
    KEY,
    PLACE,
    agree_with,
    amended,
    coded_with,
    counted,
    new_code,
    place,
    second_reader,
    texts,
    tick,
)
from tests.services.desks import the_report

OTHER = {"text": "We hired more people."}


def held(session: Session, snapshot_id: int) -> Held:
    book = code_books(session, KEY, [PLACE])[PLACE]
    return codings(session, book, counted(session), place(session)).get((snapshot_id, ""), Held())


def of_document(session: Session) -> dict[str, int]:
    """How many texts have a code in a document, by place."""
    codes = codes_of(session, the_report(session).version_id, counted(session))
    return {one.place: len(one.texts) for one in codes.places}


def test_a_text_that_stays_keeps_its_codes(session: Session) -> None:
    code, (first, *_) = new_code(session, "Funding"), texts(session)
    tick(session, code, first)
    agree_with(session, first)
    before = of_document(session)
    second = amended(session, first, P2_B01={"choice": "no"})
    about = held(session, second)
    assert (about.codes, about.earlier, about.is_settled) == (frozenset({code.id}), (first,), True)
    assert of_document(session) == before


def test_a_text_that_reads_otherwise_has_to_be_read_again(session: Session) -> None:
    code, (first, *_) = new_code(session, "Funding"), texts(session)
    tick(session, code, first)
    agree_with(session, first)
    before = of_document(session)
    second = amended(session, first, P2_E08=OTHER)
    assert held(session, second) == Held()
    assert of_document(session) == {name: count for name, count in before.items() if name != PLACE}


def test_a_text_that_comes_back_is_a_new_one(session: Session) -> None:
    code, (first, *_) = new_code(session, "Funding"), texts(session)
    tick(session, code, first)
    as_it_was = {"text": texts(session)[first]}
    third = amended(session, amended(session, first, P2_E08=OTHER), P2_E08=as_it_was)
    assert held(session, third) == Held()


def test_what_it_speaks_of_is_corrected_in_every_snapshot_that_holds_it(session: Session) -> None:
    code, other, (first, *_) = new_code(session, "Funding"), new_code(session, "Staff"), texts(session)
    tick(session, code, first)
    second = amended(session, first)
    about = held(session, second)
    ticks = [
        Tick(second, "", code.id, wanted=False, earlier=about.earlier),
        Tick(second, "", other.id, wanted=True, earlier=about.earlier),
    ]
    assert code_texts(session, EDITOR, **ABOUT, ticks=ticks) == 2
    assert (coded_with(session, code), coded_with(session, other)) == (set(), {second})
    assert held(session, second).codes == {other.id}


def test_it_is_agreed_with_anew_in_every_snapshot_once_it_is_corrected(session: Session) -> None:
    code, other, (first, *_) = new_code(session, "Funding"), new_code(session, "Staff"), texts(session)
    tick(session, code, first)
    tick(session, other, first)
    agree_with(session, first)
    second = amended(session, first)
    earlier = held(session, second).earlier
    code_texts(session, EDITOR, **ABOUT, ticks=[Tick(second, "", other.id, wanted=False, earlier=earlier)])
    assert not held(session, second).is_settled
    agreement = Agreement(second, "", frozenset({code.id}), earlier)
    assert agree(session, second_reader(session), **ABOUT, agreements=[agreement]) == 1
    assert held(session, second).is_settled


def test_a_code_that_it_has_already_is_not_given_again(session: Session) -> None:
    code, (first, *_) = new_code(session, "Funding"), texts(session)
    tick(session, code, first)
    second = amended(session, first)
    again = Tick(second, "", code.id, wanted=True, earlier=(first,))
    assert code_texts(session, EDITOR, **ABOUT, ticks=[again]) == 0


def test_the_entries_of_a_list_keep_theirs(session: Session) -> None:
    before = of_document(session)
    some = next(iter(texts(session)))
    amended(session, some, P2_E08=OTHER)
    assert of_document(session) == before
    assert before["P2-I01_lesson"] > 40
