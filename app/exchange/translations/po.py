"""Translations as PO files, as gettext's tools and translators' editors know them.

The context of each message is the place of its text. A translation that is to be brought up to date goes out as fuzzy;
what is fuzzy when it comes back is not translated yet.
"""

import io

from babel import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from app.domain.returned import Returned
from app.exchange.translations.files import Received, Sending, decoded, mistaken

_UNREADABLE = "This is no PO file that can be read. Send the file as your editor for translations saves it."


def to_po(sending: Sending) -> bytes:
    """The texts as a PO file; the same draft gives the same bytes."""
    catalog = Catalog(
        locale=sending.language,
        project=sending.questionnaire,
        version=f"draft {sending.revision}",
        creation_date=sending.at,
        revision_date=sending.at,
        header_comment="#",
        fuzzy=False,
    )
    for entry, place in sending.texts:
        flags = ("fuzzy",) if entry.state == "stale" else ()
        catalog.add(entry.source, entry.words, context=entry.key, auto_comments=[place], flags=flags)
    content = io.BytesIO()
    write_po(content, catalog, width=0)
    return content.getvalue()


def from_po(name: str, content: bytes) -> Received:
    """The messages of a PO file. Raises InvalidFile with the line."""
    text = decoded(name, content)
    try:
        catalog = read_po(io.StringIO(text, newline="\n"), abort_invalid=True)
    except PoFileError as failed:
        raise mistaken(name, failed.lineno + 1, _UNREADABLE) from None
    except (ValueError, TypeError, LookupError, UnknownLocaleError):
        raise mistaken(name, 1, _UNREADABLE) from None
    texts = tuple(_returned(name, one) for one in catalog if one.id)
    if not texts:
        raise mistaken(name, 1, "There is no text in this file.")
    return Received(str(catalog.locale_identifier or ""), texts)


def _returned(name: str, one: Message) -> Returned:
    line = one.lineno or 1
    if not isinstance(one.id, str) or not isinstance(one.string, str):
        raise mistaken(name, line, "Plural forms have no place in a questionnaire. Take this text out.")
    if not one.context:
        raise mistaken(
            name, line, "This text does not say where it belongs (msgctxt). Send the file as it came."
        )
    return Returned(one.context, one.id, "" if one.fuzzy else one.string, line)
