"""The outline that a questionnaire gives, and how it is kept."""

from app.domain.canonical import canonical
from app.domain.report_outline import Include, Outline, default_outline
from tests.domain.report_outline.outlines import DEFINITION, OUTLINE, after, keys_of
from tests.factories import TWO_OPTIONS, part, question, questionnaire, section


def test_the_outline_has_what_is_drafted_in_the_order_of_the_plan() -> None:
    assert [chapter.key for chapter in OUTLINE.chapters] == [
        "introduction",
        "methodology",
        "chapter-1",
        "chapter-2",
        "conclusions",
        "recommendations",
    ]
    assert keys_of(OUTLINE, "methodology-body") == ["response:text", "response_table:text", "limits:text"]
    assert keys_of(OUTLINE, "section-A") == ["a1:text", "a1:table", "a2:text", "a2:figure", "a2:table"]


def test_a_part_reported_in_bars_gives_its_question_a_figure() -> None:
    assert keys_of(OUTLINE, "section-B") == ["b1:text", "b1:figure", "b1:table"]
    assert keys_of(OUTLINE, "section-C") == ["c1:text", "c1:table"]


def test_tables_wait_in_the_annex_and_recommendations_are_for_staff_to_write() -> None:
    assert [block.key for block in OUTLINE.printed()] == [
        "summary",
        "introduction:text",
        "response:text",
        "response_table:text",
        "limits:text",
        "a1:text",
        "a2:text",
        "a2:figure",
        "b1:text",
        "b1:figure",
        "c1:text",
        "conclusions:text",
    ]


def test_what_is_left_out_of_an_outline_takes_what_it_holds_with_it() -> None:
    left = after(Include("chapter-1", False), Include("section-C", False), Include("summary", False))
    printed = [block.key for block in left.printed()]
    assert printed == [
        "introduction:text",
        "response:text",
        "response_table:text",
        "limits:text",
        "conclusions:text",
    ]
    assert left.block("a1:text") is not None


def test_an_outline_is_read_back_from_its_document() -> None:
    document = OUTLINE.document()
    assert Outline.model_validate(document) == OUTLINE
    assert canonical(document) == canonical(Outline.model_validate(document).document())


def test_tables_and_figures_have_no_words_to_change() -> None:
    written = {block.key for block in OUTLINE.blocks() if block.is_written}
    assert written == {
        *("summary", "introduction:text", "response:text", "limits:text", "conclusions:text"),
        *("a1:text", "a2:text", "b1:text", "c1:text"),
    }


def test_no_two_parts_have_one_key() -> None:
    chapters = OUTLINE.chapters
    sections = [section.key for chapter in chapters for section in chapter.sections]
    keys = [*(chapter.key for chapter in chapters), *sections, *(block.key for block in OUTLINE.blocks())]
    assert len(keys) == len(set(keys))


def test_a_grid_drawn_by_column_has_a_figure_and_a_text_that_is_quoted_its_quotations() -> None:
    definition = questionnaire(
        section(
            "A",
            question(
                "g1",
                "grid",
                rows=TWO_OPTIONS,
                columns=[part("how", "scale", scale="extent", report={"as": "stacked"})],
            ),
            question("t1", "text", report={"as": "quotations"}),
        ),
        report=DEFINITION.report.model_dump(exclude_unset=True)
        | {"chapters": [{"title": {"en": "First"}, "sections": ["A"]}]},
    )
    assert keys_of(default_outline(definition), "section-A") == [
        "g1:text",
        "g1:figure",
        "g1:table",
        "t1:text",
        "t1:quotations",
        "t1:table",
    ]
