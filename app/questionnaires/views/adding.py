"""New sections, questions, parts and chapters: small enough to load, and to be worded at once."""

from itertools import chain, count
from typing import Any

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.domain.editing import Address, Edit, Insert, Put, value_or_absent
from app.domain.errors import NotFound, message
from app.domain.policy import Action
from app.domain.question_types import QUESTION_TYPES, Computed, Note
from app.questionnaires.views.editing import Then, make_edit, place_posted
from app.questionnaires.views.pages import holder_at
from app.questionnaires.views.shared import Draft, blueprint, open_draft
from app.web.access import action

# Every other question is printed with a number, without which it is not published.
UNNUMBERED = (Note, Computed)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LONGEST_STEM = 6  # of a number, so that three figures fit behind it


@blueprint.post("/<key>/draft/add")
@action(Action.EDIT_QUESTIONNAIRES)
def add(key: str) -> Response:
    """Add what the form names, behind the place that is open, and open it."""
    draft, at = open_draft(key), place_posted()
    makers = {"section": _section, "question": _question, "inside": _inside, "chapter": _chapter}
    maker = makers.get(request.form.get("what", ""))
    if maker is None:
        raise NotFound(message("There is nothing of this kind to add."))
    edits, new = maker(draft, at)
    focus = "text" if new[-2] != "chapters" and new[-2] != "sections" else "title"
    return make_edit(draft, at, edits, Then(new, focus, said=gettext("Added. Word it now.")))


def _section(draft: Draft, at: Address) -> tuple[list[Edit], Address]:
    """A section with a note in it, behind the one that is open, and in the last chapter of the report."""
    sections = draft.document["sections"]
    keys = [one["key"] for one in sections]
    new = next(name for name in chain(_LETTERS, (f"S{number}" for number in count(1))) if name not in keys)
    index = keys.index(at[1]) + 1 if len(at) > 1 and at[1] in keys else len(keys)
    text = {draft.language: gettext("New section")}
    note = Note.blank(free_key(draft, new), {draft.language: gettext("New note")})
    chapters = draft.document["report"]["chapters"]
    last = ("report", "chapters", str(len(chapters) - 1), "sections")
    return [
        Insert(("sections",), index, {"key": new, "title": text, "questions": [note]}),
        Put(last, [*chapters[-1]["sections"], new]),
    ], ("sections", new)


def _question(draft: Draft, at: Address) -> tuple[list[Edit], Address]:
    """A question of the section that is open, behind the question that is."""
    if len(at) < 2 or at[0] != "sections":
        raise NotFound(message("Open a section first."))
    into = (*at[:2], "questions")
    held = value_or_absent(draft.document, into)
    keys = [one["key"] for one in held]
    index = keys.index(at[3]) + 1 if len(at) > 3 and at[3] in keys else len(keys)
    new = free_key(draft, at[1])
    made = _blank(draft, new)
    if not issubclass(QUESTION_TYPES[made["type"]], UNNUMBERED):
        made["number"] = _free_number(draft, at[1])
    return [Insert(into, index, made)], (*into, new)


def _inside(draft: Draft, at: Address) -> tuple[list[Edit], Address]:
    """A part, column or question inside the question that is open."""
    holder = holder_at(draft, at)
    if holder is None:
        raise NotFound(message("Nothing can be added inside this question."))
    into, _ = holder
    keys = [one["key"] for one in value_or_absent(draft.document, into)]
    new = next(name for name in (f"part_{number}" for number in count(1)) if name not in keys)
    index = keys.index(at[-1]) + 1 if at[:-1] == into else len(keys)
    return [Insert(into, index, _blank(draft, new))], (*into, new)


def _chapter(draft: Draft, at: Address) -> tuple[list[Edit], Address]:
    into = ("report", "chapters")
    held = value_or_absent(draft.document, into)
    sections = [draft.document["sections"][-1]["key"]]
    new = {"title": {draft.language: gettext("New chapter")}, "sections": sections}
    return [Insert(into, len(held), new)], (*into, str(len(held)))


def _blank(draft: Draft, key: str) -> dict[str, Any]:
    """The smallest question of the type that the form names. Raises NotFound."""
    kind = QUESTION_TYPES.get(request.form.get("type", ""))
    if kind is None:
        raise NotFound(message("There is no such type of question. Choose one of the list."))
    return kind.blank(key, {draft.language: gettext("New question")})


def numbering(draft: Draft, at: Address, kind: str) -> list[Edit]:
    """What gives the question at `at` the number that it needs once it is of the type `kind`, where it has none."""
    new = QUESTION_TYPES.get(kind, Note)
    inside = len(at) != len(("sections", "A", "questions", "A01"))
    if inside or issubclass(new, UNNUMBERED) or value_or_absent(draft.document, at).get("number"):
        return []
    return [Put((*at, "number"), _free_number(draft, at[1]))]


def _free_number(draft: Draft, section: str) -> str:
    """A printed number that no question has yet: "B.7" in section B."""
    taken = {question.get("number") for one in draft.document["sections"] for question in one["questions"]}
    stem = section[:_LONGEST_STEM]
    return next(name for name in (f"{stem}.{number}" for number in count(1)) if name not in taken)


def free_key(draft: Draft, section: str) -> str:
    """A key that no question has yet: of the section's own, with the next number."""
    taken = {question["key"] for one in draft.document["sections"] for question in one["questions"]}
    stem = section if section[:1].isalpha() else f"Q{section}"
    return next(name for name in (f"{stem}{number:02d}" for number in count(1)) if name not in taken)
