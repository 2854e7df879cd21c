"""Runs written as WordprocessingML: ``<w:r><w:rPr><w:i/></w:rPr><w:t>Citizens</w:t></w:r>``."""

from __future__ import annotations

import re
from html import escape

from refparse.formats.markup import Rich, Run, with_breaks
from refparse.model import MarkKind

# in the order that the schema wants inside rPr
_PROPERTIES = {
    MarkKind.BOLD: "<w:b/>",
    MarkKind.ITALIC: "<w:i/>",
    MarkKind.SMALL_CAPS: "<w:smallCaps/>",
    MarkKind.UNDERLINE: '<w:u w:val="single"/>',
    MarkKind.SUPERSCRIPT: '<w:vertAlign w:val="superscript"/>',
    MarkKind.SUBSCRIPT: '<w:vertAlign w:val="subscript"/>',
}
# characters that XML 1.0 cannot hold
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def to_word_runs(rich: Rich) -> str:
    """Write runs as ``w:r`` elements."""
    return "".join(_write_run(run) for run in with_breaks(rich, "\t"))


def to_word_paragraph(rich: Rich, *, style: str = "", hanging: int = 0) -> str:
    """Write one paragraph in a named style, with a hanging indent in twentieths of a point."""
    properties = f'<w:pStyle w:val="{escape(style)}"/>' if style else ""
    indent = f'<w:ind w:left="{hanging}" w:hanging="{hanging}"/>' if hanging else ""
    return f"<w:p><w:pPr>{properties}{indent}</w:pPr>{to_word_runs(rich)}</w:p>"


def _write_run(run: Run) -> str:
    properties = "".join(xml for kind, xml in _PROPERTIES.items() if kind in run.marks)
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{look}{_write_text(run.text)}</w:r>"


def _write_text(text: str) -> str:
    pieces = re.split("([\t\n])", _FORBIDDEN.sub("", text))
    special = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    return "".join(
        special.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces if piece
    )
