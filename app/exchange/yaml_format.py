"""Questionnaire definitions as YAML 1.2 files; every mistake comes with its file, line and key."""

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import ValidationError

from app.domain.diagnostics import analyse
from app.domain.questionnaire import Questionnaire
from app.exchange.mistakes import InvalidFile, Mistake
from app.exchange.yaml_translations import Translated, with_translations
from app.exchange.yaml_tree import Node, Place, read_tree
from app.exchange.yaml_words import in_words

LISTED = ("options", "rows")  # keys under which a named list may stand
NESTED = ("questions", "parts", "columns")  # keys that hold questions
_NO_FOLDER = "A file that is sent alone can include no other. Write the section itself here."
_SHARED_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


@dataclass(frozen=True)
class ReadFile:
    """A questionnaire that can be used, and what its authors may still want to set right."""

    questionnaire: Questionnaire
    warnings: tuple[Mistake, ...]


def read_questionnaire(path: Path) -> Questionnaire:
    """The questionnaire that the file defines, its includes and option lists resolved. Raises InvalidFile."""
    return read_file(path).questionnaire


def read_file(path: Path, content: bytes | None = None) -> ReadFile:
    """As `read_questionnaire`, with the warnings of the analysis.

    `content` is a file that was sent under the name `path`: it stands in no folder, so that it can include nothing.
    """
    with _collector_at_rest():
        return _read(path, content)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Without the garbage collector, which finds nothing in trees and would take a third of the time to look."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read(path: Path, content: bytes | None) -> ReadFile:
    resolving = _Resolving(content)
    tree = resolving.questionnaire(path)
    translated = with_translations(tree) if content is None else Translated(tree)
    tree, found = translated.tree, (*resolving.found, *translated.found)
    try:
        questionnaire = Questionnaire.model_validate(tree.plain())
    except ValidationError as failed:
        raise InvalidFile(_with_those_of_pydantic(found, tree, failed)) from None
    if found:
        raise InvalidFile(found)
    diagnosed = (
        dict.fromkeys(  # what is wrong with a named list is found wherever the list is used, and said once
            replace(mistake(tree, one.place, one.text), severity=one.severity)
            for one in analyse(questionnaire)
        )
    )
    if any(one.severity == "error" for one in diagnosed):
        raise InvalidFile(one for one in diagnosed if one.severity == "error")
    return ReadFile(questionnaire, (*diagnosed, *translated.warnings))


def mistake(root: Node, place: Place, text: str, line: int | None = None) -> Mistake:
    """A mistake at `place`: `sections[B].questions[P2-B07].shown_when`, in the line of the nearest thing written.

    What stands in a list is named by its own key or code, what is used by name by that name.
    """
    written = ""
    node: Node | None = root
    nearest = root
    for step in place:
        node = node.child(step) if node is not None else None
        nearest = node or nearest
        if isinstance(step, int) and written:
            written += f"[{_own_name(node) or step}]"
        else:
            written += f".{step}" if written else str(step)
        if node is not None and node.known_as:
            written = node.known_as
    return Mistake(str(nearest.file), line or nearest.line, written, text)


def _own_name(node: Node | None) -> str:
    for name in ("key", "code"):
        own = node.child(name) if node is not None else None
        if own is not None and isinstance(own.value, str):
            return own.value
    return ""


