"""A questionnaire on paper: every type asks, every option has its box, conditions stand in words, in every language."""

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import page
import pytest
from pypdf import PdfReader

from app.domain.answers import WrittenText
from app.domain.in_words import ENGLISH, Speaker
from app.domain.question_types import QUESTION_TYPES, AnyQuestion
from app.domain.question_types.texts import Written
from app.domain.questionnaire import Questionnaire
from app.printing import pdf
from app.printing.blank import Blank, Edition, blank_of
from app.printing.blank.asking import MOST_ENTRIES
from app.printing.blank.pieces import Boxes, Heading, Lines, Paragraph, Piece, Table
from app.printing.template import printed_html
from tests.factories import EXAMPLES, TWO_OPTIONS, part, question, questionnaire, section
from tests.gallery import gallery

EDITION = Edition(label="2", content_hash="ab" * 32, dated="2026-11-01T00:00:00Z")
LINE = part("line", "short_text")


def blank(*questions: dict[str, Any], **more: Any) -> Blank:
    return blank_of(questionnaire(section("A", *questions), **more), ENGLISH, EDITION)


def flat(pieces: Sequence[Piece]) -> Iterator[Any]:
    """Every piece, and those inside tables."""
    for piece in pieces:
        yield piece
        if isinstance(piece, Table):
            for row in piece.rows:
                for cell in row.cells:
                    yield from cell


def boxes(made: Blank) -> list[str]:
    return [box.words.text for one in flat(made.pieces) if isinstance(one, Boxes) for box in one.boxes]


def lines(made: Blank) -> int:
    return sum(one.count for one in flat(made.pieces) if isinstance(one, Lines))


def said(made: Blank, style: str) -> list[str]:
    return [one.words.text for one in flat(made.pieces) if isinstance(one, Paragraph) and one.style == style]


def drawn(made: Blank) -> bytes:
    html = printed_html("blank.html", blank=made)
    return pdf.write_pdf(html, identifier=made.identifier, style_sheets=("blank",), on_page=_unwatched)


def _unwatched(pages: int) -> None:
    """Progress that the test does not watch."""


# ------------------------------------------------------------------------------------------------------- every type


@pytest.mark.parametrize("kind", sorted(set(QUESTION_TYPES) - {"note", "computed"}))
def test_every_type_has_something_to_tick_or_to_write_on(kind: str) -> None:
    made = blank(question("q", kind, number="1"))
    assert any(isinstance(one, Heading) and one.number == "1" for one in made.pieces)
    assert boxes(made) or lines(made)


def test_every_option_has_a_box_and_what_is_specified_a_line() -> None:
    options = [*TWO_OPTIONS, {"code": "other", "text": {"en": "Other"}, "specify": True}]
    made = blank(question("q", "multiple_choice", options=options, non_answers=["no_information"]))
    assert boxes(made) == ["Option A", "Option B", "Other", "No information available"]
    writes = [box.writes for one in made.pieces if isinstance(one, Boxes) for box in one.boxes]
    assert writes == [False, False, True, False]
    assert "Tick all that apply." in said(made, "guidance")


@pytest.mark.parametrize(("language", "told"), [("fr", True), ("es", False), ("en", False)])
def test_a_translation_that_nobody_reviewed_says_so_first(language: str, told: bool) -> None:
    """And the original never does, whatever the definition says of it."""
    whole = questionnaire(section("A", question("q")), languages=["en", "fr", "es"], unreviewed=["fr", "en"])
    made = blank_of(whole, Speaker(language, str), EDITION)
    first = made.pieces[0]
    assert (
        isinstance(first, Paragraph) and "is a draft that nobody has reviewed" in first.words.text
    ) == told


def test_a_text_has_the_lines_that_the_definition_gives() -> None:
    made = blank(question("q", "text", max_words=50, lines=7))
    assert lines(made) == 7
    assert "At most 50 words" in said(made, "guidance")


