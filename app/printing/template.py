"""View models → HTML for print, without Flask: the same in the worker, the command line and the tests."""

import unicodedata
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "print"
CUT = "[cut: the text is longer than can be printed]"
LONGEST = 20_000  # characters of one text: six pages
LONGEST_WORD = (
    1_000  # characters without a place to break: one of 20,000 takes the layout 15 seconds, of 1,000 a tenth
)
MOST_MARKS = 4  # on one letter: no language writes more, and thousands of them take the layout seconds
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS = frozenset("\u200c\u200d")  # format characters that Persian and Indic scripts are spelled with
_WIDE = frozenset("WF")  # Chinese, Japanese, Korean: a line may end after each


def printed_html(template: str, *, cut: str = CUT, **views: object) -> str:
    """A template of templates/print with its view models; every text is escaped, and cleaned by `printable`.

    `cut` is the note on a text that is too long, in the language of the document.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=partial(_finalize, cut),
    )
    return environment.get_template(template).render(**views)


def _finalize(cut: str, value: object) -> object:
    """What the template prints; what is markup already (the output of a macro) was cleaned when it was made."""
    return printable(value, cut) if isinstance(value, str) and not hasattr(value, "__html__") else value


def printable(text: str, cut: str = CUT) -> str:
    """`text` without what would harm the page: controls, direction overrides, unassigned characters, piled-up marks.

    A text or a word that is too long is cut there, and ends with the note `cut`. Lines become spaces.
    """
    kept: list[str] = []
    marks = word = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if character.isspace():
            word = 0
            _keep_space(kept, character, category)
        elif marks <= MOST_MARKS and (category not in _UNPRINTABLE or character in _JOINERS):
            word = 0 if unicodedata.east_asian_width(character) in _WIDE else word + 1
            kept.append(character)
        if word > LONGEST_WORD or len(kept) > LONGEST:
            return _ended(kept, cut)
    return "".join(kept)


def _keep_space(kept: list[str], character: str, category: str) -> None:
    """Spaces stay as they are; of any number of line ends and tabs there remains one."""
    if category == "Zs":
        kept.append(character)
    elif kept[-1:] != [" "]:
        kept.append(" ")


def _ended(kept: list[str], cut: str) -> str:
    """What was kept so far with the note, and with it no longer than a text may be."""
    return f"{''.join(kept[:-1])[: LONGEST - len(cut) - 1].rstrip()} {cut}"
