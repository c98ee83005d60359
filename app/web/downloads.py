"""Files that respondents sent, on their way to a reader: saved on the reader's disk, never shown by the site."""

from flask import current_app
from werkzeug.wrappers import Response


def as_download(content: bytes, media_type: str, name: str) -> Response:
    response = current_app.response_class(content, mimetype=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
