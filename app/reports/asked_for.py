"""The values of figures that pages of results show and no document prints: by a region, by another question, of codes.

They are counted when somebody asks what stands behind one, by the roads on which the pages count them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from app.domain.counted import counted_variables
from app.domain.crossed import can_be_crossed
from app.domain.explaining import Parts, parts_of, what_is_told
from app.domain.figures import among_id
from app.domain.narrowing import why_hidden
from app.domain.question_types.base import Variable
from app.domain.register import Register, Value, register
from app.reports.facts import GROUPS
from app.reports.looking import Filter, Looked, look
from app.reports.making import Traced
from app.reports.queries.coding import code_books, coded
from app.reports.queries.narrowing import Chosen
from app.reports.trends import crossed

OF_CODES = frozenset({"texts", "coded", "uncoded"})


def values_asked_for(session: Session, basis: Traced, parts: Parts) -> Register:
    """The figure that `parts` name, with its base and others like it; nothing where a page shows no such figure."""
    told = what_is_told(parts)
    counted = counted_variables(basis.questionnaire)
    if told.name not in counted or parts.cycle or parts.group not in ("", *GROUPS):
        return {}
    if not parts.crossed:
        return _of_filter(session, basis, told, Filter(parts.group))
    (question, variable), (other, choice) = counted[told.name], counted.get(parts.name, counted[told.name])
    if other.key == question.key:  # neither filters nor tables look at a question by itself
        return {}
    values: dict[str, Value] = {}
    if other.key == parts.name and parts.option in {one.code for one in choice.options}:
        values.update(_of_filter(session, basis, told, Filter(parts.group, Chosen(parts.name, parts.option))))
    if not parts.group and _is_in_tables(variable) and _is_in_tables(choice):
        values.update(_of_table(session, basis, parts, told))
    return values


def _is_in_tables(variable: Variable) -> bool:
    return can_be_crossed(variable) and not variable.row


def _of_filter(session: Session, basis: Traced, told: Parts, wanted: Filter) -> Register:
    """What the page of a result shows of the replies that its filter picks out, as identifiers name them there."""
    question = counted_variables(basis.questionnaire)[told.name][0]
    looked = look(session, basis.questionnaire, question, basis.counted, wanted)
    counting = _of_codes if told.code or told.measure in OF_CODES else _of_finding
    return dict(_named(counting(session, basis, told, looked), wanted))


def _named(values: Register, wanted: Filter) -> Iterator[tuple[str, Value]]:
    """The same values by the identifiers that they have where a filter picked the replies out."""
    for name, value in values.items():
        one = parts_of(name)
        full = among_id(
            one.name, one.measure, option=one.option, code=one.code, group=wanted.group, among=wanted.among
        )
        yield full, value


def _of_finding(_session: Session, _basis: Traced, told: Parts, looked: Looked) -> Register:
    """What is counted of the replies looked at; only their base where they must not be broken down."""
    finding = looked.findings.get(told.name)
    if finding is None:
        return {}
    values = register({told.name: replace(finding, groups=())}, ())
    return _but_hidden(values, told.name) if looked.hidden[told.name] else values


def _but_hidden(values: Register, name: str) -> Register:
    base = f"{name}:base"
    return {one: value if one == base else Value(None, value.kind) for one, value in values.items()}


def _of_codes(session: Session, basis: Traced, told: Parts, looked: Looked) -> Register:
    """The codes of the texts looked at; nothing where too few have one."""
    books = code_books(session, basis.questionnaire.key, [told.name])
    found = coded(session, looked.picked, books).get(told.name)
    if found is None:
        return {}
    few = why_hidden(found.coded, found.coded) if looked.replies < looked.all_replies else ""
    values = {
        among_id(told.name, "texts"): Value(found.texts),
        among_id(told.name, "coded"): Value(found.coded),
        among_id(told.name, "uncoded"): Value(found.uncoded),
    }
    for one in found.codes:
        values[among_id(told.name, "count", code=one.code)] = Value(one.count)
        values[among_id(told.name, "share", code=one.code)] = Value(one.share, "share")
    is_hidden = few or looked.hidden.get(told.name, "")
    return {name: Value(None, one.kind) for name, one in values.items()} if is_hidden else values


def _of_table(session: Session, basis: Traced, parts: Parts, told: Parts) -> Mapping[str, Value]:
    """What the table of the one question by the other shows in the line of the answer."""
    found = crossed(session, basis.questionnaire, basis.counted, parts.name, told.name)
    values: dict[str, Value] = {}
    for line in found.lines:
        if line.option == parts.option:
            values[found.base_id(line)] = Value(line.base)
            for cell in line.cells:
                if cell.count is not None:
                    values[found.cell_id(line, cell, "count")] = Value(cell.count)
                    values[found.cell_id(line, cell, "share")] = Value(cell.share, "share")
    return values


def label_of_code(session: Session, basis: Traced, told: Parts, language: str) -> str:
    """What staff call the code of a figure; '' for other figures."""
    books = code_books(session, basis.questionnaire.key, [told.name]) if told.code else {}
    labels = {one.code: one.labels for book in books.values() for one in book}.get(told.code, {})
    return str(labels.get(language) or next(iter(labels.values()), ""))
