"""Generated conditions, answers and definitions, each with what the server makes of it: the same for the same seed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, TypedDict

from pydantic import TypeAdapter

from app.domain.answers import About, DateRange, JsonValue
from app.domain.applicability import applicability
from app.domain.conditions import OPERATORS
from app.domain.outline import of_question, outline
from app.domain.question_types import QUESTION_TYPES, Question
from app.domain.questionnaire import Questionnaire
from tests.factories import EXAMPLES
from tests.vectors.cases import Case, decided_by_the_server, values
from tests.vectors.typed import ODD, VERY_LONG, Fields, typed_fields

Json = dict[str, Any]
QUESTION: TypeAdapter[Question] = TypeAdapter(Question)
DEPTH = 6
KEYS = ("q1", "q2", "q3", "q4", "q5", "q6", "constructor")
PARTS = ("p1", "p2", "p3", "valueOf")
ROWS = ("r1", "r2", "9", "10")
OPTIONS = ("a", "b", "c", "other")
KINDS = ("member_state", "un_entity", "donor", "organization")
GROUPS = ("african", "weog")
NUMBERS = (0, 1, 2, 3, 5, 12, 2025, -1, 0.3, 2.5, 12.5, -0.5, 0.0000001, 1e15)
DECIMALS = (
    "0",
    "-0",
    "0.3",
    "0.30",
    "2.5",
    "12.50",
    "1E-7",
    "0E-7",
    "1E+15",
    "-0.5",
    "2.9999999999",
    "1000000000000000",
)
NON_ANSWERS = ("not_answered", "no_information", "not_applicable")
TEXT = {"en": "x"}


# ----------------------------------------------------------------------------------------------------- conditions


def generated_cases(count: int, seed: int) -> Iterator[Case]:
    rng = Random(seed)
    for number in range(count):
        case = Case(
            name=f"generated {number}",
            condition=condition(rng, DEPTH),
            answers={key: any_value(rng) for key in KEYS if rng.random() < 0.8},
            facts=facts(rng),
            item={key: any_value(rng) for key in PARTS if rng.random() < 0.6},
            expected=False,
        )
        yield {**case, "expected": decided_by_the_server(case)}


def condition(rng: Random, depth: int) -> Json:
    """Nested at most `depth` deep."""
    kind = rng.choice(("all", "any", "not", "look")) if depth > 1 else "look"
    if kind == "look":
        return look(rng)
    if kind == "not":
        return {"not": condition(rng, depth - 1)}
    return {kind: [condition(rng, depth - 1) for _ in range(rng.randint(1, 3))]}


def look(rng: Random) -> Json:
    subject = rng.choices(("question", "part", "count_of", "fact"), (6, 4, 1, 1))[0]
    found: Json = {
        subject: rng.choice({"part": PARTS, "fact": ("kind", "regional_group")}.get(subject, KEYS))
    }
    if subject == "question":
        found |= {"part": rng.choice(PARTS)} if rng.random() < 0.4 else {}
        found |= {"row": rng.choice(ROWS)} if rng.random() < 0.3 else {}
    name = rng.choice(OPERATORS)
    return found | {name: operand(rng, name, KINDS + GROUPS if subject == "fact" else OPTIONS)}


def operand(rng: Random, name: str, codes: tuple[str, ...]) -> object:
    if name == "answered":
        return True
    if name.endswith("any_of"):
        return rng.sample(codes, rng.randint(1, 3))
    if name == "between":
        return sorted(rng.sample(NUMBERS, 2))
    return rng.choice(NUMBERS) if name.startswith("at_") else rng.choice(codes)


def facts(rng: Random) -> dict[str, str]:
    known = {"kind": rng.choice(KINDS), "regional_group": rng.choice(GROUPS)}
    return {name: fact for name, fact in known.items() if rng.random() < 0.9}


def any_value(rng: Random) -> JsonValue:
    kind = rng.randrange(10)
    if kind < 7:
        return plain_value(rng)
    if kind == 7:
        return parts(rng)
    if kind == 8:
        return {"rows": {code: row(rng) for code in ROWS if rng.random() < 0.7}}
    return {"items": [{"id": f"i{number}", **parts(rng)} for number in range(rng.randrange(4))]}


def row(rng: Random) -> JsonValue:
    return parts(rng) if rng.random() < 0.8 else {"not_asked": True}


def parts(rng: Random) -> JsonValue:
    return {"parts": {key: plain_value(rng) for key in PARTS if rng.random() < 0.7}}


def plain_value(rng: Random) -> JsonValue:
    several = rng.sample(OPTIONS, rng.randint(1, 3))
    made: tuple[JsonValue, ...] = (
        {"choice": rng.choice(OPTIONS)},
        {"choice": "other", "specified": "a"},
        {"choices": several},
        {"ranked": several},
        {"number": rng.randint(-2, 15)},
        {"decimal": rng.choice(DECIMALS)},
        {"amount": rng.choice(DECIMALS), "currency": "EUR"},
        {"date": "2026-03-31"},
        {"from": "2026-01-01", "to": "2026-03-31"},
        {"period": "2025-Q3"},
        {"text": "a"},
        files(rng),
        {"unparsed": {"": ["a"]}},
        {"not_asked": True},
        {"non_answer": rng.choice(NON_ANSWERS)},
    )
    return rng.choice(made)


def files(rng: Random) -> JsonValue:
    one = {
        "name": "a.pdf",
        "title": "A",
        "language": "en",
        "media_type": "application/pdf",
        "size": 1,
        "sha256": "",
    }
    return {"files": [{"id": f"f{number}", **one} for number in range(rng.randrange(4))]}


# ----------------------------------------------------------------------------------- questions and what is typed

Shown = Callable[[], Json]
SIMPLE = (
    *("single_choice", "multiple_choice"),  # twice as often
    *(kind for kind, one in QUESTION_TYPES.items() if one.stands == "anywhere" and one.heard_as != "nothing"),
)
HOLDING = ("compound", "grid")
NOT_TYPED = ("repeat", "attachment", "computed")


class Reading(TypedDict):
    """A question's outline and what was posted for it, in JSON, and the answer that the server reads."""

    question: Json
    fields: dict[str, list[str]]
    expected: JsonValue


