"""The typed model of an outline: one document, as a questionnaire is one."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.domain.text import Language

LONGEST_TEXT = 20_000  # characters of one block: some six pages
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$")]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Titles = dict[Language, Title]


class _Strict(BaseModel):
    """Unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class StaffText(_Strict):
    """What staff wrote, in Markdown.

    In the place of a drafted sentence it says which one it was made from: `drafted` is that text as it was read then,
    `made_from` the digest of its figures. A paragraph of staff alone has neither.
    """

    words: str = Field(min_length=1, max_length=LONGEST_TEXT)
    drafted: str = ""
    made_from: str = ""


class Block(_Strict):
    """One thing of the document: what is drafted (of a question, or an opening part), or a paragraph of staff.

    `about` is the question's key, or the name of the opening part; nothing for a text of staff.
    """

    key: Key
    kind: Literal["opening", "finding", "figure", "quotations", "table", "text"]
    about: str = ""
    included: bool = True
    texts: dict[Language, StaffText] = Field(default_factory=dict)

    @property
    def is_written(self) -> bool:
        """Whether it is words, which staff can change: a table or figure follows the data alone."""
        return self.kind in ("opening", "finding", "text") and self.about != "response_table"


class Section(_Strict):
    """A lettered section. `titles` stand in the place of the questionnaire's title, by language."""

    key: Key
    included: bool = True
    titles: Titles = Field(default_factory=dict)
    blocks: tuple[Block, ...] = ()


class Chapter(_Strict):
    """A chapter. Its key says where its title comes from when staff gave none."""

    key: Key
    included: bool = True
    titles: Titles = Field(default_factory=dict)
    sections: tuple[Section, ...] = ()


class Outline(_Strict):
    """Everything in reading order. `next_text` numbers the texts of staff, so that no key is ever used twice."""

    summary: Block
    chapters: tuple[Chapter, ...]
    next_text: int = Field(default=1, ge=1)

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order, whether or not it is included."""
        yield self.summary
        for chapter in self.chapters:
            for section in chapter.sections:
                yield from section.blocks

    def block(self, key: str) -> Block | None:
        return next((block for block in self.blocks() if block.key == key), None)

    def printed(self) -> Iterator[Block]:
        """The blocks that are in the document, as far as the outline decides."""
        if self.summary.included:
            yield self.summary
        for chapter in self.chapters:
            for section in chapter.sections:
                if chapter.included and section.included:
                    yield from (block for block in section.blocks if block.included)

    def document(self) -> dict[str, Any]:
        """As JSON values, which `model_validate` reads back to an equal outline."""
        return self.model_dump(mode="json")
