"""Questionnaire definitions as YAML 1.2 files; every mistake comes with its file, line and key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from app.domain.diagnostics import analyse
from app.domain.errors import InvalidDefinition, message
from app.domain.questionnaire import Questionnaire

LARGEST_FILE = 2_000_000  # bytes
MOST_NODES = 200_000  # counted with aliases expanded, which is how a small file becomes a large document
DEEPEST = 60  # levels of nesting; a condition as deep as allowed needs about fifty

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Mistake:
    """What is wrong at one place of a file. `line` counts from 1; `key` is the place as a person writes it."""

    file: str
    line: int
    key: str
    text: str

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.line}: {self.key}: {self.text}"
            if self.key
            else f"{self.file}:{self.line}: {self.text}"
        )


class InvalidFile(InvalidDefinition):
    """A file that is not a questionnaire; `mistakes` are all that were found, in order of line."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(message("%(mistakes)s", mistakes="\n".join(str(mistake) for mistake in mistakes)))
        self.mistakes = tuple(mistakes)


def read_questionnaire(path: Path) -> Questionnaire:
    """The questionnaire that the file defines, its includes and option lists resolved. Raises InvalidFile."""
    tree = _read(path)
    if not isinstance(tree, CommentedMap):
        raise _one(path, 1, "", "A questionnaire file holds keys and values, beginning with key: and title:.")
    tree = _resolve(path, tree)
    try:
        questionnaire = Questionnaire.model_validate(_plain(tree))
    except ValidationError as failed:
        raise InvalidFile(_from_pydantic(path, tree, failed)) from None
    found = [
        Mistake(*_place(path, tree, diagnostic.place), _written(tree, diagnostic.place), diagnostic.text)
        for diagnostic in analyse(questionnaire)
    ]
    if found:
        raise InvalidFile(found)
    return questionnaire


def _one(path: Path, line: int, key: str, text: str) -> InvalidFile:
    return InvalidFile([Mistake(str(path), line, key, text)])


