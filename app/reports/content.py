"""What an export is of: everything that its bytes depend on, found in a few statements, without composing anything."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.cycles.models import ReportingCycle
from app.domain.canonical import canonical, sha256_of
from app.printing.release import release
from app.reports.facts import CycleFacts, Edition, Response
from app.reports.queries import Counted, counted_snapshots, cycle_facts, response, version_facts


@dataclass(frozen=True)
class ExportContent:
    """Two exports whose content is equal are the same file. What is added here is part of the key.

    `release` is of the code and the libraries that make the file; the edition holds data set and definition.
    """

    edition: Edition
    cycle: CycleFacts
    response: Response
    release: str

    def key(self) -> str:
        """SHA-256 of the content."""
        return sha256_of(canonical(json.loads(json.dumps(asdict(self), default=datetime.isoformat))))


@dataclass(frozen=True)
class Basis:
    """What is counted, and what an export of it is."""

    cycle_id: int
    cycle_key: str
    version_id: int
    counted: Counted
    content: ExportContent


def basis_of(
    session: Session, *, cycle: ReportingCycle, version_id: int, language: str, demonstration: bool
) -> Basis:
    """The content of an export, if it were made now: three statements."""
    counted = counted_snapshots(session, cycle, version_id)
    version_number, version_hash = version_facts(session, version_id)
    content = ExportContent(
        edition=Edition(
            data_set=counted.data_set_hash,
            data_as_at=counted.data_as_at,
            version_number=version_number,
            version_hash=version_hash,
            demonstration=demonstration,
            language=language,
        ),
        cycle=cycle_facts(cycle),
        response=response(session, cycle, version_id, counted),
        release=release(),
    )
    return Basis(cycle.id, cycle.key, version_id, counted, content)
