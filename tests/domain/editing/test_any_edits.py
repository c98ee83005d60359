"""Whatever is done to a definition, it loads, it can all be undone, and what was refused changed nothing."""

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.canonical import canonical, sha256_of
from app.domain.editing import (
    Address,
    Changes,
    Document,
    Edit,
    EditRefused,
    Insert,
    Move,
    Put,
    Remove,
    Rename,
    Retype,
    Translate,
    Translations,
    Written,
    applied,
    changes_json,
    copied,
    edit_json,
    noted,
    overlap,
    read_changes,
    read_edit,
    redone,
    touched,
    undone,
)
from app.domain.editing.loading import loaded
from app.domain.editing.tree import locate, name_of, replaced
from app.domain.question_types import QUESTION_TYPES
from app.domain.questionnaire import Questionnaire
from tests.domain.editing.documents import rich
from tests.factories import TWO_OPTIONS, question

START = rich()
KEYS = st.sampled_from(["one", "fresh", "Q-1", "a", "b", "health", "A", "no key", "", "ü", "x" * 41])
TEXTS = st.sampled_from(["Text", " spaces ", "", "\x00", "\ud800", "x" * 4001, "a", "one"]) | st.text(
    max_size=5
)
LEAVES = TEXTS | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True)
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2), max_leaves=4
)
ITEMS = st.sampled_from(
    [question("new", kind) for kind in ("year", "grid", "repeat", "ranking")]
    + [*TWO_OPTIONS, {"code": "z"}, "health"]
)


def places(node: Any, at: Address = ()) -> Iterator[tuple[Address, Any]]:
    """Everything in a document, with its address."""
    yield at, node
    if isinstance(node, dict):
        for name in sorted(node):
            yield from places(node[name], (*at, name))
    elif isinstance(node, list):
        for position, item in enumerate(node):
            yield from places(item, (*at, name_of(item, position)))


def any_edit(document: Document) -> st.SearchStrategy[Edit]:
    """An edit that fits the document in its form, and one that fits nowhere now and then."""
    everything = list(places(document))
    anywhere = st.sampled_from([at for at, _ in everything]) | st.just(("sections", "gone"))
    lists = st.sampled_from(
        [at for at, node in everything if isinstance(node, list)] + [("terms",), ("report", "x")]
    )
    named = st.sampled_from(
        [at for at, node in everything if isinstance(node, dict) and {"key", "code"} & set(node)]
    )
    questions = st.sampled_from([at for at, node in everything if isinstance(node, dict) and "type" in node])
    texts = st.sampled_from([at for at, node in everything if isinstance(node, dict) and "en" in node])
    values = st.sampled_from([node for _, node in everything]) | JSON
    spots = st.integers(-1, 9)
    return st.one_of(
        st.builds(Put, anywhere, values),
        st.builds(
            Put, questions.flatmap(lambda at: st.sampled_from(WITHIN).map(lambda name: (*at, name))), values
        ),
        st.builds(Insert, lists, spots, ITEMS | values),
        st.builds(Remove, anywhere),
        st.builds(Remove, named),
        st.builds(Move, named | anywhere, lists, spots),
        st.builds(Rename, named, KEYS),
        st.builds(Retype, questions, st.sampled_from([*QUESTION_TYPES, "no_type"])),
        st.builds(Translate, texts, st.sampled_from(["en", "fr", "xx"]), TEXTS | st.none()),
        st.builds(
            Translations,
            st.sampled_from(["en", "fr", "xx"]),
            st.lists(st.tuples(texts, TEXTS | st.none(), st.none()), max_size=3).map(tuple),
        ),
    )


WITHIN = (
    "guidance",
    "minutes",
    "required",
    "report",
    "shown_when",
    "checks",
    "at_least",
    "options",
    "type",
    "number",
)


def is_loaded(document: Document) -> None:
    assert canonical(Questionnaire.model_validate(document).document()) == canonical(document)


@settings(max_examples=40)
@given(st.data())
def test_any_edits_leave_what_loads_and_can_be_undone(data: st.DataObject) -> None:
    document, first = START, canonical(START)
    done: list[Changes] = []
    written = Written.of(document)
    for _ in range(data.draw(st.integers(1, 6))):
        before = canonical(document)
        edit = data.draw(any_edit(document))
        try:
            edited = applied(document, edit)
        except EditRefused:
            assert canonical(document) == before
            continue
        is_loaded(edited.document)
        changes = read_changes(json.loads(json.dumps(changes_json(edited.changes))))
        assert canonical(undone(edited.document, changes)) == before == canonical(document)
        assert canonical(redone(document, changes)) == canonical(edited.document)
        assert bool(touched(document, changes)) == (before != canonical(edited.document))
        written = Written.of(edited.document, written)
        assert written.content_hash == sha256_of(canonical(edited.document))
        document = edited.document
        done.append(changes)
    last = canonical(document)
    for changes in reversed(done):
        document = undone(document, changes)
    assert canonical(document) == first == canonical(START)
    for changes in done:
        document = redone(document, changes)
    assert canonical(document) == last


@settings(max_examples=80)
@given(st.data())
def test_the_quick_way_and_a_full_load_agree(data: st.DataObject) -> None:
    at, _ = data.draw(st.sampled_from(list(places(START))))
    value = data.draw(st.sampled_from([node for _, node in places(START)]) | JSON)
    candidate = replaced(START, locate(START, at), value)
    if isinstance(candidate, dict):
        assert outcome(candidate, START) == outcome(candidate, None)


def outcome(candidate: Document, before: Document | None) -> bytes | None:
    try:
        return canonical(loaded(candidate, before))
    except EditRefused:
        return None


@settings(max_examples=40)
@given(st.data())
def test_edits_of_different_places_can_be_made_in_either_order(data: st.DataObject) -> None:
    drawn = [
        data.draw(any_edit(START).filter(lambda edit: not isinstance(edit, Insert | Move))) for _ in range(2)
    ]
    try:
        edits = [
            noted(START, edit) for edit in drawn
        ]  # a translation is one of the text that it was made from
        mine, theirs = (applied(START, edit) for edit in edits)
    except EditRefused:
        return
    if overlap(touched(START, mine.changes), touched(START, theirs.changes)):
        return
    try:
        both = [applied(mine.document, edits[1]).document, applied(theirs.document, edits[0]).document]
    except EditRefused:
        return
    assert canonical(both[0]) == canonical(both[1])


@settings(max_examples=40)
@given(st.data())
def test_an_edit_is_read_as_it_was_written(data: st.DataObject) -> None:
    edit = data.draw(any_edit(START))
    assert canonical_or_none(read_edit(edit_json(edit))) == canonical_or_none(edit)


def canonical_or_none(edit: Edit) -> str:
    return json.dumps(edit_json(edit), sort_keys=True)


@settings(max_examples=40)
@given(st.data())
def test_a_copy_of_anything_with_a_key_loads(data: st.DataObject) -> None:
    at, _ = data.draw(
        st.sampled_from(
            [one for one in places(START) if isinstance(one[1], dict) and {"key", "code"} & set(one[1])]
        )
    )
    if at:
        is_loaded(applied(START, copied(START, at)).document)
