"""Whether what an edit leaves still loads, and the form in which it is kept.

A section, or a question, loads by itself as it does in the whole: only what changed is read again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.domain.editing.refusals import EditRefused
from app.domain.editing.tree import Address, Document, name_of
from app.domain.editing.wording import unloadable
from app.domain.errors import message
from app.domain.question_types import Note, Question
from app.domain.questionnaire import Questionnaire, Section

NESTED = ("parts", "columns", "questions")
LISTED = ("options", "rows")
_QUESTION: TypeAdapter[Any] = TypeAdapter(Question)
# Stand for what is known to load, so that how many there are is still looked at.
_A_QUESTION = Note.blank("stands-for-one", {"en": "1"})
_A_SECTION = {"key": "A", "title": {"en": "1"}, "questions": [_A_QUESTION]}


def loaded(document: Document, before: Document | None = None) -> Document:
    """The definition as it is written once it is read. Raises EditRefused where it does not load.

    Parts that it shares with `before`, which loads and is written so, are not read again.
    """
    if before is None or not _is_in_parts(document):
        after = _read(Questionnaire, document)
        changed = [question for section in after["sections"] for question in section["questions"]]
    else:
        after, changed = _by_parts(document, before)
    _refuse_twice(after, changed)
    return after


def _read(kind: type[Questionnaire | Section], document: Document, at: Address = ()) -> Document:
    try:
        found = kind.model_validate(document)
    except ValidationError as failed:
        raise unloadable(failed, document, at) from None
    return found.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _is_in_parts(document: Document) -> bool:
    sections = document.get("sections")
    return isinstance(sections, list) and all(
        isinstance(section, dict) and isinstance(section.get("questions"), list) for section in sections
    )


def _by_parts(document: Document, before: Document) -> tuple[Document, list[Any]]:
    """The definition, and the questions that changed."""
    known = {id(section) for section in before["sections"]}
    known_questions = {id(question) for section in before["sections"] for question in section["questions"]}
    around = _read(Questionnaire, document | {"sections": [_A_SECTION] * len(document["sections"])})
    sections: list[Any] = []
    changed: list[Any] = []
    for position, section in enumerate(document["sections"]):
        if id(section) in known:
            sections.append(section)
            continue
        made, read = _section(section, known_questions, ("sections", name_of(section, position)))
        sections.append(made)
        changed.extend(read)
    return around | {"sections": sections}, changed


def _section(section: Document, known: set[int], at: Address) -> tuple[Document, list[Any]]:
    held = section["questions"]
    around = _read(Section, section | {"questions": [_A_QUESTION] * len(held)}, at)
    questions = [
        question
        if id(question) in known
        else _question(question, (*at, "questions", name_of(question, position)))
        for position, question in enumerate(held)
    ]
    return around | {"questions": questions}, [
        question for question in questions if id(question) not in known
    ]


def _question(question: Any, at: Address) -> Document:
    try:
        found = _QUESTION.validate_python(question)
    except ValidationError as failed:
        raise unloadable(failed, question, at) from None
    written: Document = _QUESTION.dump_python(found, mode="json", by_alias=True, exclude_unset=True)
    return written


# ------------------------------------------------------------------------------------------- names that stand for two


def _refuse_twice(document: Document, changed: Iterable[Document]) -> None:
    """Addresses lead to one thing only."""
    sections = document["sections"]
    _refuse_same((section["key"] for section in sections), ("sections",))
    _refuse_same(
        (question["key"] for section in sections for question in section["questions"]), ("sections",)
    )
    for question in changed:
        for names in _names_inside(question):
            _refuse_same(names, (question["key"],))


def _names_inside(question: Document) -> Iterator[list[str]]:
    for name in (*LISTED, *NESTED):
        items = question.get(name, ())
        yield [name_of(item, position) for position, item in enumerate(items)]
        if name in NESTED:
            for item in items:
                yield from _names_inside(item)


def _refuse_same(names: Iterable[str], at: Address) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise EditRefused(
                message("%(key)s is the key of something else already. Choose another.", key=name), at
            )
