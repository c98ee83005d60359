"""A definition with its hash, which an edit brings up to date without writing out what did not change."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.canonical import canonical, sha256_of
from app.domain.editing.tree import Document

# Where JSON as Python writes it may not be canonical: numbers with decimals, large ones, and the order of rare signs.
_UNSURE = re.compile(r"[:,\[]-?\d+[.eE]|\d{16}|[\ud800-\U0010ffff]")


@dataclass(frozen=True)
class Written:
    """A document and its hash; of each section, by identity, the section and what it is in canonical JSON."""

    document: Document
    content_hash: str
    _sections: Mapping[int, tuple[Any, bytes]]

    @classmethod
    def of(cls, document: Document, before: "Written | None" = None) -> "Written":
        """`document` written out; sections that it shares with `before` are taken from there."""
        known = before._sections if before is not None else {}
        sections = {
            id(section): known.get(id(section)) or (section, _quickly(section))
            for section in document["sections"]
        }
        listed = b"[" + b",".join(sections[id(section)][1] for section in document["sections"]) + b"]"
        parts = (
            canonical(name) + b":" + (listed if name == "sections" else canonical(document[name]))
            for name in sorted(document)
        )
        return cls(document, sha256_of(b"{" + b",".join(parts) + b"}"), sections)


def _quickly(data: Document) -> bytes:
    """The same as `canonical`, ten times as fast where there is nothing that the two write differently."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return canonical(data) if _UNSURE.search(text) else text.encode()
