"""The sentences of the Commission's document that do not belong to one question. English only, in this edition."""

from datetime import datetime

from babel.dates import format_date

from app.domain.findings import SMALLEST_BASE_OF_A_SHARE, per_cent
from app.domain.number_words import in_text, joined, states
from app.domain.prose import main_result
from app.domain.questionnaire import Questionnaire
from app.reports.facts import CycleFacts, Edition, Response
from app.reports.results import Result

NOTICE = "DEMONSTRATION DATA - NOT SUBMITTED BY ANY STATE"
DRAFT = "DRAFT - NOT AN OFFICIAL DOCUMENT"
SUBJECT = "the implementation of Commission resolution 60/6"
MAIN_RESULTS = 4
RANKED_RESULTS = 3


def day(moment: datetime) -> str:
    """ "1 December 2026"."""
    return format_date(moment, "d MMMM y", locale="en")


def source_line(response: Response, edition: Edition) -> str:
    """What stands under every table; the data set by the first eight digits of its SHA-256."""
    return (
        f"Source: replies of Member States to the questionnaire on {SUBJECT}, {response.counted} replies as at "
        f"{day(edition.data_as_at)}; data set {edition.data_set[:8]}."
    )


def summary(
    questionnaire: Questionnaire, results: list[Result], response: Response, edition: Edition
) -> tuple[str, ...]:
    """The mandate, how many replied, and the main results."""
    language = edition.language
    counted = "reply" if response.counted == 1 else "replies"
    opening = (
        f"{_sentence(questionnaire.report.mandate.in_language(language))} The present report summarizes the {counted} "
        f"of {in_text(response.counted)} of the {in_text(response.invited)} Member States invited."
    )
    sentences = [
        main_result(result.asked, result.finding, language, result.row)
        for result in _main(questionnaire, results)
    ]
    findings = " ".join(sentence for sentence in sentences if sentence)
    return (opening, findings) if findings else (opening,)


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
    questionnaire: Questionnaire, cycle: CycleFacts, response: Response, edition: Edition, structure: str
) -> list[str]:
    paragraphs = [
        _sentence(questionnaire.report.mandate.in_language(edition.language)),
        (
            f"The questionnaire “{questionnaire.title.in_language(edition.language)}” was put to "
            f"{in_text(response.invited)} Member States. Replies were requested by {day(cycle.deadline)}; the present "
            f"report takes into account the replies that had been accepted by {day(cycle.cut_off)}."
        ),
        structure,
    ]
    if edition.demonstration:
        paragraphs.insert(
            0,
            "The present document was produced from demonstration data. The States named in it do not exist, and no "
            "State has submitted any of the replies.",
        )
    return paragraphs


def methodology(cycle: CycleFacts, response: Response, table: str) -> list[str]:
    """Who replied (before table 1), then what the results can and cannot say."""
    had = "had" if response.counted != 1 else "has"
    of_which = (
        f"of which {in_text(response.counted)} {had} been accepted by the cut-off date, {day(cycle.cut_off)}"
    )
    return [
        (
            f"Replies were received from {states(response.received)}, {of_which} (see {table}). The responding "
            "States are listed in annex I."
        ),
        (
            "The information in the present report was provided by Member States on a voluntary basis and has not "
            f"been verified by the Secretariat. As the replies of {in_text(response.counted)} of "
            f"{in_text(response.invited)} Member States were counted, the results cannot be taken as "
            "representative of all States or of any region."
        ),
    ]


def reading_notes(edition: Edition) -> list[str]:
    return [
        (
            "Shares are given in whole per cent of the States that answered a question. The reply that no "
            "information was available is included in that number; questions that were left unanswered, that did "
            "not apply or that were not asked are not. What was reported as planned is not counted as being in "
            f"place. Shares may not add up to 100 because of rounding. Where fewer than {SMALLEST_BASE_OF_A_SHARE} "
            "States answered, numbers are given without shares; in tables, two dots (..) then stand in place of "
            "the share."
        ),
        (
            "In the text, “almost all” stands for 90 per cent or more, “a large majority” for 75 to 89 per cent, "
            "“the majority” for 51 to 74 per cent, “fewer than half” for 40 to 49 per cent, “about one third” for "
            "30 to 39 per cent, “about one quarter” for 20 to 29 per cent, “a small number” for 10 to 19 per cent "
            "and “a few” for less than 10 per cent."
        ),
        (
            f"All figures were computed from one set of accepted replies, data set {edition.data_set[:16]}, to version "
            f"{edition.version_number} of the questionnaire, definition {edition.version_hash[:16]}."
        ),
    ]


def structure(chapters: list[str], conclusions: str | None) -> str:
    """What the chapters hold; `chapters` are the numbers of those on results."""
    if not chapters:
        return "Chapter II of the present report describes how the information was collected. No reply is counted yet."
    through = " to " if len(chapters) > 2 else " and "
    several = f"Chapters {through.join([chapters[0], chapters[-1]])} summarize"
    results = several if len(chapters) > 1 else f"Chapter {chapters[0]} summarizes"
    closing = f" Chapter {conclusions} contains conclusions." if conclusions else ""
    return (
        "Chapter II of the present report describes how the information was collected and which States replied. "
        f"{results} the replies.{closing} Annex I lists the responding States, and annex II contains a table for each "
        "question."
    )


def conclusions(results: list[Result], language: str) -> list[str]:
    """What was reported most and least often, computed; nothing where there is too little to compare."""
    if len(results) < 2 * RANKED_RESULTS:
        return []
    ranked = sorted(results, key=_share_reported, reverse=True)
    often = joined([_ranked(result, language) for result in ranked[:RANKED_RESULTS]])
    seldom = joined([_ranked(result, language) for result in reversed(ranked[-RANKED_RESULTS:])])
    return [
        (
            f"Among the {in_text(len(results))} results for which a share is given in the present report, the "
            f"following were reported by the largest shares of responding States: {often}."
        ),
        f"The following were reported by the smallest shares of responding States: {seldom}.",
    ]


def _share_reported(result: Result) -> float:
    return (result.finding.reported or 0) / result.finding.base


def _ranked(result: Result, language: str) -> str:
    statement = result.asked.report.statement
    reported, base = result.finding.reported or 0, result.finding.base
    words = statement.in_language(language) if statement else ""
    row = f" with regard to “{result.row}”" if result.row else ""
    return f"that {words}{row} ({per_cent(reported, base)} per cent, or {reported} of {base})"


def listing_introduction(response: Response) -> str:
    """What stands above the list of responding States."""
    replies = "a reply that is" if response.counted == 1 else "replies that are"
    return f"{states(response.counted, start=True)} submitted {replies} counted in the present report."


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith(".") else f"{text}."
