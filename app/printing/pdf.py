"""HTML → tagged PDF, in a process of its own: only the fork server and its children import this module.

Importing it loads WeasyPrint (1.2 s, 47 MB) and parses the style sheets, once for all children. Fonts are left to each
child: the font library finds them in a thread, and threads do not survive a fork. The same HTML gives the same bytes:
every date comes from it, and the file's identifier is passed in.
"""

import gc
import logging
import re
import warnings
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import weasyprint
from weasyprint import CSS, HTML, Attachment
from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.printing.lean import boxes_slimmed, draw_lean, finish_lean, pages_named_once
from app.printing.rendering import Attached, Packed, Standard, nothing

ASSETS = Path(__file__).resolve().parents[1] / "static" / "print"


class BundledOnly(URLFetcher):  # WeasyPrint has no annotations
    """Fetches the files beside the style sheets and nothing else; any other address ends the rendering."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"file"}, allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url not in {path.as_uri() for path in ASSETS.iterdir()}:
            raise PermissionError(f"not a bundled file: {url}")
        return super().fetch(url, headers)


STYLE_SHEETS: Mapping[str, CSS] = MappingProxyType(
    {
        path.stem: CSS(filename=path, base_url=f"{ASSETS.as_uri()}/", url_fetcher=BundledOnly())
        for path in sorted(ASSETS.glob("*.css"))
    }
)


def _own_rules() -> CSS:
    """WeasyPrint's own style sheet, with its rules for footnotes and list markers on those alone.

    There they stand for every element, each of which then has six styles beside its own: a third of the memory.
    """
    text = (Path(weasyprint.__file__).parent / "css" / "html5_ua.css").read_text()
    text = re.sub(r"^::(?=footnote|note-)", ".footnote::", text, flags=re.MULTILINE)
    text = re.sub(r"^::marker", "li::marker", text, flags=re.MULTILINE)
    return CSS(string=text, base_url=f"{ASSETS.as_uri()}/", url_fetcher=BundledOnly())


OWN_RULES = _own_rules()


class LeanHtml(HTML):
    """The same pages, byte for byte, in less memory."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [OWN_RULES]


class _Pages(logging.Handler):
    """Turns WeasyPrint's log of its progress into the number of pages laid out so far."""

    def __init__(self, on_page: Callable[[int], None]) -> None:
        super().__init__(logging.INFO)
        self.on_page = on_page

    def emit(self, record: logging.LogRecord) -> None:
        if record.args and "Page %d" in str(record.msg):
            self.on_page(int(str(record.args[0])) if isinstance(record.args, tuple) else 0)


def _unwatched(page: int, pages: int) -> None:
    """Stands for a drawing that nobody watches."""


def dated_in(html: str) -> datetime:
    """The date of the document, from its metadata; the epoch where it has none, and never the clock."""
    found = re.search(r'name="dcterms.created" content="([^"]+)"', html)
    return datetime.fromisoformat(found[1]) if found else datetime.fromtimestamp(0, UTC)


class _Unpacking:
    """A file for WeasyPrint to read when it comes to embed it, and not before."""

    def __init__(self, attached: Attached | Packed) -> None:
        self.attached = attached

    def read(self) -> bytes:
        return self.attached.content


def _embedded(attached: Attached | Packed, dated: datetime) -> Attachment:
    return Attachment(
        file_obj=_Unpacking(attached),
        name=attached.name,
        description=attached.description,
        created=dated,
        modified=dated,
        relationship="Data",
    )


def _options(identifier: str, standard: Standard) -> dict[str, Any]:
    return {
        "pdf_variant": f"pdf/{standard}",
        "pdf_identifier": bytes.fromhex(identifier)[:16],
        "uncompressed_pdf": standard == "a-3a",
    }


def write_pdf(
    html: str,
    *,
    identifier: str,
    style_sheets: tuple[str, ...],
    attach: Callable[[], tuple[Attached | Packed, ...]] = nothing,
    standard: Standard = "ua-1",
    on_page: Callable[[int], None],
    on_drawn: Callable[[int, int], None] = _unwatched,
) -> bytes:
    """The PDF of `html`, laid out here and now. `identifier` is hexadecimal; `style_sheets` are names of bundled ones.

    `on_page` is told each page that is being laid out, `on_drawn` each that is drawn, with how many there are. Pages
    are laid out again, from the first, where the contents or a number of pages came out otherwise than expected.
    `attach` is asked what to attach once everything is laid out; it carries the document's own dates. PDF/A is written
    without compression of its objects: only so does it validate.

    Raises whatever WeasyPrint raises (RecursionError, MemoryError, ...), and FatalURLFetchingError for an address that
    is not bundled.
    """
    progress = logging.getLogger("weasyprint.progress")
    handler = _Pages(on_page)
    progress.addHandler(handler)
    progress.setLevel(logging.INFO)
    options = _options(identifier, standard)
    gc.freeze()  # what is loaded by now stays: the collector need not look at it again (6 to 19 % of the layout)
    try:
        with warnings.catch_warnings(action="ignore", category=ResourceWarning):
            # For PDF/A WeasyPrint opens its colour profile, and leaves it to the collector to close it.
            source = LeanHtml(string=html, base_url=f"{ASSETS.as_uri()}/", url_fetcher=BundledOnly())
            with boxes_slimmed():
                document = source.render(stylesheets=[STYLE_SHEETS[name] for name in style_sheets], **options)
            options["attachments"] = [_embedded(one, dated_in(html)) for one in attach()]
            draw_lean(document, on_drawn)
            with pages_named_once():
                pdf = document.write_pdf(finisher=finish_lean, **options)
    finally:
        gc.unfreeze()
        progress.removeHandler(handler)
    return bytes(pdf)
