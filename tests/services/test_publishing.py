"""Publishing: refused until everything is in order, as a new version or as a patch that open cycles take over."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.cycles.queries import questionnaires_of
from app.cycles.services import open_cycle
from app.db import Base
from app.domain.canonical import canonical, read_json
from app.domain.comparing import ChangeClass, compare, is_patch
from app.domain.errors import NotFound, NotPossibleNow, NotPublishable
from app.domain.lifecycle import Status
from app.domain.policy import SYSTEM
from app.domain.questionnaire import Questionnaire
from app.publishing.queries import Given, before, classes_given, open_cycles_of, versions_of
from app.publishing.services import Published, content_hash_of, publish_draft, retire
from app.publishing.taking_over import TakenOver, take_over
from app.questionnaires.models import QuestionnaireVersion, VersionStatus
from app.questionnaires.queries import find_labelled, find_version
from app.questionnaires.services import take_in
from app.reports.queries import counted_snapshots
from app.review.queries import desk_rows
from app.submissions.queries import held_answers
from app.submissions.saving import Posted, save_answers
from app.submissions.services import invite
from app.submissions.submitting import Declaration, submit
from tests.conftest import AUDIT_KEY, NOW
from tests.factories import question, questionnaire, section
from tests.services.demo import actor_of, submission_of
from tests.services.rounds import Round, plan_called, send_out

LATER = NOW.replace(year=NOW.year + 1)
TYPO = "Wich body is in charge?"
CORRECTED = "Which body is in charge?"


def small(*more: dict[str, Any], text: str = TYPO, **changed: Any) -> Questionnaire:
    asked = question("q", "short_text", concept="body") | {"text": {"en": text}} | changed
    return questionnaire(section("A", asked, question("other", "whole_number"), *more))


def draft_of(session: Session, definition: Questionnaire) -> QuestionnaireVersion:
    taken = take_in(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, questionnaire=definition)
    assert taken.version.status == VersionStatus.DRAFT
    return taken.version


def suggested(draft: QuestionnaireVersion, session: Session) -> dict[tuple[str, str], Given]:
    """What the comparison suggests for each change."""
    base = before(versions_of(session, draft.questionnaire.key), draft)
    assert base is not None
    found = compare(Questionnaire.model_validate(base.document), Questionnaire.model_validate(draft.document))
    return {(change.place, change.kind.value): Given(change.suggested, "") for change in found}


def published(
    session: Session,
    draft: QuestionnaireVersion,
    *,
    classes: Mapping[tuple[str, str], Given] | None = None,
    as_patch: bool = False,
) -> Published:
    return publish_draft(
        session,
        actor=SYSTEM,
        now=NOW,
        audit_key=AUDIT_KEY,
        version_id=draft.id,
        expected=content_hash_of(draft),
        classes=suggested(draft, session) if classes is None else classes,
        as_patch=as_patch,
    )


@pytest.fixture
def sent(session: Session) -> Round:
    """A first version with a typo, sent to one State that has answered a question."""
    sent = send_out(session, small())
    sent.save({"q": {"": ("The ministry",)}, "other": {"": ("3",)}})
    return sent


def patched(session: Session) -> QuestionnaireVersion:
    draft = draft_of(session, small(text=CORRECTED))
    assert published(session, draft, as_patch=True).label == "1.1"
    return draft


def test_a_first_version_needs_no_class(session: Session) -> None:
    draft = draft_of(session, small())
    assert published(session, draft, classes={}).label == "1"
    assert (draft.status, draft.published_at) == (VersionStatus.PUBLISHED, NOW)


def test_a_definition_with_errors_is_refused_with_the_list(session: Session) -> None:
    draft = draft_of(session, small(shown_when={"question": "gone", "answered": True}))
    with pytest.raises(NotPublishable) as refusal:
        published(session, draft, classes={})
    (reason,) = refusal.value.reasons
    assert str(reason) == "A › q › shown_when: There is no question gone."
    assert draft.status == VersionStatus.DRAFT


@pytest.mark.usefixtures("sent")
def test_every_change_needs_a_class(session: Session) -> None:
    draft = draft_of(session, small(text=CORRECTED, required=True))
    with pytest.raises(NotPublishable) as refusal:
        published(session, draft, classes={})
    assert [str(reason) for reason in refusal.value.reasons] == [
        "A › q › text: say what the change means.",
        "A › q › required: say what the change means.",
    ]


@pytest.mark.usefixtures("sent")
def test_what_is_more_than_words_is_no_typo(session: Session) -> None:
    draft = draft_of(session, small(required=True))
    place = ("sections/A/questions/q/required", "setting")
    with pytest.raises(NotPublishable):
        published(session, draft, classes={place: Given(ChangeClass.TYPO, "")})


@pytest.mark.usefixtures("sent")
def test_classes_and_notes_are_kept_and_audited(session: Session) -> None:
    draft = draft_of(session, small(text="Which council is in charge?"))
    place = ("sections/A/questions/q/text", "reworded")
    said = {place: Given(ChangeClass.MEANING_CHANGED, "Councils only")}
    assert published(session, draft, classes=said).label == "2"
    assert classes_given(session, draft.id) == said
    event = session.scalars(
        sa.select(AuditEvent)
        .where(AuditEvent.stream == "questionnaire/small", AuditEvent.action == "published")
        .order_by(AuditEvent.seq.desc())
        .limit(1)
    ).one()
    assert event.facts["version"] == "2"
    assert event.facts["changes"] == {"typo": 0, "reworded": 0, "meaning_changed": 1}
    assert event.facts["trends_ended"] == ["body"]


@pytest.mark.usefixtures("sent")
def test_a_draft_that_changed_after_it_was_shown_is_refused(session: Session) -> None:
    draft = draft_of(session, small(text=CORRECTED))
    with pytest.raises(NotPossibleNow, match="changed after this page"):
        publish_draft(
            session,
            actor=SYSTEM,
            now=NOW,
            audit_key=AUDIT_KEY,
            version_id=draft.id,
            expected="of another day",
            classes=suggested(draft, session),
            as_patch=False,
        )


@pytest.mark.usefixtures("sent")
def test_a_draft_that_says_the_same_is_not_published(session: Session) -> None:
    draft = draft_of(session, small(text=CORRECTED))
    draft.document = small().document()
    with pytest.raises(NotPossibleNow, match="nothing to publish"):
        published(session, draft, classes={})


@pytest.mark.usefixtures("sent")
def test_publishing_twice_changes_nothing(session: Session) -> None:
    draft = patched(session)
    events = session.scalar(sa.select(sa.func.count()).select_from(AuditEvent))
    assert published(session, draft, classes={}, as_patch=True) == Published("1.1", TakenOver(0, 0))
    assert session.scalar(sa.select(sa.func.count()).select_from(AuditEvent)) == events


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize(
    ("changed", "classed"),
    [({"required": True}, ChangeClass.REWORDED), ({"text": CORRECTED}, ChangeClass.REWORDED)],
)
def test_more_than_typos_is_no_patch(session: Session, changed: dict[str, Any], classed: ChangeClass) -> None:
    draft = draft_of(session, small(**changed))
    said = {place: Given(classed, "") for place in suggested(draft, session)}
    with pytest.raises(NotPublishable, match="more than a patch"):
        published(session, draft, classes=said, as_patch=True)


def test_a_first_version_is_no_patch(session: Session) -> None:
    with pytest.raises(NotPublishable, match="more than a patch"):
        published(session, draft_of(session, small()), classes={}, as_patch=True)


def test_a_patch_asks_the_same(session: Session, sent: Round) -> None:
    patch = patched(session)
    first = find_version(session, "small", 1, 0)
    assert (patch.number, patch.patch, patch.label) == (1, 1, "1.1")
    assert is_patch(
        Questionnaire.model_validate(first.document), Questionnaire.model_validate(patch.document)
    )
    assert first.document == sent.questionnaire.document()
    assert (first.number, first.patch, first.status) == (1, 0, VersionStatus.PUBLISHED)


def rows_of(session: Session, submission_id: int) -> list[bytes]:
    """Every column of every answer of a submission and of their history, byte for byte."""
    found = []
    for table in (Base.metadata.tables[name] for name in ("answer", "answer_revision")):
        statement = sa.select(table).where(table.c.submission_id == submission_id)
        rows = session.execute(statement.order_by(*table.primary_key.columns))
        found += [canonical({name: str(value) for name, value in row._mapping.items()}) for row in rows]
    return found


def test_open_cycles_take_over_a_patch_without_touching_answers(session: Session, sent: Round) -> None:
    answers = rows_of(session, sent.submission.id)
    assert len(answers) == 4
    patch = patched(session)
    session.refresh(sent.submission)
    assert sent.submission.version_id == patch.id
    assert [one.version_id for one in questionnaires_of(session, sent.cycle.id)] == [patch.id]
    assert rows_of(session, sent.submission.id) == answers
    moves = session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "patch_taken_over"))
    assert {(event.stream, event.facts["from"], event.facts["to"]) for event in moves} == {
        (f"submission/{sent.submission.id}", "1", "1.1"),
        ("cycle/a-round", "1", "1.1"),
    }


def test_an_official_goes_on_filling_after_a_patch(session: Session, sent: Round) -> None:
    held = held_answers(session, sent.submission.id)
    patched(session)
    saved = save_answers(
        session,
        actor=actor_of(session, sent.submission),
        now=NOW,
        audit_key=AUDIT_KEY,
        submission_id=sent.submission.id,
        questionnaire=sent.questionnaire,  # as the page was opened, before the patch
        posted={"q": Posted({"": ("The council",)}, held["q"].revision)},
        idempotency_key="after-the-patch",
    )
    assert saved.changed == {"q"}
    assert not saved.conflicts
    assert saved.held["other"] == held["other"]


def test_a_snapshot_names_the_exact_version_that_it_answered(session: Session, sent: Round) -> None:
    patch = patched(session)
    snapshot = read_json(sent.submit().canonical)
    assert (snapshot["version"], snapshot["version_id"]) == ("1.1", patch.id)
    session.refresh(sent.submission)
    assert sent.submission.version_id == patch.id


def test_what_was_submitted_keeps_its_version(session: Session, sent: Round) -> None:
    first = sent.submission.version_id
    snapshot = sent.submit()
    before_patch = (snapshot.canonical, snapshot.sha256)
    assert read_json(snapshot.canonical)["version"] == "1"
    patch = patched(session)
    session.refresh(sent.submission)
    session.refresh(snapshot)
    assert sent.submission.version_id == first != patch.id
    assert (snapshot.canonical, snapshot.sha256) == before_patch


def test_a_report_counts_all_patches_of_a_version_together(session: Session, sent: Round) -> None:
    earlier = sent.submit()
    sent.accept()
    patch = patched(session)
    (second,) = invite(
        session,
        actor=SYSTEM,
        now=NOW,
        audit_key=AUDIT_KEY,
        cycle_id=sent.cycle.id,
        version_id=patch.id,
        respondent_ids=[submission_of(session, "XAM").respondent_id],
    )
    other = replace(sent, submission=second)
    other.save({"other": {"": ("5",)}})
    later = other.submit()
    other.accept()
    counted = counted_snapshots(session, sent.cycle, patch.id)
    assert set(counted.snapshot_ids) == {earlier.id, later.id}
    assert len(desk_rows(session, sent.cycle.id, patch.id)) == 2
    composed = sent.compose()
    assert composed.findings["other"].base == 2
    assert "version 1.1 of the questionnaire" in str(composed.document)


def test_whoever_submits_what_a_patch_has_just_taken_over_looks_again(session: Session, sent: Round) -> None:
    work = sent.work()
    patched(session)
    with pytest.raises(NotPossibleNow, match="corrected just now"):
        submit(
            session,
            actor=actor_of(session, sent.submission),
            now=NOW,
            audit_key=AUDIT_KEY,
            work=work,
            questionnaire=sent.questionnaire,
            declaration=Declaration(name="An official", function="Focal point"),
            idempotency_key="a-click",
        )


def test_taking_over_twice_changes_nothing(session: Session, sent: Round) -> None:
    patch = patched(session)
    again = take_over(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, version=patch)
    assert again == TakenOver(0, 0)


def test_a_closed_cycle_takes_nothing_over(session: Session, sent: Round) -> None:
    first = sent.submission.version_id
    draft = draft_of(session, small(text=CORRECTED))
    done = publish_draft(
        session,
        actor=SYSTEM,
        now=LATER,
        audit_key=AUDIT_KEY,
        version_id=draft.id,
        expected=content_hash_of(draft),
        classes=suggested(draft, session),
        as_patch=True,
    )
    assert done.taken_over == TakenOver(0, 0)
    session.refresh(sent.submission)
    assert sent.submission.version_id == first


def test_the_impact_is_counted_before(session: Session, sent: Round) -> None:
    (use,) = open_cycles_of(session, NOW, [sent.submission.version_id])
    assert (use.key, use.statuses) == ("a-round", {Status.IN_PREPARATION: 1})
    assert (use.moving, use.keeping) == (1, 0)
    sent.submit()
    (use,) = open_cycles_of(session, NOW, [sent.submission.version_id])
    assert (use.moving, use.keeping) == (0, 1)
    assert open_cycles_of(session, LATER, [sent.submission.version_id]) == []


def test_a_version_in_an_open_cycle_is_not_retired(session: Session, sent: Round) -> None:
    version = session.get_one(QuestionnaireVersion, sent.submission.version_id)
    with pytest.raises(NotPossibleNow, match="a-round"):
        retire(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, version=version)
    assert version.status == VersionStatus.PUBLISHED


def test_a_version_is_retired_once_its_cycles_are_closed(session: Session, sent: Round) -> None:
    version = session.get_one(QuestionnaireVersion, sent.submission.version_id)
    for _ in range(2):
        retire(session, actor=SYSTEM, now=LATER, audit_key=AUDIT_KEY, version=version)
    assert (version.status, version.retired_at) == (VersionStatus.RETIRED, LATER)
    retired = session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "retired")).all()
    assert len(retired) == 1
    with pytest.raises(NotPossibleNow, match="Publish the questionnaire"):
        open_cycle(
            session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, plan=plan_called("next"), versions=[version]
        )


def test_a_retired_version_takes_no_patch(session: Session, sent: Round) -> None:
    version = session.get_one(QuestionnaireVersion, sent.submission.version_id)
    retire(session, actor=SYSTEM, now=LATER, audit_key=AUDIT_KEY, version=version)
    with pytest.raises(NotPublishable, match="more than a patch"):
        published(session, draft_of(session, small(text=CORRECTED)), as_patch=True)


def test_a_draft_is_not_retired(session: Session) -> None:
    draft = draft_of(session, small())
    with pytest.raises(NotPossibleNow, match="Only a published version"):
        retire(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, version=draft)


@pytest.mark.usefixtures("sent")
def test_patches_are_found_by_what_people_call_them(session: Session) -> None:
    patch = patched(session)
    assert find_labelled(session, "small", "1.1") is patch
    assert find_labelled(session, "small", "1").patch == 0
    assert find_version(session, "small", 1) is patch
    for label in ("2", "1.2", "1.x", ""):
        with pytest.raises(NotFound):
            find_labelled(session, "small", label)
