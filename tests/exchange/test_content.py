"""The five questionnaires and the cover sheet hold what the content document asks, and nothing else.

tests/content/questions.csv is that document as a table: a line for every key, with the document's own words in `text`
and `wording`. `codes` are the options ("!" excludes all others, "+" asks which; `ni` and `na` are no information and
not applicable), before them the name of the part where a question has several. Capitals are lists, as in the document.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

from app.domain.applicability import applicability
from app.domain.progress import gaps_of, problems_of
from app.domain.question_types import (
    QUESTION_TYPES,
    AnyQuestion,
    Attachment,
    Compound,
    Grid,
    MultipleChoice,
    Repeat,
)
from app.domain.question_types.choices import Ranking
from app.domain.question_types.numbers import DecimalQuestion, WholeNumberQuestion, Year
from app.domain.question_types.texts import ShortText, TextQuestion
from app.domain.questionnaire import Questionnaire
from app.exchange.check import check_files
from app.exchange.yaml_format import read_file

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "tests" / "content" / "questions.csv"
FILES = ("p2", "p11", "un-entities", "best-practices", "resources")
PREFIXES: Mapping[str, Sequence[str]] = {
    "p2": ("CS", "P2"),
    "p11": ("CS", "P11"),
    "un-entities": ("UN",),
    "best-practices": ("BP",),
    "resources": ("XB",),
}
COUNTS = {"CS": 8, "P2": 57, "P11": 60, "UN": 17, "BP": 17, "XB": 6}
PRACTICE = [f"BP-{number:02}" for number in range(3, 18)]
LISTS = {
    "YPN": "yes planned no ni",
    "FREQ": "weekly monthly quarterly halfyear year rare never ni",
    "EXTENT": "large moderate small none ni",
    "CHANGE": "much_better better same worse much_worse ni",
    "SEVERITY": "major moderate minor none ni",
    "IMPL": "full part dev planned none na ni",
    "SECT": "health education criminal_justice law_enforcement prisons social_affairs youth labour finance customs"
    " agriculture_development local_government foreign_affairs observatory civil_society academia private_sector other",
    "AREAS": "area_1 area_2 area_3 area_4 area_5 area_6 area_7",
    "ENTITIES": "unodc incb who unaids undp unesco unicef un_women ohchr fao ilo world_bank development_bank"
    " regional_organization other",
    "MANDATE": "within_mandate begun continued completed none!",
}
NAMES = {kind: name for name, kind in QUESTION_TYPES.items()}
CORE = ("health", "education", "criminal_justice")
OWN_ANSWERS = {  # "answered by HE, ED, CJ" beside the settled answer, or "each sector rates itself"
    "P2-C01": CORE,
    "P2-D06": (*CORE, "law_enforcement", "social_affairs"),
    "P2-G01": CORE,
}
SECTIONS = {"p2": "b c d e f g h i j", "p11": "g t1 t2 t3 t4 t5 t6 t7 r s c"}

Line = Mapping[str, str]


@cache
def content() -> Sequence[Line]:
    with TABLE.open(newline="", encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


@cache
def load(name: str) -> Questionnaire:
    return read_file(path_of(name)).questionnaire


def path_of(name: str) -> Path:
    return ROOT / "questionnaires" / f"cnd-60-6-{name}.yaml"


def asked_in(name: str) -> Sequence[Line]:
    """The lines of the table that the questionnaire asks."""
    return [line for line in content() if line["key"].split("-")[0] in PREFIXES[name]]


def every_question(name: str) -> Iterator[tuple[Line, AnyQuestion]]:
    for line in asked_in(name):
        yield line, load(name).by_key[line["key"]]


def unfolded(codes: str, name: str) -> str:
    """`codes` of the table with every list in the place of its name."""
    return re.sub(
        r"\b[A-Z]+\b", lambda found: (LISTS | {"SECTIONS": SECTIONS.get(name, "")})[found[0]], codes
    )


def inner(question: AnyQuestion) -> Sequence[AnyQuestion]:
    match question:
        case Grid():
            return question.columns
        case Compound():
            return question.parts
        case Repeat():
            return question.questions
    return ()


def options_of(question: AnyQuestion) -> str:
    codes = [
        option.code + "!" * option.exclusive + "+" * option.specify for option in question.response_options()
    ]
    codes += ["na"] * ("not_applicable" in question.non_answers)
    codes += ["ni"] * ("no_information" in question.non_answers)
    return " ".join(codes)


def codes_of(question: AnyQuestion) -> str:
    own = options_of(question)
    found = [own] if own else []
    if isinstance(question, Grid):
        found.append("rows: " + " ".join(row.code for row in question.rows))
    for part in inner(question):
        codes = options_of(part)
        found.append(f"{part.key} ({NAMES[type(part)]})" + (f": {codes}" if codes else ""))
    return "; ".join(found)


def limits_of(question: AnyQuestion) -> str:
    found = list(own_limits(question))
    for part in inner(question):
        found += [f"{part.key} {limit}" for limit in own_limits(part)]
    return "; ".join(found)


def own_limits(question: AnyQuestion) -> Iterator[str]:
    match question:
        case TextQuestion():
            yield f"words {question.max_words}"
        case ShortText():
            yield f"characters {question.max_characters}"
        case WholeNumberQuestion() | Year() | DecimalQuestion():
            yield f"{question.minimum}-{question.maximum}"
        case MultipleChoice() | Ranking() if question.at_most is not None:
            yield f"choose {question.at_most}"
        case Repeat():
            yield f"items {question.at_least}-{question.at_most}"
        case Attachment():
            yield f"files {question.at_most} of {question.megabytes} MB"
    if isinstance(question, DecimalQuestion):
        yield f"places {question.places}"


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_without_a_mistake_or_a_warning(name: str) -> None:
    outcome = check_files([path_of(name)])
    assert outcome.ok
    assert [line for line in outcome.lines if "warning" in line] == []


def test_the_table_holds_the_165_questions_of_the_content() -> None:
    questions = {line["question"] for line in content()}
    counted = {prefix: sum(key.startswith(f"{prefix}-") for key in questions) for prefix in COUNTS}
    assert counted == COUNTS
    assert len(questions) == 165


def test_every_question_of_the_content_has_a_key_of_its_own() -> None:
    assert {line["question"] for line in content()} == {
        line["question"] for line in content() if line["key"] == line["question"]
    }


@pytest.mark.parametrize("name", FILES)
def test_a_questionnaire_asks_its_questions_in_order_and_nothing_else(name: str) -> None:
    assert [one.key for one in load(name).questions_asked()] == [line["key"] for line in asked_in(name)]


@pytest.mark.parametrize("name", FILES)
def test_a_question_is_worded_as_in_the_content(name: str) -> None:
    worded = [(line["text"], one) for line, one in every_question(name) if line["text"]]
    assert [text for text, _ in worded] == [one.text.in_language("en") for _, one in worded]


@pytest.mark.parametrize("name", FILES)
def test_types_are_those_of_the_table(name: str) -> None:
    assert {line["key"]: line["type"] for line in asked_in(name)} == {
        line["key"]: NAMES[type(one)] for line, one in every_question(name)
    }


@pytest.mark.parametrize("name", FILES)
def test_options_rows_and_parts_are_those_of_the_table(name: str) -> None:
    plain = [(line, one) for line, one in every_question(name) if line["codes"] != "PRACTICE"]
    offered = {one.key: unfolded(line["codes"], name) for line, one in plain}
    assert offered == {one.key: codes_of(one) for _, one in plain}


@pytest.mark.parametrize("name", FILES)
def test_limits_are_those_of_the_table(name: str) -> None:
    plain = [(line, one) for line, one in every_question(name) if line["codes"] != "PRACTICE"]
    limits = {one.key: line["limits"] for line, one in plain}
    assert limits == {one.key: limits_of(one) for _, one in plain}


@pytest.mark.parametrize("name", FILES)
def test_sectors_are_those_of_the_table(name: str) -> None:
    sectors = {line["key"]: tuple(line["sectors"].split()) for line in asked_in(name)}
    assert sectors == {one.key: one.sectors for _, one in every_question(name)}


def test_sectors_answer_themselves_what_the_content_says() -> None:
    own = {
        key: one.own_answers for name in FILES for key, one in load(name).by_key.items() if one.own_answers
    }
    assert own == OWN_ANSWERS


@pytest.mark.parametrize("name", FILES)
def test_what_is_required_is_required_in_the_table(name: str) -> None:
    required = {line["key"]: line["required"] == "yes" for line in asked_in(name)}
    assert required == {one.key: one.required for _, one in every_question(name)}


@pytest.mark.parametrize("name", FILES)
def test_what_is_asked_conditionally_is_so_in_the_table(name: str) -> None:
    conditional = {line["key"]: line["shown_if"] == "yes" for line in asked_in(name)}
    section_of = load(name).section_of
    assert conditional == {
        one.key: (one.shown_when or section_of[one.key].shown_when) is not None
        for _, one in every_question(name)
    }


def practices(name: str, key: str) -> Repeat:
    found = load(name).by_key[key]
    return found if isinstance(found, Repeat) else pytest.fail(f"{key} is no repeat")


@pytest.mark.parametrize(("name", "key", "items"), [("p2", "P2-H02", (1, 5)), ("p11", "P11-C01", (0, 7))])
def test_a_practice_listed_elsewhere_has_the_fields_of_the_practice_form(
    name: str, key: str, items: tuple[int, int]
) -> None:
    listed = practices(name, key)
    fields = {one.key: one for one in listed.questions}
    form = load("best-practices").by_key
    assert [one for one in fields if "_" not in one] == PRACTICE
    assert {one: codes_of(fields[one]) for one in fields if one != "BP-05"} == {
        one: codes_of(form[one]) for one in fields if one != "BP-05"
    }
    assert {one: limits_of(field) for one, field in fields.items()} == {
        one: limits_of(form[one]) for one in fields
    }
    assert (listed.at_least, listed.at_most) == items


def test_a_practice_of_paragraph_2_is_of_one_of_the_three_verbs() -> None:
    fields = {one.key: one for one in practices("p2", "P2-H02").questions}
    assert codes_of(fields["BP-05"]) == "communication coordination collaboration"


@pytest.mark.parametrize(("name", "key"), [("p2", "P2-H02"), ("p11", "P11-C01")])
def test_each_practice_carries_its_own_consent(name: str, key: str) -> None:
    listed = practices(name, key)
    consent = next(one for one in listed.questions if one.key == listed.consent_part)
    assert {option.code for option in consent.response_options()} == {"publish", "attribute", "aggregate"}


def test_respondents_are_of_the_kinds_that_the_content_names() -> None:
    assert {name: load(name).kinds for name in FILES} == {
        "p2": ("member_state",),
        "p11": ("member_state",),
        "un-entities": ("un_entity", "organization"),
        "best-practices": ("member_state", "un_entity", "organization"),
        "resources": ("member_state", "donor"),
    }


@pytest.mark.parametrize("name", FILES)
def test_a_report_without_answers_has_gaps_and_no_problems(name: str) -> None:
    found = applicability(load(name), {})
    assert problems_of(load(name), found) == ()
    required = {one.key for _, one in every_question(name) if one.required} & found.keys
    assert {gap.question_key for gap in gaps_of(load(name), found)} == required


@pytest.mark.parametrize("name", FILES)
def test_the_document_is_read_back_to_the_same_questionnaire(name: str) -> None:
    assert Questionnaire.model_validate(load(name).document()) == load(name)


def test_what_ranks_the_challenges_has_the_words_of_their_rows() -> None:
    rated, ranked = load("p2").by_key["P2-G01"], load("p2").by_key["P2-G02"]
    rows = {row.code: row.text for row in rated.rows} if isinstance(rated, Grid) else {}
    assert {option.code: option.text for option in ranked.response_options()} == rows


@pytest.mark.parametrize("name", FILES)
def test_a_statement_goes_on_within_a_sentence(name: str) -> None:
    reports = [part.report for one in load(name).by_key.values() for part in (one, *inner(one))]
    texts = [report.statement.in_language("en") for report in reports if report.statement]
    assert [text for text in texts if text.endswith(".") or text[0].isupper()] == []
