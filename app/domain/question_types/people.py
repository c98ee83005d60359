"""Questions about the persons behind a report: the contact block and the declaration. Neither is ever counted."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import ClassVar, Literal

from app.domain.answers import Parts, Tabulated, Value, WrittenText
from app.domain.checks import Problem, error
from app.domain.errors import message
from app.domain.question_types.base import QuestionBase, Variable
from app.domain.question_types.hearing import Hearing
from app.domain.question_types.texts import is_email
from app.domain.typed import Typed

LONGEST_LINE = 200  # characters


class Lines(QuestionBase[Parts]):
    """Named lines of text. What names a person stays in the submission: it is never counted, exported or published."""

    heard_as: ClassVar[Hearing] = "lines"

    @property
    def counted(self) -> bool:
        return False

    @classmethod
    @abstractmethod
    def fields(cls) -> tuple[str, ...]:
        """The names of its lines, in order."""

    def effort(self) -> float:
        return 1

    def variables(self) -> tuple[Variable, ...]:
        return ()

    def read(self, typed: Typed) -> Parts | None:
        known = all(name in self.fields() and len(texts) == 1 for name, texts in typed.items())
        lines: dict[str, Value] = {
            name: WrittenText(typed[name][0].strip()) for name in self.fields() if name in typed
        }
        return Parts(lines) if known else None

    def written(self, value: Parts) -> Typed:
        return {name: (text.text,) for name, text in value.values.items() if isinstance(text, WrittenText)}

    def words(self, value: Parts, language: str) -> tuple[str, ...]:
        return tuple(texts[0] for texts in self.written(value).values())

    def observed(self, value: Parts) -> tuple[Tabulated, ...]:
        return ()

    def problems(self, value: Parts) -> Iterator[Problem]:
        for name, texts in self.written(value).items():
            if len(texts[0]) > LONGEST_LINE:
                text = message("Shorten this line to %(limit)d characters.", limit=LONGEST_LINE)
                yield error(self.key, text, name)


class Contact(Lines):
    """A contact block: name, function, institution, e-mail address and telephone of a focal point."""

    type: Literal["contact"]

    @classmethod
    def fields(cls) -> tuple[str, ...]:
        return ("name", "function", "institution", "email", "telephone")

    def sample(self) -> Typed:
        return {"name": ("Demonstration contact",), "email": ("contact@demo.example",)}

    def problems(self, value: Parts) -> Iterator[Problem]:
        yield from super().problems(value)
        address = self.written(value).get("email")
        if address and not is_email(address[0]):
            yield error(self.key, message("Enter an e-mail address like name@example.org."), "email")


class DeclarationQuestion(Lines):
    """A declaration: its text is the question's; the person who makes it gives name and function."""

    type: Literal["declaration"]

    @classmethod
    def fields(cls) -> tuple[str, ...]:
        return ("declared", "name", "function")

    def sample(self) -> Typed:
        return {
            "declared": ("yes",),
            "name": ("Demonstration official",),
            "function": ("Approver",),
        }

    def words(self, value: Parts, language: str) -> tuple[str, ...]:
        return tuple(texts[0] for name, texts in self.written(value).items() if name != "declared")

    def problems(self, value: Parts) -> Iterator[Problem]:
        yield from super().problems(value)
        missing = [name for name in self.fields() if name not in value.values]
        if missing:
            yield error(
                self.key,
                message("Tick the box, and enter name and function of the person who makes the declaration."),
                missing[0],
            )
