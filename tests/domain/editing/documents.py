"""A definition in which everything refers to something."""

from typing import Any

from app.domain.editing import Document
from tests.factories import EXAMPLES, TWO_OPTIONS, document, part, question, section
from tests.factories import questionnaire as read

CONSENTS = [{"code": code, "text": {"en": code}} for code in ("publish", "attribute", "aggregate")]
OPTIONS_SHOWN = [
    *TWO_OPTIONS,
    {"code": "c", "text": {"en": "C"}, "shown_when": {"question": "one", "is": "a"}},
]
LOOKS = {
    "all": [
        {"question": "one", "is_any_of": ["a", "b"]},
        {"any": [{"question": "several", "includes": "b"}, {"not": {"count_of": "list", "at_least": 1}}]},
        {"question": "made", "part": "choice", "is": "b"},
        {"question": "grid", "part": "status", "row": "health", "is": "yes"},
        {"fact": "kind", "is": "member_state"},
    ]
}
CHECKS: list[dict[str, Any]] = [
    {
        "text": {"en": "Compare."},
        "left": {"sum_of": [{"question": "grid", "part": "number", "row": "school"}, {"number": 1}]},
        "is": "at_most",
        "right": {"question": "several", "among": ["a"], "times": 2},
    },
    {"text": {"en": "Look."}, "fails_when": {"question": "one", "is_not": "a"}},
]


def rich() -> Document:
    """Three sections: what is looked at, what looks, and one of every type."""
    made = part("choice", "single_choice", options=OPTIONS_SHOWN, report={"counts": ["a"]})
    inner = part("inside", "compound", parts=[part("x", "single_choice"), _after("y", "x", "a")])
    listed = [part("consent", "single_choice", options=CONSENTS), inner, _after("why", "consent", "publish")]
    first = section(
        "A",
        question("one", "single_choice", report={"as": "bar", "counts": ["a"]}),
        question("several", "multiple_choice", checks=CHECKS),
        question("made", "compound", parts=[made, _after("more", "choice", "b")], report={"counts": ["a"]}),
        question("grid", "grid", checks=[_inside("number")], rows=_rows()),
        question(
            "list",
            "repeat",
            questions=listed,
            consent_part="consent",
            checks=[_inside("consent", among=["publish"])],
        ),
        question("ask", "single_choice", options=CONSENTS),
    )
    second = section("B", question("late", "text", shown_when=LOOKS), *_computed(), shown_when=LOOKS)
    every = (question(f"q{place}", kind) for place, kind in enumerate(EXAMPLES))
    third = section("C", *every, sectors=["health"])
    return read_again(document(first, second, third, consent_question="ask"))


def _after(key: str, other: str, option: str) -> dict[str, Any]:
    return part(key, "text", shown_when={"part": other, "is": option})


def _inside(name: str, **more: Any) -> dict[str, Any]:
    return {
        "text": {"en": "Inside."},
        "left": {"part": name} | more,
        "is": "at_most",
        "right": {"number": 2.5},
    }


def _rows() -> list[dict[str, Any]]:
    shown = {"question": "one", "is": "b"}
    return [
        {"code": "health", "text": {"en": "Health"}},
        {"code": "school", "text": {"en": "S"}, "shown_when": shown},
    ]


def _computed() -> tuple[dict[str, Any], ...]:
    return (
        question("length", "computed", count_of="list"),
        question("sum", "computed", value={"question": "grid", "part": "number"}),
    )


def read_again(written: dict[str, Any]) -> Document:
    """A definition as it is kept."""
    return read(*written["sections"], **written).document()
