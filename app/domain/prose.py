"""Findings → English sentences, by the quantifier scale and the number rules of the report style.

A share is worded from its rounded percentage; "all", "half" and "none" need an exact share, and a share that rounds
to 0 without being 0 is "a few". With fewer than 20 replies in the base there are numbers only.
"""

from collections.abc import Callable, Sequence
from itertools import takewhile

from app.domain.findings import SMALLEST_BASE_OF_A_SHARE, Finding, NumberSummary, OptionCount, per_cent
from app.domain.number_words import at_start, in_figures, in_text, joined, states
from app.domain.question_types import AnyQuestion, Attachment, Repeat
from app.domain.question_types.numbers import AmountQuestion, Year
from app.domain.question_types.texts import ShortText, TextQuestion

METHOD = "method: median of halves"
MOST_NAMED = 3
MOST_NAMED_WITH_TIES = 5

_SCALE = (
    (90, "Almost all"),
    (75, "A large majority"),
    (51, "The majority"),
    (50, "About half"),
    (40, "Fewer than half"),
    (30, "About one third"),
    (20, "About one quarter"),
    (10, "A small number"),
)


def reporting_states(reported: int, base: int) -> str:
    """Who made a statement true: "A large majority (83 per cent, or 29 of 35) of responding States"."""
    if base < SMALLEST_BASE_OF_A_SHARE:
        return _counted_states(reported, base)
    if reported == base:
        return f"All responding States ({base:,} of {base:,})"
    if reported == 0:
        return f"None of the {base:,} responding States"
    if reported == 1:
        return f"One of the {base:,} responding States"
    if 2 * reported == base:
        return f"Half (50 per cent, or {reported:,} of {base:,}) of responding States"
    return _quantified_states(reported, base)


def _counted_states(reported: int, base: int) -> str:
    if reported == base:
        return {0: "No State", 1: "The one State that answered", 2: "Both States that answered"}.get(
            base, f"All {in_text(base)} States that answered"
        )
    number = "None" if reported == 0 else at_start(reported)
    return f"{number} of the {in_text(base)} States that answered" if base > 1 else "No State that answered"


def _quantified_states(reported: int, base: int) -> str:
    """Between none and all, and not exactly half, of a base that carries a share."""
    share = per_cent(reported, base)
    words = next((words for least, words in _SCALE if share >= least), "A few")
    if (
        words == "A few" or share == 100
    ):  # the percentage would say "0" or "100" of what is neither none nor all
        return f"{words} responding States ({reported:,} of {base:,})"
    figures = f"({share} per cent, or {reported:,} of {base:,})"
    if words == "Almost all":
        return f"{words} responding States {figures}"
    return f"{words} {figures} of responding States"


def main_result(question: AnyQuestion, finding: Finding, language: str = "en", about: str = "") -> str | None:
    """The sentence of the question's statement alone, or None where it has none or none that can be counted.

    `question` may be a part of a compound or a column of a grid; `about` then names the row of the grid.
    """
    statement = question.report.statement
    if statement is None or finding.reported is None:
        return None
    words = statement.in_language(language)
    row = f" with regard to “{about}”" if about else ""
    if not finding.options:
        return f"{states(finding.reported, start=True)} {_gave(question, finding, words + row)}."
    if not finding.base:
        return f"No State answered{row}." if row else "No State answered the question."
    return f"{reporting_states(finding.reported, finding.base)} reported{row} that {words}."


def together_result(question: AnyQuestion, finding: Finding, language: str = "en") -> str | None:
    """The sentence that the entries of a list make true together: it speaks of States, not of entries."""
    statement, together = question.report.statement, finding.together
    if statement is None or together is None:
        return None
    if not together.base:
        return "No State answered the question."
    who = reporting_states(together.reported, together.base)
    return f"{who} reported that {statement.in_language(language)}."


def _gave(question: AnyQuestion, finding: Finding, words: str) -> str:
    """What States did that answered with something else than an option."""
    match question:
        case TextQuestion() | ShortText():
            return f"described {words}"
        case Repeat():
            in_all = f", {in_figures(finding.numbers.total)} in all" if finding.numbers else ""
            return f"listed {words}{in_all}"
    numbers = summary_of(question, finding)
    return (
        f"gave {words}: {spread(numbers, years=isinstance(question, Year))}" if numbers else f"gave {words}"
    )


def summary_of(question: AnyQuestion, finding: Finding) -> NumberSummary | None:
    """The summary of the numbers, where they have a meaning: not of amounts, whose currencies differ."""
    told = not isinstance(question, AmountQuestion | Repeat | Attachment)
    return finding.numbers if told else None


