"""How the information was collected, and how the results are to be read."""

from app.domain.figures import Numeral, Text, figure_id
from app.domain.findings import SMALLEST_BASE_OF_A_SHARE
from app.domain.voice import Value, Voice
from app.reports.drafting.opening import counted, invited
from app.reports.facts import CycleFacts, Edition, Response


def methodology(voice: Voice, cycle: CycleFacts, response: Response, table: Text) -> list[Text]:
    """Who replied (before table 1), then what the results can and cannot say."""
    return [
        voice.together(
            [
                _received(voice, cycle, response, table),
                _late(voice, response),
                voice.sentence("The responding States are listed in annex I."),
            ]
        ),
        voice.together(
            [
                voice.sentence(
                    "The information in the present report was provided by Member States on a voluntary basis and "
                    "has not been verified by the Secretariat."
                ),
                _limits(voice, response),
            ]
        ),
    ]


def _received(voice: Voice, cycle: CycleFacts, response: Response, table: Text) -> Text:
    received = Numeral(figure_id("response", "received"), response.received)
    values: dict[str, Value] = {"received": received, "table": table}
    if not received.number:
        return voice.sentence("Replies were received from %(received)s{no} States (see %(table)s).", **values)
    values["accepted"] = _accepted(voice, cycle, response)
    return voice.sentences(
        "Replies were received from %(received)s{one} State, %(accepted)s (see %(table)s).",
        "Replies were received from %(received)s States, %(accepted)s (see %(table)s).",
        received.number,
        **values,
    )


def _late(voice: Voice, response: Response) -> Text:
    """How many came after the cut-off; never which."""
    late = Numeral(figure_id("response", "late"), response.late)
    if not late.number:
        return ()
    return voice.sentences(
        "%(late)s{One} reply was received after that date and is not reflected in the present report.",
        "%(late)s{:start} replies were received after that date and are not reflected in the present report.",
        late.number,
        late=late,
    )


def _accepted(voice: Voice, cycle: CycleFacts, response: Response) -> Text:
    values: dict[str, Value] = {"counted": counted(response), "cut_off": voice.day(cycle.cut_off)}
    if not response.counted:
        return voice.sentence(
            "of which %(counted)s{none} had been accepted by the cut-off date, %(cut_off)s", **values
        )
    return voice.sentences(
        "of which %(counted)s{one} has been accepted by the cut-off date, %(cut_off)s",
        "of which %(counted)s had been accepted by the cut-off date, %(cut_off)s",
        response.counted,
        **values,
    )


def _limits(voice: Voice, response: Response) -> Text:
    values: dict[str, Value] = {"counted": counted(response), "invited": invited(response)}
    if not response.counted:
        return voice.sentence(
            "As the replies of %(counted)s{none} of %(invited)s Member States were counted, the results cannot be "
            "taken as representative of all States or of any region.",
            **values,
        )
    return voice.sentences(
        "As the reply of %(counted)s{one} of %(invited)s Member States was counted, the results cannot be taken as "
        "representative of all States or of any region.",
        "As the replies of %(counted)s of %(invited)s Member States were counted, the results cannot be taken as "
        "representative of all States or of any region.",
        response.counted,
        **values,
    )


def reading_notes(voice: Voice, edition: Edition) -> list[Text]:
    """What the shares are shares of, what the words for them stand for, and what was counted."""
    return [
        voice.sentence(
            "Shares are given in whole per cent of the States that answered a question. The reply that no "
            "information was available is included in that number; questions that were left unanswered, that did "
            "not apply or that were not asked are not. What was reported as planned is not counted as being in "
            "place. Shares may not add up to 100 because of rounding. Where fewer than %(smallest)s States answered, "
            "numbers are given without shares; in tables, two dots (..) then stand in place of the share.",
            smallest=str(SMALLEST_BASE_OF_A_SHARE),
        ),
        voice.sentence(
            "In the text, “almost all” stands for 90 per cent or more, “a large majority” for 75 to 89 per cent, "
            "“the majority” for 51 to 74 per cent, “fewer than half” for 40 to 49 per cent, “about one third” for "
            "30 to 39 per cent, “about one quarter” for 20 to 29 per cent, “a small number” for 10 to 19 per cent "
            "and “a few” for less than 10 per cent."
        ),
        voice.sentence(
            "All figures were computed from one set of accepted replies, data set %(data_set)s, to version %(version)s "
            "of the questionnaire, definition %(definition)s.",
            data_set=edition.data_set[:16],
            version=edition.version_number,
            definition=edition.version_hash[:16],
        ),
    ]
