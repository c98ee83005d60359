"""The annexes of the Commission's document: who replied, and the tables of every question."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.domain.alphabet import sort_key
from app.domain.figures import Text
from app.domain.own_answers import SectorsApart
from app.domain.question_types import Compound, Grid, Question
from app.domain.question_types.choices import Ranking
from app.domain.quoting import Listing
from app.domain.regional_groups import group_names
from app.domain.voice import Voice
from app.reports.drafting.opening import listing_closing, listing_introduction
from app.reports.drafting.references import table_name
from app.reports.facts import CycleFacts, Edition, Response
from app.reports.matrices import matrix_tables
from app.reports.printed import Annex, Row, Table
from app.reports.quoted import name_of
from app.reports.regional import regional_table
from app.reports.results import Group
from app.reports.table_words import title_of
from app.reports.tables import parts_table, ranking_table, result_table


def annexes(
    voice: Voice, states: Annex, tables: Sequence[Table], practices: Iterable[Listing]
) -> tuple[Annex, ...]:
    """The `states` that replied, the tables that have no place in the text, and the best practices, if any."""
    rest = [detailed(voice, tables)] if tables else []
    practised = practices_of(voice, practices)
    rest += [practised] if practised.listing else []
    numbers = (voice.word("Annex II"), voice.word("Annex III"))
    numbered = [replace(one, number=number) for one, number in zip(rest, numbers, strict=False)]
    return (states, *numbered)


def listing(voice: Voice, response: Response, cycle: CycleFacts, edition: Edition) -> Annex:
    """The responding States in the alphabetical order of the language, and what all figures stand on."""
    names = group_names(voice)
    return Annex(
        anchor="annex-states",
        number=voice.word("Annex I"),
        title=voice.word("Responding States"),
        introduction=listing_introduction(voice, response),
        heads=(voice.word("State"), voice.word("Regional group")),
        listing=tuple(
            Row(name, (names[group],))
            for name, group in sorted(
                ((state.named(voice.language), state.group) for state in response.states),
                key=lambda one: sort_key(one[0], voice.language),
            )
        ),
        closing=listing_closing(voice, cycle, edition),
    )


def detailed(voice: Voice, tables: Sequence[Table]) -> Annex:
    return Annex(
        anchor="annex-tables",
        number="",
        title=voice.word("Detailed tables"),
        introduction=(),
        tables=tuple(tables),
    )


def practices_of(voice: Voice, listings: Iterable[Listing]) -> Annex:
    """The titles of the best practices that may be published, by State, as the States wrote them.

    Their thematic areas stand beside them where any has one.
    """
    listed = sorted(
        (
            (name_of(one.state, voice), one.title, voice.text(one.area) if one.area else "")
            for found in listings
            for one in found.listed
            if one.title
        ),
        key=lambda one: (sort_key(one[0], voice.language), *one[1:]),
    )
    columns = 3 if any(area for _, _, area in listed) else 2
    heads = (voice.word("State"), voice.word("Best practice"), voice.word("Thematic area"))
    return Annex(
        anchor="annex-practices",
        number="",
        title=voice.word("Best practices submitted"),
        introduction=voice.sentence(
            "The titles are reproduced as received, where their States agreed to publication."
        ),
        heads=heads[:columns],
        listing=tuple(Row(name, (title, area)[: columns - 1]) for name, title, area in listed),
    )


def tables_of(
    question: Question, groups: Sequence[Group], first: int, voice: Voice, source: Text
) -> tuple[Table, ...]:
    """The tables of one question, numbered from `first`; none where nobody replied, or none is wanted."""
    if question.report.shown_as == "none" or not any(
        one.finding.replies for group in groups for one in group.results
    ):
        return ()
    title = title_of(question, voice)
    wanted = [group for group in map(_wanted, groups) if group.results]
    drawn = [
        table
        for group in wanted
        for table in (*_tables(title, group, voice, source), *_by_region(title, group, voice, source))
    ]
    return tuple(
        replace(table, name=table_name(voice, number)) for number, table in enumerate(drawn, start=first)
    )


def with_sectors(voice: Voice, key: str, tables: Sequence[Table], apart: SectorsApart) -> tuple[Table, ...]:
    """The tables of a question, and below the last of them whether sectors answer otherwise than their States."""
    sentence = apart.sentence(voice, key)
    if not tables or not sentence:
        return tuple(tables)
    return (*tables[:-1], replace(tables[-1], remarks=(*tables[-1].remarks, sentence)))


def _wanted(group: Group) -> Group:
    if group.holder.report.shown_as == "none":
        return replace(group, results=())
    return replace(group, results=tuple(one for one in group.results if one.asked.report.shown_as != "none"))


def _tables(title: str, group: Group, voice: Voice, source: Text) -> Iterator[Table]:
    if isinstance(group.holder, Grid):
        yield from matrix_tables(title, group, voice, source)
        return
    in_blocks = [result for result in group.results if not isinstance(result.asked, Ranking)]
    if isinstance(group.holder, Compound) and in_blocks:
        yield parts_table(title, group.title, in_blocks, voice, source)
    elif in_blocks:
        yield result_table(title, group.title, in_blocks[0], voice, source)
    for result in group.results:
        if isinstance(result.asked, Ranking):
            part = voice.text(result.asked.text) if isinstance(group.holder, Compound) else ""
            subtitle = ": ".join(filter(None, (group.title, part)))
            yield ranking_table(title, subtitle, result.asked, result, voice, source)


def _by_region(title: str, group: Group, voice: Voice, source: Text) -> Iterator[Table]:
    """The same by regional group, where that is asked for; parts of a compound have no such table."""
    asked_for = (group.holder.report.by, group.results[0].asked.report.by)
    if "regional_group" in asked_for and not isinstance(group.holder, Compound):
        table = regional_table(title, group, voice, source)
        yield from [table] if table else []


def numbers_of(tables: Sequence[Table]) -> tuple[str, ...]:
    """The numbers that the tables carry in their names."""
    return tuple("".join(filter(str.isdecimal, table.name)) for table in tables)
