"""The job of an export: its file is whole or not there, it stops when it is cancelled, and it is not made twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.cycles.models import ReportingCycle
from app.domain.canonical import sha256_of
from app.domain.edition import EditionKind
from app.domain.errors import NotFound
from app.domain.text import Worded
from app.reports.facts import RespondingState
from app.reports.keeping import Kept
from app.reports.models import ExportStatus, RegisteredExport, ReportExport
from tests.factories import question, questionnaire, section
from tests.services.exporting import Exporting, exporting


@pytest.fixture
def files(app: Flask, tmp_path: Path) -> Iterator[Kept]:
    """A folder of this test's own."""
    usual, app.extensions["exports"] = app.extensions["exports"], Kept(tmp_path)
    yield app.extensions["exports"]
    app.extensions["exports"] = usual


@pytest.fixture
def small(app: Flask, session: Session) -> Exporting:
    return exporting(app, session, questionnaire(section("A", question("q"))))


@contextmanager
def cancelled_before(session: Session, export_id: int, words: str, *, times: int) -> Iterator[None]:
    """Somebody else cancels an export right before the statement that holds `words` for so many `times`."""
    engine = session.connection().engine
    cancel = sa.text("UPDATE report_export SET status = 'cancelled' WHERE id = :id")
    met = count(1)

    def change(connection: sa.Connection, _cursor: object, statement: str, *_more: object) -> None:
        if words in statement and next(met) == times:
            connection.execute(cancel, {"id": export_id})

    sa.event.listen(engine, "before_cursor_execute", change)
    yield
    sa.event.remove(engine, "before_cursor_execute", change)
    assert next(met) > times


def test_the_file_is_what_the_row_says(small: Exporting, files: Kept) -> None:
    export = small.run(small.ask())
    assert export.status == ExportStatus.DONE
    assert sha256_of(files.path_of(export).read_bytes()) == export.sha256
    assert export.content_key == small.content().key()
    assert export.pages_done == export.pages_total >= 3
    assert [path.name for path in files.folder.iterdir()] == [export.file_name]


def test_the_same_content_is_not_made_again(small: Exporting, files: Kept) -> None:
    first, second = (small.run(small.ask(f"a-click-{number}")) for number in (1, 2))
    assert (second.status, second.file_name, second.sha256) == ("done", first.file_name, first.sha256)
    assert second.pages_done == first.pages_done
    assert len(list(files.folder.iterdir())) == 1


def test_each_standard_has_a_file_of_its_own(small: Exporting, files: Kept) -> None:
    accessible = small.run(small.ask("a-click-1"))
    kept, again = (small.run(small.ask(f"a-click-{number}", "a-3a")) for number in (2, 3))
    archive = b"http://www.aiim.org/pdfa/ns/id/"
    assert [archive in files.path_of(one).read_bytes() for one in (accessible, kept)] == [False, True]
    assert again.file_name == kept.file_name
    registered = sa.select(RegisteredExport.standard).order_by(RegisteredExport.id)
    assert list(small.session.scalars(registered))[-2:] == ["ua-1", "a-3a"]


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"%PDF")])
def test_a_file_that_is_missing_or_harmed_is_made_anew(small: Exporting, files: Kept, harm: Any) -> None:
    first = small.run(small.ask("a-click-1"))
    harm(files.path_of(first))
    assert files.unchanged(small.session, small.content().key()) is None
    second = small.run(small.ask("a-click-2"))
    assert second.file_name != first.file_name
    assert second.sha256 == first.sha256  # the same data, the same bytes


def test_a_file_that_is_no_longer_kept_is_not_found(small: Exporting, files: Kept) -> None:
    export = small.run(small.ask())
    files.path_of(export).unlink()
    with pytest.raises(NotFound, match="no longer kept"):
        files.path_of(export)


@pytest.mark.parametrize("stage", [1, 2])  # before it counts, before it drafts
def test_an_export_that_is_cancelled_on_its_way_leaves_nothing(
    small: Exporting, files: Kept, stage: int
) -> None:
    export_id = small.ask()
    with cancelled_before(small.session, export_id, "SET stage", times=stage):
        export = small.run(export_id)
    assert (export.status, export.file_name) == (ExportStatus.CANCELLED, None)
    assert not list(files.folder.glob("*"))


def test_an_export_that_is_cancelled_as_its_file_is_ready_has_no_file(small: Exporting, files: Kept) -> None:
    export_id = small.ask()
    once_written = "UPDATE report_export SET status = 'cancelled' WHERE status = 'running'"
    folder = files.folder / "out of the way"

    class Cancelled(Kept):
        def write(self, name: str, content: bytes) -> Path:
            path = super().write(name, content)
            small.session.execute(sa.text(once_written))
            small.session.commit()
            return path

    small.app.extensions["exports"] = Cancelled(folder)
    export = small.run(export_id)
    assert (export.status, export.file_name) == (ExportStatus.CANCELLED, None)
    assert list(folder.iterdir()) == []


def test_what_goes_wrong_is_shown_and_leaves_nothing(small: Exporting, files: Kept) -> None:
    export_id = small.ask()
    files.folder.rmdir()
    files.folder.write_text("no folder")
    with pytest.raises(OSError, match=r"File exists|Not a directory"):
        small.run(export_id)
    small.session.expire_all()
    export = small.session.get_one(ReportExport, export_id)
    assert export.status == ExportStatus.FAILED
    assert str(export.failure).startswith("Something unexpected happened.")


def test_an_export_is_run_once(small: Exporting, files: Kept) -> None:
    export = small.run(small.ask())
    finished = export.finished_at
    assert small.run(export.id).finished_at == finished


def test_equal_content_has_an_equal_key(small: Exporting) -> None:
    assert small.content().key() == small.content().key()


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, edition=replace(one.edition, data_set="0" * 64)),
        lambda one: replace(one, edition=replace(one.edition, version_hash="0" * 64)),
        lambda one: replace(one, edition=replace(one.edition, version_number="1.9")),
        lambda one: replace(one, edition=replace(one.edition, language="fr")),
        lambda one: replace(one, edition=replace(one.edition, demonstration=False)),
        lambda one: replace(one, edition=replace(one.edition, kind=EditionKind.CONFERENCE_ROOM_PAPER)),
        lambda one: replace(one, cycle=replace(one.cycle, session=Worded("Another session", "en"))),
        lambda one: replace(one, cycle=replace(one.cycle, deadline=one.cycle.deadline + timedelta(days=1))),
        lambda one: replace(one, response=replace(one.response, received=one.response.received + 1)),
        lambda one: replace(
            one, response=replace(one.response, states=(RespondingState("A State", "AFRICAN"),))
        ),
        lambda one: replace(one, release="0" * 64),
    ],
)
def test_whatever_changes_in_the_content_changes_its_key(small: Exporting, change: Any) -> None:
    assert change(small.content()).key() != small.content().key()


def test_what_is_printed_of_a_cycle_is_part_of_the_content(small: Exporting) -> None:
    before = small.content().key()
    small.session.execute(
        sa.update(ReportingCycle).values(head={"agenda_item": {"en": "Item 5 of the provisional agenda"}})
    )
    small.session.expire_all()
    assert small.content().key() != before
