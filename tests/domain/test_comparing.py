"""Two editions of a questionnaire: nothing that differs goes unsaid, and each difference is told in words."""

from copy import deepcopy
from typing import Any

import pytest

from app.domain.comparing import ChangeClass, Kind, compare, told
from app.domain.comparing.order import moved
from app.domain.comparing.texts import looks_like_typo
from app.domain.in_words import ENGLISH
from app.domain.questionnaire import Questionnaire
from tests.factories import document, part, question, section

TYPO, REWORDED, MEANING = ChangeClass
BODIES = [
    {"code": "one", "text": {"en": "One"}},
    {"code": "several", "text": {"en": "Several"}},
    {"code": "none", "text": {"en": "None"}},
]
RULE = {"text": {"en": "Look again."}, "left": {"question": "n"}, "is": "at_most", "right": {"number": 9}}
BASE = document(
    section(
        "B",
        question(
            "q", "single_choice", number="B.1", options=BODIES, concept="body", guidance={"en": "Help."}
        ),
        question("n", "whole_number", number="B.2", checks=[RULE], unit={"en": "bodies"}),
        question("g", "grid", number="B.3"),
        question("r", "repeat", number="B.4", concept="bodies"),
    ),
    section("C", question("c", "text", number="C.1"), question("d", "computed", number="C.2")),
    terms=[{"term": {"en": "Body"}, "meaning": {"en": "A council."}}],
)
Q, N, G, R = (f"sections/B/questions/{key}" for key in "qngr")


def node(at: str, made: dict[str, Any]) -> tuple[Any, str]:
    """What holds the last step of the address `at`, and that step."""
    *steps, last = at.split("/")
    found: Any = made
    for step in steps:
        found = inside(found, step)
    return found, last


def inside(found: Any, step: str) -> Any:
    if isinstance(found, dict):
        return found[step]
    if step.isdecimal():
        return found[int(step)]
    return next(one for one in found if step in (one.get("key"), one.get("code")))


def edited(changes: dict[str, Any]) -> Questionnaire:
    """The base with other values at some addresses; None takes a property away."""
    made = deepcopy(BASE)
    for at, value in changes.items():
        holder, last = node(at, made)
        if value is None:
            del holder[last]
        else:
            holder[last] = value
    return Questionnaire.model_validate(made)


def listed(changes: dict[str, Any]) -> list[tuple[str, Kind, ChangeClass]]:
    found = compare(Questionnaire.model_validate(BASE), edited(changes))
    return [(change.place, change.kind, change.suggested) for change in found]


def words(changes: dict[str, Any]) -> tuple[str, list[str], list[str]]:
    """The only difference in words."""
    before, after = Questionnaire.model_validate(BASE), edited(changes)
    (change,) = compare(before, after)
    said = told(change, ENGLISH, before, after)
    return said.what, [line.text for line in said.before], [line.text for line in said.after]


def test_equal_editions_have_no_difference() -> None:
    assert listed({}) == []


