"""Question types unlike those that there are; a test puts this module among theirs, in a copy of the project."""

from collections.abc import Sequence
from typing import Any, Literal

from app.domain.answers import Tabulated, WrittenText
from app.domain.question_types.base import QuestionBase, ResponseOption
from app.domain.question_types.choices import OneOption
from app.domain.question_types.people import Lines
from app.domain.text import LocalizedText
from app.domain.typed import Typed, alone

LIGHTS = tuple(ResponseOption(code=code, text=LocalizedText({"en": code})) for code in ("red", "green"))


class Light(OneOption):
    """One of options that the system brings."""

    type: Literal["light"]

    def response_options(self) -> tuple[ResponseOption, ...]:
        return LIGHTS


class Vehicle(Lines):
    """Lines of its own."""

    type: Literal["vehicle"]

    @classmethod
    def fields(cls) -> tuple[str, ...]:
        return ("plate", "maker")


class Position(QuestionBase[WrittenText]):
    """Heard later, since nothing says as what, with a setting that a definition needs."""

    type: Literal["position"]
    datum: Literal["wgs84", "etrs89"]

    @classmethod
    def least(cls, languages: Sequence[str]) -> dict[str, Any]:
        return {"datum": "wgs84"}

    def read(self, typed: Typed) -> WrittenText | None:
        texts = typed.get("", ())
        return (
            WrittenText(texts[0].strip()) if len(texts) == 1 and len(typed) == 1 and "," in texts[0] else None
        )

    def written(self, value: WrittenText) -> Typed:
        return alone(value.text)

    def words(self, value: WrittenText, language: str) -> tuple[str, ...]:
        return (value.text,)

    def observed(self, value: WrittenText) -> tuple[Tabulated, ...]:
        return (Tabulated(kind="text"),)
