"""Consent from the form to the observations: what a State allows narrows every use, and persons are never counted."""

from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.canonical import read_json
from app.domain.consent import Consent
from app.domain.typed import Typed, alone
from app.reports.template import html_of
from app.submissions.models import Observation, Snapshot
from tests.factories import part, question, questionnaire, section
from tests.services.rounds import Round, send_out

USES = [{"code": use.value, "text": {"en": use.value}} for use in Consent]
ASKED = [
    question("use", "single_choice", options=USES, report={"as": "none"}),
    question("open", "yes_no_planned"),
    question("asked", "yes_no_planned", consent="ask"),
    question("ratings", "grid", consent="aggregate", columns=[part("how", "scale")]),
    question(
        "practices",
        "repeat",
        consent_part="use",
        questions=[part("title", "short_text"), part("use", "single_choice", options=USES)],
    ),
    question("who", "contact"),
    question("cleared", "declaration"),
]
PERSON = {"name": ("Maria Example",), "email": ("maria@demo.example",)}
CLEARED = {"declared": ("yes",), "name": ("Boris Example",), "function": ("Minister",)}
TYPED: Mapping[str, Typed] = {
    "open": alone("yes"),
    "asked": alone("yes"),
    "ratings": {"health.how": ("weekly",), "school.how": ("never",)},
    "who": PERSON,
    "cleared": CLEARED,
}


@pytest.fixture
def sent(session: Session) -> Round:
    return send_out(session, questionnaire(section("A", *ASKED), consent_question="use"))


def submitted(sent: Round, use: str, own: Mapping[str, Consent] | None = None, **items: Typed) -> Snapshot:
    practices = {f"practices/{item}": fields for item, fields in items.items()}
    sent.save({**TYPED, **practices, "use": alone(use)}, own)
    return sent.submit()


def consents(sent: Round, snapshot: Snapshot) -> dict[str, set[str]]:
    """The consents of the observations, by question and item."""
    rows = sent.session.execute(
        sa.select(Observation.question_key, Observation.item, Observation.consent).where(
            Observation.snapshot_id == snapshot.id
        )
    )
    found: dict[str, set[str]] = {}
    for key, item, consent in rows:
        found.setdefault(f"{key.split('_')[0]}/{item}" if item else key.split("_")[0], set()).add(consent)
    return found


def frozen(snapshot: Snapshot) -> Any:
    return read_json(snapshot.canonical)


@pytest.mark.parametrize("use", list(Consent))
def test_the_consent_of_the_whole_holds_for_its_answers(sent: Round, use: Consent) -> None:
    snapshot = submitted(sent, use)
    assert snapshot.consent == use
    assert consents(sent, snapshot)["open"] == consents(sent, snapshot)["asked"] == {use}


def test_an_answer_narrowed_by_the_respondent_is_observed_as_such(sent: Round) -> None:
    snapshot = submitted(sent, "publish", {"asked": Consent.ATTRIBUTE})
    assert consents(sent, snapshot)["asked"] == {"attribute"}
    assert consents(sent, snapshot)["open"] == {"publish"}
    assert frozen(snapshot)["consents"]["asked"] == "attribute"
    assert "open" not in frozen(snapshot)["consents"]


def test_an_answer_cannot_be_used_more_widely_than_the_whole(sent: Round) -> None:
    snapshot = submitted(sent, "aggregate", {"asked": Consent.PUBLISH})
    assert consents(sent, snapshot)["asked"] == {"aggregate"}
    assert frozen(snapshot)["consents"] == {}


def test_what_the_definition_holds_to_aggregates_stays_there(sent: Round) -> None:
    snapshot = submitted(sent, "publish")
    assert consents(sent, snapshot)["ratings"] == {"aggregate"}
    assert frozen(snapshot)["consents"] == {"ratings": "aggregate"}


def test_every_item_has_the_consent_that_was_given_for_it(sent: Round) -> None:
    snapshot = submitted(
        sent,
        "publish",
        a={"title": ("One",), "use": ("publish",)},
        b={"title": ("Two",), "use": ("attribute",)},
        c={"title": ("Three",)},
    )
    found = consents(sent, snapshot)
    assert (found["practices/a"], found["practices/b"], found["practices/c"]) == (
        {"publish"},
        {"attribute"},
        {"aggregate"},
    )
    assert found["practices"] == {"publish"}
    assert frozen(snapshot)["consents"] == {
        "ratings": "aggregate",
        "practices/b": "attribute",
        "practices/c": "aggregate",
    }


def test_an_item_cannot_be_used_more_widely_than_the_whole(sent: Round) -> None:
    snapshot = submitted(sent, "attribute", a={"title": ("One",), "use": ("publish",)})
    assert consents(sent, snapshot)["practices/a"] == {"attribute"}


def test_persons_are_in_no_observation_and_not_in_the_report(sent: Round) -> None:
    snapshot = submitted(sent, "publish")
    assert consents(sent, snapshot).keys() == {"use", "open", "asked", "ratings", "practices"}
    sent.accept()
    printed = html_of(sent.compose().document)
    assert "Question open?" in printed
    for word in (*PERSON["name"], *PERSON["email"], *CLEARED["name"], "An official", "maria"):
        assert word not in printed
