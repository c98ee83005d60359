"""What the analysis of a definition finds, beyond its form: each rule in the module of its idea."""

from app.domain.diagnostics import circles, codes, possible, references, reporting, sectors, texts
from app.domain.diagnostics.places import Book, Diagnostic
from app.domain.questionnaire import Questionnaire

__all__ = ["Diagnostic", "analyse"]


def analyse(questionnaire: Questionnaire) -> tuple[Diagnostic, ...]:
    """Everything found in the definition, errors and warnings; without errors it can be published.

    The work is linear in the size of the definition: what would need more is bounded, and then not decided.
    """
    book = Book.of(questionnaire)
    wrong = references.find(book, circles.Circles(book))
    return (
        *codes.find(book),
        *wrong,
        *possible.find(book, {found.place for found in wrong}),
        *reporting.find(book),
        *sectors.find(book),
        *texts.find(questionnaire),
    )
