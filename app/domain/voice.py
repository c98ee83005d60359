"""The language in which a document speaks: its catalogue of sentences, its numbers, dates and lists.

Sentences are English templates with %(named)s places, looked up in a catalogue of whole sentences, never
glued together. A template that depends on a number has a form for each of the language's plurals.

A place says how its number is written: %(count)s in words where the language writes small numbers so,
%(count)s{:digits} in digits, %(count)s{:start} as an English sentence begins, %(count)s{:genitive} in that case of
Russian. Where other words say the number, they follow in braces: "%(count)s{Both} States", "أجابت %(count)s{دولتان}".
So a figure keeps its identifier, however a language says it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from app.domain.figures import Numeral, Shown, Text, fill, merged, plain, together
from app.domain.languages import elided, elided_list, patterns_of_days
from app.domain.numerals import at_start, in_words
from app.domain.text import LocalizedText

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
PLACE = re.compile(r"%\((\w+)\)s(?:\{([^}]*)\})?")
_LOCALES = {"en": "en_GB"}  # no comma before "and", days before months

Value = str | Shown | Numeral | Text


def template(text: str, /) -> str:
    """One of our sentences, which a voice says later: here the catalogue finds it."""
    return text


def templates(singular: str, plural: str, /) -> tuple[str, str]:
    """The same of one that depends on a number."""
    return singular, plural


@dataclass(frozen=True)
class Voice:
    """`language` is that of the definition's texts too; `catalogue` holds the document's own sentences in it."""

    language: str
    catalogue: NullTranslations

    @property
    def locale(self) -> str:
        return _LOCALES.get(self.language, self.language)

    def text(self, text: LocalizedText) -> str:
        """A text of the definition."""
        return text.in_language(self.language)

    def sentence(self, template: str, /, **values: Value) -> Text:
        """One of our sentences. The catalogue is extracted from calls of this method, and of `template`."""
        return self._filled(self.catalogue.gettext(template), values)

    def sentences(self, singular: str, plural: str, number: int, /, **values: Value) -> Text:
        """The form that the language has for `number`; the number itself is among `values` where it is printed."""
        return self._filled(self.catalogue.ngettext(singular, plural, number), values)

    def word(self, template: str, /) -> str:
        """A word or heading of ours without figures."""
        return self.catalogue.gettext(template)

    def number(self, number: int) -> str:
        """ "10,700", "10 700": in the digits 0 to 9, as the documents of all six languages print them."""
        return format_decimal(number, locale=self.locale, numbering_system="latn")

    def in_text(self, number: int, form: str = "") -> str:
        """ "nine", "12", "10,700"; for the `form`s see above."""
        match form:
            case "digits":
                words = ""
            case "start":
                words = at_start(number)
            case _:
                words = in_words(number, self.language, form)
        return words or self.number(number)

    def exact(self, number: Fraction, *, grouped: bool = True) -> str:
        """ "2.5", "1,200": every decimal, since medians of numbers with few decimals have few decimals too."""
        value = Decimal(number.numerator) / Decimal(number.denominator)
        return format_decimal(
            value.normalize(),
            locale=self.locale,
            numbering_system="latn",
            group_separator=grouped,
            decimal_quantization=False,
        )

    def day(self, moment: datetime) -> str:
        """ "1 December 2026", "1er décembre 2026", "1 كانون الأول/ديسمبر 2026"."""
        return format_date(moment, patterns_of_days(self.language, moment), locale=self.locale)

    def listed(self, parts: Sequence[Text | str]) -> Text:
        """ "a, b and c"."""
        pattern = format_list([f"%(place{place})s" for place in range(len(parts))], locale=self.locale)
        values = {f"place{place}": part for place, part in enumerate(parts)}
        if self.language == "es" and parts:
            pattern = elided_list(pattern, plain(parts[-1]))
        return fill(pattern, values)

    def together(self, sentences: Iterable[Text | str]) -> Text:
        """Sentences one after the other, without the empty ones; Chinese has no space between them."""
        return together(*sentences, between="" if self.language == "zh" else " ")

    def _filled(self, template: str, values: Mapping[str, Value]) -> Text:
        if self.language == "fr":
            template = elided(
                template, {name: plain(self._in_place(value)) for name, value in values.items()}
            )
        pieces: list[str | Shown] = []
        end = 0
        for place in PLACE.finditer(template):
            pieces.append(template[end : place.start()])
            pieces.extend(self._in_place(values[place[1]], place[2] or ""))
            end = place.end()
        return merged([*pieces, template[end:]])

    def _in_place(self, value: Value, asked: str = "") -> Text:
        """A value where a place stands; `asked` are the words that the place holds, or ":" and the form of a number."""
        if isinstance(value, tuple):
            return value
        if isinstance(value, str):
            return (value,)
        if asked and not asked.startswith(":"):
            return (Shown(value.id, asked),)
        if isinstance(value, Numeral):
            return (Shown(value.id, self.in_text(value.number, asked.removeprefix(":"))),)
        return (value,)


ENGLISH = Voice("en", NullTranslations())
