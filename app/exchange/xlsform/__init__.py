"""Questionnaires as XLSForm workbooks, in and out."""

from app.exchange.xlsform.lines import NotMapped
from app.exchange.xlsform.reading import ReadForm, read_xlsform
from app.exchange.xlsform.writing import write_xlsform

__all__ = ["NotMapped", "ReadForm", "read_xlsform", "write_xlsform"]
