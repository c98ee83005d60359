"""Zip files such as Word and spreadsheet files are: the same parts give the same bytes, whenever they are packed."""

import io
import zipfile
from collections.abc import Mapping

BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts as one file, in their order."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content.encode() if isinstance(content, str) else content)
    return written.getvalue()


def parts_in(content: bytes) -> dict[str, bytes]:
    """The parts of a file, in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return {name: source.read(name) for name in source.namelist()}
