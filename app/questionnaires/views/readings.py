"""Drafts read as a whole, and what is found in them: kept for the states that pages asked for last."""

from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from flask import current_app

from app.domain.diagnostics import Diagnostic, analyse
from app.domain.editing import Document
from app.domain.questionnaire import Questionnaire

MOST_KEPT = 8
EXTENSION = "draft_readings"


@dataclass(frozen=True)
class Reading:
    """One state of a draft. What is worked out of it is worked out once."""

    document: Document

    @cached_property
    def definition(self) -> Questionnaire:
        return Questionnaire.model_validate(self.document)

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return analyse(self.definition)


@dataclass
class Readings:
    """By content hash, so that what is kept stays true."""

    _kept: OrderedDict[str, Reading] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, content_hash: str, document: Document) -> Reading:
        with self._lock:
            found = self._kept.setdefault(content_hash, Reading(document))
            self._kept.move_to_end(content_hash)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return found


def readings() -> Readings:
    """Those of this process."""
    found: Readings = current_app.extensions.setdefault(EXTENSION, Readings())
    return found
