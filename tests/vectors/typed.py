"""What people type into the fields of a question, and what they should not have been able to."""

from collections.abc import Callable
from random import Random
from typing import Any

Json = dict[str, Any]
Fields = dict[str, list[str]]

# The noughts of ASCII, Arabic-Indic, extended Arabic-Indic, Devanagari, Tai Tham, full-width and mathematical digits.
NOUGHTS = ("0", "\u0660", "\u06f0", "\u0966", "\u1a80", "\uff10", "\U0001d7d8", "\U0001d7ec")
BLANKS = ("", "", "", " ", "\t", "\u00a0", "\u2009", "\u3000", "\x85", "\x1c", "\r\n")
NOT_BLANK = ("\ufeff", "\u200b", "\u180e")
ODD = (
    *(
        "-",
        "--3",
        "3-",
        "+3",
        "1e5",
        "1.",
        ".5",
        "1.2.3",
        "1 000",
        "²",
        "½",
        "Ⅷ",
        "五",
        "0x1F",
        "NaN",
        "٫5",
        "1٫5",
        "\u22125",
    ),
    *("999999999999999", "9999999999999999", "2000000000", "2000000001", "-2000000000", "0" * 20, "0" * 21),
    *(
        "-0",
        "-0.0",
        "0.0000000",
        "0.0000000000",
        "0.00000000001",
        "007.50",
        "0.00000012",
        "0.00001",
        "0.000001",
        "0.0000012",
    ),
    *(
        "no_information",
        "not_applicable",
        "not_answered",
        "a",
        "b",
        "é",
        "𝟜",
        "2025-Q3",
        "2026-02-29",
        "٢٠٢٤-٠٢-٢٩",
    ),
    *(
        "0001-01-01",
        "0000-01-01",
        "9999-12-31",
        "2026-04-31",
        "2026-3-1",
        "02026-03-01",
        "2000",
        "yes",
        "planned",
    ),
)


# At the limit and past it, in signs that count as two in the browser; and blank for long, which must not take long.
VERY_LONG = ("\U0001f54a" * 100_000, "\U0001f54a" * 100_001, "x" + " " * 200_000 + "x", "x" + " " * 200_000)
LISTED = {
    "": ["yes", "planned", "no"],
    "frequency": ["weekly", "halfyear", "never", "large"],
    "extent": ["large", "none", "weekly"],
    "severity": ["major", "none", "yes"],
}


def typed_fields(rng: Random, question: Json) -> Fields:
    """Fields for a question, given its definition in JSON."""
    make = TYPED.get(question["type"], plain_text)
    fields = make(rng, question)
    if rng.random() < 0.1:
        fields = fields | {"": [*fields.get("", []), rng.choice(("no_information", "not_applicable"))]}
    if rng.random() < 0.05:
        fields = {"": [rng.choice(("no_information", "not_applicable"))]}
    if rng.random() < 0.06:
        fields = fields | {
            rng.choice(("gone", "specified", "1", "p1", "r1.p1", "r1", "a.b.c", "toString")): [text(rng)]
        }
    return fields


def text(rng: Random) -> str:
    made = rng.choice((*ODD, number(rng), number(rng), "two\r\nlines \r", " ", ""))
    return blank(rng) + made + blank(rng)


def blank(rng: Random) -> str:
    return rng.choice(NOT_BLANK) if rng.random() < 0.03 else rng.choice(BLANKS)


def digits(rng: Random, text: str) -> str:
    """`text` with its digits in the script of somebody."""
    nought = ord(rng.choice(NOUGHTS)) if rng.random() < 0.5 else ord("0")
    return "".join(chr(nought + int(sign)) if sign.isdecimal() else sign for sign in text)


def number(rng: Random) -> str:
    whole = str(rng.randrange(10 ** rng.randint(1, 12)))
    places = rng.choice((".", ",", "٫")) + str(rng.randrange(10**6)) if rng.random() < 0.5 else ""
    return digits(rng, rng.choice(("", "", "-", "\u2212")) + whole + places)


def some(rng: Random, usual: str) -> list[str]:
    """The texts of one field: usually one, with blanks around it."""
    chance = rng.random()
    if chance < 0.05:
        return [usual, text(rng)]
    if chance < 0.15:
        return [text(rng)]
    return [] if chance < 0.2 else [blank(rng) + usual + blank(rng)]


