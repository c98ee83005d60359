"""The one family of errors: what the system refuses, each with a message that says what to do.

No HTML and no status codes here: `web/errors.py` alone turns a refusal into a response.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Message:
    """A translatable sentence: an English template (the gettext source) and the values it names."""

    template: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template % self.values


def message(template: str, **values: str | int) -> Message:
    """A `Message`; the translation catalogue is extracted from calls of this function."""
    return Message(template, values)


class Refusal(Exception):
    """Base of everything refused. `message` is shown to the person who asked."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class NotFound(Refusal):
    """There is no such thing, or it belongs to another respondent: the two look the same."""


class NotAllowed(Refusal):
    """The person may see the thing, but not do this with it."""


class NotPossibleNow(Refusal):
    """The status of the submission, cycle or export does not allow this step."""


class NotSubmittable(Refusal):
    """Answers with errors, or a declaration that is not complete, block the official submission."""


class Unstorable(Refusal):
    """A text holds a character that no database keeps as it is (NUL, a lone surrogate)."""


class NotAccepted(Refusal):
    """A file, or something else sent along, that the question does not take."""


class UnwrittenLanguage(Refusal):
    """A questionnaire is asked for in a language in which it is not written; the message names those there are."""


class InvalidDefinition(Refusal):
    """A questionnaire definition that cannot be used."""


class NotPublishable(Refusal):
    """A draft that cannot be published like this; `reasons` name what is to be done first, one by one."""

    def __init__(self, message: Message, reasons: tuple[Message, ...]) -> None:
        super().__init__(message)
        self.reasons = reasons


class InvalidSetUp(Refusal):
    """The instance cannot start or change like this; the message says how to set it right."""


class InvalidSetting(Refusal):
    """A setting of the instance that cannot be used like this."""


class TooManyAttempts(Refusal):
    """Signing in is throttled for a while."""
