"""What administrators do to people, and that one active administrator always remains."""

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app import create_app, migrations
from app.accounts.models import Account, AccountSession, Invitation
from app.accounts.queries import find_account
from app.accounts.services import create_account, start_session
from app.administration.people import (
    NewPerson,
    allow_again,
    change_roles,
    end_sessions_of,
    invite_again,
    invite_person,
    suspend,
)
from app.administration.people_queries import PeopleFilter, PeopleOrder, State, find_person, list_people
from app.audit.models import AuditEvent
from app.audit.queries import verify
from app.db import db
from app.demonstration.seed import DOMAIN
from app.domain.errors import NotAllowed, NotFound, NotPossibleNow, Refusal
from app.domain.policy import SYSTEM, Actor, Role
from tests.conftest import AUDIT_KEY, NOW

LONE, OTHER = ("admin@" + DOMAIN, "staff@" + DOMAIN)


@pytest.fixture
def key(app: Flask) -> bytes:
    found: bytes = app.config["AUDIT_KEY"]
    return found


def account_called(session: Session, email: str) -> Account:
    found = find_account(session, email)
    assert found is not None
    return found


@pytest.fixture
def admin(session: Session) -> Actor:
    account = account_called(session, LONE)
    return Actor(account.id, account.name, frozenset({Role.ADMIN}))


@pytest.fixture
def other(session: Session) -> Account:
    return account_called(session, OTHER)


def actions_of(session: Session, account: Account) -> list[str]:
    rows = session.scalars(
        sa.select(AuditEvent.action)
        .where(AuditEvent.stream == f"account/{account.id}")
        .order_by(AuditEvent.seq)
    )
    return list(rows)


def open_sessions(session: Session, account: Account) -> int:
    rows = sa.select(AccountSession).where(
        AccountSession.account_id == account.id, AccountSession.revoked_at.is_(None)
    )
    return len(session.scalars(rows.order_by(AccountSession.id)).all())


def test_suspending_ends_all_sessions_and_is_written_down(
    session: Session, key: bytes, admin: Actor, other: Account
) -> None:
    for _ in range(2):
        start_session(session, actor=Actor(other.id, other.name), now=NOW, audit_key=key)
    suspend(session, actor=admin, now=NOW, audit_key=key, account_id=other.id, expected=1)
    assert (other.active, other.revision, open_sessions(session, other)) == (False, 2, 0)
    assert actions_of(session, other)[-1] == "suspended"
    assert verify(session, key) == []


def test_a_second_click_changes_nothing_more(
    session: Session, key: bytes, admin: Actor, other: Account
) -> None:
    for _ in range(2):
        suspend(session, actor=admin, now=NOW, audit_key=key, account_id=other.id, expected=1)
    for _ in range(2):
        allow_again(session, actor=admin, now=NOW, audit_key=key, account_id=other.id, expected=2)
    assert actions_of(session, other)[-2:] == ["suspended", "allowed_again"]
    assert other.active


def test_roles_are_changed_to_exactly_what_is_wanted(
    session: Session, key: bytes, admin: Actor, other: Account
) -> None:
    start_session(session, actor=Actor(other.id, other.name), now=NOW, audit_key=key)
    for _ in range(2):
        change_roles(
            session, actor=admin, now=NOW, audit_key=key, account_id=other.id, roles=[Role.ADMIN], expected=1
        )
    assert find_person(session, other.id).roles == ("admin",)
    assert (other.revision, open_sessions(session, other)) == (2, 0)


def test_a_decision_on_what_was_changed_meanwhile_is_refused_by_name(
    session: Session, key: bytes, admin: Actor, other: Account
) -> None:
    change_roles(
        session, actor=admin, now=NOW, audit_key=key, account_id=other.id, roles=[Role.ADMIN], expected=1
    )
    with pytest.raises(NotPossibleNow, match="Demo administrator changed the access of Demo staff member"):
        suspend(session, actor=admin, now=NOW, audit_key=key, account_id=other.id, expected=1)
    assert other.active


def test_nobody_changes_their_own_role_or_access(session: Session, key: bytes, admin: Actor) -> None:
    own = admin.account_id or 0
    with pytest.raises(NotAllowed, match="own role"):
        change_roles(session, actor=admin, now=NOW, audit_key=key, account_id=own, roles=[], expected=1)
    with pytest.raises(NotAllowed, match="own role"):
        suspend(session, actor=admin, now=NOW, audit_key=key, account_id=own, expected=1)


def test_the_last_administrator_stays(session: Session, key: bytes, admin: Actor) -> None:
    last = admin.account_id or 0
    with pytest.raises(NotPossibleNow, match="last administrator"):
        suspend(session, actor=SYSTEM, now=NOW, audit_key=key, account_id=last, expected=1)
    with pytest.raises(NotPossibleNow, match="last administrator"):
        change_roles(session, actor=SYSTEM, now=NOW, audit_key=key, account_id=last, roles=[], expected=1)


def test_a_suspended_administrator_does_not_count(
    session: Session, key: bytes, admin: Actor, other: Account
) -> None:
    change_roles(
        session, actor=admin, now=NOW, audit_key=key, account_id=other.id, roles=[Role.ADMIN], expected=1
    )
    suspend(session, actor=admin, now=NOW, audit_key=key, account_id=other.id, expected=2)
    with pytest.raises(NotPossibleNow, match="last administrator"):
        suspend(session, actor=SYSTEM, now=NOW, audit_key=key, account_id=admin.account_id or 0, expected=1)


def test_who_is_no_longer_administrator_changes_nothing(
    session: Session, key: bytes, admin: Actor, other: Account
) -> None:
    former = Actor(other.id, other.name, frozenset({Role.ADMIN}))
    with pytest.raises(NotAllowed, match="no longer an administrator"):
        suspend(session, actor=former, now=NOW, audit_key=key, account_id=admin.account_id or 0, expected=1)


