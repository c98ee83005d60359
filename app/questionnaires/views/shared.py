"""What every page of a draft starts from: the blueprint, the draft itself, and places in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, session, url_for
from pydantic import BaseModel

from app.db import db
from app.domain.editing import ABSENT, Address, Document, value_or_absent
from app.domain.errors import NotFound, message
from app.domain.question_types import QUESTION_TYPES
from app.domain.question_types.base import ResponseOption, Term
from app.domain.question_types.grid import GridRow
from app.domain.questionnaire import Chapter, Questionnaire, Section
from app.questionnaires.forms.words import type_name
from app.questionnaires.reads import draft_state
from app.questionnaires.views.readings import Reading, readings

blueprint = Blueprint("questionnaires", "app.questionnaires.views", url_prefix="/questionnaires")
COPIED = "copied"  # in the session: the questionnaire and the place of what was copied
HOLDERS = ("questions", "parts", "columns")  # lists of questions
_MODELS: Mapping[str, type[BaseModel]] = {
    "sections": Section,
    "options": ResponseOption,
    "rows": GridRow,
    "terms": Term,
    "chapters": Chapter,
}


@dataclass(frozen=True)
class Draft:
    """A draft as its pages read it, without loading it as a whole."""

    key: str
    version_id: int
    number: int
    revision: int
    content_hash: str
    document: Document

    @property
    def language(self) -> str:
        """The language in which the texts are written here: English where there is any, else the first."""
        languages = self.document["languages"]
        return "en" if "en" in languages else str(languages[0])

    @property
    def reading(self) -> Reading:
        """The whole, read: for sentences and diagnostics. The edit of a property does without."""
        return readings().of(self.content_hash, self.document)

    @property
    def definition(self) -> Questionnaire:
        return self.reading.definition

    def thing(self, at: Address) -> Mapping[str, Any]:
        """The section, question, option, term or chapter at `at`, or the questionnaire itself. Raises NotFound."""
        found = value_or_absent(self.document, at)
        if found is ABSENT or not isinstance(found, dict) or model_at(found, at) is None:
            raise gone()
        return found

    def part(self, at: Address) -> Mapping[str, Any]:
        """The same, but not the questionnaire itself, which is in nothing. Raises NotFound."""
        if not at:
            raise gone()
        return self.thing(at)

    def model(self, at: Address) -> type[BaseModel]:
        """The class of what stands at `at`. Raises NotFound."""
        found = model_at(self.thing(at), at)
        if found is None:
            raise gone()
        return found

    def text(self, thing: Mapping[str, Any], name: str = "text") -> str:
        """A text of a thing in the language of the editor, else in any."""
        texts = thing.get(name) or {}
        return str(texts.get(self.language) or next(iter(texts.values()), ""))

    def name(self, at: Address) -> str:
        """What a place is called: the title of a section, the number or text of a question."""
        thing = value_or_absent(self.document, at)
        if not isinstance(thing, dict):
            return "/".join(at)
        named = next((str(thing[name]) for name in ("number", "key", "code") if at and thing.get(name)), "")
        title = next((name for name in ("title", "term") if name in thing), "text")
        return named or self.text(thing, title)


def open_draft(key: str) -> Draft:
    """The draft of the questionnaire `key`, as it is now. Raises NotFound."""
    found = draft_state(db.session, key)
    written = current_app.extensions["drafts"].of(db.session, found.version_id, found.content_hash)
    return Draft(key, found.version_id, found.number, found.revision, found.content_hash, written.document)


def gone() -> NotFound:
    return NotFound(message("This is not in the draft any more. Go back to the draft and look."))


def model_at(thing: Mapping[str, Any], at: Address) -> type[BaseModel] | None:
    """The class of what stands at `at`; None where nothing with properties does."""
    if not at:
        return Questionnaire
    if len(at) < 2:
        return None
    if at[-2] in HOLDERS:
        return QUESTION_TYPES.get(str(thing.get("type")))
    return _MODELS.get(at[-2])


def address(text: str) -> Address:
    """A place as a form or an address of a page carries it."""
    return tuple(step for step in text.split("/") if step)


def as_text(at: Address) -> str:
    return "/".join(at)


def line_id(at: Address) -> str:
    """The id of the line of a place in the outline."""
    return "line-" + "-".join(at[1::2])


def place_of(draft: Draft, at: Address, **more: str) -> str:
    """The address of the page that shows a place of the draft."""
    where: dict[str, Any] = {"at": as_text(at)} if at else {}
    return url_for("questionnaires.draft", key=draft.key, **where | more)


def copied_name(draft: Draft) -> str:
    """What can be pasted, as a person calls it; nothing where nothing was copied."""
    source, place = session.get(COPIED, ["", ""])
    at = address(place)
    if not source or len(at) not in (2, 4):
        return ""
    return at[-1] if source == draft.key else f"{source}: {at[-1]}"


def kind_name(thing: Mapping[str, Any]) -> str:
    return type_name(str(thing.get("type")))
