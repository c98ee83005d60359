"""The names of properties, and of the values that are words of the format, as authors read them."""

from collections.abc import Mapping

from app.domain.errors import Message, message

_WORDS: Mapping[str, Message] = {
    "True": message("yes"),
    "False": message("no"),
    "title": message("title"),
    "short_title": message("short title"),
    "mandate": message("mandate"),
    "introduction": message("introduction"),
    "languages": message("languages"),
    "unreviewed": message("translations not yet reviewed"),
    "terms": message("terms and their meanings"),
    "kinds": message("who or what it is for"),
    "consent_question": message("question about consent"),
    "report/title": message("title of the report"),
    "report/mandate": message("mandate in the report"),
    "report/chapters": message("chapters of the report"),
    "report/statement": message("sentence in the report"),
    "report": message("how the report shows it"),
    "minutes": message("minutes needed"),
    "sectors": message("sectors"),
    "thematic_area": message("thematic area"),
    "paragraph": message("paragraph of the resolution"),
    "shown_when": message("when it is shown"),
    "type": message("type of the question"),
    "number": message("printed number"),
    "text": message("text"),
    "guidance": message("guidance"),
    "purpose": message("purpose"),
    "why": message("why it is asked"),
    "concept": message("concept that trends follow"),
    "required": message("required"),
    "non_answers": message("reasons for giving no answer"),
    "consent": message("consent"),
    "checks": message("checks"),
    "exclusive": message("excludes the others"),
    "specify": message("asks to specify"),
    "carries_over": message("keeps the previous answers on record"),
    "scale": message("scale"),
    "at_least": message("at least"),
    "at_most": message("at most"),
    "unit": message("unit"),
    "unusual_above": message("unusual above"),
    "minimum": message("minimum"),
    "maximum": message("maximum"),
    "places": message("decimal places"),
    "max_words": message("most words"),
    "lines": message("lines of the field"),
    "max_characters": message("most characters"),
    "megabytes": message("largest file, in megabytes"),
    "totals": message("totals"),
    "value": message("computed value"),
    "count_of": message("what is counted"),
    "fact": message("what is filled in by itself"),
    "consent_part": message("part about consent"),
}


def in_words(name: str) -> Message:
    """A property or value in words; what has none of its own is told as it is written."""
    if name in _WORDS:
        return _WORDS[name]
    if name.startswith("checks/"):
        return message("text of a check")
    if name.startswith("report/chapters/"):
        return message("title of a chapter of the report")
    return Message("%(name)s", {"name": name})
