"""Canonical JSON (RFC 8785) and its hash: the same data give the same bytes."""

import hashlib
import json
from typing import Any

import rfc8785


def canonical(data: Any) -> bytes:
    """`data` (JSON values only) as canonical UTF-8 JSON."""
    return rfc8785.dumps(data)


def sha256_of(content: bytes) -> str:
    """Lower-case hexadecimal SHA-256."""
    return hashlib.sha256(content).hexdigest()


def read_json(text: str) -> Any:
    """The data behind canonical JSON."""
    return json.loads(text)
