"""What a document embeds so that it can be verified later: findings.json, the data as CSV, the code book.

findings.json is canonical JSON (RFC 8785): the same data set gives the same bytes. It holds every value of the
register, and the printed text in blocks with its figures in document order. No State is named in it but where the
document itself prints the name.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import version
from typing import Any

from app.domain.canonical import canonical, read_json, sha256_of
from app.domain.coding import CodedPlace, CodedTexts
from app.domain.counted import counted_options, counted_variables
from app.domain.explaining import parts_of
from app.domain.findings import Finding
from app.domain.over_cycles import OverCycles
from app.domain.own_answers import SectorsApart
from app.domain.questionnaire import Questionnaire
from app.domain.register import Register, Replies, Value, register
from app.printing.blocks import Block, as_json, from_json
from app.printing.rendering import Attached
from app.reports.codes import books_json
from app.reports.facts import Response

SCHEMA = 1
FINDINGS = "findings.json"
RENDERER = f"WeasyPrint {version('weasyprint')}"
FACTS = (
    "cycle",
    "questionnaire",
    "version",
    "version_hash",
    "language",
    "data_set",
    "cut_off",
    "data_as_at",
    "renderer",
)
EARLIER_FACTS = ("cycle", "version", "version_hash", "data_set", "cut_off")


class NoEvidence(Exception):
    """The embedded file is not a findings.json of this system."""


@dataclass(frozen=True)
class EarlierEvidence:
    """The earlier cycle that a document compares with: its facts by the names of EARLIER_FACTS, and its snapshots."""

    facts: Mapping[str, str]
    snapshots: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """What findings.json says. `facts` are what the document stands on, by the names of FACTS.

    `earlier` is what it compares with; None where it does not, as in files from before comparisons were printed.
    `books` are the code books of its texts, as JSON; there are none in files from before codes were printed.
    """

    facts: Mapping[str, str]
    snapshots: tuple[str, ...]
    figures: Mapping[str, Any]
    shown: Mapping[str, str]
    blocks: tuple[Block, ...]
    earlier: EarlierEvidence | None
    books: Sequence[Mapping[str, Any]]


def replies_of(response: Response) -> tuple[Replies, ...]:
    """The response as the register takes it: each group, then all."""
    groups = (Replies(one.group, one.invited, one.counted) for one in response.groups)
    return (*groups, Replies("", response.invited, response.counted, response.received, response.late))


def registered(
    questionnaire: Questionnaire,
    findings: Mapping[str, Finding],
    response: Response,
    apart: Mapping[str, SectorsApart],
    over: Mapping[str, OverCycles],
    coded: Mapping[str, CodedTexts],
) -> Register:
    """Every value that a document of these findings can print."""
    counted = counted_options(questionnaire)
    return register(findings, replies_of(response), apart, counted, over.values(), coded.values())


def plain_value(value: Value) -> int | str | None:
    """As JSON has it: a number that is no whole one as a text, exactly."""
    return value.shown if isinstance(value.value, Fraction) else value.value


def findings_json(
    facts: Mapping[str, str],
    snapshots: Iterable[str],
    values: Register,
    blocks: Sequence[Block],
    earlier: EarlierEvidence | None = None,
    codes: Sequence[CodedPlace] = (),
) -> bytes:
    """The file. `snapshots` are their SHA-256; of the `codes` it holds the books."""
    compared = None if earlier is None else {**earlier.facts, "snapshots": sorted(earlier.snapshots)}
    return canonical(
        {
            "schema": SCHEMA,
            **{name: facts[name] for name in FACTS},
            "snapshots": sorted(snapshots),
            **({} if compared is None else {"earlier": compared}),
            **({"codes": books_json(codes)} if codes else {}),
            "figures": {
                name: {"value": plain_value(value), "shown": value.shown} for name, value in values.items()
            },
            "text": as_json(blocks),
        }
    )


def read_evidence(content: bytes) -> Evidence:
    """The inverse of `findings_json`. Raises NoEvidence."""
    try:
        data = read_json(content.decode())
        if data["schema"] != SCHEMA:
            raise NoEvidence(f"its schema is {data['schema']!r:.20}, not {SCHEMA}")
        figures: Mapping[str, Mapping[str, Any]] = data["figures"]
        return Evidence(
            facts={name: str(data[name]) for name in FACTS},
            snapshots=tuple(map(str, data["snapshots"])),
            figures={name: one["value"] for name, one in figures.items()},
            shown={name: str(one["shown"]) for name, one in figures.items()},
            blocks=from_json(data["text"]),
            earlier=_earlier(data.get("earlier")),
            books=tuple(map(dict, data.get("codes", ()))),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise NoEvidence(f"{FINDINGS} cannot be read ({type(problem).__name__})") from problem


def _earlier(data: Mapping[str, Any] | None) -> EarlierEvidence | None:
    if data is None:
        return None
    facts = {name: str(data[name]) for name in EARLIER_FACTS}
    return EarlierEvidence(facts, tuple(map(str, data["snapshots"])))


def attached(
    findings: bytes, values: Register, questionnaire: Questionnaire, language: str
) -> tuple[Attached, ...]:
    """What is embedded: the findings, and what is needed to read them without this system."""
    return (
        Attached(FINDINGS, "Every figure of the document, and its text", findings),
        Attached(
            "data.csv", "The aggregated findings; hidden values are empty", _data(values, questionnaire)
        ),
        Attached("codebook.csv", "Questions, their parts and options", _code_book(questionnaire, language)),
    )


def findings_hash(attachments: Iterable[Attached]) -> str:
    """The SHA-256 of the findings among what is embedded."""
    return next(sha256_of(one.content) for one in attachments if one.name == FINDINGS)


def _data(values: Register, questionnaire: Questionnaire) -> bytes:
    variables = counted_variables(questionnaire)
    head = ("figure", "question", "variable", "cycle", "group", "option", "measure", "value")
    return _as_csv(head, _rows(values, variables))


def _rows(values: Register, variables: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for name, value in values.items():
        parts = parts_of(name)
        number = variables[parts.name][0].number if parts.name in variables else ""
        plain = plain_value(value)
        shown = "" if plain is None else f"{plain}"
        yield (name, number, parts.name, parts.cycle, parts.group, parts.option, parts.measure, shown)


def _code_book(questionnaire: Questionnaire, language: str) -> bytes:
    head = ("variable", "question", "type", "text", "part", "option", "option text")
    rows: list[tuple[str, ...]] = []
    for name, (question, variable) in counted_variables(questionnaire).items():
        part = variable.label.in_language(language) if variable.label else ""
        first = (name, question.number, question.type, question.text.in_language(language), part)
        rows.append((*first, "", ""))
        rows += [(*first, one.code, one.text.in_language(language)) for one in variable.options]
    return _as_csv(head, rows)


def _as_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows((head, *rows))
    return file.getvalue().encode()
