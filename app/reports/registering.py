"""Entering an export in the register: every file that was made, from the desk or from the command line."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.audit.services import record
from app.domain.canonical import sha256_of
from app.domain.policy import Actor
from app.domain.register import RESPONSE
from app.printing.rendering import Standard
from app.reports.codes import codes_json
from app.reports.making import Composed
from app.reports.models import RegisteredExport

WITNESSED = ("invited", "received", "late")


def register_export(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    composed: Composed,
    pdf: bytes,
    standard: Standard,
    export_id: int | None = None,
) -> RegisteredExport:
    """A new row for the file `pdf`; `export_id` is the job that made it, if one did."""
    basis = composed.basis.of
    entry = RegisteredExport(
        sha256=sha256_of(pdf),
        findings_hash=composed.findings_hash,
        data_set_hash=composed.counted.data_set_hash,
        snapshot_ids=list(composed.counted.snapshot_ids),
        response=_witnessed(composed),
        codes=codes_json(basis.codes),
        cycle_id=basis.cycle_id,
        version_id=basis.version_id,
        language=composed.document.language,
        standard=standard,
        export_id=export_id,
        made_at=now,
        made_by=actor.account_id,
    )
    session.add(entry)
    session.flush()
    facts = {"sha256": entry.sha256, "data_set": entry.data_set_hash, "standard": standard}
    stream = f"report_export/{export_id}" if export_id else f"cycle/{basis.cycle_key}"
    record(
        session, stream=stream, action="export_registered", actor=actor, now=now, facts=facts, key=audit_key
    )
    return entry


def _witnessed(composed: Composed) -> dict[str, int]:
    """Who was invited and whose report was received, by identifier."""
    return {
        name: int(value.value)
        for name, value in composed.basis.register.items()
        if name.startswith(RESPONSE) and name.endswith(WITNESSED) and value.value is not None
    }
