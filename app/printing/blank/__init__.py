"""A questionnaire on paper: every question with what to tick and lines to write on, the same for PDF and Word."""

from app.printing.blank.pieces import Blank
from app.printing.blank.whole import Edition, blank_of
from app.printing.blank.word import write_word

__all__ = ["Blank", "Edition", "blank_of", "write_word"]
