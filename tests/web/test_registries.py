"""A question type is known wherever types are listed: by what draws it, reads it, fills it in and shows it off."""

import re
from typing import get_args

import pytest
from flask import Flask

from app.domain.question_types import QUESTION_TYPES
from app.domain.question_types.hearing import Hearing
from app.web.rendering import RENDERERS
from tests.conftest import ROOT
from tests.domain.strategies import RICH
from tests.exchange.gallery import gallery
from tests.factories import EXAMPLES

# What nobody types into the fields of a page: text between questions, lists that change entry by entry, results; and
# what only the server reads.
NOT_TYPED = {"nothing", "items", "files", "result", "later"}
HOLD = {"parts", "columns", "questions"}
READERS = re.compile(r"const READERS = \{\n(.*?)\n\};", re.DOTALL)


def read_by_the_browser() -> set[str]:
    found = READERS.search((ROOT / "app" / "static" / "js" / "answers.js").read_text())
    assert found is not None
    return set(re.findall(r"^  (\w+):", found[1], re.MULTILINE))


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(set(RENDERERS), id="renderers"),
        pytest.param(set(EXAMPLES), id="examples"),
        pytest.param(set(RICH), id="strategies"),
        pytest.param({question.type for question in gallery().by_key.values()}, id="gallery"),
    ],
)
def test_every_type_is_in_every_registry_and_nothing_else(known: set[str]) -> None:
    assert known == set(QUESTION_TYPES)


def test_the_browser_reads_every_kind_of_value_that_is_typed() -> None:
    assert read_by_the_browser() == set(get_args(Hearing)) - NOT_TYPED


def test_whatever_is_typed_the_browser_hears_at_once() -> None:
    """A type that brings a kind of value of its own waits for the server; none of those here does."""
    assert [kind for kind, one in QUESTION_TYPES.items() if one.heard_as == "later"] == []


def test_every_renderer_is_a_macro_and_every_macro_is_used(app: Flask) -> None:
    with app.test_request_context():
        macros = app.jinja_env.get_template("questions.html").module.__dict__["MACROS"]
    assert set(macros) == set(RENDERERS.values())


@pytest.mark.parametrize("kind", sorted(QUESTION_TYPES))
def test_a_type_is_called_what_its_class_says(kind: str) -> None:
    annotation = QUESTION_TYPES[kind].model_fields["type"].annotation
    assert get_args(annotation) == (kind,)


def test_what_holds_others_says_where_it_may_stand() -> None:
    holding = {kind for kind, one in QUESTION_TYPES.items() if HOLD & set(one.model_fields)}
    assert holding >= {"compound", "grid", "repeat"}
    assert [kind for kind in sorted(holding) if QUESTION_TYPES[kind].stands == "anywhere"] == []
