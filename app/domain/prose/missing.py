"""The replies that hold no value, by the reason."""

from app.domain.figures import Numeral, Text, figure_id
from app.domain.findings import Finding
from app.domain.voice import Voice, templates

_WITHOUT_VALUE = templates(
    "%(count)s{One} State had no information available.",
    "%(count)s{:start} States had no information available.",
)
_WITHOUT_ANSWER = {
    "not_answered": templates(
        "%(count)s{One} State left the question unanswered.",
        "%(count)s{:start} States left the question unanswered.",
    ),
    "not_applicable": templates(
        "%(count)s{One} State indicated that it did not apply.",
        "%(count)s{:start} States indicated that it did not apply.",
    ),
    "not_asked": templates(
        "The question was not put to %(count)s{one} State, in view of earlier replies.",
        "The question was not put to %(count)s States, in view of earlier replies.",
    ),
    "carried_over": templates(
        "%(count)s{One} State had nothing new since the previous report, which answers it.",
        "%(count)s{:start} States had nothing new since the previous report, which answers it.",
    ),
}


def without_value(voice: Voice, finding: Finding) -> Text:
    """The replies of the base that hold no value; nothing where there are none."""
    return _how_many(voice, finding, "no_information", _WITHOUT_VALUE)


def without_answer(voice: Voice, finding: Finding) -> tuple[Text, ...]:
    """One sentence for each kind of reply that left the base."""
    told = (_how_many(voice, finding, measure, said) for measure, said in _WITHOUT_ANSWER.items())
    return tuple(text for text in told if text)


def _how_many(voice: Voice, finding: Finding, measure: str, said: tuple[str, str]) -> Text:
    number: int = getattr(finding, measure)
    if not number:
        return ()
    return voice.sentences(*said, number, count=Numeral(figure_id(finding.name, measure), number))
