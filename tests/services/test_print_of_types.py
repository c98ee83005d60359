"""Every type of question in print: each figure recomputed, nothing cut off, nothing on top of something else."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import page
import pytest

from app.domain.answers import NonAnswer
from app.printing import pdf
from app.reports.printed import ROWS_OF_A_PAGE
from app.reports.template import html_of
from tests.figures import differences
from tests.sample_of_types import document, questionnaire, replies, snapshots
from tests.sample_report import COUNTED, INVITED

GROUPS = {group: (INVITED[group], COUNTED[group]) for group in INVITED}
MILLIMETRE = 72 / 25.4
RIGHT_EDGE = (210 - 20) * MILLIMETRE
LEFT_EDGE = (32 - 12) * MILLIMETRE  # headings hang out


@dataclass(frozen=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Word") -> bool:
        """Whether the two stand on one another; half a point is the slant of italics."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.5 and down > 0.5 * min(self.bottom - self.top, other.bottom - other.top)


@pytest.fixture(scope="module")
def drawn() -> bytes:
    printed = document()
    return pdf.write_pdf(
        html_of(printed),
        identifier=printed.identifier,
        style_sheets=("document", "demonstration"),
        on_page=_unwatched,
    )


def _unwatched(pages: int) -> None:
    """Progress that the test does not watch."""


@pytest.fixture(scope="module")
def file(drawn: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "types.pdf"
    path.write_bytes(drawn)
    return path


@pytest.fixture(scope="module")
def text(file: Path) -> str:
    return _run("pdftotext", "-layout", file, "-")


def _run(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _found(given: list[Mapping[str, Any]], text: str) -> set[str]:
    """The numbers of the questions whose figures are not what the snapshots say."""
    found = differences(given, questionnaire().document(), GROUPS, text)
    return {what.split(":")[0] for what in found}


def test_every_figure_of_every_type_is_what_the_snapshots_say(text: str) -> None:
    assert differences(snapshots(replies()), questionnaire().document(), GROUPS, text) == []


TABULATED = [
    question
    for question in questionnaire().questions_asked()
    if question.number not in ("C.5", "C.6", "C.8")  # contact, declaration, a fact
]


@pytest.mark.parametrize("key", [question.key for question in TABULATED])
def test_a_reply_that_is_withdrawn_changes_the_figures_of_its_question_alone(key: str, text: str) -> None:
    given = snapshots(replies())
    number = questionnaire().by_key[key].number
    first = next(one for one in given if one["answers"][key] not in _WITHOUT_VALUE)

    assert _found(
        [{**one, "answers": {**one["answers"], key: _NOTHING}} if one is first else one for one in given],
        text,
    ) == {number}


_NOTHING = NonAnswer.NOT_ANSWERED.for_json()
_WITHOUT_VALUE = (*(reason.for_json() for reason in NonAnswer), {"not_asked": True})


def test_it_conforms_to_pdf_ua_1_and_has_no_missing_glyph(drawn: bytes) -> None:
    report = page.validate_pdf_bytes(drawn, profile="ua1")

    assert report.is_compliant, report.failures


def test_names_of_persons_never_reach_the_document(text: str) -> None:
    assert "Demonstration person" not in text
    assert "Focal point" not in text


def test_no_word_leaves_the_page_or_stands_on_another(file: Path) -> None:
    for sheet in _sheets(file):
        assert [word for word in sheet if word.right > RIGHT_EDGE + 1 or word.left < LEFT_EDGE - 1] == []
        assert [(one, other) for one, other in combinations(sheet, 2) if one.covers(other)] == []


def test_no_head_of_a_column_is_broken_without_a_hyphen(file: Path) -> None:
    words = {word.text for sheet in _sheets(file) for word in sheet}

    assert words >= {"Unanswered", "Quarterly", "information", "available", "enforcement", "quartile"}


def _sheets(file: Path) -> Iterator[list[Word]]:
    """The words of each page with their places, in points from its upper left corner."""
    for sheet in _run("pdftotext", "-bbox", file, "-").split("<page ")[1:]:
        found = re.findall(
            r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', sheet
        )
        yield [Word(text, *map(float, place)) for *place, text in found]


def test_a_table_longer_than_a_page_repeats_its_heads_and_keeps_its_rows_whole(text: str) -> None:
    (long,) = [table for table in document().annexes[1].tables if not table.fits]
    printed = text.split(f"{long.name}\n")[1].split("Source:", maxsplit=1)[0]

    assert len(long.rows) > ROWS_OF_A_PAGE
    assert len(re.findall(r"Reply +Number +Per cent", printed)) == 1 + printed.count("\f") > 1
