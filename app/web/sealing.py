"""What a page gives to the browser to send back: nobody can change it, and nobody else can use it.

Nothing is kept on the server. What is sealed can be read by whoever has the page, who has seen it there anyway.
"""

import base64
import hmac
import json
import zlib
from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from app.domain.errors import NotPossibleNow, message

LONGEST = 1_500_000  # characters: a form may have two million bytes


def sealed(value: Any, *, purpose: str, account_id: int, now: datetime) -> str:
    """`value`, which is JSON, for one person and purpose. Raises NotPossibleNow where it is too much for a form."""
    written = json.dumps([account_id, int(now.timestamp()), value], ensure_ascii=False, separators=(",", ":"))
    body = base64.urlsafe_b64encode(zlib.compress(written.encode())).decode()
    if len(body) > LONGEST:
        raise NotPossibleNow(
            message("This is too much to be looked at in one page. Load it on the command line.")
        )
    return f"{body}.{_mark(body, purpose)}"


def opened(seal: str, *, purpose: str, account_id: int, now: datetime, within: timedelta) -> Any:
    """What was sealed for the same person and purpose. Raises NotPossibleNow for anything else, and once it is old."""
    body, _, mark = seal.rpartition(".")
    if not hmac.compare_digest(mark.encode(), _mark(body, purpose).encode()):
        raise NotPossibleNow(message("This page cannot be used any more. Start again from the file."))
    account, at, value = json.loads(zlib.decompress(base64.urlsafe_b64decode(body)))
    if account != account_id or not 0 <= now.timestamp() - at <= within.total_seconds():
        raise NotPossibleNow(message("This page cannot be used any more. Start again from the file."))
    return value


def _mark(body: str, purpose: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(key, f"{purpose}\n{body}".encode(), "sha256").hex()
