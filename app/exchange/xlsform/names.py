"""Names of an XLSForm as keys and codes of a questionnaire: the same name always gives the same key."""

import re
from dataclasses import dataclass, field

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
_SECTION = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,19}")
NON_ANSWER_NAMES = {"no-information": "no_information", "not-applicable": "not_applicable"}
SECTION_NAME = "_section."  # before the key of a section: question keys begin with a letter


@dataclass
class Keys:
    """Keys already used; a name that collides with one of them gets a number."""

    used: set[str] = field(default_factory=set)

    def unique(self, wanted: str, longest: int, joint: str) -> str:
        key, number = wanted[:longest], 2
        while key in self.used:
            tail = f"{joint}{number}"
            key, number = wanted[: longest - len(tail)] + tail, number + 1
        self.used.add(key)
        return key

    def question(self, name: str) -> str:
        key = name if _KEY.fullmatch(name) else re.sub(r"[^A-Za-z0-9_-]+", "_", name).strip("_")
        return self.unique(key if key[:1].isalpha() else f"q_{key}", 40, "_")

    def option(self, name: str) -> str:
        code = name if _CODE.fullmatch(name) else re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_")
        return self.unique(code or "option", 40, "_")

    def section(self, name: str) -> str:
        key = name if _SECTION.fullmatch(name) else re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")
        return self.unique(key[:20].strip("-") or "section", 20, "-")


def inner_name(name: str, holder: str) -> str:
    """The name that a row has inside the row `holder`: `P2-B07.name` is `name` inside `P2-B07`."""
    return name.removeprefix(f"{holder}.")
