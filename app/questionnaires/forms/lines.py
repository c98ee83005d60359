"""Lists that are pasted as lines: options and rows as "code | text", terms as "term: meaning"."""

import re
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from flask_babel import gettext

from app.questionnaires.forms.kinds import Kind
from app.questionnaires.forms.properties import Mistyped

_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
LONGEST_CODE = 40


def as_lines(kind: str, items: Sequence[Mapping[str, Any]], language: str) -> str:
    """A list as it is typed."""
    if kind == Kind.TERMS:
        return "\n".join(
            f"{_said(one['term'], language)}: {_said(one['meaning'], language)}" for one in items
        )
    return "\n".join(f"{one['code']} | {_said(one['text'], language)}" for one in items)


def _said(texts: Mapping[str, str], language: str) -> str:
    return " ".join(str(texts.get(language) or next(iter(texts.values()))).split())


def from_lines(
    kind: str, typed: str, items: Sequence[Mapping[str, Any]], language: str
) -> list[dict[str, Any]]:
    """The list that was typed; what was there before keeps everything else that it has. Raises Mistyped."""
    lines = [line.strip().lstrip("•*–- ").strip() for line in typed.replace("\r", "").split("\n")]
    if kind == Kind.TERMS:
        return [_term(line, items, language) for line in lines if line]
    found: list[dict[str, Any]] = []
    for line in lines:
        if line:
            taken = [one["code"] for one in found]
            found.append(_option(line, items, language, taken))
    return found


def _term(line: str, items: Sequence[Mapping[str, Any]], language: str) -> dict[str, Any]:
    term, colon, meaning = (part.strip() for part in line.partition(":"))
    if not term or not colon or not meaning:
        raise Mistyped(
            gettext("Write each term, a colon and what it means: “%(line)s” lacks one.", line=line[:60])
        )
    held = next((one for one in items if _said(one["term"], language) == term), None)
    if held is None:
        return {"term": {language: term}, "meaning": {language: meaning}}
    return {**held, "meaning": _worded(held["meaning"], meaning, language)}


def _option(
    line: str, items: Sequence[Mapping[str, Any]], language: str, taken: Sequence[str]
) -> dict[str, Any]:
    # A spreadsheet puts a tab between its columns.
    code, bar, text = (part.strip() for part in line.replace("\t", "|").partition("|"))
    if not bar:
        code, text = "", line
    if code and not _CODE.fullmatch(code):
        raise Mistyped(gettext("Use small letters, digits and _ in codes, not “%(code)s”.", code=code[:60]))
    if code in taken:
        raise Mistyped(gettext("The code %(code)s is there twice. Each option needs its own.", code=code))
    if not text:
        raise Mistyped(gettext("Write a text behind the code %(code)s.", code=code))
    held = _held(items, code, text, language, taken)
    if held is None:
        return {
            "code": code or _code_for(text, [*taken, *(one["code"] for one in items)]),
            "text": {language: text},
        }
    return {**held, "text": _worded(held["text"], text, language)}


def _held(
    items: Sequence[Mapping[str, Any]], code: str, text: str, language: str, taken: Sequence[str]
) -> Mapping[str, Any] | None:
    """What was there before with the code, or without one with the text."""
    free = [one for one in items if one["code"] not in taken]
    if code:
        return next((one for one in free if one["code"] == code), None)
    return next((one for one in free if _said(one["text"], language) == " ".join(text.split())), None)


def _worded(texts: Mapping[str, str], text: str, language: str) -> dict[str, str]:
    """The text as it was where it reads the same, so that line breaks in it stay."""
    return dict(texts) if _said(texts, language) == text else {**texts, language: text}


def _code_for(text: str, taken: Sequence[str]) -> str:
    """A code made from the first words of a text, or a number where it has no Latin letters."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    stem = "_".join(words)[:30].strip("_") or "option"
    names = (stem if number == 1 else f"{stem}_{number}" for number in count(1))
    return next(name for name in names if name not in taken)