def always() -> Json:
    return {}


def generated_readings(count: int, seed: int) -> Iterator[Reading]:
    rng = Random(seed)
    for number in range(count):
        kind = rng.choice((*SIMPLE, *SIMPLE, *HOLDING * 4, *NOT_TYPED, "note"))
        made = QUESTION.validate_python(question(rng, f"q{number}", kind, always))
        document = made.model_dump(mode="json", by_alias=True, exclude_unset=True)
        fields = typed_fields(rng, document)
        expected = made.parse({name: tuple(texts) for name, texts in fields.items()}).for_json()
        yield Reading(question=of_question(made), fields=fields, expected=expected)


def edge_readings() -> Iterator[Reading]:
    """What is at the edge of being a number or a date, in every type with one field."""
    for kind in (
        "whole_number",
        "year",
        "decimal",
        "percentage",
        "date",
        "period",
        "short_text",
        "yes_no_planned",
    ):
        made = QUESTION.validate_python({"key": "q", "type": kind, "text": TEXT})
        for text in (*ODD, *(VERY_LONG if kind == "short_text" else ())):
            expected = made.parse({"": (text,)}).for_json()
            yield Reading(question=of_question(made), fields={"": [text]}, expected=expected)


def question(rng: Random, key: str, kind: str, shown: Shown) -> Json:
    """A definition of one question; `shown` makes the `shown_when` of it and of what is inside."""
    made: Json = {"key": key, "type": kind, "text": TEXT} | shown()
    if rng.random() < 0.4:
        made["non_answers"] = rng.sample(("no_information", "not_applicable"), rng.randint(0, 2))
    return made | (CONTENTS[kind](rng, shown) if kind in CONTENTS else EXAMPLES[kind])


def choosing(rng: Random, shown: Shown) -> Json:
    count = rng.randint(2, 4)
    return {"options": [option(rng, code) | shown() for code in OPTIONS[:count]]}


def option(rng: Random, code: str) -> Json:
    return {"code": code, "text": TEXT, "specify": rng.random() < 0.25}


def scale(rng: Random, _shown: Shown) -> Json:
    return {"scale": rng.choice(("frequency", "extent", "severity"))}


def compound(rng: Random, shown: Shown) -> Json:
    return {"parts": several(rng, SIMPLE, shown)}


