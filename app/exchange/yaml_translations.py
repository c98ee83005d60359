"""Translations that stand in files of their own beside a definition, put into its texts as the definition is read.

`questionnaires/translations/KEY.fr.yaml` belongs to `questionnaires/KEY.yaml`: each text of the definition in its first
language, shared sections included, with its French. What a text says itself goes before what the file says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.editing.origins import is_text
from app.domain.text import MADE_FROM, digest_of
from app.exchange.mistakes import InvalidFile, Mistake
from app.exchange.yaml_tree import Node, Written, read_tree

FOLDER = "translations"
_SHAPE = 'A file of translations holds a text with its translation in each line, as in "Yes": "Oui".'
_NO_SUCH_TEXT = (
    "The questionnaire has no such text. Bring this line up to date with it, or take the line out."
)


@dataclass(frozen=True)
class Translated:
    """A definition with its translations; `found` keeps it from being used, `warnings` do not."""

    tree: Node
    found: tuple[Mistake, ...] = ()
    warnings: tuple[Mistake, ...] = ()


def with_translations(tree: Node) -> Translated:
    """The definition `tree` with the texts of the files beside it, for the languages that it says it is written in."""
    written = tree.child("languages")
    first, *others = (str(one.plain()) for one in written.items()) if written and written.items() else ("",)
    found: list[Mistake] = []
    files = {language: _file(tree.file, language, found) for language in others}
    if not any(files.values()):
        return Translated(tree, tuple(found))
    filling = _Filling(first, files)
    return Translated(filling.filled(tree), tuple(found), tuple(filling.without_place()))


def _file(definition: Path, language: str, found: list[Mistake]) -> Mapping[str, Node]:
    """Translations by source text; nothing where there is no such file. What is wrong goes to `found`."""
    path = definition.parent / FOLDER / f"{definition.stem}.{language}.yaml"
    if not path.is_file():
        return {}
    try:
        tree = read_tree(path)
    except InvalidFile as invalid:
        found.extend(invalid.mistakes)
        return {}
    found.extend(Mistake(str(path), line, "", text) for _, line, text in tree.found)
    if not isinstance(tree.root.value, dict):
        found.append(Mistake(str(path), 1, "", _SHAPE))
    entries = tree.root.entries()
    found.extend(
        Mistake(str(path), node.line, "", _SHAPE) for _, node in entries if not isinstance(node.value, str)
    )
    return {source: node for source, node in entries if isinstance(node.value, str)}


@dataclass
class _Filling:
    """Puts translations in place. What is used in several places, such as a list of options, is filled once."""

    first: str
    files: Mapping[str, Mapping[str, Node]]  # by language and source text
    _done: dict[int, tuple[Written, Written]] = field(
        default_factory=dict
    )  # by identity, which the first keeps
    _known: dict[str, tuple[Mapping[str, Node], str]] = field(default_factory=dict)  # of the texts met

    def filled(self, node: Node) -> Node:
        value = node.value
        if not isinstance(value, dict | list):
            return node
        if id(value) not in self._done:
            self._done[id(value)] = value, self._value(value)
        filled = self._done[id(value)][1]
        if filled is value:
            return node
        return Node(node.file, node.line, filled, node.size, node.depth, node.known_as)

    def _value(self, value: dict[str, Node] | list[Node]) -> Written:
        if isinstance(value, list):
            listed = [self.filled(one) for one in value]
            return listed if any(new is not old for new, old in zip(listed, value, strict=True)) else value
        if self.first in value and is_text(value):
            return self._text(value)
        keyed = {name: self.filled(one) for name, one in value.items()}
        return keyed if any(keyed[name] is not one for name, one in value.items()) else value

    def _text(self, text: dict[str, Node]) -> dict[str, Node]:
        """A text with the translations that it lacks, each noted with the text that it was made from."""
        source = text[self.first].value
        if not isinstance(source, str):
            return text
        if source not in self._known:
            self._known[source] = self._looked_up(source)
        known, digest = self._known[source]
        added = {language: node for language, node in known.items() if language not in text}
        if not added:
            return text
        origin = text[self.first]
        noted = dict.fromkeys(added, Node(origin.file, origin.line, digest))
        before = dict(text[MADE_FROM].entries()) if MADE_FROM in text else {}
        return {**text, **added, MADE_FROM: Node(origin.file, origin.line, before | noted)}

    def _looked_up(self, source: str) -> tuple[Mapping[str, Node], str]:
        """What the files say for a text, and its digest."""
        found = {language: known[source] for language, known in self.files.items() if source in known}
        return found, digest_of(source)

    def without_place(self) -> Iterator[Mistake]:
        """The lines of the files whose text the definition does not have, or no longer."""
        for known in self.files.values():
            for source, node in known.items():
                if source not in self._known:
                    yield Mistake(str(node.file), node.line, "", _NO_SUCH_TEXT, "warning")
