"""What an export is of: everything that its bytes depend on, found in a few statements, without composing anything."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.cycles.models import ReportingCycle
from app.domain.canonical import canonical, sha256_of
from app.domain.coding import CodedPlace
from app.domain.edition import EditionKind
from app.domain.passages import Checked, PassageKey
from app.printing.release import release
from app.printing.rendering import Standard
from app.reports.codes import Codes
from app.reports.facts import CycleFacts, EarlierFacts, Edition, Response
from app.reports.queries import (
    ComparedCycle,
    Counted,
    Frozen,
    KeptReport,
    compared_cycle,
    counted_snapshots,
    cycle_facts,
    kept_report,
    response,
    version_facts,
)
from app.reports.queries.coding import codes_of
from app.reports.queries.passages import outcomes


@dataclass(frozen=True)
class ExportContent:
    """Two exports whose content is equal are the same file. What is added here is part of the key.

    `release` is of the code and the libraries that make the file; the edition holds data set and definition. `outline`
    is the document of the report's outline, None while it is the one that the definition plans. `checked` is what
    States said of the passages that quote them, None where they were not asked. `earlier` is what it compares with,
    `codes` are those that texts have, with the code books.
    """

    edition: Edition
    cycle: CycleFacts
    response: Response
    release: str
    outline: dict[str, Any] | None
    checked: tuple[tuple[int, str, str, str, str], ...] | None
    standard: Standard
    earlier: EarlierFacts | None
    codes: tuple[CodedPlace, ...]

    def key(self) -> str:
        """SHA-256 of the content."""
        return sha256_of(canonical(json.loads(json.dumps(asdict(self), default=datetime.isoformat))))


@dataclass(frozen=True)
class Basis:
    """What is counted, and what an export of it is; `kept` is the row of the report, `version_id` its definition.

    `earlier` is the cycle that it compares with, and what is counted of that; `codes` are those that texts have, and
    `checked` is what States said of their passages.
    """

    cycle_id: int
    cycle_key: str
    version_id: int
    counted: Counted
    content: ExportContent
    kept: KeptReport
    earlier: ComparedCycle | None
    codes: Codes
    checked: Mapping[PassageKey, Checked] | None


def basis_of(
    session: Session,
    *,
    cycle: ReportingCycle,
    version_id: int,
    language: str,
    demonstration: bool,
    frozen: Frozen | None = None,
    kind: EditionKind = EditionKind.REPORT,
    standard: Standard = "ua-1",
) -> Basis:
    """The content of an export, if it were made now: seven statements, and four more where texts have codes.

    Of the report as it stands, or as one of its `frozen` versions froze all that it stands on, whatever came later.
    """
    kept = kept_report(session, cycle.id, version_id)
    version_id = frozen.version_id if frozen else version_id
    counted, earlier, codes = _counted(session, cycle, version_id, frozen)
    checked = outcomes(session, counted)
    version_number, version_hash = version_facts(session, version_id)
    content = ExportContent(
        edition=Edition(
            data_set=counted.data_set_hash,
            data_as_at=counted.data_as_at,
            version_number=version_number,
            version_hash=version_hash,
            demonstration=demonstration,
            language=language,
            kind=kind,
        ),
        cycle=cycle_facts(cycle, language),
        response=frozen.response if frozen else response(session, cycle, version_id, counted),
        release=release(),
        outline=frozen.outline.document() if frozen else kept.outline,
        checked=_checked(checked),
        standard=standard,
        earlier=_facts(earlier),
        codes=codes.places,
    )
    return Basis(cycle.id, cycle.key, version_id, counted, content, kept, earlier, codes, checked)


def _counted(
    session: Session, cycle: ReportingCycle, version_id: int, frozen: Frozen | None
) -> tuple[Counted, ComparedCycle | None, Codes]:
    if frozen:
        return frozen.counted, frozen.earlier, frozen.codes
    counted = counted_snapshots(session, cycle, version_id)
    return counted, compared_cycle(session, cycle, version_id), codes_of(session, version_id, counted)


def _facts(earlier: ComparedCycle | None) -> EarlierFacts | None:
    if earlier is None:
        return None
    return EarlierFacts(
        cycle=earlier.key,
        cut_off=earlier.cut_off,
        data_set=earlier.counted.data_set_hash,
        version_number=earlier.version_number,
        version_hash=earlier.version_hash,
    )


def _checked(
    found: Mapping[PassageKey, Checked] | None,
) -> tuple[tuple[int, str, str, str, str], ...] | None:
    if found is None:
        return None
    return tuple((*key, one.outcome, one.correction) for key, one in sorted(found.items()))
