"""A questionnaire of a test's own, sent to one State of the demonstration, filled in, submitted and accepted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from app.cycles.models import ReportingCycle
from app.cycles.services import CyclePlan, open_cycle
from app.domain.answers import StoredFile
from app.domain.consent import Consent
from app.domain.document_head import DocumentHead
from app.domain.policy import SYSTEM
from app.domain.questionnaire import Questionnaire
from app.domain.text import LocalizedText
from app.domain.typed import Typed
from app.questionnaires.queries import Definitions
from app.questionnaires.services import publish, take_in
from app.reports.making import Composed, compose
from app.review.services import accept
from app.submissions.listing import Listing, add_file
from app.submissions.models import Snapshot, Submission
from app.submissions.queries import Work, find_work
from app.submissions.saving import Posted, save_answers
from app.submissions.services import invite
from app.submissions.submitting import Declaration, submit
from tests.conftest import AUDIT_KEY, NOW
from tests.services.demo import STAFF, actor_of, not_started


@dataclass(frozen=True)
class Round:
    session: Session
    questionnaire: Questionnaire
    cycle: ReportingCycle
    submission: Submission

    def save(
        self, typed: Mapping[str, Typed], own: Mapping[str, Consent] | None = None, revision: int = 0
    ) -> None:
        """Save what is typed, by answer ("q", "q/item"), each at a revision, with the consents to single answers."""
        save_answers(
            self.session,
            actor=actor_of(self.session, self.submission),
            now=NOW,
            audit_key=AUDIT_KEY,
            submission_id=self.submission.id,
            questionnaire=self.questionnaire,
            posted={name: Posted(fields, revision, (own or {}).get(name)) for name, fields in typed.items()},
            idempotency_key=f"a-save-{revision}",
        )

    def add_document(self, key: str) -> None:
        listing = Listing(
            session=self.session,
            actor=actor_of(self.session, self.submission),
            now=NOW,
            audit_key=AUDIT_KEY,
            submission_id=self.submission.id,
            key=key,
            idempotency_key="a-document",
        )
        file = StoredFile("0" * 32, "a.pdf", "A strategy", "en", "application/pdf", 9, "0" * 64)
        add_file(listing, file, 1)

    def work(self) -> Work:
        account = actor_of(self.session, self.submission).account_id
        return find_work(self.session, self.submission.id, account)

    def submit(self, click: str = "a-click") -> Snapshot:
        return submit(
            self.session,
            actor=actor_of(self.session, self.submission),
            now=NOW,
            audit_key=AUDIT_KEY,
            work=self.work(),
            questionnaire=self.questionnaire,
            declaration=Declaration(name="An official", function="Focal point"),
            idempotency_key=click,
        )

    def accept(self) -> None:
        accept(self.session, actor=STAFF, now=NOW, audit_key=AUDIT_KEY, work=self.work())

    def compose(self) -> Composed:
        """The Commission's document, from what was accepted."""
        return compose(
            self.session,
            cycle=self.cycle,
            definitions=Definitions(),
            demonstration=True,
            language="en",
        )


def plan_called(name: str) -> CyclePlan:
    """An open cycle, in the middle of its time."""
    return CyclePlan(
        key=name,
        title=LocalizedText({"en": "A cycle"}),
        opens_at=NOW - timedelta(days=1),
        deadline_at=NOW + timedelta(days=30),
        cut_off_at=NOW + timedelta(days=60),
        head=DocumentHead.model_validate(
            {"session": {"en": "Sixty-ninth session"}, "place_and_dates": {"en": "Vienna"}}
        ),
    )


def send_out(session: Session, questionnaire: Questionnaire, name: str = "a-round") -> Round:
    """Publish `questionnaire` and send it to the State XAN in a cycle called `name`."""
    version = take_in(
        session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, questionnaire=questionnaire
    ).version
    publish(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, version=version)
    plan = plan_called(name)
    cycle = open_cycle(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, plan=plan, versions=[version])
    (submission,) = invite(
        session,
        actor=SYSTEM,
        now=NOW,
        audit_key=AUDIT_KEY,
        cycle_id=cycle.id,
        version_id=version.id,
        respondent_ids=[not_started(session).respondent_id],
    )
    return Round(session, questionnaire, cycle, submission)
