"""The pages of the report desk: order, texts, live figures, comments, and two people at one part."""

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy.orm import Session

from app.reports.queries import comments_on, standing
from tests.conftest import SignIn, field
from tests.services.desks import the_report

REPORT = "/cycles/demo/report"
PART = f"{REPORT}/parts/P2-B01:text"


@pytest.fixture
def staff(sign_in: SignIn) -> FlaskClient:
    return sign_in("staff")


def send(client: FlaskClient, path: str, page: str = "", **values: str) -> Any:
    """Post the form of a page with what was typed into it; `page` is where it stands, if not at `path`."""
    found = client.get(page or path).text
    hidden = {name: field(found, name) for name in ("csrf_token", "idempotency_key", "expected")}
    return client.post(path, data=hidden | values)


def read(client: FlaskClient, path: str) -> str:
    """What is read on a page, without its tags."""
    return " ".join(unescape(re.sub("<[^>]*>", "", client.get(path).text)).split())


def write(client: FlaskClient, words: str, **values: str) -> Any:
    page = client.get(PART).text
    origin = {name: field(page, name) for name in ("drafted", "made_from")}
    return send(client, PART, words=words, **origin, **values)


def test_the_desk_shows_every_part_with_its_draft_and_the_length(staff: FlaskClient) -> None:
    page = staff.get(f"{REPORT}/outline").text
    assert "A large majority (83 per cent, or 29 of 35) of responding States" in read(
        staff, f"{REPORT}/outline"
    )
    assert "of 8,500 words" in page
    assert "Conclusions" in page
    assert page.index("P2-B01:text") < page.index("P2-B02")


def test_exports_and_the_desk_lead_to_one_another(staff: FlaskClient) -> None:
    assert f"{REPORT}/outline?" in staff.get(REPORT).text
    assert f'href="{REPORT}?' in staff.get(f"{REPORT}/outline").text


def test_a_part_moves_and_is_left_out_of_the_document(staff: FlaskClient) -> None:
    assert "action plan had been in force" in read(staff, f"{REPORT}/preview")
    reply = send(staff, f"{REPORT}/outline", act="leave P2-B01:text")
    assert (reply.status_code, reply.location.endswith("#P2-B01:text")) == (303, True)
    assert "Left out" in staff.get(f"{REPORT}/outline").text
    send(staff, f"{REPORT}/outline", act="down introduction")
    preview = staff.get(f"{REPORT}/preview").text
    assert (
        "A large majority (83 per cent, or 29 of 35) of responding States reported that a national"
        not in preview
    )
    assert preview.index("Methodology and response") < preview.index(">Introduction<")


def test_what_cannot_move_further_is_said(staff: FlaskClient) -> None:
    send(staff, f"{REPORT}/outline", act="up introduction")
    assert "at the edge already" in staff.get(f"{REPORT}/outline").text
    send(staff, f"{REPORT}/outline", act="sideways nothing")
    assert "not in the report any more" in staff.get(f"{REPORT}/outline").text


def test_staff_write_in_the_place_of_a_draft_with_figures_that_follow_the_data(staff: FlaskClient) -> None:
    reply = write(staff, "In *all*, [[P2-B01=yes:count]] States had a strategy.[^1]\n\n[^1]: See E/2026/1.")
    assert reply.status_code == 303
    preview = staff.get(f"{REPORT}/preview").text
    assert "States had a strategy" in preview
    assert (
        f'href="{REPORT}/figures/P2-B01%3Dyes%3Acount?questionnaire=cnd-60-6-p2&amp;language=en">29</a>'
        in preview
    )
    assert "See E/2026/1." in preview
    assert "(see table" in preview.split("States had a strategy", 1)[1][:120]
    assert "Edited" in staff.get(f"{REPORT}/outline").text
    send(staff, PART, act="take")
    assert "States had a strategy" not in staff.get(f"{REPORT}/preview").text


def test_a_wrong_reference_is_shown_at_its_part_and_keeps_the_report_from_being_frozen(
    staff: FlaskClient,
) -> None:
    write(staff, "Of [[P2-B99:count]] States.")
    assert "There is no figure “P2-B99:count”" in staff.get(PART).text
    assert "Put this right first" in staff.get(f"{REPORT}/freeze").text


def test_a_text_whose_data_changed_is_marked_with_both_drafts_and_kept_or_let_go(staff: FlaskClient) -> None:
    send(staff, PART, words="Ours.", drafted="A majority (80 per cent) had one.", made_from="abcdefgh")
    page = staff.get(PART).text
    assert "The data under this text changed" in page
    assert "<del>" in page
    assert "The data changed" in staff.get(f"{REPORT}/outline").text
    now = {name: field(page, name) for name in ("drafted", "made_from")}
    send(staff, PART, act="keep", **now)
    page = staff.get(PART).text
    assert "The data under this text changed" not in page
    assert ">Ours.</textarea>" in page


