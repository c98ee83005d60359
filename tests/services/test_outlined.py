"""The document in the order, with the choice and with the texts of an outline."""

import pytest

from app.domain.figures import plain
from app.domain.findings import find
from app.domain.report_outline import (
    AddText,
    Include,
    Outline,
    OutlineEdit,
    Place,
    Retitle,
    Shift,
    Write,
    applied,
    default_outline,
    words_of,
)
from app.domain.voice import ENGLISH
from app.reports.desk import (
    chapters_of,
    draft_digest,
    draft_source,
    draft_text,
    length_of,
    part_of,
    totals_of,
    values_for,
)
from app.reports.document import build, printed
from app.reports.draft import Draft
from app.reports.printed import Document, Figure, Heading, Item, Paragraph, Table
from tests.sample_report import NUMBERS, counts, cycle, edition, questionnaire, response

FINDINGS = find(questionnaire(), counts(), NUMBERS)
OPENING = default_outline(questionnaire())


def edited(*edits: OutlineEdit) -> Outline:
    outline = OPENING
    for edit in edits:
        outline = applied(outline, edit)
    return outline


def draft(*edits: OutlineEdit) -> Draft:
    return Draft(questionnaire(), FINDINGS, response(), cycle(), edition(), ENGLISH, {}, edited(*edits))


def document(*edits: OutlineEdit) -> Document:
    return printed(draft(*edits))


def kinds(found: Document, chapter: int) -> list[str]:
    return [block.kind for block in found.chapters[chapter].blocks]


def texts(found: Document) -> list[str]:
    return [
        words_of(block.text)
        for chapter in found.chapters
        for block in chapter.blocks
        if isinstance(block, Paragraph | Item)
    ]


def tables(found: Document) -> list[str]:
    in_text = [block for chapter in found.chapters for block in chapter.blocks if isinstance(block, Table)]
    return [table.name + " " + table.title.split()[0] for table in (*in_text, *found.annexes[-1].tables)]


def test_without_changes_the_document_is_the_one_that_the_questionnaire_plans() -> None:
    planned = build(
        questionnaire=questionnaire(),
        findings=FINDINGS,
        response=response(),
        cycle=cycle(),
        edition=edition(),
        voice=ENGLISH,
    )
    assert document() == planned


def test_every_paragraph_knows_its_block() -> None:
    blocks = [
        block for chapter in document().chapters for block in chapter.blocks if isinstance(block, Paragraph)
    ]
    assert all(OPENING.block(block.block) is not None for block in blocks)


def test_chapters_move_and_take_the_number_of_their_place() -> None:
    found = document(Shift("chapter-2", -1))
    assert [chapter.number for chapter in found.chapters[:4]] == ["I.", "II.", "III.", "IV."]
    assert found.chapters[2].title == questionnaire().report.chapters[1].title.in_language("en")


def test_a_chapter_left_out_leaves_no_gap() -> None:
    found = document(Include("methodology", False))
    assert [chapter.number for chapter in found.chapters][:2] == ["I.", "II."]
    assert found.chapters[1].title != "Methodology and response"
    assert "Table 1 States" not in tables(found)


def test_a_table_put_into_the_text_takes_its_number_there_and_leaves_the_annex() -> None:
    before, found = tables(document()), tables(document(Include("P2-B06:table", True)))
    assert sorted(name.split()[2] for name in before) == sorted(name.split()[2] for name in found)
    assert next(name for name in found if name.endswith("B.6")) == "Table 2 B.6"
    assert any(
        "(see figure II and table 2)" in text for text in texts(document(Include("P2-B06:table", True)))
    )


def test_a_figure_left_out_is_referred_to_by_nothing() -> None:
    found = document(Include("P2-B06:figure", False))
    assert not any("figure II" in text for text in texts(found))
    assert sum(kind == "figure" for kind in kinds(found, 2)) == 1


def test_a_figure_that_moves_away_from_its_sentence_stands_in_its_new_place() -> None:
    found = document(Place("P2-B06:figure", "section-F"))
    block = found.chapters[3].blocks[-1]
    assert isinstance(block, Figure)
    assert "B.6" in plain(block.title)


def test_texts_of_staff_stand_in_the_place_of_drafts_with_live_figures() -> None:
    found = document(
        Write("P2-B06:text", "en", "One body, in [[P2-B06=one:count]] States[^1].\n\n[^1]: Note.")
    )
    [text] = [text for text in texts(found) if text.startswith("One body")]
    assert text.startswith("One body, in 19 States")
    assert "(see figure II and table" in text
    assert text.endswith("Note.")


def test_a_reference_goes_before_the_footnote_that_ends_a_text() -> None:
    found = document(Write("P2-B01:text", "en", "A strategy.[^1] It was in force.[^1]\n\n[^1]: Note."))
    [text] = [text for text in texts(found) if text.startswith("A strategy")]
    assert text.startswith("A strategy. It was in force (see table ")
    assert texts(document(Write("P2-B01:text", "en", "[^1]: Note.")))


