"""What the pages of a submission post. Parsing answers is the question types' work; forms only bind the text."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, PasswordField, StringField
from wtforms.validators import AnyOf, InputRequired, Length

from app.domain.consent import Consent
from app.submissions.saving import Posted

REVISION = "revision-"
CONSENT = "consent-"
COMMENT = "comment-"
# In themselves, so that everybody finds their own; the last is for all others.
DOCUMENT_LANGUAGES: Mapping[str, Any] = {
    "en": "English",
    "ar": "العربية",
    "es": "Español",
    "fr": "Français",
    "ru": "Русский",
    "zh": "中文",
    "other": lazy_gettext("Another language"),
}


class SaveForm(FlaskForm):
    """A page or a single answer to save. The idempotency key makes a repeated request harmless."""

    class Meta(FlaskForm.Meta):
        csrf = False  # CSRFProtect has checked the token before the view; once is enough

        def get_translations(self, form: FlaskForm) -> None:
            """None: no message of this form is ever shown, and looking for the catalogue costs as much as a save."""

    idempotency_key = HiddenField(validators=[InputRequired(), Length(min=8, max=64)])


class DeclarationForm(FlaskForm):
    """The official declaration: who makes it, and proof that it is this person."""

    idempotency_key = HiddenField(validators=[InputRequired(), Length(min=8, max=64)])
    name = StringField(
        lazy_gettext("Your full name"),
        validators=[InputRequired(lazy_gettext("Enter your full name.")), Length(max=200)],
    )
    function = StringField(
        lazy_gettext("Your title or function"),
        validators=[InputRequired(lazy_gettext("Enter your title or function.")), Length(max=200)],
    )
    confirmed = BooleanField(
        lazy_gettext(
            "I confirm that the answers have been cleared by the competent national authorities for transmission."
        ),
        validators=[
            InputRequired(lazy_gettext("Tick the box to confirm that the answers have been cleared."))
        ],
    )
    password = PasswordField(
        lazy_gettext("Your password, to confirm that it is you"),
        validators=[InputRequired(lazy_gettext("Enter your password.")), Length(max=200)],
    )


def posted_answers(names: Collection[str], form: MultiDict[str, str]) -> Mapping[str, Posted]:
    """What `form` holds for the answers `names`: those whose revision was posted with them.

    The fields of an answer are called like the answer itself, or "answer.field" (`app/domain/typed.py`).
    """
    typed: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in names if f"{REVISION}{name}" in form}
    for field in form:
        name, _, inside = field.partition(".")
        if name in typed:
            typed[name][inside] = tuple(form.getlist(field))
    return {
        name: Posted(
            fields,
            _revision(form[REVISION + name]),
            _consent(form.get(CONSENT + name, "")),
            _comment(form.get(COMMENT + name)),
        )
        for name, fields in typed.items()
    }


def _consent(text: str) -> Consent | None:
    return Consent(text) if text in set(Consent) else None


def _comment(text: str | None) -> str | None:
    return None if text is None else text.replace("\r\n", "\n").strip()


def _revision(text: str) -> int:
    """A revision that cannot be read is an old one, so that the save comes back with both texts."""
    return int(text) if text.isdecimal() and len(text) < 10 else -1


class DocumentForm(FlaskForm):
    """One document to add: the file, what it is called and its language."""

    idempotency_key = HiddenField(validators=[InputRequired(), Length(min=8, max=64)])
    title = StringField(
        lazy_gettext("Title of the document"),
        validators=[InputRequired(lazy_gettext("Enter the title of the document.")), Length(max=200)],
    )
    language = StringField(
        lazy_gettext("Language of the document"), validators=[AnyOf(list(DOCUMENT_LANGUAGES))]
    )
    file = FileField(
        lazy_gettext("File"), validators=[FileRequired(lazy_gettext("Choose the file to send."))]
    )
