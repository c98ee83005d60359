"""Tables of the codes that the Secretariat gave to texts: one for each place where texts were coded. Pure."""

from collections.abc import Iterator, Mapping

from app.domain.coding import READERS, CodedTexts, coverage
from app.domain.figures import Shown, Text, figure_id
from app.domain.finding_figures import NO_SHARE
from app.domain.own_words import text_places
from app.domain.question_types import Question
from app.domain.voice import Voice
from app.reports.drafting.references import table_name
from app.reports.printed import Row, Table
from app.reports.table_words import title_of


def coded_tables(
    question: Question, coded: Mapping[str, CodedTexts], first: int, voice: Voice, source: Text
) -> tuple[Table, ...]:
    """The tables of a question, numbered from `first`; none of texts that nobody coded, or of too few States."""
    return tuple(_tables(question, coded, first, voice, source))


def _tables(
    question: Question, coded: Mapping[str, CodedTexts], first: int, voice: Voice, source: Text
) -> Iterator[Table]:
    if question.report.shown_as == "none":
        return
    for place in text_places(question):
        found = coded.get(place.name)
        if found is not None and found.is_told:
            part = "" if place.asked is question else voice.text(place.asked.text)
            yield _table(table_name(voice, first), title_of(question, voice), part, found, voice, source)
            first += 1


def _table(name: str, title: str, part: str, found: CodedTexts, voice: Voice, source: Text) -> Table:
    labels = {code.code: code.called(voice.language) for code in found.book}
    return Table(
        name=name,
        title=title,
        subtitle=": ".join(filter(None, (part, voice.word("Subjects of the texts")))),
        unit=voice.word("(Number of texts)"),
        columns=(voice.word("Subject"), voice.word("Number"), voice.word("Per cent")),
        rows=tuple(
            Row(
                labels[one.code],
                (
                    _shown(found, "count", one.code, voice.number(one.count)),
                    _shown(found, "share", one.code, NO_SHARE if one.share is None else f"{one.share}"),
                ),
            )
            for one in found.codes
        ),
        total=Row(
            voice.word("Texts whose codes are counted"),
            (_shown(found, "coded", "", voice.number(found.coded)), ""),
        ),
        remarks=(
            _readers(found, voice),
            coverage(found, voice),
        ),
        source=source,
    )


def _readers(found: CodedTexts, voice: Voice) -> Text:
    if found.readers < READERS:  # frozen before two were asked for
        return voice.sentence("The Secretariat read the texts and assigned codes to them by subject.")
    return voice.sentence(
        "Two persons at the Secretariat read each of the texts and agreed on its codes by subject."
    )


def _shown(found: CodedTexts, measure: str, code: str, text: str) -> Shown:
    return Shown(figure_id(found.name, measure, code=code), text)
