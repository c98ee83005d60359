"""Texts of staff: a narrow Markdown → paragraphs, lists and footnotes of the document.

Lists nest at most three deep and get the marks of United Nations documents: (a), (i), a. Emphasis is not used in
their text, and is taken out; headings, links and HTML are not known, and are printed as they were typed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.domain.errors import Message, message
from app.domain.figures import Shown, Text, merged, plain
from app.domain.report_outline.live import references_in, with_values

DEEPEST_LIST = 3
_PARSER = MarkdownIt("zero", {"maxNesting": 100}).enable(["list", "emphasis", "escape", "newline"])
_DEFINITION = re.compile(r"^\[\^([\w-]{1,20})\]:[ \t]*(.+)$", re.MULTILINE)
_NOTE = re.compile(r"\[\^([\w-]{1,20})\]")
_HELD = re.compile(r"\[\[[^\[\]\n]{1,200}\]\]|\[\^[\w-]{1,20}\]")
_HOLDER = re.compile("\ue000([0-9]+)\ue001")
_HOLDERS = str.maketrans("", "", "\ue000\ue001")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


@dataclass(frozen=True)
class Footnote:
    """A footnote at its place in a text."""

    text: Text


Inline = tuple[str | Shown | Footnote, ...]
"""Words, figures and footnotes in reading order."""


def in_line(text: Inline) -> Text:
    """The text with its footnotes in square brackets at their places, for what has no foot of a page."""
    pieces: list[str | Shown] = []
    for piece in text:
        pieces.extend((" [", *piece.text, "]") if isinstance(piece, Footnote) else (piece,))
    return merged(pieces)


def words_of(text: Inline | str) -> str:
    """What is read of a text, its footnotes after it."""
    if isinstance(text, str):
        return text
    body = merged(piece for piece in text if not isinstance(piece, Footnote))
    notes = [plain(piece.text) for piece in text if isinstance(piece, Footnote)]
    return " ".join([plain(body), *notes])


@dataclass(frozen=True)
class Passage:
    """A paragraph (`level` 0) or one of an item of a list; `marker` stands before the first of an item."""

    level: int
    marker: str
    text: Inline


@dataclass(frozen=True)
class Problem:
    """What is wrong with a text. It is kept all the same; a report is not frozen while there is one."""

    message: Message


@dataclass(frozen=True)
class Reading:
    """What a text of staff becomes."""

    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]


def read_markdown(words: str, values: Mapping[str, str], language: str) -> Reading:
    """The passages of a text with the present `values` of its live figures."""
    words = words.translate(_HOLDERS)
    notes = {found[1]: found[2].strip() for found in _DEFINITION.finditer(words)}
    body = _DEFINITION.sub("", words)
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        # Identifiers hold asterisks and underscores, which would be read as emphasis.
        held.append(found[0])
        return f"\ue000{len(held) - 1}\ue001"

    tokens = _PARSER.parse(_HELD.sub(hold, body))
    reader = _Reader(tuple(held), notes, values, language)
    passages = tuple(reader.passages(tokens))
    return Reading(passages, tuple(_problems(body, notes, values, reader.deepest)))


@dataclass
class _Reader:
    held: Sequence[str]
    notes: Mapping[str, str]
    values: Mapping[str, str]
    language: str
    items: list[int] = field(default_factory=list)  # how many items each open list had, the outermost first
    deepest: int = 0
    waits: bool = False  # whether the marker of an item is still to be printed

    def passages(self, tokens: Sequence[Token]) -> Iterator[Passage]:
        for token in tokens:
            if token.type in ("bullet_list_open", "ordered_list_open"):
                self.items.append(0)
                self.deepest = max(self.deepest, len(self.items))
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self.items.pop()
            elif token.type == "list_item_open":
                self.items[-1] += 1
                self.waits = True
            elif token.type == "inline":
                yield Passage(min(len(self.items), DEEPEST_LIST), self._marker(), self._inline(token))

    def _marker(self) -> str:
        if not self.waits:
            return ""
        self.waits = False
        return marker(len(self.items), self.items[-1])

    def _inline(self, token: Token) -> Inline:
        text = "".join(
            " " if one.type in ("softbreak", "hardbreak") else one.content for one in token.children or ()
        )
        typed = _HOLDER.sub(lambda found: self.held[int(found[1])], text)
        pieces: list[str | Shown | Footnote] = []
        before = ""
        for position, part in enumerate(_NOTE.split(typed)):
            if position % 2 == 0:
                pieces.extend(with_values(part, self.values, self.language, before))
                before += part
            elif part in self.notes:
                pieces.append(Footnote(with_values(self.notes[part], self.values, self.language)))
            else:
                pieces.append(f"[^{part}]")
        return tuple(pieces)


def marker(level: int, number: int) -> str:
    """ "(a)", "(i)", "a.": of the `number`th item of a list at `level`, from 1."""
    letters = chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
    if level == 2:
        return f"({_ROMAN[number - 1]})" if number <= len(_ROMAN) else f"({number})"
    return f"({letters})" if level == 1 else f"{letters}."


def _problems(
    body: str, notes: Mapping[str, str], values: Mapping[str, str], deepest: int
) -> Iterator[Problem]:
    named = references_in(" ".join([body, *notes.values()]))
    for name in dict.fromkeys(one for one in named if one not in values):
        yield Problem(message("There is no figure “%(name)s”. Choose one from the list.", name=name))
    used = dict.fromkeys(_NOTE.findall(body))
    for name in used:
        if name not in notes:
            yield Problem(
                message(
                    "The footnote %(name)s has no text. Add a line that begins with %(line)s",
                    name=name,
                    line=f"[^{name}]:",
                )
            )
    for name in notes:
        if name not in used:
            yield Problem(message("Nothing refers to the footnote %(name)s.", name=name))
    if deepest > DEEPEST_LIST:
        yield Problem(message("Lists nest at most three deep. Say it in fewer steps."))