def _read(path: Path) -> Any:
    try:
        content = path.read_bytes()
    except OSError as failed:
        raise _one(path, 1, "", f"The file cannot be read: {failed.strerror}.") from None
    if len(content) > LARGEST_FILE:
        raise _one(path, 1, "", f"The file is larger than {LARGEST_FILE:,} bytes.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as failed:
        line = content[: failed.start].count(b"\n") + 1
        raise _one(path, line, "", "The file is not in UTF-8. Save it as UTF-8 text.") from None
    try:
        tree = YAML(typ="rt").load(text)
    except DuplicateKeyError as failed:
        raise _one(path, _line_of(failed), "", f"{_problem(failed)}. Keep one of the two.") from None
    except MarkedYAMLError as failed:
        raise _one(path, _line_of(failed), "", f"This is not valid YAML: {_problem(failed)}.") from None
    except (YAMLError, RecursionError, ValueError) as failed:
        first = str(failed).splitlines()[0] if str(failed) else "it is nested too deeply"
        raise _one(path, 1, "", f"This is not valid YAML: {first}.") from None
    if _size(tree, 0, 0) > MOST_NODES:
        raise _one(path, 1, "", f"The file unfolds to more than {MOST_NODES:,} values, or nests too deeply.")
    return tree


def _line_of(failed: MarkedYAMLError) -> int:
    mark = failed.problem_mark or failed.context_mark
    return int(mark.line) + 1 if mark else 1


def _problem(failed: MarkedYAMLError) -> str:
    text = str(failed.problem or failed.context or "it cannot be read").splitlines()[0]
    return text.split(" with value")[0].split(" with original")[0]


def _size(node: Any, count: int, depth: int) -> int:
    """How many values there are, aliases expanded; counting stops as soon as there are too many or too deep."""
    count += 1
    if depth > DEEPEST:
        return MOST_NODES + 1
    children: Sequence[Any] = ()
    if isinstance(node, Mapping):
        children = list(node.values())
    elif isinstance(node, list):
        children = node
    for child in children:
        if count > MOST_NODES:
            break
        count = _size(child, count, depth + 1)
    return count


def _resolve(path: Path, tree: CommentedMap) -> CommentedMap:
    """Put shared sections and named option lists in place; they remember the file they came from."""
    lists = tree.pop("option_lists", {}) or {}
    sections = tree.get("sections")
    if isinstance(sections, CommentedSeq):
        for position, section in enumerate(sections):
            if isinstance(section, CommentedMap) and "include" in section:
                sections[position] = _included(path, section, sections.lc.data[position][0] + 1)
    for section in sections if isinstance(sections, CommentedSeq) else ():
        for question in section.get("questions", ()) if isinstance(section, Mapping) else ():
            if isinstance(question, CommentedMap) and isinstance(question.get("options"), str):
                name = question["options"]
                if name not in lists:
                    line = question.lc.data["options"][0] + 1
                    known = ", ".join(lists) or "none is defined"
                    raise _one(
                        path,
                        line,
                        f"{question.get('key')}.options",
                        f"No option list {name} (known: {known}).",
                    )
                question["options"] = lists[name]
    return tree


def _included(path: Path, section: Mapping[str, Any], line: int) -> CommentedMap:
    name = str(section["include"])
    file = path.parent / "sections" / f"{name}.yaml"
    if len(section) != 1 or not name.replace("-", "").isalnum() or not file.is_file():
        raise _one(
            path,
            line,
            "sections.include",
            f"There is no shared section “{name}” in {path.parent / 'sections'}.",
        )
    included = _read(file)
    if not isinstance(included, CommentedMap) or "include" in included:
        raise _one(file, 1, "", "A shared section holds key:, title: and questions:, and no include.")
    included.source = file  # type: ignore[attr-defined]
    return included


def _plain(node: Any) -> Any:
    if isinstance(node, Mapping):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return str(node) if isinstance(node, str) else node


def _from_pydantic(path: Path, tree: CommentedMap, failed: ValidationError) -> list[Mistake]:
    errors = failed.errors(include_url=False)
    places = [_in_tree(tree, error["loc"]) for error in errors]
    found: dict[tuple[str, int, str], Mistake] = {}
    for error, place in zip(errors, places, strict=True):
        follows = any(other != place and other[: len(place)] == place for other in places)
        if error["type"] == "too_short" and follows:
            continue  # a list counts as empty only because what is in it is wrong
        if error["type"] in ("missing", "extra_forbidden"):
            exact: Path_ = (*_in_tree(tree, error["loc"][:-1]), error["loc"][-1])
        else:
            exact = place
        mistake = Mistake(*_place(path, tree, exact), _written(tree, exact), _words(error))
        found.setdefault((mistake.file, mistake.line, mistake.key), mistake)
    return sorted(found.values(), key=lambda mistake: (mistake.file, mistake.line))


def _words(error: Any) -> str:
    match error["type"]:
        case "missing":
            return "This key is missing."
        case "extra_forbidden":
            return "There is no such key here. Check its spelling."
        case "union_tag_invalid":
            return f"“{error['ctx']['tag']}” is not a question type. Types: {error['ctx']['expected_tags']}."
        case "union_tag_not_found":
            return "This question has no type:."
    text: str = error["msg"]
    return text.removeprefix("Value error, ").rstrip(".") + "."


def _in_tree(tree: Any, place: Sequence[str | int]) -> Path_:
    """`place` without the steps that only Pydantic knows (the names of union members)."""
    found: list[str | int] = []
    node = tree
    for step in place:
        if isinstance(node, Mapping) and found and isinstance(found[-1], int) and step == node.get("type"):
            continue  # the question type, which may be spelled like a key of the question
        if (isinstance(node, Mapping) and step in node) or isinstance(node, list):
            node = _child(node, step)
            found.append(step)
    return tuple(found)


def _place(path: Path, tree: Any, place: Sequence[str | int]) -> tuple[str, int]:
    """File and line of a place, or of the nearest thing around it."""
    line, file, node = 1, path, tree
    for step in place:
        known = getattr(node, "lc", None)
        if known is None or known.data is None or step not in known.data:
            break
        line = int(known.data[step][0]) + 1
        node = node[step]
        if hasattr(node, "source"):
            file, line = node.source, 1
    return str(file), line


def _written(tree: Any, place: Sequence[str | int]) -> str:
    """`sections[B].questions[P2-B07].shown_when`: places in lists by the key of what is there."""
    parts: list[str] = []
    node = tree
    for step in place:
        node = _child(node, step)
        if isinstance(step, int) and parts:
            own = node.get("key", node.get("code", step)) if isinstance(node, Mapping) else step
            parts[-1] += f"[{own}]"
        else:
            parts.append(str(step))
    return ".".join(parts)


def _child(node: Any, step: str | int) -> Any:
    if isinstance(node, Mapping):
        return node.get(step)
    return node[step] if isinstance(node, list) and isinstance(step, int) and step < len(node) else None
