"""Definitions that the tests of the analysis share, and what the analysis says of them."""

from typing import Any

from app.domain.diagnostics import Diagnostic, analyse
from app.domain.questionnaire import Questionnaire
from tests.factories import TWO_OPTIONS, TWO_ROWS, part, question, questionnaire, section

YES = {"question": "q1", "is": "yes"}
NO = {"question": "q1", "is": "no"}
THREE_OPTIONS = [*TWO_OPTIONS, {"code": "c", "text": {"en": "Option C"}}]
Q1 = question("q1")


def last(*questions: dict[str, Any], **more: Any) -> Questionnaire:
    """One section with these questions."""
    return questionnaire(section("A", *questions, **more))


def looking(condition: dict[str, Any], *asked: dict[str, Any]) -> Questionnaire:
    """The questions `asked` (a yes/no `q1` without any), and `z`, which is shown when `condition` holds."""
    return last(*(asked or (Q1,)), question("z", shown_when=condition))


def said(definition: Questionnaire) -> list[str]:
    return [found.text for found in analyse(definition)]


def only(definition: Questionnaire) -> Diagnostic:
    (found,) = analyse(definition)
    return found


__all__ = [
    "NO",
    "Q1",
    "THREE_OPTIONS",
    "TWO_OPTIONS",
    "TWO_ROWS",
    "YES",
    "last",
    "looking",
    "only",
    "part",
    "question",
    "questionnaire",
    "said",
    "section",
]
