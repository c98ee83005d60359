"""One draft and two people who edit it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.demonstration.seed import DOMAIN
from app.domain.editing import Edit
from app.domain.policy import Actor, Role
from app.questionnaires import drafting
from app.questionnaires.drafting import Drafted, Drafts, Fresh
from app.questionnaires.models import QuestionnaireVersion
from tests.conftest import AUDIT_KEY, NOW


def person(session: Session, name: str) -> Actor:
    """The account "admin" or "staff", as somebody who may edit."""
    account = session.scalars(sa.select(Account).where(Account.email == f"{name}@{DOMAIN}")).one()
    return Actor(account.id, account.name, frozenset({Role.ADMIN}))


@dataclass
class Desk:
    """A draft that was begun here; each call is one click, with a key of its own."""

    session: Session
    version_id: int
    drafts: Drafts = field(default_factory=Drafts)
    _clicks: Iterator[int] = field(default_factory=count)

    def edit(self, edit: Edit, expected: int | None = None, *, by: str = "admin", click: str = "") -> Drafted:
        return drafting.edit(self.session, edit=edit, **self._said(expected, by, click))

    def undo(self, expected: int | None = None, *, by: str = "admin", click: str = "") -> Drafted:
        return drafting.undo(self.session, **self._said(expected, by, click))

    def redo(self, expected: int | None = None, *, by: str = "admin", click: str = "") -> Drafted:
        return drafting.redo(self.session, **self._said(expected, by, click))

    def _said(self, expected: int | None, by: str, click: str) -> dict[str, Any]:
        return {
            "actor": person(self.session, by),
            "now": NOW,
            "audit_key": AUDIT_KEY,
            "drafts": self.drafts,
            "version_id": self.version_id,
            "expected": self._revision() if expected is None else expected,
            "idempotency_key": click or f"click-{next(self._clicks)}",
        }

    def _revision(self) -> int:
        found = QuestionnaireVersion.revision, QuestionnaireVersion.id == self.version_id
        return self.session.execute(sa.select(found[0]).where(found[1])).scalar_one()

    def version(self) -> QuestionnaireVersion:
        return self.session.get_one(QuestionnaireVersion, self.version_id, populate_existing=True)


def new_desk(session: Session, key: str = "instrument") -> Desk:
    """A desk with a questionnaire that asks nothing yet."""
    draft = drafting.start_draft(
        session,
        actor=person(session, "admin"),
        now=NOW,
        audit_key=AUDIT_KEY,
        beginning=Fresh(key, "An instrument"),
    )
    return Desk(session, draft.id)
