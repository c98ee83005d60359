"""Questionnaires → XLSForm workbooks that any ODK tool opens, and that read back to the same questionnaire."""

import json
from typing import Any

from pydantic import BaseModel

from app.domain.questionnaire import Questionnaire, Section
from app.domain.text import LocalizedText
from app.exchange.xlsform.conditions_out import Speaker
from app.exchange.xlsform.lines import LANGUAGE_NAMES
from app.exchange.xlsform.names import SECTION_NAME
from app.exchange.xlsform.places import Surroundings
from app.exchange.xlsform.questions_out import Writer
from app.exchange.xlsform.rows_out import Pages, table
from app.exchange.xlsform.words import words
from app.exchange.xlsform.workbook import write_workbook

DOCUMENT_SHEET = "questionnaire"
_CHUNK = 30_000  # characters of a cell; spreadsheet programs cut at 32,767
_EXPLAINED = (
    "The definition, for the system that wrote this workbook. What is changed on the other sheets counts."
)


def write_xlsform(questionnaire: Questionnaire) -> bytes:
    """The workbook: survey, choices and settings for any tool, and what forms have no word for on a sheet of its own.

    Raises InvalidDefinition where a form cannot hold all its rows.

    Sections are groups; grids, compounds and fields of several lines are groups inside. The columns q::type and
    q::number say what a row is here.
    """
    pages = Pages(_languages(questionnaire))
    writer = Writer(pages, Speaker(questionnaire))
    for section in questionnaire.sections:
        _section(writer, section)
    facts = Pages(pages.languages)
    for fact in sorted(writer.speaker.facts):
        row = facts.row("text", f"_fact.{fact}")
        row |= facts.texts("label", words(f"_fact.{fact}", pages.languages))
    main = questionnaire.languages[0]
    settings = {
        "form_title": questionnaire.title.in_language(main),
        "form_id": questionnaire.key,
        "default_language": f"{LANGUAGE_NAMES[main]} ({main})",
    }
    return write_workbook(
        {
            "survey": table([*facts.survey, *pages.survey], ("type", "name")),
            "choices": table(pages.choices, ("list_name", "name")),
            "settings": table([settings], ("form_title", "form_id", "default_language")),
            DOCUMENT_SHEET: [[_EXPLAINED], *([chunk] for chunk in document_cells(questionnaire.document()))],
        }
    )


def document_cells(document: dict[str, Any]) -> list[str]:
    """The document as JSON in cells: between bars, which keep blanks at the ends, without what Excel escapes."""
    text = json.dumps(document, separators=(",", ":")).replace("_x", "\\u005fx")
    return [f"|{text[at : at + _CHUNK]}|" for at in range(0, len(text), _CHUNK)]


def document_from(cells: list[str]) -> Any:
    """The document in cells. Raises ValueError."""
    return json.loads("".join(cell[1:-1] for cell in cells))


def _section(writer: Writer, section: Section) -> None:
    pages = writer.pages
    name = f"{SECTION_NAME}{section.key}"
    row = pages.row("begin_group", name, relevant=writer.said(section.shown_when, Surroundings()))
    row |= pages.texts("label", section.title) | {"q::type": "section"}
    if section.introduction is not None:
        note = pages.row("note", f"{name}._introduction")
        note |= pages.texts("label", section.introduction)
    for question in section.questions:
        writer.question(question, question.key)
    pages.row("end_group")


def _languages(questionnaire: Questionnaire) -> list[str]:
    """Those of the questionnaire, and any other that a text of it is in."""
    return list(dict.fromkeys((*questionnaire.languages, *_used(questionnaire))))


def _used(part: object) -> list[str]:
    if isinstance(part, LocalizedText):
        return list(part.root)
    if isinstance(part, BaseModel):
        return [one for name in part.model_fields_set for one in _used(getattr(part, name))]
    return [one for item in part for one in _used(item)] if isinstance(part, tuple) else []
