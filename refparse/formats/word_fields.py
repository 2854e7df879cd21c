"""The fields that are open while a Word story is read: which code is being collected, which results are shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from refparse.formats.fields import CitationCodes, is_bibliography_code
from refparse.formats.ooxml import W
from refparse.formats.word_paragraphs import Frame
from refparse.formats.xml import Element

# Example: ` HYPERLINK "https://example.org/a" \o "tip" `
_HYPERLINK: Final = re.compile(r'^\s*HYPERLINK\s+(?:\\[a-z]\s+)?"([^"]+)"', re.IGNORECASE)


# Fields nest two or three deep; a story with more open at once is broken, and none of them is trusted.
MOST_OPEN: Final = 100


@dataclass(slots=True)
class _Field:
    """One field: its code first, then the frame and the offset where its result began."""

    code: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    in_result: bool = False
    frame: Frame | None = None
    start: int = 0
    is_bibliography: bool = False


class OpenFields:
    """The open fields, innermost last; results that end become links or live citations of their frame."""

    def __init__(self, codes: CitationCodes) -> None:
        self._codes = codes
        self._open: list[_Field] = []

    @property
    def hide_text(self) -> bool:
        """Say whether what comes now belongs to a code, not to a result."""
        return any(not each.in_result for each in self._open)

    @property
    def in_bibliography(self) -> bool:
        """Say whether what comes now is the result of a bibliography field."""
        return any(each.is_bibliography for each in self._open)

    def begin(self, node: Element, code: str = "") -> None:
        """Open a field at its ``w:fldChar`` or ``w:fldSimple``."""
        if len(self._open) >= MOST_OPEN:
            self._open.clear()
        data = node.find(f"{W}fldData")
        stored = [] if data is None or not data.text else [data.text]
        self._open.append(_Field(code=[code] if code else [], data=stored))

    def add_code(self, text: str) -> None:
        """Add to the code of the innermost field, if it is still in its code."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].code.append(text)

    def separate(self, frame: Frame) -> None:
        """Begin the result of the innermost field."""
        if self._open:
            innermost = self._open[-1]
            innermost.is_bibliography = is_bibliography_code("".join(innermost.code))
            innermost.in_result = True
            innermost.frame, innermost.start = frame, frame.builder.length

    def end(self, frame: Frame) -> None:
        """Close the innermost field; data of a field within a code belongs to the field around it (EndNote)."""
        if not self._open:
            return
        closed = self._open.pop()
        if self._open and not self._open[-1].in_result:
            self._open[-1].data += closed.data
        if closed.frame is frame:
            self._close(closed, frame)

    def end_paragraph(self, frame: Frame, *, forget: bool) -> None:
        """Close the results that a paragraph holds the beginning of; `forget` drops all fields, for broken stories."""
        for each in self._open:
            if each.frame is frame:
                self._close(each, frame)
                each.frame = None
        if forget:
            self._open.clear()

    def _close(self, closed: _Field, frame: Frame) -> None:
        builder = frame.builder
        if builder.length <= closed.start:
            return
        code = "".join(closed.code)
        if address := _HYPERLINK.match(code):
            builder.link(closed.start, address.group(1))
        found = self._codes.read_code(code, closed.data)
        if found is not None:
            builder.embed(closed.start, found.items, found.program)
