"""What the report desk posts."""

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired, Length

from app.domain.edition import EditionKind

EDITIONS = {
    EditionKind.REPORT: lazy_gettext("Report"),
    EditionKind.CONFERENCE_ROOM_PAPER: lazy_gettext("Conference room paper"),
}


class ExportForm(FlaskForm):
    """A new export, of the report as it stands or of one of its frozen versions, by number.

    The key makes a double click one export.
    """

    idempotency_key = HiddenField(validators=[InputRequired(), Length(min=8, max=64)])
    questionnaire = HiddenField(validators=[Length(max=60)])
    version = HiddenField(validators=[Length(max=6)])
    edition = RadioField(lazy_gettext("Edition"), default=EditionKind.REPORT.value)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.edition.choices = {kind.value: str(words) for kind, words in EDITIONS.items()}
