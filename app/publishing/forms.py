"""What is posted to publish a draft (a class and a note for each change), and to open a cycle."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import DateField, DateTimeLocalField, SelectMultipleField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Optional, Regexp
from wtforms.widgets import CheckboxInput

from app.cycles.forms import LONGEST, line
from app.domain.comparing import ChangeClass
from app.publishing.queries import Given
from app.publishing.services import MOST_NOTE

CLASS, NOTE = "class:", "note:"
FIRST_YEAR, LAST_YEAR = 2000, 2200  # of dates that can be meant


def field_name(kind: str, place: str) -> str:
    """What the fields of one change are called after `CLASS` and `NOTE`."""
    return f"{kind}:{place}"


def classes_from(posted: Mapping[str, str]) -> dict[tuple[str, str], Given]:
    """What was said of each change, by place and kind; a class that does not exist is none."""
    found = {}
    for name, value in posted.items():
        kind, _, place = name.removeprefix(CLASS).partition(":")
        if name.startswith(CLASS) and value in list(ChangeClass):
            note = posted.get(NOTE + field_name(kind, place), "")
            # Neither line breaks nor what no database keeps belongs into a note.
            kept = "".join(sign for sign in note if sign.isprintable()).strip()
            found[place, kind] = Given(ChangeClass(value), kept[:MOST_NOTE])
    return found


def _meant(form: FlaskForm, field: Any) -> None:
    if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        raise ValidationError(
            lazy_gettext("Enter a year from %(first)d to %(last)d.", first=FIRST_YEAR, last=LAST_YEAR)
        )


def _moment(label: Any) -> DateTimeLocalField:
    return DateTimeLocalField(
        label, validators=[InputRequired(lazy_gettext("Enter the day and the time.")), _meant]
    )


class OpeningForm(FlaskForm):
    """A cycle to open. Its moments are what clocks in the reader's zone show."""

    title_en = line(lazy_gettext("Title in English"), 200, DataRequired(lazy_gettext("Enter the title.")))
    title_ar = line(lazy_gettext("Title in Arabic (optional)"), 200)
    key = StringField(
        lazy_gettext("Key, by which addresses name it, for instance “2026”"),
        filters=[lambda text: text.strip().lower() if text else text],
        validators=[
            DataRequired(lazy_gettext("Enter a key.")),
            # "open" is the address of the page itself.
            Regexp(
                r"^(?!open$)[a-z0-9][a-z0-9-]{1,39}$",
                message=lazy_gettext("Use 2 to 40 small Latin letters, digits and hyphens, and not “open”."),
            ),
        ],
    )
    opens_at = _moment(lazy_gettext("Opens"))
    deadline_at = _moment(lazy_gettext("Deadline"))
    cut_off_at = _moment(lazy_gettext("Cut-off, after which a report no longer counts"))
    period_from = DateField(
        lazy_gettext("First day of the period reported on (optional)"), validators=[Optional(), _meant]
    )
    period_to = DateField(
        lazy_gettext("Last day of the period reported on (optional)"), validators=[Optional(), _meant]
    )
    session = line(lazy_gettext("Session that the report goes to (optional)"), LONGEST["session"])
    place_and_dates = line(lazy_gettext("Its place and dates (optional)"), LONGEST["place_and_dates"])
    agenda_item = line(lazy_gettext("Its agenda item (optional)"), LONGEST["agenda_item"])
    versions = SelectMultipleField(
        lazy_gettext("Questionnaires to be sent"),
        coerce=int,
        option_widget=CheckboxInput(),
        validators=[InputRequired(lazy_gettext("Choose at least one questionnaire."))],
    )

    def validate_deadline_at(self, field: DateTimeLocalField) -> None:
        if self.opens_at.data and field.data and field.data <= self.opens_at.data:
            raise ValidationError(lazy_gettext("Enter a deadline after the opening."))

    def validate_cut_off_at(self, field: DateTimeLocalField) -> None:
        if self.deadline_at.data and field.data and field.data < self.deadline_at.data:
            raise ValidationError(lazy_gettext("Enter a cut-off that is not before the deadline."))

    def validate_period_from(self, field: DateField) -> None:
        if field.data and not any(self.period_to.raw_data or ()):
            raise ValidationError(lazy_gettext("Enter the last day of the period too, or no day."))

    def validate_period_to(self, field: DateField) -> None:
        if field.data and not any(self.period_from.raw_data or ()):
            raise ValidationError(lazy_gettext("Enter the first day of the period too, or no day."))
        if self.period_from.data and field.data and field.data < self.period_from.data:
            raise ValidationError(lazy_gettext("Enter a last day that is not before the first."))
