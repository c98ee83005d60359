"""Whether every answer finds its place in the Commission's document."""

from collections import Counter
from collections.abc import Iterator

from app.domain.conditions import Place
from app.domain.diagnostics.places import Book, Diagnostic
from app.domain.questionnaire import Questionnaire, Section


def find(book: Book) -> Iterator[Diagnostic]:
    """A section that has something to state is in exactly one chapter, any other section in one at most."""
    questionnaire = book.questionnaire
    times: Counter[str] = Counter()
    for position, chapter in enumerate(questionnaire.report.chapters):
        place: Place = ("report", "chapters", position, "sections")
        for key in chapter.sections:
            times[key] += 1
            if key not in questionnaire.section_by_key:
                yield Diagnostic(place, f"There is no section {key}.")
            elif times[key] == 2:
                yield Diagnostic(place, f"Section {key} is in two chapters. Keep it in one.")
    yield from _without_chapter(questionnaire, times)


def _without_chapter(questionnaire: Questionnaire, times: Counter[str]) -> Iterator[Diagnostic]:
    for at, section in enumerate(questionnaire.sections):
        if times[section.key]:
            continue
        if any(question.report.statement is not None for question in section.questions):
            text = f"Section {section.key} has statements to report. Name it in a chapter of report.chapters."
            yield Diagnostic(("sections", at), text)
        elif silent := _never_reported(section):
            text = (
                f"Never reported: {', '.join(silent)}. Name the section in a chapter of report.chapters, "
                "or write report: {as: none} for what is not reported."
            )
            yield Diagnostic(("sections", at), text, "warning")


def _never_reported(section: Section) -> list[str]:
    return [
        question.key
        for question in section.questions
        if question.counted and question.report.shown_as != "none"
    ]
