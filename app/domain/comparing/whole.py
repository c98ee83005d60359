"""Two editions of a whole questionnaire: its own properties, then section by section and question by question."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.comparing.changes import Change, ChangeClass, Kind, Spot, Where
from app.domain.comparing.order import moved
from app.domain.comparing.questions import property_changes, question_changes
from app.domain.comparing.texts import text_changes, texts_of
from app.domain.question_types import Question
from app.domain.questionnaire import Questionnaire, ReportPlan, Section

MEANING, REWORDED = ChangeClass.MEANING_CHANGED, ChangeClass.REWORDED


def compare(before: Questionnaire, after: Questionnaire) -> tuple[Change, ...]:
    """Every difference, in the order of the later edition; what was removed stands at the end of its section."""
    return tuple(_Comparison(before, after, after.languages[0]).changes())


@dataclass(frozen=True)
class _Comparison:
    before: Questionnaire
    after: Questionnaire
    source: str

    def changes(self) -> Iterator[Change]:
        root = Spot((), "questionnaire", Where(), self.source)
        yield from _plan(root, self.before.report, self.after.report)
        for change in property_changes(self.before, self.after, root):
            if change.name != "report":
                yield change
        in_another_order = moved(list(self.before.section_by_key), list(self.after.section_by_key))
        for section in self.after.sections:
            yield from self._section(section, section.key in in_another_order)
        for section in self.before.sections:
            if section.key not in self.after.section_by_key:
                yield self._spot(section).change(
                    Kind.REMOVED, "", texts_of(section.title), None, ChangeClass.MEANING_CHANGED
                )
                yield from self._removed(section)

    def _spot(self, section: Section) -> Spot:
        return Spot(("sections", section.key), "section", Where(section.key), self.source)

    def _section(self, section: Section, in_another_order: bool) -> Iterator[Change]:
        spot, before = self._spot(section), self.before.section_by_key.get(section.key)
        if before is None:
            yield spot.change(Kind.ADDED, "", None, texts_of(section.title), MEANING)
        else:
            if in_another_order:
                yield spot.change(Kind.MOVED, "", None, None, REWORDED)
            yield from property_changes(before, section, spot)
        old = [question.key for question in before.questions] if before else []
        moved_inside = moved(old, [question.key for question in section.questions])
        for question in section.questions:
            yield from self._question(section, question, question.key in moved_inside)
        if before is not None:
            yield from self._removed(before)

    def _question(self, section: Section, question: Question, moved_inside: bool) -> Iterator[Change]:
        before = self.before.by_key.get(question.key)
        spot = self._at(section, question, before)
        if before is None:
            yield spot.change(Kind.ADDED, "", None, texts_of(question.text), MEANING)
            return
        was_in = self.before.section_of[question.key]
        if was_in.key != section.key:
            old, new = texts_of(was_in.title), texts_of(section.title)
            yield spot.change(Kind.MOVED, "", old, new, REWORDED)
        elif moved_inside:
            yield spot.change(Kind.MOVED, "", None, None, REWORDED)
        yield from question_changes(before, question, spot)

    def _removed(self, before: Section) -> Iterator[Change]:
        for question in before.questions:
            if question.key not in self.after.by_key:
                spot = self._at(before, question, question)
                yield spot.change(Kind.REMOVED, "", texts_of(question.text), None, MEANING)

    def _at(self, section: Section, question: Question, before: Question | None) -> Spot:
        return Spot(
            ("sections", section.key, "questions", question.key),
            "question",
            Where(section.key, question.key, question.number),
            self.source,
            (before.concept,) if before is not None and before.concept else (),
        )


def _plan(spot: Spot, old: ReportPlan, new: ReportPlan) -> Iterator[Change]:
    for name in ("title", "mandate"):
        texts = texts_of(getattr(old, name)), texts_of(getattr(new, name))
        yield from text_changes(spot, f"report/{name}", *texts)
    if [chapter.sections for chapter in old.chapters] != [chapter.sections for chapter in new.chapters]:
        yield spot.change(Kind.REPORTING, "report/chapters", old.chapters, new.chapters, REWORDED)
        return
    for at, (one, other) in enumerate(zip(old.chapters, new.chapters, strict=True)):
        name = f"report/chapters/{at}/title"
        yield from text_changes(spot, name, texts_of(one.title), texts_of(other.title))
