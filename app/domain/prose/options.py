"""What else States chose: the options beside the result, and those named most often."""

from collections.abc import Mapping, Sequence
from itertools import takewhile

from app.domain.figures import Numeral, Text, figure_id
from app.domain.findings import Finding, OptionCount
from app.domain.question_types import AnyQuestion
from app.domain.voice import Voice

MOST_NAMED = 3
MOST_NAMED_WITH_TIES = 5


def other_options(voice: Voice, question: AnyQuestion, finding: Finding) -> tuple[Text, ...]:
    """Of a single choice, what the result consists of and what else was chosen; of several, what was named most."""
    labels = {option.code: voice.text(option.text) for option in question.response_options()}
    chosen = [option for option in finding.options if option.count]
    if question.variables()[0].several:
        return _most_named(voice, finding.name, most_named(chosen), labels)
    counted = [option for option in chosen if option.code in question.report.counts]
    others = [option for option in chosen if option.code not in question.report.counts]
    return (
        *(_of_those(voice, finding.name, counted, labels) if len(counted) > 1 else ()),
        *(_the_others(voice, finding.name, others, labels) if others else ()),
    )


def _of_those(
    voice: Voice, name: str, options: Sequence[OptionCount], labels: Mapping[str, str]
) -> tuple[Text]:
    """ "Of those, six States reported “External evaluation” and five “Internal evaluation”."."""
    count, label = _numeral(name, options[0]), labels[options[0].code]
    first = voice.sentences(
        "%(count)s{one} State reported “%(label)s”",
        "%(count)s States reported “%(label)s”",
        count.number,
        count=count,
        label=label,
    )
    return (voice.sentence("Of those, %(replies)s.", replies=_listed(voice, name, first, options, labels)),)


def _the_others(
    voice: Voice, name: str, options: Sequence[OptionCount], labels: Mapping[str, str]
) -> tuple[Text]:
    """ "Three States reported “No, but planned” and two “No”."."""
    count, label = _numeral(name, options[0]), labels[options[0].code]
    first = voice.sentences(
        "%(count)s{One} State reported “%(label)s”",
        "%(count)s{:start} States reported “%(label)s”",
        count.number,
        count=count,
        label=label,
    )
    return (voice.sentence("%(replies)s.", replies=_listed(voice, name, first, options, labels)),)


def _listed(
    voice: Voice, name: str, first: Text, options: Sequence[OptionCount], labels: Mapping[str, str]
) -> Text:
    return voice.listed(
        [
            first,
            *(
                voice.sentences(
                    "%(count)s{one} “%(label)s”",
                    "%(count)s “%(label)s”",
                    option.count,
                    count=_numeral(name, option),
                    label=labels[option.code],
                )
                for option in options[1:]
            ),
        ]
    )


def most_named(chosen: Sequence[OptionCount]) -> list[OptionCount]:
    """The three options chosen most often, and what ties with the third; without the tied ones where they are many."""
    ranked = sorted(chosen, key=lambda option: -option.count)
    if len(ranked) <= MOST_NAMED:
        return ranked
    third = ranked[MOST_NAMED - 1].count
    with_ties = list(takewhile(lambda option: option.count >= third, ranked))
    if len(with_ties) <= MOST_NAMED_WITH_TIES:
        return with_ties
    return list(takewhile(lambda option: option.count > third, ranked))


def _most_named(
    voice: Voice, name: str, options: Sequence[OptionCount], labels: Mapping[str, str]
) -> tuple[Text, ...]:
    """Nothing where no two options stand out."""
    if len(options) < 2:
        return ()
    first = voice.sentences(
        "“%(label)s” (%(count)s{one} State)",
        "“%(label)s” (%(count)s States)",
        options[0].count,
        count=_numeral(name, options[0]),
        label=labels[options[0].code],
    )
    others = [
        voice.sentences(
            "“%(label)s” (%(count)s{one})",
            "“%(label)s” (%(count)s)",
            option.count,
            count=_numeral(name, option),
            label=labels[option.code],
        )
        for option in options[1:]
    ]
    named = voice.listed([first, *others])
    return (voice.sentence("The options named most often were %(options)s.", options=named),)


def _numeral(name: str, option: OptionCount) -> Numeral:
    return Numeral(figure_id(name, "count", option=option.code), option.count)
