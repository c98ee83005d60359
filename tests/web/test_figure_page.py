"""The page that says where a figure of the report comes from."""

import pytest

from tests.conftest import SignIn

PAGE = "/cycles/demo/report/figures/"


def test_staff_see_question_base_states_and_data_set(sign_in: SignIn) -> None:
    page = sign_in("staff").get(f"{PAGE}P2-B01@AFRICAN=yes:count").text
    for words in (
        "B.1 ",
        "States that chose the option",
        "African States (7)",
        "Demo State A-01",
        "35 national",
    ):
        assert words in page
    assert "Demo State B-" not in page


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ("P2-B01:share", "Whole per cent of the base"),
        ("response@AFRICAN:share", "States invited"),
        ("P2-C03/health:base", "Part of the question"),
        ("P2-B07:median", "Median of the numbers given"),
        ("P2-D03~demo-earlier:panel_before", "Demo cycle, two years earlier"),
    ],
)
def test_every_kind_of_figure_has_a_page(sign_in: SignIn, figure: str, words: str) -> None:
    reply = sign_in("staff").get(PAGE + figure)
    assert reply.status_code == 200
    assert words in reply.text


@pytest.mark.parametrize("figure", ["P2-B01", "P2-B99:base", "<script>:base"])
def test_what_is_no_figure_is_not_found(sign_in: SignIn, figure: str) -> None:
    assert sign_in("staff").get(PAGE + figure).status_code == 404


@pytest.mark.parametrize("person", ["admin", "focal-point.a-03"])
def test_nobody_else_sees_it(sign_in: SignIn, person: str) -> None:
    assert sign_in(person).get(f"{PAGE}P2-B01:base").status_code == 403