def spread(numbers: NumberSummary, *, years: bool = False) -> str:
    """ "median 3; quartiles 2 and 4 (method: median of halves); range 0 to 52"; calendar `years` are not grouped.

    The range is left out where it may not be told.
    """
    lower, median, upper = (
        in_figures(number, grouped=not years)
        for number in (numbers.lower_quartile, numbers.median, numbers.upper_quartile)
    )
    ends = [
        in_figures(number, grouped=not years)
        for number in (numbers.minimum, numbers.maximum)
        if number is not None
    ]
    reach = f"; range {' to '.join(ends)}" if ends else ""
    return f"median {median}; quartiles {lower} and {upper} ({METHOD}){reach}"


def paragraph(question: AnyQuestion, finding: Finding, language: str = "en") -> str | None:
    """Everything the report says of a question with a statement: the result, the other replies, the missing ones."""
    if question.report.statement is None or not finding.replies:
        return None
    sentences = [
        main_result(question, finding, language),
        *_other_options(question, finding, language),
        without_value(finding),
        *without_answer(finding),
    ]
    return " ".join(sentence for sentence in sentences if sentence) or None


def rows_paragraph(
    column: AnyQuestion, rows: Sequence[tuple[str, Finding]], language: str = "en"
) -> str | None:
    """The results of a grid's column that has a statement: one sentence for each row, by its label."""
    sentences = [main_result(column, finding, language, label) for label, finding in rows if finding.replies]
    return " ".join(sentence for sentence in sentences if sentence) or None


def without_value(finding: Finding) -> str | None:
    """The replies of the base that hold no value."""
    if not finding.no_information:
        return None
    return f"{states(finding.no_information, start=True)} had no information available."


def without_answer(finding: Finding) -> tuple[str, ...]:
    """One sentence for each kind of reply that left the base."""
    kinds: tuple[tuple[int, Callable[[int], str]], ...] = (
        (finding.not_answered, lambda count: f"{states(count, start=True)} left the question unanswered."),
        (
            finding.not_applicable,
            lambda count: f"{states(count, start=True)} indicated that it did not apply.",
        ),
        (
            finding.not_asked,
            lambda count: f"The question was not put to {states(count)}, in view of earlier replies.",
        ),
        (
            finding.carried_over,
            lambda count: (
                f"{states(count, start=True)} had nothing new since the previous report, which answers it."
            ),
        ),
    )
    return tuple(sentence(count) for count, sentence in kinds if count)


def _other_options(question: AnyQuestion, finding: Finding, language: str) -> list[str]:
    labels = {option.code: option.text.in_language(language) for option in question.response_options()}
    chosen = [option for option in finding.options if option.count]
    if question.variables()[0].several:
        return _most_named(most_named(chosen), labels)
    counted = [option for option in chosen if option.code in question.report.counts]
    others = [option for option in chosen if option.code not in question.report.counts]
    sentences = []
    if len(counted) > 1:
        sentences.append(f"Of those, {_chose(counted, labels, start=False)}.")
    if others:
        sentences.append(f"{_chose(others, labels, start=True)}.")
    return sentences


def _chose(options: list[OptionCount], labels: dict[str, str], *, start: bool) -> str:
    """ "Three States reported “No, but planned” and two “No”"."""
    first = f"{states(options[0].count, start=start)} reported “{labels[options[0].code]}”"
    return joined([first, *(f"{in_text(option.count)} “{labels[option.code]}”" for option in options[1:])])


def most_named(chosen: list[OptionCount]) -> list[OptionCount]:
    """The three options chosen most often, and what ties with the third; without the tied ones where they are many."""
    ranked = sorted(chosen, key=lambda option: -option.count)
    if len(ranked) <= MOST_NAMED:
        return ranked
    third = ranked[MOST_NAMED - 1].count
    with_ties = list(takewhile(lambda option: option.count >= third, ranked))
    if len(with_ties) <= MOST_NAMED_WITH_TIES:
        return with_ties
    return list(takewhile(lambda option: option.count > third, ranked))


def _most_named(options: list[OptionCount], labels: dict[str, str]) -> list[str]:
    """Nothing where no two options stand out."""
    if len(options) < 2:
        return []
    first = f"“{labels[options[0].code]}” ({states(options[0].count)})"
    others = [f"“{labels[option.code]}” ({in_text(option.count)})" for option in options[1:]]
    return [f"The options named most often were {joined([first, *others])}."]
