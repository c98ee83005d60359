"""The outline of a section: what decides what applies, and no text."""

from app.domain.outline import outline
from tests.factories import TWO_OPTIONS, TWO_ROWS, part, question, questionnaire, section

YES = {"question": "q1", "is": "yes"}
COUNTED = {"count_of": "list", "at_least": 1}


def test_the_outline_holds_conditions_codes_and_what_is_worked_out() -> None:
    other = {"code": "other", "text": {"en": "Other"}, "specify": True, "shown_when": YES}
    asked = section(
        "B",
        question("o", "single_choice", options=[*TWO_OPTIONS, other], non_answers=["no_information"]),
        question("s", "scale", shown_when=COUNTED),
        question("g", "grid", rows=[TWO_ROWS[0] | {"shown_when": YES}], columns=[part("status")]),
        question("c", "compound", parts=[part("text", "text")]),
        question("r", "repeat", questions=[part("name", "short_text")]),
        question("l", "contact"),
        question("v", "computed"),
        shown_when=YES,
    )
    definition = questionnaire(section("A", question("q1"), question("list", "repeat")), asked)
    found = outline(definition.sections[1])
    document = {one["key"]: one for one in found.document["questions"]}
    assert found.looks_at == ("list", "q1")
    assert found.document["shown_when"] == YES
    assert document["o"]["options"][2] == {"code": "other", "specify": True, "shown_when": YES}
    assert document["o"]["non_answers"] == ["no_information"]
    assert document["s"]["options"][0] == {"code": "weekly"}
    assert (document["s"]["heard_as"], document["s"]["shown_when"]) == ("code", COUNTED)
    assert document["g"]["rows"] == [{"code": "health", "shown_when": YES}]
    assert document["g"]["columns"][0]["key"] == "status"
    assert document["c"]["parts"] == [{"key": "text", "heard_as": "text"}]
    assert document["r"]["questions"] == [{"key": "name", "heard_as": "text"}]
    assert document["l"]["fields"][0] == "name"
    assert document["v"]["value"]["number"] == 1
    assert "Option A" not in str(found.document)


def test_a_section_without_conditions_looks_at_nothing() -> None:
    assert outline(questionnaire(section("A", question("q1"))).sections[0]).looks_at == ()
