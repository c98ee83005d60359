"""How long the stages of an export took, in seconds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StageTimes:
    """The stages of one export, in the order in which they run. What is attached is made during the layout."""

    counting: float
    findings: float
    template: float
    start: float
    layout: float

    @property
    def total(self) -> float:
        return self.counting + self.findings + self.template + self.start + self.layout

    @property
    def share_outside_layout(self) -> float:
        """The part of the total that is not WeasyPrint's own, from 0 to 1."""
        return 1 - self.layout / self.total if self.total else 0.0
