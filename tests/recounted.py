"""The tables that the document should hold, counted anew from the JSON of snapshots, without the application.

A reply is the JSON of one answer in one snapshot, or in one entry of a list.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from string import ascii_lowercase
from typing import Any

Document = Mapping[str, Any]
Reply = Mapping[str, Any]

SMALLEST_BASE = 20
FEWEST_NUMBERS = 5
FEWEST_STATES = 5
MOST_COLUMNS = 8
LONGEST_HEAD = 36
SUMMARY = ("Lowest", "Lower quartile", "Median", "Upper quartile", "Highest", "Sum")
NO_INFORMATION = "No information available"
YES_PLANNED_NO = {"yes": "Yes", "planned": "No, but planned", "no": "No"}
SCALES = {
    "frequency": {
        "weekly": "At least weekly",
        "monthly": "Monthly",
        "quarterly": "Quarterly",
        "halfyear": "Twice a year",
        "year": "Once a year",
        "rare": "Less often or only when needed",
        "never": "Never",
    },
    "extent": {
        "large": "To a large extent",
        "moderate": "To a moderate extent",
        "small": "To a small extent",
        "none": "Not at all",
    },
    "change": {
        "much_better": "Much better",
        "better": "Better",
        "same": "No change",
        "worse": "Worse",
        "much_worse": "Much worse",
    },
    "severity": {
        "major": "Major",
        "moderate": "Moderate",
        "minor": "Minor",
        "none": "Not a challenge",
    },
    "implementation": {
        "full": "In place nationwide",
        "part": "In place in part of the territory or for part of the population",
        "dev": "Being developed",
        "planned": "Planned",
        "none": "Not in place and not planned",
    },
    "agreement": {
        "strongly_agree": "Strongly agree",
        "agree": "Agree",
        "neither": "Neither agree nor disagree",
        "disagree": "Disagree",
        "strongly_disagree": "Strongly disagree",
    },
    "effectiveness": {
        "very_effective": "Very effective",
        "effective": "Effective",
        "partly_effective": "Partly effective",
        "hardly_effective": "Hardly effective",
        "not_effective": "Not effective",
    },
}
NUMBERS = ("whole_number", "decimal", "percentage", "year", "computed")
WITHOUT_TABLE = ("note", "contact", "declaration")
EMPTY_ROW: Reply = {"parts": {}}
NOT_ANSWERED: Reply = {"non_answer": "not_answered"}
CARRIED: Reply = {"not_asked": True, "carried": True}  # stands for what a snapshot says it carries over
REASONS = {"not_answered": "unanswered", "not_applicable": "not applicable", "not_asked": "not asked"}


@dataclass(frozen=True)
class Expected:
    """A table: its title with what follows it, the lines that follow one another in it, the heads of its columns."""

    title: str
    lines: Sequence[str]
    head: str = "Reply Number Per cent"


@dataclass(frozen=True)
class Column:
    """A column of a table, with a cell for each row."""

    head: str
    cells: Sequence[object]


def reported_sections(definition: Document) -> Iterator[Document]:
    """The sections of the planned chapters, in the order of the plan."""
    sections = {section["key"]: section for section in definition["sections"]}
    for chapter in definition["report"]["chapters"]:
        yield from (sections[key] for key in chapter["sections"])


def reported_questions(definition: Document) -> Iterator[Document]:
    for section in reported_sections(definition):
        yield from (one for one in section["questions"] if "number" in one)


def tables(question: Document, answers: Sequence[Reply]) -> Iterator[Expected]:
    title = f"{question['number']} {question['text']['en']}"
    if is_shown(question):
        yield from _tables(question, answers, title, "", "States")


def is_shown(question: Document) -> bool:
    without = question["type"] in WITHOUT_TABLE or "fact" in question
    return not without and question.get("report", {}).get("as") != "none"


def _tables(
    question: Document, answers: Sequence[Reply], title: str, subtitle: str, who: str
) -> Iterator[Expected]:
    match question["type"]:
        case "compound":
            yield from _compound(question, answers, title, subtitle, who)
        case "grid":
            for column in filter(is_shown, question["columns"]):
                yield from column_tables(question, column, answers, title, subtitle, who)
        case "ranking":
            yield _ranked(question, answers, f"{title} {subtitle}", who)
        case _:
            yield Expected(f"{title} {subtitle}", [*_block(question, answers, who)])
    if question["type"] == "repeat":
        entries = [entry for answer in answers for entry in answer.get("items", ())]
        for inner in filter(is_shown, question["questions"]):
            held = [part_of(entry, inner["key"]) for entry in entries]
            yield from _tables(inner, held, title, inner["text"]["en"], "entries")


def part_of(answer: Reply, name: str, kind: str = "parts") -> Reply:
    """One part of an answer, or one row; what is missing or was not asked as a whole is so in every part."""
    if kind not in answer:
        return answer
    found: Reply = answer[kind].get(name, EMPTY_ROW if kind == "rows" else NOT_ANSWERED)
    return {**found, "use": answer["use"]} if "use" in answer else found


def sectors_line(key: str, snapshots: Sequence[Document]) -> str:
    """In how many States a sector answered a question otherwise than settled; '' of fewer than five."""
    asked = [
        (one["answers"][key], [*one["own_answers"][key].values()])
        for one in snapshots
        if key in one.get("own_answers", {})
    ]
    differing = sum(any(apart(settled, own) for own in sectors) for settled, sectors in asked)
    if len(asked) < FEWEST_STATES:
        return ""
    if differing == 0:
        return f"In none of the {len(asked)} States whose sectors answered do sectors answer differently."
    return f"In {differing} of the {len(asked)} States whose sectors answered, sectors answer differently."


def apart(settled: Reply, own: Reply) -> bool:
    """Whether two answers say different things in a place where both say one."""
    if "non_answer" in settled or "not_asked" in settled or "non_answer" in own or "not_asked" in own:
        return False
    for name in ("rows", "parts"):
        if name in own:
            return any(
                name in settled and apart(part_of(settled, at, name), one) for at, one in own[name].items()
            )
    return settled != own


def per_cent(count: int, base: int) -> int:
    return int(Fraction(100 * count, base) + Fraction(1, 2))


def chosen(answer: Reply) -> list[str]:
    return [answer["choice"]] if "choice" in answer else list(answer.get("choices", answer.get("ranked", ())))


def kinds_of(answers: Sequence[Reply]) -> Counter[str]:
    return Counter(
        "carried_over"
        if one == CARRIED
        else "not_asked"
        if "not_asked" in one
        else one.get("non_answer", "answered")
        for one in answers
    )


def base_of(answers: Sequence[Reply]) -> int:
    kinds = kinds_of(answers)
    return kinds["answered"] + kinds["no_information"]


def labels_of(question: Document) -> Mapping[str, str]:
    if question["type"] == "yes_no_planned":
        return YES_PLANNED_NO
    if question["type"] == "scale":
        return SCALES[question["scale"]]
    return {option["code"]: option["text"]["en"] for option in question.get("options", ())}


def _offers_no_information(question: Document, answers: Sequence[Reply]) -> bool:
    by_itself = ["no_information"] if question["type"] in ("yes_no_planned", "scale") else []
    offered = "no_information" in question.get("non_answers", by_itself)
    return offered or kinds_of(answers)["no_information"] > 0


def _share(count: int, base: int) -> str:
    return str(per_cent(count, base)) if base >= SMALLEST_BASE else ".."


def _is_several(question: Document) -> bool:
    return question["type"] in ("multiple_choice", "ranking")


def _base_label(question: Document, who: str) -> str:
    if not _is_several(question):
        return "Total"
    return "States that answered" if who == "States" else "Entries with a reply"


def _counted(question: Document, answers: Sequence[Reply]) -> dict[str, int]:
    """The counts by label; what is not chosen from options is answered or not."""
    counts = Counter(code for answer in answers for code in chosen(answer))
    found = {label: counts[code] for code, label in labels_of(question).items()}
    if not found:
        label = "Documents sent" if question["type"] == "attachment" else "Answered"
        found = {label: kinds_of(answers)["answered"]}
    if _offers_no_information(question, answers):
        found[NO_INFORMATION] = kinds_of(answers)["no_information"]
    return found


def _block(question: Document, answers: Sequence[Reply], who: str) -> Iterator[str]:
    """The lines of a question that is neither a grid nor a ranking."""
    base = base_of(answers)
    for label, count in _counted(question, answers).items():
        yield f"{label} {count} {_share(count, base)}"
    whole = "" if _is_several(question) else _share(base, base)
    yield f"{_base_label(question, who)} {base} {whole}"
    if len(numbers_of(question, answers)) >= FEWEST_NUMBERS:
        yield _spread(question, answers)
    yield from _not_included(kinds_of(answers))


def _among_the_first(ranking: Document) -> str:
    ranks = ranking.get("at_most", len(ranking["options"]))
    return f"Among the first {ranks}" if ranks > 1 else "Named"


def _ranked(ranking: Document, answers: Sequence[Reply], title: str, who: str) -> Expected:
    head = f"Reply {_among_the_first(ranking)} Per cent In first place Per cent"
    return Expected(title, [*_ranking(ranking, answers, who)], head)


def _ranking(question: Document, answers: Sequence[Reply], who: str) -> Iterator[str]:
    base = base_of(answers)
    first = Counter(chosen(answer)[0] for answer in answers if chosen(answer))
    named = Counter(code for answer in answers for code in chosen(answer))
    for code, label in labels_of(question).items():
        yield f"{label} {named[code]} {_share(named[code], base)} {first[code]} {_share(first[code], base)}"
    if _offers_no_information(question, answers):
        missing = kinds_of(answers)["no_information"]
        yield f"{NO_INFORMATION} {missing} {_share(missing, base)}"
    yield f"{_base_label(question, who)} {base}"
    yield from _not_included(kinds_of(answers))


def _compound(
    question: Document, answers: Sequence[Reply], title: str, subtitle: str, who: str
) -> Iterator[Expected]:
    """One table with a block for each part; rankings have tables of their own after it."""
    parts = [
        (part, [part_of(answer, part["key"]) for answer in answers])
        for part in filter(is_shown, question["parts"])
    ]
    lines: list[str] = []
    for part, held in parts:
        if part["type"] != "ranking":
            lines += [part["text"]["en"], *_block(part, held, who)]
    if lines:
        yield Expected(f"{title} {subtitle}", lines)
    for part, held in parts:
        if part["type"] == "ranking":
            name = _joined(subtitle, part["text"]["en"])
            yield _ranked(part, held, f"{title} {name}", who)


def _joined(subtitle: str, name: str) -> str:
    return f"{subtitle}: {name}" if subtitle and name else subtitle or name


def column_tables(
    grid: Document,
    column: Document,
    answers: Sequence[Reply],
    title: str,
    subtitle: str = "",
    who: str = "States",
) -> Iterator[Expected]:
    """The tables of one column of a grid: a line for each row."""
    rows = {
        row["text"]["en"]: [part_of(part_of(one, row["code"], "rows"), column["key"]) for one in answers]
        for row in grid["rows"]
    }
    panels = [*_panels(column, rows)]
    base = Column(_base_label(column, who), [base_of(held) for held in rows.values()])
    remarks = [*_remarks_on_rows(column, [*rows.values()])]
    whole = _joined(subtitle, column["text"]["en"] if len(grid["columns"]) > 1 else "")
    for number, panel in enumerate(panels, start=1):
        part = f"part {number} of {len(panels)}" if len(panels) > 1 else ""
        told = f"{whole}, {part}" if whole and part else whole or part.capitalize()
        heads, legend = _heads([one.head for one in (*panel, base)])
        cells = zip(*(one.cells for one in (*panel, base)), strict=True)
        lines = [" ".join(map(str, (label, *line))) for label, line in zip(rows, cells, strict=True)]
        yield Expected(f"{title} {told}", [*lines, *legend, *remarks], f"Subject {' '.join(heads)}")


def _heads(labels: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The heads of columns, letters in the place of long ones, and what the letters stand for."""
    long = [label for label in labels if len(label) > LONGEST_HEAD]
    letters = dict(zip(long, (f"({letter})" for letter in ascii_lowercase), strict=False))
    return [letters.get(label, label) for label in labels], [
        f"{letter} {label}." for label, letter in letters.items()
    ]


