"""Replies by what they say to two things at once: two questions, or one question in two cycles."""

from dataclasses import dataclass, replace

from app.domain.answers import NonAnswer
from app.domain.question_types.base import Variable


@dataclass(frozen=True)
class Pair:
    """How many pairs of observations of the same State are alike: one row of a self-join.

    `one` and `other` are the option chosen, "no_information", '' for an answer without options, or None outside the
    base. Of those with `first` and `other_first` there is one pair for each State, of all one for each pair of options.
    The last two say how many of the `one` and of the `other` were given for use in aggregated form only.
    """

    one: str | None
    first: bool
    other: str | None
    other_first: bool
    count: int
    one_kept: int = 0
    other_kept: int = 0

    @property
    def is_reply(self) -> bool:
        """Whether it stands for a State; the others are further options of the same."""
        return self.first and self.other_first

    @property
    def kept(self) -> int:
        """How many hold an answer for use in aggregated form only, at least: all, where they differ in the two."""
        return max(self.one_kept, self.other_kept)

    def turned(self) -> "Pair":
        """The same seen from the other side."""
        return replace(
            self,
            one=self.other,
            first=self.other_first,
            other=self.one,
            other_first=self.first,
            one_kept=self.other_kept,
            other_kept=self.one_kept,
        )


def codes_of(variable: Variable) -> tuple[str, ...]:
    """What a reply within the base may say: an option, or that there is no information."""
    return (*(option.code for option in variable.options), NonAnswer.NO_INFORMATION.value)
