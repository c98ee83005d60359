"""Questionnaires from files, and what an instance starts with."""

import hashlib
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_security.utils import hash_password
from sqlalchemy.orm import Session

from app import create_app
from app.accounts.models import Account
from app.accounts.queries import all_respondents
from app.accounts.services import LANGUAGES_OF_NAMES
from app.cycles.queries import find_cycle, questionnaires_of
from app.cycles.services import CyclePlan, open_cycle
from app.db import db
from app.demonstration.cli import prepare_instance, take_in_files
from app.domain.editing import Put
from app.domain.errors import InvalidSetUp, NotFound, NotPossibleNow
from app.domain.policy import SYSTEM
from app.domain.text import LocalizedText
from app.questionnaires.drafting import Fresh, Next, start_draft
from app.questionnaires.models import QuestionnaireVersion
from app.questionnaires.queries import all_versions, find_draft, find_version
from app.questionnaires.services import publish
from app.submissions.models import AnswerRow, Submission
from tests.conftest import AUDIT_KEY, NOW, ROOT
from tests.services.drafts import Desk

FILE = ROOT / "questionnaires" / "cnd-60-6-p2.yaml"


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["questionnaires", *arguments])
    return done.exit_code, done.output


def changed(folder: Path) -> Path:
    """The paragraph 2 questionnaire with another title."""
    for beside in ("sections", "translations"):
        shutil.copytree(FILE.parent / beside, folder / beside)
    file = folder / FILE.name
    file.write_text(FILE.read_text().replace('"Inter-agency coordination"', '"Coordination"'))
    return file


def title_of(version: QuestionnaireVersion) -> str:
    return str(version.document["title"]["en"])


def test_loading_the_same_file_twice_changes_nothing(app: Flask, session: Session) -> None:
    assert run(app, "load", str(FILE)) == (0, "cnd-60-6-p2, version 1: unchanged\n")
    assert {version.number for version in all_versions(session)} == {1}


def test_a_changed_file_makes_a_new_draft_that_can_be_published(app: Flask, tmp_path: Path) -> None:
    file = changed(tmp_path)
    assert run(app, "load", str(file)) == (0, "cnd-60-6-p2, version 2: draft saved\n")
    assert run(app, "load", str(FILE)) == (0, "cnd-60-6-p2, version 2: draft saved\n")
    assert run(app, "load", str(file)) == (0, "cnd-60-6-p2, version 2: draft saved\n")
    said = "short_title: reworded, taken for reworded\ncnd-60-6-p2, version 2: published\n"
    assert run(app, "publish", "cnd-60-6-p2") == (0, said)


def test_a_draft_with_errors_is_not_published(app: Flask) -> None:
    edited_draft(app)
    with app.app_context():
        missing = {"question": "gone", "is": "yes"}
        draft = find_draft(db.session, "cnd-60-6-p2")
        Desk(db.session, draft.id).edit(
            Put(("sections", "B", "questions", "P2-B01", "shown_when"), missing), click="x"
        )
        db.session.commit()
    status, said = run(app, "publish", "cnd-60-6-p2")
    assert (status, "The draft was not published" in said, "gone" in said) == (1, True, True)


def edited_draft(app: Flask) -> None:
    """Begin the next version of the paragraph 2 questionnaire, and edit it here."""
    with app.app_context():
        beginning = Next("cnd-60-6-p2")
        draft = start_draft(db.session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, beginning=beginning)
        Desk(db.session, draft.id).edit(Put(("title", "en"), "As it was edited here"))
        db.session.commit()


