"""What the report desk posts."""

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import InputRequired, Length


class ExportForm(FlaskForm):
    """A new export, of the report as it stands or of one of its frozen versions, by number.

    The key makes a double click one export.
    """

    idempotency_key = HiddenField(validators=[InputRequired(), Length(min=8, max=64)])
    questionnaire = HiddenField(validators=[Length(max=60)])
    version = HiddenField(validators=[Length(max=6)])
