"""What the document concludes: what was reported most and least often, computed."""

from app.domain.figures import Text
from app.domain.prose import in_brackets, share_of
from app.domain.prose.shares import with_regard_to
from app.domain.voice import Voice
from app.reports.results import Result

RANKED_RESULTS = 3


def conclusions(voice: Voice, results: list[Result]) -> list[Text]:
    """The results with the largest and the smallest shares; nothing where there is too little to compare."""
    if len(results) < 2 * RANKED_RESULTS:
        return []
    ranked = sorted(results, key=_share_reported, reverse=True)
    often = voice.listed([_ranked(voice, result) for result in ranked[:RANKED_RESULTS]])
    seldom = voice.listed([_ranked(voice, result) for result in reversed(ranked[-RANKED_RESULTS:])])
    return [
        voice.sentences(
            "Among the %(number)s results for which a share is given in the present report, the following were "
            "reported by the largest shares of responding States: %(results)s.",
            "Among the %(number)s results for which a share is given in the present report, the following were "
            "reported by the largest shares of responding States: %(results)s.",
            len(results),
            number=voice.in_text(len(results)),
            results=often,
        ),
        voice.sentence(
            "The following were reported by the smallest shares of responding States: %(results)s.",
            results=seldom,
        ),
    ]


def _share_reported(result: Result) -> float:
    return (result.finding.reported or 0) / result.finding.base


def _ranked(voice: Voice, result: Result) -> Text:
    statement, finding = result.asked.report.statement, result.finding
    return voice.sentence(
        "that %(statement)s%(row)s %(figures)s",
        statement=voice.text(statement) if statement else "",
        row=with_regard_to(voice, result.row),
        figures=in_brackets(voice, share_of(finding.name, finding.reported or 0, finding.base)),
    )
