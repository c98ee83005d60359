"""The one place that turns a refusal, or a failure, into a response."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from app.db import db
from app.domain.errors import (
    InvalidDefinition,
    InvalidSetting,
    InvalidSetUp,
    NotAccepted,
    NotAllowed,
    NotFound,
    NotPossibleNow,
    NotPublishable,
    NotSubmittable,
    Refusal,
    TooManyAttempts,
    Unstorable,
    UnwrittenLanguage,
)
from app.web.access import largest_taken
from app.web.languages import translate

STATUSES: Mapping[type[Refusal], int] = {
    NotFound: 404,
    NotAllowed: 403,
    NotPossibleNow: 409,
    NotSubmittable: 422,
    Unstorable: 400,
    NotAccepted: 422,
    UnwrittenLanguage: 422,
    InvalidDefinition: 422,
    InvalidSetting: 422,
    NotPublishable: 422,
    InvalidSetUp: 500,
    TooManyAttempts: 429,
}
_LARGEST_DRAINED = 128 * 1024 * 1024
_CHUNK = 64 * 1024
_FILE_NAME = re.compile(rb'filename="([^"\\/\r\n\0]{1,100})"')


@dataclass(frozen=True)
class Words:
    """A heading, a sentence, and whether signing in is the way on."""

    heading: str
    text: str
    sign_in: bool = False


def install(app: Flask) -> None:
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(SecurityError, _wrong_host)
    app.register_error_handler(HTTPException, _failed)


def status_of(refusal: Refusal) -> int:
    return next((STATUSES[kind] for kind in type(refusal).mro() if kind in STATUSES), 400)


def _refused(refusal: Refusal) -> Response:
    status = status_of(refusal)
    return _page(status, Words(_words(status).heading, translate(refusal.message)))


def _forged(error: CSRFError) -> Response:
    return _page(
        400,
        Words(
            gettext("The page was open for too long"),
            gettext(
                "The form no longer belongs to your session, so nothing was saved by it. "
                "Open the page again and repeat the last step. Browsers must allow cookies for this site."
            ),
        ),
    )


def _wrong_host(error: SecurityError) -> Response:
    # No page: without a host we trust there is no address to link to.
    return current_app.response_class(
        "This address is not one of this site. Use the one that PUBLIC_URL names.\n",
        400,
        mimetype="text/plain",
    )


def _failed(error: HTTPException) -> Response:
    status = error.code or 500
    if status == 413:
        file = _file_name_in(_drained())
        response = _page(status, _too_large(file, largest_taken()))
    else:
        response = _page(status, _words(status))
    if status == 405:
        response.headers.extend(error.get_headers())
        response.content_type = "text/html; charset=utf-8"
    return response


def _page(status: int, words: Words) -> Response:
    db.session.rollback()
    return make_response(render_template("errors/refusal.html", words=words), status)


def _drained() -> bytes:
    """Read what the client still sends: a closed connection would show it an error of the network, not our page.

    Its beginning comes back, where the browser names the file; nothing else is held.
    """
    body, left, beginning = request.environ["wsgi.input"], _LARGEST_DRAINED, b""
    while left > 0 and (chunk := body.read(_CHUNK)):
        left -= len(chunk)
        beginning = beginning or chunk
    return beginning


def _file_name_in(beginning: bytes) -> str:
    found = _FILE_NAME.search(beginning)
    return found[1].decode(errors="replace") if found else ""


def _too_large(file: str, largest: int | None) -> Words:
    if largest is None:
        return _words(413)
    megabytes = largest // 1_000_000
    if file:
        said = gettext(
            "%(file)s is larger than the %(limit)d MB that this page takes. Nothing of it was kept.",
            file=file,
            limit=megabytes,
        )
    else:
        said = gettext(
            "The file is larger than the %(limit)d MB that this page takes. Nothing of it was kept.",
            limit=megabytes,
        )
    return Words(gettext("This is too large"), said)


def _words(status: int) -> Words:
    known = {
        400: Words(
            gettext("This could not be read"),
            gettext("What your browser sent could not be read. Go back and try again."),
        ),
        401: Words(
            gettext("You are signed out"),
            gettext("Nothing was saved this time. Sign in, then go back and save again."),
            sign_in=True,
        ),
        403: Words(gettext("You cannot open this"), gettext("Your role does not open this page.")),
        404: Words(
            gettext("There is nothing here"),
            gettext("Check the address. If you followed a link, what it led to may have moved."),
        ),
        405: Words(
            gettext("This address cannot be opened like this"), gettext("Start again from the first page.")
        ),
        409: Words(gettext("This is not possible now"), ""),
        413: Words(
            gettext("This is too large"),
            gettext(
                "What was sent is larger than 2 MB, so nothing of it was saved. What was saved before is still "
                "there. Go back, shorten the text and save again."
            ),
        ),
        422: Words(gettext("This cannot be accepted yet"), ""),
        429: Words(gettext("Too many attempts"), ""),
    }
    failure = Words(
        gettext("Something went wrong on our side"),
        gettext(
            "What was saved before is safe. Try again in a moment; if it happens again, tell the Secretariat."
        ),
    )
    return known.get(status, failure)
