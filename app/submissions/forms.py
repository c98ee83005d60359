"""What the pages of a submission post. Parsing answers is the question types' work; forms only bind the text."""

from collections.abc import Mapping

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from app.domain.questionnaire import Section
from app.submissions.services import Posted

REVISION = "revision-"


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


def posted_answers(section: Section, form: MultiDict[str, str]) -> Mapping[str, Posted]:
    """The answers that `form` holds, by question key: those of `section` whose revision was posted with them."""
    return {
        question.key: Posted(tuple(form.getlist(question.key)), _revision(form[REVISION + question.key]))
        for question in section.questions
        if question.asks and REVISION + question.key in form
    }


def _revision(text: str) -> int:
    """A revision that cannot be read is an old one, so that the save comes back with both texts."""
    return int(text) if text.isdecimal() and len(text) < 10 else -1
