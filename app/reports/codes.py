"""The codes of texts that a document stands on: as they are kept, since staff go on coding."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from app.domain.canonical import canonical, sha256_of
from app.domain.coding import CodedPlace


@dataclass(frozen=True)
class Codes:
    """The places where any counted text has a code. `trail` is how many changes the audit trail knew of until then."""

    places: tuple[CodedPlace, ...] = ()
    trail: int = 0

    @property
    def sha256(self) -> str:
        """Of the books and of which text has which code; '' where none has one."""
        return sha256_of(canonical(codes_json(self)["places"])) if self.places else ""


NO_CODES = Codes()
_CODES = TypeAdapter(Codes)


def codes_json(codes: Codes) -> dict[str, Any]:
    """As JSON values."""
    found: dict[str, Any] = _CODES.dump_python(codes, mode="json")
    return found


def read_codes(data: dict[str, Any] | None) -> Codes:
    """The inverse of `codes_json`; None is from before documents had codes."""
    return NO_CODES if data is None else _CODES.validate_python(data)


def books_json(places: Sequence[CodedPlace]) -> list[dict[str, Any]]:
    """The code books alone, as a document embeds them: which text has which code is nobody's to read."""
    return [
        {"place": one.place, "codes": [{"code": code.code, "labels": dict(code.labels)} for code in one.book]}
        for one in places
    ]
