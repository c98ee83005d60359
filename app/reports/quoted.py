"""The replies that a document quotes, and the practices that it lists. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.alphabet import sort_key
from app.domain.edition import EditionKind
from app.domain.figures import plain
from app.domain.own_words import TextPlace, text_places
from app.domain.passages import correction_note
from app.domain.question_types import Question, Repeat
from app.domain.questionnaire import Questionnaire
from app.domain.quoting import Listing, Quotation, Said, State, quotation_of, selected
from app.domain.voice import Voice
from app.reports.facts import RespondingState
from app.reports.printed import Paragraph

MOST_QUOTATIONS = 2
"""Of one text of a question, in a report."""


@dataclass(frozen=True)
class Quotable:
    """What was said at each place that is quoted, by its name, and the practices of each list, by question key."""

    texts: Mapping[str, Sequence[Said]] = field(default_factory=dict)
    practices: Mapping[str, Listing] = field(default_factory=dict)

    def as_named(self, states: Iterable[RespondingState]) -> "Quotable":
        """With each State as one of `states` is named: those of a frozen version had the names of their day.

        Versions that were frozen without the States' codes name them as they are called now.
        """
        by_code = {one.code: State(one.code, one.names, one.in_text, one.group) for one in states}

        def named(one: State) -> State:
            return by_code.get(one.code, one)

        texts = {
            place: tuple(replace(one, state=named(one.state)) for one in said)
            for place, said in self.texts.items()
        }
        practices = {
            key: replace(of, listed=tuple(replace(one, state=named(one.state)) for one in of.listed))
            for key, of in self.practices.items()
        }
        return Quotable(texts, practices)


NOTHING_QUOTABLE = Quotable()


def quoted_places(questionnaire: Questionnaire) -> tuple[TextPlace, ...]:
    """The texts that are quoted, in the order asked: of an entry of a list only the first, which says the most."""
    return tuple(place for question in questionnaire.questions_asked() for place in _places_of(question))


def _places_of(question: Question) -> tuple[TextPlace, ...]:
    if question.report.shown_as != "quotations":
        return ()
    places = text_places(question)
    return places[:1] if isinstance(question, Repeat) else places


def listed_questions(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The lists of practices: those whose entries say for themselves how they may be published."""
    return tuple(
        one for one in questionnaire.questions_asked() if isinstance(one, Repeat) and one.consent_part
    )


def quotations(
    questionnaire: Questionnaire, quotable: Quotable, kind: EditionKind, voice: Voice
) -> Mapping[str, tuple[Quotation, ...]]:
    """The quotations of each question, by its key: a few of each section for a report, for a paper all of them."""
    if kind is EditionKind.CONFERENCE_ROOM_PAPER:
        found = {name: tuple(_in_order(said, voice)) for name, said in quotable.texts.items()}
    else:
        found = dict(_few(questionnaire, quotable))
    by_question: dict[str, tuple[Quotation, ...]] = {}
    for place in quoted_places(questionnaire):
        key = place.question.key
        by_question[key] = (*by_question.get(key, ()), *found.get(place.name, ()))
    return by_question


def _in_order(said: Sequence[Said], voice: Voice) -> Iterator[Quotation]:
    """All that may be quoted, in the alphabetical order of the States in the language of the document."""
    ordered = sorted(said, key=lambda one: (sort_key(name_of(one.state, voice), voice.language), one.item))
    yield from (one for one in map(quotation_of, ordered) if one is not None)


def _few(questionnaire: Questionnaire, quotable: Quotable) -> Iterator[tuple[str, tuple[Quotation, ...]]]:
    by_section: dict[str, dict[str, Sequence[Said]]] = {}
    for place in quoted_places(questionnaire):
        section = questionnaire.section_of[place.question.key].key
        by_section.setdefault(section, {})[place.name] = quotable.texts.get(place.name, ())
    for texts in by_section.values():
        yield from selected(texts, MOST_QUOTATIONS).items()


def name_of(state: State, voice: Voice) -> str:
    """The name of a State as it stands in lists."""
    return state.names.get(voice.language) or state.names["en"]


def quoting(quotation: Quotation, question: Question, number: int, block: str, voice: Voice) -> Paragraph:
    """A paragraph with a reply in quotation marks, after the name of its State where the question is attributed.

    What the State has corrected says so after the quotation marks.
    """
    said = quotation.said
    name = said.state.in_text if voice.language == "en" else name_of(said.state, voice)
    if question.report.unattributed:
        sentence = voice.sentence("One State reported: “%(words)s”", words=_HERE)
    else:
        sentence = voice.sentence(
            "%(state)s reported: “%(words)s”", state=name[:1].upper() + name[1:], words=_HERE
        )
    before, _, after = plain(sentence).partition(_HERE)
    if quotation.is_corrected:
        after += f" ({correction_note(voice)})"
    return Paragraph(
        number, (before, quotation.text, after), block, quoted_in=said.language or voice.language
    )


_HERE = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands for the words until the sentence is parted around them
