"""Settings, read from the environment once at the start. Every one has a default that suits the demonstration."""

import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent


def settings() -> dict[str, Any]:
    """The configuration of this process.

    INSTANCE: `demonstration` or `real`. PUBLIC_URL: the address people use; decides cookies, HSTS and hosts.
    FILES_URL: where documents are kept (an fsspec address such as s3://…); by default a folder in DATA_DIR.
    DATA_DIR: files, queue and (by default) the SQLite database. AUDIT_KEY: kept outside the database; it must never
    change, since the audit trail verifies with it alone. TRUSTED_PROXIES: how many proxies of one's own stand in
    front, each of which adds the address it was called from to X-Forwarded-For.
    """
    data_dir = Path(os.environ.get("DATA_DIR", ROOT / "var")).resolve()
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    database_url = os.environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'questionnaires.db'}"
    return {
        "INSTANCE": os.environ.get("INSTANCE", "demonstration"),
        "SECRET_KEY": os.environ.get("SECRET_KEY"),
        "AUDIT_KEY": os.environ.get("AUDIT_KEY"),
        "TRUSTED_PROXIES": os.environ.get("TRUSTED_PROXIES") or "0",
        "PUBLIC_URL": os.environ.get("PUBLIC_URL") or f"http://{host}:{port}",
        "DATA_DIR": data_dir,
        "FILES_URL": os.environ.get("FILES_URL"),
        "DATABASE_URL": _with_driver(database_url),
        "MAIL_BACKEND": os.environ.get("MAIL_BACKEND", "console"),
        "MAIL_SERVER": os.environ.get("MAIL_SERVER", "localhost"),
        "MAIL_DEFAULT_SENDER": os.environ.get("MAIL_DEFAULT_SENDER", "noreply@localhost"),
    }


def _with_driver(url: str) -> str:
    """SQLAlchemy's spelling of a PostgreSQL address, whichever of the usual ones was given."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url
