"""Publishing a draft as a new version or as a patch, and retiring a version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.services import record
from app.domain.canonical import canonical, sha256_of
from app.domain.comparing import Change, ChangeClass, broken_trends, compare, is_patch, possible_classes
from app.domain.diagnostics import analyse
from app.domain.errors import Message, NotPossibleNow, NotPublishable, message
from app.domain.policy import Actor
from app.domain.questionnaire import Questionnaire
from app.publishing.models import VersionChange
from app.publishing.places import place_in_words
from app.publishing.queries import Given, before, open_cycles_of, versions_of
from app.publishing.taking_over import TakenOver, take_over
from app.questionnaires.models import QuestionnaireVersion, VersionStatus
from app.questionnaires.services import publish

LISTS = frozenset({"sections", "questions", "parts", "columns", "options", "rows"})
MOST_NOTE = 500  # characters
Classes = Mapping[tuple[str, str], Given]
NOTHING_TAKEN_OVER = TakenOver(0, 0)


@dataclass(frozen=True)
class Published:
    """The version as it is called now, and what of open cycles a patch took over."""

    label: str
    taken_over: TakenOver


def publish_draft(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    version_id: int,
    expected: str,
    classes: Classes,
    as_patch: bool,
) -> Published:
    """Freeze a draft with what its author says of each change, by place and kind.

    `expected` is the content hash that the author saw. A patch takes the number of the version before it and takes
    over what open cycles have not submitted yet. Publishing the same twice changes nothing. Raises NotPossibleNow when
    there is nothing to publish or the draft has changed since, NotPublishable with what is to be done first.
    """
    draft = _locked(session, version_id)
    if draft.status == VersionStatus.PUBLISHED and draft.content_hash == expected:
        return Published(draft.label, NOTHING_TAKEN_OVER)
    _refuse_another(draft, expected)
    questionnaire = Questionnaire.model_validate(draft.document)
    base = before(versions_of(session, draft.questionnaire.key), draft)
    changes = _changes(base, questionnaire)
    _refuse_unready(draft, questionnaire, changes, classes)
    if as_patch:
        _renumber(draft, base, questionnaire, classes, changes)
    draft.content_hash = expected
    session.add_all(_rows(draft.id, changes, classes))
    session.flush()
    facts = _facts(base, changes, {place: one.classed for place, one in classes.items()})
    publish(session, actor=actor, now=now, audit_key=audit_key, version=draft, facts=facts)
    taken = NOTHING_TAKEN_OVER
    if as_patch:
        taken = take_over(session, actor=actor, now=now, audit_key=audit_key, version=draft)
    return Published(draft.label, taken)


def retire(
    session: Session, *, actor: Actor, now: datetime, audit_key: bytes, version: QuestionnaireVersion
) -> None:
    """Let no new cycle send out a published version. Retiring twice changes nothing.

    Raises NotPossibleNow for a draft, and while a cycle before its cut-off uses the version.
    """
    version = _locked(session, version.id)
    if version.status == VersionStatus.RETIRED:
        return
    if version.status == VersionStatus.DRAFT:
        raise NotPossibleNow(message("Only a published version can be retired."))
    using = open_cycles_of(session, now, [version.id])
    if using:
        raise NotPossibleNow(
            message(
                "An open cycle uses this version: %(cycles)s. It can be retired after the cut-off.",
                cycles=", ".join(use.key for use in using),
            )
        )
    version.status, version.retired_at = VersionStatus.RETIRED, now
    session.flush()
    record(
        session,
        stream=f"questionnaire/{version.questionnaire.key}",
        action="retired",
        actor=actor,
        now=now,
        facts={"version": version.label, "content_hash": version.content_hash},
        key=audit_key,
    )


def content_hash_of(version: QuestionnaireVersion) -> str:
    """The hash of what a version says now, whoever wrote it there."""
    return sha256_of(canonical(version.document))


def _locked(session: Session, version_id: int) -> QuestionnaireVersion:
    return session.scalars(
        sa.select(QuestionnaireVersion)
        .where(QuestionnaireVersion.id == version_id)
        .with_for_update(of=QuestionnaireVersion)
        .execution_options(populate_existing=True)
    ).one()


def _refuse_another(draft: QuestionnaireVersion, expected: str) -> None:
    if draft.status != VersionStatus.DRAFT:
        raise NotPossibleNow(
            message("This version is published already. Change the questionnaire to make a new draft.")
        )
    if content_hash_of(draft) != expected:
        raise NotPossibleNow(
            message("The draft was changed after this page was opened. Look at its differences again.")
        )


def _changes(base: QuestionnaireVersion | None, after: Questionnaire) -> Sequence[Change]:
    """The changes since the version before; none for a first version. Raises NotPossibleNow where nothing differs."""
    if base is None:
        return ()
    changes = compare(Questionnaire.model_validate(base.document), after)
    if not changes:
        raise NotPossibleNow(
            message(
                "The draft says the same as version %(version)s: there is nothing to publish.",
                version=base.label,
            )
        )
    return changes


def _name(change: Change) -> tuple[str, str]:
    return change.place, change.kind.value


def _refuse_unready(
    draft: QuestionnaireVersion, questionnaire: Questionnaire, changes: Sequence[Change], classes: Classes
) -> None:
    """Raise NotPublishable with the errors of the definition, and the changes without a class that they may have."""
    errors = [found for found in analyse(questionnaire) if found.severity == "error"]
    reasons = [_told(place_in_words(draft.document, found.place), found.text) for found in errors]
    for change in changes:
        given = classes.get(_name(change))
        if given is None or given.classed not in possible_classes(change):
            place = " › ".join(step for step in change.at if step not in LISTS)
            reasons.append(message("%(place)s: say what the change means.", place=place))
    if reasons:
        raise NotPublishable(
            message("The draft was not published: something is to be done first."), tuple(reasons)
        )


def _told(place: str, text: str) -> Message:
    return Message("%(place)s: %(text)s", {"place": place, "text": text})


def _renumber(
    draft: QuestionnaireVersion,
    base: QuestionnaireVersion | None,
    after: Questionnaire,
    classes: Classes,
    changes: Sequence[Change],
) -> None:
    """Give a draft the next number of a patch. Raises NotPublishable where it is more than one."""
    patch = base is not None and base.status == VersionStatus.PUBLISHED
    if base is None or not patch or not is_patch(Questionnaire.model_validate(base.document), after):
        raise _no_patch()
    if any(classes[_name(change)].classed is not ChangeClass.TYPO for change in changes):
        raise _no_patch()
    draft.number, draft.patch = base.number, base.patch + 1


def _no_patch() -> NotPublishable:
    return NotPublishable(
        message("The draft was not published: this is more than a patch."),
        (
            message(
                "A patch corrects typos and translations of the published version before it, and nothing else. "
                "Publish the draft as a new version."
            ),
        ),
    )


def _facts(
    base: QuestionnaireVersion | None,
    changes: Sequence[Change],
    classes: Mapping[tuple[str, str], ChangeClass],
) -> Mapping[str, Any]:
    """What the audit trail keeps of the decision."""
    counted = {one.value: 0 for one in ChangeClass}
    for change in changes:
        counted[classes[_name(change)].value] += 1
    return {
        "before": base.label if base else None,
        "changes": counted,
        "trends_ended": list(broken_trends(changes, classes)),
    }


def _rows(version_id: int, changes: Sequence[Change], classes: Classes) -> Sequence[VersionChange]:
    return [
        VersionChange(
            version_id=version_id,
            place=change.place,
            kind=change.kind,
            classed=classes[_name(change)].classed,
            note=classes[_name(change)].note[:MOST_NOTE],
        )
        for change in changes
    ]
