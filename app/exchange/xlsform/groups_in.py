"""Groups and repeats of the survey sheet → compounds, grids, repeats, and questions with several fields."""

from collections.abc import Sequence
from dataclasses import replace

from app.exchange.xlsform.choices_in import own_words
from app.exchange.xlsform.conditions_in import condition, parsed
from app.exchange.xlsform.form import Form, Inside, key_of, relevance, usable
from app.exchange.xlsform.kinds import fields_of, heard, main_field_of
from app.exchange.xlsform.lines import Line
from app.exchange.xlsform.names import Keys, inner_name
from app.exchange.xlsform.questions_in import common, question_of
from app.exchange.xlsform.subjects import CannotMap, Here, Json, Subject, subject_kind
from app.exchange.xlsform.system_rows import SYSTEM_COLUMNS, system_row
from app.exchange.xlsform.tree import Node
from app.exchange.xlsform.unsaid import Unsaid

MOST_PARTS = 30


def questions_of(form: Form, nodes: Sequence[Node], inside: Inside) -> list[Json]:
    """The questions that rows ask, in order. Groups that cannot be one question are taken apart."""
    found: list[Json] = []
    for node in nodes:
        if system_row(form, node, found):
            continue
        if node.kind == "repeat":
            one = _repeat(form, node, inside)
        elif node.kind == "group":
            one = _group(form, node, inside, found)
        else:
            one = question_of(form, node, inside)
        if one is not None:
            found.append(one)
    return found


# ---------------------------------------------------------------------------------------------------------- groups


def _group(form: Form, node: Node, inside: Inside, found: list[Json]) -> Json | None:
    """A question made of the group, or None after its questions were added to `found` one by one."""
    wanted = node.line.peek("q::type")
    if fields_of(wanted):
        return _fields(form, node, inside)
    if not inside.holder or inside.repeated:
        if heard(wanted) == "rows" or (not wanted and _is_table(node)):
            return _grid(form, node, inside)
        if heard(wanted) == "parts" or _fits_compound(node):
            return _compound(form, node, inside)
    _flatten(form, node, inside, found)
    return None


def _fits_compound(node: Node) -> bool:
    """Whether a group has a text of its own, and holds only questions that may be parts."""
    labelled = any(column.startswith("label::") for column in node.line.cells)
    simple = all(
        child.kind == "question" and child.type.base not in ("calculate", "file", "image")
        for child in node.children
    )
    return labelled and simple and 0 < len(node.children) <= MOST_PARTS


def _is_table(node: Node) -> bool:
    """A group shown as a table of choices from one list."""
    lists = {(child.type.base, child.type.list_name) for child in node.children}
    return (
        "table-list" in node.line.peek("appearance")
        and len(lists) == 1
        and {base for base, _ in lists}
        <= {
            "select_one",
            "select_multiple",
        }
    )


def _flatten(form: Form, node: Node, inside: Inside, found: list[Json]) -> None:
    line = node.line
    line.take("appearance")
    for column in [one for one in line.cells if one == "name" or one.startswith(("label::", "hint::"))]:
        form.account.cell(line, column, "This group was taken apart: its questions stand by themselves.")
    shown = relevance(form, line, inside, inside.here())
    conditions = [shown] if shown is not None else []
    found.extend(questions_of(form, node.children, replace(inside, conditions=conditions)))


def _opened(form: Form, node: Node, inside: Inside, kind: str) -> tuple[Json, list[Node]]:
    """A question of the group itself, and the rows inside without those that hold its guidance."""
    line = node.line
    line.take("q::type")
    line.take("appearance")
    key = key_of(form, line, inside)
    question: Json = {"key": key, "type": kind, "text": form.text_of(line)} | common(form, line, inside, key)
    children = []
    for child in node.children:
        if child.name == f"{node.name}._guidance":
            child.line.take("name")
            question["guidance"] = child.line.texts("label")
        else:
            children.append(child)
    return question, children


def _inside(node: Node, question: Json, inside: Inside) -> Inside:
    """The inside of a question of a section, or of one of a repeat, whose parts nothing else can look at."""
    return Inside(_path(question, inside), node.name, keys=Keys(), repeated=inside.repeated)


def _path(question: Json, inside: Inside) -> str:
    """The name by which parts of the question know one another."""
    return f"{inside.holder}/{question['key']}" if inside.holder else str(question["key"])


def _finished(form: Form, node: Node, question: Json, checks: Sequence[Json], inside: Inside) -> Json | None:
    if checks and inside.holder:
        why = "What a constraint inside it compares cannot be checked there."
        form.account.row(node.line, f"{node.name}: constraint", why)
    elif checks:
        question["checks"] = list(checks)
    if not usable(form, node.line, question):
        _forget(form, _path(question, inside))
        return None
    return question


def _forget(form: Form, holder: str) -> None:
    known = form.subjects.known
    for name in [name for name, subject in known.items() if subject.question == holder]:
        del known[name]


def _compound(form: Form, node: Node, inside: Inside) -> Json | None:
    wanted = node.line.peek("q::type")
    question, children = _opened(form, node, inside, wanted if heard(wanted) == "parts" else "compound")
    own = _inside(node, question, inside)
    question["parts"] = questions_of(form, children, own)
    if not question["parts"]:
        form.account.row(
            node.line, node.name, "No question of this group was mapped, so the group is left out."
        )
        return None
    return _finished(form, node, question, own.checks, inside)


