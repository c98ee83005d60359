"""Translations as XLIFF 2.0, as tools for translation know it.

Each text is a unit, whose name is its place. Written and read here, without entities and document types: a file that
declares one is refused. A segment whose state is `initial` is not translated yet.
"""

from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

from app.domain.returned import Returned
from app.domain.translations import Entry
from app.exchange.translations.files import Received, Sending, decoded, mistaken

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_STATES = {"done": "translated", "stale": "initial", "missing": "initial"}
_PARTS = ("source", "target")
_UNREADABLE = (
    "This is no XLIFF file that can be read: %s. Send the file as your editor for translations saves it."
)


def to_xliff(sending: Sending) -> bytes:
    """The texts as an XLIFF file; the same draft gives the same bytes."""
    units = "".join(
        _unit(number, entry, place) for number, (entry, place) in enumerate(sending.texts, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xliff xmlns="{NAMESPACE}" version="2.0" srcLang="{sending.source_language}"'
        f' trgLang="{sending.language}">\n'
        f'<file id="draft" original="{_escaped(sending.questionnaire)}, revision {sending.revision}">\n'
        f"{units}</file>\n</xliff>\n"
    ).encode()


def _unit(number: int, entry: Entry, place: str) -> str:
    target = f'<target xml:space="preserve">{_inline(entry.words)}</target>\n' if entry.words else ""
    return (
        f'<unit id="u{number}" name="{_escaped(entry.key)}">\n'
        f"<notes><note>{_escaped(place)}</note></notes>\n"
        f'<segment state="{_STATES[entry.state]}">\n'
        f'<source xml:space="preserve">{_inline(entry.source)}</source>\n{target}</segment>\n</unit>\n'
    )


def _inline(text: str) -> str:
    """A text, with signs that XML cannot hold as code points."""
    return "".join(
        _ESCAPES.get(sign, sign) if _is_xml(sign) else f'<cp hex="{ord(sign):04X}"/>' for sign in text
    )


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(sign, sign) for sign in text if _is_xml(sign))


def _is_xml(sign: str) -> bool:
    return sign in "\t\n\r" or (
        sign >= " " and sign not in "\ufffe\uffff" and not "\ud800" <= sign <= "\udfff"
    )


def from_xliff(name: str, content: bytes) -> Received:
    """The units of an XLIFF file. Raises InvalidFile with the line."""
    text = decoded(name, content)
    reading = _Reading(name)
    try:
        reading.parser.Parse(text, True)
    except ExpatError as failed:
        raise mistaken(name, failed.lineno, _UNREADABLE % str(failed).partition(":")[0]) from None
    except UnicodeEncodeError:
        raise mistaken(name, 1, _UNREADABLE % "a sign that is none") from None
    if not reading.texts:
        raise mistaken(name, 1, "There is no text in this file.")
    return Received(reading.language, tuple(reading.texts))


@dataclass
class _Reading:
    """Goes through a file, element by element."""

    name: str
    language: str = ""
    texts: list[Returned] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _key: str = ""
    _line: int = 0
    _said: dict[str, list[str]] = field(default_factory=dict)
    _ready: bool = True

    def __post_init__(self) -> None:
        self.parser = ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._refuse_type
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.buffer_text = True

    def _refuse(self, said: str) -> None:
        raise mistaken(self.name, self.parser.CurrentLineNumber, said)

    def _refuse_type(self, *declared: object) -> None:
        self._refuse("A document type is declared here. Take it out: XLIFF needs none.")

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = element.rpartition(" ")
        if not self._open and (namespace, tag) != (NAMESPACE, "xliff"):
            self._refuse("This is no file in XLIFF 2.0.")
        if self._open and self._open[-1] in _PARTS:
            self._inside(tag, attributes)
        elif tag == "xliff":
            self.language = attributes.get("trgLang", "")
        elif tag == "unit":
            self._key, self._line = attributes.get("name", ""), self.parser.CurrentLineNumber
            self._said, self._ready = {part: [] for part in _PARTS}, True
            if not self._key:
                self._refuse("This unit does not say where it belongs (name). Send the file as it came.")
        elif tag == "segment":
            self._ready = self._ready and attributes.get("state") != "initial"
        self._open.append(tag)

    def _inside(self, tag: str, attributes: dict[str, str]) -> None:
        """An element inside a text: a code point, and nothing else."""
        code = attributes.get("hex", "")
        if tag != "cp" or not 0 < len(code) < 7 or set(code) - set("0123456789abcdefABCDEF"):
            self._refuse("There are only words in these texts. Take out what marks them up.")
        if int(code, 16) > 0x10FFFF:
            self._refuse("There is no such sign.")
        self._characters(chr(int(code, 16)))

    def _characters(self, text: str) -> None:
        if self._said and self._open and self._open[-1] in _PARTS:
            self._said[self._open[-1]].append(text)

    def _end(self, element: str) -> None:
        if self._open.pop() == "unit":
            source, target = ("".join(self._said[part]) for part in _PARTS)
            self.texts.append(Returned(self._key, source, target if self._ready else "", self._line))
            self._said = {}
