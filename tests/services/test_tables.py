"""The tables of every type of question: heads, units, parts, and what is left out. Figures are recomputed elsewhere."""

from collections.abc import Mapping

import pytest

from app.domain.answers import NOT_ASKED, Cells, Choice, NonAnswer, Parts
from app.domain.figures import plain
from app.domain.questionnaire import Questionnaire
from app.domain.report_outline import words_of
from app.domain.voice import ENGLISH
from app.reports.annex import tables_of
from app.reports.printed import Figure, Paragraph, Table
from app.reports.results import results_of
from tests.as_read import cells_of, remarks_of
from tests.factories import TWO_OPTIONS, question, questionnaire, section
from tests.sample_of_types import document, findings
from tests.sample_of_types import questionnaire as every_type

FREQUENCY = (
    "At least weekly",
    "Monthly",
    "Quarterly",
    "Twice a year",
    "Once a year",
    "Less often or only when needed",
    "Never",
)


def _tables(number: str) -> Mapping[str, Table]:
    """The tables of one question by their subtitles."""
    tables = document().annexes[1].tables
    return {table.subtitle: table for table in tables if table.title.split()[0] == number}


def _of(definition: Questionnaire, key: str) -> tuple[Table, ...]:
    """The tables of a question to which nobody gave an answer, but everybody replied."""
    asked = definition.by_key[key]
    given = [("AFRICAN", {key: NonAnswer.NOT_ANSWERED})] * 35
    groups = results_of(asked, findings(given, definition), "en")
    return tables_of(asked, groups, 2, ENGLISH, ("Source: a test.",))


def _small(kind: str, **more: object) -> tuple[Table, ...]:
    return _of(questionnaire(section("A", question("q", kind, **more))), "q")


@pytest.mark.parametrize(
    "number", ["B.6", "B.7", "B.8", "B.9", "C.1", "C.2", "C.3", "C.4"]
)  # amount, date, range, period, line, text, address, web address
def test_of_what_cannot_be_added_up_only_the_replies_are_counted(number: str) -> None:
    (table,) = _tables(number).values()

    assert {row.label for row in table.rows} <= {"Answered", "No information available"}
    assert not any("edian" in remark for remark in remarks_of(table))


def test_amounts_in_several_currencies_are_not_added_up() -> None:
    assert "Amounts are not added up, as they are given in several currencies." in remarks_of(
        _tables("B.6")[""]
    )


@pytest.mark.parametrize("number", ["C.5", "C.6", "C.8"])
def test_persons_and_facts_have_no_table(number: str) -> None:
    assert _tables(number) == {}


def test_a_computed_number_has_the_table_of_a_number() -> None:
    assert remarks_of(_tables("C.9")[""])[0].startswith("Median ")


def test_of_documents_it_is_told_how_many_states_sent_some() -> None:
    assert _tables("C.7")[""].rows[0].label == "Documents sent"


@pytest.mark.parametrize(
    ("number", "ending"), [("B.3", ". Unit: full-time posts."), ("B.4", ". The numbers are percentages.")]
)
def test_numbers_are_told_with_their_unit(number: str, ending: str) -> None:
    assert remarks_of(_tables(number)[""])[0].endswith(ending)


def test_shares_and_years_have_no_sum_and_years_are_not_grouped() -> None:
    years = remarks_of(_tables("B.5")[""])[0]

    assert "sum" not in years
    assert "," not in years
    assert "sum" not in remarks_of(_tables("B.4")[""])[0]
    assert "; sum " in remarks_of(_tables("B.3")[""])[0]


def test_a_ranking_counts_who_named_an_option_and_who_named_it_first() -> None:
    table = _tables("B.2")[""]

    assert table.columns == ("Reply", "Among the first 3", "Per cent", "In first place", "Per cent")
    assert table.rows[-1].label == "No information available"
    assert table.total is not None
    assert table.total.label == "States that answered"


def test_the_parts_of_a_compound_share_a_table_each_with_its_total_and_notes() -> None:
    table = _tables("D.1")[""]
    headings = [row.label for row in table.rows if row.kind == "heading"]
    totals = [row.label for row in table.rows if row.kind == "total"]
    notes = [row.label for row in table.rows if row.kind == "note"]

    assert headings == ["Joint training", "Number of participants", "Sectors that took part"]
    assert totals == ["Total", "Total", "States that answered"]
    assert [plain(note).split()[0] for note in notes] == ["Not", "Median", "Not", "States", "Not"]


