"""One questionnaire with every question type and everything that forms and questionnaires say alike."""

from typing import Any

from app.domain.questionnaire import Questionnaire
from app.domain.text import digest_of
from tests.factories import question as made
from tests.factories import questionnaire, section, with_the_rest

ABC = [
    {"code": "a", "text": {"en": "Option A", "fr": "Option A (fr)"}},
    {"code": "b", "text": {"en": "Option B", "fr": "Option B (fr)"}},
    {"code": "other", "text": {"en": "Other", "fr": "Autre"}, "specify": True},
]
WITH_NONE = [*ABC, {"code": "none", "text": {"en": "None", "fr": "Aucune"}, "exclusive": True}]
FILTERED = [
    {"code": "x", "text": {"en": "X"}},
    {"code": "y", "text": {"en": "Y"}, "shown_when": {"question": "one", "is": "a"}},
    {"code": "z", "text": {"en": "Z"}, "shown_when": {"question": "several", "includes_any_of": ["a", "b"]}},
]
ROWS = [
    {"code": "health", "text": {"en": "Health"}},
    {"code": "education", "text": {"en": "Education"}, "shown_when": {"question": "one", "is_not": "b"}},
]
NOBODY = ["no_information", "not_applicable"]


def question(key: str, kind: str, **more: Any) -> dict[str, Any]:
    return made(key, kind, number=key[:12], **more)


def part(key: str, kind: str, **more: Any) -> dict[str, Any]:
    return {name: value for name, value in made(key, kind, **more).items() if name != "number"}


CHOOSING = section(
    "A",
    question("one", "single_choice", options=ABC, non_answers=["no_information"], required=True),
    question("several", "multiple_choice", options=WITH_NONE, at_most=2, non_answers=NOBODY),
    question("at-least", "multiple_choice", options=ABC, at_least=2),
    question("filtered", "single_choice", options=FILTERED),
    question(
        "planned",
        "yes_no_planned",
        text={"en": "In place?", "fr": "En place ?", "made_from": {"fr": digest_of("In place?")}},
    ),
    question(
        "how_often", "scale", scale="frequency", report={"statement": {"en": "it did"}, "counts": ["weekly"]}
    ),
    question("how_far", "scale", scale="extent", non_answers=[]),
    question("ranked", "ranking", options=FILTERED, at_most=2, non_answers=["not_applicable"]),
    introduction={"en": "Choose.", "fr": "Choisissez."},
    minutes=5,
    sectors=["health"],
)
NUMBERS = section(
    "B-2",
    question("count", "whole_number", minimum=1, maximum=50, unusual_above=40, unit={"en": "bodies"}),
    question("any", "whole_number", minimum=-2_000_000_000, non_answers=NOBODY),
    question("share", "percentage", places=2),
    question("measure", "decimal", places=3, minimum=-5, maximum=5),
    question("since", "year", minimum=1961, maximum=2030),
    question("money", "amount", non_answers=["no_information"], guidance={"en": "In any currency."}),
    question(
        "day",
        "date",
        checks=[
            {
                "text": {"en": "Not in the future."},
                "severity": "error",
                "left": {"question": "day"},
                "is": "at_most",
                "right": {"today": True},
            }
        ],
    ),
    question("days", "date_range"),
    question("period", "period"),
    question(
        "fewer",
        "whole_number",
        checks=[
            {
                "text": {"en": "At most as many."},
                "severity": "error",
                "left": {"question": "fewer"},
                "is": "at_most",
                "right": {"question": "count"},
            },
            {
                "text": {"en": "Much fewer than before."},
                "left": {"question": "fewer"},
                "is": "at_least",
                "right": {"question": "fewer", "previous": True, "times": 0.5},
            },
        ],
    ),
    shown_when={"any": [{"fact": "kind", "is": "member_state"}, {"question": "one", "answered": True}]},
)
WORDS = section(
    "C",
    question("line", "short_text", max_characters=80, purpose={"en": "To know."}, why={"en": "Because."}),
    question(
        "long", "text", max_words=120, lines=7, non_answers=["no_information"], guidance={"en": "In full."}
    ),
    question("post", "email"),
    question("site", "web_address", shown_when={"not": {"question": "line", "answered": True}}),
    question("remark", "note", text={"en": "Nearly there.", "fr": "Presque fini."}),
    question("who", "contact"),
    question("declared", "declaration"),
    question("files", "attachment", at_most=3, kinds=["pdf"]),
    question("respondent", "computed", fact="respondent"),
    question(
        "half", "computed", value={"sum_of": [{"question": "count"}, {"question": "any"}], "times": 0.5}
    ),
    question("many", "computed", count_of="files"),
    question(
        "odd",
        "text",
        max_words=9,
        shown_when={
            "all": [
                {"question": "count", "between": [2, 4]},
                {"not": {"question": "several", "includes": "none"}},
                {"count_of": "files", "at_least": 1},
                {"question": "long", "answered": True},
            ]
        },
    ),
)
INSIDE = section(
    "D",
    question(
        "coordinator",
        "compound",
        parts=[
            part("exists", "single_choice", options=ABC, non_answers=["no_information"]),
            part("level", "short_text", shown_when={"part": "exists", "is": "a"}),
            part("from", "whole_number"),
            part("until", "whole_number"),
            part("paid", "amount"),
        ],
        guidance={"en": "One person."},
        non_answers=["not_applicable"],
        checks=[
            {
                "text": {"en": "Until is after from."},
                "severity": "error",
                "left": {"part": "until"},
                "is": "at_least",
                "right": {"part": "from"},
            }
        ],
    ),
    question("table", "grid", rows=ROWS, columns=[part("how", "scale", scale="extent")]),
    question(
        "money-by-sector",
        "grid",
        rows=ROWS,
        columns=[
            part("people", "whole_number", required=True),
            part("which", "single_choice", options=ABC),
            part("why", "text", shown_when={"part": "which", "is": "b"}),
        ],
        totals="columns",
        required=True,
    ),
    question(
        "bodies",
        "repeat",
        questions=[
            part("name", "short_text", required=True),
            part("people", "whole_number"),
            part("kind", "multiple_choice", options=WITH_NONE),
            part(
                "mandate",
                "compound",
                parts=[
                    part("text", "text"),
                    part("law", "yes_no_planned"),
                    part("which", "short_text", shown_when={"part": "law", "is": "yes"}),
                ],
            ),
            part("ratings", "grid", rows=ROWS, columns=[part("how", "yes_no_planned")]),
        ],
        at_least=1,
        at_most=12,
    ),
    question("fixed", "repeat", questions=[part("place", "short_text")], at_least=3, at_most=3),
    question("staff", "computed", value={"question": "bodies", "part": "people"}, unit={"en": "persons"}),
    question("bodies_number", "computed", count_of="bodies"),
    question("total", "computed", value={"question": "money-by-sector", "part": "people"}),
    question(
        "after",
        "yes_no_planned",
        shown_when={
            "any": [
                {"question": "table", "row": "health", "is": "large"},
                {"question": "money-by-sector", "part": "people", "at_least": 3},
                {"question": "coordinator", "part": "exists", "is_any_of": ["a", "b"]},
                {"count_of": "bodies", "at_least": 2},
                {"question": "half", "at_most": 0.5},
            ]
        },
    ),
)


def gallery() -> Questionnaire:
    return questionnaire(
        *with_the_rest(CHOOSING, NUMBERS, WORDS, INSIDE),
        languages=["en", "fr"],
        terms=[{"term": {"en": "Sector"}, "meaning": {"en": "A field of government."}}],
        kinds=["member_state", "donor"],
    )