CHANGES: list[tuple[dict[str, Any], str, Kind, ChangeClass]] = [
    ({f"{Q}/text": {"en": "Question qq?"}}, f"{Q}/text", Kind.REWORDED, TYPO),
    ({f"{Q}/text": {"en": "Which bodies?"}}, f"{Q}/text", Kind.REWORDED, REWORDED),
    ({f"{Q}/text": {"en": "Question q?", "fr": "Une question"}}, f"{Q}/text", Kind.TRANSLATED, TYPO),
    ({f"{Q}/guidance": None}, f"{Q}/guidance", Kind.REWORDED, REWORDED),
    ({f"{Q}/purpose": {"en": "To know."}}, f"{Q}/purpose", Kind.REWORDED, REWORDED),
    ({f"{N}/unit": {"en": "boards"}}, f"{N}/unit", Kind.REWORDED, MEANING),
    ({f"{Q}/options/several/text": {"en": "Sevral"}}, f"{Q}/options/several/text", Kind.REWORDED, TYPO),
    ({f"{Q}/options/one/text": {"en": "Exactly one"}}, f"{Q}/options/one/text", Kind.REWORDED, MEANING),
    ({f"{Q}/options/one/specify": True}, f"{Q}/options/one/specify", Kind.SETTING, MEANING),
    ({f"{Q}/options": BODIES[::-1]}, f"{Q}/options", Kind.MOVED, REWORDED),
    ({f"{Q}/options": BODIES[:2]}, f"{Q}/options/none", Kind.REMOVED, MEANING),
    (
        {f"{Q}/options": [*BODIES, {"code": "new", "text": {"en": "New"}}]},
        f"{Q}/options/new",
        Kind.ADDED,
        MEANING,
    ),
    ({f"{G}/rows/school/text": {"en": "Schools"}}, f"{G}/rows/school/text", Kind.REWORDED, TYPO),
    ({f"{N}/type": "year"}, f"{N}/type", Kind.RETYPED, MEANING),
    ({f"{N}/shown_when": {"question": "q", "is": "one"}}, f"{N}/shown_when", Kind.CONDITION, MEANING),
    ({f"{N}/checks": []}, f"{N}/checks", Kind.CHECKS, REWORDED),
    ({f"{N}/checks/0/text": {"en": "Look agian."}}, f"{N}/checks/0/text", Kind.REWORDED, TYPO),
    ({f"{N}/report": {"as": "bar", "by": "regional_group"}}, f"{N}/report", Kind.REPORTING, REWORDED),
    ({f"{N}/report": {"statement": {"en": "there is"}}}, f"{N}/report/statement", Kind.REWORDED, REWORDED),
    ({f"{N}/required": True}, f"{N}/required", Kind.SETTING, REWORDED),
    ({f"{N}/maximum": 5}, f"{N}/maximum", Kind.SETTING, MEANING),
    ({f"{N}/non_answers": ["no_information"]}, f"{N}/non_answers", Kind.NON_ANSWERS, MEANING),
    ({f"{Q}/concept": "other"}, f"{Q}/concept", Kind.CONCEPT, MEANING),
    ({f"{Q}/number": "B.9"}, f"{Q}/number", Kind.SETTING, REWORDED),
    ({f"{R}/questions/name/text": {"en": "Its name"}}, f"{R}/questions/name/text", Kind.REWORDED, REWORDED),
    ({f"{R}/questions/name/type": "email"}, f"{R}/questions/name/type", Kind.RETYPED, MEANING),
    ({f"{R}/questions": [part("status")]}, f"{R}/questions/name", Kind.REMOVED, MEANING),
    (
        {f"{R}/questions": [part("name", "short_text"), part("status"), part("more")]},
        f"{R}/questions/more",
        Kind.ADDED,
        MEANING,
    ),
    (
        {f"{R}/questions": [part("status"), part("name", "short_text")]},
        f"{R}/questions/status",
        Kind.MOVED,
        REWORDED,
    ),
    ({"title": {"en": "A smaller questionnaire"}}, "title", Kind.REWORDED, TYPO),
    ({"languages": ["en", "fr"]}, "languages", Kind.TRANSLATED, TYPO),
    ({"languages": ["fr"]}, "languages", Kind.SETTING, REWORDED),
    ({"unreviewed": ["fr"]}, "unreviewed", Kind.TRANSLATED, TYPO),
    ({"kinds": ["donor"]}, "kinds", Kind.SETTING, MEANING),
    ({"terms": []}, "terms", Kind.REWORDED, REWORDED),
    ({"report/title": {"en": "The report"}}, "report/title", Kind.REWORDED, REWORDED),
    ({"report/chapters/0/title": {"en": "Bodies"}}, "report/chapters/0/title", Kind.REWORDED, REWORDED),
    ({"report/chapters/0/sections": ["B", "C"]}, "report/chapters", Kind.REPORTING, REWORDED),
    ({"sections/B/title": {"en": "Bodies"}}, "sections/B/title", Kind.REWORDED, REWORDED),
    (
        {"sections/C/shown_when": {"question": "q", "is": "one"}},
        "sections/C/shown_when",
        Kind.CONDITION,
        MEANING,
    ),
    ({"sections": BASE["sections"][::-1]}, "sections/C", Kind.MOVED, REWORDED),
]


