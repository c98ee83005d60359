"""The files of exports: written whole or not at all, and served again while nothing changed."""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from app.domain.canonical import sha256_of
from app.domain.errors import NotFound, message
from app.reports.models import ExportStatus, ReportExport
from app.reports.queries import exports_of_content


@dataclass(frozen=True)
class Kept:
    """The folder of the files."""

    folder: Path

    def write(self, name: str, content: bytes) -> Path:
        """A file under a temporary name, on the disk; `publish` gives it its own, `Path.unlink` takes it away."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{name}.part"
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return path

    def publish(self, path: Path) -> None:
        """Gives a written file its name, at once and whole."""
        path.rename(path.with_suffix(""))

    def path_of(self, export: ReportExport) -> Path:
        """The file of an export. Raises NotFound when it has none, or it was taken away."""
        if export.status != ExportStatus.DONE or not export.file_name:
            raise NotFound(message("This export has no file yet."))
        path = self.folder / export.file_name
        if not path.is_file():
            raise NotFound(message("The file of this export is no longer kept. Export the PDF anew."))
        return path

    def unchanged(self, session: Session, content_key: str) -> ReportExport | None:
        """The first export of the same content whose file is here, and is what it was."""
        for export in exports_of_content(session, content_key):
            path = self.folder / str(export.file_name)
            if path.is_file() and sha256_of(path.read_bytes()) == export.sha256:
                return export
        return None
