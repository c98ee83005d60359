"""Sign-in and recovery. Messages say what to do."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length, Regexp

PASSWORD_MINIMUM = 12

# Only what could never arrive is refused: whether an address exists is for the post to find out.
_email_like = Regexp(
    r"^[^@\s\x00]+@[^@\s\x00]+$", message=lazy_gettext("Enter an e-mail address like name@example.org.")
)
_storable = Regexp(
    r"^[^\x00]*$", message=lazy_gettext("The password holds a character that cannot be typed.")
)


class SignInForm(FlaskForm):
    email = EmailField(
        lazy_gettext("E-mail address"),
        validators=[
            InputRequired(lazy_gettext("Enter your e-mail address.")),
            _email_like,
            Length(max=255),
        ],
    )
    password = PasswordField(
        lazy_gettext("Password"),
        validators=[
            InputRequired(lazy_gettext("Enter your password.")),
            _storable,
            Length(max=200),
        ],
    )


class RecoveryForm(FlaskForm):
    email = EmailField(
        lazy_gettext("E-mail address"),
        validators=[
            InputRequired(lazy_gettext("Enter your e-mail address.")),
            _email_like,
            Length(max=255),
        ],
    )


class NewPasswordForm(FlaskForm):
    password = PasswordField(
        lazy_gettext("New password, at least 12 characters"),
        validators=[
            InputRequired(lazy_gettext("Enter a new password.")),
            _storable,
            Length(
                min=PASSWORD_MINIMUM,
                max=200,
                message=lazy_gettext(
                    "Choose a password of 12 to 200 characters. Several words make a good one."
                ),
            ),
        ],
    )
