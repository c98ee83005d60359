"""Where the ends of all chains are written down outside the database."""

import json
from pathlib import Path

from app.audit.queries import Head


def anchor_file(data_dir: Path) -> Path:
    return data_dir / "audit-heads.jsonl"


def last_anchor(data_dir: Path) -> dict[str, Head]:
    """The newest ends by stream; none where nothing was ever anchored."""
    file = anchor_file(data_dir)
    if not file.exists():
        return {}
    lines = file.read_text(encoding="utf-8").splitlines()
    return {stream: Head(seq, mac) for stream, (seq, mac) in json.loads(lines[-1])["heads"].items()}
