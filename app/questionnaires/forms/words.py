"""What the editor calls types, properties and their values. What is not listed is called after its own name."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext

TYPES: Mapping[str, Any] = {
    "single_choice": lazy_gettext("One of several options"),
    "multiple_choice": lazy_gettext("Several options"),
    "yes_no_planned": lazy_gettext("Yes, planned or no"),
    "scale": lazy_gettext("Scale"),
    "ranking": lazy_gettext("Ranking"),
    "whole_number": lazy_gettext("Whole number"),
    "decimal": lazy_gettext("Number with decimals"),
    "percentage": lazy_gettext("Percentage"),
    "year": lazy_gettext("Year"),
    "amount": lazy_gettext("Amount of money"),
    "date": lazy_gettext("Date"),
    "date_range": lazy_gettext("From one date to another"),
    "period": lazy_gettext("Year, quarter or month"),
    "short_text": lazy_gettext("One line of text"),
    "text": lazy_gettext("Text of several lines"),
    "email": lazy_gettext("E-mail address"),
    "web_address": lazy_gettext("Web address"),
    "contact": lazy_gettext("Contact person"),
    "declaration": lazy_gettext("Declaration"),
    "note": lazy_gettext("Note, without an answer"),
    "compound": lazy_gettext("Question of several parts"),
    "grid": lazy_gettext("Table of rows and columns"),
    "repeat": lazy_gettext("List, answered entry by entry"),
    "attachment": lazy_gettext("Documents"),
    "computed": lazy_gettext("Worked out by the form"),
}

LABELS: Mapping[str, Any] = {
    "text": lazy_gettext("Question"),
    "number": lazy_gettext("Printed number"),
    "guidance": lazy_gettext("Guidance"),
    "purpose": lazy_gettext("What the answers are for"),
    "why": lazy_gettext("Why it is asked"),
    "concept": lazy_gettext("Concept"),
    "thematic_area": lazy_gettext("Thematic area"),
    "paragraph": lazy_gettext("Paragraph of the mandate"),
    "required": lazy_gettext("An answer is needed to submit"),
    "sectors": lazy_gettext("Sectors that answer"),
    "own_answers": lazy_gettext("Sectors that also answer it themselves"),
    "starts_as": lazy_gettext("Begins with"),
    "minutes": lazy_gettext("Minutes that it takes"),
    "non_answers": lazy_gettext("Reasons that may stand instead of an answer"),
    "consent": lazy_gettext("Use of the answer"),
    "report.as": lazy_gettext("Shown as"),
    "report.statement": lazy_gettext("Statement"),
    "report.counts": lazy_gettext("Options that make it true"),
    "report.counts_all": lazy_gettext("Options that make it true together"),
    "report.by": lazy_gettext("Beside the total"),
    "report.unattributed": lazy_gettext("Quoted without the names of the States"),
    "at_least": lazy_gettext("At least"),
    "at_most": lazy_gettext("At most"),
    "scale": lazy_gettext("Scale"),
    "unit": lazy_gettext("Unit"),
    "unusual_above": lazy_gettext("Unusual above"),
    "minimum": lazy_gettext("Smallest"),
    "maximum": lazy_gettext("Largest"),
    "places": lazy_gettext("Decimals"),
    "max_characters": lazy_gettext("Characters at most"),
    "max_words": lazy_gettext("Words at most"),
    "lines": lazy_gettext("Height in lines"),
    "totals": lazy_gettext("Totals"),
    "consent_part": lazy_gettext("Question inside that asks for consent"),
    "megabytes": lazy_gettext("Megabytes of a document at most"),
    "value": lazy_gettext("Worked out from"),
    "count_of": lazy_gettext("Number of entries of"),
    "fact": lazy_gettext("Known about the respondent"),
    "exclusive": lazy_gettext("Excludes all others"),
    "specify": lazy_gettext("Asks to specify"),
    "carries_over": lazy_gettext("Keeps the previous answers on record"),
    "title": lazy_gettext("Title"),
    "short_title": lazy_gettext("Short title"),
    "mandate": lazy_gettext("Mandate"),
    "introduction": lazy_gettext("Introduction"),
    "languages": lazy_gettext("Languages"),
    "unreviewed": lazy_gettext("Translations not yet reviewed"),
    "kinds": lazy_gettext("Kinds"),
    "consent_question": lazy_gettext("Question that asks for consent"),
    "report.title": lazy_gettext("Title of the report"),
    "report.mandate": lazy_gettext("Mandate, as the report states it"),
    "options": lazy_gettext("Options"),
    "rows": lazy_gettext("Rows"),
    "columns": lazy_gettext("Columns"),
    "parts": lazy_gettext("Parts"),
    "questions": lazy_gettext("Questions"),
    "sections": lazy_gettext("Sections"),
    "chapters": lazy_gettext("Chapters of the report"),
    "terms": lazy_gettext("Terms explained"),
    "checks": lazy_gettext("Checks"),
    "shown_when": lazy_gettext("Shown when"),
}

HINTS: Mapping[str, Any] = {
    "guidance": lazy_gettext("One or two sentences under the question."),
    "concept": lazy_gettext(
        "What the question measures, in small letters like coordinating_body. Questions that share it can be compared "
        "between cycles and questionnaires."
    ),
    "report.statement": lazy_gettext("It completes the sentence “… of responding States reported that”."),
    "report.counts": lazy_gettext("One code of an option in each line."),
    "report.counts_all": lazy_gettext("One code of an option in each line; all of them must be chosen."),
    "carries_over": lazy_gettext("For “nothing new since the previous report”."),
    "unusual_above": lazy_gettext("Above this number the form asks whether it is right."),
    "minutes": lazy_gettext("Leave this empty, and it is estimated."),
    "unreviewed": lazy_gettext(
        "Respondents who read them are told that they are drafts, and which text prevails."
    ),
    "consent_question": lazy_gettext("The key of a question with one of several options."),
    "consent_part": lazy_gettext("The key of the question."),
    "count_of": lazy_gettext("The key of a list or of documents."),
}

_LANGUAGES: Mapping[str, str] = {
    "ar": "العربية",
    "zh": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
}

VALUES: Mapping[str, Mapping[str, Any]] = {
    "non_answers": {
        "no_information": lazy_gettext("No information available"),
        "not_applicable": lazy_gettext("Not applicable"),
    },
    "consent": {
        "": lazy_gettext("As the whole report"),
        "ask": lazy_gettext("Ask beside the question"),
        "publish": lazy_gettext("May be published"),
        "attribute": lazy_gettext("At most in the summary, with attribution"),
        "aggregate": lazy_gettext("In aggregated form only"),
    },
    "report.as": {
        "table": lazy_gettext("Table"),
        "bar": lazy_gettext("Bars"),
        "stacked": lazy_gettext("Stacked bars"),
        "heat": lazy_gettext("Shaded table"),
        "quotations": lazy_gettext("Quotations"),
        "list": lazy_gettext("List"),
        "none": lazy_gettext("Not shown"),
    },
    "report.by": {
        "": lazy_gettext("Nothing"),
        "regional_group": lazy_gettext("Replies of each regional group"),
    },
    "totals": {
        "": lazy_gettext("None"),
        "rows": lazy_gettext("Of each row"),
        "columns": lazy_gettext("Of each column"),
        "both": lazy_gettext("Of rows and columns"),
    },
    "scale": {
        "frequency": lazy_gettext("Frequency"),
        "extent": lazy_gettext("Extent"),
        "change": lazy_gettext("Change"),
        "severity": lazy_gettext("Severity"),
        "implementation": lazy_gettext("Implementation"),
        "agreement": lazy_gettext("Agreement"),
        "effectiveness": lazy_gettext("Effectiveness"),
    },
    "fact": {
        "": lazy_gettext("Nothing"),
        "respondent": lazy_gettext("Name of the respondent"),
    },
    "starts_as": {
        "": lazy_gettext("Nothing"),
        "cycle_period": lazy_gettext("The period of the cycle"),
    },
    "kinds": {
        "member_state": lazy_gettext("Member States"),
        "un_entity": lazy_gettext("United Nations entities"),
        "donor": lazy_gettext("Donors"),
        "organization": lazy_gettext("Organizations"),
        "pdf": "PDF",
        "word": "Word",
        "excel": "Excel",
        "odt": lazy_gettext("OpenDocument text"),
        "ods": lazy_gettext("OpenDocument spreadsheet"),
        "image": lazy_gettext("Pictures"),
    },
    "languages": _LANGUAGES,
    "unreviewed": _LANGUAGES,
}


def type_name(kind: str) -> str:
    return str(TYPES.get(kind) or plainly(kind))


def label(name: str) -> str:
    """What the property with the path `name` is called; the last step alone may say it."""
    return str(LABELS.get(name) or LABELS.get(name.rpartition(".")[2]) or plainly(name.rpartition(".")[2]))


def hint(name: str) -> str:
    return str(HINTS.get(name, ""))


def value_name(name: str, value: str) -> str:
    """One value that the property `name` may have."""
    return str(VALUES.get(name, {}).get(value) or plainly(value))


def plainly(name: str) -> str:
    """A name of the code as a person writes it: "max_words" becomes "Max words"."""
    return name.replace("_", " ").replace("-", " ").capitalize()
