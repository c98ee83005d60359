"""What a check compares, or a value is worked out from, as rows of a form."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext

from app.questionnaires.forms.properties import Fields, Mistyped, number_in

SOURCES = ("question", "part", "number", "sum_of", "today", "this_year")
MOST = 30


@dataclass(frozen=True)
class Amounts:
    """One number or date; of a sum, its `children`."""

    source: str = "question"
    key: str = ""
    part: str = ""
    row: str = ""
    number: str = ""
    among: tuple[str, ...] = ()
    times: str = ""
    previous: bool = False
    children: tuple["Amounts", ...] = ()


def amounts_of(document: Mapping[str, Any] | None) -> Amounts:
    """The rows of an operand as the document writes it."""
    if not document:
        return Amounts()
    source = next((name for name in SOURCES if name != "part" and document.get(name) is not None), "part")
    return Amounts(
        source,
        str(document.get("part" if source == "part" else "question") or ""),
        str(document.get("part") or "") if source == "question" else "",
        str(document.get("row") or ""),
        str(document.get("number", "")),
        tuple(document.get("among") or ()),
        str(document.get("times", "")),
        bool(document.get("previous")),
        tuple(amounts_of(one) for one in document.get("sum_of") or ()),
    )


def operand_of(amounts: Amounts) -> dict[str, Any]:
    """The operand as the document writes it. Raises Mistyped."""
    found: dict[str, Any] = {}
    match amounts.source:
        case "number":
            found["number"] = number_in(amounts.number)
        case "today" | "this_year":
            found[amounts.source] = True
        case "sum_of":
            if not amounts.children:
                raise Mistyped(gettext("Add what is to be added up."))
            found["sum_of"] = [operand_of(child) for child in amounts.children]
        case _:
            if not amounts.key:
                raise Mistyped(gettext("Say which question the number comes from."))
            found[amounts.source] = amounts.key
            found |= {name: text for name, text in (("part", amounts.part), ("row", amounts.row)) if text}
            found |= {"among": list(amounts.among)} if amounts.among else {}
    found |= {"times": number_in(amounts.times)} if amounts.times else {}
    return found | ({"previous": True} if amounts.previous else {})


def posted_amounts(posted: Fields, name: str, depth: int = 0) -> Amounts:
    """The rows as a form posts them."""
    source = posted.get(f"{name}.source", "question")
    count = posted.get(f"{name}.count", "0")
    inside = min(int(count), MOST) if source == "sum_of" and count.isdigit() and depth < 4 else 0
    of_question = source == "question"
    return Amounts(
        source if source in SOURCES else "question",
        posted.get(f"{name}.key", "").strip(),
        posted.get(f"{name}.part", "").strip() if of_question else "",
        posted.get(f"{name}.row", "").strip() if of_question else "",
        posted.get(f"{name}.number", "").strip(),
        tuple(posted.getlist(f"{name}.among")) if source in ("question", "part") else (),
        posted.get(f"{name}.times", "").strip(),
        f"{name}.previous" in posted,
        tuple(posted_amounts(posted, f"{name}.{at}", depth + 1) for at in range(inside)),
    )


def amounts_after(amounts: Amounts, name: str, step: str) -> Amounts:
    """The rows after a button: "term left" adds to the sum, "drop left.1" takes a summand out."""
    wanted, _, place = step.partition(" ")
    if wanted == "term" and place == name:
        return replace(amounts, children=(*amounts.children, Amounts()))
    if place.partition(".")[0] != name.partition(".")[0]:
        return amounts
    children = []
    for at, child in enumerate(amounts.children):
        own = f"{name}.{at}"
        if wanted == "drop" and place == own:
            continue
        children.append(amounts_after(child, own, step))
    return replace(amounts, children=tuple(children))
