"""The language in which a document speaks: its catalogue of sentences, its numbers, dates and lists.

Sentences are English templates with %(named)s places, looked up in a catalogue of whole sentences, never
glued together. A template that depends on a number has a form for each of the language's plurals.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from app.domain.figures import Shown, Text, fill
from app.domain.text import LocalizedText

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
_LOCALES = {"en": "en_GB"}  # no comma before "and", days before months


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

    def sentence(self, template: str, /, **values: str | Shown | Text) -> Text:
        """One of our sentences. The catalogue is extracted from calls of this method."""
        return fill(self.catalogue.gettext(template), values)

    def sentences(self, singular: str, plural: str, number: int, /, **values: str | Shown | Text) -> Text:
        """The form that the language has for `number`; the number itself is among `values` where it is printed."""
        return fill(self.catalogue.ngettext(singular, plural, number), values)

    def word(self, template: str, /) -> str:
        """A word or heading of ours without figures."""
        return self.catalogue.gettext(template)

    def number(self, number: int) -> str:
        """ "10,700", "10 700": in the digits 0 to 9, as the documents of all six languages print them."""
        return format_decimal(number, locale=self.locale, numbering_system="latn")

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
        """ "1 December 2026"."""
        return format_date(moment, "d MMMM y", locale=self.locale)

    def listed(self, parts: Sequence[Text | str]) -> Text:
        """ "a, b and c"."""
        pattern = format_list([f"%(place{place})s" for place in range(len(parts))], locale=self.locale)
        return fill(pattern, {f"place{place}": part for place, part in enumerate(parts)})


ENGLISH = Voice("en", NullTranslations())
