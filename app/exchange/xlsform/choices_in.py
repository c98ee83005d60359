"""The choices sheet → response options: codes, texts, filters, and the fixed lists of the system."""

from collections.abc import Iterator, Mapping, Sequence

from app.domain.question_types import QUESTION_TYPES, ResponseOption
from app.domain.question_types.lists import SCALES
from app.domain.question_types.numbers import CURRENCIES
from app.exchange.xlsform.conditions_in import condition, parsed
from app.exchange.xlsform.expressions import Binary, Call, Column, Expression, Truth, with_columns
from app.exchange.xlsform.form import Choice, Form
from app.exchange.xlsform.kinds import CURRENCY_LIST
from app.exchange.xlsform.lines import LANGUAGE_NAMES, Account, Line
from app.exchange.xlsform.names import NON_ANSWER_NAMES, Keys
from app.exchange.xlsform.subjects import CannotMap, Here, Json
from app.exchange.xlsform.unsaid import Unsaid
from app.exchange.xlsform.words import words


def choice_lists(lines: Sequence[Line], account: Account) -> dict[str, list[Choice]]:
    """The choices by list; names that are no codes are made into codes, and listed as renamed."""
    lists: dict[str, list[Choice]] = {}
    keys: dict[str, Keys] = {}
    for line in lines:
        list_name, name = line.take("list_name"), line.take("name")
        if not list_name or not name:
            account.whole_row(line, "A choice needs a list_name and a name.")
            account.row(line, list_name or name, "A choice needs a list_name and a name.")
            continue
        held = lists.setdefault(list_name, [])
        if any(choice.name == name for choice in held):
            account.row(line, f"name: {name}", "This name stands twice in its list; the first is taken.")
            account.whole_row(line, "This choice stands twice in its list.")
            continue
        if list_name == CURRENCY_LIST or name in NON_ANSWER_NAMES:
            held.append(Choice(name, NON_ANSWER_NAMES.get(name, name), line))
            continue
        code = keys.setdefault(list_name, Keys()).option(name)
        if code != name:
            account.row(line, f"name: {name}", f"Renamed to {code}, which is how codes are written here.")
        held.append(Choice(name, code, line))
    return lists


def currencies(form: Form) -> None:
    """Takes the list of currencies, which is the system's own; lists what was changed in it."""
    for choice in form.choices.get(CURRENCY_LIST, ()):
        if choice.name not in CURRENCIES:
            form.account.row(choice.line, f"name: {choice.name}", "The currencies are those of ISO 4217.")
        for language in LANGUAGE_NAMES:
            if choice.line.take(f"label::{language}") not in ("", choice.name):
                form.account.cell(choice.line, f"label::{language}", "Currencies go by their codes.")


def unused(form: Form, used: set[str]) -> None:
    """Lists the choices that no question uses."""
    for name, held in form.choices.items():
        if name not in used:
            for choice in held:
                form.account.row(
                    choice.line, f"{name}: {choice.name}", "No question that was mapped uses this list."
                )
                form.account.whole_row(choice.line, "No question that was mapped uses this list.")


def non_answers_of(choices: Sequence[Choice], form: Form) -> list[str]:
    """The reasons for no answer among the choices. Their words are the system's own."""
    found = []
    for choice in choices:
        if choice.name in NON_ANSWER_NAMES:
            own_words(form, choice.line, choice.code)
            found.append(choice.code)
    return found


def own_words(form: Form, line: Line, name: str) -> None:
    """Takes the labels of a row whose words are the system's; lists those that were changed."""
    for language, text in words(name, form.languages).items():
        column = f"label::{language}"
        if line.peek(column) != text:
            form.account.cell(
                line, column, "These words are the system's own and the same in every questionnaire."
            )
        line.take(column)


def options_of(form: Form, line: Line, choices: Sequence[Choice], here: Here) -> list[Json]:
    """The options of a question, with what its choice_filter says of each."""
    filter_ = _filter(form, line)
    found: list[Json] = []
    for choice in choices:
        if choice.name in NON_ANSWER_NAMES:
            continue
        option: Json = {"code": choice.code, "text": form.text_of(choice.line)}
        shown = _shown(form, line, choice, filter_, here)
        if shown is not None:
            option["shown_when"] = shown
        found.append(option)
    return found


def _filter(form: Form, line: Line) -> Expression | None:
    text = line.take("choice_filter")
    if not text:
        return None
    try:
        return parsed(text)
    except CannotMap as failed:
        form.account.cell(line, "choice_filter", str(failed))
        return None


def _shown(
    form: Form, line: Line, choice: Choice, filter_: Expression | None, here: Here
) -> Json | Unsaid | None:
    if filter_ is None:
        return Unsaid() if line.peek("choice_filter") else None
    for column in _columns_in(filter_):
        choice.line.take(column)
    left = with_columns(filter_, choice.line.cells)
    if left == Truth(True):
        return None
    try:
        if left == Truth(False):
            raise CannotMap(f"It never shows “{choice.name}”, which is kept and always shown.")
        return condition(left, form.subjects, here)
    except CannotMap as failed:
        form.account.cell(line, "choice_filter", str(failed))
        return Unsaid()


def _columns_in(expression: Expression) -> Iterator[str]:
    match expression:
        case Column(name):
            yield name
        case Call(_, arguments):
            for one in arguments:
                yield from _columns_in(one)
        case Binary(_, left, right):
            yield from _columns_in(left)
            yield from _columns_in(right)


def fixed_list(kind: str) -> Sequence[ResponseOption] | None:
    """The options that the system brings for "scale …", and for choices whose definitions have none of their own."""
    if kind.startswith("scale "):
        return SCALES.get(kind.removeprefix("scale "))
    found = QUESTION_TYPES.get(kind)
    if found is None or found.heard_as != "code" or {"options", "scale"} & set(found.model_fields):
        return None
    return found.model_validate(found.blank("q", {"en": kind})).response_options()


def is_fixed(form: Form, kind: str, choices: Sequence[Choice]) -> bool:
    """Whether the choices are exactly the fixed ones; their words are taken, and listed where they were changed."""
    fixed = fixed_list(kind)
    given = [choice for choice in choices if choice.name not in NON_ANSWER_NAMES]
    if fixed is None or [choice.name for choice in given] != [option.code for option in fixed]:
        return False
    for choice, option in zip(given, fixed, strict=True):
        for language, text in option.text.root.items():
            if choice.line.peek(f"label::{language}") != text:
                form.account.cell(
                    choice.line, f"label::{language}", "The words of this list are the system's own."
                )
            choice.line.take(f"label::{language}")
    return True


def codes_of(choices: Sequence[Choice]) -> Mapping[str, str]:
    """Option codes by the names that expressions use."""
    return {choice.name: choice.code for choice in choices if choice.name not in NON_ANSWER_NAMES}
