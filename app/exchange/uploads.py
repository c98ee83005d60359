"""A definition file as a browser sends it: its bytes and the name that it claims to have."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from app.domain.diagnostics import analyse
from app.domain.questionnaire import Questionnaire
from app.exchange.mistakes import InvalidFile, Mistake
from app.exchange.xlsform import NotMapped, read_xlsform
from app.exchange.xlsform.workbook import LARGEST_FILE
from app.exchange.yaml_format import read_file

LARGEST_UPLOAD = LARGEST_FILE  # bytes; a YAML file may be a fifth of it
MOST_SHOWN = 200  # mistakes, and things not mapped
_LONGEST_NAME = 80
_ZIP, _OLD_WORKBOOK = b"PK", b"\xd0\xcf\x11\xe0"
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_SEPARATORS = re.compile(r"[/\\]")


@dataclass(frozen=True)
class Upload:
    """What a file that can be used holds; `warnings` are what its authors may still want to set right.

    Of an XLSForm they are what is to be set right before it can be published, too.
    """

    file: str
    form: Literal["yaml", "xlsform"]
    questionnaire: Questionnaire
    warnings: Sequence[Mistake] = ()
    not_mapped: Sequence[NotMapped] = ()


def read_upload(name: str, content: bytes) -> Upload:
    """The questionnaire in `content`, by what it is and not by what it is called. Raises InvalidFile."""
    file = safe_name(name)
    if content.startswith((_ZIP, _OLD_WORKBOOK)) or file.lower().endswith(_WORKBOOK_NAMES):
        found = read_xlsform(content, file)
        return Upload(
            file, "xlsform", found.questionnaire, _diagnosed(found.questionnaire, file), found.not_mapped
        )
    if not content.strip():
        raise InvalidFile([Mistake(file, 1, "", "This file is empty.")])
    read = read_file(Path(file), content)
    return Upload(file, "yaml", read.questionnaire, read.warnings)


def safe_name(name: str) -> str:
    """The last part of a file's name, without what could not be printed."""
    last = _SEPARATORS.split(name)[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip().strip(".")
    return kept[-_LONGEST_NAME:] or "questionnaire"


def _diagnosed(questionnaire: Questionnaire, file: str) -> tuple[Mistake, ...]:
    """What the analysis finds in a form. The rows are gone by now, so that the place alone says where."""
    document = questionnaire.document()
    return tuple(
        Mistake(file, 1, _in_words(document, one.place), one.text, one.severity)
        for one in analyse(questionnaire)
    )


def _in_words(document: Any, place: Sequence[str | int]) -> str:
    """A place by the keys and codes that stand there, as people know them."""
    words: list[str] = []
    node = document
    for step in place:
        known = isinstance(node, list) or (isinstance(node, dict) and step in node)
        node = node[step] if known else None
        named = (node.get("key") or node.get("code")) if isinstance(node, dict) else None
        words.append(str(named or step))
    return ".".join(words)
