"""Translations out to translators and back: PO and XLIFF."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.exchange.translations.files import Received, Sending
from app.exchange.translations.po import from_po, to_po
from app.exchange.translations.xliff import from_xliff, to_xliff


@dataclass(frozen=True)
class Format:
    """A format: how it is written and read, and how its files are called."""

    ending: str
    also: tuple[str, ...]
    media_type: str
    write: Callable[[Sending], bytes]
    read: Callable[[str, bytes], Received]


FORMATS: Mapping[str, Format] = {
    "po": Format("po", ("pot",), "text/x-gettext-translation", to_po, from_po),
    "xliff": Format("xlf", ("xliff", "xml"), "application/xliff+xml", to_xliff, from_xliff),
}