def test_a_note_asks_nothing_and_a_computed_value_says_that_it_is_worked_out() -> None:
    assert (boxes(blank(question("q", "note"))), lines(blank(question("q", "note")))) == ([], 0)
    assert said(blank(question("q", "computed")), "guidance")[0].startswith("This is worked out")


def test_a_type_that_nobody_thought_of_has_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    class Position(Written):
        type: Literal["position"]

        def read(self, typed: object) -> WrittenText | None:
            return None

    monkeypatch.setattr(Position, "heard_as", "later")
    asked: AnyQuestion = Position.model_validate({"key": "p", "type": "position", "text": {"en": "Where?"}})
    whole = questionnaire(section("A", question("q")))
    own = whole.sections[0].model_copy(update={"questions": (asked,)})
    made = blank_of(whole.model_copy(update={"sections": (own,)}), ENGLISH, EDITION)
    assert lines(made) == 1


def test_a_declaration_and_a_contact_have_their_lines_by_name() -> None:
    made = blank(question("q", "declaration"), question("r", "contact"))
    labels = [one.label.text for one in made.pieces if isinstance(one, Lines) and one.label]
    assert labels == [
        *("Name", "Title or function"),
        *("Name", "Title or function", "Institution", "E-mail address", "Telephone"),
    ]
    assert boxes(made) == ["I confirm this."]


def test_a_unit_stands_at_the_line() -> None:
    made = blank(question("q", "whole_number", unit={"en": "bodies"}))
    assert [one.label.text for one in made.pieces if isinstance(one, Lines) and one.label] == ["bodies"]


# ------------------------------------------------------------------------------------------------- grids and lists


def test_a_grid_with_one_choice_has_its_options_as_columns() -> None:
    made = blank(question("q", "grid", columns=[part("extent", "scale", scale="extent")]))
    (table,) = [one for one in made.pieces if isinstance(one, Table)]
    assert [column.text for column in table.columns][:2] == ["To a large extent", "To a moderate extent"]
    assert [row.label.text for row in table.rows] == ["Health", "School"]
    assert len(boxes(made)) == 2 * len(table.columns)


def test_a_grid_with_few_columns_is_a_table_and_one_with_many_is_asked_row_by_row() -> None:
    few = blank(question("q", "grid", columns=[part(f"c{at}", "whole_number") for at in range(5)]))
    many = blank(question("q", "grid", columns=[part(f"c{at}", "whole_number") for at in range(6)]))
    assert [type(one) for one in few.pieces].count(Table) == 1
    assert Table not in {type(one) for one in many.pieces}
    assert (lines(few), lines(many)) == (10, 12)


def test_a_row_says_when_it_is_to_be_answered() -> None:
    rows = [{"code": "a", "text": {"en": "Health"}, "shown_when": {"question": "q", "is": "yes"}}]
    made = blank(question("q", number="1"), question("g", "grid", rows=rows))
    (table,) = [one for one in made.pieces if isinstance(one, Table)]
    assert table.rows[0].label.text == "Health (Answer if 1 is “Yes”.)"


@pytest.mark.parametrize(
    ("at_least", "at_most", "printed"), [(0, 5, 1), (2, 5, 2), (9, 9, MOST_ENTRIES), (1, 1, 1)]
)
def test_a_list_has_room_for_entries_and_says_how_many_more_there_may_be(
    at_least: int, at_most: int, printed: int
) -> None:
    made = blank(question("q", "repeat", questions=[LINE], at_least=at_least, at_most=at_most))
    assert lines(made) == printed
    further = any("Copy this part" in text and str(at_most) in text for text in said(made, "guidance"))
    assert further == (at_most > printed)


# ------------------------------------------------------------------------------------------------------- in words


def test_conditions_stand_in_words() -> None:
    condition = {"question": "q", "is": "yes"}
    options = [*TWO_OPTIONS, {"code": "c", "text": {"en": "C"}, "shown_when": condition}]
    parts = [part("exists"), part("post", "short_text", shown_when={"part": "exists", "is": "no"})]
    made = blank(
        question("q", number="A.1"),
        question("r", "short_text", shown_when=condition),
        question("s", "single_choice", options=options),
        question("t", "compound", parts=parts),
    )
    expected = ["Answer if A.1 is “Yes”.", "Answer if “Question exists?” is “No”."]
    assert said(made, "condition") == expected
    conditions = [
        box.condition.text
        for one in made.pieces
        if isinstance(one, Boxes)
        for box in one.boxes
        if box.condition
    ]
    assert conditions == ["Answer if A.1 is “Yes”."]


