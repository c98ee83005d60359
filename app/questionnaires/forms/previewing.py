"""How a preview is looked at: as whom, in which language and width, with or without answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.policy import RegionalGroup, RespondentKind
from app.domain.questionnaire import Questionnaire

WIDTHS = ("full", "768", "390")
ANSWERS = ("none", "sample")


@dataclass(frozen=True)
class Look:
    """What the address of a preview says; what it does not say, or says wrongly, is the usual."""

    section: str
    kind: str
    group: str
    language: str
    width: str
    answers: str

    @classmethod
    def of(cls, asked: Mapping[str, str], questionnaire: Questionnaire, language: str) -> "Look":
        """`language` is that of the reader, where the questionnaire has it."""
        languages = questionnaire.languages
        usual = language if language in languages else languages[0]
        sections = [section.key for section in questionnaire.sections]
        return cls(
            _one_of(asked.get("section"), sections, sections[0]),
            _one_of(asked.get("kind"), list(RespondentKind), questionnaire.kinds[0]),
            _one_of(asked.get("group"), list(RegionalGroup), ""),
            _one_of(asked.get("language"), languages, usual),
            _one_of(asked.get("width"), WIDTHS, WIDTHS[0]),
            _one_of(asked.get("answers"), ANSWERS, ANSWERS[0]),
        )


def _one_of(text: str | None, known: tuple[str, ...] | list[str], usual: str) -> str:
    return next((str(one) for one in known if one == text), usual)
