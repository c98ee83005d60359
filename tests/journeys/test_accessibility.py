"""Every page passes axe, wide and narrow, in English and Arabic."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.accounts.queries import find_account
from app.accounts.security import recovery_token
from app.db import db
from app.demonstration.seed import DOMAIN
from app.domain.policy import SYSTEM
from app.submissions.saving import Posted, save_answers
from app.web.clock import now
from tests.coded import coded_text
from tests.consulted import consulted_draft
from tests.drafts import KEY, draft_with_changes
from tests.gallery import gallery, send_gallery
from tests.journeys.axe import violations
from tests.journeys.conftest import OpenPage
from tests.journeys.test_exports import abandoned
from tests.passages import passages_asked

PAGES = {
    "": ["/sign-in", "/recover", "/recover/{token}", "/questionnaires/consultation/{link}?section=B"],
    "focal-point.a-13": [
        "/submissions/",
        "/submissions/13",
        "/submissions/13/sections/A",
        "/submissions/13/sections/B",
        "/submissions/13/sections/E",
        "/submissions/13/sections/G",
        "/submissions/13/sections/H",
        "/submissions/13/lists/P2-H02/a1b2c3",
        "/submissions/13/sections/H/list/remove P2-H02 a1b2c3",
        "/submissions/13/documents/P2-J04",
        "/submissions/13/check",
        "/submissions/13/submit",
        "/submissions/999",
    ],
    "focal-point.a-03": ["/submissions/3/receipt", "/submissions/131/profile"],
    "focal-point.a-05": ["/submissions/5", "/submissions/5/passages"],
    "observer.a-03": ["/submissions/", "/submissions/3", "/submissions/3/sections/B"],
    "contributor.a-03": ["/submissions/3"],
    "approver.a-03": ["/submissions/3"],
    "staff": [
        "/cycles/",
        "/cycles/open",
        "/cycles/demo",
        "/review/3",
        "/cycles/demo/report",
        "/cycles/demo/head",
        "/cycles/demo/report/figures/P2-B01@AFRICAN=yes:count",
        "/cycles/demo/report/outline",
        "/cycles/demo/report/parts/P2-B01:text",
        "/cycles/demo/report/parts/P2-B01:table",
        "/cycles/demo/report/new?section=section-B",
        "/cycles/demo/report/titles/introduction",
        "/cycles/demo/report/versions",
        "/cycles/demo/report/freeze",
        "/cycles/demo/report/compare",
        "/cycles/demo/report/preview",
        "/exports/{export}",
        "/cycles/demo/results",
        "/cycles/demo/results/P2-B01?across=P2-F05",
        "/cycles/demo/results/P2-G01?group=AFRICAN&by=P2-F05&answer=no",
        "/cycles/demo/results/P2-E08",
        "/cycles/demo/results/P2-H02",
        "/cycles/demo/coding?place=P2-G05",
        "/cycles/demo/codes/{code}",
        "/cycles/demo/passages",
        "/cycles/demo/passages?questionnaire=cnd-60-6-p11",
    ],
    "admin": [
        "/questionnaires/",
        "/questionnaires/new",
        *(
            f"/questionnaires/cnd-60-6-p2/draft{page}"
            for page in (
                "",
                "?at=sections/B",
                "?at=sections/B/questions/P2-B07",
                "?at=sections/B/questions/P2-B06/options/one",
                "/condition?at=sections/B/questions/P2-B07",
                "/for-whom?at=sections/B",
                "/check?at=sections/B/questions/P2-B07&number=1",
                "/source?at=sections/A/questions/CS-01",
                "/lines?at=sections/B/questions/P2-B06&name=options",
                "/find?source=*&bank=yes",
                "/history",
                "/diagnostics",
                "/translations",
                "/translations/ar?section=B",
                "/translations/ar?show=stale&section=B",
                "/preview?section=B&answers=sample&width=390",
                "/preview?section=E&language=ar&width=768",
                "/consultation",
            )
        ),
        "/administration/",
        "/administration/people",
        "/administration/people/1",
        "/administration/people/invite",
        "/administration/people/1/roles",
        "/administration/people/1/suspend",
        "/administration/respondents",
        "/administration/respondents/XAC",
        "/administration/respondents/XUA",
        "/administration/respondents/add",
        "/administration/respondents/XUA/names",
        "/administration/respondents/XUA/retire",
        "/administration/respondents/XAC/members/add",
        "/administration/respondents/XAC/members/3/end",
        "/administration/audit",
        "/administration/settings",
        "/administration/settings/name",
        "/administration/settings/languages",
        "/administration/settings/session_hours",
        "/questionnaires/cnd-60-6-p2/versions",
        "/questionnaires/cnd-60-6-p2/compare?from=1&to=2",
        "/questionnaires/cnd-60-6-p2/publish",
        "/questionnaires/cnd-60-6-p11/publish",
        "/questionnaires/cnd-60-6-p2/versions/1/retire",
        "/questionnaires/import",
        "/questionnaires/cnd-60-6-p2/export",
    ],
}
WIDTHS = (390, 1280)
# What is not a page of its own: it leads elsewhere, is fetched by a page, or is a file.
NO_PAGES = {
    "static",
    "accounts.health",
    "accounts.home",
    "accounts.choose_language",
    "reports.status",
    "reports.file",
    "reports.profile_pdf",
    "submissions.choose_wording",
    "submissions.receipt_json",
    "submissions.document",
    "review.document",
    "questionnaires.schema",
    "questionnaires.found",
    "questionnaires.translation_file",
    "administration.audit_file",
    "exporting.export",
}


@pytest.fixture(scope="module")
def addresses(site_app: Flask) -> dict[str, str]:
    """The parts of addresses that are known only once the site runs."""
    with site_app.app_context():
        account = find_account(db.session, f"observer.a-03@{DOMAIN}")
        assert account is not None
        token = recovery_token(account)
        db.session.close()
    draft_with_changes(site_app)
    passages_asked(site_app)
    link = consulted_draft(site_app, KEY)
    return {
        "token": token,
        "export": str(abandoned(site_app, "an-abandoned-export", datetime.now(UTC) - timedelta(minutes=2))),
        "link": link,
        "code": coded_text(site_app),
    }


def test_every_page_is_visited(site_app: Flask, addresses: dict[str, str]) -> None:
    paths = [path.format_map(addresses) for paths in PAGES.values() for path in paths]
    router = site_app.url_map.bind("localhost")
    readable = {
        rule.endpoint for rule in site_app.url_map.iter_rules() if "GET" in (rule.methods or frozenset())
    }
    assert readable - NO_PAGES == {router.match(path.partition("?")[0])[0] for path in paths}


GALLERY = [
    *(f"sections/{key}" for key in "ABCD"),
    "lists/bodies/a1b2c3",
    "sections/D/list/remove bodies a1b2c3",
    "sections/D/list/up bodies a1b2c3",
    "documents/files",
    "check",
]


@pytest.fixture(scope="module")
def gallery_pages(site_app: Flask) -> Sequence[str]:
    """The pages on which A-14 fills a questionnaire with every question type."""
    submission_id = send_gallery(site_app, ["focal-point.a-14"])["focal-point.a-14"]
    with site_app.app_context():
        save_answers(
            db.session,
            actor=SYSTEM,
            now=now(),
            audit_key=site_app.config["AUDIT_KEY"],
            submission_id=submission_id,
            questionnaire=gallery(),
            posted={"bodies/a1b2c3": Posted({"name": ("A body",)}, 0)},
            idempotency_key="a-body-to-look-at",
        )
        db.session.commit()
    return [f"/submissions/{submission_id}/{path}" for path in GALLERY]


@pytest.mark.pure
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_have_no_barrier(
    open_page: OpenPage, addresses: dict[str, str], name: str, language: str
) -> None:
    page = open_page(name, language=language)
    assert barriers(page, [path.format_map(addresses) for path in PAGES[name]]) == {}


@pytest.mark.pure
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_question_type_has_a_barrier(
    gallery_pages: Sequence[str], open_page: OpenPage, language: str
) -> None:
    page = open_page("focal-point.a-14", language=language)
    assert barriers(page, gallery_pages) == {}


def barriers(page: Page, paths: Sequence[str]) -> dict[tuple[str, int], list[tuple[str, str]]]:
    """By path and width, what axe found there, and whether the page is wider than the screen."""
    found: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for path in paths:
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            met = violations(page)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                met.append(("wider than the screen", ""))
            if met:
                found[path, width] = met
    return found
