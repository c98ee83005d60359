"""Lists that grow and shrink entry by entry: the items of a repeat, and documents. Nothing taken out is erased."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.services import record
from app.domain.answers import Files, Items, NonAnswer, StoredFile, Value
from app.domain.errors import NotFound, NotPossibleNow, message
from app.domain.policy import Actor
from app.submissions.files import no_such_document
from app.submissions.models import AnswerRevision
from app.submissions.queries import Held, held_answers
from app.submissions.services import stream_of
from app.submissions.writing import lock_to_fill, open_if_new, used_otherwise, write_answers

Change = Callable[[Value], Value]


@dataclass(frozen=True)
class Listing:
    """What every change of a list needs; `key` is the question's.

    A change repeated under the same `idempotency_key` changes nothing.
    """

    session: Session
    actor: Actor
    now: datetime
    audit_key: bytes
    submission_id: int
    key: str
    idempotency_key: str


def move_item(listing: Listing, item: str, by: int) -> None:
    """Move an item `by` places down (or up, if negative), as far as the list goes. Raises NotFound."""

    def moved(items: Items) -> Items:
        order = list(items.items)
        at = _place(items, item)
        order.insert(min(max(at + by, 0), len(order)), order.pop(at))
        return Items(tuple(order))

    _change(listing, _of_items(moved), "item_moved", {"item": item, "by": by})


def remove_item(listing: Listing, item: str) -> None:
    """Take an item out of its list; what it held stays in the history. Raises NotFound."""

    def shorter(items: Items) -> Items:
        at = _place(items, item)
        return Items(items.items[:at] + items.items[at + 1 :])

    _change(listing, _of_items(shorter), "item_removed", {"item": item})


def add_file(listing: Listing, file: StoredFile, at_most: int) -> None:
    """Add a stored file to the answer.

    Raises NotPossibleNow when there are `at_most` already, and for another file under a used key.
    """

    def longer(value: Value) -> Value:
        if has_it(value):
            return value
        held = value.files if isinstance(value, Files) else ()
        if len(held) >= at_most:
            raise NotPossibleNow(
                message("There are %(number)d documents already. Take one out first.", number=at_most)
            )
        return Files((*held, file))

    def has_it(value: Value) -> bool:
        return isinstance(value, Files) and any(one.id == file.id for one in value.files)

    _change(listing, longer, "file_added", {"file": file.id, "sha256": file.sha256}, has_it)


def remove_file(listing: Listing, file_id: str) -> None:
    """Take a file out of the answer; its content stays in the store, as history needs it. Raises NotFound."""

    def shorter(value: Value) -> Value:
        held = value.files if isinstance(value, Files) else ()
        kept = tuple(file for file in held if file.id != file_id)
        if len(kept) == len(held):
            raise no_such_document()
        return Files(kept) if kept else NonAnswer.NOT_ANSWERED

    _change(listing, shorter, "file_removed", {"file": file_id})


def _place(items: Items, item: str) -> int:
    for at, (known, _) in enumerate(items.items):
        if known == item:
            return at
    raise no_such_entry()


def no_such_entry() -> NotFound:
    return NotFound(message("There is no such entry, or it was taken out in the meantime."))


def _of_items(change: Callable[[Items], Items]) -> Change:
    def changed(value: Value) -> Value:
        items = change(value if isinstance(value, Items) else Items(()))
        return items if items.items else NonAnswer.NOT_ANSWERED

    return changed


def _change(
    listing: Listing,
    change: Change,
    action: str,
    facts: dict[str, object],
    is_made: Callable[[Value], bool] = lambda _: True,
) -> None:
    """Change the list under the lock of the submission, as a revision like any other.

    Under a used key it must be this very change that was made: `is_made`.
    """
    session, now = listing.session, listing.now
    status, head = lock_to_fill(session, listing.submission_id)
    before = held_answers(session, listing.submission_id)
    held = before.get(listing.key, Held(NonAnswer.NOT_ANSWERED, 0, now))
    if _done_before(listing):
        if not is_made(held.value):
            raise used_otherwise()
        return
    value = change(held.value)
    if value == held.value:
        return
    changes = {listing.key: replace(held, value=value, revision=held.revision + 1, saved_at=now)}
    open_if_new(session, listing.actor, now, listing.submission_id, status)
    record(
        session,
        stream=stream_of(listing.submission_id),
        action=action,
        actor=listing.actor,
        now=now,
        facts={"question": listing.key} | facts,
        key=listing.audit_key,
        before=head,
        along=write_answers(session, listing.actor, listing.submission_id, changes, listing.idempotency_key),
    )


def _done_before(listing: Listing) -> bool:
    revision = sa.select(AnswerRevision.revision).where(
        AnswerRevision.submission_id == listing.submission_id,
        AnswerRevision.question_key == listing.key,
        AnswerRevision.item == "",
        AnswerRevision.sector == "",
        AnswerRevision.idempotency_key == listing.idempotency_key,
    )
    return listing.session.execute(revision).first() is not None
