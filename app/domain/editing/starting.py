"""A definition to begin with: the smallest that loads."""

from typing import Any

from app.domain.editing.loading import loaded
from app.domain.editing.tree import Document
from app.domain.question_types import Note


def started(key: str, title: str, language: str = "en") -> Document:
    """A definition with one section and one note in it, all worded as the title. Raises EditRefused."""
    text: dict[str, Any] = {language: title}
    section = {"key": "A", "title": text, "questions": [Note.blank("A01", text)]}
    chapter = {"title": text, "sections": ["A"]}
    return loaded(
        {
            "key": key,
            "title": text,
            "languages": [language],
            "sections": [section],
            "report": {"title": text, "mandate": text, "chapters": [chapter]},
        }
    )


def begun_from(document: Document, key: str, title: str, language: str = "en") -> Document:
    """The same definition under another key and title, to become another questionnaire. Raises EditRefused."""
    return loaded(document | {"key": key, "title": document["title"] | {language: title}}, document)
