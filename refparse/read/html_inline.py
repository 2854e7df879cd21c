"""Finds notes that stand inside the text of a page: side notes, spans named as footnotes, tips that open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from refparse.formats.html_text import HtmlView, html_paragraphs
from refparse.formats.rich import Rich, RichBuilder, join_rich
from refparse.formats.xml import Element, all_text, local_name
from refparse.read.html_links import MARKER
from refparse.read.html_notes import repeats_marker, split_number
from refparse.read.html_pages import Page, Pages, ancestors, is_furniture, roles_of

# Examples: class="footnote", "sidenote", "margin-note", "footnote-content", "ltx_note_content", "fn-text"
_NOTE_CLASS: Final = re.compile(
    r"(?:^|\s)(?:inline-?)?(?:foot|side|margin|end)[-_]?note(?:[-_]?(?:text|content|body|inner|tooltip|popup|popover))?(?=\s|$)"
    r"|(?:^|\s)(?:ltx_note_content|(?:fn|note)[-_](?:text|content|body))(?=\s|$)",
    re.IGNORECASE,
)
_NOTE_ROLES: Final = frozenset(("doc-footnote", "footnote", "doc-endnote", "endnote", "rearnote"))
_TAGS: Final = frozenset("span small aside div details p section q em i".split())
# Attributes in which sites keep the text of a note that opens on a touch.
_TIPS: Final = ("data-footnote", "data-footnote-content", "data-note", "data-content", "data-tooltip", "title")
_TIP_CLASS: Final = re.compile(r"(?:foot|side|end)[-_]?note|(?:^|\s)(?:fn|note|noteref|tooltip)(?=\s|$)", re.IGNORECASE)
FEWEST_CHARACTERS: Final = 4
SHORTEST_TIP: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineNote:
    """A note inside the text: its element, its text, and its number where it shows one."""

    page: Page
    element: Element
    rich: Rich
    number: str = ""


def find_inline_notes(pages: Pages) -> list[InlineNote]:
    """Give the notes that stand where their markers would, in order."""
    found: list[InlineNote] = []
    for page in pages.pages:
        elements = [node for node in page.root.iter() if _is_note(node)]
        outer = {each for node in elements for each in ancestors(node)}
        found += [_inline(page, node) for node in elements if node not in outer and not _is_hidden(node)]
        found += [
            _tip(page, node, text) for node in page.root.iter("a", "sup", "span", "abbr") if (text := _tip_of(node))
        ]
    found = [note for note in found if len(note.rich.text) >= FEWEST_CHARACTERS]
    return sorted(found, key=lambda note: pages.position[note.element])


def _is_note(node: Element) -> bool:
    name = local_name(node)
    if name not in _TAGS:
        return False
    if name == "details":
        summary = next((child for child in node if local_name(child) == "summary"), None)
        return summary is not None and bool(MARKER.match(all_text(summary).strip("[]() ")))
    if not (_NOTE_CLASS.search(node.get("class") or "") or roles_of(node) & _NOTE_ROLES):
        return False
    return not MARKER.match(all_text(node).strip("[]()., ")) and next(node.iter("li"), None) is None


def _is_hidden(node: Element) -> bool:
    return any(is_furniture(each) for each in ancestors(node))


def _inline(page: Page, node: Element) -> InlineNote:
    summary = next((child for child in node if local_name(child) == "summary"), None)
    silent = frozenset() if summary is None else frozenset((summary,))
    view = HtmlView(styles=page.styles, hidden=repeats_marker, silent=silent)
    rich = join_rich(paragraph.rich for paragraph in html_paragraphs(node, view))
    shown = "" if summary is None else all_text(summary).strip("[]() ")
    number, text = split_number(rich, "", bare=True)
    # A number may come twice where a page repeats the marker inside the note.
    number, text = (number, split_number(text, number, bare=True)[1]) if number else (shown, text)
    return InlineNote(page=page, element=node, rich=text, number=number)


def _tip_of(node: Element) -> str:
    """Give the note that an element keeps in an attribute, "" where it keeps none."""
    if not _TIP_CLASS.search(node.get("class") or "") or "#" in (node.get("href") or ""):
        return ""
    texts = (" ".join((node.get(name) or "").split()) for name in _TIPS)
    return next((text for text in texts if len(text) >= SHORTEST_TIP and " " in text), "")


def _tip(page: Page, node: Element, text: str) -> InlineNote:
    builder = RichBuilder()
    builder.append(text)
    shown = all_text(node).strip("[]()., ")
    return InlineNote(page=page, element=node, rich=builder.build(), number=shown if MARKER.match(shown) else "")
