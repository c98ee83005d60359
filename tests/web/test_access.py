"""Every route is public by name or declares its action, and the door holds."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Account, AccountSession
from app.domain.policy import Action, Role
from app.web.access import PUBLIC_ENDPOINTS, action, could_ever, endpoint_actions, guard, local_target
from app.web.clock import now
from tests.conftest import SignIn

ACTIONS = {
    "accounts.home": Action.USE_OWN_ACCOUNT,
    "submissions.own": Action.LIST_OWN_SUBMISSIONS,
    "submissions.overview": Action.READ_SUBMISSION,
    "submissions.section": Action.READ_SUBMISSION,
    "submissions.choose_wording": Action.READ_SUBMISSION,
    "submissions.save_section": Action.FILL_SUBMISSION,
    "submissions.autosave": Action.FILL_SUBMISSION,
    "submissions.list_step": Action.FILL_SUBMISSION,
    "submissions.change_list": Action.FILL_SUBMISSION,
    "submissions.item": Action.READ_SUBMISSION,
    "submissions.save_item": Action.FILL_SUBMISSION,
    "submissions.documents": Action.FILL_SUBMISSION,
    "submissions.send_document": Action.FILL_SUBMISSION,
    "submissions.document": Action.READ_SUBMISSION,
    "submissions.check": Action.READ_SUBMISSION,
    "submissions.declare": Action.SUBMIT,
    "submissions.send": Action.SUBMIT,
    "submissions.receipt": Action.READ_SUBMISSION,
    "submissions.receipt_json": Action.READ_SUBMISSION,
    "cycles.cycles": Action.SEE_CYCLES,
    "cycles.head": Action.EDIT_CYCLE,
    "cycles.change_head": Action.EDIT_CYCLE,
    "opening.page": Action.OPEN_CYCLE,
    "opening.proceed": Action.OPEN_CYCLE,
    "review.desk": Action.SEE_CYCLES,
    "review.submission": Action.REVIEW_SUBMISSION,
    "review.document": Action.REVIEW_SUBMISSION,
    "review.accept_submission": Action.ACCEPT_SUBMISSION,
    "reports.desk": Action.EXPORT_REPORT,
    "reports.start": Action.EXPORT_REPORT,
    "reports.figure": Action.EXPORT_REPORT,
    "reports.export": Action.EXPORT_REPORT,
    "reports.status": Action.EXPORT_REPORT,
    "reports.file": Action.EXPORT_REPORT,
    "reports.retry": Action.EXPORT_REPORT,
    "reports.outline": Action.EDIT_REPORT,
    "reports.rearrange": Action.EDIT_REPORT,
    "reports.titles": Action.EDIT_REPORT,
    "reports.retitle": Action.EDIT_REPORT,
    "reports.part": Action.EDIT_REPORT,
    "reports.write": Action.EDIT_REPORT,
    "reports.new_text": Action.EDIT_REPORT,
    "reports.add_text": Action.EDIT_REPORT,
    "reports.say": Action.EDIT_REPORT,
    "reports.settle": Action.EDIT_REPORT,
    "reports.versions": Action.EDIT_REPORT,
    "reports.freeze_page": Action.EDIT_REPORT,
    "reports.freeze_version": Action.EDIT_REPORT,
    "reports.compare": Action.EDIT_REPORT,
    "reports.preview": Action.EDIT_REPORT,
    "reports.cancel": Action.EXPORT_REPORT,
    "reports.results": Action.READ_RESULTS,
    "reports.result": Action.READ_RESULTS,
    "reports.coding": Action.CODE_TEXTS,
    "reports.save_coding": Action.CODE_TEXTS,
    "reports.code": Action.CODE_TEXTS,
    "reports.change_code": Action.CODE_TEXTS,
    "reports.make_file": Action.EXPORT_REPORT,
    "reports.profile": Action.READ_PROFILE,
    "reports.profile_pdf": Action.READ_PROFILE,
    "reports.passages": Action.CHECK_PASSAGES,
    "reports.open_passages": Action.CHECK_PASSAGES,
    "reports.extend_passages": Action.CHECK_PASSAGES,
    "reports.check_passages": Action.READ_SUBMISSION,
    "reports.answer_for_passage": Action.ANSWER_PASSAGES,
    "questionnaires.consultation": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.make_consultation_link": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.revoke_consultation_link": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.deal_with_comment": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.preview": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.translations": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.choose_languages": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.review_language": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.translation": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.translate_section": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.translation_file": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.look_at_file": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.take_translations": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.questionnaires": Action.SEE_QUESTIONNAIRES,
    "questionnaires.draft": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.put": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.add": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.move": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.remove": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.rename": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.retype": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.undo": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.redo": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.found": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.diagnostics": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.condition": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.change_condition": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.for_whom": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.choose_for_whom": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.check": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.change_check": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.source": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.change_source": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.lines": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.save_lines": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.find": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.copy": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.duplicate": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.paste": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.history": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.new": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.begin": Action.EDIT_QUESTIONNAIRES,
    "questionnaires.begin_next": Action.EDIT_QUESTIONNAIRES,
    "administration.places": Action.SEE_ADMINISTRATION,
    "administration.people": Action.MANAGE_PEOPLE,
    "administration.person": Action.MANAGE_PEOPLE,
    "administration.invite": Action.MANAGE_PEOPLE,
    "administration.send_invitation": Action.MANAGE_PEOPLE,
    "administration.renew_invitation": Action.MANAGE_PEOPLE,
    "administration.act_on_person": Action.MANAGE_PEOPLE,
    "administration.do_to_person": Action.MANAGE_PEOPLE,
    "administration.respondents": Action.MANAGE_RESPONDENTS,
    "administration.respondent": Action.MANAGE_RESPONDENTS,
    "administration.new_respondent": Action.MANAGE_RESPONDENTS,
    "administration.add_respondent": Action.MANAGE_RESPONDENTS,
    "administration.names": Action.MANAGE_RESPONDENTS,
    "administration.change_names": Action.MANAGE_RESPONDENTS,
    "administration.retiring": Action.MANAGE_RESPONDENTS,
    "administration.retire": Action.MANAGE_RESPONDENTS,
    "administration.take_up_again": Action.MANAGE_RESPONDENTS,
    "administration.new_member": Action.MANAGE_RESPONDENTS,
    "administration.join": Action.MANAGE_RESPONDENTS,
    "administration.ending": Action.MANAGE_RESPONDENTS,
    "administration.end": Action.MANAGE_RESPONDENTS,
    "administration.audit": Action.READ_AUDIT_TRAIL,
    "administration.verify_audit": Action.READ_AUDIT_TRAIL,
    "administration.audit_file": Action.READ_AUDIT_TRAIL,
    "administration.settings": Action.CHANGE_SETTINGS,
    "administration.setting": Action.CHANGE_SETTINGS,
    "administration.change": Action.CHANGE_SETTINGS,
    "publishing.versions": Action.READ_VERSIONS,
    "publishing.compare": Action.READ_VERSIONS,
    "publishing.publish_page": Action.PUBLISH_QUESTIONNAIRE,
    "publishing.publish": Action.PUBLISH_QUESTIONNAIRE,
    "publishing.retire_page": Action.PUBLISH_QUESTIONNAIRE,
    "publishing.retire_version": Action.PUBLISH_QUESTIONNAIRE,
    "exporting.choose": Action.EXPORT_QUESTIONNAIRE,
    "exporting.export": Action.EXPORT_QUESTIONNAIRE,
    "importing.choose": Action.IMPORT_QUESTIONNAIRE,
    "importing.preview": Action.IMPORT_QUESTIONNAIRE,
    "importing.keep": Action.IMPORT_QUESTIONNAIRE,
}


def test_every_route_is_listed_here_with_its_action(app: Flask) -> None:
    assert endpoint_actions(app) == ACTIONS
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ACTIONS) | PUBLIC_ENDPOINTS


def test_an_application_with_an_undeclared_route_does_not_start() -> None:
    app = Flask("open")
    app.add_url_rule("/secret", "secret", lambda: "told")
    with pytest.raises(RuntimeError, match="secret"):
        guard(app)


def test_a_marked_route_may_start() -> None:
    app = Flask("marked")
    app.add_url_rule("/mine", "mine", action(Action.USE_OWN_ACCOUNT)(lambda: "mine"))
    guard(app)
    assert endpoint_actions(app) == {"mine": Action.USE_OWN_ACCOUNT}


def address_of(app: Flask, endpoint: str, method: str) -> str:
    """Some address of `endpoint`."""
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        rule = next(rule for rule in app.url_map.iter_rules(endpoint) if method in (rule.methods or ()))
        values: dict[str, Any] = {name: 1 if name.endswith("_id") else "x" for name in rule.arguments}
        return adapter.build(endpoint, values)


@pytest.mark.parametrize("endpoint", sorted(ACTIONS))
def test_nobody_gets_in_without_signing_in(app: Flask, client: FlaskClient, endpoint: str) -> None:
    methods = {method for rule in app.url_map.iter_rules(endpoint) for method in rule.methods or ()}
    if "GET" in methods:
        reply = client.get(address_of(app, endpoint, "GET"))
        assert reply.status_code == 302
        assert reply.location.startswith("/sign-in?next=")
    else:
        token = client.get("/sign-in").text.split('name="csrf_token" value="')[1].split('"')[0]
        reply = client.post(address_of(app, endpoint, "POST"), data={"csrf_token": token})
        assert reply.status_code == 401
        assert "You are signed out" in reply.text


def test_no_change_is_taken_without_its_token(app: Flask, sign_in: SignIn) -> None:
    people = [sign_in("focal-point.a-14"), sign_in("staff"), sign_in("admin")]
    changing = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert len(changing) >= 10
    for endpoint in sorted(changing):
        address = address_of(app, endpoint, "POST")
        refusals = {client.post(address).status_code for client in people}
        assert refusals in ({400}, {400, 403}), endpoint


@pytest.mark.parametrize(
    ("person", "refused"),
    [
        ("focal-point.a-03", ["/cycles/", "/questionnaires/", "/review/1", "/administration/people"]),
        ("staff", ["/questionnaires/", "/administration/people", "/administration/audit"]),
        ("admin", ["/cycles/", "/review/1"]),
    ],
)
def test_pages_of_other_roles_are_refused(sign_in: SignIn, person: str, refused: list[str]) -> None:
    client = sign_in(person)
    assert {path: client.get(path).status_code for path in refused} == dict.fromkeys(refused, 403)


@pytest.mark.parametrize(
    ("person", "home"),
    [("focal-point.a-03", "/submissions/"), ("staff", "/cycles/"), ("admin", "/questionnaires/")],
)
def test_everybody_has_a_way_home(sign_in: SignIn, person: str, home: str) -> None:
    client = sign_in(person)
    assert client.get("/").location == home
    assert client.get(home).status_code == 200


def test_could_ever_asks_for_any_facts() -> None:
    assert could_ever(Action.READ_SUBMISSION, frozenset())
    assert not could_ever(Action.REVIEW_SUBMISSION, frozenset({Role.ADMIN}))
    assert could_ever(Action.REVIEW_SUBMISSION, frozenset({Role.STAFF}))


@pytest.mark.parametrize(
    ("target", "reached"),
    [
        ("/submissions/3?x=1", "/submissions/3?x=1"),
        (None, "/"),
        ("", "/"),
        ("submissions", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_only_paths_of_this_site_are_followed(app: Flask, target: str | None, reached: str) -> None:
    with app.test_request_context():
        assert local_target(target) == reached


def session_row(session: Session) -> AccountSession:
    """The newest session."""
    return session.scalars(sa.select(AccountSession).order_by(AccountSession.id.desc()).limit(1)).one()


def test_a_revoked_session_ends_at_once(sign_in: SignIn, session: Session) -> None:
    client = sign_in("staff")
    session_row(session).revoked_at = now()
    session.commit()
    assert client.get("/cycles/").location.startswith("/sign-in")


def test_an_inactive_account_is_out_at_once(sign_in: SignIn, session: Session) -> None:
    client = sign_in("staff")
    account = session.get_one(Account, session_row(session).account_id)
    account.active = False
    session.commit()
    assert client.get("/cycles/").location.startswith("/sign-in")


@pytest.mark.parametrize(("seconds", "written"), [(5, False), (600, True)])
def test_last_seen_is_written_at_most_once_a_minute(
    sign_in: SignIn, session: Session, seconds: int, written: bool
) -> None:
    client = sign_in("staff")
    row = session_row(session)
    before = now() - timedelta(seconds=seconds)
    row.last_seen_at = before
    session.commit()
    client.get("/cycles/")
    session.refresh(row)
    assert (row.last_seen_at > before) == written


def test_who_is_signed_in_costs_one_statement(app: Flask, sign_in: SignIn, session: Session) -> None:
    client = sign_in("staff")
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    engine = session.connection().engine
    sa.event.listen(engine, "before_cursor_execute", note)
    client.get("/")
    sa.event.remove(engine, "before_cursor_execute", note)
    assert [statement.split()[0] for statement in statements if "SAVEPOINT" not in statement] == ["SELECT"]
