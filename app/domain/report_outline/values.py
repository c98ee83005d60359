"""The values that texts of staff may refer to: those of the register that are shown, as a text prints them."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from app.domain.register import Register, Value
from app.domain.voice import Voice


def values_of(register: Register, voice: Voice) -> Mapping[str, str]:
    """Every value of the register that is shown, by its identifier: counts in words where the language does so."""
    return _Texts({name: value for name, value in register.items() if value.value is not None}, voice)


class _Texts(Mapping[str, str]):
    """A text is made when it is asked for: few of the many thousand values are ever referred to."""

    def __init__(self, shown: Register, voice: Voice) -> None:
        self._shown, self._voice = shown, voice

    def __getitem__(self, name: str) -> str:
        return _text(self._shown[name], self._voice)

    def __iter__(self) -> Iterator[str]:
        return iter(self._shown)

    def __len__(self) -> int:
        return len(self._shown)

    def __contains__(self, name: object) -> bool:
        return name in self._shown


def _text(value: Value, voice: Voice) -> str:
    if isinstance(value.value, Fraction):
        return voice.exact(value.value)
    if value.value is not None and value.kind == "count":
        return voice.in_text(value.value)
    return value.shown