def test_a_ranking_in_a_compound_has_a_table_of_its_own() -> None:
    assert _tables("D.1")["Where it was needed most"].columns[3] == "In first place"


def test_a_part_that_is_not_reported_is_in_no_table() -> None:
    assert "Comment" not in {row.label for table in _tables("D.1").values() for row in table.rows}


def test_a_compound_without_a_part_to_report_has_no_table() -> None:
    part = {"key": "c", "type": "text", "text": {"en": "Comment"}, "max_words": 9, "report": {"as": "none"}}

    assert _small("compound", parts=[part]) == ()


def test_a_grid_of_one_column_is_a_table_of_rows_and_options_with_the_base_of_each_row() -> None:
    first, second = _tables("D.2").values()

    assert first.columns == ("Subject", *FREQUENCY, "No information available", "Total")
    assert [row.label for row in first.rows] == [row.label for row in second.rows]
    assert (first.subtitle, second.subtitle) == ("Part 1 of 2", "Part 2 of 2")


def test_replies_that_are_missing_in_some_rows_have_columns_and_others_a_remark() -> None:
    last = _tables("D.2")["Part 2 of 2"]

    assert last.columns == ("Subject", "Unanswered", "Not asked", "Total")
    assert remarks_of(last) == (
        "Not included in “Total”: unanswered and not asked.",
        "Not included in each row: not applicable 0.",
    )


def test_a_grid_of_several_columns_has_a_table_for_each_and_none_for_persons() -> None:
    assert {subtitle.split(",")[0] for subtitle in _tables("D.3")} == {
        "Status",
        "Sectors involved",
        "Most active sectors",
        "Number of events",
        "Year of the first",
        "Cost",
        "Name",
    }


def test_no_table_has_more_columns_than_can_be_read_across_a_page() -> None:
    printed = document().annexes[1].tables

    assert max(len(table.columns) for table in printed) <= 1 + 8 + 1
    assert {table.width for table in printed} == {"figures", "narrow", "slim"}


def test_many_options_are_shared_out_evenly_and_each_part_repeats_the_base() -> None:
    parts = [table for subtitle, table in _tables("D.3").items() if subtitle.startswith("Sectors involved")]
    options = [head for table in parts for head in table.columns[1:-1]]

    assert {table.columns[-1] for table in parts} == {"States that answered"}
    assert options[:2] == ["Health", "Education"]
    assert options[13] == "Other"


def test_a_long_text_over_a_column_is_replaced_by_a_letter_and_stands_below() -> None:
    table = _tables("D.3")["Status"]

    assert table.columns[2] == "(a)"
    assert remarks_of(table)[0] == "(a) In place in part of the territory or for part of the population."


def test_a_grid_of_numbers_gives_their_summary_and_never_a_mean() -> None:
    heads = ("Lowest", "Lower quartile", "Median", "Upper quartile", "Highest")

    assert _tables("D.3")["Number of events"].columns[1:7] == (*heads, "Sum")
    assert _tables("D.3")["Year of the first"].columns[1:6] == heads


def test_where_every_reason_differs_from_row_to_row_each_has_a_column() -> None:
    definition = questionnaire(section("A", question("q", "grid", rows=TWO_OPTIONS, columns=[question("c")])))
    reasons = (NonAnswer.NOT_ANSWERED, NonAnswer.NOT_APPLICABLE, NOT_ASKED)
    given = [("AFRICAN", {"q": Cells({"a": Parts({"c": why}), "b": _YES})}) for why in reasons]
    groups = results_of(definition.by_key["q"], findings(given, definition), "en")
    (table,) = tables_of(definition.by_key["q"], groups, 2, ENGLISH, ("Source: a test.",))

    assert table.columns[-4:] == ("Unanswered", "Not applicable", "Not asked", "Total")
    assert [cells_of(row)[-4:] for row in table.rows] == [("1", "1", "1", "0"), ("0", "0", "0", "3")]
    assert remarks_of(table) == ("Not included in “Total”: unanswered, not applicable and not asked.",)


