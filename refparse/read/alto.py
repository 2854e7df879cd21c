"""Reads the notes of ALTO (versions 2 to 4), the page format of libraries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from refparse.formats.xml import Element, local_name
from refparse.model.source import MarkKind
from refparse.read.layout import PLAIN, Line, Role, Style
from refparse.read.ocr_words import ROLES, Word, line_of_words, page_nodes

# The words of a FONTSTYLE or STYLE attribute (ALTO 4.2, FontStylesType).
_STYLES = {
    "italics": MarkKind.ITALIC, "bold": MarkKind.BOLD, "smallcaps": MarkKind.SMALL_CAPS,
    "underline": MarkKind.UNDERLINE, "superscript": MarkKind.SUPERSCRIPT, "subscript": MarkKind.SUBSCRIPT,
}  # fmt: skip

_MARGINS = {"TopMargin": Role.FURNITURE, "BottomMargin": Role.FURNITURE}

Fonts = Mapping[str, tuple[Style, float]]


def alto_pages(path: Path) -> list[tuple[float, float, list[Line]]]:
    """Give width, height and lines of each page of an ALTO file; raises ReadError for a broken file or none."""
    root, pages = page_nodes(path)
    fonts, roles = _fonts(root), _roles(root)
    return [_page(node, fonts, roles) for node in pages]


def _fonts(root: Element) -> dict[str, tuple[Style, float]]:
    """Give style and size of each TextStyle by its id."""
    return {
        node.get("ID", ""): (_style(node.get("FONTSTYLE", "")), _number(node, "FONTSIZE"))
        for node in root.iter()
        if local_name(node) == "TextStyle"
    }


def _roles(root: Element) -> dict[str, Role]:
    """Give what the file's own tags call a region, by the tag's id."""
    tags = (node for node in root.iter() if local_name(node) in ("LayoutTag", "StructureTag", "OtherTag", "RoleTag"))
    named = ((node.get("ID", ""), ROLES.get((node.get("LABEL") or node.get("TYPE") or "").casefold())) for node in tags)
    return {name: role for name, role in named if role is not None}


def _style(words: str) -> Style:
    return frozenset(_STYLES[word] for word in words.casefold().split() if word in _STYLES) or PLAIN


def _page(node: Element, fonts: Fonts, roles: Mapping[str, Role]) -> tuple[float, float, list[Line]]:
    lines = []
    for block, region in enumerate(_blocks(node), 1):
        inherited = _font(region, fonts, (PLAIN, 0.0))
        role = _role(region, roles)
        for line in region:
            if local_name(line) != "TextLine":
                continue
            own = _font(line, fonts, inherited)
            made = line_of_words(
                list(_words(line, fonts, own)), size=own[1], block=block, role=_role(line, roles) or role
            )
            if made is not None:
                lines.append(made)
    height = _number(node, "HEIGHT") or max((line.bottom for line in lines), default=0.0)
    return _number(node, "WIDTH"), height, lines


def _blocks(page: Element) -> Iterator[Element]:
    for node in page.iter():
        if local_name(node) == "TextBlock":
            yield node


def _role(node: Element, roles: Mapping[str, Role]) -> Role:
    for tag in (node.get("TAGREFS") or "").split():
        if tag in roles:
            return roles[tag]
    if kind := ROLES.get((node.get("TYPE") or "").casefold()):
        return kind
    margins = (_MARGINS.get(local_name(parent)) for parent in node.iterancestors())
    return next((role for role in margins if role), Role.UNKNOWN)


def _font(node: Element, fonts: Fonts, inherited: tuple[Style, float]) -> tuple[Style, float]:
    """Give the style and size that a node's STYLEREFS and STYLE name, else those inherited."""
    style, size = inherited
    for reference in (node.get("STYLEREFS") or "").split():
        if reference in fonts:
            style, size = fonts[reference][0], fonts[reference][1] or size
    return style | _style(node.get("STYLE", "")), size


def _words(line: Element, fonts: Fonts, inherited: tuple[Style, float]) -> Iterator[Word]:
    """Give the words of a line; a hyphen of its own (HYP) is set behind the word it breaks."""
    words: list[Word] = []
    for node in line:
        kind = local_name(node)
        if kind == "String":
            style, size = _font(node, fonts, inherited)
            left, top = _number(node, "HPOS"), _number(node, "VPOS")
            right, bottom = left + _number(node, "WIDTH"), top + _number(node, "HEIGHT")
            words.append(Word(node.get("CONTENT") or "", left, top, right, bottom, style, size))
        elif kind == "HYP" and words:
            last = words.pop()
            text = last.text if last.text.endswith(("-", "\u00ad")) else last.text + "\u00ad"
            words.append(Word(text, last.left, last.top, last.right, last.bottom, last.style, last.size))
    yield from words


def _number(node: Element, name: str) -> float:
    try:
        value = float(node.get(name) or 0)
    except ValueError:
        return 0.0
    return value if abs(value) < 1e7 else 0.0
