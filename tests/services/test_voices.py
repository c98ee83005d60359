"""The voices that the application loads, and a language in which a questionnaire is not written."""

from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from sqlalchemy.orm import Session

from app.domain.errors import UnwrittenLanguage
from app.domain.figures import plain
from app.domain.voice import ENGLISH
from app.questionnaires.queries import Definitions
from app.reports.making import compose
from app.reports.voices import read_voice
from tests.factories import question, questionnaire, section
from tests.services.rounds import Round, send_out
from tests.voices import catalogue


def test_a_voice_speaks_from_its_compiled_catalogue(tmp_path: Path) -> None:
    compiled = tmp_path / "fr" / "LC_MESSAGES" / "report.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, catalogue("fr"))
    assert plain(read_voice("fr", tmp_path).sentence("Table %(number)s", number="1")) == "Tableau 1"
    with pytest.raises(FileNotFoundError):
        read_voice("es", tmp_path)


def test_english_needs_no_catalogue_and_other_languages_are_no_voices(tmp_path: Path) -> None:
    assert read_voice("en", tmp_path) is ENGLISH
    with pytest.raises(ValueError, match="de"):
        read_voice("de", tmp_path)


@pytest.fixture
def sent(session: Session) -> Round:
    return send_out(session, questionnaire(section("A", question("q"))))


def test_a_document_in_a_language_of_no_text_is_refused_with_those_there_are(sent: Round) -> None:
    with pytest.raises(UnwrittenLanguage) as refused:
        compose(
            sent.session,
            cycle=sent.cycle,
            definitions=Definitions(),
            demonstration=True,
            language="fr",
        )
    assert str(refused.value) == (
        "The questionnaire is not written in français, so the report cannot be either. There is: English."
    )
