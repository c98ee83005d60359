"""A result beside the earlier cycle and by another question, as the page shows it."""

import re
from typing import Any

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.continuing import Break
from tests.services.coding import snapshots
from tests.web.test_results import answered, figures, page, staff

__all__ = ["staff"]


def is_in_base(answer: dict[str, Any]) -> bool:
    """Whether an answer as a snapshot has it counts for the base: no information is one."""
    return "choice" in answer or answer.get("non_answer") == "no_information"


def test_both_cycles_stand_side_by_side(staff: FlaskClient) -> None:
    text = page(staff, "/P2-B01")
    found = figures(text)
    earlier = figures(staff.get("/cycles/demo-earlier/results/P2-B01?questionnaire=cnd-60-6-p2").text)
    assert "Since the earlier cycle" in text
    for one in ("P2-B01=yes:count", "P2-B01=yes:share", "P2-B01=no:count", "P2-B01:base"):
        name, measure = one.split(":")
        assert found[f"{name.replace('P2-B01', 'P2-B01~demo-earlier')}:{measure}"] == earlier[one]


def test_the_states_that_answered_both_times_are_told_apart_where_they_are_enough(staff: FlaskClient) -> None:
    keys = re.findall(r'href="/cycles/demo/results/([^?"]+)\?', page(staff, ""))
    panels = [figures(page(staff, f"/{key}")) for key in sorted(set(keys))]
    bases = [int(value) for one in panels for name, value in one.items() if name.endswith(":panel_base")]
    assert bases
    assert min(bases) >= 5


def test_a_cycle_without_an_earlier_one_has_no_such_section(staff: FlaskClient) -> None:
    reply = staff.get("/cycles/demo-earlier/results/P2-B01?questionnaire=cnd-60-6-p2")
    assert "Since the earlier cycle" not in reply.text


def test_a_filter_is_not_taken_over_cycles_nor_across(staff: FlaskClient) -> None:
    text = page(staff, "/P2-B01?group=AFRICAN&across=P2-F05")
    assert "Since the earlier cycle" not in text
    assert "By another question" not in text


def test_another_question_gives_a_line_for_each_of_its_replies(staff: FlaskClient, session: Session) -> None:
    found = figures(page(staff, "/P2-B01?across=P2-F05"))
    both = answered(session, "P2-F05", "no") & answered(session, "P2-B01", "yes")
    assert found.get("P2-F05=no*P2-B01=yes:count", f"{len(both)}") == f"{len(both)}"
    in_base = {id_ for id_, one in snapshots(session).items() if is_in_base(one["answers"]["P2-B01"])}
    assert found["P2-F05=no*P2-B01:base"] == f"{len(in_base & answered(session, 'P2-F05', 'no'))}"


def test_a_withheld_number_is_two_dots_and_the_reason(staff: FlaskClient) -> None:
    text = page(staff, "/P2-B01?across=P2-F05").split('id="across-title"')[1]
    assert '<span aria-hidden="true">..</span>' in text
    assert "Two dots stand for numbers that are not shown" in text


def test_a_question_that_is_not_there_is_not_looked_across(staff: FlaskClient) -> None:
    text = page(staff, "/P2-B01?across=P2-B01")
    assert "By another question" in text
    assert not [name for name in figures(text) if "*" in name]


@pytest.mark.parametrize("path", ["/P2-E08", "/P2-G01"])
def test_what_no_state_chooses_one_by_one_has_nothing_across(staff: FlaskClient, path: str) -> None:
    assert "By another question" not in page(staff, path)


def test_every_break_is_told_with_its_reason(app: Flask) -> None:
    template = '{% import "reports/beside.html" as beside with context %}{{ beside.broken(reason) }}'
    with app.test_request_context():
        told = {one: render_template_string(template, reason=one.value).strip() for one in Break}
    assert "The question was reworded in meaning: not compared." in told[Break.MEANING]
    assert all(told.values())
    assert len(set(told.values())) == len(Break)
