"""Results beside other results: the same in an earlier cycle, and by another question."""

from app.domain.figures import Numeral, Text
from app.domain.prose.shares import Share, in_brackets
from app.domain.voice import Value, Voice


def since(voice: Voice, cycle: str, earlier: Share, later: Share, *, alike: bool) -> Text:
    """The same result in the earlier `cycle`, by its title.

    A trend is claimed only of shares in per cent, and where the caller says that the two bases are `alike`: the same
    meaning of the question, asked of the same States.
    """
    if not (earlier.has_percentage and later.has_percentage):
        return voice.sentence(
            "In the cycle “%(cycle)s”, the result was %(reported)s{:digits} of %(base)s{:digits}; so few replies show "
            "no trend.",
            cycle=cycle,
            reported=earlier.reported,
            base=earlier.base,
        )
    values: dict[str, Value] = {"cycle": cycle, "figures": in_brackets(voice, earlier)}
    if not alike:
        return voice.sentence(
            "The result in the cycle “%(cycle)s” %(figures)s has another base, so no trend can be drawn from the two.",
            **values,
        )
    values["now"] = in_brackets(voice, later)
    return _trend(voice, later.per_cent.number - earlier.per_cent.number, values)


def _trend(voice: Voice, difference: int, values: dict[str, Value]) -> Text:
    if difference > 0:
        return voice.sentence(
            "Among the States that replied both times, the share was larger %(now)s than in the cycle “%(cycle)s” "
            "%(figures)s.",
            **values,
        )
    if difference < 0:
        return voice.sentence(
            "Among the States that replied both times, the share was smaller %(now)s than in the cycle “%(cycle)s” "
            "%(figures)s.",
            **values,
        )
    return voice.sentence(
        "Among the States that replied both times, the share was the same %(now)s as in the cycle “%(cycle)s” "
        "%(figures)s.",
        **values,
    )


def also_reported(voice: Voice, both: Numeral, of: Numeral, condition: str, statement: str) -> Text:
    """By another question: of the States that reported the `condition`, how many reported the `statement` too."""
    values: dict[str, Value] = {"both": both, "of": of, "condition": condition, "statement": statement}
    if both.number == of.number:
        return voice.sentence(
            "All States that reported that %(condition)s (%(both)s{:digits} of %(of)s{:digits}) also reported that "
            "%(statement)s.",
            **values,
        )
    if not both.number:
        return voice.sentence(
            "None of the States that reported that %(condition)s (%(both)s{:digits} of %(of)s{:digits}) reported that "
            "%(statement)s.",
            **values,
        )
    return voice.sentence(
        "Of the States that reported that %(condition)s, some (%(both)s{:digits} of %(of)s{:digits}) also reported "
        "that %(statement)s.",
        **values,
    )
