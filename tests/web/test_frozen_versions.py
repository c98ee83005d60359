"""No route changes a published version, whoever calls it, with whatever it posts."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from app.db import Base
from app.questionnaires.models import QuestionnaireVersion, VersionStatus
from tests.conftest import SignIn, field
from tests.services.demo import submission_of
from tests.services.rounds import send_out
from tests.services.test_publishing import CORRECTED, draft_of, patched, small

PEOPLE = (
    "",
    "focal-point.a-14",
    "contributor.a-03",
    "approver.a-03",
    "observer.a-03",
    "staff",
    "admin",
)
JUNK = {"": "x", "document": "{}", "status": "draft", "number": "-1", "key": "x", "idempotency_key": "x"}
LAST = "accounts.sign_out"  # nobody could go on after it


def frozen_rows(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Every column of every published or retired version, and of what was said of its changes."""
    versions, said = (Base.metadata.tables[name] for name in ("questionnaire_version", "version_change"))
    statements = {
        "versions": sa.select(versions)
        .where(versions.c.status != VersionStatus.DRAFT)
        .order_by(versions.c.id),
        "said": sa.select(said).order_by(*said.primary_key.columns),
    }
    return {
        name: [dict(row) for row in session.execute(statement).mappings()]
        for name, statement in statements.items()
    }


@pytest.fixture
def versions(session: Session) -> list[QuestionnaireVersion]:
    """A version and its patch in an open cycle, and a draft that changes more than words; all committed."""
    sent = send_out(session, small())
    patch = patched(session)
    draft = draft_of(session, small(text=CORRECTED, required=True))
    session.commit()
    first = session.scalars(
        sa.select(QuestionnaireVersion)
        .where(QuestionnaireVersion.questionnaire_id == patch.questionnaire_id)
        .order_by(QuestionnaireVersion.id)
    ).first()
    assert first is not None
    assert sent.submission.version_id == patch.id
    return [first, patch, draft]


def addresses(app: Flask, rule: Rule, session: Session, versions: list[QuestionnaireVersion]) -> list[str]:
    """Addresses of a rule: of things that are there, where its arguments name any."""
    values: dict[str, list[Any]] = {
        "submission_id": [submission_of(session, "XAC").id, submission_of(session, "XAN").id],
        "key": ["demo", "small", "cnd-60-6-p2"],
        "label": [version.label for version in versions],
        "section_key": ["B"],
        "question_key": ["P2-H02"],
        "filename": ["css/site.css"],
    }
    found: list[dict[str, Any]] = [{}]
    for name in sorted(rule.arguments):
        several = values.get(name, [1 if name.endswith("_id") else "x"])
        found = [one | {name: value} for one in found for value in several]
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        return [adapter.build(rule.endpoint, one) for one in found]


def bodies(versions: list[QuestionnaireVersion], token: str) -> list[dict[str, str]]:
    """Nothing, nonsense, and what a page about each of the versions would post."""
    pages = [
        {
            "version": str(version.id),
            "expected": version.content_hash,
            "as": chosen,
            "class:setting:sections/A/questions/q/required": "typo",
        }
        for version in versions
        for chosen in ("patch", "version")
    ]
    return [body | {"csrf_token": token} for body in ({}, JUNK, *pages)]


def token_of(client: FlaskClient) -> str:
    return field(client.get("/", follow_redirects=True).text, "csrf_token")


@pytest.mark.parametrize("name", PEOPLE)
def test_no_route_changes_a_published_version(
    app: Flask, sign_in: SignIn, session: Session, versions: list[QuestionnaireVersion], name: str
) -> None:
    client = sign_in(name) if name else app.test_client()
    token = token_of(client)
    before = frozen_rows(session)
    assert len(before["versions"]) >= 3
    assert before["said"]
    rules = sorted(
        app.url_map.iter_rules(), key=lambda rule: (rule.endpoint == LAST, rule.endpoint, rule.rule)
    )
    for rule in rules:
        for address in addresses(app, rule, session, versions):
            if "GET" in (rule.methods or ()):
                with client.get(address) as reply:
                    assert reply.status_code < 500, address
            if "POST" in (rule.methods or ()):
                for body in bodies(versions, token):
                    assert client.post(address, data=body).status_code < 500, (address, body)
    session.expire_all()
    after = frozen_rows(session)
    if (
        name == "admin"
    ):  # has retired the one version that no open cycle uses, and nothing else of it is different
        retired = {row["id"]: row.pop("retired_at") for row in after["versions"] if row["retired_at"]}
        assert set(retired) == {versions[0].id}
        for row in before["versions"]:
            if row["id"] in retired:
                row["status"] = VersionStatus.RETIRED
                del row["retired_at"]
    assert after == before


def test_publishing_the_next_version_leaves_those_before_it(
    sign_in: SignIn, session: Session, versions: list[QuestionnaireVersion]
) -> None:
    before = frozen_rows(session)
    client = sign_in("admin")
    data = {
        "csrf_token": token_of(client),
        "version": str(versions[2].id),
        "expected": versions[2].content_hash,
        "as": "version",
        "class:setting:sections/A/questions/q/required": "meaning_changed",
    }
    assert client.post("/questionnaires/small/publish", data=data).status_code == 303
    session.expire_all()
    after = frozen_rows(session)
    assert [row for row in after["versions"] if row["id"] != versions[2].id] == before["versions"]
    assert len(after["versions"]) == len(before["versions"]) + 1
