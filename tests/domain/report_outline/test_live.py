"""Live figures in texts of staff."""

from app.domain.figures import Shown, plain
from app.domain.report_outline import as_source, figures_digest, read_markdown, references_in, with_values

VALUES = {
    "P2-B01:base": "35",
    "P2-B01:share": "83",
    "P2-B01=yes:count": "nine",
    "P2-D02_political:median": "2.5",
}
DRAFTED = (Shown("P2-B01=yes:count", "Nine"), " of the ", Shown("P2-B01:base", "35"), " States: a*b [c].")


def test_a_reference_is_the_present_value() -> None:
    text = with_values("It was [[P2-B01=yes:count]] of [[ P2-B01:base ]].", VALUES, "en")
    assert text == ("It was ", Shown("P2-B01=yes:count", "nine"), " of ", Shown("P2-B01:base", "35"), ".")
    assert references_in("It was [[P2-B01=yes:count]] of [[ P2-B01:base ]].") == (
        "P2-B01=yes:count",
        "P2-B01:base",
    )


def test_a_reference_to_nothing_stays_as_it_was_typed() -> None:
    assert plain(with_values("[[P2-B99:base]] [[]]", VALUES, "en")) == "[[P2-B99:base]] [[]]"


def test_a_number_that_begins_a_sentence_is_in_words() -> None:
    assert (
        plain(with_values("[[P2-B01:base]] a. “[[P2-B01:base]] b”", VALUES, "en"))
        == "Thirty-five a. “Thirty-five b”"
    )
    assert plain(with_values("[[P2-B01=yes:count]], [[P2-B01:base]]", VALUES, "fr")) == "Nine, 35"
    assert plain(with_values("[[P2-D02_political:median]]", VALUES, "en")) == "2.5"
    assert plain(with_values("[[P2-B01:share]] per cent", VALUES, "en")) == "83 per cent"


def test_a_draft_is_edited_as_a_source_that_reads_the_same() -> None:
    source = as_source(DRAFTED)
    assert source == r"[[P2-B01=yes:count]] of the [[P2-B01:base]] States: a\*b \[c]."
    assert read_markdown(source, VALUES, "en").passages[0].text == DRAFTED
    assert as_source("words_alone") == r"words\_alone"


def test_the_digest_is_of_the_figures_and_not_of_the_words_around_them() -> None:
    others = (DRAFTED[0], " among ", DRAFTED[2], ".")
    assert figures_digest(DRAFTED) == figures_digest(others)
    assert figures_digest((Shown("P2-B01=yes:count", "Ten"), *DRAFTED[1:])) != figures_digest(DRAFTED)
    assert figures_digest("a") != figures_digest("b")
