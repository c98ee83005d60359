"""What the sentences of the document should say, in figures and in words, counted anew without the application.

A statement is a thing that a report can make true: of a question, of a part, of a row of a grid, of the entries of a
list together. To have a new kind of sentence recomputed, yield it from `said_of`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tests.recounted import (
    FEWEST_NUMBERS,
    NUMBERS,
    SMALLEST_BASE,
    Document,
    Reply,
    base_of,
    chosen,
    kinds_of,
    labels_of,
    listed,
    numbers_of,
    part_of,
    per_cent,
    spread_of,
    written,
)
from tests.recounted_regions import regional_sentences

ONES = (
    *(
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALE = {
    90: "Almost all",
    75: "A large majority",
    51: "The majority",
    50: "About half",
    40: "Fewer than half",
    30: "About one third",
    20: "About one quarter",
    10: "A small number",
    0: "A few",
}
CHOICES = ("single_choice", "yes_no_planned", "scale", "multiple_choice")


@dataclass(frozen=True)
class Statement:
    """What is stated, `row` where it is stated of a row of a grid, and how many of how many reports make it true.

    `count` is None where no sentence says it; `has_share` is whether it is among the results of the document.
    """

    asked: Document
    answers: Sequence[Reply]
    row: str
    count: int | None
    base: int
    has_share: bool

    @property
    def words(self) -> str:
        return " ".join(self.asked["report"]["statement"]["en"].split())

    def main(self) -> str:
        """The sentence of it, or '' where there is none."""
        about = self._about()
        if self.count is None:
            return ""
        if self.asked["type"] not in CHOICES and "counts_all" not in self.asked["report"]:
            return f"{at_start(self.count)} State{'s' if self.count > 1 else ''} {self._gave(self.words + about)}."
        if not self.base:
            return f"No State answered{about}." if about else "No State answered the question."
        return f"{who(self.count, self.base)} reported{about} that {self.words}."

    def ranked(self) -> str:
        """As the conclusions name it."""
        count = self.count or 0
        return f"that {self.words}{self._about()} ({per_cent(count, self.base)} per cent, or {count} of {self.base})"

    def _about(self) -> str:
        return f" with regard to “{self.row}”" if self.row else ""

    def _gave(self, words: str) -> str:
        numbers = numbers_of(self.asked, self.answers)
        if self.asked["type"] in ("text", "short_text"):
            return f"described {words}"
        if self.asked["type"] == "repeat":
            total = written(sum(numbers, Fraction(0)))
            return f"listed {words}" + (f", {total} in all" if len(numbers) >= FEWEST_NUMBERS else "")
        if self.asked["type"] in NUMBERS and len(numbers) >= FEWEST_NUMBERS:
            return f"gave {words}: {spread_of(self.asked, self.answers)}"
        return f"gave {words}"


def in_words(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")
    rest = f" and {in_words(number % 100)}" if number % 100 else ""
    return f"{ONES[number // 100]} hundred{rest}"


def at_start(number: int) -> str:
    return in_words(number).capitalize() if number < 1000 else f"{number:,}"


def in_text(number: int) -> str:
    return ONES[number] if number < 10 else f"{number:,}"


def states(number: int) -> str:
    return f"{in_text(number)} State{'' if number == 1 else 's'}"


def who(count: int, base: int) -> str:
    """Who made a statement true, of so many."""
    if base < SMALLEST_BASE:
        return _few(count, base)
    share = per_cent(count, base)
    words = next(words for least, words in SCALE.items() if share >= least)
    if count == base:
        return f"All responding States ({base} of {base})"
    if count < 2:
        return f"{'One' if count else 'None'} of the {base} responding States"
    if 2 * count == base:
        return f"Half (50 per cent, or {count} of {base}) of responding States"
    if share < 10 or share == 100:
        return f"{words} responding States ({count} of {base})"
    told = f"({share} per cent, or {count} of {base})"
    return f"{words} responding States {told}" if share >= 90 else f"{words} {told} of responding States"


def _few(count: int, base: int) -> str:
    if count == base:
        alone = {0: "No State", 1: "The one State that answered", 2: "Both States that answered"}
        return alone.get(base, f"All {in_text(base)} States that answered")
    if base == 1:
        return "No State that answered"
    return f"{at_start(count) if count else 'None'} of the {in_text(base)} States that answered"


def statements(question: Document, answers: Sequence[Reply]) -> Iterator[Statement]:
    """Everything stated of a question, in the order of the document."""
    match question["type"]:
        case "compound":
            for part in question["parts"]:
                yield from _stated(part, [part_of(one, part["key"]) for one in answers])
        case "grid":
            for column in question["columns"]:
                for row in question["rows"]:
                    held = [part_of(part_of(one, row["code"], "rows"), column["key"]) for one in answers]
                    yield from _stated(column, held, row["text"]["en"])
        case "repeat":
            yield from _stated(question, answers)
            for inner in question["questions"]:
                yield from _of_entries(inner, answers)
        case _:
            yield from _stated(question, answers)


def _stated(asked: Document, answers: Sequence[Reply], row: str = "") -> Iterator[Statement]:
    report = asked.get("report", {})
    if "statement" not in report or asked["type"] == "ranking":
        return
    base, counted = base_of(answers), set(report.get("counts", ()))
    codes = [set(chosen(answer)) for answer in answers]
    count: int | None = sum(1 for one in codes if one & counted)
    if report.get("counts_all"):
        count = sum(1 for one in codes if one >= set(report["counts_all"]))
    elif asked["type"] not in CHOICES:
        count = kinds_of(answers)["answered"]
    elif not counted or (asked["type"] == "multiple_choice" and len(counted) > 1):
        count = None
    has_share = asked["type"] in CHOICES and count is not None and base >= SMALLEST_BASE
    yield Statement(asked, answers, row, count, base, has_share)


def _of_entries(asked: Document, answers: Sequence[Reply]) -> Iterator[Statement]:
    wanted = set(asked.get("report", {}).get("counts_all", ()))
    if not wanted:
        return
    entries = [[part_of(one, asked["key"]) for one in answer.get("items", ())] for answer in answers]
    named = [{code for reply in one for code in chosen(reply)} for one in entries if base_of(one)]
    count = sum(1 for codes in named if codes >= wanted)
    yield Statement(asked, [], "", count, len(named), has_share=False)


def said_of(question: Document, answers: Sequence[Reply], regions: Sequence[str]) -> Iterator[str]:
    """Every sentence with a number that the document says of a question; `regions` are those of the answers."""
    for one in statements(question, answers):
        yield one.main()
        if one.answers and not one.row:
            yield from _other_options(one)
            yield from regional_sentences(one.asked, one.answers, regions)
            yield from _missing(one.answers)


def _other_options(one: Statement) -> Iterator[str]:
    counts = Counter(code for answer in one.answers for code in chosen(answer))
    named = [(label, counts[code], code) for code, label in labels_of(one.asked).items() if counts[code]]
    if one.asked["type"] not in CHOICES:
        return
    if one.asked["type"] == "multiple_choice":
        yield from _most_named([(label, count) for label, count, _ in named])
        return
    counted = set(one.asked["report"].get("counts", ()))
    making = [(label, count) for label, count, code in named if code in counted]
    others = [(label, count) for label, count, code in named if code not in counted]
    if len(making) > 1:
        (label, count), *rest = making
        yield f"Of those, {listed([f'{states(count)} reported “{label}”', *_each(rest)])}."
    if others:
        (label, count), *rest = others
        first = f"{at_start(count)} State{'' if count == 1 else 's'} reported “{label}”"
        yield f"{listed([first, *_each(rest)])}."


def _most_named(named: Sequence[tuple[str, int]]) -> Iterator[str]:
    ranked = sorted(named, key=lambda pair: -pair[1])
    third = ranked[2][1] if len(ranked) > 3 else 0
    told = [pair for pair in ranked if pair[1] >= third]
    if len(told) > 5:
        told = [pair for pair in ranked if pair[1] > third]
    if len(told) > 1:
        (label, count), *rest = told
        others = [f"“{label}” ({in_text(count)})" for label, count in rest]
        yield f"The options named most often were {listed([f'“{label}” ({states(count)})', *others])}."


def _each(named: Sequence[tuple[str, int]]) -> list[str]:
    return [f"{in_text(count)} “{label}”" for label, count in named]


def _missing(answers: Sequence[Reply]) -> Iterator[str]:
    kinds = kinds_of(answers)
    told: Mapping[str, str] = {
        "no_information": "{} had no information available.",
        "not_answered": "{} left the question unanswered.",
        "not_applicable": "{} indicated that it did not apply.",
        "carried_over": "{} had nothing new since the previous report, which answers it.",
    }
    for kind, sentence in told.items():
        if kinds[kind]:
            yield sentence.format(f"{at_start(kinds[kind])} State{'' if kinds[kind] == 1 else 's'}")
    if kinds["not_asked"]:
        yield f"The question was not put to {states(kinds['not_asked'])}, in view of earlier replies."
