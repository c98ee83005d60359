"""What the Commission's document opens with: its notices, its summary, its introduction."""

from collections.abc import Collection, Iterator

from app.domain.edition import EditionKind
from app.domain.figures import Numeral, Text, figure_id
from app.domain.prose import main_result
from app.domain.questionnaire import Questionnaire
from app.domain.text import Worded
from app.domain.voice import Voice
from app.reports.facts import CycleFacts, Edition, Response
from app.reports.results import Result

MAIN_RESULTS = 4


def notice(voice: Voice) -> str:
    """What is printed across and below every page where the data are a demonstration's."""
    return voice.word("DEMONSTRATION DATA - NOT SUBMITTED BY ANY STATE")


def status(voice: Voice) -> str:
    return voice.word("DRAFT - NOT AN OFFICIAL DOCUMENT")


def nature(voice: Voice, kind: EditionKind) -> str:
    if kind is EditionKind.CONFERENCE_ROOM_PAPER:
        return voice.word("Note by the Secretariat")
    return voice.word("Report of the Secretariat")


def title_notes(voice: Voice, cycle: CycleFacts, kind: EditionKind, *, quotes: bool) -> Iterator[Worded]:
    """The notes to the title: why it is late, where it is; then those of a paper, which nobody edits.

    `quotes` says that it reproduces replies.
    """
    if cycle.late_submission.text:
        yield cycle.late_submission
    if kind is EditionKind.REPORT:
        return
    yield Worded(voice.word("The present document has not been edited."), voice.language)
    if quotes:
        received = voice.word(
            "The information provided by Member States has been reproduced as received. The designations employed "
            "do not imply the expression of any opinion whatsoever on the part of the United Nations Secretariat "
            "concerning the legal status of any country, territory or area, or of its authorities."
        )
        yield Worded(received, voice.language)


def data_as_at(voice: Voice, edition: Edition) -> Text:
    return voice.sentence("Data as at %(day)s", day=voice.day(edition.data_as_at))


def counted(response: Response) -> Numeral:
    return Numeral(figure_id("response", "counted"), response.counted)


def invited(response: Response) -> Numeral:
    return Numeral(figure_id("response", "invited"), response.invited)


def source_line(voice: Voice, response: Response, edition: Edition) -> Text:
    """What stands under every table; the data set by the first eight digits of its SHA-256."""
    return voice.sentences(
        "Source: replies of Member States to the questionnaire on the implementation of Commission resolution 60/6, "
        "%(counted)s{:digits} reply as at %(day)s; data set %(data_set)s.",
        "Source: replies of Member States to the questionnaire on the implementation of Commission resolution 60/6, "
        "%(counted)s{:digits} replies as at %(day)s; data set %(data_set)s.",
        response.counted,
        counted=counted(response),
        day=voice.day(edition.data_as_at),
        data_set=edition.data_set[:8],
    )


def summary(
    voice: Voice, questionnaire: Questionnaire, results: list[Result], response: Response
) -> tuple[Text, ...]:
    """The mandate, how many replied, and the main results."""
    opening = voice.together([_mandate(voice, questionnaire), _summarized(voice, response)])
    findings = voice.together(
        main_result(voice, result.asked, result.finding, result.row)
        for result in _main(questionnaire, results)
    )
    return (opening, findings) if findings else (opening,)


def _summarized(voice: Voice, response: Response) -> Text:
    if not response.counted:
        return voice.sentence(
            "The present report summarizes the replies of %(counted)s{none} of the %(invited)s Member States invited.",
            counted=counted(response),
            invited=invited(response),
        )
    return voice.sentences(
        "The present report summarizes the reply of %(counted)s{one} of the %(invited)s Member States invited.",
        "The present report summarizes the replies of %(counted)s of the %(invited)s Member States invited.",
        response.counted,
        counted=counted(response),
        invited=invited(response),
    )


def _main(questionnaire: Questionnaire, results: list[Result]) -> list[Result]:
    """The first result with a share of each section, then the others, up to four, in the order asked."""
    first_of_section: dict[str, Result] = {}
    for result in results:
        first_of_section.setdefault(questionnaire.section_of[result.finding.question_key].key, result)
    first = [result.finding.name for result in first_of_section.values()]
    others = [result.finding.name for result in results if result.finding.name not in first]
    chosen = [*first, *others][:MAIN_RESULTS]
    return [result for result in results if result.finding.name in chosen]


