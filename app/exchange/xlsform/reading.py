"""XLSForm workbooks → questionnaires, with an account of what could not be mapped."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.domain.errors import InvalidDefinition
from app.domain.questionnaire import Questionnaire
from app.domain.text import Language
from app.exchange.mistakes import InvalidFile, Mistake
from app.exchange.xlsform.choices_in import choice_lists, currencies, unused
from app.exchange.xlsform.form import Form
from app.exchange.xlsform.kinds import CURRENCY_LIST
from app.exchange.xlsform.lines import TRANSLATED, Account, Line, NotMapped, language_of, lines_of
from app.exchange.xlsform.merging import merged
from app.exchange.xlsform.sections_in import questionnaire_key, sections_of
from app.exchange.xlsform.subjects import Json
from app.exchange.xlsform.system_rows import SYSTEM_COLUMNS
from app.exchange.xlsform.tree import Node, tree_of
from app.exchange.xlsform.unsaid import Unsaid, settled
from app.exchange.xlsform.workbook import Sheet, read_workbook, refusal
from app.exchange.xlsform.writing import DOCUMENT_SHEET, document_from, write_xlsform
from app.exchange.yaml_words import in_words

SHEETS = ("survey", "choices", "settings", DOCUMENT_SHEET)


@dataclass(frozen=True)
class ReadForm:
    """The questionnaire that a workbook holds, and what in it has no place there, by sheet and row."""

    questionnaire: Questionnaire
    not_mapped: tuple[NotMapped, ...]


@dataclass
class Sheets:
    """What the sheets say, as a document that may leave things unsaid, and every row with its cells."""

    document: Json
    account: Account
    lines: Sequence[Line]
    others: Sequence[NotMapped] = field(default_factory=tuple)

    def listed(self) -> tuple[NotMapped, ...]:
        return tuple(sorted({*self.account.found, *self.others}))


def read_xlsform(source: Path | bytes, file: str = "") -> ReadForm:
    """The questionnaire of a workbook. Raises InvalidFile with file and row where it cannot be read at all.

    A workbook that this system wrote also holds the whole definition; what was changed on its sheets since is what
    counts. In any other workbook, top-level groups are sections; groups inside them that have a label and hold simple
    questions only are compounds, those shown as a table-list are grids, all others are taken apart. A text is long
    (300 words) where its appearance is multiline, and one line otherwise. A number without a constraint counts
    something: it is not negative. An acknowledge is a declaration, which also asks who makes it.
    """
    name = file or (str(source) if isinstance(source, Path) else "workbook")
    sheets = read_workbook(source, name)
    read = read_sheets(sheets, name)
    whole = _written_document(sheets, name)
    if whole is None:
        return ReadForm(_validated(settled(read.document), name), read.listed())
    try:
        content = write_xlsform(whole)
    except InvalidDefinition as failed:
        raise refusal(name, str(failed), DOCUMENT_SHEET) from None
    written = read_sheets(read_workbook(content, name), name)
    document = merged(written.document, read.document, whole.document())
    known = {(one.sheet, one.what, one.why) for one in written.listed()}
    listed = [one for one in read.listed() if (one.sheet, one.what, one.why) not in known]
    listed.extend(_changed_system_rows(written.lines, read.lines))
    return ReadForm(_validated(settled(document), name), tuple(sorted(listed)))


def _changed_system_rows(before: Sequence[Line], after: Sequence[Line]) -> Iterable[NotMapped]:
    """What was changed in rows that the system adds to a question by itself, beyond their words."""
    written = {line.peek("name"): line for line in before if "._" in line.peek("name")}
    for line in after:
        old = written.get(line.peek("name"))
        if old is not None:
            for column in sorted({*old.cells, *line.cells}):
                if column in SYSTEM_COLUMNS and old.peek(column) != line.peek(column):
                    what = f"{column}: {line.peek(column)}"[:60]
                    yield NotMapped(line.sheet, line.row, what, "This row is the system's own.")


def read_sheets(sheets: Sequence[Sheet], file: str) -> Sheets:
    """What the sheets say. Every cell of every row is either taken or listed."""
    by_name = {sheet.name.strip().lower(): sheet for sheet in sheets}
    if "survey" not in by_name or not by_name["survey"].rows:
        raise refusal(file, "This workbook has no sheet named survey, so it is not an XLSForm.")
    settings = lines_of(by_name.get("settings"), "en", file)
    default = _default_language(settings)
    survey = lines_of(by_name["survey"], default, file)
    choices = lines_of(by_name.get("choices"), default, file)
    account = Account()
    form = Form(account, _languages((*survey, *choices), default), choice_lists(choices, account))
    tree = tree_of(survey, file)
    named = [node for top in tree for node in top.walk()]
    form.subjects.later = frozenset(node.name for node in named)
    _names_used_twice(form, named)
    document = _document(form, tree, settings)
    unused(form, {node.type.list_name for node in named} | {CURRENCY_LIST})
    currencies(form)
    account.rest((*survey, *choices, *settings))
    if not document["sections"]:
        raise refusal(
            file, "No row of this form could be mapped: there is nothing to ask.", by_name["survey"].name
        )
    return Sheets(document, account, (*survey, *choices, *settings), tuple(_other_sheets(sheets)))


def _names_used_twice(form: Form, named: Sequence[Node]) -> None:
    seen: set[str] = set()
    for node in named:
        if node.name and node.name in seen:
            why = "This name is used twice; expressions mean the last one before them."
            form.account.row(node.line, f"name: {node.name}", why)
        seen.add(node.name)


def _other_sheets(sheets: Sequence[Sheet]) -> Iterable[NotMapped]:
    for sheet in sheets:
        if sheet.name.strip().lower() not in SHEETS:
            for number, texts in sheet.rows:
                what = " | ".join(texts.values())[:60]
                yield NotMapped(sheet.name, number, what, "Nothing is read from this sheet.")


def _default_language(settings: Sequence[Line]) -> Language:
    """The language of columns without one."""
    for line in settings:
        found = language_of(line.peek("default_language"))
        if found:
            line.take("default_language")
            return found
    return "en"


def _languages(lines: Sequence[Line], default: Language) -> list[Language]:
    """The languages that any text is written in, the default one first."""
    columns = dict.fromkeys(column for line in lines for column in line.cells)
    found = dict.fromkeys(
        language_of(column.partition("::")[2]) for column in columns if column.split("::")[0] in TRANSLATED
    )
    known = [language for language in found if language is not None]
    return [default, *(one for one in known if one != default)] if default in known or not known else known


def _document(form: Form, tree: Sequence[Node], settings: Sequence[Line]) -> Json:
    line = settings[0] if settings else Line("settings", 1, {}, {})
    main = form.languages[0]
    written = line.take("form_title") or line.peek("form_id") or "Untitled form"
    title = {main: written}
    form_id = line.take("form_id")
    key = questionnaire_key(form_id)
    if form_id and key != form_id:
        form.account.row(
            line, f"form_id: {form_id}", f"Renamed to {key}, which is how questionnaires are named here."
        )
    sections = sections_of(form, tree, title)
    chapter = {"title": title, "sections": [section["key"] for section in sections]}
    return {
        "key": key,
        "title": title,
        "languages": list(form.languages),
        "sections": sections,
        "report": Unsaid({"title": title, "mandate": title, "chapters": [chapter]}),
    }


def _written_document(sheets: Sequence[Sheet], file: str) -> Questionnaire | None:
    """The definition on the sheet `questionnaire`, if this system wrote the workbook."""
    sheet = next((one for one in sheets if one.name == DOCUMENT_SHEET), None)
    if sheet is None:
        return None
    cells = [texts.get(1, "") for number, texts in sheet.rows if number > 1]
    try:
        return Questionnaire.model_validate(document_from(cells))
    except (ValueError, RecursionError):
        said = "This sheet is not as it was written. Delete the whole sheet, or restore it."
        raise refusal(file, said, sheet.name) from None


def _validated(document: Mapping[str, Any], file: str) -> Questionnaire:
    try:
        return Questionnaire.model_validate(document)
    except ValidationError as failed:
        raise InvalidFile(
            Mistake(
                file,
                1,
                ".".join(str(step) for step in one["loc"]),
                in_words(one["type"], one.get("ctx", {}), one["msg"]),
            )
            for one in failed.errors(include_url=False)
        ) from None