def test_ending_sessions_leaves_the_account_as_it_is(
    session: Session, key: bytes, admin: Actor, other: Account
) -> None:
    start_session(session, actor=Actor(other.id, other.name), now=NOW, audit_key=key)
    ended = [
        end_sessions_of(session, actor=admin, now=NOW, audit_key=key, account_id=other.id) for _ in range(2)
    ]
    assert ended[1] == 0
    assert (other.active, open_sessions(session, other)) == (True, 0)
    assert actions_of(session, other).count("sessions_ended") == 1


def test_nobody_of_that_number_is_not_found(session: Session, key: bytes, admin: Actor) -> None:
    with pytest.raises(NotFound, match="no such person"):
        suspend(session, actor=admin, now=NOW, audit_key=key, account_id=10**6, expected=1)
    with pytest.raises(NotFound, match="no such person"):
        find_person(session, 10**6)


def invited(session: Session, key: bytes, admin: Actor, idempotency_key: str = "a-first-click") -> Account:
    person = NewPerson("new.person@example.org", "New Person", "ar", (Role.STAFF,))
    return invite_person(
        session, actor=admin, now=NOW, audit_key=key, person=person, idempotency_key=idempotency_key
    )


def test_an_invitation_is_sent_once_however_often_it_is_clicked(
    session: Session, key: bytes, admin: Actor
) -> None:
    account = invited(session, key, admin)
    assert invited(session, key, admin) is account
    assert find_person(session, account.id).state is State.INVITED
    with pytest.raises(NotPossibleNow, match="already"):
        invited(session, key, admin, "another-click")


def test_only_who_has_not_chosen_a_password_is_invited_again(
    session: Session, key: bytes, admin: Actor, other: Account
) -> None:
    account = invited(session, key, admin)
    for _ in range(2):
        invite_again(
            session, actor=admin, now=NOW, audit_key=key, account_id=account.id, idempotency_key="again-once"
        )
    rows = session.scalars(sa.select(Invitation.id).where(Invitation.account_id == account.id)).all()
    assert (len(rows), actions_of(session, account)) == (2, ["created", "invited_again"])
    with pytest.raises(NotPossibleNow, match="already"):
        invite_again(
            session, actor=admin, now=NOW, audit_key=key, account_id=other.id, idempotency_key="again-too"
        )


def names_of(session: Session, wanted: PeopleFilter) -> list[str]:
    return [person.name for person in list_people(session, wanted)[0]]


def test_people_are_found_by_text_role_and_state(
    session: Session, key: bytes, admin: Actor, other: Account
) -> None:
    suspend(session, actor=admin, now=NOW, audit_key=key, account_id=other.id, expected=1)
    assert names_of(session, PeopleFilter(text="STAFF@")) == ["Demo staff member"]
    assert names_of(session, PeopleFilter(text="100%_")) == []
    assert names_of(session, PeopleFilter(role="admin")) == ["Demo administrator"]
    assert names_of(session, PeopleFilter(role="observer")) == ["Demo observer of Demo State A-03"]
    assert names_of(session, PeopleFilter(state="suspended")) == ["Demo staff member"]
    assert names_of(session, PeopleFilter(state="invited")) == []
    assert names_of(session, PeopleFilter(text="demo", state="active", role="staff")) == [
        "Demo second reader"
    ]


@pytest.mark.parametrize("order", PeopleOrder)
def test_people_are_paged_in_every_order_without_loss(session: Session, order: PeopleOrder) -> None:
    pages = [list_people(session, PeopleFilter(order=order, page=page)) for page in (1, 2)]
    ids = [person.id for found, _ in pages for person in found]
    assert len(ids) == len(set(ids)) == pages[0][1] > 50


@pytest.fixture
def two_admins(site_database: str, tmp_path: Path) -> tuple[Flask, list[int]]:
    """An instance with two administrators and nobody else, on a database that commits."""
    app = create_app(
        {
            "INSTANCE": "demonstration",
            "SECRET_KEY": "s" * 40,
            "DATABASE_URL": site_database,
            "DATA_DIR": tmp_path,
            "TESTING": True,
        }
    )
    with app.app_context():
        migrations.upgrade()
        ids = [
            create_account(
                db.session,
                actor=SYSTEM,
                now=NOW,
                audit_key=AUDIT_KEY,
                email=f"{name}@example.org",
                name=name,
                roles=[Role.ADMIN],
                password_hash="x",
            ).id
            for name in ("one", "two")
        ]
        db.session.commit()
    return app, ids


def test_two_administrators_who_demote_each_other_at_once_leave_one(
    two_admins: tuple[Flask, list[int]],
) -> None:
    app, ids = two_admins
    together, outcomes = threading.Barrier(2), []

    def demote(own: int, whom: int) -> None:
        actor = Actor(own, "An administrator", frozenset({Role.ADMIN}))
        with app.app_context():
            together.wait()
            try:
                change_roles(
                    db.session,
                    actor=actor,
                    now=NOW,
                    audit_key=AUDIT_KEY,
                    account_id=whom,
                    roles=[],
                    expected=1,
                )
                db.session.commit()
                outcomes.append("done")
            except Refusal as refusal:
                db.session.rollback()
                outcomes.append(type(refusal).__name__)

    threads = [threading.Thread(target=demote, args=pair) for pair in (ids, ids[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["NotAllowed", "done"]
    with app.app_context():
        assert list_people(db.session, PeopleFilter(role="admin", state="active"))[1] == 1
        db.session.close()
        db.engine.dispose()
