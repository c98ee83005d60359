"""Questions answered with documents."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from app.domain.answers import Files, Tabulated, Value
from app.domain.checks import Problem, error
from app.domain.errors import message
from app.domain.question_types.base import QuestionBase, Variable
from app.domain.question_types.hearing import Hearing, Standing
from app.domain.typed import Typed

FileKind = Literal["pdf", "word", "excel", "odt", "ods", "image"]


class Attachment(QuestionBase[Files]):
    """Up to `at_most` files of `megabytes` each. Files are added and removed one by one, never typed."""

    stands: ClassVar[Standing] = "alone"
    heard_as: ClassVar[Hearing] = "files"

    type: Literal["attachment"]
    at_most: int = Field(default=10, ge=1, le=50)
    megabytes: int = Field(default=20, ge=1, le=20)
    kinds: tuple[FileKind, ...] = Field(default=("pdf", "word", "excel", "odt", "ods", "image"), min_length=1)

    def variables(self) -> tuple[Variable, ...]:
        return (Variable(numbers=True),)

    def effort(self) -> float:
        return 3

    def merge(self, held: Value, posted: Value) -> Value:
        return held if isinstance(held, Files) and held.files else posted

    def read(self, typed: Typed) -> None:
        return None

    def written(self, value: Files) -> Typed:
        return {}

    def words(self, value: Files, language: str) -> tuple[str, ...]:
        return tuple(file.title or file.name for file in value.files)

    def observed(self, value: Files) -> tuple[Tabulated, ...]:
        return (Tabulated(kind="number", number=len(value.files)),)

    def problems(self, value: Files) -> Iterator[Problem]:
        if len(value.files) > self.at_most:
            yield error(self.key, message("Keep at most %(number)d files.", number=self.at_most))
