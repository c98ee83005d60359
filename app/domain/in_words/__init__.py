"""Conditions and checks as sentences, for everybody who never reads a definition."""

from app.domain.in_words.checks import check_in_words, operand_in_words
from app.domain.in_words.conditions import condition_in_words, shown_in_words
from app.domain.in_words.names import Names, fact_name
from app.domain.in_words.speaking import ENGLISH, Speaker

__all__ = [
    "ENGLISH",
    "Names",
    "Speaker",
    "check_in_words",
    "condition_in_words",
    "fact_name",
    "operand_in_words",
    "shown_in_words",
]
