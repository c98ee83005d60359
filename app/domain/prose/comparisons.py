"""Results beside other results: the same in an earlier cycle, and by another question."""

from app.domain.figures import Numeral, Text
from app.domain.over_cycles import OverCycles
from app.domain.prose.shares import Share, in_brackets
from app.domain.voice import Value, Voice


def since(voice: Voice, over: OverCycles) -> Text:
    """The result of the States with an answer both times, then and now; nothing where they are not told.

    A trend is claimed of shares alone, of twenty States at least: fewer are given in numbers.
    """
    panel = over.panel
    if panel is None:
        return ()
    base = Numeral(over.figure("panel_base"), panel.base)
    then = Share(Numeral(over.figure("panel_before"), panel.before), base, over.figure("panel_before_share"))
    now = Share(Numeral(over.figure("panel_after"), panel.after), base, over.figure("panel_after_share"))
    if over.alike:
        difference = now.per_cent.number - then.per_cent.number
        return _trend(voice, difference, {"now": in_brackets(voice, now), "then": in_brackets(voice, then)})
    return voice.sentence(
        "Among the States that replied both times, the numbers that reported so were: earlier cycle "
        "(%(then)s{:digits} of %(base)s{:digits}), present cycle (%(now)s{:digits} of %(base)s{:digits}).",
        now=now.reported,
        then=then.reported,
        base=base,
    )


def _trend(voice: Voice, difference: int, values: dict[str, Value]) -> Text:
    if difference > 0:
        return voice.sentence(
            "Among the States that replied both times, the share that reported so was larger %(now)s than in the "
            "earlier cycle %(then)s.",
            **values,
        )
    if difference < 0:
        return voice.sentence(
            "Among the States that replied both times, the share that reported so was smaller %(now)s than in the "
            "earlier cycle %(then)s.",
            **values,
        )
    return voice.sentence(
        "Among the States that replied both times, the share that reported so was the same %(now)s as in the earlier "
        "cycle %(then)s.",
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