def test_a_file_never_replaces_a_draft_that_was_edited_here(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    edited_draft(app)
    status, said = run(app, "load", str(changed(tmp_path)))
    assert (status, "the file does not replace it" in said) == (1, True)
    assert run(app, "load", str(FILE)) == (0, "cnd-60-6-p2, version 1: unchanged\n")
    assert title_of(find_version(session, "cnd-60-6-p2")) == "As it was edited here"


def test_a_file_never_replaces_a_draft_that_was_begun_here(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        fresh = Fresh("cnd-60-6-p99", "Title")
        start_draft(db.session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, beginning=fresh)
        db.session.commit()
    file = changed(tmp_path)
    file.write_text(file.read_text().replace("key: cnd-60-6-p2\n", "key: cnd-60-6-p99\n"))
    assert run(app, "load", str(file))[0] == 1


def test_a_draft_that_was_edited_here_keeps_no_site_from_starting(
    app: Flask, session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited_draft(app)
    with app.app_context():
        assert set(take_in_files(app, [FILE])) == {"cnd-60-6-p2"}
        assert capsys.readouterr().err == ""
        assert take_in_files(app, [changed(tmp_path)]) == {}
        assert "the file does not replace it" in capsys.readouterr().err
    assert title_of(find_version(session, "cnd-60-6-p2")) == "As it was edited here"


def test_publishing_twice_is_refused(app: Flask) -> None:
    status, said = run(app, "publish", "cnd-60-6-p2")
    assert status == 1
    assert "There is no draft" in said


def test_a_bad_file_is_not_loaded(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("key: [")
    assert run(app, "load", str(file))[0] == 1
    status, said = run(app, "check", str(file), str(FILE))
    assert status == 1
    assert "bad.yaml:2" in said


def test_a_file_is_checked_where_there_is_no_database(tmp_path: Path) -> None:
    nowhere = {"DATABASE_URL": f"postgresql+psycopg://nobody@/none?host={tmp_path}", "DATA_DIR": tmp_path}
    status, said = run(create_app(nowhere), "check", str(FILE))
    assert (status, "no mistakes" in said) == (0, True)


def test_a_version_is_found_by_number(session: Session) -> None:
    assert find_version(session, "cnd-60-6-p2", 1).number == 1
    with pytest.raises(NotFound, match="no such questionnaire version"):
        find_version(session, "cnd-60-6-p2", 9)


def plan(**changes: object) -> CyclePlan:
    dates = {"opens_at": NOW, "deadline_at": NOW.replace(year=2027), "cut_off_at": NOW.replace(year=2028)}
    texts = {"key": "next", "title": LocalizedText({"en": "Next"})}
    return CyclePlan(**{**dates, **texts, **changes})  # type: ignore[arg-type]


def test_a_cycle_sends_out_a_published_version(session: Session) -> None:
    version = find_version(session, "cnd-60-6-p2")
    cycle = open_cycle(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, plan=plan(), versions=[version])
    assert [one.version_id for one in questionnaires_of(session, cycle.id)] == [version.id]
    assert find_cycle(session, "next").id == cycle.id


def test_the_dates_of_a_cycle_are_in_order(session: Session) -> None:
    version = find_version(session, "cnd-60-6-p2")
    with pytest.raises(NotPossibleNow, match="opens before its deadline"):
        open_cycle(
            session,
            actor=SYSTEM,
            now=NOW,
            audit_key=AUDIT_KEY,
            plan=plan(deadline_at=NOW),
            versions=[version],
        )


def test_a_draft_is_not_sent_out(app: Flask, session: Session, tmp_path: Path) -> None:
    run(app, "load", str(changed(tmp_path)))
    version = find_version(session, "cnd-60-6-p2", 2)
    with pytest.raises(NotPossibleNow, match="Publish the questionnaire"):
        open_cycle(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, plan=plan(), versions=[version])
    publish(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, version=version)
    assert version.published_at == NOW


def real(site_database: str, tmp_path: Path, **changes: object) -> Flask:
    settings = {
        "INSTANCE": "real",
        "SECRET_KEY": hashlib.sha256(b"a real instance in a test").hexdigest(),
        "AUDIT_KEY": hashlib.sha256(b"its audit trail").hexdigest(),
        "DATABASE_URL": site_database,
        "DATA_DIR": tmp_path,
        "PUBLIC_URL": "https://reporting.example.org",
    }
    return create_app({**settings, **changes})


def test_a_real_instance_starts_with_193_states_and_never_changes_kind(
    site_database: str, tmp_path: Path
) -> None:
    app = real(site_database, tmp_path)
    done = app.test_cli_runner().invoke(args=["prepare"])
    assert done.exit_code == 0, done.output
    with app.app_context():
        states = all_respondents(db.session)
        assert len(states) == 193
        assert states[0].names["fr"] == "Afghanistan"
        assert {frozenset(state.names) for state in states} == {frozenset(LANGUAGES_OF_NAMES)}
        nobody_yet = (Account, Submission, AnswerRow)
        assert [db.session.scalar(sa.select(sa.func.count()).select_from(one)) for one in nobody_yet] == [
            0
        ] * 3
        db.session.close()
        db.engine.dispose()
    other = real(site_database, tmp_path, INSTANCE="demonstration")
    with other.app_context():
        with pytest.raises(InvalidSetUp, match="never changes kind"):
            prepare_instance(other)
        db.session.close()
        db.engine.dispose()


def test_a_real_instance_hashes_passwords_at_the_price_that_resists_guessing(
    site_database: str, tmp_path: Path
) -> None:
    with real(site_database, tmp_path).app_context():
        assert hash_password("a password").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize("key", [None, "short"])
def test_a_real_instance_needs_a_strong_key(site_database: str, tmp_path: Path, key: str | None) -> None:
    with pytest.raises(InvalidSetUp, match="secrets"):
        real(site_database, tmp_path, SECRET_KEY=key)