def _fields(form: Form, node: Node, inside: Inside) -> Json | None:
    """An amount, a range of dates, a contact block or a declaration: its rows are the system's own."""
    kind = node.line.peek("q::type")
    question, children = _opened(form, node, inside, kind)
    fields = {f"{node.name}.{name}": name for _, name in fields_of(kind)}
    for child in children:
        if not system_row(form, child, [question]) and child.name in fields:
            child.line.take("name")
            own_words(form, child.line, fields[child.name])
            for column in SYSTEM_COLUMNS:
                child.line.take(column)
        elif child.line.peek("name") and child.line.taken.isdisjoint({"name"}):
            form.account.row(child.line, child.name, "This row does not belong here.")
            form.account.whole_row(child.line, "This row does not belong here.")
    if not usable(form, node.line, question):
        return None
    own = Subject(
        subject_kind(kind),
        inside.holder or question["key"],
        question["key"] if inside.holder else None,
        inside.row,
        repeated=inside.repeated,
    )
    for name in (node.name, f"{node.name}.{main_field_of(kind)}"):
        form.subjects.known[name] = own
    return question


def _repeat(form: Form, node: Node, inside: Inside) -> Json | None:
    if inside.holder:
        for one in node.walk():
            form.account.whole_row(one.line, "A repeat cannot stand inside another question.")
        return None
    question, children = _opened(form, node, inside, "repeat")
    count = node.line.take("repeat_count")
    if count.isdecimal() and 1 <= int(count[:4]) <= 200:
        question["at_least"] = question["at_most"] = int(count)
    else:
        node.line.taken.discard("repeat_count")
    own = replace(_inside(node, question, inside), repeated=True)
    question["questions"] = questions_of(form, children, own)
    if not question["questions"]:
        form.account.row(
            node.line, node.name, "No question of this repeat was mapped, so the repeat is left out."
        )
        return None
    finished = _finished(form, node, question, own.checks, inside)
    if finished is not None:
        form.subjects.known[node.name] = Subject("repeat", question["key"])
    return finished


# ----------------------------------------------------------------------------------------------------------- grids


def _grid(form: Form, node: Node, inside: Inside) -> Json | None:
    """Rows × columns: either one choice in each row, or a group of columns in each row."""
    wanted = node.line.peek("q::type")
    own_grid = heard(wanted) == "rows"
    question, children = _opened(form, node, inside, wanted if own_grid else "grid")
    rows: list[Json] = []
    columns: list[Json] = []
    checks: list[Json] = []
    codes = Keys()
    for child in children:
        if child.kind == "question" and system_row(form, child, columns):
            continue
        row, read, found = _row(form, child, question, codes, _path(question, inside))
        if not own_grid and child.name and row["code"] != child.name:
            why = f"Renamed to {row['code']}, which is how codes are written here."
            form.account.row(child.line, f"name: {child.name}", why)
        checks.extend(one for one in found if one not in checks)
        if not read:
            continue
        rows.append(row)
        if not columns:
            columns = read
        elif columns != read:
            why = (
                "The columns of a grid are the same in all rows; what differs from the first row is not kept."
            )
            form.account.row(child.line, child.name, why)
    question["rows"], question["columns"] = rows, columns
    return _finished(form, node, question, checks, inside)


def _row(
    form: Form, node: Node, question: Json, codes: Keys, holder: str
) -> tuple[Json, list[Json], Sequence[Json]]:
    """One row of a grid, the columns as they stand in it, and the checks made in it."""
    line = node.line
    local = inner_name(node.name, holder.replace("/", "."))
    if node.kind == "group":
        code = codes.option(local)
        line.take("name")
        line.take("q::type")
        line.take("appearance")
        row: Json = {"code": code, "text": form.text_of(line)}
        shown = relevance(form, line, Inside(), Here(holder, code))
        columns_inside = Inside(holder, node.name, code, keys=Keys())
        columns = questions_of(form, node.children, columns_inside)
    else:
        name, _, column = local.partition(".")
        code = codes.option(name if column else local)
        row = {"code": code, "text": form.text_of(line)}
        shown = _shown_of_cell(form, line, Here(holder, code))
        columns_inside = Inside(holder, node.name.removesuffix(f".{column}"), code, keys=Keys())
        columns = questions_of(form, [node], columns_inside)
        for one in columns:
            one["key"] = column or "answer"
            one["text"] = Unsaid(question["text"])
            _rename_part(form, node.name, one["key"])
    if shown is not None:
        row["shown_when"] = shown
    return row, columns, columns_inside.checks


def _shown_of_cell(form: Form, line: Line, here: Here) -> Json | Unsaid | None:
    """When a row of choices is shown: the condition of its only cell is that of the row."""
    text = line.take("relevant")
    if not text:
        return None
    line.cells = {column: kept for column, kept in line.cells.items() if column != "relevant"}
    try:
        return condition(parsed(text), form.subjects, here)
    except CannotMap as failed:
        form.account.row(line, f"relevant: {text}", str(failed))
        return Unsaid()


def _rename_part(form: Form, name: str, part: str) -> None:
    subject = form.subjects.known.get(name)
    if subject is not None:
        form.subjects.known[name] = replace(subject, part=part)
