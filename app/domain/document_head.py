"""What the head of the Commission's document says of the session that it goes to, by language, as staff type it."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from app.domain.text import LocalizedText, Worded

PARTS = ("session", "place_and_dates", "agenda_item", "late_submission")


class DocumentHead(BaseModel):
    """Texts that no catalogue can hold; None for what is not known.

    `late_submission` is the note to the title that says why the document was submitted late.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    session: LocalizedText | None = None
    place_and_dates: LocalizedText | None = None
    agenda_item: LocalizedText | None = None
    late_submission: LocalizedText | None = None

    def document(self) -> dict[str, Any]:
        """As JSON, without what is not known."""
        return self.model_dump(mode="json", exclude_none=True)

    def said(self, part: str, language: str) -> Worded:
        """One of PARTS in `language`, else in English, and then said to be English; an empty text where not known."""
        text: LocalizedText | None = getattr(self, part)
        return text.worded(language) if text else Worded("", language)
