"""Words of tables and figures: what a column, a base or a remark is called, in the language of the document."""

from collections.abc import Iterable, Iterator

from app.domain.figures import Shown, Text
from app.domain.finding_figures import FindingFigures
from app.domain.findings import Finding
from app.domain.question_types import AnyQuestion, Attachment, Computed, Question
from app.domain.question_types.choices import Ranking
from app.domain.question_types.numbers import DecimalQuestion, Percentage, WholeNumberQuestion
from app.domain.voice import Voice
from app.reports.results import Result

_MISSING = ("not_answered", "not_applicable", "not_asked")


def title_of(question: Question, voice: Voice) -> str:
    return f"{question.number} {voice.text(question.text)}".strip()


def unit_of(result: Result, voice: Voice) -> str:
    return voice.word("(Number of entries)") if result.entries else voice.word("(Number of States)")


def no_information(voice: Voice) -> str:
    return voice.word("No information available")


def base_label(result: Result, voice: Voice) -> str:
    """What the base of the shares is called: where several replies can be chosen, they do not add up to it."""
    if not is_several(result.asked):
        return voice.word("Total")
    return voice.word("Entries with a reply") if result.entries else voice.word("States that answered")


def answered_label(question: AnyQuestion, voice: Voice) -> str:
    return voice.word("Documents sent") if isinstance(question, Attachment) else voice.word("Answered")


def among_the_first(ranking: Ranking, voice: Voice) -> str:
    ranks = ranking.ranks()
    if ranks == 1:
        return voice.word("Named")
    return "".join(map(str, voice.sentence("Among the first %(ranks)s", ranks=voice.number(ranks))))


def labels_of(question: AnyQuestion, voice: Voice) -> dict[str, str]:
    return {option.code: voice.text(option.text) for option in question.response_options()}


def is_several(question: AnyQuestion) -> bool:
    return question.variables()[0].several


def counted_head(question: AnyQuestion, voice: Voice) -> str:
    """What the counted replies are called together ("Major / Moderate"), '' where none are counted."""
    counts = set(question.report.counts)
    return " / ".join(label for code, label in labels_of(question, voice).items() if code in counts)


def several_replies(result: Result, voice: Voice) -> Text:
    if result.entries:
        return voice.sentence("Several replies could be chosen for each entry.")
    return voice.sentence("States could choose several replies.")


def currencies(voice: Voice) -> Text:
    return voice.sentence("Amounts are not added up, as they are given in several currencies.")


def adds_up(question: AnyQuestion) -> bool:
    """Whether the numbers of several States have a meaningful sum; what is computed may be a share."""
    return isinstance(question, WholeNumberQuestion | DecimalQuestion)


def unit_in_words(question: AnyQuestion, voice: Voice) -> Text:
    """What the numbers are measured in, as a sentence; empty where they only count."""
    match question:
        case Percentage():
            return voice.sentence("The numbers are percentages.")
        case WholeNumberQuestion(unit=unit) | DecimalQuestion(unit=unit) | Computed(unit=unit) if unit:
            return voice.sentence("Unit: %(unit)s.", unit=voice.text(unit))
    return ()


def missing_words(voice: Voice) -> dict[str, str]:
    """Why a reply has left the base, by the measure that counts it."""
    return {
        "not_answered": voice.word("unanswered"),
        "not_applicable": voice.word("not applicable"),
        "not_asked": voice.word("not asked"),
    }


def missing_heads(voice: Voice) -> dict[str, str]:
    """The same as heads of columns."""
    return {
        "not_answered": voice.word("Unanswered"),
        "not_applicable": voice.word("Not applicable"),
        "not_asked": voice.word("Not asked"),
    }


def missing_of(finding: Finding) -> dict[str, int]:
    """The replies that left the base, by the measure that counts them."""
    return {measure: getattr(finding, measure) for measure in _MISSING}


def not_included(finding: Finding, voice: Voice) -> Text:
    return voice.sentence("Not included: %(counts)s.", counts=voice.listed(counts_of_missing(finding, voice)))


def counts_of_missing(finding: Finding, voice: Voice, measures: Iterable[str] = _MISSING) -> list[Text]:
    """ "unanswered 3", "not applicable 1": one for each measure."""
    figures, words = FindingFigures(finding, voice), missing_words(voice)
    return [
        voice.sentence("%(reason)s %(count)s", reason=words[measure], count=figures.measure(measure))
        for measure in measures
    ]


def carried_over(finding: Finding, voice: Voice) -> Iterator[Text]:
    """A line of its own: such replies are in no other count, and not in the base of shares."""
    if finding.carried_over:
        count: Shown = FindingFigures(finding, voice).measure("carried_over")
        yield voice.sentence("Carried over from the previous report: %(count)s.", count=count)
