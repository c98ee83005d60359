"""Answers as JSON, and back: the inverse of every `for_json`."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.answers import (
    NOT_ASKED,
    Amount,
    Cells,
    Choice,
    Choices,
    DateRange,
    Day,
    DecimalNumber,
    Files,
    Items,
    JsonValue,
    NonAnswer,
    NotAsked,
    Parts,
    Period,
    Ranked,
    StoredFile,
    Unparsed,
    Value,
    WholeNumber,
    WrittenText,
)


def value_from_json(data: JsonValue) -> Value:
    """The value that `for_json` wrote. Raises ValueError on anything else."""
    for name, read in _READERS.items():
        if name in data:
            try:
                return read(data)
            except (KeyError, TypeError, ArithmeticError, AttributeError) as failed:
                raise ValueError(f"not an answer: {data!r}") from failed
    raise ValueError(f"not an answer: {data!r}")


def _parts(data: JsonValue) -> Parts:
    return Parts({name: value_from_json(value) for name, value in data["parts"].items()})


def _row(data: JsonValue) -> Parts | NotAsked:
    return NOT_ASKED if "not_asked" in data else _parts(data)


def _whole(number: Any) -> int:
    if isinstance(number, bool) or not isinstance(number, int):
        raise TypeError(number)
    return number


def _texts(texts: Any) -> tuple[str, ...]:
    if not isinstance(texts, list):
        raise TypeError(texts)
    return tuple(str(text) for text in texts)


_READERS: Mapping[str, Callable[[JsonValue], Value]] = {
    "choice": lambda data: Choice(str(data["choice"]), str(data.get("specified", ""))),
    "choices": lambda data: Choices(_texts(data["choices"]), str(data.get("specified", ""))),
    "ranked": lambda data: Ranked(_texts(data["ranked"])),
    "number": lambda data: WholeNumber(_whole(data["number"])),
    "decimal": lambda data: DecimalNumber(Decimal(data["decimal"])),
    "amount": lambda data: Amount(Decimal(data["amount"]), str(data["currency"])),
    "date": lambda data: Day(date.fromisoformat(data["date"])),
    "from": lambda data: DateRange(date.fromisoformat(data["from"]), date.fromisoformat(data["to"])),
    "period": lambda data: Period(str(data["period"])),
    "text": lambda data: WrittenText(str(data["text"])),
    "files": lambda data: Files(tuple(StoredFile(**one) for one in data["files"])),
    "rows": lambda data: Cells({code: _row(parts) for code, parts in data["rows"].items()}),
    "items": lambda data: Items(tuple((str(one["id"]), _parts(one)) for one in data["items"])),
    "parts": _parts,
    "unparsed": lambda data: Unparsed({name: _texts(texts) for name, texts in data["unparsed"].items()}),
    "non_answer": lambda data: NonAnswer(data["non_answer"]),
    "not_asked": lambda data: NOT_ASKED,
}