def test_lists_of_staff_are_subparagraphs_without_numbers_of_their_own() -> None:
    found = document(
        AddText("recommendations-body", "", "en", "The Commission may wish:\n\n- To act;\n- To report.")
    )
    assert found.chapters[-1].title == "Recommendations"
    assert kinds(found, -1) == ["paragraph", "item", "item"]
    item = found.chapters[-1].blocks[-1]
    assert isinstance(item, Item)
    assert (item.marker, words_of(item.text)) == ("(b)", "To report.")


def test_the_conclusions_and_the_summary_speak_of_what_the_report_speaks_of() -> None:
    assert any("action plan had been in force" in words_of(text) for text in document().summary)
    without = document(Include("P2-B01:text", False))
    assert not any("action plan had been in force" in words_of(text) for text in without.summary)


@pytest.mark.parametrize("part", ["introduction", "response", "limits", "conclusions"])
def test_opening_parts_can_be_written_too(part: str) -> None:
    outline = edited(Write(f"{part}:text", "en", "Ours."))
    found = printed(Draft(questionnaire(), FINDINGS, response(), cycle(), edition(), ENGLISH, {}, outline))
    assert [chapter.key for chapter in outline.chapters] == [chapter.key for chapter in OPENING.chapters]
    assert "Ours." in texts(found)


def test_the_summary_can_be_written_or_left_out() -> None:
    assert words_of(document(Write("summary", "en", "In short.")).summary[0]) == "In short."
    assert document(Include("summary", False)).summary == ()


def test_titles_of_staff_are_printed_and_stand_in_the_contents() -> None:
    found = document(Retitle("introduction", "en", "Why this report"), Retitle("conclusions", "fr", "Suites"))
    assert (found.chapters[0].title, found.contents[0].title) == ("Why this report", "Why this report")


def test_a_block_of_another_section_makes_its_section_a_lettered_one() -> None:
    found = document(AddText("methodology-body", "", "en", "Also."), Place("text-1", "introduction-body"))
    assert kinds(found, 0)[-1] == "paragraph"
    assert not any(isinstance(block, Heading) for block in found.chapters[0].blocks)


def test_a_text_without_the_language_is_printed_in_the_one_it_has() -> None:
    found = document(AddText("introduction-body", "", "fr", "En français."))
    assert texts(found)[0] == "En français."


def test_the_draft_is_edited_from_a_source_that_prints_the_same() -> None:
    plain_draft = draft()
    block = plain_draft.outline.block("P2-B06:text")
    assert block is not None
    source = draft_source(plain_draft, block)
    assert "[[" in source
    rewritten = part_of(draft(Write("P2-B06:text", "en", source)), block.model_copy())
    again = draft(Write("P2-B06:text", "en", source))
    written = again.outline.block("P2-B06:text")
    assert written is not None
    read = " ".join(words_of(one.text) for one in part_of(again, written).passages)
    assert read == plain(draft_text(plain_draft, block))
    assert rewritten.problems == ()


def test_the_desk_counts_what_is_written_stale_and_wrong() -> None:
    block = OPENING.block("P2-B01:text")
    assert block is not None
    now = draft_digest(draft(), block)
    found = draft(
        Write("P2-B01:text", "en", "Fresh.", "Drafted.", now),
        Write("P2-B06:text", "en", "Of [[nothing]].", "Drafted.", "abcdefgh"),
    )
    totals = totals_of(found)
    assert (totals.written, totals.stale, totals.problems) == (2, 1, 1)


def test_the_length_is_that_of_the_document_chapter_by_chapter() -> None:
    before = length_of(document(), "Summary")
    longer = length_of(
        document(AddText("introduction-body", "", "en", "Two words.[^1]\n\n[^1]: Three more words.")),
        "Summary",
    )
    assert before.chapters[0].title == "Summary"
    assert longer.total == before.total + 5
    assert length_of(document(Include("summary", False)), "Summary").chapters[0].title == "I. Introduction"


def test_a_text_may_refer_to_the_figures_of_its_question_or_of_its_section() -> None:
    found = draft(AddText("section-B", "", "en", "Words."))
    chapter = next(one for one in found.outline.chapters if one.key == "chapter-1")
    section = chapter.sections[0]
    one, text = found.outline.block("P2-B06:text"), found.outline.block("text-1")
    assert one is not None
    assert text is not None
    [values] = values_for(found, one, section).values()
    assert values["P2-B06=one:count"] == "19"
    assert "P2-B01:base" not in values
    assert len(values_for(found, text, section)) > 1
    assert values_for(found, text, None) == {}


def test_the_desk_names_every_chapter_and_section() -> None:
    titles = [
        (chapter.title, [section.title for section in chapter.sections]) for chapter in chapters_of(draft())
    ]
    assert titles[0] == ("Introduction", [""])
    assert titles[-1] == ("Recommendations", [""])
    assert titles[2][1][0] == questionnaire().sections[0].title.in_language("en")