def test_two_people_at_one_part_get_both_texts(staff: FlaskClient, sign_in: SignIn) -> None:
    page = staff.get(PART).text
    stale = {name: field(page, name) for name in ("csrf_token", "idempotency_key", "expected")}
    write(sign_in("staff"), "Theirs.")
    reply = staff.post(PART, data=stale | {"words": "Mine."})
    assert reply.status_code == 409
    assert "Nothing of yours is saved yet" in reply.text
    assert "What stands there now" in reply.text
    assert "Theirs." in reply.text
    assert ">Mine.</textarea>" in reply.text
    again = {name: field(reply.text, name) for name in ("csrf_token", "idempotency_key", "expected")}
    assert staff.post(PART, data=again | {"words": "Both."}).status_code == 303


def test_an_empty_text_is_refused_where_it_was_typed(staff: FlaskClient) -> None:
    assert "Write a text" in write(staff, " ").text


def test_a_text_of_staff_is_added_moved_and_taken_out(staff: FlaskClient) -> None:
    new = f"{REPORT}/new"
    reply = send(
        staff,
        new,
        f"{new}?section=recommendations-body",
        section="recommendations-body",
        words="- Act.\n- Now.",
    )
    assert reply.location.endswith("#text-1")
    preview = staff.get(f"{REPORT}/preview").text
    assert ">Recommendations<" in preview
    assert '<span class="number">(b)</span>Now.' in preview
    text = f"{REPORT}/parts/text-1"
    send(staff, text, act="place", into="introduction-body")
    assert ">Recommendations<" not in staff.get(f"{REPORT}/preview").text
    send(staff, text, act="remove")
    assert staff.get(text).status_code == 404


def test_a_new_text_that_is_empty_or_has_no_place_is_refused(staff: FlaskClient) -> None:
    new = f"{REPORT}/new"
    reply = send(staff, new, f"{new}?section=section-B", section="section-B", words="")
    assert (reply.status_code, "Write a text" in reply.text) == (422, True)
    assert staff.get(f"{new}?section=nothing").status_code == 404


def test_titles_are_given_and_taken_back(staff: FlaskClient) -> None:
    titles = f"{REPORT}/titles/conclusions"
    assert 'value="Conclusions"' in staff.get(titles).text
    send(staff, titles, title="What follows")
    assert ">What follows<" in staff.get(f"{REPORT}/preview").text
    send(staff, titles, title="")
    assert ">What follows<" not in staff.get(f"{REPORT}/preview").text
    assert staff.get(f"{REPORT}/titles/section-B").status_code == 200
    assert staff.get(f"{REPORT}/titles/nothing").status_code == 404


def test_comments_are_made_and_dealt_with(staff: FlaskClient, session: Session) -> None:
    send(staff, f"{PART}/comments", PART, text="Is this so?")
    page = staff.get(PART).text
    assert "Is this so?" in page
    assert "One comment" in staff.get(f"{REPORT}/outline").text
    report = the_report(session)
    report_id = standing(session, report.cycle.id, report.version_id, report.questionnaire).report_id
    [said] = comments_on(session, report_id)
    send(staff, f"{PART}/comments/{said.id}", PART, done="yes")
    assert "Dealt with" in staff.get(PART).text
    assert "One comment" not in staff.get(f"{REPORT}/outline").text


def test_a_comment_that_cannot_be_kept_stays_in_its_field(staff: FlaskClient) -> None:
    reply = send(staff, f"{PART}/comments", PART, text="x" * 4001)
    assert reply.status_code == 422
    assert "x" * 4001 in reply.text


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "{{7*7}}", "\u202e[[<b>]]"])
def test_what_is_typed_is_printed_and_never_run(staff: FlaskClient, text: str) -> None:
    write(staff, text)
    assert str(escape(text.strip("\u202e"))) in staff.get(f"{REPORT}/preview").text
    assert "<img src=x" not in staff.get(PART).text


def test_the_desk_speaks_arabic(staff: FlaskClient) -> None:
    staff.get("/language/ar?next=/")
    assert 'dir="rtl"' in staff.get(PART).text


@pytest.mark.parametrize(
    "path",
    [
        "outline",
        "parts/P2-B01:text",
        "versions",
        "freeze",
        "preview",
        "compare?from=&to=",
        "new?section=section-B",
    ],
)
@pytest.mark.parametrize("person", ["focal-point.a-03", "admin"])
def test_the_desk_is_for_staff_alone(sign_in: SignIn, person: str, path: str) -> None:
    assert sign_in(person).get(f"{REPORT}/{path}").status_code == 403
