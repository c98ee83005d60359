"""Answers that this process has read and decided on before, kept as long as they are surely current.

Decoding the answers of a submission and deciding what applies take time in proportion to the questionnaire, most of
which no single page shows. Every change of an answer moves the end of the submission's audit trail, which each request
reads anyway (`Work.head`) or holds locked (`lock_to_fill`): where it is the one at which something was kept, nobody
has written since, in whatever process.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock

from app.audit.queries import Head
from app.domain.answers import About, Value
from app.domain.applicability import Applicability, applicability
from app.domain.hearing import Hearing
from app.submissions.queries import Held, Work, assembled, name_parts, reassembled

MOST_ANSWERS = 50_000  # kept in one process: about 30 MB


@dataclass(frozen=True)
class At:
    """What an answer, and what applies, depend on; `head` is the end of the audit trail of the submission."""

    submission_id: int
    version_id: int
    head: Head
    about: About

    @classmethod
    def of(cls, work: Work, today: date) -> "At":
        return cls(work.id, work.version_id, work.head, work.about(today))


@dataclass(frozen=True)
class Present:
    """The answers of a submission, as held and by question, and what applies in view of them."""

    at: At
    held: Mapping[str, Held]
    answers: Mapping[str, Value]
    found: Applicability

    def after(self, head: Head, held: Mapping[str, Held], hearing: Hearing) -> "Present":
        """What a save made of it; only what hears a changed answer is decided again."""
        changed = {name_parts(name)[0] for name, one in held.items() if self.held.get(name) is not one}
        if not changed:
            return replace(self, at=replace(self.at, head=head))
        values = {name: one.value for name, one in held.items()}
        answers = reassembled(self.answers, values, changed)
        found = hearing.after(self.found, answers, changed, self.at.about)
        return Present(replace(self.at, head=head), held, answers, found)


class KeptAnswers:
    """The submissions that this process met last. What is kept is never changed, so that threads may share it.

    Keep only what is committed: nobody else may ever see what was rolled back.
    """

    def __init__(self, most: int = MOST_ANSWERS) -> None:
        self._most = most
        self._kept: OrderedDict[int, Present] = OrderedDict()
        self._answers = 0
        self._lock = Lock()

    def held_at(self, submission_id: int, head: Head) -> Mapping[str, Held] | None:
        """The answers as they stood at `head`, if they are kept."""
        with self._lock:
            one = self._kept.get(submission_id)
            if one is None or one.at.head != head:
                return None
            self._kept.move_to_end(submission_id)
            return one.held

    def present(self, at: At, hearing: Hearing, read: Callable[[], Mapping[str, Held]]) -> Present:
        """The answers at `at`, which `read` reads where they are not kept."""
        with self._lock:
            one = self._kept.get(at.submission_id)
        if one is not None and one.at == at:
            return one
        held = self.held_at(at.submission_id, at.head)
        held = read() if held is None else held
        answers = assembled({name: each.value for name, each in held.items()})
        return Present(at, held, answers, applicability(hearing.questionnaire, answers, at.about))

    def keep(self, one: Present) -> None:
        """Keep what is committed, in the place of what was kept of its submission, and forget the longest unused."""
        with self._lock:
            self._forget(one.at.submission_id)
            self._kept[one.at.submission_id] = one
            self._answers += len(one.held)
            while self._answers > self._most:
                self._forget(next(iter(self._kept)))

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._answers = 0

    def _forget(self, submission_id: int) -> None:
        one = self._kept.pop(submission_id, None)
        self._answers -= len(one.held) if one is not None else 0