def plain_text(rng: Random, _question: Json) -> Fields:
    return {
        "": some(
            rng, rng.choice(("a", "Some words", "one\r\ntwo", "office@example.org", "https://example.org"))
        )
    }


def chosen(rng: Random, question: Json) -> Fields:
    codes = [option["code"] for option in question.get("options", ())] or LISTED[question.get("scale", "")]
    count = rng.randint(1, len(codes)) if question["type"] == "multiple_choice" else 1
    fields = {"": rng.sample(codes, count) if rng.random() < 0.8 else [text(rng)]}
    if rng.random() < 0.3:
        fields["specified"] = [text(rng)] * rng.randint(1, 2)
    if rng.random() < 0.15:
        del fields[""]
    return fields


def ranked(rng: Random, question: Json) -> Fields:
    codes = [option["code"] for option in question["options"]]
    ranks = rng.sample(("1", "2", "3", "01", "007", "0001", "٢", "٣"), len(codes))
    usual = {rank: [code] for rank, code in zip(ranks, rng.sample(codes, len(codes)), strict=True)}
    return usual if rng.random() < 0.7 else usual | {rng.choice(ranks): [rng.choice(codes)]}


def whole(rng: Random, _question: Json) -> Fields:
    return {"": some(rng, digits(rng, rng.choice(("", "-")) + str(rng.randrange(10 ** rng.randint(1, 11)))))}


def decimals(rng: Random, _question: Json) -> Fields:
    return {"": some(rng, number(rng))}


def amount(rng: Random, _question: Json) -> Fields:
    currency = rng.choice(("EUR", "chf", " Usd", "XXX", "eu", "ßD", "KZT"))
    return {"amount": some(rng, number(rng)), "currency": some(rng, currency)}


def day(rng: Random, _question: Json) -> Fields:
    year = str(rng.choice((2024, 2025, 2026, 2026, 2000, 1, 0, 99, 9999, 10000)))
    month = rng.randint(1, 12) if rng.random() < 0.8 else rng.choice((0, 2, 13))
    in_month = rng.randint(1, 28) if rng.random() < 0.6 else rng.choice((0, 29, 30, 31, 32))
    if rng.random() < 0.5:
        return {"": some(rng, digits(rng, f"{year:0>4}-{month:02}-{in_month:02}"))}
    fields = {"year": year, "month": str(month), "day": str(in_month)}
    return {name: some(rng, digits(rng, shown)) for name, shown in fields.items()}


def days(rng: Random, question: Json) -> Fields:
    ends = {"from": day(rng, question), "to": day(rng, question)}
    return placed(ends)


def period(rng: Random, _question: Json) -> Fields:
    codes = ("2025", "2025-H1", "2025-h2", "2025-Q4", "2025-q5", "2025-07", "2025-13", "25", "2025-")
    return {"": some(rng, digits(rng, rng.choice(codes)))}


def lines(rng: Random, question: Json) -> Fields:
    names = (
        ("name", "function", "email") if question["type"] == "contact" else ("declared", "name", "function")
    )
    return {name: some(rng, "Ms A") for name in names if rng.random() < 0.8}


def in_parts(rng: Random, question: Json) -> Fields:
    inner = question.get("parts") or question.get("columns", ())
    return placed({one["key"]: typed_fields(rng, one) for one in inner if rng.random() < 0.8})


def in_rows(rng: Random, question: Json) -> Fields:
    return placed({row["code"]: in_parts(rng, question) for row in question["rows"] if rng.random() < 0.8})


def placed(inside: dict[str, Fields]) -> Fields:
    """The fields of what is inside, under the names that they have outside."""
    return {
        f"{name}.{field}" if field else name: texts
        for name, fields in inside.items()
        for field, texts in fields.items()
    }


TYPED: dict[str, Callable[[Random, Json], Fields]] = {
    "single_choice": chosen,
    "yes_no_planned": chosen,
    "scale": chosen,
    "multiple_choice": chosen,
    "ranking": ranked,
    "whole_number": whole,
    "year": whole,
    "decimal": decimals,
    "percentage": decimals,
    "amount": amount,
    "date": day,
    "date_range": days,
    "period": period,
    "contact": lines,
    "declaration": lines,
    "compound": in_parts,
    "grid": in_rows,
}
