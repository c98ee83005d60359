"""Keys, codes, numbers and names that stand for one thing only."""

from collections import Counter
from collections.abc import Iterable, Iterator

from app.domain.counted import name_of
from app.domain.diagnostics.places import Book, Diagnostic, Standing, inside
from app.domain.question_types import Computed, Grid, Repeat, SingleChoice
from app.domain.question_types.base import ResponseOption
from app.domain.questionnaire import Questionnaire

CONSENT_CODES = {"publish", "attribute", "aggregate"}
_EXACTLY = f"must be a single_choice with exactly the options {', '.join(sorted(CONSENT_CODES))}."


def find(book: Book) -> Iterator[Diagnostic]:
    yield from _sections(book.questionnaire)
    yield from _questions(book)
    yield from _names(book)
    for one in book.standing:
        yield from _options(one)
        yield from _inside(one)
    yield from _consent(book)


def _sections(questionnaire: Questionnaire) -> Iterator[Diagnostic]:
    known: set[str] = set()
    for position, section in enumerate(questionnaire.sections):
        if section.key in known:
            text = f"Another section has the key {section.key} already."
            yield Diagnostic(("sections", position, "key"), text)
        known.add(section.key)


def _questions(book: Book) -> Iterator[Diagnostic]:
    numbers: dict[str, str] = {}
    for one in book.standing:
        question = one.question
        if not one.is_top:
            continue
        if book.order[question.key] != one.scope.before:
            text = f"Another question has the key {question.key} already."
            yield Diagnostic((*one.place, "key"), text)
        elif not question.number:
            if question.asks and not isinstance(question, Computed):
                yield Diagnostic((*one.place, "number"), "This key is missing. Add it.")
        elif question.number in numbers:
            text = f"{numbers[question.number]} has the number {question.number} already."
            yield Diagnostic((*one.place, "number"), text, "warning")
        else:
            numbers[question.number] = question.key


def _names(book: Book) -> Iterator[Diagnostic]:
    """What is counted has one name: part `b` of question `a` is counted as `a_b`."""
    known: dict[str, str] = {}
    for one in book.standing:
        if one.is_top and one.question.counted:
            for name in {name_of(one.question, variable) for variable in one.question.variables()}:
                other = known.setdefault(name, one.question.key)
                if other != one.question.key:
                    text = f"What is counted as {name} is also counted in {other}. Rename one of the two."
                    yield Diagnostic((*one.place, "key"), text)


def _options(one: Standing) -> Iterator[Diagnostic]:
    question = one.question
    options = question.response_options()
    for code in _twice(option.code for option in options):
        yield Diagnostic((*one.place, "options"), f"The option code {code} is used twice.")
    for position, option in enumerate(options):
        if option.code in question.non_answers:
            text = f"{option.code} is a reason why there is no answer, named in non_answers. Take the option out."
            yield Diagnostic((*one.place, "options", position, "code"), text)
    yield from _counted(one)
    yield from _carrying(one)


def _carrying(one: Standing) -> Iterator[Diagnostic]:
    """What keeps previous answers on record stands in a choice of one option, which is a question of a section."""
    for position, option in enumerate(one.question.response_options()):
        if option.carries_over and not (one.is_top and one.question.heard_as == "code"):
            text = "Only one choice of a section can keep previous answers on record. Take carries_over: out."
            yield Diagnostic((*one.place, "options", position, "carries_over"), text)


def _counted(one: Standing) -> Iterator[Diagnostic]:
    """The options that make the statement of the report true."""
    question, report = one.question, one.question.report
    codes = {option.code for variable in question.variables() for option in variable.options}
    for name, counts in (("counts", report.counts), ("counts_all", report.counts_all)):
        for code in counts:
            if code not in codes:
                text = f"This question has no option {code} to count."
                yield Diagnostic((*one.place, "report", name), text)
    if report.counts and report.counts_all:
        text = "A statement is made true by counts or by counts_all. Take one of the two out."
        yield Diagnostic((*one.place, "report", "counts_all"), text)
    several = any(variable.several for variable in question.variables())
    if several and len(question.report.counts) > 1:
        text = "The shares would overlap, since one reply may name several options. Count one of them."
        yield Diagnostic((*one.place, "report", "counts"), text)


def _inside(one: Standing) -> Iterator[Diagnostic]:
    question = one.question
    name, parts = inside(question)
    for key in _twice(part.key for part in parts):
        yield Diagnostic((*one.place, name), f"The key {key} is used twice in this question.")
    if isinstance(question, Grid):
        yield from _grid(one, question)
    if isinstance(question, Repeat) and question.consent_part is not None:
        part = next((part for part in parts if part.key == question.consent_part), None)
        place = (*one.place, "consent_part")
        if part is None:
            yield Diagnostic(place, f"There is no question {question.consent_part} in this repeat.")
        elif not _asks_for_consent(part):
            yield Diagnostic(place, f"{part.key} {_EXACTLY}")


def _grid(one: Standing, question: Grid) -> Iterator[Diagnostic]:
    for code in _twice(row.code for row in question.rows):
        yield Diagnostic((*one.place, "rows"), f"The row code {code} is used twice.")
    numbers = any(variable.numbers for column in question.columns for variable in column.variables())
    if question.totals is not None and not numbers:
        yield Diagnostic(
            (*one.place, "totals"), "No column holds numbers to add. Take totals: out.", "warning"
        )


def _consent(book: Book) -> Iterator[Diagnostic]:
    key = book.questionnaire.consent_question
    if key is not None:
        question = book.question(key)
        if question is None:
            yield Diagnostic(("consent_question",), f"There is no question {key}.")
        elif not _asks_for_consent(question):
            yield Diagnostic(("consent_question",), f"{key} {_EXACTLY}")


def _asks_for_consent(question: object) -> bool:
    return isinstance(question, SingleChoice) and _codes(question.options) == CONSENT_CODES


def _codes(options: Iterable[ResponseOption]) -> set[str]:
    return {option.code for option in options}


def _twice(codes: Iterable[str]) -> list[str]:
    return sorted(code for code, times in Counter(codes).items() if times > 1)
