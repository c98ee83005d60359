"""Long tables page by page: the page stands in the address, beside the filters."""

from typing import Any

from flask import request, url_for

LAST_PAGE = 100_000


def asked_page() -> int:
    """The page that the address names, from 1; the first where it names none."""
    text = request.args.get("page", "1")
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def here(endpoint: str = "", /, **changes: Any) -> str:
    """The address of this list with some of its filters changed; None takes one away.

    `endpoint` is that of the list, where something else was posted and the list is the answer.
    """
    wanted = {**request.args.to_dict(), **(request.view_args or {}), **changes}
    kept = {name: value for name, value in wanted.items() if value not in (None, "")}
    return url_for(endpoint or request.endpoint or "", **kept)