@dataclass
class _Resolving:
    """Puts shared sections and named option lists in place, and collects what is wrong on the way."""

    sent: bytes | None = None  # what was sent without its folder
    found: list[Mistake] = field(default_factory=list)

    def questionnaire(self, path: Path) -> Node:
        root = self._mapping(
            path, "A questionnaire file holds keys and values, beginning with key: and title:.", self.sent
        )
        lists = self._lists(root)
        tree = replace(root, value=_without_lists(root))
        sections = root.child("sections")
        if sections is None or not isinstance(sections.value, list):
            return tree
        resolved = [self._section(root, section, at, lists) for at, section in enumerate(sections.items())]
        kept = [section for section in resolved if section is not None]
        return tree.having("sections", replace(sections, value=kept))

    def _mapping(self, path: Path, otherwise: str, content: bytes | None = None) -> Node:
        tree = read_tree(path, content)
        if not isinstance(tree.root.value, dict):
            raise InvalidFile([Mistake(str(path), 1, "", otherwise)])
        self.found.extend(mistake(tree.root, place, text, line) for place, line, text in tree.found)
        return tree.root

    def _lists(self, root: Node) -> dict[str, Node]:
        """The option lists defined at the top of a file, by name."""
        written = root.child("option_lists")
        if written is None or written.value is None:
            return {}
        if not isinstance(written.value, dict):
            text = "Write each list with its name, as in NAME: [{code: a, text: {en: A}}]."
            self.found.append(mistake(root, ("option_lists",), text))
            return {}
        lists = {}
        for name, options in written.entries():
            lists[name] = replace(options, known_as=f"option_lists.{name}")
            if not isinstance(options.value, list):
                self.found.append(mistake(root, ("option_lists", name), "Write a list of options here."))
        return lists

    def _section(self, root: Node, section: Node, at: int, lists: dict[str, Node]) -> Node | None:
        """The section with its options in place; None where it is to be included and cannot be."""
        if section.child("include") is None:
            return self._with_options(root, ("sections", at), lists)
        file = self._shared_file(root, ("sections", at))
        return self._included(file, lists) if file is not None else None

    def _included(self, file: Path, lists: dict[str, Node]) -> Node | None:
        otherwise = "A shared section holds key:, title: and questions:, and no include."
        shared = self._mapping_or_none(file, otherwise)
        if shared is None:
            return None
        if shared.child("include") is not None:
            self.found.append(mistake(shared, ("include",), otherwise))
            return None
        own = self._lists(shared)
        section = replace(shared, value=_without_lists(shared))
        as_included = replace(shared, value={"sections": replace(shared, value=[section])})
        return self._with_options(as_included, ("sections", 0), lists | own)

    def _with_options(self, root: Node, place: Place, lists: dict[str, Node]) -> Node | None:
        """The section at `place`, with named option lists and shared questions put in their places."""
        section = root.at(place)
        if section is None or section.child("questions") is None:
            return section
        return section.having("questions", self._questions(root, (*place, "questions"), lists))

    def _questions(self, root: Node, place: Place, lists: dict[str, Node]) -> Node:
        written = root.at(place) or root
        if not isinstance(written.value, list):
            return written
        asked: list[Node] = []
        for at, question in enumerate(written.items()):
            if question.child("include") is not None:
                asked.extend(self._shared_questions(root, (*place, at), lists))
            else:
                asked.append(self._question(root, (*place, at), lists))
        return replace(written, value=asked)

    def _question(self, root: Node, place: Place, lists: dict[str, Node]) -> Node:
        """A question, and the questions inside it, with the named lists in their places."""
        question = root.at(place) or root
        for name in LISTED:
            named = question.child(name)
            if named is not None and isinstance(named.value, str):
                if named.value in lists:
                    question = question.having(name, lists[named.value])
                else:
                    known = ", ".join(lists) or "none is defined"
                    text = f"No option list {named.value} (known: {known})."
                    self.found.append(mistake(root, (*place, name), text))
        for name in NESTED:
            if isinstance(getattr(question.child(name), "value", None), list):
                question = question.having(name, self._questions(root, (*place, name), lists))
        return question

    def _shared_questions(self, root: Node, place: Place, lists: dict[str, Node]) -> list[Node]:
        """The questions of a shared file, for `- include: NAME` among questions."""
        file = self._shared_file(root, place)
        if file is None:
            return []
        shared = self._mapping_or_none(file, "A shared list of questions holds questions:, and no include.")
        if shared is None:
            return []
        own = lists | self._lists(shared)
        return list(self._questions(shared, ("questions",), own).items())

    def _shared_file(self, root: Node, place: Place) -> Path | None:
        """The file that `include` names, if there is one and nothing stands beside it."""
        including = root.at(place)
        include = including.child("include") if including is not None else None
        if including is None or include is None:
            return None
        if self.sent is not None:
            self.found.append(mistake(root, (*place, "include"), _NO_FOLDER))
            return None
        folder, name = root.file.parent / "sections", str(include.plain())
        file = folder / f"{name}.yaml"
        if isinstance(including.value, dict) and len(including.value) > 1:
            text = "Beside include: there is no other key. Take the others out."
        elif not _SHARED_NAME.fullmatch(name) or not file.is_file():
            text = f"There is no shared section “{name}” in {folder}."
        else:
            return file
        self.found.append(mistake(root, (*place, "include"), text))
        return None

    def _mapping_or_none(self, file: Path, otherwise: str) -> Node | None:
        try:
            return self._mapping(file, otherwise)
        except InvalidFile as invalid:
            self.found.extend(invalid.mistakes)
            return None


def _without_lists(root: Node) -> dict[str, Node]:
    return {key: node for key, node in root.entries() if key != "option_lists"}


def _with_those_of_pydantic(
    found: Sequence[Mistake], tree: Node, failed: ValidationError
) -> Iterable[Mistake]:
    """All mistakes, each place once; a list that is short only because what is in it is wrong is not one."""
    mistakes = {(one.file, one.line, one.key): one for one in found}
    errors = [(_place_in_file(error["loc"]), error) for error in failed.errors(include_url=False)]
    holders = {place[:length] for place, _ in errors for length in range(len(place))}
    for place, error in errors:
        if error["type"] == "too_short" and (place in holders or (found and place == ("sections",))):
            continue
        one = mistake(tree, place, in_words(error["type"], error.get("ctx", {}), error["msg"]))
        mistakes.setdefault((one.file, one.line, one.key), one)
    return mistakes.values()


def _place_in_file(found: Place) -> Place:
    """The place that Pydantic found, without the steps that only Pydantic knows.

    After whatever is one of several kinds (a question, a condition) it names the kind.
    """
    place: list[str | int] = []
    after_union = False
    for step in found:
        if not after_union and step != "[key]":
            place.append(step)
        after_union = not after_union and _is_one_of_several_kinds(place)
    return tuple(place)


def _is_one_of_several_kinds(place: Sequence[str | int]) -> bool:
    if place[-1] in ("shown_when", "fails_when", "not"):
        return True
    return len(place) > 1 and isinstance(place[-1], int) and place[-2] in (*NESTED, "all", "any")