def grid(rng: Random, shown: Shown) -> Json:
    rows = [{"code": code, "text": TEXT} | shown() for code in rng.sample(ROWS, rng.randint(1, 3))]
    return {"rows": rows, "columns": several(rng, SIMPLE, shown)}


def repeat(rng: Random, shown: Shown) -> Json:
    return {"questions": several(rng, SIMPLE + HOLDING * 8, shown)}


def several(rng: Random, kinds: tuple[str, ...], shown: Shown) -> list[Json]:
    return [question(rng, key, rng.choice(kinds), shown) for key in PARTS[: rng.randint(1, len(PARTS))]]


def computed(rng: Random, _shown: Shown) -> Json:
    kind = rng.randrange(6)
    if kind == 0:
        return {"count_of": rng.choice(KEYS)}
    return {"fact": "respondent"} if kind == 1 else {"value": compared(rng, 2)}


def compared(rng: Random, depth: int) -> Json:
    """An operand of computed values."""
    times = {"times": rng.choice((2, 0.1, 0.3333333333333333, -1, 1e12))} if rng.random() < 0.4 else {}
    kind = rng.randrange(12)
    if kind == 0:
        return {"number": rng.choice(NUMBERS)}
    if kind == 1:
        day = rng.choice(("today", "this_year", "first_day", "last_day"))
        return {"cycle_period": day} if day.endswith("_day") else {day: True}
    if kind < 5 and depth > 0:
        return {"sum_of": [compared(rng, depth - 1) for _ in range(rng.randint(1, 3))]} | times
    part = {"part": rng.choice(PARTS)} if rng.random() < 0.5 else {}
    row = {"row": rng.choice(ROWS)} if rng.random() < 0.3 else {}
    previous = {"previous": True} if rng.random() < 0.05 else {}
    first = {"first_day": True} if rng.random() < 0.2 else {}
    among = {"among": rng.sample(OPTIONS, rng.randint(1, 3))} if rng.random() < 0.3 else {}
    return {"question": rng.choice(KEYS)} | part | row | previous | first | among | times


CONTENTS: dict[str, Callable[[Random, Shown], Json]] = {
    "single_choice": choosing,
    "multiple_choice": choosing,
    "ranking": choosing,
    "scale": scale,
    "text": lambda _rng, _shown: {"max_words": 50},
    "compound": compound,
    "grid": grid,
    "repeat": repeat,
    "computed": computed,
}


# ---------------------------------------------------------------------------------------------------- definitions


class Applied(TypedDict):
    """The outlines of sections, answers and facts, in JSON, and what the server lets apply."""

    sections: list[Json]
    answers: dict[str, JsonValue]
    facts: dict[str, str]
    keys: list[str]
    hidden: dict[str, list[str]]
    values: dict[str, JsonValue]


def generated_definitions(count: int, seed: int) -> Iterator[Applied]:
    rng = Random(seed)
    for _ in range(count):
        yield applied(rng, definition(rng))


def generated_sums(count: int, seed: int) -> Iterator[Applied]:
    """Definitions that compute, with answers of up to 25 digits: products reach past what the server keeps."""
    rng = Random(seed)
    for _ in range(count):
        asked = [question(rng, key, "decimal", always) for key in KEYS]
        worked_out = [
            {"key": f"c{number}", "type": "computed", "text": TEXT, "value": compared(rng, 2)}
            for number in range(6)
        ]
        numbers = {key: any_numbers(rng) for key in KEYS if rng.random() < 0.9}
        yield worked(
            rng, questionnaire([{"key": "A", "title": TEXT, "questions": asked + worked_out}]), numbers
        )


def any_numbers(rng: Random) -> JsonValue:
    kind = rng.randrange(8)
    if kind < 5:
        return any_number(rng)
    held = [
        {"parts": {key: any_number(rng) for key in rng.sample(PARTS, 3)}} for _ in range(rng.randint(1, 3))
    ]
    if kind == 5:
        return held[0]
    if kind == 6:
        return {
            "rows": dict(zip(rng.sample(ROWS, len(held)), held, strict=True)) | {"r9": {"not_asked": True}}
        }
    return {"items": [{"id": f"i{number}", **parts} for number, parts in enumerate(held)]}


