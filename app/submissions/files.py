"""The store of documents: written once, read back by id, never changed. Kinds are sniffed, names are not believed."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

import fsspec
import magic

from app.domain.answers import Files, StoredFile, Value
from app.domain.errors import NotAccepted, NotFound, message
from app.domain.question_types import Attachment

KINDS: Mapping[str, str] = {
    "application/pdf": "pdf",
    "application/msword": "word",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word",
    "application/vnd.ms-excel": "excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "excel",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "image/jpeg": "image",
    "image/png": "image",
}
_ID = re.compile(r"[0-9a-f]{32}")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")


@dataclass(frozen=True)
class Store:
    """A folder by fsspec address: local by default, S3 or others where the address says so."""

    url: str

    def put(self, submission_id: int, file_id: str, content: bytes) -> None:
        filesystem, folder = fsspec.core.url_to_fs(self.url)
        filesystem.makedirs(f"{folder}/{submission_id}", exist_ok=True)
        with filesystem.open(f"{folder}/{submission_id}/{file_id}", "wb") as file:
            file.write(content)

    def get(self, submission_id: int, file_id: str) -> bytes:
        """The content. Raises NotFound."""
        filesystem, folder = fsspec.core.url_to_fs(self.url)
        path = f"{folder}/{submission_id}/{file_id}"
        if not _ID.fullmatch(file_id) or not filesystem.exists(path):
            raise no_such_document()
        return bytes(filesystem.cat_file(path))


def no_such_document() -> NotFound:
    return NotFound(message("There is no such document, or it was taken out in the meantime."))


def find_file(answers: Mapping[str, Value], file_id: str) -> StoredFile:
    """The document with that id among the answers. Raises NotFound."""
    for value in answers.values():
        for file in value.files if isinstance(value, Files) else ():
            if file.id == file_id:
                return file
    raise no_such_document()


def examine(
    question: Attachment, *, file_id: str, name: str, title: str, language: str, content: bytes
) -> StoredFile:
    """What a document is, by its content. Raises NotAccepted when the question takes no such document."""
    if not content:
        raise NotAccepted(message("This file is empty. Choose another."))
    if len(content) > question.megabytes * 1_000_000:
        raise NotAccepted(
            message("This file is larger than %(limit)d MB. Send a smaller one.", limit=question.megabytes)
        )
    media_type = magic.from_buffer(content, mime=True)
    if media_type == "application/zip" or KINDS.get(media_type) not in question.kinds:
        raise NotAccepted(
            message(
                "This kind of file is not taken. Send a PDF, a Word, Excel or OpenDocument file, or a picture."
            )
        )
    return StoredFile(
        id=file_id,
        name=_UNSAFE.sub("_", PurePath(name).name)[-120:] or "document",
        title=title,
        language=language,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
