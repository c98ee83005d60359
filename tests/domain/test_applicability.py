"""Which questions apply, how far a submission is, and what every question counts as."""

from app.domain.answers import Choice, NonAnswer, Tabulated, Unparsed, Value, WrittenText
from app.domain.applicability import applicable_keys, tabulate
from app.domain.canonical import canonical, read_json, sha256_of
from app.domain.progress import gaps_of, problems_of, progress
from app.domain.questionnaire import Questionnaire
from app.domain.text import LocalizedText, count_words
from tests.factories import question, questionnaire, section

IF_YES = {"question": "q1", "is": "yes"}
DEFINITION = questionnaire(
    section(
        "A",
        question("q1", required=True),
        question("q2", shown_when=IF_YES, required=True),
        question("q3", shown_when={"question": "q2", "is": "yes"}),
        question("n", "note"),
    ),
    section("B", question("q4", "text"), shown_when=IF_YES),
    section("C", question("n2", "note")),
)


def test_a_chain_of_conditions_follows_what_applies() -> None:
    answers: dict[str, Value] = {"q1": Choice("no"), "q2": Choice("yes"), "q3": Choice("yes")}
    assert applicable_keys(DEFINITION, answers) == {"q1", "n", "n2"}


def test_an_answer_counts_again_when_it_applies_again() -> None:
    answers: dict[str, Value] = {"q1": Choice("yes"), "q2": Choice("yes")}
    assert applicable_keys(DEFINITION, answers) == {"q1", "q2", "q3", "n", "q4", "n2"}


def test_what_does_not_apply_is_not_asked() -> None:
    found = tabulate(DEFINITION, {"q1": Choice("no"), "q2": Choice("yes")})
    not_asked = (Tabulated(kind="non_answer", non_answer="not_asked"),)
    assert found["q2"] == found["q4"] == not_asked
    assert found["q1"] == (Tabulated(kind="choice", choice="no"),)


def test_what_was_left_open_is_not_answered() -> None:
    assert tabulate(DEFINITION, {})["q1"][0].non_answer == "not_answered"


def test_progress_counts_what_applies() -> None:
    parts = progress(DEFINITION, {"q1": Choice("yes"), "q4": WrittenText("a b c d e f")})
    assert [(part.section.key, part.answered, part.asked, part.errors) for part in parts] == [
        ("A", 1, 2, 0),
        ("B", 1, 1, 1),
    ]


def test_problems_are_those_of_answers_that_apply() -> None:
    answers: dict[str, Value] = {"q1": Choice("no"), "q4": Unparsed(("x",))}
    assert problems_of(DEFINITION, answers) == ()


def test_a_gap_is_a_required_question_that_applies_and_is_open() -> None:
    answers: dict[str, Value] = {"q1": Choice("yes"), "q2": NonAnswer.NOT_ANSWERED}
    assert [problem.question_key for problem in gaps_of(DEFINITION, answers)] == ["q2"]


def test_a_definition_is_its_own_document() -> None:
    assert Questionnaire.model_validate(DEFINITION.document()) == DEFINITION
    assert sha256_of(canonical(read_json(canonical(DEFINITION.document()).decode()))) == sha256_of(
        canonical(DEFINITION.document())
    )


def test_places_are_found_by_key() -> None:
    assert DEFINITION.section_of["q4"].key == "B"
    assert DEFINITION.section_by_key["C"].questions[0].key == "n2"


def test_a_text_falls_back_to_english_then_to_any() -> None:
    assert LocalizedText({"en": "yes", "fr": "oui"}).in_language("fr") == "oui"
    assert LocalizedText({"en": "yes", "fr": "oui"}).in_language("ar") == "yes"
    assert LocalizedText({"fr": "oui"}).language_for("ar") == "fr"


def test_words_are_counted_as_people_count_them() -> None:
    assert count_words("one  two\nthree") == 3
    assert count_words("演示文本") == 4
    assert count_words("演示 ab文") == 4
    assert count_words("") == 0
