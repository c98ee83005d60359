"""A small questionnaire with every question type, and with everything that can appear while it is filled."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask

from app.accounts.models import Account, Membership
from app.cycles.services import CyclePlan, open_cycle
from app.db import db
from app.demonstration.seed import DOMAIN
from app.domain.policy import SYSTEM
from app.domain.questionnaire import Questionnaire
from app.domain.text import LocalizedText
from app.questionnaires.services import publish, take_in
from app.submissions.services import invite
from app.web.clock import now
from tests.factories import part, questionnaire, section, with_the_rest
from tests.factories import question as made

BODIES = [
    {"code": "council", "text": {"en": "A council"}},
    {"code": "board", "text": {"en": "A board"}, "shown_when": {"question": "planned", "is": "yes"}},
    {"code": "other", "text": {"en": "Another body"}, "specify": True},
]
MEANS = [
    {"code": "meetings", "text": {"en": "Meetings"}},
    {"code": "letters", "text": {"en": "Letters"}},
    {"code": "other", "text": {"en": "Other means"}, "specify": True},
    {"code": "none", "text": {"en": "No means at all"}, "exclusive": True},
]
SECTORS = [
    {"code": "health", "text": {"en": "Health"}},
    {"code": "education", "text": {"en": "Education"}},
    {"code": "justice", "text": {"en": "Justice"}, "shown_when": {"question": "planned", "is": "yes"}},
]
NOBODY_KNOWS = ["no_information", "not_applicable"]


def question(key: str, kind: str = "yes_no_planned", **more: Any) -> dict[str, Any]:
    return made(key, kind, number=key, **more)


CHOOSING = section(
    "A",
    question("planned", guidance={"en": "In law or in practice."}),
    question("one", "single_choice", options=BODIES, consent="ask"),
    question("several", "multiple_choice", options=MEANS, non_answers=NOBODY_KNOWS),
    question("often", "scale", scale="frequency", non_answers=["no_information"]),
    question("ranked", "ranking", options=MEANS[:3], at_most=2),
    question("followed", "short_text", shown_when={"question": "planned", "is": "yes"}),
    question("table", "grid", rows=SECTORS, columns=[part("extent", "scale", scale="extent")]),
    question(
        "coordinator",
        "compound",
        parts=[
            part("exists", purpose={"en": "To know who answers."}),
            part("post", "short_text", shown_when={"part": "exists", "is": "yes"}),
        ],
    ),
    introduction={"en": "What there is."},
)
NUMBERS = section(
    "B",
    question("count", "whole_number", unit={"en": "bodies"}),
    question("unknown", "whole_number", non_answers=NOBODY_KNOWS),
    question("measure", "decimal"),
    question("share", "percentage"),
    question("since", "year", minimum=1961, maximum=2030),
    question("money", "amount"),
    question("day", "date"),
    question("days", "date_range"),
    question("period", "period"),
    question("twice", "computed", value={"sum_of": [{"question": "count"}, {"question": "count"}]}),
)
WORDS = section(
    "C",
    question("remark", "note"),
    question("line", "short_text"),
    question("long", "text", max_words=120),
    question("post", "email"),
    question("site", "web_address"),
    question("who", "contact"),
    question("declared", "declaration"),
    question("files", "attachment", at_most=3),
)
LISTS = section(
    "D",
    question(
        "people",
        "grid",
        rows=SECTORS,
        columns=[part("women", "whole_number"), part("men", "whole_number")],
        totals="both",
    ),
    question(
        "plans",
        "grid",
        rows=SECTORS[:2],
        columns=[part("status"), part("why", "short_text", shown_when={"part": "status", "is": "no"})],
    ),
    question(
        "bodies",
        "repeat",
        questions=[
            part("name", "short_text", required=True),
            part("status"),
            part("mandate", "text", max_words=20, shown_when={"part": "status", "is": "yes"}),
        ],
        at_most=4,
    ),
    question("in_all", "computed", value={"question": "people", "part": "women"}),
)


def gallery() -> Questionnaire:
    return questionnaire(
        *with_the_rest(CHOOSING, NUMBERS, WORDS, LISTS),
        key="gallery",
        title={"en": "A gallery of question types"},
    )


def send_gallery(app: Flask, names: Sequence[str], asked: Questionnaire | None = None) -> Mapping[str, int]:
    """Publish the gallery and send it, in a cycle of its own, to the respondents of these focal points.

    `asked` stands in for the gallery. Returns the id of the submission that each has to fill.
    """
    with app.app_context():
        common: dict[str, Any] = {"actor": SYSTEM, "audit_key": app.config["AUDIT_KEY"]}
        version = take_in(db.session, now=now(), questionnaire=asked or gallery(), **common).version
        publish(db.session, now=now(), version=version, **common)
        plan = CyclePlan(
            key="gallery",
            title=LocalizedText.model_validate({"en": "Gallery"}),
            opens_at=now() - timedelta(days=1),
            deadline_at=now() + timedelta(days=30),
            cut_off_at=now() + timedelta(days=60),
        )
        cycle = open_cycle(db.session, now=plan.opens_at, plan=plan, versions=[version], **common)
        invited = invite(
            db.session,
            now=now(),
            cycle_id=cycle.id,
            version_id=version.id,
            respondent_ids=[_respondent_of(name) for name in names],
            **common,
        )
        found = {name: one.id for name, one in zip(names, invited, strict=True)}
        db.session.commit()
        return found


def _respondent_of(name: str) -> int:
    return db.session.scalars(
        sa.select(Membership.respondent_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Account.email == f"{name}@{DOMAIN}")
    ).one()
