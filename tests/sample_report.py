"""A small questionnaire with the control counts of the demonstration, and the document made from them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from functools import cache

from app.domain.findings import Count, Finding, NumberCount, find
from app.domain.questionnaire import Questionnaire
from app.domain.text import Worded
from app.domain.voice import ENGLISH, Voice
from app.reports.document import build
from app.reports.facts import GROUPS, CycleFacts, Edition, GroupResponse, RespondingState, Response
from app.reports.printed import Document

MEETINGS = (0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 6, 6, 8, 12, 52)

_YES_NO_PLANNED = "yes_no_planned"


def _options(**texts: str) -> list[dict[str, object]]:
    return [{"code": code, "text": {"en": text}} for code, text in texts.items()]


def _question(
    key: str, kind: str, text: str, statement: str | None = None, counts: Sequence[str] = (), **more: object
) -> dict[str, object]:
    report: dict[str, object] = {"as": more.pop("shown_as", "table"), "counts": list(counts)}
    if statement:
        report["statement"] = {"en": statement}
    number = f"{key[3]}.{int(key[4:6])}"
    return {"key": key, "type": kind, "number": number, "text": {"en": text}, "report": report, **more}


_FRAMEWORK = [
    {"key": "P2-note", "type": "note", "text": {"en": "Answer for the reporting period."}},
    _question(
        "P2-B01",
        _YES_NO_PLANNED,
        "Was a national drug strategy, policy or action plan in force during the reporting period?",
        "a national drug strategy, policy or action plan had been in force",
        ["yes"],
    ),
    _question(
        "P2-B03",
        "multiple_choice",
        "Which sectors are given responsibilities in the strategy?",
        options=_options(
            health="Health",
            education="Education",
            criminal_justice="Criminal justice",
            law_enforcement="Law enforcement",
            social_affairs="Social affairs",
            finance="Finance",
        ),
        non_answers=["no_information"],
        shown_as="bar",
    ),
    _question(
        "P2-B06",
        "single_choice",
        "Is there a national body with a mandate to coordinate drug policy across sectors?",
        "a national body had a mandate to coordinate drug policy across sectors",
        ["one", "several"],
        options=_options(one="Yes, one body", several="Yes, several bodies", planned="Planned", no="No"),
        non_answers=["no_information"],
        shown_as="bar",
    ),
]
_COORDINATION = [
    _question(
        "P2-D02_political",
        "whole_number",
        "How many meetings did the main coordinating mechanism hold at the political level?",
        "the number of meetings of the main mechanism at the political level in the last 12 months",
        non_answers=["no_information"],
    ),
    _question(
        "P2-E02",
        "multiple_choice",
        "At which stages can a person with a drug use disorder be referred to health or social services?",
        "persons with drug use disorders could be referred to health or social services at sentencing",
        ["sentencing"],
        options=_options(
            police="At contact with police",
            charge="Before charge",
            trial="Before trial",
            sentencing="At sentencing",
            custody="During custody",
            none="No such referral",
        ),
        non_answers=["no_information"],
    ),
    _question(
        "P2-E08",
        "text",
        "Describe the joint activity that made the greatest difference",
        "the joint activity that had made the greatest difference",
        max_words=250,
    ),
]
_EVALUATION = [
    _question(
        "P2-F05",
        "single_choice",
        "Has inter-agency coordination on drugs been evaluated in the last five years?",
        "inter-agency coordination on drugs had been evaluated in the last five years",
        ["external", "internal", "both"],
        options=_options(
            external="External evaluation",
            internal="Internal evaluation",
            both="Both",
            planned="Planned",
            no="No",
        ),
        non_answers=["no_information"],
    ),
    _question("P2-F09", "text", "Other information for the Secretariat", max_words=100, shown_as="none"),
]
DEFINITION: dict[str, object] = {
    "key": "sample",
    "title": {
        "en": "Efforts to enhance inter-agency communication, coordination and collaboration on drug policy"
    },
    "languages": ["en"],
    "sections": [
        {"key": "B", "title": {"en": "National framework"}, "questions": _FRAMEWORK},
        {"key": "D", "title": {"en": "Coordination and collaboration"}, "questions": _COORDINATION},
        {"key": "F", "title": {"en": "Evaluation"}, "questions": _EVALUATION},
    ],
    "report": {
        "title": {
            "en": "Communication, coordination and collaboration among domestic sectors on drug policy"
        },
        "mandate": {
            "en": "In paragraph 2 of its resolution 60/6, the Commission on Narcotic Drugs encouraged Member States to "
            "provide the United Nations Office on Drugs and Crime with information concerning their efforts to enhance "
            "inter-agency communication, coordination and collaboration"
        },
        "chapters": [
            {"title": {"en": "Communication, coordination and collaboration"}, "sections": ["B", "D"]},
            {"title": {"en": "Resources, monitoring and evaluation"}, "sections": ["F"]},
        ],
    },
}
ANSWERS: Mapping[str, Mapping[str, int]] = {
    "P2-B01": {"yes": 29, "planned": 3, "no": 2, "-no_information": 1},
    "P2-B03": {
        "health": 27,
        "criminal_justice": 24,
        "law_enforcement": 25,
        "education": 21,
        "social_affairs": 14,
        "-no_information": 1,
        "-not_asked": 6,
    },
    "P2-B06": {"one": 19, "several": 5, "planned": 4, "no": 5, "-no_information": 2},
    "P2-D02_political": {"#": 24, "-no_information": 3, "-not_asked": 8},
    "P2-E02": {"sentencing": 20, "police": 13, "trial": 15, "custody": 15, "none": 3, "-not_answered": 1},
    "P2-E08": {"text": 18, "-not_answered": 17},
    "P2-F05": {"external": 6, "internal": 5, "both": 3, "planned": 4, "no": 13, "-no_information": 4},
    "P2-F09": {"text": 4, "-not_answered": 31},
}
"""Replies by option; "-…" are non-answers, "#" numbers, "text" texts. Several options may come from one reply."""

NUMBERS: Mapping[str, Sequence[NumberCount]] = {
    "P2-D02_political": tuple(NumberCount(Fraction(number)) for number in MEETINGS)
}
INVITED = dict(zip(GROUPS, (17, 17, 7, 10, 9), strict=True))
COUNTED = dict(zip(GROUPS, (7, 8, 4, 7, 9), strict=True))
LONG_NAMES = {
    "A-07": "Demo State A-17 (United Demonstration Republic of the Northern and Southern Example Territories)",
    "C-04": "Demo State C-07 (Démonstration « Été » d'Ýxempla)",
    "D-07": "Demo State D-10 (short)",
}


@cache
def questionnaire() -> Questionnaire:
    return Questionnaire.model_validate(DEFINITION)


def counts(answers: Mapping[str, Mapping[str, int]] = ANSWERS, replies: int = 35) -> list[Count]:
    """The rows of `answers` over `replies` snapshots, all of one group.

    The first option listed of a question with several is what every reply that answered ticked first or not at all:
    what is missing to `replies` there is taken from the others.
    """
    rows = []
    for key, answer in answers.items():
        missing = sum(number for what, number in answer.items() if what.startswith("-"))
        first_ones_left = replies - missing
        for what, number in answer.items():
            first = number if what.startswith("-") else min(number, first_ones_left)
            if not what.startswith("-"):
                first_ones_left -= first
            rows += [
                _row(key, what, at_first, n) for at_first, n in ((True, first), (False, number - first)) if n
            ]
    return rows


def _row(key: str, what: str, first: bool, number: int) -> Count:
    if what.startswith("-"):
        return Count(key, "", first, "non_answer", None, what[1:], "AFRICAN", number)
    kind = {"#": "number", "text": "text"}.get(what, "choice")
    return Count(key, "", first, kind, what if kind == "choice" else None, None, "AFRICAN", number)


def findings() -> Mapping[str, Finding]:
    return find(questionnaire(), counts(), NUMBERS)


def response() -> Response:
    codes = [
        (group, f"{letter}-{n:02}")
        for letter, group in zip("ABCDE", GROUPS, strict=True)
        for n in range(1, 10)
    ]
    states = [
        RespondingState(LONG_NAMES.get(code, f"Demo State {code}"), group)
        for group, code in codes
        if int(code[2:]) <= COUNTED[group]
    ]
    groups = tuple(GroupResponse(group, INVITED[group], COUNTED[group]) for group in GROUPS)
    return Response(received=42, groups=groups, states=tuple(reversed(states)))


def cycle() -> CycleFacts:
    return CycleFacts(
        title="Demo cycle",
        session=Worded("Demonstration session", "en"),
        place_and_dates=Worded("Vienna, 8–12 March 2027", "en"),
        agenda_item=Worded("Item __ of the provisional agenda", "en"),
        late_submission=Worded("", "en"),
        deadline=datetime(2026, 10, 30, 23, 0, tzinfo=UTC),
        cut_off=datetime(2026, 12, 1, 23, 0, tzinfo=UTC),
    )


def edition(*, demonstration: bool = True) -> Edition:
    return Edition(
        data_set="7c1e" * 16,
        data_as_at=datetime(2026, 12, 1, 12, 0, tzinfo=UTC),
        version_number="1",
        version_hash="a90f" * 16,
        demonstration=demonstration,
    )


def document(*, demonstration: bool = True, voice: Voice = ENGLISH) -> Document:
    return build(
        questionnaire=questionnaire(),
        findings=findings(),
        response=response(),
        cycle=cycle(),
        edition=edition(demonstration=demonstration),
        voice=voice,
    )
