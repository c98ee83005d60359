"""What the publish page posts: a class and a note for each change, under names made of its kind and place."""

from collections.abc import Mapping

from app.domain.comparing import ChangeClass
from app.publishing.queries import Given
from app.publishing.services import MOST_NOTE

CLASS, NOTE = "class:", "note:"


def field_name(kind: str, place: str) -> str:
    """What the fields of one change are called after `CLASS` and `NOTE`."""
    return f"{kind}:{place}"


def classes_from(posted: Mapping[str, str]) -> dict[tuple[str, str], Given]:
    """What was said of each change, by place and kind; a class that does not exist is none."""
    found = {}
    for name, value in posted.items():
        kind, _, place = name.removeprefix(CLASS).partition(":")
        if name.startswith(CLASS) and value in list(ChangeClass):
            note = posted.get(NOTE + field_name(kind, place), "")
            # Neither line breaks nor what no database keeps belongs into a note.
            kept = "".join(sign for sign in note if sign.isprintable()).strip()
            found[place, kind] = Given(ChangeClass(value), kept[:MOST_NOTE])
    return found
