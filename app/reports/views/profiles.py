"""The profile of one State, for its own people and the Secretariat: as a page and as a PDF."""

from collections.abc import Mapping

from flask import current_app, g, render_template, url_for
from werkzeug.wrappers import Response

from app.cycles.queries import find_cycle
from app.db import db
from app.domain.errors import NotFound, message
from app.domain.policy import Action, RespondentKind, Role
from app.domain.voice import LANGUAGES
from app.printing.rendering import Limits, render
from app.printing.template import printed_html
from app.reports.making import compose
from app.reports.profiles import Of, Profile, components_of, profile_of
from app.reports.queries.profiles import counted_snapshot, having, own_answers
from app.reports.views.shared import blueprint
from app.reports.voices import voice_of
from app.submissions.queries import Work, find_work, no_such_submission
from app.web.access import action, require
from app.web.clock import now
from app.web.downloads import as_download
from app.web.languages import locale_code

LIMITS = Limits(seconds=60, processor_seconds=50, memory=2 * 2**30)


@blueprint.get("/submissions/<int:submission_id>/profile")
@action(Action.READ_PROFILE)
def profile(submission_id: int) -> str:
    work = _work(submission_id)
    made = _profile(work)
    return render_template(
        "reports/profile.html",
        work=work,
        profile=made,
        word=voice_of(made.language).word,
        back=_way_back(work),
    )


@blueprint.get("/submissions/<int:submission_id>/profile.pdf")
@action(Action.READ_PROFILE)
def profile_pdf(submission_id: int) -> Response:
    work = _work(submission_id)
    made = _profile(work)
    db.session.close()  # nothing is held open while the pages are laid out
    html = printed_html("profile.html", profile=made, word=voice_of(made.language).word)
    pdf = render(
        html,
        identifier=made.identifier,
        demonstration=bool(made.notice),
        style_sheet="profile",
        limits=LIMITS,
    ).pdf
    return as_download(pdf, "application/pdf", f"{work.cycle_key}-profile-{made.language}.pdf")


def _work(submission_id: int) -> Work:
    """The submission, if it is the reader's own or the reader is staff: to others it is not there at all."""
    work = find_work(db.session, submission_id, g.actor.account_id)
    if work.member_role is None and Role.STAFF not in g.actor.roles:
        raise no_such_submission()
    require(Action.READ_PROFILE, work.facts())
    return work


def _way_back(work: Work) -> str:
    if work.member_role is not None:
        return url_for("submissions.overview", submission_id=work.id)
    return url_for("review.submission", submission_id=work.id)


def _profile(work: Work) -> Profile:
    """Raises NotFound before the cut-off, and where the report does not count this State."""
    if now() <= work.cut_off_at or work.respondent_kind != RespondentKind.MEMBER_STATE:
        raise _not_yet()
    definitions = current_app.extensions["definitions"]
    cycle = find_cycle(db.session, work.cycle_key)
    questionnaire = definitions.of_version(db.session, work.version_id)
    composed = compose(
        db.session,
        cycle=cycle,
        definitions=definitions,
        demonstration=current_app.config["INSTANCE"] == "demonstration",
        language=_language(questionnaire.languages),
        questionnaire_key=questionnaire.key,
    )
    snapshot_id = counted_snapshot(db.session, composed.counted, work.id)
    if snapshot_id is None:
        raise _not_yet()
    wanted, document = components_of(questionnaire), composed.document
    own = having(db.session, [snapshot_id], wanted)
    return profile_of(
        questionnaire,
        composed.findings,
        having(db.session, composed.counted.snapshot_ids, wanted),
        Of(
            state=_name(work.respondent_names, document.language),
            group=work.regional_group or "",
            answers=own_answers(db.session, snapshot_id),
            had={name: had.having > 0 for name, groups in own.items() for had in groups.values()},
        ),
        voice_of(document.language),
        dated=document.dated,
        data_set=document.data_set,
        notice=document.notice,
    )


def _language(written: tuple[str, ...]) -> str:
    """The reader's language where the questionnaire is written in it and the document can speak it."""
    return locale_code() if locale_code() in written and locale_code() in LANGUAGES else written[0]


def _name(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or names["en"]


def _not_yet() -> NotFound:
    return NotFound(
        message("The profile is there once the cut-off has passed and the report counts the national report.")
    )
