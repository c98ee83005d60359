"""The two editions of one document: where tables stand, how many figures are drawn, whom they quote, how they open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from app.domain.consent import Consent
from app.domain.edition import EditionKind
from app.domain.findings import find
from app.domain.questionnaire import Questionnaire
from app.domain.quoting import Listed, Listing, Said, State
from app.domain.report_outline import words_of
from app.domain.text import LocalizedText, Worded
from app.domain.voice import ENGLISH, Voice
from app.reports.document import build
from app.reports.drawing import Drawing, chosen
from app.reports.printed import Block, Document, Figure, Paragraph, StackedFigure, Table
from app.reports.quoted import Quotable
from app.reports.results import Group, results_of
from tests.sample_report import DEFINITION, NUMBERS, counts, cycle, edition, findings, questionnaire, response

REPORT, PAPER = EditionKind.REPORT, EditionKind.CONFERENCE_ROOM_PAPER
STATES = {
    "XAA": State("XAA", {"en": "Zedland", "fr": "Àland"}, "the Republic of Zedland", "AFRICAN"),
    "XBA": State("XBA", {"en": "Betaland"}, "Betaland", "ASIA_PACIFIC"),
    "XCA": State("XCA", {"en": "Gammaland"}, "Gammaland", "EASTERN_EUROPEAN"),
}
FRENCH = Voice("fr", ENGLISH.catalogue)


def said(code: str, text: str, consent: Consent = Consent.ATTRIBUTE, language: str = "en") -> Said:
    return Said(1, "P2-E08", "", text, STATES[code], consent, language)


SAID = (
    said("XAA", "The council met four times yearly."),
    said("XBA", "Le conseil s'est réuni quatre fois.", language="fr"),
    said("XCA", "Nothing of this may be quoted.", Consent.AGGREGATE),
    replace(said("XCA", "A second centre was opened there."), language=""),
)
LISTED = Listing(
    3, (Listed(1, "a", "A practice", STATES["XAA"]), Listed(2, "b", "Another practice", STATES["XBA"]))
)


def quoting(**report: object) -> Questionnaire:
    definition: dict[str, Any] = Questionnaire.model_validate(DEFINITION).document()
    asked = definition["sections"][1]["questions"][2]
    asked["report"] = {**asked["report"], "as": "quotations", **report}
    return Questionnaire.model_validate(definition)


def built(
    kind: EditionKind = REPORT,
    definition: Questionnaire | None = None,
    quoted: Mapping[str, Sequence[Said]] | None = None,
    practices: Mapping[str, Listing] | None = None,
    voice: Voice = ENGLISH,
) -> Document:
    asked = definition or questionnaire()
    return build(
        questionnaire=asked,
        findings=find(asked, counts(), NUMBERS),
        response=response(),
        cycle=cycle(),
        edition=replace(edition(), kind=kind),
        voice=voice,
        quotable=Quotable(quoted or {}, practices or {}),
    )


def blocks(document: Document) -> Iterator[Block]:
    return (block for chapter in document.chapters for block in chapter.blocks)


def quotations(document: Document) -> list[str]:
    return [words_of(one.text) for one in blocks(document) if isinstance(one, Paragraph) and one.quoted_in]


def test_a_report_has_its_tables_in_annex_ii_and_a_paper_has_them_in_their_place() -> None:
    in_place = {
        kind: [one.title.split()[0] for one in blocks(built(kind)) if isinstance(one, Table)]
        for kind in EditionKind
    }
    assert in_place[REPORT] == ["Replies"]
    assert in_place[PAPER] == ["Replies", "B.1", "B.3", "B.6", "D.2", "E.2", "E.8", "F.5"]
    assert [one.title for one in built(REPORT).annexes] == ["Responding States", "Detailed tables"]
    assert [one.title for one in built(PAPER).annexes] == ["Responding States"]


def test_the_introduction_names_the_annexes_that_there_are() -> None:
    texts = {
        kind: " ".join(words_of(one.text) for one in blocks(built(kind)) if isinstance(one, Paragraph))
        for kind in EditionKind
    }
    assert "annex II contains a table for each question" in texts[REPORT]
    assert "Annex I lists the responding States." in texts[PAPER]
    assert "annex II" not in texts[PAPER]


def test_a_paper_says_what_it_is() -> None:
    paper, report = built(PAPER), built(REPORT)
    assert (report.masthead.symbol, report.masthead.language) == ("E/CN.7/20__/__", "Original: English")
    assert (paper.masthead.symbol, paper.masthead.language) == ("E/CN.7/20__/CRP.__", "English only")
    assert built(PAPER, voice=FRENCH, definition=in_french()).masthead.language == "Français seulement"
    assert (report.nature, paper.nature) == ("Report of the Secretariat", "Note by the Secretariat")
    assert report.masthead.notes == ()
    assert paper.masthead.notes == (Worded("The present document has not been edited.", "en"),)


def in_french() -> Questionnaire:
    return questionnaire().model_copy(update={"languages": ("en", "fr")})


def test_a_paper_that_reproduces_replies_says_so_in_a_note() -> None:
    notes = built(PAPER, quoting(), {"P2-E08": SAID}).masthead.notes
    assert len(notes) == 2
    assert notes[1].text.startswith(
        "The information provided by Member States has been reproduced as received."
    )


def test_a_report_quotes_a_few_replies_balanced_by_region_and_none_that_is_for_totals_only() -> None:
    assert quotations(built(REPORT, quoting(), {"P2-E08": SAID})) == [
        "The Republic of Zedland reported: “The council met four times yearly.”",
        "Betaland reported: “Le conseil s'est réuni quatre fois.”",
    ]


def test_a_paper_quotes_everything_that_may_be_quoted_in_the_order_of_the_names() -> None:
    document = built(PAPER, quoting(), {"P2-E08": SAID})
    assert [one.split(" reported")[0] for one in quotations(document)] == [
        "Betaland",
        "Gammaland",
        "The Republic of Zedland",
    ]
    assert "Nothing of this may be quoted" not in repr(document)
    in_their_language = quotations(
        built(PAPER, quoting().model_copy(update={"languages": ("en", "fr")}), {"P2-E08": SAID}, voice=FRENCH)
    )
    assert [one.split(" reported")[0] for one in in_their_language] == ["Àland", "Betaland", "Gammaland"]


def test_a_quotation_keeps_the_language_of_its_reply_and_where_none_is_known_that_of_the_document() -> None:
    document = built(PAPER, quoting(), {"P2-E08": SAID})
    languages = [one.quoted_in for one in blocks(document) if isinstance(one, Paragraph) and one.quoted_in]
    assert languages == ["fr", "en", "en"]


def test_a_problem_is_quoted_without_its_state() -> None:
    texts = quotations(built(REPORT, quoting(unattributed=True), {"P2-E08": SAID}))
    assert texts[0] == "One State reported: “The council met four times yearly.”"
    assert not any(state.names["en"] in text for text in texts for state in STATES.values())


def test_best_practices_are_listed_in_the_last_annex_by_state() -> None:
    report, paper = built(practices={"P2-H02": LISTED}), built(PAPER, practices={"P2-H02": LISTED})
    assert [one.number for one in report.annexes] == ["Annex I", "Annex II", "Annex III"]
    assert [one.number for one in paper.annexes] == ["Annex I", "Annex II"]
    annex = paper.annexes[1]
    assert annex.heads == ("State", "Best practice")
    assert [(row.label, *row.cells) for row in annex.listing] == [
        ("Betaland", "Another practice"),
        ("Zedland", "A practice"),
    ]


def test_the_thematic_areas_of_practices_stand_beside_them_where_there_are_any() -> None:
    area = LocalizedText({"en": "2. Supply reduction", "fr": "2. Réduction de l’offre"})
    listed = replace(LISTED, listed=(replace(LISTED.listed[0], area=area), LISTED.listed[1]))
    annex = built(PAPER, in_french(), practices={"P2-H02": listed}, voice=FRENCH).annexes[1]
    assert annex.heads == ("State", "Best practice", "Thematic area")
    assert [(row.label, *row.cells) for row in annex.listing] == [
        ("Àland", "A practice", "2. Réduction de l’offre"),
        ("Betaland", "Another practice", ""),
    ]


def drawing(key: str) -> Drawing:
    asked = questionnaire().by_key[key]
    (group,) = results_of(asked, findings(), "en")
    return Drawing(asked, Group(group.holder, group.title, group.results))


def test_a_report_draws_the_first_figure_of_each_section_then_others_up_to_six() -> None:
    wanted = [("A", drawing("P2-B01"))] * 6 + [("B", drawing("P2-B06")), ("C", drawing("P2-F05"))]
    names = [one.name for one in chosen(REPORT, wanted)]
    assert names == ["P2-B01"] * 4 + ["P2-B06", "P2-F05"]
    assert len(chosen(PAPER, wanted)) == 8


def with_figures(number: int, shown_as: str = "bar") -> Questionnaire:
    """A questionnaire with as many choices that are drawn."""
    definition: dict[str, Any] = Questionnaire.model_validate(DEFINITION).document()
    first = definition["sections"][0]["questions"][3]
    definition["sections"][0]["questions"] = [
        {**first, "key": f"P2-X{place:02}", "number": f"X.{place}", "report": {"as": shown_as}}
        for place in range(number)
    ]
    return Questionnaire.model_validate(definition)


def drawn(kind: EditionKind, number: int, shown_as: str = "bar") -> list[Figure | StackedFigure]:
    definition = with_figures(number, shown_as)
    rows = [
        replace(row, question_key=f"P2-X{place:02}")
        for place in range(number)
        for row in counts({"P2-B06": {"one": 19, "several": 5, "planned": 4, "no": 7}})
    ]
    document = build(
        questionnaire=definition,
        findings=find(definition, rows, {}),
        response=response(),
        cycle=cycle(),
        edition=replace(edition(), kind=kind),
        voice=ENGLISH,
    )
    return [one for one in blocks(document) if isinstance(one, Figure | StackedFigure)]


def test_figures_have_roman_numerals_up_to_twenty_and_arabic_ones_above() -> None:
    names = [one.name for one in drawn(PAPER, 22)]
    assert (names[0], names[19:]) == ("Figure I", ["Figure XX", "Figure 21", "Figure 22"])
    assert [one.name for one in drawn(REPORT, 22)] == [
        f"Figure {n}" for n in ("I", "II", "III", "IV", "V", "VI")
    ]


def test_a_choice_can_be_drawn_as_one_stacked_bar() -> None:
    (figure,) = drawn(PAPER, 1, "stacked")
    assert isinstance(figure, StackedFigure)
    assert figure.name == "Figure"
    assert [bar.label for bar in figure.bars] == ["All responding States"]
    assert sum(segment.width for segment in figure.bars[0].segments) == pytest.approx(100, abs=0.1)


def test_a_figure_that_is_not_drawn_leaves_the_reference_to_its_table() -> None:
    definition = with_figures(7)
    rows = [
        replace(row, question_key=f"P2-X{place:02}")
        for place in range(7)
        for row in counts({"P2-B06": {"one": 35}})
    ]
    document = build(
        questionnaire=definition,
        findings=find(definition, rows, {}),
        response=response(),
        cycle=cycle(),
        edition=edition(),
        voice=ENGLISH,
    )
    texts = [words_of(one.text) for one in blocks(document) if isinstance(one, Paragraph)]
    assert "The replies to question X.5 are set out in figure VI and table 7." in texts
    assert "The replies to question X.6 are set out in table 8." in texts
