"""The replies that hold no value, by the reason."""

from collections.abc import Callable, Iterator

from app.domain.figures import Numeral, Text, figure_id
from app.domain.findings import Finding
from app.domain.voice import Voice


def without_value(voice: Voice, finding: Finding) -> Text:
    """The replies of the base that hold no value; nothing where there are none."""
    count = _numeral(finding, "no_information")
    if not count.number:
        return ()
    return voice.sentences(
        "%(count)s{One} State had no information available.",
        "%(count)s{:start} States had no information available.",
        count.number,
        count=count,
    )


def without_answer(voice: Voice, finding: Finding) -> tuple[Text, ...]:
    """One sentence for each kind of reply that left the base."""
    return tuple(_without_answer(voice, finding))


def _without_answer(voice: Voice, finding: Finding) -> Iterator[Text]:
    kinds: tuple[tuple[str, Callable[[Voice, Numeral], Text]], ...] = (
        ("not_answered", _left_unanswered),
        ("not_applicable", _not_applicable),
        ("not_asked", _not_asked),
        ("carried_over", _carried_over),
    )
    for measure, sentence in kinds:
        count = _numeral(finding, measure)
        if count.number:
            yield sentence(voice, count)


def _numeral(finding: Finding, measure: str) -> Numeral:
    return Numeral(figure_id(finding.name, measure), getattr(finding, measure))


def _left_unanswered(voice: Voice, count: Numeral) -> Text:
    return voice.sentences(
        "%(count)s{One} State left the question unanswered.",
        "%(count)s{:start} States left the question unanswered.",
        count.number,
        count=count,
    )


def _not_applicable(voice: Voice, count: Numeral) -> Text:
    return voice.sentences(
        "%(count)s{One} State indicated that it did not apply.",
        "%(count)s{:start} States indicated that it did not apply.",
        count.number,
        count=count,
    )


def _not_asked(voice: Voice, count: Numeral) -> Text:
    return voice.sentences(
        "The question was not put to %(count)s{one} State, in view of earlier replies.",
        "The question was not put to %(count)s States, in view of earlier replies.",
        count.number,
        count=count,
    )


def _carried_over(voice: Voice, count: Numeral) -> Text:
    return voice.sentences(
        "%(count)s{One} State had nothing new since the previous report, which answers it.",
        "%(count)s{:start} States had nothing new since the previous report, which answers it.",
        count.number,
        count=count,
    )