def any_number(rng: Random) -> JsonValue:
    digits = str(rng.randrange(10 ** rng.randint(1, 15)))
    exact = f"{rng.choice(('', '-'))}{digits}.{rng.randrange(10**10)}"
    made: tuple[JsonValue, ...] = (
        {"number": rng.randint(-5, 2_000_000_000)},
        {"decimal": exact},
        {"decimal": f"{digits}.5"},
        {"amount": exact, "currency": "EUR"},
        {"decimal": rng.choice(DECIMALS)},
        {"date": f"{rng.randint(1, 9999):04}-02-03"},
        {"from": "2026-01-01", "to": "2026-03-31"},
    )
    return rng.choice(made)


def definition(rng: Random) -> Questionnaire:
    def shown() -> Json:
        return {"shown_when": condition(rng, 3)} if rng.random() < 0.3 else {}

    kinds = (*SIMPLE, *SIMPLE, *HOLDING * 5, *NOT_TYPED * 3, *("repeat",) * 6, "note")
    questions = [question(rng, key, rng.choice(kinds), shown) for key in (*KEYS, "q7", "q8", "q9")]
    cut = rng.randint(1, len(questions) - 1)
    sections = [
        {"key": name, "title": TEXT, "questions": held} | shown()
        for name, held in (("A", questions[:cut]), ("B", questions[cut:]))
    ]
    return questionnaire(sections)


def questionnaire(sections: list[Json]) -> Questionnaire:
    report = {"title": TEXT, "mandate": TEXT, "chapters": [{"title": TEXT, "sections": ["A"]}]}
    return Questionnaire.model_validate(
        {"key": "q", "title": TEXT, "languages": ["en"], "sections": sections, "report": report}
    )


@dataclass(frozen=True)
class Asked:
    """One question of a definition, and its definition in JSON."""

    question: Question
    document: Json


def applied(rng: Random, questionnaire: Questionnaire) -> Applied:
    asked = [Asked(questionnaire.by_key[one["key"]], one) for one in documents(questionnaire)]
    return worked(
        rng, questionnaire, {one.question.key: answer(rng, one) for one in asked if rng.random() < 0.85}
    )


def worked(rng: Random, questionnaire: Questionnaire, answers: dict[str, JsonValue]) -> Applied:
    """What the server lets apply; the names of the respondent, which it alone knows, are among the answers."""
    known = facts(rng)
    today = date(2026, rng.randint(1, 12), 1)
    period = DateRange(date(2024, 1, 1), today) if rng.random() < 0.8 else None
    about = About(
        known.get("kind", ""), known.get("regional_group", ""), {"en": "Aland"}, today, period=period
    )
    found = applicability(questionnaire, values(answers), about)
    in_json = {key: value.for_json() for key, value in found.values.items()}
    names = {one["key"]: in_json[one["key"]] for one in documents(questionnaire) if one.get("fact")}
    return Applied(
        sections=[dict(outline(section).document) for section in questionnaire.sections],
        answers=answers | names,
        facts=dict(about.facts()),
        keys=sorted(found.keys),
        hidden={key: sorted(paths) for key, paths in found.hidden.items()},
        values=in_json,
    )


def documents(questionnaire: Questionnaire) -> list[Json]:
    """The definitions of the questions, in JSON."""
    return [one for section in questionnaire.document()["sections"] for one in section["questions"]]


def answer(rng: Random, asked: Asked) -> JsonValue:
    """Mostly one that belongs to the question, in JSON."""
    kind = asked.question.type
    if rng.random() < 0.05:
        return any_value(rng)
    if kind == "attachment":
        return files(rng)
    if kind == "repeat":
        items = [(f"i{number}", item(rng, asked.document)) for number in range(rng.randrange(4))]
        return {"items": [{"id": name, **parts} for name, parts in items]}
    return parsed(asked.question, typed_fields(rng, asked.document))


def item(rng: Random, document: Json) -> JsonValue:
    read = {
        inner["key"]: parsed(QUESTION.validate_python(inner), typed_fields(rng, inner))
        for inner in document["questions"]
    }
    return {"parts": {key: value for key, value in read.items() if value != {"non_answer": "not_answered"}}}


def parsed(question: Question, fields: Fields) -> JsonValue:
    return question.parse({name: tuple(texts) for name, texts in fields.items()}).for_json()
