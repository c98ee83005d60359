"""Texts of staff: paragraphs, lists and footnotes, and nothing else."""

import pytest

from app.domain.errors import Message
from app.domain.figures import Shown
from app.domain.report_outline import Footnote, Passage, Reading, in_line, read_markdown, words_of
from app.domain.report_outline.markdown import marker

VALUES = {"P2-B01:base": "35", "P2-B01=yes*P2-F05=no:count": "nine"}


def read(words: str) -> Reading:
    return read_markdown(words, VALUES, "en")


def problems(words: str) -> list[str]:
    return [str(problem.message) for problem in read(words).problems]


def test_paragraphs_are_parted_by_an_empty_line() -> None:
    assert read("One\nline.\n\nTwo  \nlines.").passages == (
        Passage(0, "", ("One line.",)),
        Passage(0, "", ("Two lines.",)),
    )


def test_lists_have_the_marks_of_united_nations_documents() -> None:
    found = read("Before:\n\n- a\n\n  more of a\n- b\n  1. c\n     - d\n  2. e\n\nAfter.").passages
    assert [(one.level, one.marker, one.text[0]) for one in found] == [
        (0, "", "Before:"),
        (1, "(a)", "a"),
        (1, "", "more of a"),
        (1, "(b)", "b"),
        (2, "(i)", "c"),
        (3, "a.", "d"),
        (2, "(ii)", "e"),
        (0, "", "After."),
    ]


def test_marks_go_on_after_the_last_letter() -> None:
    assert [marker(1, 27), marker(2, 16), marker(3, 28)] == ["(aa)", "(16)", "bb."]


def test_emphasis_is_taken_out_and_what_is_not_known_is_printed_as_typed() -> None:
    assert read("a *b* **c** __d__").passages[0].text == ("a b c d",)
    typed = "# A [link](http://x) <b onclick=x>&amp;</b> ![i](j) `code` {{7*7}}"
    assert read(typed).passages[0].text == (typed,)


def test_figures_are_live_in_paragraphs_and_lists_whatever_their_identifiers_hold() -> None:
    assert read("Of [[P2-B01:base]].").passages[0].text == ("Of ", Shown("P2-B01:base", "35"), ".")
    crossed = read("- *Both*: [[P2-B01=yes*P2-F05=no:count]]").passages[0].text
    assert crossed == ("Both: ", Shown("P2-B01=yes*P2-F05=no:count", "nine"))


def test_footnotes_stand_where_they_are_referred_to() -> None:
    found = read(
        "A fact.[^1] Of [[P2-B01:base]][^b]\n\n[^1]: E/CN.7/2020/1, [[P2-B01:base]].\n[^b]: See *there*."
    )
    assert found.passages == (
        Passage(
            0,
            "",
            (
                "A fact.",
                Footnote(("E/CN.7/2020/1, ", Shown("P2-B01:base", "35"), ".")),
                " Of ",
                Shown("P2-B01:base", "35"),
                Footnote(("See *there*.",)),
            ),
        ),
    )
    assert found.problems == ()


def test_a_text_is_read_with_its_footnotes_after_it() -> None:
    found = read("A[^1] b.\n\n[^1]: Note [[P2-B01:base]].").passages[0].text
    assert words_of(found) == "A b. Note 35."
    assert words_of("A") == "A"


def test_a_footnote_begins_no_sentence() -> None:
    found = read(
        "Of[^1] [[P2-B01=yes*P2-F05=no:count]].[^1] [[P2-B01=yes*P2-F05=no:count]]\n\n[^1]: N."
    ).passages[0]
    assert [piece.text for piece in found.text if isinstance(piece, Shown)] == ["nine", "Nine"]


def test_what_is_wrong_is_said_and_printed_as_typed() -> None:
    assert problems("[[P2-B99:base]] and [[P2-B99:base]]") == [
        "There is no figure “P2-B99:base”. Choose one from the list."
    ]
    assert problems("A.[^x]") == ["The footnote x has no text. Add a line that begins with [^x]:"]
    assert read("A.[^x]").passages[0].text == ("A.", "[^x]")
    assert problems("A.\n\n[^y]: Of [[z]].") == [
        "There is no figure “z”. Choose one from the list.",
        "Nothing refers to the footnote y.",
    ]
    assert problems("- a\n  - b\n    - c\n      - d") == [
        "Lists nest at most three deep. Say it in fewer steps."
    ]
    assert [one.level for one in read("- a\n  - b\n    - c\n      - d").passages] == [1, 2, 3, 3]


@pytest.mark.parametrize(
    "hostile",
    [
        "".join(f"{'  ' * deep}- x\n" for deep in range(200)),
        "*" * 20_000,
        "[[" * 10_000,
        "[^1]" * 5_000,
        "\ue0000\ue001\ue0009\ue001",
    ],
    ids=["nested", "stars", "brackets", "notes", "holders"],
)
def test_hostile_texts_are_read_to_their_end(hostile: str) -> None:
    found = read(hostile)
    assert all(isinstance(problem.message, Message) for problem in found.problems)


def test_what_has_no_foot_of_a_page_has_its_footnotes_in_brackets() -> None:
    text = ("As agreed", Footnote(("Resolution ", Shown("x", "60"))), ", all.")
    assert in_line(text) == ("As agreed [Resolution ", Shown("x", "60"), "], all.")
