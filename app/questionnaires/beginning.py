"""How a draft begins: from nothing, from what is published, from a file, or as a copy of another questionnaire."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.audit.services import locked_head, record
from app.domain.editing import Document, Written, begun_from, loaded, started
from app.domain.errors import NotPossibleNow, message
from app.domain.policy import Actor
from app.questionnaires.models import QuestionnaireRecord, QuestionnaireVersion, VersionStatus
from app.questionnaires.queries import find_version, latest_version, newest_published

BEGUN = 1  # the revision of a draft that begins here; 0 is that of a file


@dataclass(frozen=True)
class Fresh:
    """A questionnaire that asks nothing yet."""

    key: str
    title: str
    language: str = "en"


@dataclass(frozen=True)
class Next:
    """The next version of the questionnaire `key`, from its newest published one."""

    key: str


@dataclass(frozen=True)
class CopyOf:
    """A questionnaire of its own that begins as version `number` of `source`, else as its newest published one."""

    source: str
    key: str
    title: str
    language: str = "en"
    number: int | None = None


@dataclass(frozen=True)
class FromFile:
    """A new questionnaire, or the next version of one, as somebody's file has it."""

    key: str
    document: Document
    file: str


Beginning = Fresh | Next | CopyOf | FromFile


def start_draft(
    session: Session, *, actor: Actor, now: datetime, audit_key: bytes, beginning: Beginning
) -> QuestionnaireVersion:
    """Begin a draft; the same beginning twice gives the draft that is there.

    Raises NotFound, EditRefused for a key or title that cannot be used, and NotPossibleNow where the key is taken.
    """
    document = _document(session, beginning)
    stream = f"questionnaire/{beginning.key}"
    head = locked_head(session, stream)  # two people who begin at once stand in line here
    newest = latest_version(session, beginning.key)
    written = Written.of(document)
    if newest is not None and _is_there(beginning, newest, written):
        return newest
    draft = QuestionnaireVersion(
        questionnaire=newest.questionnaire if newest else QuestionnaireRecord(key=beginning.key),
        number=newest.number + 1 if newest else 1,
        status=VersionStatus.DRAFT,
        document=document,
        content_hash=written.content_hash,
        created_at=now,
        revision=BEGUN,
    )
    session.add(draft)
    session.flush()
    facts = {"version": draft.number, "revision": BEGUN, "content_hash": draft.content_hash}
    if isinstance(beginning, FromFile):
        facts["file"] = beginning.file
    record(
        session,
        stream=stream,
        action="draft_started",
        actor=actor,
        now=now,
        facts=facts,
        key=audit_key,
        before=head,
    )
    return draft


def _is_there(beginning: Beginning, newest: QuestionnaireVersion, written: Written) -> bool:
    """Whether the newest version is the draft that would begin. Raises NotPossibleNow where the key is taken."""
    is_draft = newest.status == VersionStatus.DRAFT
    if isinstance(beginning, Next):
        return is_draft
    as_begun = (newest.number, newest.revision, newest.content_hash) == (1, BEGUN, written.content_hash)
    if is_draft and as_begun:
        return True
    if isinstance(beginning, FromFile) and not is_draft:
        return False
    text = message("There is a questionnaire with the key %(key)s. Choose another key.", key=beginning.key)
    raise NotPossibleNow(text)


def _document(session: Session, beginning: Beginning) -> Document:
    match beginning:
        case FromFile(document=document):
            return loaded(document)
        case Fresh(key, title, language):
            return started(key, title, language)
        case CopyOf(source, key, title, language, number):
            return begun_from(_source(session, source, number).document, key, title, language)
    return _source(session, beginning.key, None).document


def _source(session: Session, key: str, number: int | None) -> QuestionnaireVersion:
    published = newest_published(session, key) if number is None else None
    return published or find_version(session, key, number)
