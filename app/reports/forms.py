"""What the report desk posts."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import AnyOf, InputRequired, Length

from app.domain.voice import LANGUAGES
from app.reports.outputs.formats import FORMATS


class ExportForm(FlaskForm):
    """A new export. The key makes a double click one export."""

    idempotency_key = HiddenField(validators=[InputRequired(), Length(min=8, max=64)])
    questionnaire = HiddenField(validators=[Length(max=60)])


class FileForm(FlaskForm):
    """Another file from the same document."""

    questionnaire = HiddenField(validators=[Length(max=60)])
    file_format = StringField(validators=[AnyOf(tuple(FORMATS))])
    language = StringField(validators=[AnyOf(LANGUAGES)])
