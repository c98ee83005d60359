"""WeasyPrint alone, in a child of the fork server: this module loads nothing else, so the child has no more."""

import importlib
import time
from multiprocessing.connection import Connection
from typing import Any

STYLE_SHEETS = ("document", "demonstration")


def lay_out(html: str, sending: Connection) -> None:
    """In the child: as anybody would call it."""
    printing: Any = importlib.import_module("app.printing.pdf")
    begun, processor = time.perf_counter(), time.process_time()
    source = printing.HTML(
        string=html, base_url=f"{printing.ASSETS.as_uri()}/", url_fetcher=printing.BundledOnly()
    )
    document = source.render(stylesheets=[printing.STYLE_SHEETS[name] for name in STYLE_SHEETS])
    document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"0" * 16)
    sending.send((time.perf_counter() - begun, time.process_time() - processor, len(document.pages)))
