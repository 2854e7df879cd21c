"""The paragraphs of a Word story: as they are handed on, and under construction."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from refparse.formats.rich import Rich, RichBuilder


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteReference:
    """The marker of a Word note in the body: which note, where, and the mark where it is the author's own ("*").

    `section` and `page` count from 0 in the order of the body.
    """

    kind: str
    id: str
    offset: int
    section: int
    page: int
    custom: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordParagraph:
    """A paragraph of Word text; `list_id` and `list_level` name the numbering it belongs to."""

    rich: Rich
    style: str = ""
    references: tuple[NoteReference, ...] = ()
    outline: int | None = None
    list_id: str = ""
    list_level: int = 0
    section: int = 0
    in_bibliography: bool = False


@dataclass(slots=True)
class Frame:
    """A paragraph under construction."""

    style: str = ""
    builder: RichBuilder = field(default_factory=RichBuilder)
    references: list[NoteReference] = field(default_factory=list)
    outline: int | None = None
    list_id: str = ""
    list_level: int = 0
    in_bibliography: bool = False

    def finished(self, section: int) -> WordParagraph | None:
        """Give the paragraph as it is handed on, or None where nothing was ever put in it."""
        rich = self.builder.build()
        if not rich.text and not self.references:
            return None
        offsets = {anchor.key: anchor.offset for anchor in rich.anchors}
        return WordParagraph(
            rich=rich,
            style=self.style,
            references=tuple(replace(each, offset=offsets[str(n)]) for n, each in enumerate(self.references)),
            outline=self.outline,
            list_id=self.list_id,
            list_level=self.list_level,
            section=section,
            in_bibliography=self.in_bibliography,
        )

    def refer(self, reference: NoteReference) -> None:
        """Put in the marker of a note."""
        self.builder.anchor(str(len(self.references)))
        self.references.append(reference)

    def extend_mark(self, text: str) -> None:
        """Add text to the author's own mark of the last note."""
        self.references[-1] = replace(self.references[-1], mark=self.references[-1].mark + text)
