"""The staff's results: every question, filters that never show too few, quotations with consent."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.conftest import SignIn
from tests.services.coding import agree_with, coded_with, new_code, snapshots, texts, tick
from tests.web.test_statements import statements

RESULTS = "/cycles/demo/results"


@pytest.fixture
def staff(sign_in: SignIn) -> FlaskClient:
    return sign_in("staff")


def page(client: FlaskClient, path: str) -> str:
    reply = client.get(f"{RESULTS}{path}")
    assert reply.status_code == 200, path
    return reply.text


def figures(text: str) -> dict[str, str]:
    """Every figure of a page by its identifier."""
    return dict(re.findall(r'data-figure="([^"]+)">([^<]*)<', text))


def answered(session: Session, key: str, option: str) -> set[int]:
    frozen = snapshots(session).items()
    return {id_ for id_, one in frozen if one["answers"][key].get("choice") == option}


def test_the_list_leads_to_every_question_that_is_counted(staff: FlaskClient) -> None:
    text = page(staff, "")
    for key in set(re.findall(rf'href="{RESULTS}/([^?"]+)', text)):
        assert staff.get(f"{RESULTS}/{key}").status_code == 200, key
    assert f"{RESULTS}/P2-H02?questionnaire=cnd-60-6-p2" in text
    assert "35 accepted national reports" in text


def test_a_result_is_what_the_snapshots_say(staff: FlaskClient, session: Session) -> None:
    found = figures(page(staff, "/P2-B01"))
    options = {one["answers"]["P2-B01"].get("choice") for one in snapshots(session).values()} - {None}
    counts = {option: len(answered(session, "P2-B01", option)) for option in options}
    assert {option: found[f"P2-B01={option}:count"] for option in options} == {
        option: f"{count}" for option, count in counts.items()
    }
    assert (found["P2-B01:base"], found["P2-B01=yes:share"]) == ("35", "83")
    assert found["P2-B01@AFRICAN:base"] == "7"


def test_an_answer_to_another_question_filters(staff: FlaskClient, session: Session) -> None:
    found = figures(page(staff, "/P2-B01?by=P2-F05&answer=no"))
    both = answered(session, "P2-F05", "no") & answered(session, "P2-B01", "yes")
    assert found["P2-F05=no*P2-B01=yes:count"] == f"{len(both)}"
    assert "P2-B01=yes:count" not in found


def test_a_region_filters(staff: FlaskClient) -> None:
    every, filtered = figures(page(staff, "/P2-B01")), page(staff, "/P2-B01?group=ASIA_PACIFIC")
    assert figures(filtered)["P2-B01@ASIA_PACIFIC=yes:count"] == every["P2-B01@ASIA_PACIFIC=yes:count"]
    assert "7 of 35 national reports are counted." in filtered


def test_both_filters_hold_together(staff: FlaskClient) -> None:
    text = page(staff, "/P2-B01?group=AFRICAN&by=P2-B01&answer=yes")
    assert "7 of 35" in text  # a question is no filter of itself
    text = page(staff, "/P2-B02?group=AFRICAN&by=P2-B01&answer=yes")
    assert "6 of 35" in text


def test_a_filter_that_leaves_few_replies_says_why_nothing_is_shown(staff: FlaskClient) -> None:
    text = page(staff, "/P2-B06?by=P2-B01&answer=no")
    assert "Fewer than five replies are left" in text
    assert not [name for name in figures(text) if name.endswith((":count", ":share"))]


def test_a_filter_that_leaves_all_but_few_is_no_way_round(staff: FlaskClient, session: Session) -> None:
    answering, yes = set(texts(session)), answered(session, "P2-B01", "yes")
    assert 0 < len(answering - yes) < 5
    text = page(staff, "/P2-E08?by=P2-B01&answer=yes")
    assert "All but a few replies are left" in text
    assert figures(text) == {"P2-B01=yes*P2-E08:base": f"{len(answering & yes)}"}


def test_what_the_address_names_and_is_not_there_is_no_filter(staff: FlaskClient) -> None:
    text = page(staff, "/P2-B01?group=MARS&by=P2-X&answer=yes")
    assert "35 national reports are counted." in text
    assert "Now choose the answer" in page(staff, "/P2-B01?by=P2-F05&answer=perhaps")


def test_another_cycle_is_looked_at_with_the_same_filter(staff: FlaskClient) -> None:
    keys = re.findall(
        r'<option value="([^"]+)"', page(staff, "/P2-B01").split('name="cycle"')[1].split("</select>")[0]
    )
    other = next(key for key in keys if key != "demo")
    reply = staff.get(f"{RESULTS}/P2-B01?cycle={other}&group=AFRICAN&questionnaire=cnd-60-6-p2")
    assert reply.status_code == 303
    assert reply.location.startswith(f"/cycles/{other}/results/P2-B01?")
    assert "group=AFRICAN" in reply.location
    assert staff.get(reply.location).status_code == 200


@pytest.mark.parametrize("path", ["/P2-X99", "/CS-04", "/P2-B01?questionnaire=none"])
def test_what_has_no_results_is_not_found(staff: FlaskClient, path: str) -> None:
    assert staff.get(f"{RESULTS}{path}").status_code == 404


def test_only_what_may_be_quoted_is_shown_with_its_state(staff: FlaskClient, session: Session) -> None:
    text = page(staff, "/P2-E08")
    frozen = snapshots(session)
    free = [
        id_
        for id_ in texts(session)
        if frozen[id_]["consents"].get("P2-E08", frozen[id_]["consent"]) != "aggregate"
    ]
    assert f"{len(texts(session))} texts;" in text
    assert f"{len(free)} may be quoted" in text
    assert text.count("<figcaption>") == min(len(free), 10)


def test_names_never_stand_beside_an_answer_to_another_question(staff: FlaskClient) -> None:
    quoted = page(staff, "/P2-E08").count("<figcaption>")
    text = page(staff, "/P2-E08?by=P2-F05&answer=no")
    assert text.count("<figcaption>") == quoted
    assert "would say how that State answered it" in text


def test_codes_are_drawn_with_how_many_texts_have_one(staff: FlaskClient, session: Session) -> None:
    code = new_code(session, "Funding")
    tick(session, code, *list(texts(session))[:6])
    agree_with(session, *list(texts(session))[:6])
    session.commit()
    text = page(staff, "/P2-E08")
    found = figures(text)
    assert (found["P2-E08#funding:count"], found["P2-E08:coded"]) == ("6", "6")
    assert found["P2-E08:texts"] == f"{len(texts(session))}"
    assert "are counted; a text can have several" in text
    assert len(coded_with(session, code)) == 6


def test_few_coded_texts_are_not_broken_down_by_a_filter(staff: FlaskClient, session: Session) -> None:
    tick(session, new_code(session, "Funding"), *list(texts(session))[:6])
    agree_with(session, *list(texts(session))[:6])
    session.commit()
    text = page(staff, "/P2-E08?group=WESTERN_EUROPEAN_OTHER")
    assert not [name for name in figures(text) if "#" in name]


def test_entries_that_may_be_published_are_listed(staff: FlaskClient) -> None:
    text = page(staff, "/P2-H02")
    assert "Entries that may be published" in text
    assert "The others are only counted." in text


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/P2-B01", 15),
        ("/P2-B01?across=P2-F05", 16),
        ("/P2-G01", 15),
        ("/P2-E08", 18),
        ("/P2-H02", 27),
        ("/P2-B01?group=AFRICAN", 11),
        ("/P2-B01?group=AFRICAN&by=P2-F05&answer=no", 14),
    ],
)
def test_a_result_costs_few_statements(session: Session, staff: FlaskClient, path: str, most: int) -> None:
    staff.get(f"{RESULTS}{path}")
    assert len(statements(session, staff, f"{RESULTS}{path}")) <= most
