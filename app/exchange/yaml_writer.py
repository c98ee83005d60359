"""Questionnaires → YAML: a tidy new file, or the changes alone put into a file that somebody wrote."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from app.domain.questionnaire import Questionnaire
from app.exchange.yaml_format import LISTED, NESTED, read_questionnaire
from app.exchange.yaml_style import dumped, in_order, round_trip_yaml, styled

Json = dict[str, Any]


def write_yaml(questionnaire: Questionnaire) -> str:
    """The definition as a file: keys in the usual order, lists used more than once defined at the top by name."""
    document = in_order(questionnaire.document())
    lists = _named_lists(document)
    written: Json = {}
    for key, value in document.items():
        if key == "sections" and lists:
            written["option_lists"] = dict(lists.values())
        written[key] = value
    return dumped(styled(_with_names(written, lists)))


def _lists_in(value: Any, key: str = "") -> Iterator[tuple[str, list[Json]]]:
    """Every list of options or rows, with the key of the question that has it."""
    if isinstance(value, dict):
        own = f"{key}_{value['key']}" if key and "type" in value else str(value.get("key", ""))
        for name, inside in value.items():
            if name in LISTED and isinstance(inside, list):
                yield own, inside
            elif name == "sections":
                yield from _lists_in(inside)
            elif name in NESTED:
                yield from _lists_in(inside, own if "type" in value else "")
    elif isinstance(value, list):
        for one in value:
            yield from _lists_in(one, key)


def _named_lists(document: Json) -> dict[str, tuple[str, list[Json]]]:
    """The lists used more than once, by what they hold: a name after the first question that has it."""
    found = list(_lists_in(document))
    times = Counter(repr(options) for _, options in found)
    named: dict[str, tuple[str, list[Json]]] = {}
    for key, options in found:
        if times[repr(options)] > 1:
            named.setdefault(repr(options), (f"{key}_options", options))
    return named


def _with_names(value: Any, lists: Mapping[str, tuple[str, list[Json]]]) -> Any:
    """The document with the names of lists in their places."""
    if isinstance(value, list):
        return [_with_names(one, lists) for one in value]
    if not isinstance(value, dict):
        return value
    found = {}
    for name, inside in value.items():
        known = lists.get(repr(inside)) if name in LISTED else None
        found[name] = known[0] if known else inside if name == "option_lists" else _with_names(inside, lists)
    return found


# ------------------------------------------------------------------------------------- changes to an existing file


def round_trip(path: Path, edited: Questionnaire) -> Mapping[Path, str]:
    """The files that change when the definition in `path` becomes `edited`, with their new texts.

    Comments, order and style of everything else stay. What stands in a shared file is changed there. Raises
    InvalidFile when the file cannot be read as it is.
    """
    base = read_questionnaire(path).document()
    changing = _Changing(path.parent / "sections")
    tree = changing.open(path)
    changing.lists = tree.get("option_lists") or {}
    document = edited.document()
    for name, options in changing.users(tree, document):
        changing.wanted.setdefault(name, []).append(options)
    changing.mapping(path, tree, base, document)
    return {file: dumped(changing.trees[file]) for file in changing.trees if file in changing.changed}


@dataclass
class _Changing:
    """Puts differences into trees that remember how they were written."""

    shared: Path
    trees: dict[Path, Any] = field(default_factory=dict)
    changed: set[Path] = field(default_factory=set)
    lists: Any = field(default_factory=dict)
    wanted: dict[str, list[list[Json]]] = field(default_factory=dict)

    def open(self, path: Path) -> Any:
        if path not in self.trees:
            self.trees[path] = round_trip_yaml().load(path.read_text(encoding="utf-8"))
        return self.trees[path]

    def mapping(self, file: Path, tree: CommentedMap, base: Json, edited: Json) -> None:
        for name in [name for name in base if name not in edited and name in tree]:
            del tree[name]
            self.changed.add(file)
        for name, value in edited.items():
            if name in base and base[name] == value:
                continue
            held = tree.get(name)
            if (
                isinstance(held, CommentedMap)
                and isinstance(base.get(name), dict)
                and isinstance(value, dict)
            ):
                self.mapping(file, held, base[name], value)
            elif isinstance(held, CommentedSeq) and _named(base.get(name), value):
                self.sequence(file, held, base[name], value)
            elif not (
                isinstance(held, str) and name in LISTED and self._in_list(file, held, base[name], value)
            ):
                tree[name] = _in_style(held, styled(in_order(value), name))
                self.changed.add(file)

    def _in_list(self, file: Path, name: str, base: list[Json], edited: list[Json]) -> bool:
        """Changes a named list where all who use it are to change alike."""
        held = self.lists.get(name)
        if held is None or any(options != edited for options in self.wanted.get(name, ())):
            return False
        self.sequence(file, held, base, edited)
        return True

    def sequence(self, file: Path, tree: CommentedSeq, base: list[Json], edited: list[Json]) -> None:
        """Things known by key or code: changed in place, taken out, put in; in the order of `edited`."""
        nodes = self._nodes(tree)
        if [_name(one) for one in base] == [_name(one) for one in edited]:
            for (at_file, node), before, after in zip(self._each(file, nodes), base, edited, strict=True):
                if before != after:
                    self.mapping(at_file, node, before, after)
            return
        known = dict(zip([_name(one) for one in base], self._each(file, nodes), strict=True))
        before = {_name(one): one for one in base}
        kept: list[Any] = []
        for one in edited:
            name = _name(one)
            if name in known:
                at_file, node = known[name]
                self.mapping(at_file, node, before[name], one)
                including = next(
                    (item for item, inside in nodes if node in inside and item is not node), node
                )
                if not any(including is earlier for earlier in kept):
                    kept.append(including)
            else:
                kept.append(styled(in_order(one)))
        self._replace(tree, kept)
        self.changed.add(file)

    def users(self, tree: Any, edited: Any) -> Iterator[tuple[str, list[Json]]]:
        """Who uses a named list, by its name: the options that each is to have."""
        for name in ("sections", *NESTED):
            held, after = tree.get(name), {_name(one): one for one in edited.get(name) or ()}
            for _, inside in self._nodes(held) if isinstance(held, CommentedSeq) else ():
                for node in inside:
                    if _name(node) in after:
                        yield from self.users(node, after[_name(node)])
        for name in LISTED:
            if isinstance(tree.get(name), str) and name in edited:
                yield tree[name], edited[name]

    def _replace(self, tree: CommentedSeq, kept: list[Any]) -> None:
        """One by one, so that comments move with what they belong to."""
        for at in range(len(tree) - 1, -1, -1):
            if not any(tree[at] is one for one in kept):
                del tree[at]
        for at, one in enumerate(kept):
            if at >= len(tree) or tree[at] is not one:
                later = [place for place in range(at, len(tree)) if tree[place] is one]
                for place in later:
                    del tree[place]
                tree.insert(at, one)

    def _nodes(self, tree: CommentedSeq) -> list[tuple[Any, list[Any]]]:
        """Each thing in the list with what it stands for: itself, or what it includes."""
        return [(item, self._included(item) if _includes(item) else [item]) for item in tree]

    def _included(self, item: CommentedMap) -> list[Any]:
        tree = self.open(self.shared / f"{item['include']}.yaml")
        return (
            [tree]
            if "key" in tree
            else [node for _, inside in self._nodes(tree["questions"]) for node in inside]
        )

    def _each(self, file: Path, nodes: list[tuple[Any, list[Any]]]) -> list[tuple[Path, Any]]:
        return [
            (self.shared / f"{item['include']}.yaml" if _includes(item) else file, node)
            for item, inside in nodes
            for node in inside
        ]


def _includes(item: Any) -> bool:
    return isinstance(item, CommentedMap) and "include" in item


def _name(one: Any) -> str:
    """The key or code of a thing in a list, '' if it has none."""
    name = one.get("key", one.get("code")) if isinstance(one, dict) else None
    return name if isinstance(name, str) else ""


def _named(base: Any, edited: Any) -> bool:
    lists = isinstance(base, list) and isinstance(edited, list)
    return lists and all(_name(one) for one in (*base, *edited))


def _in_style(old: Any, new: Any) -> Any:
    """A new text in the quotation marks of the old one."""
    return (
        type(old)(new)
        if isinstance(old, str) and isinstance(new, str) and type(old) is not type(new)
        else new
    )
