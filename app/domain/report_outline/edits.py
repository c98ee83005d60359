"""What staff can do to an outline, one step at a time: a new outline, or a refusal that says what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from app.domain.errors import Message, NotAccepted, message
from app.domain.report_outline import tree
from app.domain.report_outline.model import LONGEST_TEXT, Block, Chapter, Outline, Section, StaffText
from app.domain.text import UNSTORABLE, Language

MOST_TEXTS = 500  # paragraphs of staff in one report
LONGEST_TITLE = 300
LONGEST_DIGEST = 8


class OutlineRefused(NotAccepted):
    """An edit that cannot be made; `key` is the part it is about."""

    def __init__(self, message: Message, key: str = "") -> None:
        super().__init__(message)
        self.key = key


@dataclass(frozen=True)
class Shift:
    """Move a part by one place, up (-1) or down (1). A block at the edge of a section goes on into the next one."""

    key: str
    by: int


@dataclass(frozen=True)
class Place:
    """Move a block to the end of another section."""

    key: str
    into: str


@dataclass(frozen=True)
class Include:
    """Take a part into the document, or leave it out; it keeps what was written."""

    key: str
    included: bool


@dataclass(frozen=True)
class AddText:
    """Add a paragraph of staff to a section, after the block `after`, or first."""

    section: str
    after: str
    language: Language
    words: str


@dataclass(frozen=True)
class Write:
    """Give a block the text of staff in one language.

    `drafted` and `made_from` say what it stands for in the place of a drafted text: that as it was, by words and by
    the digest of its figures.
    """

    key: str
    language: Language
    words: str
    drafted: str = ""
    made_from: str = ""


@dataclass(frozen=True)
class Keep:
    """Keep the text of staff although the data changed: it was looked at with this draft."""

    key: str
    language: Language
    drafted: str
    made_from: str


@dataclass(frozen=True)
class TakeDraft:
    """Let go of the text of staff in one language, so that the drafted one stands again."""

    key: str
    language: Language


@dataclass(frozen=True)
class RemoveText:
    """Take out a paragraph of staff, in every language."""

    key: str


@dataclass(frozen=True)
class Retitle:
    """Give a chapter or section a title in one language; an empty one gives back the title it had."""

    key: str
    language: Language
    title: str


OutlineEdit = Shift | Place | Include | AddText | Write | Keep | TakeDraft | RemoveText | Retitle
_KINDS = (Shift, Place, Include, AddText, Write, Keep, TakeDraft, RemoveText, Retitle)
_READERS: dict[str, TypeAdapter[Any]] = {kind.__name__: TypeAdapter(kind) for kind in _KINDS}


def edit_json(edit: OutlineEdit) -> dict[str, Any]:
    """An edit as JSON values."""
    return {"edit": type(edit).__name__, **vars(edit)}


def read_edit(data: dict[str, Any]) -> OutlineEdit:
    """The inverse of `edit_json`. Raises OutlineRefused for what is no edit."""
    try:
        fields = {name: value for name, value in data.items() if name != "edit"}
        return cast(OutlineEdit, _READERS[data["edit"]].validate_python(fields))
    except (KeyError, ValidationError):
        raise OutlineRefused(
            message("This change cannot be read. Open the page again and repeat it.")
        ) from None


def touched(edit: OutlineEdit) -> str:
    """What two people may not change at the same time: the words of a part, its place, or its inclusion."""
    match edit:
        case AddText():
            return ""  # a new part: nobody else can have changed it
        case Shift() | Place():
            return f"place of {edit.key}"
        case Include():
            return f"inclusion of {edit.key}"
        case RemoveText():
            return f"words of {edit.key}"
    return f"words of {edit.key} in {edit.language}"


def applied(outline: Outline, edit: OutlineEdit) -> Outline:
    """The outline after `edit`; an equal one where it changes nothing. Raises OutlineRefused."""
    return _MAKERS[type(edit)](outline, edit)


def _gone(key: str) -> OutlineRefused:
    return OutlineRefused(message("This part is not in the report any more. Open the page again."), key)


def _changed(
    outline: Outline, key: str, change: Callable[[tree.AnyPart], Chapter | Section | Block]
) -> Outline:
    try:
        return tree.changed(outline, key, change)
    except KeyError:
        raise _gone(key) from None


def _block(outline: Outline, key: str) -> Block:
    block = outline.block(key)
    if block is None:
        raise _gone(key)
    return block


def _shifted(outline: Outline, edit: Shift) -> Outline:
    if edit.by not in (-1, 1):
        raise OutlineRefused(message("A part moves by one place at a time."), edit.key)
    try:
        moved = tree.shifted(outline, edit.key, edit.by)
    except KeyError:
        raise _gone(edit.key) from None
    if moved is None:
        raise OutlineRefused(message("It stands at the edge already and cannot move further."), edit.key)
    return moved


def _included(outline: Outline, edit: Include) -> Outline:
    return _changed(outline, edit.key, lambda part: part.model_copy(update={"included": edit.included}))


def _placed(outline: Outline, edit: Place) -> Outline:
    block = _movable(outline, edit.key)
    without = tree.without(outline, edit.key)
    try:
        return tree.inserted(without, edit.into, None, block)
    except KeyError:
        raise _gone(edit.into) from None


def _movable(outline: Outline, key: str) -> Block:
    block = _block(outline, key)
    if block is outline.summary:
        raise OutlineRefused(message("The summary stands before the first chapter."), key)
    return block


def _added(outline: Outline, edit: AddText) -> Outline:
    if sum(1 for block in outline.blocks() if block.kind == "text") >= MOST_TEXTS:
        raise OutlineRefused(
            message("This report has %(most)d texts of staff already. Take one out first.", most=MOST_TEXTS)
        )
    words = _words(edit.words, edit.section)
    block = Block(key=f"text-{outline.next_text}", kind="text", texts={edit.language: StaffText(words=words)})
    try:
        added = tree.inserted(outline, edit.section, edit.after, block)
    except KeyError:
        raise _gone(edit.section) from None
    return added.model_copy(update={"next_text": outline.next_text + 1})


def _words(typed: str, key: str) -> str:
    words = typed.replace("\r\n", "\n").strip()
    if not words:
        raise OutlineRefused(message("Write a text, or take the part out of the report."), key)
    if len(words) > LONGEST_TEXT:
        raise OutlineRefused(message("Shorten this to %(limit)s characters.", limit=LONGEST_TEXT), key)
    _refuse_unstorable(words, key)
    return words


def _refuse_unstorable(text: str, key: str) -> None:
    if UNSTORABLE.search(text):
        raise OutlineRefused(message("The text holds a character that cannot be kept. Type it again."), key)


def _origin(edit: Write | Keep) -> dict[str, str]:
    """What a text of staff was made from, as the page showed it."""
    _refuse_unstorable(edit.drafted + edit.made_from, edit.key)
    return {"drafted": edit.drafted[:LONGEST_TEXT], "made_from": edit.made_from[:LONGEST_DIGEST]}


def _written(outline: Outline, edit: Write) -> Outline:
    block = _block(outline, edit.key)
    if not block.is_written:
        raise OutlineRefused(
            message("A table or figure follows the data: its words cannot be changed."), edit.key
        )
    text = StaffText(words=_words(edit.words, edit.key), **_origin(edit))
    return _with_texts(outline, block, block.texts | {edit.language: text})


def _kept(outline: Outline, edit: Keep) -> Outline:
    block = _block(outline, edit.key)
    held = block.texts.get(edit.language)
    if held is None:
        raise OutlineRefused(message("Here stands the drafted text. There is nothing to keep."), edit.key)
    looked_at = held.model_copy(update=_origin(edit))
    return _with_texts(outline, block, block.texts | {edit.language: looked_at})


def _let_go(outline: Outline, edit: TakeDraft) -> Outline:
    block = _block(outline, edit.key)
    if block.kind == "text":
        raise OutlineRefused(message("This text has no draft behind it. Take it out instead."), edit.key)
    rest = {language: text for language, text in block.texts.items() if language != edit.language}
    return _with_texts(outline, block, rest)


def _with_texts(outline: Outline, block: Block, texts: dict[Language, StaffText]) -> Outline:
    return tree.changed(outline, block.key, lambda part: part.model_copy(update={"texts": texts}))


def _removed(outline: Outline, edit: RemoveText) -> Outline:
    block = _block(outline, edit.key)
    if block.kind != "text":
        raise OutlineRefused(message("What is drafted can be left out, but not taken away."), edit.key)
    return tree.without(outline, edit.key)


def _retitled(outline: Outline, edit: Retitle) -> Outline:
    title = " ".join(edit.title.split())
    if len(title) > LONGEST_TITLE:
        raise OutlineRefused(message("Shorten this to %(limit)s characters.", limit=LONGEST_TITLE), edit.key)

    def retitled(part: tree.AnyPart) -> Chapter | Section | Block:
        if isinstance(part, Block):
            raise OutlineRefused(message("Only chapters and sections have a title."), edit.key)
        others = {language: one for language, one in part.titles.items() if language != edit.language}
        return part.model_copy(update={"titles": others | ({edit.language: title} if title else {})})

    return _changed(outline, edit.key, retitled)


_MAKERS: dict[type[OutlineEdit], Callable[[Outline, Any], Outline]] = {
    Shift: _shifted,
    Place: _placed,
    Include: _included,
    AddText: _added,
    Write: _written,
    Keep: _kept,
    TakeDraft: _let_go,
    RemoveText: _removed,
    Retitle: _retitled,
}
