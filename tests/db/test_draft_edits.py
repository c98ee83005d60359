"""The steps of a draft: the database keeps them in one order, lets none change, and takes none once it is published."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from app.domain.editing import Put
from app.domain.policy import SYSTEM
from app.questionnaires.models import DraftEdit
from app.questionnaires.services import publish
from tests.conftest import AUDIT_KEY, NOW
from tests.services.drafts import Desk, new_desk

STEP = {"revision": 9, "kind": "edit", "idempotency_key": "a key", "subject_id": None}
BREAKS: dict[str, dict[str, object]] = {
    "kind": {"kind": "x", "subject_id": 1},
    "subject": {"kind": "undo"},
    "revision": {"revision": 2},
    "idempotency_key": {"idempotency_key": "click-0"},
}


@pytest.fixture
def desk(session: Session) -> Desk:
    """A draft with one step."""
    desk = new_desk(session)
    desk.edit(Put(("title", "en"), "Another"))
    return desk


def add(desk: Desk, **changes: object) -> None:
    said = {"version_id": desk.version_id, "edit": {}, "changes": [], "at": NOW, **STEP, **changes}
    desk.session.execute(sa.insert(DraftEdit).values(said))


@pytest.mark.parametrize("name", BREAKS)
def test_the_constraint_refuses(desk: Desk, name: str) -> None:
    with pytest.raises(IntegrityError, match=name):
        add(desk, **BREAKS[name])


@pytest.mark.parametrize("change", ["UPDATE draft_edit SET revision = 7", "DELETE FROM draft_edit"])
def test_no_step_ever_changes(desk: Desk, change: str) -> None:
    with pytest.raises(DBAPIError, match="frozen"):
        desk.session.execute(sa.text(change))


def test_a_published_version_takes_no_step(desk: Desk) -> None:
    add(desk, revision=8, idempotency_key="before")
    publish(desk.session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, version=desk.version())
    with pytest.raises(DBAPIError, match="frozen"):
        add(desk)
