"""Questions → rows of a form, by question type."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.checks import Rule
from app.domain.conditions import Condition
from app.domain.question_types import AnyQuestion, Attachment, Compound, Computed, Grid, Repeat
from app.domain.question_types.base import ResponseOption
from app.domain.question_types.numbers import CURRENCIES
from app.domain.question_types.scales import Scale
from app.domain.question_types.texts import TextQuestion
from app.exchange.xlsform.conditions_out import Speaker, joined
from app.exchange.xlsform.kinds import CHOOSING, CURRENCY_LIST, fields_of, row_of
from app.exchange.xlsform.limits_out import is_about, is_table, limits_of
from app.exchange.xlsform.places import Surroundings, within
from app.exchange.xlsform.rows_out import NON_ANSWER_CHOICES, Cells, Pages
from app.exchange.xlsform.words import words

NOWHERE = Surroundings()


@dataclass
class Writer:
    """Writes the questions of one questionnaire."""

    pages: Pages
    speaker: Speaker

    def question(
        self,
        question: AnyQuestion,
        name: str,
        around: Surroundings = NOWHERE,
        checks: Sequence[Rule] = (),
        label: Cells | None = None,
    ) -> None:
        """The rows of a question named `name`; `checks` are those of the question that holds it."""
        shown = self.said(question.shown_when, around)
        write = _GROUPS.get(question.heard_as)
        if write is not None:
            write(self, question, name, around, shown)
        elif fields_of(question.type):
            self._fields(question, name, shown)
        elif question.heard_as in CHOOSING:
            self._choice(question, name, around, shown, checks, label)
        else:
            self._simple(question, name, around, shown, checks, label)
        if question.non_answers and question.heard_as not in ("code", "codes"):
            self._non_answer(question, name, shown)

    def said(self, condition: Condition | None, around: Surroundings) -> str | None:
        return None if condition is None else self.speaker.condition(condition, around)

    # ----------------------------------------------------------------------------------------------- one row

    def _row(
        self, question: AnyQuestion, row_type: str, name: str, shown: str | None, label: Cells | None
    ) -> Cells:
        row = self.pages.row(row_type, name, relevant=shown, required="yes" if question.required else None)
        row |= label or self.pages.texts("label", question.text)
        row |= self.pages.texts("hint", question.guidance) | self.pages.texts(
            "guidance_hint", question.purpose
        )
        row["q::type"] = question.type
        if question.number:
            row["q::number"] = question.number
        return row

    def _simple(
        self,
        question: AnyQuestion,
        name: str,
        around: Surroundings,
        shown: str | None,
        checks: Sequence[Rule],
        label: Cells | None,
    ) -> None:
        row_type = row_of(question.type)
        calculation = self._calculation(question, around) if isinstance(question, Computed) else None
        if row_type == "calculate" and calculation is None:
            row_type = "text"
        row = self._row(question, row_type, name, shown, label)
        if calculation:
            row["calculation"] = calculation
        if isinstance(question, TextQuestion):
            row |= {"appearance": "multiline", "parameters": f"rows={question.lines}"}
        self._constraint(row, question, [*limits_of(question, question.type)], around, checks)

    def _calculation(self, question: Computed, around: Surroundings) -> str | None:
        if question.count_of is not None:
            asked = self.speaker.questionnaire.by_key.get(question.count_of)
            function = "count-non-empty" if isinstance(asked, Attachment) else "count"
            return f"{function}(${{{question.count_of}}})" if isinstance(asked, Attachment | Repeat) else None
        return self.speaker.operand(question.value, around) if question.value is not None else None

    def _constraint(
        self,
        row: Cells,
        question: AnyQuestion,
        limits: list[str],
        around: Surroundings,
        checks: Sequence[Rule],
    ) -> None:
        for rule in (*checks, *question.checks):
            said = self.speaker.check(rule, around) if is_about(rule, question.key, row["name"]) else None
            if said is not None:
                limits.append(said)
                row |= self.pages.texts("constraint_message", rule.text)
                break  # a form has one message for all that it checks in a row
        constraint = joined(limits, "and")
        if constraint:
            row["constraint"] = constraint

    # ----------------------------------------------------------------------------------------------- choices

    def _choice(
        self,
        question: AnyQuestion,
        name: str,
        around: Surroundings,
        shown: str | None,
        checks: Sequence[Rule],
        label: Cells | None,
    ) -> None:
        options = question.response_options()
        choices, filter_ = self._choices(options, around)
        if question.heard_as != "ranks":
            choices.extend(self._non_answer_choices(question))
        own = "options" in type(question).model_fields
        wanted = question.scale if isinstance(question, Scale) else name if own else question.type
        list_name = self.pages.list_of(wanted, choices)
        row = self._row(question, f"{row_of(question.type)} {list_name}", name, shown, label)
        if isinstance(question, Scale):
            row["q::type"] = f"scale {question.scale}"
        if filter_:
            row["choice_filter"] = filter_
        self._constraint(row, question, [*limits_of(question, question.type)], around, checks)
        specifying = [option.code for option in options if option.specify]
        if specifying:
            several = question.heard_as == "codes"
            chosen = [
                f"selected(${{{name}}}, '{code}')" if several else f"${{{name}}} = '{code}'"
                for code in specifying
            ]
            row = self.pages.row("text", f"{name}._specified", relevant=" or ".join(chosen))
            row |= self.pages.texts("label", words("_specified", self.pages.languages))

    def _choices(
        self, options: Sequence[ResponseOption], around: Surroundings
    ) -> tuple[list[Cells], str | None]:
        """The choices, and the filter that shows each where its condition holds."""
        said = [self.said(option.shown_when, around) for option in options]
        conditions = [text for text in dict.fromkeys(said) if text]
        choices = []
        for option, text in zip(options, said, strict=True):
            choice = {"name": option.code} | self.pages.texts("label", option.text)
            if conditions:
                choice["shown_when"] = f"c{conditions.index(text) + 1}" if text else "always"
            choices.append(choice)
        if not conditions:
            return choices, None
        parts = [f"(shown_when = 'c{at}' and ({text}))" for at, text in enumerate(conditions, start=1)]
        return choices, " or ".join(("shown_when = 'always'", *parts))

    def _non_answer_choices(self, question: AnyQuestion) -> list[Cells]:
        return [
            {"name": NON_ANSWER_CHOICES[reason]}
            | self.pages.texts("label", words(reason, self.pages.languages))
            for reason in question.non_answers
        ]

    def _non_answer(self, question: AnyQuestion, name: str, shown: str | None) -> None:
        list_name = self.pages.list_of("_or_".join(question.non_answers), self._non_answer_choices(question))
        row = self.pages.row(f"select_one {list_name}", f"{name}._non_answer", relevant=shown)
        row |= self.pages.texts("label", words("_non_answer", self.pages.languages))

    # ------------------------------------------------------------------------------------------------- groups

    def _opened(self, question: AnyQuestion, begin: str, name: str, shown: str | None) -> Cells:
        """The row that begins a group; what would be its hint is a note inside, since groups show none."""
        row = self._row(question, begin, name, shown, None)
        hint = {column: row.pop(column) for column in list(row) if column.startswith("hint::")}
        for column in [one for one in row if one.startswith("guidance_hint::") or one == "required"]:
            del row[column]
        if hint:
            note = self.pages.row("note", f"{name}._guidance")
            note |= {f"label::{column.partition('::')[2]}": text for column, text in hint.items()}
        return row

    def _fields(self, question: AnyQuestion, name: str, shown: str | None) -> None:
        self._opened(question, "begin_group", name, shown)
        for row_type, part in fields_of(question.type):
            row = self.pages.row(row_type, f"{name}.{part}")
            row |= self.pages.texts("label", words(part, self.pages.languages))
        row = self.pages.survey[-1]
        if question.heard_as == "amount":
            everywhere = [
                {"name": code} | self.pages.texts("label", dict.fromkeys(self.pages.languages, code))
                for code in CURRENCIES
            ]
            self.pages.list_of(CURRENCY_LIST, everywhere)
            self.pages.survey[-2]["constraint"] = ". >= 0"
        if question.heard_as == "days":
            row["constraint"] = f". >= ${{{name}._from}} or ${{{name}._from}} = ''"
        self.pages.row("end_group")

    def compound(self, question: Compound, name: str, around: Surroundings, shown: str | None) -> None:
        self._opened(question, "begin_group", name, shown)
        inside = within(name, question.parts)
        for part in question.parts:
            self.question(part, f"{name}.{part.key}", inside, question.checks)
        self.pages.row("end_group")

    def repeat(self, question: Repeat, name: str, around: Surroundings, shown: str | None) -> None:
        row = self._opened(question, "begin_repeat", name, shown)
        if question.at_least == question.at_most:
            row["repeat_count"] = str(question.at_most)
        inside = within(name, question.questions)
        for part in question.questions:
            self.question(part, f"{name}.{part.key}", inside, question.checks)
        self.pages.row("end_repeat")

    def grid(self, question: Grid, name: str, around: Surroundings, shown: str | None) -> None:
        row = self._opened(question, "begin_group", name, shown)
        column = question.columns[0]
        if len(question.columns) == 1 and is_table(column):
            row["appearance"] = "table-list"
            for one in question.rows:
                self._table_row(question, column, one, f"{name}.{one.code}", around)
        else:
            for one in question.rows:
                self._grid_row(question, one, f"{name}.{one.code}", around)
        self.pages.row("end_group")

    def _table_row(
        self, question: Grid, column: AnyQuestion, row: ResponseOption, name: str, around: Surroundings
    ) -> None:
        before = len(self.pages.survey)
        label = self.pages.texts("label", row.text)
        self.question(column, f"{name}.{column.key}", within(name, question.columns), question.checks, label)
        shown = self.said(row.shown_when, around)
        if shown:
            self.pages.survey[before]["relevant"] = shown

    def _grid_row(self, question: Grid, row: ResponseOption, name: str, around: Surroundings) -> None:
        opened = self.pages.row("begin_group", name, relevant=self.said(row.shown_when, around))
        opened |= self.pages.texts("label", row.text) | {"q::type": "row", "appearance": "field-list"}
        inside = within(name, question.columns)
        for column in question.columns:
            self.question(column, f"{name}.{column.key}", inside, question.checks)
        self.pages.row("end_group")


_GROUPS: Mapping[str, Callable[..., None]] = {
    "parts": Writer.compound,
    "rows": Writer.grid,
    "items": Writer.repeat,
}
