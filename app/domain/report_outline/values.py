"""The values that texts of staff may refer to, by the identifiers of app/domain/figures.py."""

from collections.abc import Iterator, Mapping

from app.domain.figures import figure_id
from app.domain.findings import Finding, GroupCount, OptionCount
from app.domain.voice import Voice

_REPLIES = ("base", "answered", "no_information", "not_applicable", "not_answered", "not_asked")
_MEASURES = ("minimum", "lower_quartile", "median", "upper_quartile", "maximum", "total")


def values_of(findings: Mapping[str, Finding], voice: Voice) -> Mapping[str, str]:
    """Every value of the findings, as a text prints it: counts in words where the language does so."""
    return {name: text for finding in findings.values() for name, text in _of_finding(finding, voice)}


def _of_finding(finding: Finding, voice: Voice) -> Iterator[tuple[str, str]]:
    name = finding.name
    for measure in _REPLIES:
        yield figure_id(name, measure), voice.in_text(getattr(finding, measure))
    if finding.reported is not None:
        yield figure_id(name, "reported"), voice.in_text(finding.reported)
        if finding.base:
            yield from _share(figure_id(name, "share"), finding.share(finding.reported))
    yield from _options(name, finding.options, voice)
    for group in finding.groups:
        yield from _of_group(name, group, voice)
    if finding.numbers is not None:
        for measure in _MEASURES:
            if (
                number := getattr(finding.numbers, measure)
            ) is not None:  # a range that would tell of few is not given
                yield figure_id(name, measure), voice.exact(number)


def _of_group(name: str, group: GroupCount, voice: Voice) -> Iterator[tuple[str, str]]:
    yield figure_id(name, "base", group=group.group), voice.in_text(group.base)
    yield from _options(name, group.options or (), voice, group.group)


def _options(
    name: str, options: tuple[OptionCount, ...], voice: Voice, group: str = ""
) -> Iterator[tuple[str, str]]:
    for option in options:
        yield figure_id(name, "count", option=option.code, group=group), voice.in_text(option.count)
        yield from _share(figure_id(name, "share", option=option.code, group=group), option.share)


def _share(name: str, share: int | None) -> Iterator[tuple[str, str]]:
    """Shares are given of a base that carries one only."""
    if share is not None:
        yield name, str(share)
