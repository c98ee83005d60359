"""Texts in several languages, as definitions carry them: `{language: text}`."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from babel import Locale
from pydantic import (
    Field,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PrivateAttr,
    RootModel,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)

Language = Literal["ar", "zh", "en", "fr", "ru", "es"]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""What no database keeps as it is: NUL, and halves of surrogate pairs."""

MADE_FROM = "made_from"
_DIGEST = re.compile("[a-p]{8}")
_HEX, _LETTERS = "0123456789abcdef", "abcdefghijklmnop"


def digest_of(text: str) -> str:
    """Eight letters that stand for `text`. Letters alone: YAML reads 120345 and 12e456 as numbers."""
    return hashlib.sha256(text.encode()).hexdigest()[:8].translate(str.maketrans(_HEX, _LETTERS))


@dataclass(frozen=True)
class Worded:
    """A text and the language it is in."""

    text: str
    language: str

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        return "rtl" if Locale.parse(self.language).text_direction == "rtl" else "ltr"


class LocalizedText(RootModel[dict[Language, Words]]):
    """One text in one or more of the six official languages; never empty.

    `made_from`, written beside the languages, says of a translation from which source text it was made, by digest:
    `{en: Yes, ar: نعم, made_from: {ar: ifkdjkld}}`. Without it nothing is known.
    """

    root: dict[Language, Words] = Field(min_length=1)
    _made_from: Mapping[str, str] = PrivateAttr(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _with_origins(cls, written: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if not isinstance(written, dict) or MADE_FROM not in written:
            return handler(written)
        text = handler({key: words for key, words in written.items() if key != MADE_FROM})
        origins = written[MADE_FROM]
        if not isinstance(origins, dict) or any(not _is_digest(one) for one in origins.values()):
            raise ValueError("made_from holds eight letters for each translation, as in {ar: ifkdjkld}")
        if not origins.keys() <= text.root.keys():
            raise ValueError("made_from names a language that this text is not in. Take it out")
        text._made_from = dict(origins)
        return text

    @model_serializer(mode="wrap")
    def _written(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        found: dict[str, Any] = handler(self)
        return found | {MADE_FROM: dict(self._made_from)} if self._made_from else found

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core))
        languages = schema["propertyNames"]
        digests = {"type": "string", "pattern": f"^{_DIGEST.pattern}$"}
        origins = {"type": "object", "propertyNames": languages, "additionalProperties": digests}
        about = "By language, the digest of the source text that the translation was made from."
        schema["properties"] = {MADE_FROM: origins | {"description": about}}
        schema["propertyNames"] = {"enum": [*languages["enum"], MADE_FROM]}
        return schema

    def stale(self, source: str) -> tuple[str, ...]:
        """The languages whose translation was made from another text than the present one in the language `source`."""
        present = next((words for language, words in self.root.items() if language == source), None)
        if present is None or not self._made_from:
            return ()
        digest = digest_of(present)
        return tuple(
            language for language, one in self._made_from.items() if language != source and one != digest
        )

    def language_for(self, language: str) -> str:
        """The language actually shown to a reader of `language`: itself, else English, else the first."""
        for candidate in (language, "en"):
            if candidate in self.root:
                return candidate
        return next(iter(self.root))

    def in_language(self, language: str) -> str:
        """The text for a reader of `language` (see `language_for` for what stands in)."""
        return self.worded(language).text

    def worded(self, language: str) -> Worded:
        """The same, with the language that it is in."""
        found = self.language_for(language)
        return Worded(next(text for code, text in self.root.items() if code == found), found)


def _is_digest(one: object) -> bool:
    return isinstance(one, str) and _DIGEST.fullmatch(one) is not None


def western_digits(text: str) -> str:
    """`text` with the digits of every script as 0 to 9."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def direction_of(text: str) -> Literal["ltr", "rtl"]:
    """The direction in which a text is read: that of its first letter, as Unicode has it (UAX #9, P2)."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return "rtl" if next((one for one in strong if one in ("L", "R", "AL")), "L") != "L" else "ltr"


def count_words(text: str) -> int:
    """Words as a person counts them: runs of characters between white space.

    Chinese and Japanese write without spaces; there each ideograph counts as one word, as word processors do.
    """
    words = 0
    for run in text.split():
        ideographs = sum(1 for character in run if _is_ideograph(character))
        words += ideographs + (1 if ideographs < len(run) else 0)
    return words


def _is_ideograph(character: str) -> bool:
    return "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff"
