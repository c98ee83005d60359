"""Saving answers: each stands alone, nothing acknowledged is lost, nothing is silently overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.audit.queries import Head
from app.audit.services import record
from app.domain.answers import Items, NonAnswer, Parts, Value
from app.domain.consent import Consent
from app.domain.errors import NotPossibleNow, Unstorable, message
from app.domain.own_answers import for_sector
from app.domain.policy import Actor
from app.domain.question_types import AnyQuestion, Repeat
from app.domain.questionnaire import Questionnaire
from app.domain.typed import Typed
from app.submissions.keeping import KeptAnswers
from app.submissions.queries import Held, held_answers, name_parts
from app.submissions.services import stream_of
from app.submissions.writing import each_key_once, lock_to_fill, open_if_new, write_answers


@dataclass(frozen=True)
class Posted:
    """What a form holds for one question or item: its texts by field, and the revision it was shown with (0: none).

    `consent` narrows the use of this answer, where the definition lets the respondent choose. `comment` is None where
    the form did not ask for one: then the comment that is held stays.
    """

    typed: Typed
    revision: int
    consent: Consent | None = None
    comment: str | None = None


@dataclass(frozen=True)
class Conflict:
    """An answer that somebody else saved in the meantime: both texts are kept, nothing is overwritten."""

    mine: Value
    theirs: Value
    revision: int
    saved_at: datetime
    my_comment: str = ""
    their_comment: str = ""


@dataclass(frozen=True)
class SaveOutcome:
    """Every answer before and after, by name, which of them changed, and the conflicts that still need a decision.

    `head_before` and `head` are the ends of the submission's audit trail before and after.
    """

    head_before: Head
    head: Head
    before: Mapping[str, Held]
    held: Mapping[str, Held]
    changed: frozenset[str]
    conflicts: Mapping[str, Conflict]


def save_answers(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    submission_id: int,
    questionnaire: Questionnaire,
    posted: Mapping[str, Posted],
    idempotency_key: str,
    kept: KeptAnswers | None = None,
) -> SaveOutcome:
    """Save each answer that is fresh; give back those that somebody else changed since they were shown.

    `posted` is by answer: "P2-B01", "P2-D06@health" of one sector, "P2-B07/item" of a repeat, which joins its list if
    it is new. Every answer stands alone; what cannot be read is kept as typed; a repeated request changes nothing.
    Where `kept` has the answers as they stand, they are not read. Raises NotPossibleNow where nothing can be filled, a
    list is full, or something else comes under a used key; Unstorable for what no database keeps.
    """
    refuse_unstorable(posted)
    status, head = lock_to_fill(session, submission_id)
    before, end = _held_before(session, submission_id, head, kept), head
    fresh, conflicts = _compare(questionnaire, posted, before, now)
    changes = fresh | _lists_joined(questionnaire, fresh, before, now)
    if changes:
        open_if_new(session, actor, now, submission_id, status)
        in_order = {name: changes[name] for name in sorted(changes)}
        with each_key_once():
            end = record(
                session,
                stream=stream_of(submission_id),
                action="answers_saved",
                actor=actor,
                now=now,
                facts={"revisions": {name: held.revision for name, held in in_order.items()}},
                key=audit_key,
                before=head,
                along=write_answers(session, actor, submission_id, in_order, idempotency_key),
            )
    return SaveOutcome(head, end, before, {**before, **changes}, frozenset(fresh), conflicts)


def _held_before(
    session: Session, submission_id: int, head: Head, kept: KeptAnswers | None
) -> Mapping[str, Held]:
    known = kept.held_at(submission_id, head) if kept is not None else None
    return held_answers(session, submission_id) if known is None else known


def _asked(questionnaire: Questionnaire, name: str) -> AnyQuestion:
    """The question that the answer called `name` is of; one sector is asked for its own rows only."""
    key, _, sector = name_parts(name)
    question = questionnaire.by_key[key]
    return for_sector(question, sector) if sector else question


def _parse(question: AnyQuestion, name: str, typed: Typed) -> Value:
    _, item, _ = name_parts(name)
    return question.parse_item(typed) if item and isinstance(question, Repeat) else question.parse(typed)


def _compare(
    questionnaire: Questionnaire, posted: Mapping[str, Posted], before: Mapping[str, Held], now: datetime
) -> tuple[dict[str, Held], dict[str, Conflict]]:
    """What becomes of each posted answer: it is there already, or fresh, or somebody else changed it."""
    fresh: dict[str, Held] = {}
    conflicts: dict[str, Conflict] = {}
    for name, entry in posted.items():
        held = before.get(name, Held(Parts() if "/" in name else NonAnswer.NOT_ANSWERED, 0, now))
        question = _asked(questionnaire, name)
        value = question.merge(held.value, _parse(question, name, entry.typed))
        comment = held.comment if entry.comment is None else entry.comment
        if (value, entry.consent, comment) == (held.value, held.consent, held.comment):
            continue
        if held.revision == entry.revision:
            fresh[name] = Held(value, held.revision + 1, now, entry.consent, comment)
        else:
            conflicts[name] = Conflict(value, held.value, held.revision, held.saved_at, comment, held.comment)
    return fresh, conflicts


def _lists_joined(
    questionnaire: Questionnaire, fresh: Mapping[str, Held], before: Mapping[str, Held], now: datetime
) -> dict[str, Held]:
    """The lists that grow because an item of theirs was saved for the first time. Raises NotPossibleNow."""
    grown: dict[str, Held] = {}
    for name in fresh:
        key, _, item = name.partition("/")
        if item:
            held = grown.get(key) or before.get(key, Held(NonAnswer.NOT_ANSWERED, 0, now))
            listed = held.value.items if isinstance(held.value, Items) else ()
            if item not in {known for known, _ in listed}:
                _refuse_one_too_many(questionnaire.by_key[key], len(listed))
                revision = before[key].revision + 1 if key in before else 1
                items = Items((*listed, (item, Parts())))
                grown[key] = replace(held, value=items, revision=revision, saved_at=now)
    return grown


def _refuse_one_too_many(question: AnyQuestion, held: int) -> None:
    if isinstance(question, Repeat) and held >= question.at_most:
        raise NotPossibleNow(
            message("There are %(number)d entries already. Take one out first.", number=question.at_most)
        )


def refuse_unstorable(posted: Mapping[str, Posted]) -> None:
    """Raise Unstorable when a text holds NUL or a lone surrogate, or was damaged on its way (U+FFFD)."""
    for entry in posted.values():
        typed = (text for texts in entry.typed.values() for text in texts)
        for text in (*typed, entry.comment or ""):
            if any(character in "\x00\ufffd" or "\ud800" <= character <= "\udfff" for character in text):
                raise Unstorable(
                    message(
                        "One answer holds a character that cannot be stored. Nothing was saved."
                        " Take out the unusual characters and save again."
                    )
                )