def test_title_introductions_terms_and_guidance_are_printed() -> None:
    term = {"term": {"en": "Body"}, "meaning": {"en": "Whoever coordinates."}}
    asked = question("q", guidance={"en": "In law."}, terms=[term])
    made = blank(asked, mandate={"en": "Resolution"}, introduction={"en": "Welcome"}, terms=[term])
    assert made.title.text == "A small questionnaire"
    assert said(made, "plain") == ["Resolution", "Welcome"]
    assert said(made, "guidance") == ["Body: Whoever coordinates.", "Body: Whoever coordinates.", "In law."]


def test_a_section_has_its_introduction_and_its_condition() -> None:
    whole = questionnaire(
        section("A", question("q", number="1")),
        section("B", question("r"), introduction={"en": "More"}, shown_when={"question": "q", "is": "yes"}),
    )
    made = blank_of(whole, ENGLISH, Edition("3", "cd" * 32, "2026-11-01T00:00:00Z", draft=True))
    assert said(made, "plain") == ["More"]
    assert said(made, "condition") == ["Answer if 1 is “Yes”."]
    assert made.edition.text == "Draft of version 3"


# --------------------------------------------------------------------------------------------------------- as PDF


def every_type() -> Questionnaire:
    return questionnaire(section("A", *(question(f"q_{kind}", kind, number=kind[:12]) for kind in EXAMPLES)))


@pytest.mark.parametrize("whole", [gallery(), every_type()], ids=["gallery", "every type"])
def test_the_pdf_conforms_to_pdf_ua_1_and_has_no_missing_glyph(whole: Questionnaire) -> None:
    report = page.validate_pdf_bytes(drawn(blank_of(whole, ENGLISH, EDITION)), profile="ua1")
    assert report.is_compliant, report.failures


ARABIC = {
    "title": {"en": "Title", "ar": "استبيان عن التعاون"},
    "languages": ["ar", "en"],
    "introduction": {"en": "Only in English."},
}


def arabic() -> Blank:
    asked = question("q", "grid", number="1", columns=[part("extent", "scale", scale="extent")])
    asked["text"]["ar"] = "إلى أي مدى؟"
    whole = questionnaire(section("A", asked, question("r", "text", lines=3)), **ARABIC)
    return blank_of(whole, Speaker("ar", str), EDITION)


def test_in_arabic_it_runs_from_right_to_left_and_conforms_too() -> None:
    made = arabic()
    html = printed_html("blank.html", blank=made)
    assert made.right_to_left
    assert '<html lang="ar" dir="rtl">' in html
    assert '<span lang="en" dir="ltr">Only in English.</span>' in html
    content = drawn(made)
    assert str(PdfReader(io.BytesIO(content)).root_object["/Lang"]) == "ar"
    report = page.validate_pdf_bytes(content, profile="ua1")
    assert report.is_compliant, report.failures


def test_hostile_texts_stay_texts() -> None:
    html = printed_html("blank.html", blank=blank(question("q", guidance={"en": "<script>x</script>\u202e"})))
    assert "<script>" not in html
    assert "\u202e" not in html


def test_the_same_version_gives_the_same_bytes_and_another_other_ones() -> None:
    whole = questionnaire(section("A", question("q")))
    first, second = (drawn(blank_of(whole, ENGLISH, EDITION)) for _ in range(2))
    other = drawn(blank_of(whole, ENGLISH, Edition("2", "cd" * 32, EDITION.dated)))
    assert first == second
    assert re.findall(rb"/ID ?\[[^]]*\]", first) != re.findall(rb"/ID ?\[[^]]*\]", other)
