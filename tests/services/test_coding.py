"""Code books and the codes of texts: every change, once, by whoever comes first, and what is counted of them."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.domain.errors import NotFound, NotPossibleNow
from app.reports.models import TextCode
from app.reports.queries.coding import Held, code_books, coded, codings, find_code, uses_of
from app.reports.services.coding import (
    MOST_CODES,
    add_code,
    merge_codes,
    move_code,
    remove_code,
    rename_code,
)
from app.reports.services.ticking import Tick, code_texts
from tests.services.coding import (
    ABOUT,
    EDITOR,
    KEY,
    PLACE,
    agree_with,
    coded_with,
    counted,
    new_code,
    place,
    texts,
    tick,
)


def labels(session: Session) -> list[str]:
    session.expire_all()
    return [code.labels["en"] for code in code_books(session, KEY, [PLACE])[PLACE]]


def events(session: Session) -> list[str]:
    """What was done to the book of `PLACE`; the demonstration has others."""
    found = session.scalars(
        sa.select(AuditEvent).where(AuditEvent.stream == f"coding/{KEY}").order_by(AuditEvent.seq)
    )
    return [one.action for one in found if one.facts["place"] == PLACE]


def test_codes_stand_in_the_order_in_which_they_were_added(session: Session) -> None:
    codes = [new_code(session, "Lack of funding"), new_code(session, "  Referral   of people ")]
    assert labels(session) == ["Lack of funding", "Referral of people"]
    assert [one.code for one in codes] == ["lack_of_funding", "referral_of_people"]
    assert events(session) == ["code_added", "code_added"]


def test_the_same_key_adds_one_code(session: Session) -> None:
    first, again = new_code(session, "Funding", "one-key"), new_code(session, "Funding", "one-key")
    assert first is again
    assert events(session) == ["code_added"]


@pytest.mark.parametrize("label", ["", "   ", "x" * 101, "fUNDING"])
def test_a_label_is_there_short_and_unlike_the_others(session: Session, label: str) -> None:
    new_code(session, "Funding")
    with pytest.raises(NotPossibleNow):
        new_code(session, label, "another-key")


def test_a_book_has_an_end(session: Session) -> None:
    for number in range(MOST_CODES):
        new_code(session, f"Code {number}")
    with pytest.raises(NotPossibleNow, match="60 codes"):
        new_code(session, "One more")


def test_a_code_has_a_name_in_each_language(session: Session) -> None:
    code = new_code(session, "Funding")
    rename_code(session, EDITOR, code_id=code.id, language="ar", label="التمويل", expected=1)
    rename_code(session, EDITOR, code_id=code.id, language="en", label="Money", expected=2)
    assert (code.labels, code.code) == ({"en": "Money", "ar": "التمويل"}, "funding")
    rename_code(session, EDITOR, code_id=code.id, language="en", label="Money", expected=1)
    assert events(session) == ["code_added", "code_renamed", "code_renamed"]


def test_a_stale_change_is_refused(session: Session) -> None:
    code, other = new_code(session, "Funding"), new_code(session, "Staff")
    rename_code(session, EDITOR, code_id=code.id, language="en", label="Money", expected=1)
    about = {"code_id": code.id, "expected": 1}
    with pytest.raises(NotPossibleNow, match="Somebody else"):
        rename_code(session, EDITOR, **about, language="en", label="Means")
    with pytest.raises(NotPossibleNow, match="Somebody else"):
        move_code(session, EDITOR, **about, place=2)
    with pytest.raises(NotPossibleNow, match="Somebody else"):
        merge_codes(session, EDITOR, **about, into_id=other.id)
    with pytest.raises(NotPossibleNow, match="Somebody else"):
        remove_code(session, EDITOR, **about)


@pytest.mark.parametrize(("place", "order"), [(1, "CAB"), (2, "ACB"), (9, "ABC"), (0, "CAB")])
def test_a_code_moves_to_a_place(session: Session, place: int, order: str) -> None:
    code = [new_code(session, label) for label in "ABC"][-1]
    move_code(session, EDITOR, code_id=code.id, place=place, expected=1)
    assert "".join(labels(session)) == order


def test_texts_get_codes_and_lose_them(session: Session) -> None:
    code, (first, second, *_) = new_code(session, "Funding"), texts(session)
    assert tick(session, code, first, second) == 2
    assert coded_with(session, code) == {first, second}
    assert tick(session, code, first, wanted=False) == 1
    assert coded_with(session, code) == {second}
    assert events(session) == ["code_added", "texts_coded", "texts_coded"]


def test_the_same_ticks_twice_change_nothing(session: Session) -> None:
    code, (first, *_) = new_code(session, "Funding"), texts(session)
    assert [tick(session, code, first), tick(session, code, first)] == [1, 0]
    assert tick(session, code, first, first, wanted=False) == 1
    assert events(session) == ["code_added", "texts_coded", "texts_coded"]


def test_merged_codes_keep_their_texts(session: Session) -> None:
    money, funding = new_code(session, "Money"), new_code(session, "Funding")
    first, second, *_ = texts(session)
    tick(session, money, first, second)
    tick(session, funding, first)
    merge_codes(session, EDITOR, code_id=money.id, into_id=funding.id, expected=1)
    assert labels(session) == ["Funding"]
    assert coded_with(session, funding) == {first, second}
    assert coded_with(session, money) == set()
    merge_codes(session, EDITOR, code_id=money.id, into_id=funding.id, expected=1)
    assert events(session).count("codes_merged") == 1


def test_a_tick_of_a_code_that_was_merged_meanwhile_counts_for_the_other(session: Session) -> None:
    money, funding = new_code(session, "Money"), new_code(session, "Funding")
    merge_codes(session, EDITOR, code_id=money.id, into_id=funding.id, expected=1)
    first, *_ = texts(session)
    tick(session, money, first)
    assert coded_with(session, funding) == {first}


def test_a_code_merges_only_with_one_of_its_book(session: Session) -> None:
    code = new_code(session, "Money")
    other = add_code(
        session, EDITOR, questionnaire=KEY, place="P2-G04", language="en", label="Money", key="elsewhere"
    )
    with pytest.raises(NotPossibleNow, match="same code book"):
        merge_codes(session, EDITOR, code_id=code.id, into_id=other.id, expected=1)
    with pytest.raises(NotPossibleNow, match="same code book"):
        merge_codes(session, EDITOR, code_id=code.id, into_id=code.id, expected=1)


def test_a_code_is_removed_once_no_text_has_it(session: Session) -> None:
    code, (first, *_) = new_code(session, "Money"), texts(session)
    tick(session, code, first)
    with pytest.raises(NotPossibleNow, match="Texts have this code"):
        remove_code(session, EDITOR, code_id=code.id, expected=1)
    tick(session, code, first, wanted=False)
    remove_code(session, EDITOR, code_id=code.id, expected=1)
    remove_code(session, EDITOR, code_id=code.id, expected=1)
    assert labels(session) == []
    assert events(session).count("code_removed") == 1


def test_nothing_more_is_done_to_a_code_that_is_gone(session: Session) -> None:
    code, other = new_code(session, "Money"), new_code(session, "Staff")
    remove_code(session, EDITOR, code_id=code.id, expected=1)
    with pytest.raises(NotPossibleNow, match="took this code out"):
        rename_code(session, EDITOR, code_id=code.id, language="en", label="Means", expected=2)
    with pytest.raises(NotPossibleNow, match="took this code out"):
        merge_codes(session, EDITOR, code_id=code.id, into_id=other.id, expected=2)
    with pytest.raises(NotPossibleNow, match="taken out"):
        tick(session, code, *texts(session))
    with pytest.raises(NotFound):
        find_code(session, code.id)


def test_a_code_that_never_was_is_refused(session: Session) -> None:
    with pytest.raises(NotFound):
        rename_code(session, EDITOR, code_id=9999, language="en", label="Means", expected=1)
    with pytest.raises(NotPossibleNow):
        code_texts(session, EDITOR, **ABOUT, ticks=[Tick(1, "", 9999, wanted=True)])


def test_the_name_of_a_figure_never_comes_to_mean_something_else(session: Session) -> None:
    code = new_code(session, "Money")
    remove_code(session, EDITOR, code_id=code.id, expected=1)
    assert new_code(session, "Money", "another-key").code == "money_2"


def test_codes_are_counted_over_the_texts_with_a_code(session: Session) -> None:
    protection, referral = new_code(session, "Data protection"), new_code(session, "Referral")
    held = texts(session)
    about_protection = [id_ for id_, text in held.items() if "data protection" in text]
    about_referral = [id_ for id_, text in held.items() if "protocol" in text]
    tick(session, protection, *about_protection)
    tick(session, referral, *about_referral)
    agree_with(session, *held)
    found = coded(
        session,
        counted(session),
        [place(session), place(session, "P2-G04")],
        code_books(session, KEY, [PLACE, "P2-G04"]),
    )
    assert list(found) == [PLACE]
    assert (found[PLACE].texts, found[PLACE].coded) == (
        len(held),
        len({*about_protection, *about_referral}),
    )
    assert [(one.code, one.count) for one in found[PLACE].codes] == [
        ("data_protection", len(about_protection)),
        ("referral", len(about_referral)),
    ]
    assert sum(group.base for group in found[PLACE].groups) == found[PLACE].coded


def test_without_a_code_book_nothing_is_counted(session: Session) -> None:
    assert coded(session, counted(session), [place(session)], code_books(session, KEY, [PLACE])) == {}


def test_which_codes_a_text_has_is_read_for_all_at_once(session: Session) -> None:
    code, (first, *_) = new_code(session, "Funding"), texts(session)
    tick(session, code, first)
    book = code_books(session, KEY, [PLACE])[PLACE]
    assert codings(session, book, counted(session), place(session)) == {
        (first, ""): Held(frozenset({code.id}))
    }
    assert uses_of(session, code.id) == 1
    assert find_code(session, code.id) == (session.get_one(TextCode, code.id), KEY)
