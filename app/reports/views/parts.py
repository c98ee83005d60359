"""One part of a report: its draft, the text of staff in its place, what it may refer to, and comments on it."""

from dataclasses import dataclass

from flask import flash, make_response, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.db import db
from app.domain.errors import NotAccepted, NotFound, Refusal, message
from app.domain.figures import plain
from app.domain.policy import Action
from app.domain.report_outline import (
    AddText,
    Block,
    Keep,
    OutlineEdit,
    OutlineRefused,
    Place,
    RemoveText,
    Section,
    TakeDraft,
    Write,
)
from app.domain.word_changes import word_changes
from app.reports.desk import chapters_of, draft_digest, draft_source, draft_text, part_of, values_for
from app.reports.draft import Draft
from app.reports.making import Composed
from app.reports.queries import comments_on
from app.reports.services import ReportChanged, comment, resolve
from app.reports.views.opened import Opened, block_of, make_edit, open_report, with_key, writing
from app.reports.views.shared import blueprint
from app.web.access import action
from app.web.errors import status_of
from app.web.languages import translate


@dataclass(frozen=True)
class Sent:
    """What was typed and not saved, and why."""

    words: str
    refusal: Refusal


@blueprint.get("/cycles/<key>/report/parts/<part_key>")
@action(Action.EDIT_REPORT)
def part(key: str, part_key: str) -> str:
    report = open_report(key)
    composed = report.composed()
    return _page(report, composed, block_of(composed.draft, part_key))


@blueprint.post("/cycles/<key>/report/parts/<part_key>")
@action(Action.EDIT_REPORT)
def write(key: str, part_key: str) -> Response:
    """Save what staff wrote, or do what another button says. What is refused stays in its field."""
    report = open_report(key)
    edit = _edit(report, part_key)
    try:
        make_edit(report, edit)
        db.session.commit()
    except (OutlineRefused, ReportChanged) as refusal:
        db.session.rollback()
        again = report.composed()
        sent = Sent(request.form.get("words", ""), refusal)
        return make_response(_page(report, again, block_of(again.draft, part_key), sent), status_of(refusal))
    flash(gettext("Saved."))
    if isinstance(edit, RemoveText | Place):
        return redirect(report.url(".outline", _anchor=part_key), 303)
    return redirect(report.url(".part", part_key=part_key), 303)


def _edit(report: Opened, part_key: str) -> OutlineEdit:
    """What the button says that was pressed; the one of a field saves its text.

    The form holds the draft that its reader saw, which is what the text was made from, whatever was counted since.
    """
    drafted, digest = (request.form.get(name, "") for name in ("drafted", "made_from"))
    match request.form.get("act", ""):
        case "take":
            return TakeDraft(part_key, report.language)
        case "keep":
            return Keep(part_key, report.language, drafted, digest)
        case "remove":
            return RemoveText(part_key)
        case "place":
            return Place(part_key, request.form.get("into", ""))
    return Write(part_key, report.language, request.form.get("words", ""), drafted, digest)


@blueprint.get("/cycles/<key>/report/new")
@action(Action.EDIT_REPORT)
def new_text(key: str) -> str:
    """A text of staff that is still to be written; the address says in which section, after what."""
    return _new_page(open_report(key))


@blueprint.post("/cycles/<key>/report/new")
@action(Action.EDIT_REPORT)
def add_text(key: str) -> Response:
    """Add what was written to its section."""
    report = open_report(key)
    words = request.form.get("words", "")
    section, after = request.form.get("section", ""), request.form.get("after", "")
    try:
        revised = make_edit(report, AddText(section, after, report.language, words))
        db.session.commit()
    except OutlineRefused as refusal:
        db.session.rollback()
        return make_response(_new_page(report, Sent(words, refusal)), status_of(refusal))
    flash(gettext("Saved."))
    added = f"text-{revised.outline.next_text - 1}"
    return redirect(report.url(".outline", _anchor=added), 303)


@blueprint.post("/cycles/<key>/report/parts/<part_key>/comments")
@action(Action.EDIT_REPORT)
def say(key: str, part_key: str) -> Response:
    """Keep a comment on a part."""
    report = open_report(key)
    try:
        said = comment(
            db.session,
            of=report.of,
            part_key=part_key,
            text=request.form.get("text", ""),
            idempotency_key=with_key(),
            **writing(),
        )
        db.session.commit()
    except NotAccepted as refusal:
        db.session.rollback()
        composed = report.composed()
        page = _page(report, composed, block_of(composed.draft, part_key), said=request.form.get("text", ""))
        flash(translate(refusal.message))
        return make_response(page, status_of(refusal))
    return redirect(report.url(".part", part_key=part_key, _anchor=f"comment-{said.id}"), 303)


@blueprint.post("/cycles/<key>/report/parts/<part_key>/comments/<int:comment_id>")
@action(Action.EDIT_REPORT)
def settle(key: str, part_key: str, comment_id: int) -> Response:
    """Mark a comment as dealt with, or open it again."""
    report = open_report(key)
    resolve(db.session, of=report.of, comment_id=comment_id, done="done" in request.form, **writing())
    db.session.commit()
    address = report.url(".part", part_key=part_key, _anchor=f"comment-{comment_id}")
    return redirect(address, 303)


def _page(report: Opened, composed: Composed, block: Block, sent: Sent | None = None, said: str = "") -> str:
    draft = composed.draft
    shown = part_of(draft, block)
    drafted = draft_text(draft, block)
    written = shown.written
    return render_template(
        "reports/part.html",
        part=shown,
        problems=[translate(one.message) for one in shown.problems],
        drafted=draft.drafted(block),
        drafted_text=plain(drafted),
        digest=draft_digest(draft, block) if drafted else "",
        source=sent.words if sent else written.words if written else draft_source(draft, block),
        sent=sent,
        refused=translate(sent.refusal.message) if sent else "",
        theirs=written.words if written and sent and isinstance(sent.refusal, ReportChanged) else "",
        changes=word_changes(written.drafted, plain(drafted)) if written and shown.stale else (),
        values=values_for(draft, block, _section_of(draft, block.key)),
        comments=[
            one for one in comments_on(db.session, composed.standing.report_id) if one.part_key == block.key
        ],
        said=said,
        sections=_places(draft),
        revision=composed.standing.revision,
        **report.views(),
    )


def _new_page(report: Opened, sent: Sent | None = None) -> str:
    composed = report.composed()
    sections = {
        section.key: section for chapter in composed.draft.outline.chapters for section in chapter.sections
    }
    wanted = request.values.get("section", "")
    if wanted not in sections:
        raise NotFound(message("This part is not in the report any more. Open the page again."))
    text = Block(key="text-0", kind="text")
    return render_template(
        "reports/new_text.html",
        section=wanted,
        after=request.values.get("after", ""),
        source=sent.words if sent else "",
        refused=translate(sent.refusal.message) if sent else "",
        values=values_for(composed.draft, text, sections[wanted]),
        revision=composed.standing.revision,
        **report.views(),
    )


def _section_of(draft: Draft, key: str) -> Section | None:
    """The section that holds a block; None for the summary."""
    sections = [section for chapter in draft.outline.chapters for section in chapter.sections]
    return next((one for one in sections if key in [block.key for block in one.blocks]), None)


def _places(draft: Draft) -> list[tuple[str, str]]:
    """Where a block can stand: every section, by its title or by that of its chapter."""
    from_chapters = []
    for chapter in chapters_of(draft):
        for section in chapter.sections:
            title = f"{chapter.title}: {section.title}" if section.title else chapter.title
            from_chapters.append((section.section.key, title))
    return from_chapters
