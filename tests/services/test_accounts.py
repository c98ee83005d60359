"""Accounts, respondents, sessions and the throttle."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Account, Membership, Respondent, SignInAttempt
from app.accounts.queries import (
    FAILURES_PER_ADDRESS,
    FAILURES_PER_EMAIL,
    IDLE_LIMIT,
    THROTTLE_WINDOW,
    find_account,
    find_credentials,
    find_respondent,
    find_signed_in,
    password_hash_of,
    refuse_if_throttled,
)
from app.accounts.services import (
    create_account,
    end_all_sessions,
    end_session,
    fix_instance_kind,
    forget_failures,
    load_member_states,
    note_failure,
    start_session,
)
from app.audit.queries import heads, verify
from app.domain.errors import InvalidSetUp, NotFound, NotPossibleNow, TooManyAttempts
from app.domain.policy import SYSTEM, Actor, MemberRole, Role
from tests.conftest import NOW

EMAIL, ADDRESS = "new.person@example.org", "192.0.2.7"


@pytest.fixture
def key(app: Flask) -> bytes:
    found: bytes = app.config["AUDIT_KEY"]
    return found


@pytest.fixture
def account(session: Session, key: bytes) -> Account:
    return create_account(
        session,
        actor=SYSTEM,
        now=NOW,
        audit_key=key,
        email=" New.Person@Example.org ",
        name="New Person",
        roles=(Role.STAFF, Role.ADMIN),
    )


@pytest.fixture
def actor(account: Account) -> Actor:
    return Actor(account.id, account.name)


def test_an_address_is_kept_in_one_spelling(session: Session, account: Account) -> None:
    assert account.email == EMAIL
    assert find_account(session, "NEW.PERSON@example.org") is account


def test_a_second_account_with_the_address_is_refused(session: Session, account: Account, key: bytes) -> None:
    with pytest.raises(NotPossibleNow, match="already"):
        create_account(session, actor=SYSTEM, now=NOW, audit_key=key, email=account.email, name="Another")


def test_an_account_without_a_password_cannot_sign_in(session: Session, account: Account) -> None:
    credentials = find_credentials(session, EMAIL)
    assert credentials is not None
    assert credentials.password_hash is None
    with pytest.raises(NotFound, match="invitation"):
        password_hash_of(session, account.id)


def test_every_write_is_audited(session: Session, account: Account, actor: Actor, key: bytes) -> None:
    token = start_session(session, actor=actor, now=NOW, audit_key=key)
    end_session(session, actor=actor, now=NOW, audit_key=key, token=token)
    assert heads(session)[f"account/{account.id}"].seq == 3
    assert verify(session, key) == []


def test_a_session_knows_its_person_and_roles(session: Session, actor: Actor, key: bytes) -> None:
    token = start_session(session, actor=actor, now=NOW, audit_key=key, user_agent="x" * 1000)
    found = find_signed_in(session, token, NOW)
    assert found is not None
    assert found.name == "New Person"
    assert found.roles == frozenset(Role)
    assert found.actor() == Actor(found.id, "New Person", frozenset(Role))


def test_a_revoked_session_is_over(session: Session, actor: Actor, key: bytes) -> None:
    token = start_session(session, actor=actor, now=NOW, audit_key=key)
    end_session(session, actor=actor, now=NOW, audit_key=key, token=token)
    assert find_signed_in(session, token, NOW) is None


def test_nobody_ends_the_session_of_another(session: Session, actor: Actor, key: bytes) -> None:
    token = start_session(session, actor=actor, now=NOW, audit_key=key)
    end_session(session, actor=Actor(10**6, "Another"), now=NOW, audit_key=key, token=token)
    assert find_signed_in(session, token, NOW) is not None


def test_all_sessions_end_together(session: Session, account: Account, actor: Actor, key: bytes) -> None:
    tokens = [start_session(session, actor=actor, now=NOW, audit_key=key) for _ in range(2)]
    end_all_sessions(
        session, actor=SYSTEM, now=NOW, audit_key=key, account_id=account.id, reason="password_chosen"
    )
    assert [find_signed_in(session, token, NOW) for token in tokens] == [None, None]


def test_an_idle_session_ends_by_itself(session: Session, actor: Actor, key: bytes) -> None:
    token = start_session(session, actor=actor, now=NOW, audit_key=key)
    assert find_signed_in(session, token, NOW + IDLE_LIMIT - timedelta(seconds=1)) is not None
    assert find_signed_in(session, token, NOW + IDLE_LIMIT) is None


def test_the_session_of_an_inactive_account_is_over(
    session: Session, account: Account, actor: Actor, key: bytes
) -> None:
    token = start_session(session, actor=actor, now=NOW, audit_key=key)
    account.active = False
    session.flush()
    assert find_signed_in(session, token, NOW) is None
    assert find_credentials(session, EMAIL) is None


def test_the_kind_of_an_instance_never_changes(session: Session) -> None:
    fix_instance_kind(session, now=NOW, kind="demonstration")
    with pytest.raises(InvalidSetUp, match="INSTANCE=demonstration"):
        fix_instance_kind(session, now=NOW, kind="real")


def test_an_unknown_kind_is_refused(session: Session) -> None:
    with pytest.raises(InvalidSetUp, match="demonstration or real"):
        fix_instance_kind(session, now=NOW, kind="trial")


def test_member_states_are_loaded_once(session: Session, key: bytes) -> None:
    row = {
        "iso3": "AUT",
        "iso2": "AT",
        "m49": "040",
        "name_en_running": "Austria",
        "regional_group": "WESTERN_EUROPEAN_OTHER",
    }
    row |= {f"name_{language}": "Austria" for language in ("en", "fr", "es", "ru", "ar", "zh")}
    counts = [load_member_states(session, [row], actor=SYSTEM, now=NOW, audit_key=key) for _ in range(2)]
    assert counts == [1, 0]
    assert find_respondent(session, "aut").m49 == "040"


def test_an_unknown_respondent_is_named(session: Session) -> None:
    with pytest.raises(NotFound, match="QQQ"):
        find_respondent(session, "QQQ")


def test_a_person_has_one_role_at_a_respondent(session: Session, account: Account) -> None:
    respondent = session.scalars(sa.select(Respondent).order_by(Respondent.id)).first()
    assert respondent is not None
    row = {"respondent_id": respondent.id, "account_id": account.id, "since": NOW}
    session.execute(sa.insert(Membership).values(**row, role=MemberRole.OBSERVER))
    with pytest.raises(sa.exc.IntegrityError):
        session.execute(sa.insert(Membership).values(**row, role=MemberRole.APPROVER))


def fail(session: Session, times: int, *, email: str = EMAIL, address: str = ADDRESS) -> None:
    for _ in range(times):
        note_failure(session, NOW, email, address)


def test_failures_below_the_limit_do_not_matter(session: Session) -> None:
    fail(session, FAILURES_PER_EMAIL - 1)
    refuse_if_throttled(session, NOW, EMAIL, ADDRESS)


def test_too_many_failures_for_an_address_are_refused(session: Session) -> None:
    fail(session, FAILURES_PER_EMAIL)
    with pytest.raises(TooManyAttempts, match="15 minutes"):
        refuse_if_throttled(session, NOW, EMAIL.upper(), "198.51.100.9")


def test_too_many_failures_from_one_network_address_are_refused(session: Session) -> None:
    for number in range(FAILURES_PER_ADDRESS):
        fail(session, 1, email=f"person-{number}@example.org")
    with pytest.raises(TooManyAttempts):
        refuse_if_throttled(session, NOW, "somebody.else@example.org", ADDRESS)


def test_the_throttle_ends(session: Session) -> None:
    fail(session, FAILURES_PER_EMAIL)
    refuse_if_throttled(session, NOW + THROTTLE_WINDOW, EMAIL, ADDRESS)


def test_a_success_starts_from_zero(session: Session) -> None:
    fail(session, FAILURES_PER_EMAIL)
    forget_failures(session, EMAIL)
    refuse_if_throttled(session, NOW, EMAIL, ADDRESS)


def test_the_throttle_keeps_no_addresses_and_no_old_rows(session: Session) -> None:
    fail(session, 1)
    note_failure(session, NOW + THROTTLE_WINDOW, EMAIL, ADDRESS)
    rows = session.scalars(sa.select(SignInAttempt.who).order_by(SignInAttempt.id)).all()
    assert len(rows) == 2
    assert {len(who) for who in rows} == {64}
