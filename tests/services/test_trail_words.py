"""Every action that any service records has plain words; the code itself is read, so that none is forgotten."""

import ast
from collections.abc import Iterator

import pytest

from app.administration.words import ACTIONS, STREAMS, action_words, stream_words
from tests.house.sources import ROOT

APP = ROOT / "app"
RECORDER = "record"


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """The calls of a function in `tree`, by its bare name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def argument(call: ast.Call, function: ast.FunctionDef | None, name: str) -> ast.expr | None:
    """What a call gives to the parameter `name`, by keyword or place; None for what it leaves to the default."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    places = [one.arg for one in function.args.args] if function else []
    place = places.index(name) if name in places else len(call.args)
    return call.args[place] if place < len(call.args) else None


def texts(expression: ast.expr) -> set[str]:
    """The constants that an expression can be."""
    if isinstance(expression, ast.IfExp):
        return texts(expression.body) | texts(expression.orelse)
    return (
        {expression.value}
        if isinstance(expression, ast.Constant) and isinstance(expression.value, str)
        else set()
    )


def recorded(trees: list[ast.Module]) -> Iterator[tuple[str, set[str]]]:
    """Each expression given as an action, as source, and the texts that it can be; parameters are followed back."""
    everywhere = {
        node.name: node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    }
    waiting, followed = [(RECORDER, "action")], set()
    while waiting:
        recorder, parameter = waiting.pop()
        followed.add((recorder, parameter))
        for tree in trees:
            functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            for name, function in functions.items():
                for call in calls(function, recorder):
                    given = argument(call, functions.get(recorder, everywhere.get(recorder)), parameter)
                    if given is None:
                        continue
                    source, known = local_texts(function, given)
                    parameters = [one.arg for one in (*function.args.args, *function.args.kwonlyargs)]
                    if not known and isinstance(given, ast.Name) and given.id in parameters:
                        if (name, given.id) not in followed:
                            waiting.append((name, given.id))
                        continue
                    yield f"{name}: {source}", known


def local_texts(function: ast.FunctionDef, given: ast.expr) -> tuple[str, set[str]]:
    """An expression and its texts; a local name stands for what is assigned to it."""
    if isinstance(given, ast.Name):
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and [ast.unparse(one) for one in node.targets] == [given.id]:
                return ast.unparse(node.value), texts(node.value)
    return ast.unparse(given), texts(given)


@pytest.fixture(scope="module")
def found() -> list[tuple[str, set[str]]]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(APP.rglob("*.py"))]
    return list(recorded(trees))


def test_every_action_can_be_read_from_the_code(found: list[tuple[str, set[str]]]) -> None:
    assert [source for source, known in found if not known] == []


def test_every_recorded_action_has_words(found: list[tuple[str, set[str]]]) -> None:
    actions = set().union(*(known for _, known in found))
    assert {"submitted", "suspended", "draft_saved", "password_chosen"} <= actions
    assert actions - set(ACTIONS) == set()


def test_no_words_are_kept_for_what_is_never_recorded(found: list[tuple[str, set[str]]]) -> None:
    assert set(ACTIONS) - set().union(*(known for _, known in found)) == set()


def test_what_nobody_has_put_into_words_is_still_shown() -> None:
    assert str(action_words("taken_to_the_moon")) == "taken to the moon"
    assert str(stream_words("far_side")) == "far side"


def test_words_are_words() -> None:
    assert all("_" not in str(words) for words in (*ACTIONS.values(), *STREAMS.values()))
