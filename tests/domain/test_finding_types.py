"""Question types are found where they are written, and each says by itself where it may stand."""

from pathlib import Path
from types import ModuleType
from typing import ClassVar, Literal

import pytest
from pydantic import ValidationError

from app.domain import question_types
from app.domain.answers import WrittenText
from app.domain.question_types import QUESTION_TYPES
from app.domain.question_types.base import QuestionBase
from app.domain.question_types.finding import found_in, types_of
from app.domain.question_types.hearing import Standing
from app.domain.question_types.texts import ShortText
from tests.factories import part, question, questionnaire, section

INSIDE = ("anywhere", "in_items", "alone")
HOLDING = {
    "parts": ("compound", INSIDE[:1]),
    "columns": ("grid", INSIDE[:1]),
    "questions": ("repeat", INSIDE[:2]),
}


ANOTHER = """
from typing import Literal
from app.domain.question_types.texts import ShortText

class Motto(ShortText):
    type: Literal["motto"]
"""


class _Inscription(QuestionBase[WrittenText]):
    """What several types might share: without a name of a type it is none."""


class Motto(_Inscription):
    """A type, because it says what it is called."""

    stands: ClassVar[Standing] = "alone"

    type: Literal["motto"]


def test_types_are_found_in_the_order_of_modules_and_in_those_of_their_classes() -> None:
    found = found_in(question_types.__name__, question_types.__path__)
    assert list(found.items()) == list(QUESTION_TYPES.items())
    modules = [kind.__module__ for kind in found.values()]
    assert modules == sorted(modules)


def test_a_class_that_says_what_it_is_called_is_a_type() -> None:
    module = ModuleType(__name__)
    vars(module).update(Motto=Motto, _Inscription=_Inscription, ShortText=ShortText, other="a text")
    assert list(types_of(module)) == [Motto]


def test_two_types_of_one_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "mottoes"
    package.mkdir()
    for name in ("first", "second"):
        (package / f"{name}.py").write_text(ANOTHER)
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ValueError, match="Two question types are called motto"):
        found_in("mottoes", [str(package)])


@pytest.mark.parametrize("kind", QUESTION_TYPES)
@pytest.mark.parametrize("inside", HOLDING)
def test_a_type_stands_where_it_says(kind: str, inside: str) -> None:
    holder, places = HOLDING[inside]
    definition = section("A", question("q", holder, **{inside: [part("p", kind)]}))
    if QUESTION_TYPES[kind].stands in places:
        assert questionnaire(definition).by_key["q"].type == holder
    else:
        with pytest.raises(ValidationError, match="tag"):
            questionnaire(definition)
