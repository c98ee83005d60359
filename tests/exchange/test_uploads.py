"""Files as browsers send them: read by what they are, or refused by file and place, in bounded memory."""

import subprocess
import sys

import pytest

from app.exchange.mistakes import InvalidFile
from app.exchange.uploads import read_upload, safe_name
from tests.conftest import ROOT
from tests.exchange.forms import survey
from tests.exchange.hostile import GOOD, HOSTILE

# What this much memory cannot hold was not kept: 60 MB of it are the modules, and 200 MB the bomb that is made here.
CHILD = """
import resource
from app.exchange.mistakes import InvalidFile
from app.exchange.uploads import read_upload
from tests.exchange.hostile import HOSTILE

made = {name: (file, make()) for name, (file, make, _) in HOSTILE.items()}
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
held = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (held + 300_000_000, held + 300_000_000))
for file, content in made.values():
    try:
        read_upload(file, content)
    except InvalidFile:
        continue
    raise SystemExit(f"{file} was read")
print(len(made))
"""


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 25


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_or_wrong_is_refused_by_file_and_place(name: str) -> None:
    file, make, said = HOSTILE[name]
    with pytest.raises(InvalidFile) as refused:
        read_upload(file, make())
    assert said in str(refused.value)
    assert {one.file for one in refused.value.mistakes} == {safe_name(file)}
    assert all(one.line >= 1 for one in refused.value.mistakes)


def test_none_of_them_takes_more_than_bounded_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHILD], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, str(len(HOSTILE))), done.stderr[-2000:]


def test_a_definition_in_yaml_is_read_whatever_it_is_called() -> None:
    found = read_upload("notes.txt", GOOD.encode())
    assert (found.form, found.file, found.questionnaire.key) == ("yaml", "notes.txt", "large")


def test_a_workbook_is_read_whatever_it_is_called() -> None:
    found = read_upload("form.yaml", survey(["text", "q", "Q?"]))
    assert (found.form, [*found.questionnaire.by_key]) == ("xlsform", ["q"])


def test_what_a_workbook_holds_beyond_a_definition_is_listed_by_sheet_and_row() -> None:
    found = read_upload("form.xlsx", survey(["text", "q", "Q?"], ["geopoint", "place", "Where?"]))
    assert {(one.sheet, one.row) for one in found.not_mapped} == {("survey", 3)}


def test_what_the_analysis_finds_in_a_workbook_is_named_by_key() -> None:
    never = ["text", "b", "B?", "${a} > 3 and ${a} < 2"]
    found = read_upload("form.xlsx", survey(["integer", "a", "A?", ""], never, headings=["relevant"]))
    assert [one.key for one in found.warnings if "b" in one.key.split(".")] == [
        "sections.general.questions.b.shown_when"
    ]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a.yaml", "a.yaml"),
        ("C:\\Users\\me\\a.yaml", "a.yaml"),
        ("../../a.yaml", "a.yaml"),
        ("a\0b\u202e.yaml", "ab.yaml"),
        ("", "questionnaire"),
        ("..", "questionnaire"),
        ("x" * 200 + ".yaml", "x" * 75 + ".yaml"),
    ],
)
def test_of_a_name_only_its_last_part_is_kept(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept
