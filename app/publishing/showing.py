"""A comparison as its pages show it: the changes of each section and question together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.domain.comparing import Change, ChangeClass, Line, Told, compare, possible_classes, told
from app.domain.in_words import Speaker
from app.domain.questionnaire import Questionnaire
from app.domain.text import LocalizedText
from app.publishing.queries import Given

NOTHING_SAID: Mapping[tuple[str, str], Given] = {}


@dataclass(frozen=True)
class ShownChange:
    """One change with what its author may say of it, and what was said (None: nothing yet)."""

    change: Change
    told: Told
    possible: tuple[ChangeClass, ...]
    given: Given | None


@dataclass(frozen=True)
class Group:
    """The changes of one question, of a section itself, or of the questionnaire itself ('' and no title)."""

    section: str
    title: Line | None
    question: str
    number: str
    text: Line | None
    changes: Sequence[ShownChange]


@dataclass(frozen=True)
class Comparison:
    """Two editions side by side."""

    before: Questionnaire
    after: Questionnaire
    changes: Sequence[Change]

    @classmethod
    def of(cls, before: Questionnaire, after: Questionnaire) -> "Comparison":
        return cls(before, after, compare(before, after))

    def groups(
        self, speaker: Speaker, given: Mapping[tuple[str, str], Given] = NOTHING_SAID
    ) -> Sequence[Group]:
        """Every change, grouped by section and question in the order of the later edition."""
        together = groupby(self.changes, key=lambda change: (change.where.section, change.where.question))
        return [
            self._group(speaker, section, question, list(changes), given)
            for (section, question), changes in together
        ]

    def figures(self) -> Mapping[str, int]:
        """How many changes there are of each kind that occurs."""
        found: dict[str, int] = {}
        for change in self.changes:
            found[change.kind] = found.get(change.kind, 0) + 1
        return found

    def _group(
        self,
        speaker: Speaker,
        section: str,
        question: str,
        changes: Sequence[Change],
        given: Mapping[tuple[str, str], Given],
    ) -> Group:
        sections = {**self.before.section_by_key, **self.after.section_by_key}
        questions = {**self.before.by_key, **self.after.by_key}
        shown = [
            ShownChange(
                change,
                told(change, speaker, self.before, self.after),
                possible_classes(change),
                given.get((change.place, change.kind.value)),
            )
            for change in changes
        ]
        return Group(
            section,
            _line(sections[section].title, speaker) if section else None,
            question,
            changes[0].where.number,
            _line(questions[question].text, speaker) if question else None,
            shown,
        )


def _line(text: LocalizedText, speaker: Speaker) -> Line:
    return Line(speaker.text(text), text.language_for(speaker.language))