_YES = Parts({"c": Choice("yes")})


def test_a_ranking_of_one_tells_who_named_an_option() -> None:
    (table,) = _small("ranking", at_most=1)

    assert table.columns[1] == "Named"


def test_too_few_numbers_in_a_row_are_not_summarized() -> None:
    column = {"key": "n", "type": "whole_number", "text": {"en": "Number"}, "non_answers": ["no_information"]}
    (table,) = _small("grid", rows=TWO_OPTIONS, columns=[column])

    assert table.columns[1:3] == ("Answered", "No information available")
    assert cells_of(table.rows[0]) == ("0", "0", *[".."] * 6, "0")
    assert table.subtitle == ""


def test_a_grid_of_one_row_says_at_once_what_is_not_included() -> None:
    (table,) = _small("grid", rows=TWO_OPTIONS[:1], columns=[question("c")])

    assert remarks_of(table) == ("Not included: unanswered 35, not applicable 0 and not asked 0.",)


def test_a_list_counts_states_and_then_what_was_asked_of_each_entry() -> None:
    tables = _tables("E.1")

    assert tables[""].unit == "(Number of States)"
    assert remarks_of(tables[""])[0].startswith("Entries of each State: median 1; ")
    assert {table.unit for subtitle, table in tables.items() if subtitle} == {"(Number of entries)"}
    assert {"Legal basis", "Members", "Priorities", "Budget", "Levels: Meets"} <= set(tables)
    assert "Secretary of the body" not in tables


def test_replies_to_what_was_asked_of_each_entry_are_called_entries() -> None:
    table = _tables("E.1")["Members"]

    assert table.total is not None
    assert table.total.label == "Entries with a reply"
    assert remarks_of(table)[0] == "Several replies could be chosen for each entry."


def test_an_inner_question_that_is_not_reported_has_no_table() -> None:
    parts = [question("p")]
    inner = question("c", "compound", parts=parts, report={"as": "none"})
    (table,) = _small("repeat", questions=[inner])

    assert table.subtitle == ""


def test_a_question_without_replies_has_no_table() -> None:
    asked = every_type().by_key["P2-D02"]
    groups = results_of(asked, findings([]), "en")

    assert tables_of(asked, groups, 2, ENGLISH, ("Source: a test.",)) == ()


@pytest.mark.parametrize("shown_as", ["stacked", "heat", "quotations", "list"])
def test_forms_that_are_not_drawn_yet_have_the_table(shown_as: str) -> None:
    (table,) = _small("yes_no_planned", report={"as": shown_as})

    assert [row.label for row in table.rows][:3] == ["Yes", "No, but planned", "No"]


def test_a_part_can_be_drawn_as_bars() -> None:
    figures = [
        block for chapter in document().chapters for block in chapter.blocks if isinstance(block, Figure)
    ]

    assert [plain(figure.title).split(" (")[0] for figure in figures] == [
        "B.1 How often is follow-up checked?",
        "D.1 Was joint training held, for how many, and in which sectors was it needed most? – Joint training",
    ]


def test_what_has_no_options_is_not_drawn_as_bars() -> None:
    (table,) = _small("whole_number", report={"as": "bar"})

    assert table.rows[0].label == "Answered"


def test_paragraphs_refer_to_all_tables_of_a_question() -> None:
    texts = [
        words_of(block.text)
        for chapter in document().chapters
        for block in chapter.blocks
        if isinstance(block, Paragraph)
    ]
    names = [int(table.name.split()[1]) for table in _tables("E.1").values()]
    first, second = _tables("D.2").values()

    assert any(words_of(text).endswith(f"(see tables {names[0]} to {names[-1]}).") for text in texts)
    assert any(
        words_of(text).endswith(f"(see tables {first.name[6:]} and {second.name[6:]}).") for text in texts
    )


def test_a_grid_with_a_statement_has_a_sentence_for_each_row() -> None:
    (text,) = [
        words_of(block.text)
        for chapter in document().chapters
        for block in chapter.blocks
        if isinstance(block, Paragraph) and "at least quarterly" in words_of(block.text)
    ]

    assert text.count(" of responding States reported with regard to “") == 3
    assert "with regard to “Health and education” that information was exchanged at least quarterly" in text
