"""The paragraph: what every reader has in hand before it knows what is body, note or bibliography."""

from __future__ import annotations

from dataclasses import dataclass

from refparse.model.source import Link, Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """The place of a note's marker in the text of a paragraph: ``Marker(offset=210, number="12")``.

    The marker itself is not in the text; `offset` is where it stood.
    """

    offset: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph, list item or heading as a reader sees it, with formatting and links by offset.

    `heading` is the level of a heading (1 to 6), 0 for text. `number` is the number of a list item or a typed note
    where the format shows it apart from the text ("12"). `place` says where it stands ("page 40", "line 40").
    """

    text: str
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()
    markers: tuple[Marker, ...] = ()
    heading: int = 0
    number: str = ""
    place: str = ""
