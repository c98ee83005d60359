"""A whole questionnaire on paper: its title and introduction, and every section with its questions."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.canonical import canonical, sha256_of
from app.domain.errors import message
from app.domain.in_words import Names, Speaker
from app.domain.questionnaire import Questionnaire, Section
from app.domain.text import Worded
from app.printing.blank.asking import Asking
from app.printing.blank.pieces import Blank, Heading, Paragraph, Piece

DRAFT = message(
    "This translation of the questionnaire is a draft that nobody has reviewed yet. Where it differs from the original,"
    " the original prevails."
)


@dataclass(frozen=True)
class Edition:
    """Which edition is printed: its label ("2"), the hash of its content, and its date as ISO 8601 in UTC."""

    label: str
    content_hash: str
    dated: str
    draft: bool = False
    notice: str = ""


def blank_of(
    questionnaire: Questionnaire, speaker: Speaker, edition: Edition, own_language: str = "en"
) -> Blank:
    """The questionnaire for readers of the speaker's language; our own words are in `own_language`."""
    asking = Asking(Names(questionnaire, speaker), own_language)
    said = message("Version %(version)s", version=edition.label)
    if edition.draft:
        said = message("Draft of version %(version)s", version=edition.label)
    made_from = [edition.content_hash, speaker.language, own_language, edition.label, edition.notice]
    return Blank(
        language=speaker.language,
        right_to_left=Worded("", speaker.language).direction == "rtl",
        identifier=sha256_of(canonical(made_from)),
        dated=edition.dated,
        title=asking.words(questionnaire.title),
        edition=asking.own(said),
        notice=edition.notice,
        pieces=tuple(_pieces(questionnaire, asking)),
    )


def _pieces(questionnaire: Questionnaire, asking: Asking) -> Iterator[Piece]:
    if questionnaire.is_unreviewed(asking.speaker.language):
        yield Paragraph("guidance", asking.own(DRAFT))
    for text in (questionnaire.mandate, questionnaire.introduction):
        if text is not None:
            yield Paragraph("plain", asking.words(text))
    for term in questionnaire.terms:
        told = f"{asking.speaker.text(term.term)}: {asking.speaker.text(term.meaning)}"
        yield Paragraph("guidance", Worded(told, term.meaning.language_for(asking.speaker.language)))
    for section in questionnaire.sections:
        yield from _section(section, asking)


def _section(section: Section, asking: Asking) -> Iterator[Piece]:
    yield Heading(2, section.key, asking.words(section.title))
    condition = asking.condition(section.shown_when)
    if condition is not None:
        yield Paragraph("condition", condition)
    if section.introduction is not None:
        yield Paragraph("plain", asking.words(section.introduction))
    for question in section.questions:
        yield from asking.question(question)
