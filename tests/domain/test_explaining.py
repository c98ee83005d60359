"""A figure's identifier in words."""

import pytest

from app.domain.errors import NotFound
from app.domain.explaining import MEASURES, explain, parts_of
from app.domain.register import COUNTS, Register, Replies, Value, register
from tests.sample_report import findings, questionnaire


def values() -> Register:
    return register(findings(), [Replies("AFRICAN", 17, 7), Replies("", 60, 35, 42)])


@pytest.mark.parametrize(
    ("identifier", "parts"),
    [
        ("P2-B01:base", {"name": "P2-B01", "measure": "base"}),
        ("P2-C01/health:base", {"name": "P2-C01/health", "measure": "base"}),
        ("P2-B01@AFRICAN=yes:count", {"name": "P2-B01", "group": "AFRICAN", "option": "yes"}),
        ("P2-B01=yes*P2-F05=no:count", {"option": "yes", "crossed": "P2-F05=no"}),
        ("P2-B01~demo-2024:reported", {"cycle": "demo-2024", "measure": "reported"}),
        ("P2-E08#funding:count", {"name": "P2-E08", "code": "funding"}),
    ],
)
def test_an_identifier_is_taken_apart(identifier: str, parts: dict[str, str]) -> None:
    found = vars(parts_of(identifier))
    assert {name: found[name] for name in parts} == parts


@pytest.mark.parametrize("identifier", ["", "P2-B01", ":base", "P2-B01:Base", "<b>:x y"])
def test_what_is_no_identifier_is_refused(identifier: str) -> None:
    with pytest.raises(NotFound, match="not the identifier"):
        parts_of(identifier)


def test_a_share_has_its_question_its_base_and_its_rule() -> None:
    found = explain("P2-B01=yes:share", values(), questionnaire(), "en")
    assert found.question is not None
    assert (found.question.number, found.option) == ("B.1", "Yes")
    assert (found.value, found.base) == (Value(83, "share"), Value(35))
    assert "chose the option" in str(found.measured)
    assert "fewer than 20" in str(found.rule)
    assert found.remark is None


def test_a_statement_has_its_words() -> None:
    found = explain("P2-B01:share", values(), questionnaire(), "en")
    assert found.measured == MEASURES["share"]
    assert explain("P2-B01:base", values(), questionnaire(), "en").rule is None


def test_an_answer_of_a_group_says_when_it_is_hidden() -> None:
    found = explain("P2-B01@AFRICAN=yes:count", values(), questionnaire(), "en")
    assert found.base == Value(35)
    assert "fewer than 5" in str(found.rule)


def test_the_response_is_measured_of_those_invited() -> None:
    found = explain("response@AFRICAN:share", values(), questionnaire(), "en")
    assert (found.question, found.base) == (None, Value(17))
    assert "States invited" in str(found.measured)
    assert "States invited" in str(found.rule)


def test_a_figure_that_the_document_cannot_print_is_refused() -> None:
    with pytest.raises(NotFound, match="no figure"):
        explain("P2-B99:base", values(), questionnaire(), "en")


def test_a_measure_without_words_of_its_own_is_called_by_its_name() -> None:
    found = explain("P2-B01:some_other", {"P2-B01:some_other": Value(1)}, questionnaire(), "en")
    assert str(found.measured) == "some other"


def test_what_options_make_true_together_has_its_own_base() -> None:
    both = {"P2-B01:together_share": Value(50, "share"), "P2-B01:together_base": Value(40)}
    assert explain("P2-B01:together_share", both, questionnaire(), "en").base == Value(40)


def test_every_count_has_its_words() -> None:
    assert set(COUNTS) <= MEASURES.keys()


def test_a_share_of_those_that_answered_both_times_is_of_them_and_says_when_it_is_hidden() -> None:
    name = "P2-B01~c1:panel_after"
    both = {f"{name}_share": Value(50, "share"), name: Value(20), "P2-B01~c1:panel_base": Value(40)}
    found = explain(f"{name}_share", both, questionnaire(), "en")
    assert (found.base, found.measured) == (Value(40), MEASURES["panel_after_share"])
    assert "Whole per cent" in str(found.rule)
    assert "both cycles" in str(found.remark)


def test_a_figure_by_another_question_is_of_the_second_among_those_that_chose_the_first() -> None:
    name, base = "P2-E02=x*P2-B01=yes:share", "P2-E02=x*P2-B01:base"
    found = explain(name, {name: Value(50, "share"), base: Value(40)}, questionnaire(), "en")
    assert found.question is not None
    assert found.among is not None
    assert (found.question.key, found.option, found.among.key, found.answer) == (
        "P2-B01",
        "Yes",
        "P2-E02",
        "x",
    )
    assert found.base == Value(40)
    assert "chose the option" in str(found.measured)


def test_a_code_is_counted_in_texts_that_have_any() -> None:
    values = {
        "P2-E08#funds:count": Value(6),
        "P2-E08#funds:share": Value(20, "share"),
        "P2-E08:coded": Value(30),
    }
    count, share = (
        explain(f"P2-E08#funds:{one}", values, questionnaire(), "en") for one in ("count", "share")
    )
    assert (count.base, share.base) == (Value(30), Value(30))
    assert "with the code" in str(count.measured)
    assert "whose codes are counted" in str(share.measured)
    assert "fewer than 5 States" in str(count.remark)
    assert explain("P2-E08:coded", values, questionnaire(), "en").remark == count.remark
