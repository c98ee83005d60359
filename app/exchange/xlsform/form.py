"""What is known while a form is read: its lists, its languages, what was found so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.domain.question_types import Question
from app.exchange.xlsform.conditions_in import condition, parsed
from app.exchange.xlsform.lines import Account, Line
from app.exchange.xlsform.names import Keys, inner_name
from app.exchange.xlsform.subjects import CannotMap, Here, Json, Subjects
from app.exchange.xlsform.unsaid import Unsaid, settled
from app.exchange.yaml_words import in_words

MOST_EFFORT = 30_000_000  # characters of filters, once for each option; an option without counts as 300
MOST_OPTIONS = 500  # of one question
_QUESTION: TypeAdapter[Any] = TypeAdapter(Question)


@dataclass(frozen=True)
class Choice:
    """One row of the choices sheet, with the option code that its name has become."""

    name: str
    code: str
    line: Line


@dataclass
class Form:
    """A form that is being read."""

    account: Account
    languages: Sequence[str]
    choices: Mapping[str, Sequence[Choice]]
    subjects: Subjects = field(default_factory=Subjects)
    keys: Keys = field(default_factory=Keys)
    spent: int = 0

    def spend(self, effort: int) -> None:
        """Counts what a small file can multiply: options of shared lists. Raises CannotMap past the limit."""
        self.spent += effort
        if self.spent > MOST_EFFORT:
            raise CannotMap("The questions of this form have too many options, taken together.")

    def text_of(self, line: Line, base: str = "label") -> Json:
        """The texts of a row; its name, listed, where it has none."""
        found = line.texts(base)
        if found:
            return found
        name = line.peek("name")
        if name:
            self.account.row(
                line, f"{base}: none", f"There is no text here; the name “{name}” stands in for it."
            )
        return {self.languages[0]: name or "…"}


@dataclass
class Inside:
    """Where a row stands: in a section (`holder` is ''), a compound, a row of a grid, or a repeat."""

    holder: str = ""
    name: str = ""  # of the row of the holder
    row: str | None = None
    repeated: bool = False
    keys: Keys = field(default_factory=Keys)
    conditions: Sequence[Json | Unsaid] = ()
    checks: list[Json] = field(default_factory=list)

    def here(self, key: str = "") -> Here:
        return Here(self.holder or key, self.row)


def key_of(form: Form, line: Line, inside: Inside, joint: str = "") -> str:
    """The key of the question that a row asks; listed where it is not the name of the row."""
    name = line.take("name")
    local = inner_name(name, joint or inside.name) if inside.holder else name
    key = inside.keys.question(local) if inside.holder else form.keys.question(local)
    if key != local:
        form.account.row(line, f"name: {name}", f"Renamed to {key}, which is how keys are written here.")
    return key


def relevance(form: Form, line: Line, inside: Inside, here: Here) -> Json | Unsaid | None:
    """`shown_when` by the column relevant and the groups around; unsaid where it cannot be mapped, which is listed."""
    found = [one.instead if isinstance(one, Unsaid) else one for one in inside.conditions]
    known = not any(isinstance(one, Unsaid) for one in inside.conditions)
    text = line.take("relevant")
    if text:
        try:
            found.append(condition(parsed(text), form.subjects, here))
        except CannotMap as failed:
            form.account.cell(line, "relevant", str(failed))
            return Unsaid(conjunction(found))
    return conjunction(found) if known else Unsaid(conjunction(found))


def conjunction(conditions: Sequence[Json | None]) -> Json | None:
    known = [one for one in conditions if one]
    if not known:
        return None
    return known[0] if len(known) == 1 else {"all": known}


def usable(form: Form, line: Line, question: Json) -> bool:
    """Whether the question can be one of a questionnaire; listed with the reason where not."""
    try:
        _QUESTION.validate_python(settled(question))
    except ValidationError as failed:
        first = failed.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"][1:])
        why = in_words(first["type"], first.get("ctx", {}), first["msg"])
        form.account.row(line, f"{question['key']} ({question['type']})", f"Left out: {place} {why}".strip())
        return False
    return True
