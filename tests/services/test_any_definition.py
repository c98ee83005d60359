"""Any definition that passes the analysis is asked, filled in, checked, submitted, counted and reported."""

from itertools import count
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.db import db
from app.demonstration.inventing import Author
from app.domain.answers import NonAnswer
from app.domain.applicability import applicability, tabulate
from app.domain.canonical import read_json
from app.domain.checks import Severity
from app.domain.conditions import Heard
from app.domain.diagnostics import analyse
from app.domain.findings import name_of
from app.domain.progress import gaps_of, problems_of, progress
from app.domain.question_types import QUESTION_TYPES, Attachment, Computed, Repeat
from app.domain.questionnaire import Questionnaire
from app.domain.typed import Typed
from app.questionnaires.queries import Definitions
from app.reports.template import html_of
from app.submissions.frozen import snapshot_answers
from app.submissions.models import Observation
from app.submissions.queries import answers_of
from tests.conftest import NOW, SignIn
from tests.services.rounds import Round, send_out
from tests.vectors import generate
from tests.web.test_filling import OFFICIAL

KINDS = tuple(QUESTION_TYPES)
KEYS = tuple(f"q{number}" for number in range(1, 10))
NAMES = count(1)
SEEDS = st.integers(0, 2**32)
FEW = settings(
    deadline=None,
    max_examples=8,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


# ----------------------------------------------------------------------------------------- definitions to be used


def definition(rng: Random) -> Questionnaire:
    """Nine questions of any type, shown in view of earlier ones, in two sections and one chapter."""
    questions: list[dict[str, Any]] = []
    for number, key in enumerate(KEYS, start=1):
        made = one_question(rng, key, questions)
        made["number"] = f"A.{number}"
        if questions and rng.random() < 0.4:
            made["shown_when"] = about_earlier(rng, questions)
        if rng.random() < 0.5 and made["type"] != "note":
            made["report"] = reporting(rng)
        questions.append(made)
    cut = rng.randint(1, len(questions) - 1)
    return Questionnaire.model_validate(
        {
            "key": "any",
            "title": generate.TEXT,
            "languages": ["en"],
            "sections": [
                {"key": "A", "title": generate.TEXT, "questions": questions[:cut]},
                {"key": "B", "title": generate.TEXT, "questions": questions[cut:]},
            ],
            "report": {
                "title": {"en": "A report"},
                "mandate": {"en": "A mandate"},
                "chapters": [{"title": {"en": "Results"}, "sections": ["A", "B"]}],
            },
        }
    )


def one_question(rng: Random, key: str, earlier: list[dict[str, Any]]) -> dict[str, Any]:
    kind = rng.choice(KINDS)
    if kind != "computed":
        return generate.question(rng, key, kind, generate.always)
    made = {"key": key, "type": kind, "text": generate.TEXT}
    lists = [one["key"] for one in earlier if one["type"] in ("repeat", "attachment")]
    numbers = [one["key"] for one in earlier if one["type"] in ("whole_number", "decimal", "percentage")]
    if lists and rng.random() < 0.5:
        return made | {"count_of": rng.choice(lists)}
    if numbers:
        return made | {"value": {"sum_of": [{"question": one} for one in numbers], "times": 0.5}}
    return made | {"fact": "respondent"}


def about_earlier(rng: Random, earlier: list[dict[str, Any]]) -> dict[str, Any]:
    asked = rng.choice([one for one in earlier if one["type"] != "note"] or [{"type": "none"}])
    codes = [option["code"] for option in asked.get("options", ())]
    match asked["type"]:
        case "none":
            return {"fact": "kind", "is": "member_state"}
        case "single_choice":
            return {"question": asked["key"], "is": rng.choice(codes)}
        case "multiple_choice" | "ranking":
            return {"any": [{"question": asked["key"], "includes": rng.choice(codes)}]}
        case "repeat" | "attachment":
            return {"count_of": asked["key"], "at_least": 1}
        case "whole_number":
            return {"not": {"question": asked["key"], "at_most": 3}}
    return {"question": asked["key"], "answered": True}


def reporting(rng: Random) -> dict[str, Any]:
    shown = rng.choice(("table", "bar", "stacked", "heat", "quotations", "list", "none"))
    by = {"by": "regional_group"} if rng.random() < 0.3 else {}
    statement = {"statement": {"en": "it had been so"}} if rng.random() < 0.5 else {}
    return {"as": shown, "counts": []} | by | statement


# ------------------------------------------------------------------------------------------------ what is done


def fill(rng: Random, sent: Round) -> None:
    """Save what a respondent types who answers most questions, documents among them."""
    author = Author(rng, "english", 2023)
    typed: dict[str, Typed] = {}
    for question in sent.questionnaire.questions_asked():
        if isinstance(question, Repeat):
            typed |= {f"{question.key}/i{at}": one for at, one in enumerate(author.items(question))}
        elif isinstance(question, Attachment):
            sent.add_document(question.key)
        elif not isinstance(question, Computed) and rng.random() < 0.9:
            hidden = question.hidden(NonAnswer.NOT_ANSWERED, Heard({}))
            typed[question.key] = author.typed(question, hidden)
    sent.save(typed)


def read_pages(client: FlaskClient, sent: Round) -> None:
    """Every page of the submission that draws questions, answers or items."""
    home = f"/submissions/{sent.submission.id}"
    paths = [home, f"{home}/check", *(f"{home}/sections/{one.key}" for one in sent.questionnaire.sections)]
    lists = [one.key for one in sent.questionnaire.questions_asked() if isinstance(one, Repeat)]
    paths += [f"{home}/lists/{key}/i0" for key in lists]
    for path in paths:
        reply = client.get(path)
        assert reply.status_code == 200, path
    for question in sent.questionnaire.questions_asked():
        page = client.get(f"{home}/sections/{sent.questionnaire.section_of[question.key].key}").text
        assert f'id="q-{question.key}"' in page


@pytest.fixture
def client(app: Flask, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    # What is rolled back leaves its number to the next, which is another definition.
    monkeypatch.setitem(app.extensions, "definitions", Definitions())
    return sign_in(OFFICIAL)


@FEW
@given(SEEDS)
def test_any_definition_is_read_from_its_own_document(seed: int) -> None:
    made = definition(Random(seed))
    assert Questionnaire.model_validate(made.document()) == made
    assert [found for found in analyse(made) if found.severity == "error"] == []


@FEW
@given(SEEDS)
def test_any_answer_stands_in_its_form_and_is_counted_once(seed: int) -> None:
    rng = Random(seed)
    made = definition(rng)
    author = Author(rng, "english", 2023)
    answers = {question.key: question.parse(author.typed(question)) for question in made.questions_asked()}
    found = applicability(made, answers)
    for question in made.questions_asked():
        value = found.values[question.key]
        if not isinstance(question, Computed) and question.key in found.keys:
            assert question.parse(question.for_form(value)) == value
    counted = tabulate(made, found)
    for question in made.questions_asked():
        if question.counted:
            wanted = sorted((one.part, one.row) for one in question.variables() if one.per == "report")
            rows = counted[question.key]
            assert sorted((one.part, one.row) for one in rows if one.position == 0 and not one.item) == wanted
    asked = sum(part.asked for part in progress(made, found))
    assert asked == sum(
        1 for one in made.questions_asked() if one.key in found.keys and not isinstance(one, Computed)
    )
    assert {gap.severity for gap in gaps_of(made, found)} <= {Severity.WARNING}


@FEW
@given(seed=SEEDS)
def test_any_definition_is_filled_in_submitted_and_reported(
    app: Flask, client: FlaskClient, seed: int
) -> None:
    rng = Random(seed)
    with app.app_context():
        make = db.sessionmaker
    with make() as session:
        sent = send_out(session, one_of_its_own(definition(rng)), f"round-{seed}-{next(NAMES)}")
        fill(rng, sent)
        session.commit()
        read_pages(client, sent)
        answers = answers_of(session, sent.submission.id)
        found = applicability(sent.questionnaire, answers, sent.work().about(NOW.date()))
        errors = [one for one in problems_of(sent.questionnaire, found) if one.severity is Severity.ERROR]
        assert errors == []
        snapshot = sent.submit()
        sent.accept()
        assert snapshot_answers(snapshot.canonical) == found.values
        assert read_json(snapshot.canonical)["answers"].keys() == found.values.keys()
        rows = session.scalar(sa.select(sa.func.count()).where(Observation.snapshot_id == snapshot.id))
        assert rows == sum(len(one) for one in tabulate(sent.questionnaire, found).values())
        composed = sent.compose()
        for question in sent.questionnaire.questions_asked():
            for variable in question.variables() if question.counted else ():
                if variable.per == "report":
                    assert composed.findings[name_of(question, variable)].replies == 1
        assert "</html>" in html_of(composed.document)


def one_of_its_own(questionnaire: Questionnaire) -> Questionnaire:
    """Under a key that no other example has."""
    return questionnaire.model_copy(update={"key": f"any-{next(NAMES)}"})
