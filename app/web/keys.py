"""The two secrets of an instance: a demonstration makes and keeps its own, a real one must bring strong ones."""

import hashlib
import secrets
from pathlib import Path

from flask import Flask

from app.domain.errors import InvalidSetUp, message

_KEY_LENGTH = 32
_WELL_KNOWN = ("secret", "change", "example", "default", "password", "development", "demonstration", "your-")


def install(app: Flask) -> None:
    """Set SECRET_KEY (a text) and AUDIT_KEY (32 bytes). Raises InvalidSetUp.

    Neither follows from the other: when a leaked SECRET_KEY is replaced, the audit trail must still verify.
    """
    for name in ("SECRET_KEY", "AUDIT_KEY"):
        if app.config["INSTANCE"] == "demonstration" and not app.config[name]:
            app.config[name] = _kept(app.config["DATA_DIR"] / name.lower().replace("_", "-"))
        check_key(app.config["INSTANCE"], name, app.config[name])
    app.config["AUDIT_KEY"] = hashlib.sha256(str(app.config["AUDIT_KEY"]).encode()).digest()


def check_key(instance: str, name: str, key: str | None) -> None:
    """Raises InvalidSetUp when a real instance lacks the key, or has one that can be guessed."""
    if instance != "real":
        return
    text = key or ""
    guessable = any(word in text.lower() for word in _WELL_KNOWN) or len(set(text)) < 10
    if len(text) < _KEY_LENGTH or guessable:
        raise InvalidSetUp(
            message(
                "%(name)s is missing or weak. Make one with python3 -c 'import secrets; "
                "print(secrets.token_hex(32))', keep it secret, and start again with %(name)s set to it.",
                name=name,
            )
        )


def _kept(file: Path) -> str:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32))
    return file.read_text()
