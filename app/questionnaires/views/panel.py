"""The place that is open: the question as the official will see it, and its properties."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from app.domain.answers import NonAnswer, Parts
from app.domain.editing import Address, value_or_absent
from app.domain.question_types import AnyQuestion, Question, Repeat
from app.questionnaires.forms.kinds import Kind, specs_of
from app.questionnaires.forms.properties import Fields, FieldView, fields_of
from app.questionnaires.forms.words import label
from app.questionnaires.views.shared import Draft, as_text, place_of
from app.web.languages import locale_code
from app.web.rendering import child_views, question_view
from app.web.sectors import SECTORS, sector_name
from app.web.view_models import QuestionView

_QUESTION: TypeAdapter[AnyQuestion] = TypeAdapter(Question)
# What is needed now and then stands behind a heading.
_MORE = frozenset(
    {
        "unreviewed",
        "purpose",
        "why",
        "concept",
        "thematic_area",
        "paragraph",
        "sectors",
        "own_answers",
        "minutes",
        "consent",
        "mandate",
    }
)
_LISTS = (Kind.OPTIONS, Kind.INSIDE, Kind.CHAPTERS, Kind.TERMS)
_FIRST = ("text", "title", "number", "guidance")


@dataclass(frozen=True)
class ListView:
    """A list that belongs to the place: options, rows, questions, terms, chapters."""

    name: str
    kind: str
    label: str
    lines: tuple[tuple[str, str, str], ...]  # address of the page, place, title


@dataclass(frozen=True)
class Panel:
    """What is open, and everything that its page shows of it."""

    at: str
    kind: str
    key: str
    name: str
    crumbs: tuple[tuple[str, str], ...]
    fields: tuple[FieldView, ...]
    more: tuple[FieldView, ...]
    reporting: tuple[FieldView, ...]
    lists: tuple[ListView, ...]
    type: str = ""
    heading: str = ""
    introduction: str = ""
    shown: QuestionView | None = None
    entry: tuple[QuestionView, ...] = ()
    can_depend: bool = False
    computed: bool = False
    has_checks: bool = False
    movable: bool = False
    copyable: bool = False


def panel_of(draft: Draft, at: Address, posted: Fields | None = None) -> Panel:
    """The place `at`; `posted` is a form that was refused, whose texts stay in its fields. Raises NotFound."""
    thing, model = draft.thing(at), draft.model(at)
    fields = fields_of(model, thing, draft.language, posted, _choices(draft, thing, at))
    kinds = {spec.kind for spec in specs_of(model)}
    if Kind.OPERAND in kinds:  # where a value comes from has a page of its own
        fields = tuple(one for one in fields if one.name not in ("count_of", "fact"))
    shown, entry = preview_of(draft, at)
    in_order = sorted(fields, key=lambda one: _FIRST.index(one.name) if one.name in _FIRST else len(_FIRST))
    return Panel(
        at=as_text(at),
        kind=_kind(at),
        key=str(thing.get("key") or thing.get("code") or ""),
        name=draft.name(at),
        crumbs=tuple((place_of(draft, one), draft.name(one)) for one in _above(at)),
        fields=tuple(one for one in in_order if one.name not in _MORE and not _of_report(one)),
        more=tuple(one for one in in_order if one.name in _MORE),
        reporting=tuple(one for one in in_order if _of_report(one)),
        lists=tuple(_lists(draft, at)),
        type=str(thing.get("type", "")),
        shown=shown,
        entry=entry,
        heading=draft.text(thing, "title"),
        introduction=draft.text(thing, "introduction"),
        can_depend=Kind.CONDITION in kinds,
        computed=Kind.OPERAND in kinds,
        has_checks=Kind.CHECKS in kinds,
        movable=bool(at),
        copyable=len(at) in (2, 4) and at[0] == "sections",
    )


def _above(at: Address) -> list[Address]:
    """The places that hold this one."""
    return [at[:end] for end in range(0, len(at), 2)] if at[:1] == ("sections",) else [()] if at else []


def _of_report(field: FieldView) -> bool:
    return field.name.startswith("report.")


def _kind(at: Address) -> str:
    return at[-2] if at else "questionnaire"


def _choices(draft: Draft, thing: Mapping[str, Any], at: Address) -> Mapping[str, Sequence[tuple[str, str]]]:
    """What can be chosen of the same questionnaire."""
    found: dict[str, Sequence[tuple[str, str]]] = {}
    for name in ("sectors", "own_answers"):
        unlisted = [code for code in thing.get(name, ()) if code not in SECTORS]
        found[name] = [(code, sector_name(code)) for code in (*SECTORS, *unlisted)]
    if "options" in thing:
        options = [(one["code"], draft.text(one)) for one in thing["options"]]
        found |= {"report.counts": options, "report.counts_all": options}
    if not at:
        questions = (one for section in draft.document["sections"] for one in section["questions"])
        found["consent_question"] = _single_choices(draft, questions)
    if "consent_part" in draft.model(at).model_fields:
        found["consent_part"] = _single_choices(draft, thing["questions"])
    if at and at[-2] == "chapters":
        sections = draft.document["sections"]
        found["sections"] = [(one["key"], f"{one['key']}. {draft.text(one, 'title')}") for one in sections]
    return found


def _single_choices(draft: Draft, questions: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """The questions with one of several options, which alone can ask for consent."""
    chosen = [one for one in questions if one["type"] == "single_choice"]
    return [("", ""), *((one["key"], f"{one.get('number', '')} {draft.text(one)}".strip()) for one in chosen)]


def preview_of(draft: Draft, at: Address) -> tuple[QuestionView | None, tuple[QuestionView, ...]]:
    """The question of a section that is open, or in which something is, with a blank entry where it is a list."""
    if len(at) < 4 or at[0] != "sections":
        return None, ()
    document = value_or_absent(draft.document, at[:4])
    question = _QUESTION.validate_python(document)
    view = question_view(question, locale_code(), name=question.key, value=NonAnswer.NOT_ANSWERED)
    if not isinstance(question, Repeat):
        return replace(view, applies=True), ()
    name = f"{question.key}/entry"
    return view, child_views(name, question.item_children(Parts()), frozenset(), locale_code())


def _lists(draft: Draft, at: Address) -> list[ListView]:
    found = [
        ListView(spec.name, spec.kind, label(spec.name), tuple(_titles(draft, at, spec.path)))
        for spec in specs_of(draft.model(at))
        if spec.kind in _LISTS
    ]
    return sorted(found, key=lambda one: _LISTS.index(Kind(one.kind)))


def _titles(draft: Draft, at: Address, path: Sequence[str]) -> list[tuple[str, str, str]]:
    into = (*at, *path)
    held = value_or_absent(draft.document, into)
    found = []
    for position, item in enumerate(held if isinstance(held, list) else ()):
        own = (*into, str(item.get("key") or item.get("code") or position))
        title = next((draft.text(item, name) for name in ("text", "title", "term") if name in item), "")
        found.append((place_of(draft, own), as_text(own), title))
    return found


def errors_in(draft: Draft, at: Address, posted: Fields) -> list[tuple[str, str]]:
    """What cannot be read of a form, each with the id of its field."""
    panel = panel_of(draft, at, posted)
    fields = (*panel.fields, *panel.more, *panel.reporting)
    return [(f"f-{one.name}", f"{one.label}: {one.error}") for one in fields if one.error]
