"""How a text refers to tables and figures, and how these are called."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.figures import Text, plain
from app.domain.voice import Voice

_ENDS = (".", "。")


@dataclass(frozen=True)
class Seen:
    """What a text refers to: the number of a figure, '' for none and for the only one; the numbers of tables."""

    figure: str | None
    tables: Sequence[str]

    def __bool__(self) -> bool:
        return self.figure is not None or bool(self.tables)


def roman(number: int) -> str:
    """Roman numerals as chapters and figures use them: 1 to 39."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def table_name(voice: Voice, number: int) -> str:
    return plain(voice.sentence("Table %(number)s", number=str(number)))


def figure_name(voice: Voice, number: str) -> str:
    return plain(voice.sentence("Figure %(number)s", number=number)) if number else voice.word("Figure")


def named(voice: Voice, seen: Seen) -> Text:
    """ "figure I and tables 4 to 7": how a text refers to what is numbered without a gap."""
    return voice.listed([part for part in (_figure(voice, seen.figure), _tables(voice, seen.tables)) if part])


def _figure(voice: Voice, number: str | None) -> Text:
    if number is None:
        return ()
    return voice.sentence("figure %(number)s", number=number) if number else (voice.word("figure"),)


def _tables(voice: Voice, numbers: Sequence[str]) -> Text:
    if not numbers:
        return ()
    first, last = numbers[0], numbers[-1]
    if len(numbers) == 1:
        return voice.sentence("table %(number)s", number=first)
    if len(numbers) == 2:
        return voice.sentence("tables %(first)s and %(last)s", first=first, last=last)
    return voice.sentence("tables %(first)s to %(last)s", first=first, last=last)


def replies_shown_in(voice: Voice, number: str, seen: Seen) -> Text:
    """What is said of a question that has no sentence of its own."""
    return voice.sentence(
        "The replies to question %(number)s are set out in %(seen)s.",
        number=number,
        seen=named(voice, seen),
    )


def with_reference(voice: Voice, text: Text, seen: Seen) -> Text:
    """`text` with "(see table 2)" in its last sentence, or as a sentence of its own after what ends in brackets."""
    if not seen:
        return text
    words, places = text[-1], named(voice, seen)
    several = (seen.figure is not None) + len(seen.tables)
    if plain(text).endswith((").", "）。", ")。")) or not isinstance(words, str) or not words.endswith(_ENDS):
        return voice.together([text, voice.sentences("See %(seen)s.", "See %(seen)s.", several, seen=places)])
    return voice.sentences(
        "%(text)s (see %(seen)s).",
        "%(text)s (see %(seen)s).",
        several,
        text=(*text[:-1], words[:-1]),
        seen=places,
    )
