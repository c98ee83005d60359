"""The figures of the report: their lines, and their bars as they are drawn and as they are said."""

from collections.abc import Iterator, Mapping, Sequence

from tests.accounted.facts import Told
from tests.accounted.printed import Printed
from tests.blocks import Drawn
from tests.recounted_figures import Bar, Figure, figures


def take(printed: Sequence[Printed], known: Told, missing: list[str]) -> Mapping[str, Sequence[str]]:
    """Compares figure after figure with the printed ones; how texts call its figures, by the number of the question."""
    drawn = [one for one in printed if one.block.kind == "figure"]
    expected = figures(known.definition, known.asked, is_paper=known.facts.is_paper)
    names: dict[str, list[str]] = {}
    if len(drawn) != len(expected):
        missing.append(f"there should be {len(expected)} figures instead of {len(drawn)}")
    for place, (figure, one) in enumerate(zip(drawn, expected, strict=False), start=1):
        numeral = f" {roman(place)}" if len(expected) > 1 else ""
        names.setdefault(one.number, []).append(f"figure{numeral}")
        if figure.take_line(f"Figure{numeral} {one.title}") != 0:
            missing.append(f"{one.number}: no figure {one.title}")
            continue
        missing += [f"{one.number}: {what} in {one.title}" for what in _compared(figure, one)]
    return names


def roman(number: int) -> str:
    """As figures are numbered: in Arabic numerals after the twentieth."""
    if number > 20:
        return f"{number}"
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _compared(figure: Printed, expected: Figure) -> Iterator[str]:
    if expected.key and figure.take_line(" ".join(expected.key)) is None:
        yield f"there should be the key {expected.key}"
    place = 0
    for bar in expected.bars:
        seen = figure.take_line(bar.line, place)
        if seen is None:
            yield f"there should be a bar “{bar.line}”"
        place = place if seen is None else seen
    key, bars = figure.block.drawn[: len(expected.key)], figure.block.drawn[len(expected.key) :]
    if len(bars) != len(expected.bars):
        yield f"there should be {len(expected.bars)} bars"
    tones = {one.said: one.rectangles[0][2] for one in key}
    for bar, drawn in zip(expected.bars, bars, strict=False):
        yield from _drawn_otherwise(bar, drawn, tones)
    if [*tones] != [*expected.key] or len({*tones.values()}) != len(tones):
        yield "the key should have a tone for each reply"


def _drawn_otherwise(bar: Bar, drawn: Drawn, tones: Mapping[str, str]) -> Iterator[str]:
    """A plain bar lies on what it is measured against; the parts of a stacked one have the tones of the key."""
    if drawn.said != bar.said:
        yield f"the bar “{bar.line}” should be read as “{bar.said}”, not as “{drawn.said}”"
    parts = drawn.rectangles if tones else drawn.rectangles[1:]
    seen = [(start, width) for start, width, _ in parts]
    if seen != [(one.start, one.width) for one in bar.segments]:
        yield f"the bar “{bar.line}” should be {bar.segments}, not {seen}"
    if tones and [tone for *_, tone in parts] != [tones.get(one.label) for one in bar.segments]:
        yield f"the parts of the bar “{bar.line}” should have the tones of the key"
