"""A definition with its hash, which an edit brings up to date without writing out what did not change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.canonical import canonical, sha256_of
from app.domain.editing.tree import Document


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
            id(section): known.get(id(section)) or (section, canonical(section))
            for section in document["sections"]
        }
        listed = b"[" + b",".join(sections[id(section)][1] for section in document["sections"]) + b"]"
        parts = (
            canonical(name) + b":" + (listed if name == "sections" else canonical(document[name]))
            for name in sorted(document)
        )
        return cls(document, sha256_of(b"{" + b",".join(parts) + b"}"), sections)
