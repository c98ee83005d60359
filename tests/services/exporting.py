"""Exports of a small questionnaire of a test's own, made by the real job."""

from dataclasses import dataclass

from flask import Flask
from sqlalchemy.orm import Session

from app.domain.questionnaire import Questionnaire
from app.printing.rendering import Standard
from app.reports.content import ExportContent, basis_of
from app.reports.jobs import run_export
from app.reports.models import ReportExport
from app.reports.services import request_export
from tests.conftest import AUDIT_KEY, NOW
from tests.services.demo import STAFF
from tests.services.rounds import Round, send_out


@dataclass(frozen=True)
class Exporting:
    app: Flask
    round: Round

    @property
    def session(self) -> Session:
        return self.round.session

    def content(self, standard: Standard = "ua-1") -> ExportContent:
        """What an export would be of now."""
        return basis_of(
            self.session,
            cycle=self.round.cycle,
            version_id=self.round.submission.version_id,
            language="en",
            demonstration=True,
            standard=standard,
        ).content

    def ask(self, click: str = "a-click-on-export", standard: Standard = "ua-1") -> int:
        export = request_export(
            self.session,
            actor=STAFF,
            now=NOW,
            audit_key=AUDIT_KEY,
            cycle=self.round.cycle,
            version_id=self.round.submission.version_id,
            language="en",
            content_key=self.content(standard).key(),
            idempotency_key=click,
            standard=standard,
        )
        self.session.commit()
        return export.id

    def run(self, export_id: int) -> ReportExport:
        """What the job makes of it."""
        with self.app.app_context():
            run_export(self.app, export_id)
        self.session.expire_all()
        return self.session.get_one(ReportExport, export_id)


def exporting(app: Flask, session: Session, questionnaire: Questionnaire) -> Exporting:
    """Sent to one State, and nothing counted yet."""
    return Exporting(app, send_out(session, questionnaire))
