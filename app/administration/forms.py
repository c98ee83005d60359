"""What administrators post. Messages say what to do."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    EmailField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput

from app.domain.policy import MemberRole, RespondentKind, Role
from app.domain.settings import LONGEST_ADDRESS, LONGEST_NAME, LONGEST_SESSION, LONGEST_TEXT, SHORTEST_SESSION

ROLE_WORDS: Mapping[str, Any] = {
    Role.STAFF.value: lazy_gettext("Staff: opens cycles, reviews, reports"),
    Role.ADMIN.value: lazy_gettext("Administrator: questionnaires, people, settings"),
}
MEMBER_ROLE_WORDS: Mapping[str, Any] = {
    MemberRole.FOCAL_POINT.value: lazy_gettext("Focal point"),
    MemberRole.CONTRIBUTOR.value: lazy_gettext("Contributor"),
    MemberRole.APPROVER.value: lazy_gettext("Approver"),
    MemberRole.OBSERVER.value: lazy_gettext("Observer"),
}
KIND_WORDS: Mapping[str, Any] = {
    RespondentKind.UN_ENTITY.value: lazy_gettext("United Nations entity"),
    RespondentKind.ORGANIZATION.value: lazy_gettext("Organization"),
    RespondentKind.DONOR.value: lazy_gettext("Donor"),
}
_PLAIN = r"^[^\x00-\x1f\x7f\ud800-\udfff]*$"
_plain = Regexp(_PLAIN, message=lazy_gettext("Enter the text in one line, without control characters."))
_storable = Regexp(
    r"^[^\x00\ud800-\udfff]*$", message=lazy_gettext("The text holds a character that cannot be kept.")
)
_email_like = Regexp(
    r"^[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+$",
    message=lazy_gettext("Enter an e-mail address like name@example.org."),
)


def _stripped(text: str | None) -> str | None:
    return text.strip() if text else text


def offer(field: Any, words: Mapping[str, Any]) -> None:
    """Let a field offer words by value, as the language of the page has them."""
    field.choices = {value: str(label) for value, label in words.items()}


class _Ticks(SelectMultipleField):
    """Several of a few, as boxes to tick."""

    option_widget = CheckboxInput()


def _own_password() -> PasswordField:
    return PasswordField(
        lazy_gettext("Your password, to confirm that it is you"),
        validators=[InputRequired(lazy_gettext("Enter your password.")), Length(max=200)],
    )


def _key() -> HiddenField:
    return HiddenField(validators=[InputRequired(), Length(min=8, max=64)])


def _expected() -> IntegerField:
    return IntegerField(validators=[InputRequired(), NumberRange(min=0, max=2**31 - 1)])


class _Offering(FlaskForm):
    """A form with fields that offer fixed words, by the names of the fields."""

    OFFERS: ClassVar[Mapping[str, Mapping[str, Any]]] = {}

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        for name, words in self.OFFERS.items():
            offer(self[name], words)


class ConfirmForm(_Offering):
    """Proof of who asks, and the revision that they decided on."""

    expected = _expected()
    password = _own_password()

    @property
    def revision(self) -> int:
        """The revision, once the form is valid."""
        return int(self.expected.data or 0)


class RolesForm(ConfirmForm):
    OFFERS: ClassVar[Mapping[str, Mapping[str, Any]]] = {"roles": ROLE_WORDS}
    roles = _Ticks(lazy_gettext("Roles for the whole instance"))


class _PersonForm(_Offering):
    idempotency_key = _key()
    email = EmailField(
        lazy_gettext("E-mail address"),
        filters=[_stripped],
        validators=[
            DataRequired(lazy_gettext("Enter the e-mail address.")),
            _email_like,
            Length(max=LONGEST_ADDRESS),
        ],
    )
    name = StringField(
        lazy_gettext("Name, as it appears on screens"),
        filters=[_stripped],
        validators=[DataRequired(lazy_gettext("Enter the name.")), _plain, Length(max=200)],
    )
    language = SelectField(lazy_gettext("Language of the interface"))


class InviteForm(_PersonForm):
    """Somebody with a role for the whole instance."""

    OFFERS: ClassVar[Mapping[str, Mapping[str, Any]]] = {"roles": ROLE_WORDS}

    roles = _Ticks(
        lazy_gettext("Roles for the whole instance"),
        validators=[
            InputRequired(
                lazy_gettext("Choose at least one role. Members of a respondent are invited on its page.")
            )
        ],
    )
    password = _own_password()


class MemberForm(_PersonForm):
    """Somebody with a role at one respondent; the name serves only where the address is not known yet."""

    OFFERS: ClassVar[Mapping[str, Mapping[str, Any]]] = {"role": MEMBER_ROLE_WORDS}

    role = RadioField(
        lazy_gettext("Role at this respondent"),
        validators=[InputRequired(lazy_gettext("Choose a role."))],
    )


class EndMembershipForm(FlaskForm):
    """The last day of a membership, today or before."""

    until = DateField(
        lazy_gettext("Last day of the membership"),
        validators=[InputRequired(lazy_gettext("Enter the last day of the membership."))],
    )
    password = _own_password()


def _name(label: Any, *more: Any) -> StringField:
    return StringField(label, filters=[_stripped], validators=[*more, _plain, Length(max=200)])


class NamesForm(_Offering):
    """The names of a respondent. Fields are called after the languages of `LANGUAGES_OF_NAMES`."""

    expected = _expected()
    name_en = _name(lazy_gettext("Name in English"), DataRequired(lazy_gettext("Enter the name in English.")))
    name_fr = _name(lazy_gettext("Name in French"), Optional())
    name_es = _name(lazy_gettext("Name in Spanish"), Optional())
    name_ru = _name(lazy_gettext("Name in Russian"), Optional())
    name_ar = _name(lazy_gettext("Name in Arabic"), Optional())
    name_zh = _name(lazy_gettext("Name in Chinese"), Optional())
    name_in_text = _name(lazy_gettext("Name inside an English sentence, where it differs"), Optional())


class RespondentForm(NamesForm):
    """A respondent that is not a Member State."""

    OFFERS: ClassVar[Mapping[str, Mapping[str, Any]]] = {"kind": KIND_WORDS}

    kind = RadioField(
        lazy_gettext("Kind"),
        validators=[InputRequired(lazy_gettext("Choose a kind."))],
    )
    code = StringField(
        lazy_gettext("Code, by which addresses name it"),
        filters=[lambda text: text.strip().upper() if text else text],
        validators=[
            DataRequired(lazy_gettext("Enter a code.")),
            Regexp(r"^[A-Z0-9]{3,10}$", message=lazy_gettext("Use 3 to 10 Latin letters and digits.")),
        ],
    )


class AddressForm(FlaskForm):
    expected = _expected()
    value = EmailField(
        lazy_gettext("E-mail address"),
        filters=[_stripped],
        validators=[Optional(), _email_like, Length(max=LONGEST_ADDRESS)],
    )


class HoursForm(FlaskForm):
    expected = _expected()
    value = IntegerField(
        lazy_gettext("Hours"),
        validators=[
            InputRequired(lazy_gettext("Enter a number of hours.")),
            NumberRange(min=SHORTEST_SESSION, max=LONGEST_SESSION),
        ],
    )


class LanguageForm(FlaskForm):
    expected = _expected()
    value = RadioField(
        lazy_gettext("Language"), validators=[InputRequired(lazy_gettext("Choose a language."))]
    )


class LanguagesForm(FlaskForm):
    expected = _expected()
    value = _Ticks(
        lazy_gettext("Languages"),
        validators=[InputRequired(lazy_gettext("Choose at least one language."))],
    )


def texts_form(languages: Mapping[str, str], *, long: bool) -> FlaskForm:
    """A form with a text for each of `languages` (their own names by code), in fields called text_xx."""
    kind, checks = (TextAreaField, [_storable]) if long else (StringField, [_plain])
    most = LONGEST_TEXT if long else LONGEST_NAME
    fields = {
        f"text_{code}": kind(
            label,
            filters=[_stripped],
            validators=[
                *checks,
                Length(max=most, message=lazy_gettext("Shorten the text to at most %(max)d characters.")),
            ],
        )
        for code, label in languages.items()
    }
    return type("TextsForm", (FlaskForm,), {"expected": _expected(), **fields})()
