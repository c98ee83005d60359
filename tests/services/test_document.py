"""The Commission's document as view models: order, numbering, tables, figures, and what it must say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import pytest

from app.domain.figures import plain
from app.domain.findings import Count, find
from app.domain.questionnaire import Questionnaire
from app.domain.report_outline import words_of
from app.domain.voice import ENGLISH
from app.reports.document import build
from app.reports.drafting.method import methodology
from app.reports.facts import RespondingState, Response
from app.reports.printed import Chapter, Document, Figure, Heading, Paragraph, Table
from tests.as_read import cells_of, line_of, remarks_of, word_of
from tests.sample_report import (
    ANSWERS,
    DEFINITION,
    LONG_NAMES,
    NUMBERS,
    counts,
    cycle,
    document,
    edition,
    questionnaire,
    response,
)

Kind = TypeVar("Kind", Heading, Paragraph, Table, Figure)


def _built(
    definition: Questionnaire | None = None,
    rows: Sequence[Count] | None = None,
    reply: Response | None = None,
) -> Document:
    chosen = definition or questionnaire()
    return build(
        questionnaire=chosen,
        findings=find(chosen, counts() if rows is None else rows, NUMBERS),
        response=reply or response(),
        cycle=cycle(),
        edition=edition(),
        voice=ENGLISH,
    )


def _changed(section: int, question: int, **report: object) -> Questionnaire:
    definition = questionnaire().model_dump(by_alias=True, exclude_none=True)
    definition["sections"][section]["questions"][question]["report"].update(report)
    return Questionnaire.model_validate(definition)


def _texts(chapter: Chapter) -> list[str]:
    return [words_of(block.text) for block in chapter.blocks if isinstance(block, Paragraph)]


def _blocks(printed: Document, kind: type[Kind]) -> list[Kind]:
    return [block for chapter in printed.chapters for block in chapter.blocks if isinstance(block, kind)]


def _tables(printed: Document) -> Mapping[str, Table]:
    return {table.title.split()[0]: table for table in printed.annexes[1].tables}


def test_chapters_follow_the_plan_of_the_questionnaire() -> None:
    assert [(chapter.number, chapter.title) for chapter in document().chapters] == [
        ("I.", "Introduction"),
        ("II.", "Methodology and response"),
        ("III.", "Communication, coordination and collaboration"),
        ("IV.", "Resources, monitoring and evaluation"),
    ]


def test_sections_are_lettered_and_one_alone_is_merged_into_its_chapter() -> None:
    headings = [(heading.number, heading.title) for heading in _blocks(document(), Heading)]

    assert headings == [("A.", "National framework"), ("B.", "Coordination and collaboration")]


def test_paragraphs_are_numbered_through_the_document() -> None:
    numbers = [paragraph.number for paragraph in _blocks(document(), Paragraph)]

    assert numbers == list(range(1, len(numbers) + 1))


def test_tables_are_numbered_through_the_document_and_its_annex() -> None:
    printed = document()
    names = [table.name for table in (*_blocks(printed, Table), *printed.annexes[1].tables)]

    assert names == [f"Table {number}" for number in range(1, 9)]


def test_figures_have_roman_numerals_and_say_that_the_data_are_a_demonstration() -> None:
    figures = _blocks(document(), Figure)

    assert [figure.name for figure in figures] == ["Figure I", "Figure II"]
    assert all("demonstration data" in plain(figure.title) for figure in figures)
    assert "demonstration" not in _blocks(document(demonstration=False), Figure)[0].title


def test_a_single_figure_has_no_number() -> None:
    printed = _built(_changed(0, 2, **{"as": "table"}))

    assert [figure.name for figure in _blocks(printed, Figure)] == ["Figure"]
    assert any(
        "(see figure and table 4)" in words_of(paragraph.text) for paragraph in _blocks(printed, Paragraph)
    )


def test_bars_are_sorted_by_count_and_no_information_comes_last() -> None:
    bars = _blocks(document(), Figure)[0].bars

    assert [word_of(bar.count) for bar in bars] == ["27", "25", "24", "21", "14", "0", "1"]
    assert bars[-1].label == "No information available"
    assert (word_of(bars[0].share), bars[0].said) == ("93", "93 per cent")
    assert bars[0].width == pytest.approx(100 * 27 / 29, abs=0.01)


def test_bars_of_a_small_base_have_no_share() -> None:
    answers = {"P2-B06": {"one": 7, "no": 5}}
    bars = _blocks(_built(rows=counts(answers, 12)), Figure)[0].bars

    assert (word_of(bars[0].share), bars[0].said) == ("..", "7 of 12")


def test_a_figure_without_answers_has_empty_bars() -> None:
    bars = _blocks(_built(rows=counts({"P2-B06": {"-not_answered": 3}}, 3)), Figure)[0].bars

    assert {bar.width for bar in bars} == {0.0}


def test_every_figure_stands_below_the_paragraph_that_refers_to_it() -> None:
    blocks = document().chapters[2].blocks
    figure = next(block for block in blocks if isinstance(block, Figure))
    before = blocks[blocks.index(figure) - 1]

    assert isinstance(before, Paragraph)
    assert words_of(before.text) == "The replies to question B.3 are set out in figure I and table 3."


def test_a_question_with_a_statement_has_its_sentence_with_the_base_and_a_reference_to_its_table() -> None:
    texts = _texts(document().chapters[2])

    assert texts[0].startswith(
        "A large majority (83 per cent, or 29 of 35) of responding States reported that a "
    )
    assert texts[0].endswith("One State had no information available (see table 2).")


def test_a_question_that_is_not_reported_has_neither_text_nor_table() -> None:
    assert "F.9" not in _tables(document())


def test_a_statement_without_a_table_refers_to_none() -> None:
    printed = _built(_changed(2, 0, **{"as": "none"}))

    assert _texts(printed.chapters[3])[0].endswith("Four States had no information available.")


def test_table_1_shows_the_regional_groups_in_their_order_with_the_shares_of_replies() -> None:
    (table,) = _blocks(document(), Table)

    assert [(plain(row.label), cells_of(row)) for row in table.rows] == [
        ("African States", ("17", "7", "41")),
        ("Asia-Pacific States", ("17", "8", "47")),
        ("Eastern European States", ("7", "4", "57")),
        ("Latin American and Caribbean States", ("10", "7", "70")),
        ("Western European and other States", ("9", "9", "100")),
    ]
    assert table.total is not None
    assert line_of(table.total) == ("Total", "60", "35", "58")


def test_table_1_of_real_states_notes_who_stands_in_which_group() -> None:
    (table,) = _blocks(document(demonstration=False), Table)

    assert table.rows[1].label == "Asia-Pacific States (a)"
    assert len(remarks_of(table)) == 2


def test_a_group_with_nobody_invited_has_no_share() -> None:
    groups = tuple(replace(group, invited=0, counted=0) for group in response().groups)
    (table,) = _blocks(_built(reply=replace(response(), groups=groups)), Table)

    assert cells_of(table.rows[0]) == ("0", "0", "..")


def test_a_table_lists_the_options_with_number_and_share_and_its_base() -> None:
    table = _tables(document())["B.6"]

    assert [line_of(row) for row in table.rows] == [
        ("Yes, one body", "19", "54"),
        ("Yes, several bodies", "5", "14"),
        ("Planned", "4", "11"),
        ("No", "5", "14"),
        ("No information available", "2", "6"),
    ]
    assert table.total is not None
    assert line_of(table.total) == ("Total", "35", "100")


def test_a_table_of_a_multiple_choice_has_a_base_instead_of_a_total() -> None:
    table = _tables(document())["E.2"]

    assert table.total is not None
    assert line_of(table.total) == ("States that answered", "34", "")
    assert "States could choose several replies." in remarks_of(table)


def test_no_information_has_no_row_where_it_was_not_offered() -> None:
    definition = questionnaire().model_dump(by_alias=True, exclude_none=True)
    definition["sections"][1]["questions"][1]["non_answers"] = ()
    table = _tables(_built(Questionnaire.model_validate(definition)))["E.2"]

    assert table.rows[-1].label == "No such referral"


def test_what_is_not_in_the_base_stands_under_the_table() -> None:
    assert "Not included: unanswered 1, not applicable 0 and not asked 0." in remarks_of(
        _tables(document())["E.2"]
    )
    assert "Not included: unanswered 0, not applicable 0 and not asked 6." in remarks_of(
        _tables(document())["B.3"]
    )


def test_the_table_of_a_number_gives_its_summary() -> None:
    table = _tables(document())["D.2"]

    assert [line_of(row) for row in table.rows] == [
        ("Answered", "24", "89"),
        ("No information available", "3", "11"),
    ]
    assert (
        remarks_of(table)[0]
        == "Median 3; quartiles 2 and 4 (method: median of halves); range 0 to 52; sum 130."
    )


def test_a_question_answered_in_words_has_a_table_of_how_many_answered() -> None:
    table = _tables(document())["E.8"]

    assert [line_of(row) for row in table.rows] == [("Answered", "18", "..")]
    assert table.total is not None
    assert line_of(table.total) == ("Total", "18", "..")
    assert remarks_of(table) == ("Not included: unanswered 17, not applicable 0 and not asked 0.",)
    assert _texts(document().chapters[2])[-1].endswith(
        f"Seventeen States left the question unanswered (see {table.name.lower()})."
    )


def test_a_reference_after_brackets_is_a_sentence_of_its_own() -> None:
    answers = {"P2-E02": {"sentencing": 20, "trial": 15}}
    texts = _texts(_built(rows=counts(answers, 20)).chapters[2])

    assert texts[-1].endswith("were “At sentencing” (20 States) and “Before trial” (15). See table 2.")


def test_every_table_and_figure_names_its_source_with_the_date_and_the_data_set() -> None:
    printed = document()
    sources = {table.source for table in (*_blocks(printed, Table), *printed.annexes[1].tables)}
    sources |= {figure.source for figure in _blocks(printed, Figure)}

    (source,) = sources
    assert plain(source) == (
        "Source: replies of Member States to the questionnaire on the implementation of Commission resolution 60/6, "
        "35 replies as at 1 December 2026; data set 7c1e7c1e."
    )


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (0, ""),
        (1, " One reply was received after that date and is not reflected in the present report."),
        (7, " Seven replies were received after that date and are not reflected in the present report."),
    ],
)
def test_the_methodology_says_how_many_replies_came_after_the_cut_off(late: int, said: str) -> None:
    some_late = replace(response(), late=late)
    words = plain(methodology(ENGLISH, cycle(), some_late, ("table 1",))[0])
    received = "of which 35 had been accepted by the cut-off date, 1 December 2026 (see table 1)."
    assert f"{received}{said} The responding States are listed" in words


def test_the_methodology_says_what_the_results_can_and_cannot_say() -> None:
    texts = _texts(document().chapters[1])

    assert texts[0].startswith(
        "Replies were received from 42 States, of which 35 had been accepted by the cut-off date, 1 December 2026"
    )
    assert texts[1] == (
        "The information in the present report was provided by Member States on a voluntary basis and has not been "
        "verified by the Secretariat. As the replies of 35 of 60 Member States were counted, the results cannot be "
        "taken as representative of all States or of any region."
    )


def test_the_introduction_says_that_the_data_are_a_demonstration() -> None:
    assert "demonstration data" in _texts(document().chapters[0])[0]
    assert "demonstration" not in " ".join(_texts(document(demonstration=False).chapters[0]))


def test_the_introduction_tells_what_stands_where() -> None:
    assert _texts(document().chapters[0])[-1] == (
        "Chapter II of the present report describes how the information was collected and which States replied. "
        "Chapters III and IV summarize the replies. Annex I lists the responding States, and annex II contains a "
        "table for each question."
    )


def test_the_summary_gives_the_mandate_the_replies_and_four_main_results_from_different_sections() -> None:
    opening, results = map(words_of, document().summary)

    assert "summarizes the replies of 35 of the 60 Member States invited." in opening
    assert results.count(" of responding States reported that ") == 4


def test_the_summary_of_too_few_replies_has_no_results() -> None:
    assert len(_built(rows=counts({"P2-B01": {"yes": 3}}, 3)).summary) == 1


def test_responding_states_are_listed_in_english_alphabetical_order() -> None:
    accented = RespondingState("Éxample", "AFRICAN")
    listing = (
        _built(
            reply=replace(
                response(), states=(*response().states, accented, RespondingState("Exit", "AFRICAN"))
            )
        )
        .annexes[0]
        .listing
    )
    names = [row.label for row in listing]

    assert names[:2] == ["Demo State A-01", "Demo State A-02"]
    assert set(LONG_NAMES.values()) < set(names)
    assert names[-2:] == ["Éxample", "Exit"]


def test_contents_list_chapters_sections_and_annexes() -> None:
    assert [(line.level, f"{line.number} {line.title}") for line in document().contents] == [
        (1, "I. Introduction"),
        (1, "II. Methodology and response"),
        (1, "III. Communication, coordination and collaboration"),
        (2, "A. National framework"),
        (2, "B. Coordination and collaboration"),
        (1, "IV. Resources, monitoring and evaluation"),
        (1, "Annex I Responding States"),
        (1, "Annex II Detailed tables"),
    ]


def test_conclusions_name_what_was_reported_most_and_least_often_once_there_is_enough_to_compare() -> None:
    definition = Questionnaire.model_validate(
        {**DEFINITION, "sections": [_section_of_seven()], "report": _plan("B")}
    )
    answers = {f"P2-B1{n}": {"yes": 5 * n, "no": 35 - 5 * n} for n in range(1, 8)}
    texts = _texts(_built(definition, counts(answers)).chapters[-1])

    assert texts[0].startswith("Among the seven results for which a share is given in the present report")
    assert "States: that fact 7 held (100 per cent, or 35 of 35), that fact 6 held (86 per cent" in texts[0]
    assert texts[1].startswith(
        "The following were reported by the smallest shares of responding States: that fact 1 held (14 per cent"
    )


def test_chapter_numbers_reach_the_conclusions() -> None:
    definition = Questionnaire.model_validate(
        {**DEFINITION, "sections": [_section_of_seven()], "report": _plan("B")}
    )
    answers = {f"P2-B1{n}": {"yes": 20, "no": 15} for n in range(1, 8)}
    printed = _built(definition, counts(answers))

    assert printed.chapters[-1].number == "IV."
    assert (
        "Chapter III summarizes the replies. Chapter IV contains conclusions."
        in _texts(printed.chapters[0])[-1]
    )


def _section_of_seven() -> dict[str, object]:
    return {"key": "B", "title": {"en": "Facts"}, "questions": [_fact(f"P2-B1{n}", n) for n in range(1, 8)]}


def _fact(key: str, n: int) -> dict[str, object]:
    return {
        "key": key,
        "type": "yes_no_planned",
        "number": f"B.1{n}",
        "text": {"en": f"Does fact {n} hold?"},
        "report": {"statement": {"en": f"fact {n} held"}, "counts": ["yes"]},
    }


def _plan(*sections: str) -> dict[str, object]:
    chapters = [{"title": {"en": "Results"}, "sections": [section]} for section in sections]
    return {"title": {"en": "Report"}, "mandate": {"en": "The Commission asked."}, "chapters": chapters}


def test_three_chapters_of_results_are_named_as_a_range() -> None:
    sections = [
        {"key": key, "title": {"en": "Facts"}, "questions": [_fact(f"P2-{key}1", 1)]} for key in "BCD"
    ]
    definition = Questionnaire.model_validate({**DEFINITION, "sections": sections, "report": _plan(*"BCD")})
    printed = _built(definition, counts({f"P2-{key}1": {"yes": 35} for key in "BCD"}))

    assert "Chapters III to V summarize the replies." in _texts(printed.chapters[0])[-1]


def test_without_any_reply_the_document_says_so_and_has_no_results() -> None:
    nobody = replace(
        response(),
        received=0,
        states=(),
        groups=tuple(replace(group, counted=0) for group in response().groups),
    )
    printed = _built(rows=[], reply=nobody)

    assert [chapter.number for chapter in printed.chapters] == ["I.", "II."]
    assert len(printed.annexes) == 1
    assert plain(printed.annexes[0].introduction).startswith("No State submitted")
    assert "No reply is counted yet." in _texts(printed.chapters[0])[-1]


def test_one_reply_is_spoken_of_in_the_singular() -> None:
    one = replace(
        response(),
        received=1,
        groups=tuple(replace(group, counted=int(group.group == "AFRICAN")) for group in response().groups),
        states=response().states[:1],
    )
    printed = _built(rows=counts({"P2-B01": {"yes": 1}}, 1), reply=one)

    assert "the reply of one of the 60 Member States" in words_of(printed.summary[0])
    assert (
        plain(printed.annexes[0].introduction)
        == "One State submitted a reply that is counted in the present report."
    )
    assert "from one State, of which one has been accepted" in _texts(printed.chapters[1])[0]


def test_equal_data_make_an_equal_document_and_one_changed_answer_changes_its_identifier() -> None:
    changed = {**ANSWERS, "P2-B01": {"yes": 28, "planned": 4, "no": 2, "-no_information": 1}}

    assert document() == document()
    assert _built(rows=counts(changed)).identifier != document().identifier


def test_one_changed_answer_changes_only_what_depends_on_it() -> None:
    changed = {**ANSWERS, "P2-F05": {**ANSWERS["P2-F05"], "no": 12, "-no_information": 5}}
    before, after = document(), _built(rows=counts(changed))
    differing = [old.number for old, new in zip(before.chapters, after.chapters, strict=True) if old != new]
    tables = [key for key, table in _tables(before).items() if table != _tables(after)[key]]

    assert (differing, tables) == (["IV."], ["F.5"])
