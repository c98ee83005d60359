"""Every figure of a page of results leads to what stands behind it, with the value that the page shows."""

import re
from html import unescape

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.cycles.models import CycleQuestionnaire
from app.cycles.queries import find_cycle
from app.db import db
from app.domain.errors import NotFound
from app.reports.explained import Explained, explained
from app.reports.making import Traced, traced
from app.reports.queries import cycle_before
from tests.services.coding import agree_with, new_code, texts, tick
from tests.web.test_results import figures, page, staff

__all__ = ["staff"]

CODED = "/P2-E08"


@pytest.fixture(scope="module")
def basis(demonstration: Flask) -> Traced:
    with demonstration.app_context():
        return traced(
            db.session,
            cycle=find_cycle(db.session, "demo"),
            definitions=demonstration.extensions["definitions"],
        )


def told(session: Session, basis: Traced, figure: str) -> Explained:
    return explained(session, basis, figure, "en")


@pytest.mark.parametrize(
    "path",
    [
        "/P2-B01",
        "/P2-B01?across=P2-F05",
        "/P2-B05?group=AFRICAN",
        "/P2-B01?by=P2-F05&answer=no",
        "/P2-D02?by=P2-B01&answer=yes",
        "/P2-B05?by=P2-F05&answer=no&group=WESTERN_EUROPEAN_OTHER",
        "/P2-B06?by=P2-B01&answer=no",
        CODED,
        f"{CODED}?by=P2-F05&answer=no",
    ],
)
def test_each_figure_is_explained_with_the_value_that_is_shown(
    staff: FlaskClient, session: Session, basis: Traced, path: str
) -> None:
    if path.startswith(CODED):
        tick(session, new_code(session, "Funding"), *[*texts(session)][:6])
        agree_with(session, *texts(session))
        session.commit()
    shown = figures(page(staff, path))
    assert shown
    assert {name: told(session, basis, name).explanation.value.shown for name in shown} == shown


def test_a_figure_by_another_question_names_both_and_the_states_that_answered_both(
    session: Session, basis: Traced
) -> None:
    found = told(session, basis, "P2-F05=no*P2-B01=yes:share")
    what = found.explanation
    assert what.question is not None
    assert what.among is not None
    assert (what.question.number, what.option, what.among.number, what.answer) == ("B.1", "Yes", "F.5", "No")
    assert what.base == told(session, basis, "P2-F05=no*P2-B01:base").explanation.value
    assert len(found.states) == 35


def test_a_figure_of_a_page_is_a_link_to_its_page(staff: FlaskClient) -> None:
    text = page(staff, "/P2-B01?across=P2-F05")
    links = dict(re.findall(r'<a href="([^"]+)" data-figure="([^"]+)"', text))
    leading = {name: unescape(address) for address, name in links.items()}
    assert set(leading) == set(figures(text))
    of_table = next(address for name, address in leading.items() if "*" in name)
    said = staff.get(of_table).text
    assert "Only States that answered" in said
    assert "States that answered both questions" in said


def test_a_report_compares_with_the_newest_earlier_cycle_of_its_questionnaire(session: Session) -> None:
    now, earlier = find_cycle(session, "demo"), find_cycle(session, "demo-earlier")
    carried = sa.select(CycleQuestionnaire).where(CycleQuestionnaire.cycle_id == earlier.id)
    for one in session.scalars(carried.order_by(CycleQuestionnaire.position)).all():
        assert cycle_before(session, now, one.version_id) is earlier
        assert cycle_before(session, earlier, one.version_id) is None


def test_a_number_that_the_pages_withhold_is_not_told(session: Session, basis: Traced) -> None:
    hidden = told(session, basis, "P2-B01=no*P2-B06=one:count").explanation
    assert (hidden.value.shown, hidden.base and hidden.base.shown) == ("..", "2")


def test_a_code_is_called_as_staff_call_it(session: Session, basis: Traced) -> None:
    tick(session, new_code(session, "Lack of funds"), *[*texts(session)][:6])
    agree_with(session, *texts(session))
    found = told(session, basis, "P2-E08#lack_of_funds:count")
    assert (found.code, found.explanation.value.shown, str(found.explanation.measured)) == (
        "Lack of funds",
        "6",
        "Texts counted with the code",
    )
    assert found.explanation.base == found.explanation.value


@pytest.mark.parametrize(
    "figure",
    [
        "P2-B01=yes*P2-B01=no:count",
        "P2-B01=yes*P2-B99=no:count",
        "P2-B99=yes*P2-B01=no:count",
        "P2-B01@NOWHERE:base",
        "P2-B01=never*P2-F05=no:count",
        "P2-E08#never:count",
        "P2-B01~never:base",
    ],
)
def test_what_no_page_shows_is_refused(session: Session, basis: Traced, figure: str) -> None:
    with pytest.raises(NotFound):
        told(session, basis, figure)
