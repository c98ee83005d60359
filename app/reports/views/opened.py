"""A report as a page opens it, and the one way in which a page changes it."""

import secrets
from dataclasses import dataclass
from typing import Any, cast

from flask import current_app, g, request, url_for
from flask_babel import get_locale

from app.cycles.models import ReportingCycle
from app.cycles.queries import Carried, find_carried, find_cycle
from app.db import db
from app.domain.errors import NotFound, message
from app.domain.report_outline import Block, OutlineEdit
from app.domain.text import Language, LocalizedText
from app.reports.content import basis_of
from app.reports.draft import Draft
from app.reports.kept_documents import KeptDocuments
from app.reports.making import Composed, draft
from app.reports.queries import Frozen
from app.reports.services import Of, Revised, edit_report
from app.reports.tabulating import tabulate
from app.reports.views.shared import states_questionnaires, title_of, whole_number
from app.web.clock import now
from app.web.languages import language_name
from app.web.rendering import text_view

LONGEST_KEY = 64


@dataclass(frozen=True)
class Opened:
    """One report, in the language in which it is worked on."""

    cycle: ReportingCycle
    chosen: Carried
    carried: tuple[Carried, ...]
    language: Language

    @property
    def of(self) -> Of:
        definition = current_app.extensions["definitions"].of_version(db.session, self.chosen.version_id)
        return Of(self.cycle, self.chosen.version_id, definition)

    def composed(self, frozen: Frozen | None = None, language: str | None = None) -> Composed:
        """The report as it stands, or one of its frozen versions."""
        basis = basis_of(
            db.session,
            cycle=self.cycle,
            version_id=self.chosen.version_id,
            language=language or self.language,
            demonstration=current_app.config["INSTANCE"] == "demonstration",
            frozen=frozen,
        )
        kept: KeptDocuments = current_app.extensions["kept_documents"]
        definitions = current_app.extensions["definitions"]
        return kept.of(basis, lambda: draft(tabulate(db.session, definitions, basis)))

    def address(self) -> dict[str, str]:
        """What every link to a page of this report carries."""
        return {"key": self.cycle.key, "questionnaire": self.chosen.key, "language": self.language}

    def url(self, endpoint: str, **values: str | int) -> str:
        """The address of a page of this report."""
        known: dict[str, Any] = {**self.address(), **values}
        return url_for(endpoint, **known)

    def views(self) -> dict[str, Any]:
        """What every page of it shows."""
        return {
            "report": self,
            "cycle": self.cycle,
            "title": text_view(LocalizedText.model_validate(self.cycle.title), str(get_locale())),
            "carried": [(one.key, title_of(one.version_id)) for one in self.carried],
            "chosen": self.chosen.key,
            "languages": self.of.questionnaire.languages,
            "language_name": language_name,
        }


def open_report(key: str) -> Opened:
    """The report that the address names: of the leading questionnaire, in English, unless it says otherwise.

    The languages are those that the questionnaire is written in.
    """
    cycle = find_cycle(db.session, key)
    carried = states_questionnaires(cycle)
    chosen = find_carried(carried, request.values.get("questionnaire"))
    written = current_app.extensions["definitions"].of_version(db.session, chosen.version_id).languages
    asked = request.values.get("language", "")
    language = next((one for one in (asked, "en") if one in written), written[0])
    return Opened(cycle, chosen, tuple(carried), cast(Language, language))


def block_of(draft: Draft, part_key: str) -> Block:
    """The block of a report by its key. Raises NotFound."""
    block = draft.outline.block(part_key)
    if block is None:
        raise NotFound(message("This part is not in the report any more. Open the page again."))
    return block


def make_edit(report: Opened, edit: OutlineEdit) -> Revised:
    """Make an edit that a form of this page sends. The view commits."""
    return edit_report(
        db.session,
        of=report.of,
        expected=whole_number(request.form.get("expected", "")),
        idempotency_key=with_key(),
        edit=edit,
        **writing(),
    )


def writing() -> dict[str, Any]:
    """What every write is given."""
    return {"actor": g.actor, "now": now(), "audit_key": current_app.config["AUDIT_KEY"]}


def with_key() -> str:
    """The idempotency key of the form."""
    return request.form.get("idempotency_key", "")[:LONGEST_KEY] or secrets.token_hex(16)
