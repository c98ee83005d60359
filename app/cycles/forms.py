"""What staff post about a cycle: the texts of its document's head, in every language."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import HiddenInput

from app.domain.document_head import PARTS, DocumentHead
from app.domain.voice import LANGUAGES

LABELS: Mapping[str, Any] = {
    "session": lazy_gettext("Session"),
    "place_and_dates": lazy_gettext("Place and dates"),
    "agenda_item": lazy_gettext("Agenda item"),
    "late_submission": lazy_gettext("Note on late submission"),
}
LONGEST = {"session": 100, "place_and_dates": 100, "agenda_item": 200, "late_submission": 600}  # characters


def line(label: Any, most: int, *more: Any, kind: type[StringField] = StringField) -> StringField:
    """A text in one line, which may be missing unless `more` validators say otherwise."""
    return kind(
        label,
        filters=[lambda text: text.strip() if text else text],
        validators=[
            *(more or (Optional(),)),
            Regexp(
                r"^[^\x00-\x1f\x7f\ud800-\udfff]*$",
                message=lazy_gettext("Enter the text in one line, without control characters."),
            ),
            Length(
                max=most, message=lazy_gettext("Shorten the text to at most %(max)d characters.", max=most)
            ),
        ],
    )


class HeadForm(FlaskForm):
    """`expected` is the revision at which the page showed the texts."""

    idempotency_key = HiddenField(validators=[InputRequired(), Length(min=8, max=64)])
    expected = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(1, 2**31 - 1)])

    def fields_of(self, language: str) -> list[Field]:
        """The fields of one language, in the order in which they print."""
        return [self[f"{part}_{language}"] for part in PARTS]

    def head(self) -> DocumentHead:
        """What was typed."""
        typed = {
            part: {language: self[f"{part}_{language}"].data for language in LANGUAGES} for part in PARTS
        }
        return DocumentHead.model_validate(
            {
                part: {code: text for code, text in texts.items() if text} or None
                for part, texts in typed.items()
            }
        )


def head_form(**values: Any) -> HeadForm:
    """The form, holding `values` unless something was posted; its fields are called session_en and so on."""
    fields = {
        f"{part}_{language}": line(
            LABELS[part], LONGEST[part], kind=TextAreaField if part == "late_submission" else StringField
        )
        for language in LANGUAGES
        for part in PARTS
    }
    form: HeadForm = type("HeadFormInLanguages", (HeadForm,), fields)(**values)
    return form


def as_filled(head: DocumentHead) -> dict[str, str]:
    """The texts by the names of their fields."""
    return {
        f"{part}_{language}": text
        for part, texts in head.document().items()
        for language, text in texts.items()
    }
