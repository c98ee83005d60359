"""What the head of a document says of its session, in the language of the document where it is known."""

import pytest
from pydantic import ValidationError

from app.domain.document_head import PARTS, DocumentHead
from app.domain.text import Worded

HEAD = DocumentHead.model_validate(
    {"session": {"en": "Seventieth session", "ar": "الدورة السبعون"}, "agenda_item": {"fr": "Point 5"}}
)


def test_a_text_is_in_the_language_of_the_document() -> None:
    assert HEAD.said("session", "ar") == Worded("الدورة السبعون", "ar")
    assert HEAD.said("session", "ar").direction == "rtl"


def test_a_text_that_the_language_lacks_is_in_english_and_says_so() -> None:
    said = HEAD.said("session", "fr")
    assert (said, said.direction) == (Worded("Seventieth session", "en"), "ltr")
    assert HEAD.said("agenda_item", "ru") == Worded("Point 5", "fr")


def test_what_is_not_known_is_empty() -> None:
    assert HEAD.said("late_submission", "zh") == Worded("", "zh")
    assert all(DocumentHead().said(part, "en").text == "" for part in PARTS)


def test_it_is_kept_without_what_is_not_known() -> None:
    assert DocumentHead.model_validate(HEAD.document()) == HEAD
    assert HEAD.document().keys() == {"session", "agenda_item"}


def test_it_holds_nothing_else() -> None:
    with pytest.raises(ValidationError):
        DocumentHead.model_validate({"emblem": {"en": "x"}})
