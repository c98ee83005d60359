"""Questions answered on a scale: five points or fewer that are worded, in one direction, never averaged."""

from collections.abc import Sequence
from typing import Any, Literal

from app.domain.question_types.base import ResponseOption
from app.domain.question_types.choices import OneOption
from app.domain.question_types.lists import SCALES


class Scale(OneOption):
    """One point of a reusable scale; "no information" stands apart from it."""

    type: Literal["scale"]
    scale: Literal[
        "frequency", "extent", "change", "severity", "implementation", "agreement", "effectiveness"
    ]
    non_answers: tuple[Literal["no_information", "not_applicable"], ...] = ("no_information",)

    @classmethod
    def least(cls, languages: Sequence[str]) -> dict[str, Any]:
        return {"scale": "frequency"}

    def response_options(self) -> tuple[ResponseOption, ...]:
        return SCALES[self.scale]
