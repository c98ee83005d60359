"""Which edition of our own code and of the libraries makes the documents."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

APP = Path(__file__).resolve().parents[1]
LIBRARIES = ("weasyprint", "pydyf", "fonttools", "babel")
SOURCES = (
    (APP / "domain", "*.py"),
    (APP / "printing", "*.py"),
    (APP / "reports", "*.py"),
    (APP / "static" / "print", "*"),
    (APP / "translations", "*.mo"),
    (APP.parent / "templates" / "print", "*.html"),
)


@cache  # asked for at the start, so that files replaced under a running process do not pass for its own
def release() -> str:
    """SHA-256 of what turns data into pages: libraries, code, templates, style sheets, sentences."""
    digest = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in LIBRARIES).encode())
    for folder, pattern in SOURCES:
        for path in sorted(one for one in folder.rglob(pattern) if one.is_file()):
            digest.update(f"\n{path.relative_to(APP.parent)}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
