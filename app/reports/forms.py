"""What the report desk, the pages of codes and those of passages post."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, IntegerField, RadioField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from app.domain.edition import EditionKind
from app.domain.passages import Outcome
from app.domain.voice import LANGUAGES
from app.printing.rendering import Standard
from app.reports.outputs.formats import FORMATS
from app.reports.services.coding import LONGEST_LABEL

EDITIONS = {
    EditionKind.REPORT: lazy_gettext("Report"),
    EditionKind.CONFERENCE_ROOM_PAPER: lazy_gettext("Conference room paper"),
}

STANDARDS: Mapping[Standard, Any] = {
    "ua-1": lazy_gettext("Accessible to everybody (PDF/UA-1)"),
    "a-3a": lazy_gettext("For the archive (PDF/A-3a)"),
}


class ExportForm(FlaskForm):
    """A new export, of the report as it stands or of one of its frozen versions, by number.

    The key makes a double click one export.
    """

    idempotency_key = HiddenField(validators=[InputRequired(), Length(min=8, max=64)])
    questionnaire = HiddenField(validators=[Length(max=60)])
    version = HiddenField(validators=[Length(max=6)])
    edition = RadioField(lazy_gettext("Edition"), default=EditionKind.REPORT.value)
    standard = RadioField(lazy_gettext("Kind of PDF"), default="ua-1")

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.edition.choices = {kind.value: str(words) for kind, words in EDITIONS.items()}
        self.standard.choices = {standard: str(words) for standard, words in STANDARDS.items()}


class CodingForm(FlaskForm):
    """A page of texts with their ticks, which are named after the texts, and the name of a new code if one is typed."""

    idempotency_key = HiddenField(validators=[InputRequired(), Length(min=8, max=64)])
    label = StringField(lazy_gettext("New code"), validators=[Length(max=LONGEST_LABEL)])


class CodeForm(FlaskForm):
    """One of the changes of a code. `expected` is the revision at which its page showed it."""

    act = HiddenField(validators=[AnyOf(("rename", "move", "merge", "remove"))])
    expected = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(1, 2**31 - 1)])
    label = StringField(lazy_gettext("Name"), validators=[Length(max=LONGEST_LABEL)])
    place = IntegerField(lazy_gettext("Place in the code book"), validators=[Optional(), NumberRange(1, 999)])
    into = IntegerField(lazy_gettext("Merge with"), validators=[Optional(), NumberRange(1, 2**31 - 1)])


class FileForm(FlaskForm):
    """Another file from the same document."""

    questionnaire = HiddenField(validators=[Length(max=60)])
    file_format = StringField(validators=[AnyOf(tuple(FORMATS))])
    language = StringField(validators=[AnyOf(LANGUAGES)])


class LastDayForm(FlaskForm):
    """Until when States may check their passages: for a new check, which was shown as `seen`, or to extend one."""

    idempotency_key = HiddenField(validators=[InputRequired(), Length(min=8, max=64)])
    seen = HiddenField(validators=[Length(max=64)])
    expected = IntegerField(widget=HiddenInput(), validators=[Optional(), NumberRange(1, 2**31 - 1)])
    last_day = DateField(
        lazy_gettext("Last day for States to answer"),
        validators=[InputRequired(lazy_gettext("Enter a day."))],
    )


class PassageForm(FlaskForm):
    """What a State says of one of its passages. `expected` is the revision at which the page showed it."""

    idempotency_key = HiddenField(validators=[InputRequired(), Length(min=8, max=64)])
    expected = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(1, 2**31 - 1)])
    outcome = HiddenField(validators=[AnyOf((Outcome.CONFIRMED, Outcome.CORRECTED, Outcome.WITHDRAWN))])
    correction = StringField()
