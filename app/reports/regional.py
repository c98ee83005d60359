"""Tables by regional group: beside the whole, how the replies of each group are parted."""

from app.domain.figures import Text
from app.domain.finding_figures import FindingFigures
from app.domain.findings import GroupCount
from app.domain.regional_groups import group_names
from app.domain.voice import Voice
from app.reports.printed import Row, Table
from app.reports.results import Group, Result
from app.reports.table_words import counted_head, labels_of, unit_of


def regional_table(title: str, group: Group, voice: Voice, source: Text) -> Table | None:
    """How often each option was chosen in each group; of a grid, how often the counted options of each row were.

    None where that cannot be said: without options, or of a grid whose options are not counted.
    """
    asked = group.results[0].asked if group.results else None
    if asked is None or not asked.response_options():
        return None
    if group.results[0].row and (not asked.report.counts or asked.variables()[0].several):
        return None
    names = group_names(voice)
    groups = [code for code in names if any(one.group == code for one in group.results[0].finding.groups)]
    rows = (
        _of_rows(group, groups, voice)
        if group.results[0].row
        else _of_options(group.results[0], groups, voice)
    )
    told = counted_head(asked, voice) if group.results[0].row else ""
    by_group = voice.word("By regional group")
    return Table(
        name="",
        title=title,
        subtitle=", ".join(filter(None, (group.title, told, by_group))),
        unit=unit_of(group.results[0], voice),
        columns=(
            voice.word("Subject") if group.results[0].row else voice.word("Reply"),
            *(names[code] for code in groups),
            voice.word("All responding States"),
        ),
        rows=tuple(rows),
        total=None,
        remarks=(_hidden(voice),),
        source=source,
    )


def _hidden(voice: Voice) -> Text:
    return voice.sentence(
        "Two dots (..) stand for groups that are not broken down, so that no single reply can be recognized."
    )


def _by_group(result: Result, groups: list[str]) -> list[GroupCount]:
    found = {one.group: one for one in result.finding.groups}
    return [found.get(code, GroupCount(code, 0, ())) for code in groups]


def _of_options(result: Result, groups: list[str], voice: Voice) -> list[Row]:
    figures, labels = FindingFigures(result.finding, voice), labels_of(result.asked, voice)
    found = _by_group(result, groups)
    rows = [
        Row(
            labels[option.code],
            (*(figures.group_count(one, option) for one in found), figures.count(option)),
        )
        for option in result.finding.options
    ]
    bases = (*(figures.group_base(one) for one in found), figures.measure("base"))
    return [*rows, Row(voice.word("Replies"), bases, kind="total")]


def _of_rows(group: Group, groups: list[str], voice: Voice) -> list[Row]:
    codes = set(group.results[0].asked.report.counts)
    rows = []
    for result in group.results:
        figures = FindingFigures(result.finding, voice)
        cells = [figures.group_reported(one, codes) for one in _by_group(result, groups)]
        rows.append(Row(result.row, (*cells, figures.measure("reported"))))
    return rows
