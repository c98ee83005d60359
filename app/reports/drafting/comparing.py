"""What the document says beside an earlier cycle: after the sentences on a question, and of the method."""

from collections.abc import Iterable

from app.domain.continuing import Break
from app.domain.figures import Text
from app.domain.findings import SMALLEST_BASE_OF_A_SHARE
from app.domain.prose import paragraph, since
from app.domain.questionnaire import Questionnaire
from app.domain.voice import Voice
from app.reports.facts import Compared, EarlierFacts
from app.reports.results import Result

CHANGED = frozenset({Break.MEANING, Break.OPTIONS, Break.STATEMENT})


def told(voice: Voice, result: Result, compared: Compared) -> Text:
    """Everything the document says of a result of its own paragraph, with the States that answered both times last."""
    text = paragraph(voice, result.asked, result.finding)
    over = compared.over.get(result.finding.name)
    if not text or over is None or not _is_counted(result):
        return text
    return voice.together([text, since(voice, over)])


def method(
    voice: Voice, questionnaire: Questionnaire, results: Iterable[Result], compared: Compared
) -> list[Text]:
    """How the States that answered both times are told apart; nothing without an earlier cycle."""
    if compared.earlier is None:
        return []
    broken = [
        questionnaire.by_key[one.finding.question_key].number
        for one in results
        if not one.row and _is_counted(one) and _has_changed(compared, one.finding.name)
    ]
    return [voice.together([_panel(voice, compared.earlier), _changed(voice, [*dict.fromkeys(broken)])])]


def _is_counted(result: Result) -> bool:
    """Whether it is how many States chose what a statement says. Rows of grids have no paragraph of their own."""
    finding = result.finding
    return (
        result.asked.report.statement is not None and bool(finding.options) and finding.reported is not None
    )


def _has_changed(compared: Compared, name: str) -> bool:
    return name in compared.over and compared.over[name].broken in CHANGED


def _panel(voice: Voice, earlier: EarlierFacts) -> Text:
    return voice.together(
        [
            voice.sentence(
                "Results are compared with those of the earlier cycle, whose cut-off date was %(cut_off)s, for the "
                "States that answered a question in both cycles, since any other difference may be one of the States "
                "and not of their replies. Where fewer than %(smallest)s States did so, their numbers are given and no "
                "trend is drawn from them. No comparison is made where fewer than five States answered both times, or "
                "one time only, or where a single reply could be recognized.",
                cut_off=voice.day(earlier.cut_off),
                smallest=str(SMALLEST_BASE_OF_A_SHARE),
            ),
            voice.sentence(
                "The figures of the earlier cycle were computed from another set of accepted replies, data set "
                "%(data_set)s, to version %(version)s of the questionnaire, definition %(definition)s.",
                data_set=earlier.data_set[:16],
                version=earlier.version_number,
                definition=earlier.version_hash[:16],
            ),
        ]
    )


def _changed(voice: Voice, numbers: list[str]) -> Text:
    if not numbers:
        return ()
    return voice.sentences(
        "What question %(questions)s asks or counts has changed since; it is not compared.",
        "What questions %(questions)s ask or count has changed since; they are not compared.",
        len(numbers),
        questions=voice.listed(numbers),
    )