@pytest.mark.parametrize(("changes", "place", "kind", "suggested"), CHANGES)
def test_every_difference_has_its_place_kind_and_suggestion(
    changes: dict[str, Any], place: str, kind: Kind, suggested: ChangeClass
) -> None:
    assert listed(changes) == [(place, kind, suggested)]


def with_questions(*keys: str) -> dict[str, Any]:
    known = {one["key"]: one for one in BASE["sections"][0]["questions"]}
    return {"sections/B/questions": [known.get(key) or question(key, number="B.x") for key in keys]}


def test_questions_are_added_removed_and_moved() -> None:
    assert listed(with_questions("n", "q", "g", "new")) == [
        (N, Kind.MOVED, REWORDED),
        ("sections/B/questions/new", Kind.ADDED, MEANING),
        (R, Kind.REMOVED, MEANING),
    ]


def test_a_question_in_another_section_was_moved() -> None:
    first, second = deepcopy(BASE["sections"])
    second["questions"].append(first["questions"].pop(0))
    changed = {"sections": [first, second]}
    assert listed(changed) == [("sections/C/questions/q", Kind.MOVED, REWORDED)]
    assert words(changed) == ("The question was moved to another section", ["Section B"], ["Section C"])


def test_sections_are_added_and_removed_with_their_questions() -> None:
    new = section("D", question("x", number="D.1"))
    changes = {"sections": [BASE["sections"][0], new], "report/chapters/1/sections": ["D"]}
    assert [(place, kind) for place, kind, _ in listed(changes)] == [
        ("report/chapters", Kind.REPORTING),
        ("sections/D", Kind.ADDED),
        ("sections/D/questions/x", Kind.ADDED),
        ("sections/C", Kind.REMOVED),
        ("sections/C/questions/c", Kind.REMOVED),
        ("sections/C/questions/d", Kind.REMOVED),
    ]


