"""The head of a cycle's document: changed by staff, and printed in the language of the document."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, object_session

from app.audit.models import AuditEvent
from app.cycles.models import ReportingCycle
from app.cycles.services import change_head
from app.domain.document_head import DocumentHead
from app.domain.edition import EditionKind
from app.domain.errors import NotPossibleNow
from app.domain.text import Worded
from app.domain.voice import ENGLISH, LANGUAGES
from app.reports.drafting.opening import title_notes
from app.reports.outputs.word import write_word
from app.reports.printed import Document
from app.reports.queries.responding import cycle_facts
from app.reports.template import html_of
from tests.conftest import AUDIT_KEY, NOW
from tests.factories import question, questionnaire, section
from tests.sample_report import cycle, document
from tests.services.demo import STAFF
from tests.services.rounds import send_out

LATE = "The present document was submitted after the date required by the 10-week rule."
SEVENTIETH = {"session": {"en": "Seventieth session"}}


@pytest.fixture
def sent(session: Session) -> ReportingCycle:
    return send_out(session, questionnaire(section("A", question("q")))).cycle


def change(of: ReportingCycle, texts: dict[str, dict[str, str]], *, expected: int, key: str) -> None:
    session = object_session(of)
    assert session is not None
    change_head(
        session,
        actor=STAFF,
        now=NOW,
        audit_key=AUDIT_KEY,
        cycle_id=of.id,
        head=DocumentHead.model_validate(texts),
        expected=expected,
        idempotency_key=key,
    )


def changes(session: Session) -> list[Any]:
    changed = sa.select(AuditEvent.facts).where(AuditEvent.action == "head_changed").order_by(AuditEvent.seq)
    return list(session.scalars(changed))


def test_a_change_is_kept_and_in_the_trail(session: Session, sent: ReportingCycle) -> None:
    before = sent.head
    change(sent, SEVENTIETH, expected=1, key="one-click")
    assert sent.head == SEVENTIETH
    assert sent.head_revision == 2
    assert changes(session) == [
        {
            "session": {"from": before["session"], "to": {"en": "Seventieth session"}},
            "place_and_dates": {"from": before["place_and_dates"], "to": {}},
        }
    ]


def test_the_same_click_twice_is_one_change(session: Session, sent: ReportingCycle) -> None:
    for _ in range(2):
        change(sent, SEVENTIETH, expected=1, key="one-click")
    assert (sent.head_revision, len(changes(session))) == (2, 1)


def test_the_same_texts_are_no_change(session: Session, sent: ReportingCycle) -> None:
    change(sent, sent.head, expected=7, key="one-click")
    assert (sent.head_revision, changes(session)) == (1, [])


def test_nobody_writes_over_what_another_has_changed_meanwhile(sent: ReportingCycle) -> None:
    change(sent, SEVENTIETH, expected=1, key="one-click")
    with pytest.raises(NotPossibleNow, match="Somebody else"):
        change(sent, {"session": {"en": "Another session"}}, expected=1, key="another")
    assert sent.head == SEVENTIETH


def test_each_language_has_its_own_facts(sent: ReportingCycle) -> None:
    texts = {"en": "Seventieth session", "fr": "Soixante-dixième session"}
    change(sent, {"session": texts}, expected=1, key="one-click")
    said = {language: cycle_facts(sent, language).session for language in LANGUAGES}
    assert said["fr"] == Worded("Soixante-dixième session", "fr")
    assert said["ru"] == said["en"] == Worded("Seventieth session", "en")


def test_what_is_in_another_language_than_the_document_says_so() -> None:
    in_french = replace(document(), language="fr")
    assert '<bdi lang="en" dir="ltr">Demonstration session</bdi>' in html_of(in_french)
    assert "<b>Demonstration session</b>" in html_of(document())


def test_the_note_on_late_submission_comes_first_among_those_to_the_title() -> None:
    late = replace(cycle(), late_submission=Worded(LATE, "en"))
    report, paper = (
        [one.text for one in title_notes(ENGLISH, late, kind, quotes=False)] for kind in EditionKind
    )
    assert report == [LATE]
    assert paper == [LATE, "The present document has not been edited."]
    assert list(title_notes(ENGLISH, cycle(), EditionKind.REPORT, quotes=True)) == []


def late_document() -> Document:
    printed = document()
    notes = (Worded(LATE, "en"), Worded("Второе примечание", "ru"))
    return replace(printed, masthead=replace(printed.masthead, notes=notes))


def test_notes_to_the_title_have_their_asterisks_in_print() -> None:
    html = html_of(late_document())
    assert f'<span class="footnote" data-mark="**">{LATE}</span>' in html
    assert 'data-mark="***"><bdi lang="ru" dir="ltr">' in html


def test_notes_to_the_title_are_footnotes_in_word() -> None:
    with zipfile.ZipFile(io.BytesIO(write_word(late_document(), ENGLISH))) as packed:
        notes, body = (packed.read(f"word/{part}.xml").decode() for part in ("footnotes", "document"))
    assert LATE in notes
    assert body.count("<w:footnoteReference") == 3
    assert [f'w:id="{number}"' in notes for number in (1, 2, 3, 4)] == [True, True, True, False]