def introduction(
    voice: Voice,
    questionnaire: Questionnaire,
    cycle: CycleFacts,
    response: Response,
    edition: Edition,
    structure: Text,
) -> list[Text]:
    paragraphs = [_mandate(voice, questionnaire), _asked(voice, questionnaire, cycle, response), structure]
    if edition.demonstration:
        warning = voice.sentence(
            "The present document was produced from demonstration data. The States named in it do not exist, and no "
            "State has submitted any of the replies."
        )
        paragraphs.insert(0, warning)
    return paragraphs


def _asked(voice: Voice, questionnaire: Questionnaire, cycle: CycleFacts, response: Response) -> Text:
    return voice.sentences(
        "The questionnaire “%(title)s” was put to %(invited)s{one} Member State. Replies were requested by "
        "%(deadline)s; the present report takes into account the replies that had been accepted by %(cut_off)s.",
        "The questionnaire “%(title)s” was put to %(invited)s Member States. Replies were requested by "
        "%(deadline)s; the present report takes into account the replies that had been accepted by %(cut_off)s.",
        response.invited,
        title=voice.text(questionnaire.title),
        invited=invited(response),
        deadline=voice.day(cycle.deadline),
        cut_off=voice.day(cycle.cut_off),
    )


def _mandate(voice: Voice, questionnaire: Questionnaire) -> Text:
    """The mandate as a sentence; definitions give it with or without its stop."""
    words = voice.text(questionnaire.report.mandate).strip().removesuffix(".").removesuffix("。")
    return voice.sentence("%(text)s.", text=words)


def structure(voice: Voice, chapters: list[str], conclusions: str | None, annexes: Text) -> Text:
    """What the chapters hold, then the annexes; `chapters` are the numbers of those on results."""
    if not chapters:
        return voice.sentence(
            "Chapter II of the present report describes how the information was collected. No reply is counted yet."
        )
    return voice.together(
        [
            voice.sentence(
                "Chapter II of the present report describes how the information was collected and which States "
                "replied."
            ),
            _chapters_on_results(voice, chapters),
            voice.sentence("Chapter %(number)s contains conclusions.", number=conclusions)
            if conclusions
            else "",
            annexes,
        ]
    )


def annexes(voice: Voice, anchors: Collection[str]) -> Text:
    """What the annexes hold, of which a document has those with these anchors."""
    tables = voice.sentence(
        "Annex I lists the responding States, and annex II contains a table for each question."
    )
    return voice.together(
        [
            tables if "annex-tables" in anchors else voice.sentence("Annex I lists the responding States."),
            voice.sentence("The best practices submitted are listed in the last annex.")
            if "annex-practices" in anchors
            else "",
        ]
    )


def _chapters_on_results(voice: Voice, chapters: list[str]) -> Text:
    first, last = chapters[0], chapters[-1]
    if len(chapters) == 1:
        return voice.sentence("Chapter %(first)s summarizes the replies.", first=first)
    if len(chapters) == 2:
        return voice.sentence(
            "Chapters %(first)s and %(last)s summarize the replies.", first=first, last=last
        )
    return voice.sentence("Chapters %(first)s to %(last)s summarize the replies.", first=first, last=last)


def listing_introduction(voice: Voice, response: Response) -> Text:
    """What stands above the list of responding States."""
    count = counted(response)
    if not count.number:
        return voice.sentence(
            "%(count)s{No} State submitted replies that are counted in the present report.", count=count
        )
    return voice.sentences(
        "%(count)s{One} State submitted a reply that is counted in the present report.",
        "%(count)s{:start} States submitted replies that are counted in the present report.",
        count.number,
        count=count,
    )


def listing_closing(voice: Voice, cycle: CycleFacts, edition: Edition) -> Text:
    """What stands below the list of responding States: what its figures stand on, in full."""
    return voice.sentence(
        "The figures for the present cycle stand on data set %(data_set)s, with the cut-off date of %(cut_off)s, and "
        "on version %(version)s of the questionnaire, definition %(definition)s.",
        data_set=edition.data_set,
        cut_off=voice.day(cycle.cut_off),
        version=edition.version_number,
        definition=edition.version_hash,
    )