TOLD: list[tuple[dict[str, Any], tuple[str, list[str], list[str]]]] = [
    (
        {f"{Q}/text": {"en": "Which bodies?"}},
        ("Reworded: text", ["Question q?"], ["Which bodies?"]),
    ),
    (
        {f"{Q}/text": {"en": "Question q?", "fr": "Une question"}},
        ("Translation: text", [], ["Une question"]),
    ),
    ({f"{Q}/guidance": None}, ("Reworded: guidance", ["Help."], [])),
    ({f"{Q}/options/one/text": {"en": "Just one"}}, ("The option was reworded", ["One"], ["Just one"])),
    ({f"{Q}/options": BODIES[:2]}, ("An option was removed", ["None"], [])),
    (
        {f"{Q}/options": BODIES[::-1]},
        ("The order was changed", ["one, several, none"], ["none, several, one"]),
    ),
    ({f"{Q}/options/one/specify": True}, ("Changed: asks to specify", ["no"], ["yes"])),
    ({f"{N}/type": "year"}, ("Changed: type of the question", ["whole_number"], ["year"])),
    (
        {f"{N}/shown_when": {"question": "q", "is_any_of": ["one", "several"]}},
        ("Changed: when it is shown", [], ["Shown when B.1 is “One” or “Several”."]),
    ),
    (
        {f"{N}/checks": []},
        ("Changed: checks", ["Asks for a comment unless B.2 is at most 9: “Look again.”"], []),
    ),
    ({f"{N}/checks/0/text": {"en": "Stop."}}, ("Reworded: text of a check", ["Look again."], ["Stop."])),
    (
        {f"{Q}/report": {"as": "quotations", "unattributed": True}},
        (
            "Changed: how the report shows it",
            ["Shown as: table"],
            ["Shown as: quotations", "Quoted without the names of the States"],
        ),
    ),
    (
        {f"{Q}/report": {"as": "bar", "counts": ["one"], "by": "regional_group"}},
        (
            "Changed: how the report shows it",
            ["Shown as: table"],
            ["Shown as: bar", "Counts: one", "By regional group"],
        ),
    ),
    (
        {f"{Q}/report": {"counts_all": ["one", "several"]}},
        (
            "Changed: how the report shows it",
            ["Shown as: table"],
            ["Shown as: table", "Counts where all are chosen: one, several"],
        ),
    ),
    (
        {f"{N}/non_answers": ["no_information"]},
        ("Changed: reasons for giving no answer", [], ["no_information"]),
    ),
    ({"sections/C/questions/d/value/number": 2}, ("Changed: computed value", ["1"], ["2"])),
    (
        {f"{R}/questions/status/shown_when": {"part": "name", "answered": True}},
        ("Changed: when it is shown", [], ["Shown when “Question name?” is answered."]),
    ),
    (
        {"report/chapters/0/sections": ["B", "C"]},
        (
            "Changed: chapters of the report",
            ["Results B: B", "Results C: C"],
            ["Results B: B, C", "Results C: C"],
        ),
    ),
    (
        {"report/chapters/0/title": {"en": "X"}},
        ("Reworded: title of a chapter of the report", ["Results B"], ["X"]),
    ),
    ({"sections": BASE["sections"][::-1]}, ("The section was moved", [], [])),
    (with_questions("q", "n", "g"), ("A question was removed", ["Question r?"], [])),
    (with_questions("q", "n", "g", "r", "new"), ("A question was added", [], ["Question new?"])),
    ({f"{R}/questions": [part("status")]}, ("A part was removed", ["Question name?"], [])),
    ({f"{R}/concept": None}, ("Changed: concept that trends follow", ["bodies"], [])),
    ({"terms": []}, ("Reworded: terms and their meanings", ["Body\nA council."], [])),
]


@pytest.mark.parametrize(("changes", "said"), TOLD)
def test_differences_are_told_in_words(
    changes: dict[str, Any], said: tuple[str, list[str], list[str]]
) -> None:
    assert words(changes) == said


def test_a_change_says_where_it_is_and_which_trends_it_concerns() -> None:
    (change,) = compare(Questionnaire.model_validate(BASE), edited({f"{R}/questions/status/required": True}))
    assert (change.where.section, change.where.question, change.where.number) == ("B", "r", "B.4")
    assert (change.where.inside, change.concepts) == (("status",), ("bodies",))


@pytest.mark.parametrize(
    ("before", "after", "typo"),
    [
        ("Coordinating bodys", "Coordinating bodies", True),
        ("Coordinatng bodies", "Coordinating bodies", True),
        ("Recieved", "Received", True),
        ("Which body", "Which body?", True),
        ("which  body", "Which body", True),
        ("In 2024", "In 2025", False),
        ("Is it now so?", "Is it not so?", False),
        ("A body", "A council", False),
        ("All", "", False),
        ("Body", "Bodyes", True),
        ("Bodyes", "Body", True),
    ],
)
def test_what_looks_like_a_typo(before: str, after: str, typo: bool) -> None:
    assert looks_like_typo(before, after) == typo


@pytest.mark.parametrize(
    ("before", "after", "movers"),
    [
        ("abcd", "abcd", ""),
        ("abcd", "bcda", "a"),
        ("abcd", "dabc", "d"),
        ("abcd", "axbyd", ""),
        ("", "ab", ""),
        ("abcd", "dcba", "dcb"),
    ],
)
def test_the_fewest_things_move(before: str, after: str, movers: str) -> None:
    found = moved(list(before), list(after))
    assert len(found) == len(movers)
    kept = [key for key in after if key in before and key not in found]
    assert kept == [key for key in before if key in kept]
