"""The texts of a page of coding, and what was ticked on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import g, request

from app.domain.quoting import Said
from app.reports.queries.coding import Held
from app.reports.services.agreeing import Agreement
from app.reports.services.ticking import Tick


@dataclass(frozen=True)
class CodedText:
    """A text with what is known of its codes; `name` is what its fields are called."""

    name: str
    said: Said
    held: Held

    @property
    def codes(self) -> frozenset[int]:
        return self.held.codes

    @property
    def is_own(self) -> bool:
        """Whether who looks at it gave the codes."""
        return self.held.coder is not None and self.held.coder.id == g.actor.account_id

    @property
    def is_to_agree(self) -> bool:
        """Whether it waits for somebody who may be who looks at it."""
        return bool(self.codes) and not self.held.is_settled and not self.is_own


@dataclass(frozen=True)
class Ticked:
    """A text of the page that was sent: its codes as the page showed them, and as they are ticked."""

    text: CodedText
    before: frozenset[int]
    after: frozenset[int]
    is_agreed: bool

    @property
    def is_stale(self) -> bool:
        """Whether it is about other codes than the text has by now, and not done already."""
        meant = self.is_agreed or self.before != self.after
        return meant and self.text.codes not in (self.before, self.after)


def ticked_texts(known: Sequence[CodedText]) -> list[Ticked]:
    """What was sent of the `known` texts; those that are not of this place are left out."""
    shown, form = set(request.form.getlist("text")), request.form
    return [
        Ticked(
            text,
            _ids(form.get(f"known-{text.name}", "").split()),
            _ids(form.getlist(f"code-{text.name}")),
            f"agree-{text.name}" in form,
        )
        for text in known
        if text.name in shown
    ]


def _ids(typed: Iterable[str]) -> frozenset[int]:
    return frozenset(int(one) for one in typed if one.isascii() and one.isdigit() and len(one) < 10)


def are_lost(ticked: Sequence[Ticked]) -> bool:
    """Whether something was sent of a text that reads otherwise by now."""
    there, form = {one.text.name for one in ticked}, request.form
    return any(
        f"agree-{name}" in form
        or _ids(form.get(f"known-{name}", "").split()) != _ids(form.getlist(f"code-{name}"))
        for name in form.getlist("text")
        if name not in there
    )


def ticks_of(ticked: Sequence[Ticked]) -> list[Tick]:
    """What was ticked or unticked since the page was made."""
    return [
        Tick(
            one.text.said.snapshot_id,
            one.text.said.item,
            code,
            code in one.after,
            one.text.held.earlier,
            one.before,
        )
        for one in ticked
        if one.text.codes != one.after
        for code in sorted(one.before ^ one.after)
    ]


def agreements_of(ticked: Sequence[Ticked]) -> list[Agreement]:
    """What was agreed with; who changes codes at the same time gives them, and somebody else has to agree."""
    return [
        Agreement(one.text.said.snapshot_id, one.text.said.item, one.before, one.text.held.earlier)
        for one in ticked
        if one.is_agreed and one.before == one.after
    ]
