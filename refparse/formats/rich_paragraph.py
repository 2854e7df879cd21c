"""A paragraph as the walkers of OpenDocument and TEI give it."""

from __future__ import annotations

from dataclasses import dataclass

from refparse.formats.rich import Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class RichParagraph:
    """A paragraph with what its format says of it: `number` is what a list shows before it, `style` its style's name.

    Its anchors name notes by their place in the `notes` of the walker, in TEI also targets by "#id".
    """

    rich: Rich
    style: str = ""
    heading: int = 0
    number: str = ""
    in_bibliography: bool = False
