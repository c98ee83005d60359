"""The glyphs of a page's content, as text: by the marks between which they are drawn and the fonts' maps to Unicode."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

LOST = "\ufffd"
"""Stands for a letter that the file itself cannot name."""

_ARABIC = re.compile("[\u0600-\u06ff]")
_SECTION = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_TRIPLE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_TOKEN = re.compile(
    rb"<<|>>|<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\()])*\)|/[^\s<>\[\]()/%{}]*|[^\s<>\[\]()/%{}]+", re.DOTALL
)


def marked_texts(content: bytes, fonts: Mapping[bytes, Any]) -> Mapping[int, str]:
    """The text of each marked content, by its number. `fonts` are dictionaries by their names on the page.

    A scanner of its own: the general one of the library takes ten times as long on what the layout writes.
    """
    page = _Page(fonts)
    for token in _TOKEN.findall(content):
        page.take(token)
    return {number: "".join(texts) for number, texts in page.found.items()}


@dataclass
class _Page:
    """What has been read of a page's content so far; `strings` and `number` are what the next operator is about."""

    fonts: Mapping[bytes, Any]
    found: dict[int, list[str]] = field(default_factory=dict)
    maps: dict[bytes, Mapping[bytes, str]] = field(default_factory=dict)
    marks: list[int | None] = field(default_factory=list)
    glyphs: Mapping[bytes, str] = field(default_factory=dict)
    strings: list[bytes] = field(default_factory=list)
    name: bytes = b""
    number: int | None = None

    def take(self, token: bytes) -> None:
        first = token[:1]
        if first == b"/":
            self.name = token[1:]
        elif first in (b"<", b"("):
            self.strings.append(token)
        elif self.name == b"MCID" and token.isdigit():
            self.number, self.name = int(token), b""
        elif token.isalpha() or token in (b"'", b'"', b"T*"):
            self.operate(token)

    def operate(self, operator: bytes) -> None:
        match operator:
            case b"BDC" | b"BMC":
                self.marks.append(self.number)
            case b"EMC" if self.marks:
                self.marks.pop()
            case b"Tf":
                self.glyphs = self._map(self.name)
            case b"TJ" | b"Tj" | b"'" | b'"':
                self._show()
        self.strings, self.number = [], None

    def _map(self, name: bytes) -> Mapping[bytes, str]:
        if name not in self.maps:
            self.maps[name] = unicode_of(self.fonts[name])
        return self.maps[name]

    def _show(self) -> None:
        mark = next((one for one in reversed(self.marks) if one is not None), None)
        if mark is not None:
            texts = self.found.setdefault(mark, [])
            for string in self.strings:
                texts.extend(_letters(string, self.glyphs))


def _letters(string: bytes, glyphs: Mapping[bytes, str]) -> Iterator[str]:
    """The letters of a string: two bytes for each glyph. The layout writes hexadecimal and nothing else."""
    if string[:1] == b"(":
        yield string[1:-1].decode("latin-1")
    elif string not in (b"<<", b">>"):
        codes = bytes.fromhex(string[1:-1].decode())
        for place in range(0, len(codes), 2):
            yield glyphs.get(codes[place : place + 2], LOST)


def unicode_of(font: Any) -> Mapping[bytes, str]:
    """Glyph → text, as the font's own map says; every font of ours has codes of two bytes.

    The layout writes what a glyph stands for where it first meets it. Of a letter with a mark above, one of the two
    then stands for both, and the other for nothing. What takes no room is a mark, or the second half of a letter; in
    Arabic nobody can say which, and it is LOST.
    """
    if "/ToUnicode" not in font:
        return {}
    without_width = _without_width(font)
    return {
        code: LOST if not text or (code in without_width and _ARABIC.search(text)) else text
        for code, text in _mapped(font["/ToUnicode"].get_object().get_data()).items()
    }


def _without_width(font: Any) -> frozenset[bytes]:
    """The glyphs that take no room; the widths of ours are listed one by one."""
    found: set[bytes] = set()
    for inner in font.get("/DescendantFonts", []):
        widths = list(inner.get_object().get("/W", []))
        for first, listed in zip(widths[::2], widths[1::2], strict=False):
            if isinstance(listed, list):
                found.update(
                    (int(first) + place).to_bytes(2, "big") for place, width in enumerate(listed) if not width
                )
    return frozenset(found)


def _mapped(written: bytes) -> dict[bytes, str]:
    found: dict[bytes, str] = {}
    for section in _SECTION.findall(written):
        for code, text in _PAIR.findall(section):
            found[bytes.fromhex(code.decode())] = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
    for section in _RANGES.findall(written):
        for first, last, text in _TRIPLE.findall(section):
            low, high, start = int(first, 16), int(last, 16), int(text, 16)
            for code in range(low, min(high, low + 65_535) + 1):
                found[code.to_bytes(2, "big")] = chr(start + code - low)
    return found
