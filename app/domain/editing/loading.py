"""Whether what an edit leaves still loads, and the form in which it is kept.

Only what changed is read again: a section, or a question, loads by itself as it does in the whole.
"""

from pydantic import ValidationError

from app.domain.editing.refusals import unloadable
from app.domain.editing.tree import Document
from app.domain.questionnaire import Questionnaire

NESTED = ("parts", "columns", "questions")


def loaded(document: Document) -> Document:
    """The whole definition, read and written again. Raises EditRefused where it does not load."""
    try:
        return Questionnaire.model_validate(document).document()
    except ValidationError as failed:
        raise unloadable(failed) from None