def _remarks_on_rows(column: Document, rows: Sequence[Sequence[Reply]]) -> Iterator[str]:
    if column["type"] == "ranking":
        yield f"{_among_the_first(column)}: the number that named the reply there."
    yield from _alike([kinds_of(held) for held in rows])
    yield from _carried(kinds_of(rows[0]))


def _alike(kinds: Sequence[Counter[str]]) -> list[str]:
    """What is said of the reasons for which as many replies are missing in every row."""
    alike = [reason for reason in REASONS if len({kind[reason] for kind in kinds}) == 1]
    missing = listed([f"{REASONS[reason]} {kinds[0][reason]}" for reason in alike])
    where = " in each row" if len(kinds) > 1 else ""
    return [f"Not included{where}: {missing}."] if alike else []


def _panels(column: Document, rows: Mapping[str, Sequence[Reply]]) -> Iterator[Sequence[Column]]:
    """Eight columns at most: the values shared out evenly, then what is missing where it differs by row."""
    values = [*_values(column, [*rows.values()])]
    kinds = [kinds_of(held) for held in rows.values()]
    missing = [
        Column(word.capitalize(), [kind[reason] for kind in kinds]) for reason, word in REASONS.items()
    ]
    differing = [one for one in missing if len({*one.cells}) > 1]
    width = -(-len(values) // -(-len(values) // MOST_COLUMNS))
    panels = [values[start : start + width] for start in range(0, len(values), width)]
    if len(panels[-1]) + len(differing) > MOST_COLUMNS:
        panels.append([])
    panels[-1] = [*panels[-1], *differing]
    yield from panels


def _values(column: Document, rows: Sequence[Sequence[Reply]]) -> Iterator[Column]:
    offered = _offers_no_information(column, [answer for held in rows for answer in held])
    counted = [_counted(column, held) for held in rows]
    summarized = column["type"] in NUMBERS
    for label in counted[0] if offered or not summarized else ():
        if label != NO_INFORMATION:
            yield Column(label, [one[label] for one in counted])
    if offered:
        yield Column(NO_INFORMATION, [kinds_of(held)["no_information"] for held in rows])
    if summarized:
        summaries = zip(*(_summary(column, held) for held in rows), strict=True)
        yield from (Column(head, cells) for head, cells in zip(SUMMARY, summaries, strict=False))


def numbers_of(question: Document, answers: Sequence[Reply]) -> list[Fraction]:
    """The numbers given, in order; of a list, how many entries it has."""
    if question["type"] == "repeat":
        return sorted(Fraction(len(answer["items"])) for answer in answers if "items" in answer)
    if question["type"] not in NUMBERS:
        return []
    names = ("number", "decimal")
    return sorted(Fraction(str(answer[name])) for answer in answers for name in names if name in answer)


def _range_is_kept(question: Document, answers: Sequence[Reply], ends: tuple[Fraction, Fraction]) -> bool:
    """Whether an end of the range is of fewer than five replies, each of them for totals only."""
    uses = [[one["use"] for one in answers if numbers_of(question, [one]) == [end]] for end in ends]
    return any(set(use) == {"aggregate"} and len(use) < FEWEST_STATES for use in uses)


def _summary(question: Document, answers: Sequence[Reply]) -> list[str]:
    """Lowest, lower quartile, median, upper quartile, highest; and the sum of what adds up."""
    numbers = numbers_of(question, answers)
    adds_up = question["type"] in ("whole_number", "decimal")
    if len(numbers) < FEWEST_NUMBERS:
        return [".."] * (6 if adds_up else 5)
    half = len(numbers) // 2
    five = (numbers[0], _median(numbers[:half]), _median(numbers), _median(numbers[-half:]), numbers[-1])
    grouped = question["type"] != "year"
    total = [written(sum(numbers, Fraction(0)))] if adds_up else []
    told = [written(number, grouped=grouped) for number in five]
    if _range_is_kept(question, answers, (numbers[0], numbers[-1])):
        told[0] = told[-1] = ".."
    return [*told, *total]


def spread_of(question: Document, answers: Sequence[Reply]) -> str:
    low, lower, median, upper, high, *_ = _summary(question, answers)
    reach = f"; range {low} to {high}" if low != ".." else ""
    return f"median {median}; quartiles {lower} and {upper} (method: median of halves){reach}"


def _spread(question: Document, answers: Sequence[Reply]) -> str:
    numbers = numbers_of(question, answers)
    words = spread_of(question, answers)
    if question["type"] == "repeat":
        return f"Entries of each State: {words}; sum {written(sum(numbers, Fraction(0)))}."
    total = (
        f"; sum {written(sum(numbers, Fraction(0)))}"
        if question["type"] in ("whole_number", "decimal")
        else ""
    )
    unit = f" Unit: {question['unit']['en']}." if "unit" in question else ""
    if question["type"] == "percentage":
        unit = " The numbers are percentages."
    return f"{words.capitalize()}{total}.{unit}"


def _median(numbers: list[Fraction]) -> Fraction:
    return (numbers[(len(numbers) - 1) // 2] + numbers[len(numbers) // 2]) / 2


def written(number: Fraction, *, grouped: bool = True) -> str:
    exact = (Decimal(number.numerator) / Decimal(number.denominator)).normalize()
    return f"{exact:,f}" if grouped else f"{exact:f}"


def listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _not_included(kinds: Counter[str]) -> Iterator[str]:
    yield f"Not included: {listed([f'{word} {kinds[reason]}' for reason, word in REASONS.items()])}."
    yield from _carried(kinds)


def _carried(kinds: Counter[str]) -> Iterator[str]:
    if kinds["carried_over"]:
        yield f"Carried over from the previous report: {kinds['carried_over']}."


def replies_to(key: str, snapshots: Sequence[Document]) -> list[Reply]:
    """The reply of each snapshot to a question with its `use`; an earlier one that it keeps on record is told apart."""
    return [CARRIED if key in one.get("carried_over", {}) else _with_use(key, one) for one in snapshots]


def _with_use(key: str, snapshot: Document) -> Reply:
    """A reply that says, with each of its entries, what the State allows."""
    answer, narrower = snapshot["answers"][key], snapshot["consents"]
    found = {**answer, "use": narrower.get(key, snapshot["consent"])}
    if "items" in answer:
        entries = answer["items"]
        found["items"] = [{**one, "use": narrower.get(f"{key}/{one['id']}", found["use"])} for one in entries]
    return found
