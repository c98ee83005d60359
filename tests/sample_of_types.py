"""A questionnaire with every type of question, invented replies of 35 States to it, and the document made from them."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from app.domain.answers import (
    NOT_ASKED,
    Amount,
    Cells,
    Choice,
    Choices,
    DateRange,
    Day,
    DecimalNumber,
    Files,
    Items,
    NonAnswer,
    NotAsked,
    Parts,
    Period,
    Ranked,
    StoredFile,
    Tabulated,
    Value,
    WholeNumber,
    WrittenText,
)
from app.domain.findings import Count, Finding, NumberCount, find
from app.domain.question_types import AnyQuestion, Compound, Grid, MultipleChoice, Repeat
from app.domain.question_types.choices import Ranking
from app.domain.questionnaire import Questionnaire
from app.domain.voice import ENGLISH
from app.reports.document import build
from app.reports.facts import GROUPS
from app.reports.printed import Document
from tests.sample_report import COUNTED, cycle, edition, response

SECTORS = {
    "health": "Health",
    "education": "Education",
    "criminal_justice": "Criminal justice",
    "law_enforcement": "Law enforcement",
    "prisons": "Prison administration",
    "social_affairs": "Social affairs",
    "youth": "Youth",
    "labour": "Labour and employment",
    "finance": "Finance",
    "customs": "Customs",
    "agriculture_development": "Agriculture and rural development",
    "local_government": "Local government",
    "civil_society": "Civil society",
    "other": "Other",
}
STATUS = {
    "full": "In place nationwide",
    "part": "In place in part of the territory or for part of the population",
    "planned": "Planned",
    "none": "None",
}
PAIRS = {
    "health_justice": "Health and criminal justice",
    "education_justice": "Education and criminal justice",
    "health_education": "Health and education",
}
FIELDS = {
    "prevention": "Prevention in schools and in the community, family programmes included",
    "referral": "Referral to treatment",
    "prisons": "Health care in prisons",
}
STATES = 35


def _options(texts: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"code": code, "text": {"en": text}} for code, text in texts.items()]


def _asked(key: str, kind: str, text: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "type": kind, "text": {"en": text}, **more}


def _numbered(number: str, kind: str, text: str, **more: Any) -> dict[str, Any]:
    return _asked(f"P2-{number.replace('.', '0')}", kind, text, number=number, **more)


_NO_INFORMATION = ["no_information"]
_SIMPLE = [
    _asked("P2-N", "note", "Answer for the reporting period."),
    _numbered("B.1", "scale", "How often is follow-up checked?", scale="frequency", report={"as": "bar"}),
    _numbered(
        "B.2",
        "ranking",
        "Which sectors need support most?",
        options=_options(dict(list(SECTORS.items())[:6])),
        at_most=3,
        non_answers=_NO_INFORMATION,
    ),
    _numbered(
        "B.3",
        "decimal",
        "How many posts are devoted to coordination?",
        places=1,
        unit={"en": "full-time posts"},
        non_answers=_NO_INFORMATION,
        report={"statement": {"en": "the number of posts devoted to coordination"}},
    ),
    _numbered("B.4", "percentage", "Which share of the budget is spent on coordination?"),
    _numbered(
        "B.5",
        "year",
        "In which year was the present strategy adopted?",
        report={"statement": {"en": "the year in which the present strategy had been adopted"}},
    ),
    _numbered("B.6", "amount", "How much was spent on joint activities?", non_answers=_NO_INFORMATION),
    _numbered("B.7", "date", "When did the coordinating body last meet?"),
    _numbered("B.8", "date_range", "Which period does the plan cover?"),
    _numbered("B.9", "period", "To which period do the figures refer?"),
]
_LONG = _numbered(
    "B.10",
    "multiple_choice",
    "With which partners was information exchanged?",
    options=_options({f"partner_{n}": f"Demonstration partner {n}" for n in range(1, 61)}),
)
_OTHERS = [
    _numbered("C.1", "short_text", "Name of the initiative"),
    _numbered("C.2", "text", "Describe the main challenge", max_words=250),
    _numbered("C.3", "email", "Address of the institution"),
    _numbered("C.4", "web_address", "Where is the strategy published?"),
    _numbered("C.5", "contact", "Focal point"),
    _numbered("C.6", "declaration", "The answers have been cleared"),
    _numbered("C.7", "attachment", "Documents", report={"statement": {"en": "the text of their strategies"}}),
    _numbered("C.8", "computed", "Reporting State", fact="respondent"),
    _numbered("C.9", "computed", "Number of bodies", count_of="P2-E01"),
]
_COMPOUND = _numbered(
    "D.1",
    "compound",
    "Was joint training held, for how many, and in which sectors was it needed most?",
    parts=[
        _asked(
            "held",
            "yes_no_planned",
            "Joint training",
            report={
                "as": "bar",
                "statement": {"en": "joint training had been held"},
                "counts": ["yes"],
            },
        ),
        _asked(
            "participants",
            "whole_number",
            "Number of participants",
            unit={"en": "persons"},
            non_answers=_NO_INFORMATION,
            report={"statement": {"en": "the number of participants in joint training"}},
        ),
        _asked("need", "ranking", "Where it was needed most", options=_options(PAIRS)),
        _asked("sectors", "multiple_choice", "Sectors that took part", options=_options(PAIRS)),
        _asked("comment", "text", "Comment", max_words=50, report={"as": "none"}),
    ],
)
_ONE_COLUMN = _numbered(
    "D.2",
    "grid",
    "How often do sectors exchange information?",
    rows=_options(PAIRS),
    columns=[
        _asked(
            "often",
            "scale",
            "Frequency",
            scale="frequency",
            report={
                "statement": {"en": "information was exchanged at least quarterly"},
                "counts": ["weekly", "monthly", "quarterly"],
            },
        )
    ],
)
_SEVERAL_COLUMNS = _numbered(
    "D.3",
    "grid",
    "In which areas did sectors carry out joint activities?",
    rows=_options(FIELDS),
    columns=[
        _asked("status", "single_choice", "Status", options=_options(STATUS), non_answers=_NO_INFORMATION),
        _asked("sectors", "multiple_choice", "Sectors involved", options=_options(SECTORS)),
        _asked("most", "ranking", "Most active sectors", options=_options(PAIRS), at_most=2),
        _asked("events", "whole_number", "Number of events"),
        _asked("since", "year", "Year of the first"),
        _asked("cost", "amount", "Cost"),
        _asked("name", "short_text", "Name"),
        _asked("who", "contact", "Contact"),
    ],
)
_REPEAT = _numbered(
    "E.1",
    "repeat",
    "Coordinating bodies",
    report={"statement": {"en": "their coordinating bodies"}},
    questions=[
        _asked("name", "text", "Name of the body", max_words=20),
        _asked("basis", "single_choice", "Legal basis", options=_options(STATUS)),
        _asked("members", "multiple_choice", "Members", options=_options(PAIRS)),
        _asked("priorities", "ranking", "Priorities", options=_options(PAIRS)),
        _asked("person", "contact", "Secretary of the body"),
        _asked(
            "budget",
            "compound",
            "Budget",
            parts=[_asked("own", "yes_no_planned", "Own budget"), _asked("amount", "amount", "Amount")],
        ),
        _asked(
            "levels",
            "grid",
            "Levels",
            rows=_options({"national": "National", "local": "Local"}),
            columns=[
                _asked("meets", "yes_no_planned", "Meets"),
                _asked("meetings", "whole_number", "Meetings"),
            ],
        ),
    ],
)
DEFINITION: Mapping[str, Any] = {
    "key": "types",
    "title": {"en": "Every type of question"},
    "languages": ["en"],
    "sections": [
        {"key": "B", "title": {"en": "Choices and numbers"}, "questions": [*_SIMPLE, _LONG]},
        {"key": "C", "title": {"en": "Words and documents"}, "questions": _OTHERS},
        {
            "key": "D",
            "title": {"en": "Parts and rows"},
            "questions": [_COMPOUND, _ONE_COLUMN, _SEVERAL_COLUMNS],
        },
        {"key": "E", "title": {"en": "Lists"}, "questions": [_REPEAT]},
    ],
    "report": {
        "title": {"en": "Every type of question"},
        "mandate": {"en": "The Commission asked for information"},
        "chapters": [
            {"title": {"en": "Simple questions"}, "sections": ["B", "C"]},
            {"title": {"en": "Questions made of others"}, "sections": ["D", "E"]},
        ],
    },
}


@cache
def questionnaire() -> Questionnaire:
    # C.9 counts what stands after it; here every value is given, and nothing is computed.
    return Questionnaire.model_validate(DEFINITION)


def _value(question: AnyQuestion, dice: random.Random) -> Value:
    """An invented answer; one in ten is missing, for one of the reasons that the question allows."""
    if dice.random() < 0.1:
        offered = (NonAnswer(reason) for reason in question.non_answers)
        reasons: list[Value] = [NonAnswer.NOT_ANSWERED, NOT_ASKED, *offered]
        return dice.choice(reasons)
    return _answer(question, dice)


def _answer(question: AnyQuestion, dice: random.Random) -> Value:
    codes = [option.code for option in question.response_options()]
    match question:
        case Ranking():
            return Ranked(tuple(dice.sample(codes, question.ranks())))
        case MultipleChoice():
            chosen = dice.sample(codes, dice.randint(1, len(codes)))
            return Choices(tuple(code for code in codes if code in chosen))
        case Compound():
            return _parts(question.parts, dice)
        case Grid():
            return Cells({row.code: _row(question.columns, dice) for row in question.rows})
        case Repeat():
            number = dice.choice((1, 1, 1, 2, 3))
            return Items(tuple((f"i{n}", _parts(question.questions, dice)) for n in range(number)))
    return Choice(dice.choice(codes)) if codes else _plain(question, dice)


def _plain(question: AnyQuestion, dice: random.Random) -> Value:
    day = date(2020 + dice.randrange(6), 1 + dice.randrange(12), 1)
    values: Mapping[str, Value] = {
        "whole_number": WholeNumber(dice.choice((0, 1, 2, 3, 5, 12, 480, 1200))),
        "computed": WholeNumber(dice.randrange(4)),
        "decimal": DecimalNumber(Decimal(dice.randrange(0, 95)) / 10),
        "percentage": DecimalNumber(Decimal(dice.randrange(0, 1000)) / 10),
        "year": WholeNumber(2000 + dice.randrange(26)),
        "amount": Amount(Decimal(dice.randrange(1, 999) * 1000), dice.choice(("EUR", "USD", "XOF"))),
        "date": Day(day),
        "date_range": DateRange(day, date(2030, 1, 1)),
        "period": Period("2025-H1"),
        "attachment": Files((StoredFile("f", "a.pdf", "Strategy", "en", "application/pdf", 9, "ab" * 32),)),
        "contact": Parts({"name": WrittenText("Demonstration person")}),
        "declaration": Parts({"declared": WrittenText("yes")}),
    }
    return values.get(question.model_dump()["type"], WrittenText("Demonstration text."))


def _parts(questions: Sequence[AnyQuestion], dice: random.Random) -> Parts:
    return Parts({question.key: _value(question, dice) for question in questions})


def _row(columns: Sequence[AnyQuestion], dice: random.Random) -> Parts | NotAsked:
    return NOT_ASKED if dice.random() < 0.05 else _parts(columns, dice)


Reply = tuple[str, Mapping[str, Value]]


@cache
def replies() -> tuple[Reply, ...]:
    """The regional group and the answers of each State; always the same."""
    dice = random.Random("every type of question")
    groups = [group for group in GROUPS for _ in range(COUNTED[group])]
    asked = list(questionnaire().questions_asked())
    return tuple((group, {question.key: _value(question, dice) for question in asked}) for group in groups)


def snapshots(given: Sequence[Reply]) -> list[Mapping[str, Any]]:
    """Each given for publication, so that nothing is kept for what it would tell of a State."""
    return [
        {
            "answers": {key: value.for_json() for key, value in answers.items()},
            "consent": "publish",
            "consents": {},
        }
        for _, answers in given
    ]


def _observed(given: Sequence[Reply], asked: Questionnaire) -> Iterator[tuple[str, str, Tabulated]]:
    """The group, the counted key and each observation, as rows of the table `observation`."""
    for group, answers in given:
        for question in asked.questions_asked():
            for seen in question.tabulate(answers[question.key]) if question.counted else ():
                yield group, f"{question.key}_{seen.part}" if seen.part else question.key, seen


def findings(given: Sequence[Reply], asked: Questionnaire | None = None) -> Mapping[str, Finding]:
    """What the replies say, to the questionnaire of every type or another one."""
    definition = asked or questionnaire()
    observed = [*_observed(given, definition)]
    rows = Counter(
        (key, seen.row, seen.position == 0, seen.kind, seen.choice, seen.non_answer, group)
        for group, key, seen in observed
    )
    numbers: dict[str, list[NumberCount]] = {}
    for _, key, seen in sorted(observed, key=lambda one: one[2].number or 0):
        if seen.number is not None:
            given_as = NumberCount(Fraction(seen.number))
            numbers.setdefault(f"{key}/{seen.row}" if seen.row else key, []).append(given_as)
    return find(
        definition,
        [Count(*alike, count) for alike, count in rows.items()],
        numbers,
    )


@cache
def document() -> Document:
    return build(
        questionnaire=questionnaire(),
        findings=findings(replies()),
        response=response(),
        cycle=cycle(),
        edition=edition(),
        voice=ENGLISH,
    )
