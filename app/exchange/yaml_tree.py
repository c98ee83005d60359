"""A YAML 1.2 file as a tree that remembers file and line of everything.

Built from the parser's events and not by a YAML constructor: nothing in a file can name a Python type, limits hold
before memory is used, an alias costs nothing, and two equal keys are a mistake that leaves the rest readable. What a
word means is decided here, by YAML 1.2. The events come from libyaml, which is 25 times as fast as a parser in Python:
a file of 1,000 questions with deep conditions is read in half a second.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from app.domain.text import UNSTORABLE
from app.exchange.mistakes import InvalidFile, Mistake
from app.exchange.yaml_scalars import read_scalar

LARGEST_FILE = 2_000_000  # bytes
MOST_NODES = 200_000  # counted with aliases expanded, which is how a small file becomes a large document
DEEPEST = 100  # levels; a condition as deep as allowed, written with all and any, needs 86

Place = tuple[str | int, ...]
Written: TypeAlias = "str | int | float | bool | list[Node] | dict[str, Node] | None"
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # as YAML says
_DIRECTIVE = re.compile("^%", re.MULTILINE)


@dataclass(frozen=True)
class Node:
    """A value of the file. `line` counts from 1, for a value in a mapping it is the line of its key.

    `size` and `depth` count what is in it, aliases expanded. `known_as` is set where the value is written elsewhere
    and used here under a name.
    """

    file: Path
    line: int
    value: Written
    size: int = 1
    depth: int = 1
    known_as: str | None = None

    def child(self, step: str | int) -> "Node | None":
        if isinstance(self.value, dict) and isinstance(step, str):
            return self.value.get(step)
        if isinstance(self.value, list) and isinstance(step, int) and 0 <= step < len(self.value):
            return self.value[step]
        return None

    def at(self, place: Place) -> "Node | None":
        node: Node | None = self
        for step in place:
            node = node.child(step) if node is not None else None
        return node

    def items(self) -> "tuple[Node, ...]":
        """What a list holds; nothing if the value is no list."""
        return tuple(self.value) if isinstance(self.value, list) else ()

    def entries(self) -> "tuple[tuple[str, Node], ...]":
        """What a mapping holds; nothing if the value is no mapping."""
        return tuple(self.value.items()) if isinstance(self.value, dict) else ()

    def having(self, key: str, node: "Node") -> "Node":
        """This mapping with another value under `key`."""
        return replace(self, value={**dict(self.entries()), key: node})

    def plain(self) -> Any:
        """The value without its places."""
        value = self.value
        if isinstance(value, dict):
            return {
                key: node.plain() if isinstance(node.value, dict | list) else node.value
                for key, node in value.items()
            }
        if isinstance(value, list):
            return [node.plain() for node in value]
        return value


@dataclass(frozen=True)
class Tree:
    root: Node
    found: tuple[tuple[Place, int, str], ...]  # place, line and text of mistakes that left the rest readable


def read_tree(path: Path, content: bytes | None = None) -> Tree:
    """The tree of the file, or of `content` under its name. Raises InvalidFile when it is no YAML at all."""
    text = _text(path, content)
    directive = _DIRECTIVE.search(text)
    if directive:  # could change the version of YAML, and with it what `yes` means
        line = text[: directive.start()].count("\n") + 1
        raise refusal(path, line, "A line that begins with % has no meaning here. Take it out.")
    control = _CONTROL.search(text)
    if control:
        line = text[: control.start()].count("\n") + 1
        raise refusal(path, line, "This line holds a control character. Take it out.")
    builder = _Builder(path)
    try:
        builder.take_all(yaml.CSafeLoader(text))
    except MarkedYAMLError as failed:
        mark = failed.problem_mark or failed.context_mark
        what = (
            (failed.problem or failed.context or "it cannot be read").replace("('", "'").replace("',)", "'")
        )
        raise refusal(path, mark.line + 1 if mark else 1, f"This is not valid YAML: {what}.") from None
    except (YAMLError, ValueError, OverflowError):  # such as the sign number \Uffffffff, which is none
        raise refusal(path, builder.line, "This is not valid YAML.") from None
    root = builder.root or Node(path, 1, None)
    if root.size > MOST_NODES:
        raise refusal(path, 1, f"The file unfolds to more than {MOST_NODES:,} values.")
    if root.depth > DEEPEST:
        raise refusal(path, 1, _too_deep())
    return Tree(root, tuple(builder.found))


def refusal(path: Path, line: int, text: str) -> InvalidFile:
    """The refusal of a whole file."""
    return InvalidFile([Mistake(str(path), line, "", text)])


def _text(path: Path, content: bytes | None) -> str:
    content = _content(path) if content is None else content
    if len(content) > LARGEST_FILE:
        raise refusal(path, 1, f"The file is larger than {LARGEST_FILE:,} bytes.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as failed:
        line = content[: failed.start].count(b"\n") + 1
        raise refusal(path, line, "The file is not in UTF-8. Save it as UTF-8 text.") from None


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as failed:
        raise refusal(path, 1, f"The file cannot be read: {failed.strerror}.") from None


def _too_deep() -> str:
    return f"This nests more than {DEEPEST} levels deep. Say it more simply."


@dataclass
class _Open:
    """A list or mapping whose end has not come yet; `key` waits for its value, `None` for a key."""

    line: int
    anchor: str | None
    keyed: dict[str, Node] | None
    listed: list[Node]
    key: str | None = None
    key_line: int = 1
    repeated: bool = False
    size: int = 1
    depth: int = 1


@dataclass
class _Builder:
    file: Path
    root: Node | None = None
    line: int = 1
    count: int = 0
    found: list[tuple[Place, int, str]] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _anchors: dict[str, Node | None] = field(default_factory=dict)  # None while the value is not complete

    def take_all(self, parser: Any) -> None:
        steps: Mapping[type, Callable[[Any], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._begin,
            MappingEndEvent: self._end,
            SequenceStartEvent: self._begin,
            SequenceEndEvent: self._end,
            AliasEvent: self._alias,
            DocumentStartEvent: self._document,
        }
        kind = None
        while kind is not StreamEndEvent:
            event = parser.get_event()
            kind = type(event)
            step = steps.get(kind)
            if step is not None:
                self.line = event.start_mark.line + 1
                step(event)

    def _document(self, _event: DocumentStartEvent) -> None:
        if self.root is not None:
            raise refusal(self.file, self.line, "A file holds one questionnaire. Take out what follows.")

    def _begin(self, event: NodeEvent) -> None:
        self._counted()
        if self._waits_for_key():
            raise refusal(self.file, self.line, "A key is a word, not a list or a mapping.")
        if len(self._open) >= DEEPEST:
            raise refusal(self.file, self.line, _too_deep())
        self._refuse_tag(event)
        keyed: dict[str, Node] | None = {} if isinstance(event, MappingStartEvent) else None
        self._open.append(_Open(self.line, event.anchor, keyed, []))
        if event.anchor:
            self._anchors[event.anchor] = None

    def _end(self, _event: object) -> None:
        done = self._open.pop()
        value = done.listed if done.keyed is None else done.keyed
        self._put(done.line, value, done.anchor, done.size, done.depth)

    def _scalar(self, event: ScalarEvent) -> None:
        self._counted()
        if self._waits_for_key():
            self._key(str(event.value))
            return
        self._refuse_tag(event)
        plain = event.implicit[0] and not event.style
        value = read_scalar(str(event.value)) if plain else str(event.value)
        if isinstance(value, str) and UNSTORABLE.search(value):
            self._mistake("This text holds a character that cannot be stored (NUL or half of a pair).")
            value = UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)
        self._put(self.line, value, event.anchor)

    def _alias(self, event: AliasEvent) -> None:
        name = event.anchor
        self._counted()
        if self._waits_for_key():
            raise refusal(self.file, self.line, "A key is a word, not an alias.")
        if name not in self._anchors:
            raise refusal(self.file, self.line, f"Nothing is named &{name} before this alias.")
        node = self._anchors[name]
        if node is None:
            raise refusal(self.file, self.line, f"The alias *{name} is inside what it stands for.")
        self._put(node.line, node.value, None, node.size, node.depth)

    def _counted(self) -> None:
        self.count += 1
        if self.count > MOST_NODES:
            raise refusal(self.file, self.line, f"The file holds more than {MOST_NODES:,} values.")

    def _waits_for_key(self) -> bool:
        return bool(self._open) and self._open[-1].keyed is not None and self._open[-1].key is None

    def _key(self, key: str) -> None:
        top = self._open[-1]
        top.key, top.key_line = key, self.line
        top.repeated = key in (top.keyed or {})
        if top.repeated:
            self._mistake("This key is written twice. Keep one of the two.")

    def _put(self, line: int, value: Written, anchor: str | None, size: int = 1, depth: int = 1) -> None:
        if anchor:
            self._anchors[anchor] = Node(self.file, line, value, size, depth)
        if not self._open:
            self.root = Node(self.file, line, value, size, depth)
            return
        top = self._open[-1]
        if top.keyed is None:
            top.listed.append(Node(self.file, line, value, size, depth))
        elif top.key is not None and not top.repeated:
            top.keyed[top.key] = Node(self.file, top.key_line, value, size, depth)
        if not top.repeated:
            top.size += size
            top.depth = max(top.depth, depth + 1)
        top.key = None

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None and str(event.tag) not in ("!", "tag:yaml.org,2002:str"):
            self._mistake(
                "A word that begins with ! has no meaning here. Take it out, or put it in quotation marks."
            )

    def _mistake(self, text: str) -> None:
        self.found.append((tuple(_steps(self._open)), self.line, text))


def _steps(frames: Sequence[_Open]) -> Iterator[str | int]:
    """The steps to the value that is being read."""
    for frame in frames:
        yield len(frame.listed) if frame.keyed is None else frame.key or ""
