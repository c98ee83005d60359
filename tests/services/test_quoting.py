"""Texts and entries as the snapshots hold them: what is quoted is verbatim, and only what may be."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.domain.quoting import Said, selected
from app.reports.making import Composed
from app.reports.queries.quoting import listings, texts
from app.submissions.models import Snapshot
from tests.services.coding import counted, place, questionnaire, snapshots
from tests.services.test_coded_documents import composed
from tests.services.test_desk import froze
from tests.web.test_statements import noting

LIST = "P2-H02"


def may_be(one: Any, key: str, item: str = "") -> str:
    """The consent for an answer or an item, worked out anew."""
    consents = one["consents"]
    return str(consents.get(f"{key}/{item}", consents.get(key, one["consent"])))


def of(session: Session, name: str) -> tuple[Said, ...]:
    return texts(session, counted(session), [place(session, name)])[name]


@pytest.mark.parametrize("name", ["P2-E08", "P2-G04", "P2-B11"])
def test_every_text_is_read_as_it_was_written(session: Session, name: str) -> None:
    frozen = {id_: one["answers"][name] for id_, one in snapshots(session).items()}
    expected = {(id_, value["text"]) for id_, value in frozen.items() if "text" in value}
    assert expected
    assert {(one.snapshot_id, one.text) for one in of(session, name)} == expected


def test_whether_a_text_may_be_quoted_is_what_its_snapshot_says(session: Session) -> None:
    frozen = snapshots(session)
    found = {one.snapshot_id: one.may_be_quoted for one in of(session, "P2-E08")}
    assert found == {id_: may_be(frozen[id_], "P2-E08") != "aggregate" for id_ in found}
    assert {True, False} <= set(found.values())


def test_a_text_has_its_state_and_its_language(session: Session) -> None:
    rows = session.execute(sa.select(Snapshot.id, Respondent.code).join(Respondent).order_by(Snapshot.id))
    codes = dict(rows.all())
    said = of(session, "P2-E08")
    assert all(one.state.code == codes[one.snapshot_id] for one in said)
    frozen = snapshots(session)
    languages = {frozen[one.snapshot_id]["answers"]["CS-06"]["choice"][:2]: one.language for one in said}
    assert languages["en"] == "en"
    assert languages["sp"] == "es"


def test_the_texts_of_entries_carry_the_consent_of_their_entry(session: Session) -> None:
    frozen = snapshots(session)
    said = of(session, f"{LIST}_BP-09")
    assert said
    for one in said:
        items = {item["id"]: item["parts"] for item in frozen[one.snapshot_id]["answers"][LIST]["items"]}
        assert items[one.item]["BP-09"]["text"] == one.text
        assert one.consent == may_be(frozen[one.snapshot_id], LIST, one.item)


def test_what_may_be_published_is_listed_and_the_rest_counted(session: Session) -> None:
    frozen = snapshots(session)
    items = [
        (id_, item["id"], may_be(one, LIST, item["id"]))
        for id_, one in frozen.items()
        for item in one["answers"][LIST].get("items", ())
    ]
    question = questionnaire(session).by_key[LIST]
    found = listings(session, counted(session), [question, questionnaire(session).by_key["P2-E08"]], "en")
    assert list(found) == [LIST]
    assert found[LIST].entries == len(items)
    published = {(id_, item) for id_, item, consent in items if consent == "publish"}
    assert {(one.snapshot_id, one.item) for one in found[LIST].listed} == published
    assert 0 < found[LIST].withheld < len(items)
    assert all(one.title for one in found[LIST].listed)


def test_the_document_quotes_three_groups_and_nobody_twice(session: Session) -> None:
    places = [place(session, name) for name in ("P2-G04", "P2-G05")]
    chosen = selected(texts(session, counted(session), places))
    assert [len(some) for some in chosen.values()] == [3, 3]
    quoted = [one.said for some in chosen.values() for one in some]
    assert len({one.state.code for one in quoted}) == 6
    assert len({one.said.state.group for one in chosen["P2-G04"]}) == 3
    assert all(one.may_be_quoted for one in quoted)


def test_all_texts_cost_two_statements_and_no_place_none(session: Session) -> None:
    among, places = counted(session), [place(session, name) for name in ("P2-E08", "P2-G04", "P2-G05")]
    with noting(session) as sent:
        texts(session, among, places)
        texts(session, among, [])
    assert len(sent) == 2


# ------------------------------------------------------------------------------------------ whose name stands there


def quoted_names(composed: Composed) -> set[str]:
    """How the document calls those whom it quotes and whose practices it lists."""
    quotable = composed.draft.quotable
    said = [one.state for texts in quotable.texts.values() for one in texts]
    listed = [one.state for listing in quotable.practices.values() for one in listing.listed]
    return {state.in_text for state in (*said, *listed)}


def test_a_frozen_version_quotes_states_by_the_names_of_its_day(session: Session) -> None:
    code = of(session, "P2-E08")[0].state.code
    version = froze(session, 0)
    renamed = session.scalars(sa.select(Respondent).where(Respondent.code == code)).one()
    before, after = renamed.name_in_text, "the New Name"
    renamed.name_in_text, renamed.names = after, {**renamed.names, "en": "New Name"}
    session.commit()
    assert {before, after} & quoted_names(composed(session)) == {after}
    assert {before, after} & quoted_names(composed(session, version=version.id)) == {before}
