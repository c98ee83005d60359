"""What a class says of its questions, from which all else follows: where they may stand, and as what they are heard."""

from typing import Literal

# Where a question may stand: in compounds, grids and items of repeats; in items only; nowhere inside others.
Standing = Literal["anywhere", "in_items", "alone"]
# As what an answer is heard: the kind of value that a browser reads, a condition asks for, and a form has a row for.
# What is heard later is heard when the server has read it.
Hearing = Literal[
    "later",
    "code",
    "codes",
    "ranks",
    "whole",
    "decimal",
    "amount",
    "day",
    "days",
    "period",
    "text",
    "lines",
    "parts",
    "rows",
    "items",
    "files",
    "result",
    "nothing",
]
