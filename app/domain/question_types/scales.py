"""Questions answered on a scale: five points or fewer that are worded, in one direction, never averaged."""

from typing import Literal

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

    def response_options(self) -> tuple[ResponseOption, ...]:
        return SCALES[self.scale]
