"""What questions, parts, rows and options are called in a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.diagnostics.places import inside
from app.domain.errors import Message, message
from app.domain.in_words.speaking import Speaker
from app.domain.question_types import AnyQuestion, Grid
from app.domain.questionnaire import Questionnaire

_FACTS: Mapping[str, Message] = {
    "kind": message("the kind of respondent"),
    "regional_group": message("the regional group"),
    "respondent": message("the respondent"),
    "member_state": message("Member State"),
    "un_entity": message("United Nations entity"),
    "donor": message("Donor"),
    "organization": message("Organization"),
    "AFRICAN": message("African States"),
    "ASIA_PACIFIC": message("Asia-Pacific States"),
    "EASTERN_EUROPEAN": message("Eastern European States"),
    "LATIN_AMERICAN_CARIBBEAN": message("Latin American and Caribbean States"),
    "WESTERN_EUROPEAN_OTHER": message("Western European and other States"),
}


def fact_name(value: str) -> Message:
    """What a kind of respondent or a regional group is called."""
    return _FACTS[value]


@dataclass(frozen=True)
class Names:
    """The names that a questionnaire gives; `beside` are the parts among which a condition stands, if any.

    What is not there (a draft may name it before it exists, or after) is called by its key.
    """

    questionnaire: Questionnaire
    speaker: Speaker
    beside: tuple[AnyQuestion, ...] = ()

    def question(self, key: str) -> str:
        """The printed number, else the text in quotation marks."""
        found = self.questionnaire.by_key.get(key)
        return key if found is None else found.number or self._text(found)

    def thing(self, key: str | None, part: str | None, row: str | None = None) -> str:
        """What is looked at: a question, with its part and its row where only these are meant."""
        if key is None:
            return self._part(self.beside, part or "")
        found = self.questionnaire.by_key.get(key)
        told = [self.question(key)]
        if row is not None:
            rows = found.rows if isinstance(found, Grid) else ()
            named = (one.text for one in rows if one.code == row)
            told.append(self.speaker.quoted(next(map(self.speaker.text, named), row)))
        if part is not None:
            told.append(self._part(inside(found)[1] if found is not None else (), part))
        return ", ".join(told)

    def option(self, key: str | None, part: str | None, code: str) -> str:
        """The text of an option in quotation marks."""
        for question in self._asked(key, part):
            for option in question.response_options():
                if option.code == code:
                    return self.speaker.quoted(self.speaker.text(option.text))
        return self.speaker.quoted(code)

    def fact(self, name: str) -> str:
        """A fact about the respondent, or one of its values."""
        known = _FACTS.get(name)
        return name if known is None else self.speaker.say(known)

    def _asked(self, key: str | None, part: str | None) -> Iterator[AnyQuestion]:
        if key is None:
            yield from (one for one in self.beside if one.key == part)
            return
        found = self.questionnaire.by_key.get(key)
        if found is not None:
            yield found
            yield from (one for one in inside(found)[1] if part in (None, one.key))

    def _part(self, among: tuple[AnyQuestion, ...], key: str) -> str:
        return next((self._text(one) for one in among if one.key == key), self.speaker.quoted(key))

    def _text(self, question: AnyQuestion) -> str:
        return self.speaker.quoted(self.speaker.text(question.text))
