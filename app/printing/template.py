"""View models → HTML for print, without Flask: the same in the worker, the command line and the tests."""

import unicodedata
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "print"
MOST_MARKS = 4  # on one letter: no language writes more, and thousands of them take the layout seconds
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS = frozenset("\u200c\u200d")  # format characters that Persian and Indic scripts are spelled with


def printed_html(template: str, **views: object) -> str:
    """A template of templates/print with its view models; every text is escaped, and cleaned by `printable`."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    return environment.get_template(template).render(**views)


def _finalize(value: object) -> object:
    """What the template prints; what is markup already (the output of a macro) was cleaned when it was made."""
    return printable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def printable(text: str) -> str:
    """`text` without what would harm the page: controls, direction overrides, unassigned characters, piled-up marks."""
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if character.isspace():
            kept.append(character if category == "Zs" else " ")
        elif marks <= MOST_MARKS and (category not in _UNPRINTABLE or character in _JOINERS):
            kept.append(character)
    return "".join(kept)
