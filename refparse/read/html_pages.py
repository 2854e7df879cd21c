"""The pages of an HTML document or an e-book as one: what links name, their order, and what is furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from refparse.errors import ReadError
from refparse.formats.archive import resolve_member_name
from refparse.formats.css import StyleSheet
from refparse.formats.html_text import BLOCKS, HEADINGS, UNREAD
from refparse.formats.xml import Element, local_name

# Names of classes, ids and roles that say "note" in the habits of word processors, static sites and publishers.
NOTE_WORDS: Final = re.compile(
    r"(?:foot|end|rear|side|margin)[-_]?note|(?:note|fn)[-_]?(?:ref|link|marker|call|anchor|num)|(?:^|[\s_-])(?:_?ftn|_?edn|sdfootnote|sdendnote|fn|ftnt|cite_note|note)"
    r"[s_:.-]{0,3}\d{0,5}(?:sym|anc)?(?=$|[\s_:.-])",
    re.IGNORECASE,
)
# A book of 1,000 pages has some 100,000 elements; more than this takes too long and too much memory.
MAX_ELEMENTS: Final = 400_000
_REFERENCE_ROLES: Final = frozenset(("doc-noteref", "noteref"))
_NOTE_ROLES: Final = frozenset(("doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote"))
_ROLE_ATTRIBUTES: Final = ("role", "epub:type", "epub-type")
_NO_ROLES: Final[frozenset[str]] = frozenset()
_LIST_ROLES: Final = frozenset(("doc-endnotes", "endnotes", "footnotes", "rearnotes"))
_BACK_ROLES: Final = frozenset(("doc-backlink", "backlink", "referrer"))

_TEXT_TAGS: Final = frozenset("body html main article".split())
_FURNITURE_TAGS: Final = frozenset("nav footer aside header form".split())
_FURNITURE_ROLES: Final = frozenset("navigation banner contentinfo search complementary doc-toc toc".split())
# Example: class="sidebar related-posts": whole words of class names that stand for what surrounds a text.
_FURNITURE_CLASSES: Final = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|sidebar|breadcrumbs?|share|sharing|social|comments?|related|cookies?"
    r"|newsletter|subscribe|advert|advertisement|ads?|promo|banner|toc|pagination|pager|mw-editsection|noprint"
    r"|pagenum|pageno|page-number|screen-reader-text|visually-hidden|sr-only|navbox|catlinks|ltx_note_mark)(?=$|[\s_-])",
    re.IGNORECASE,
)
_UNSEEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its name within the book ("" for a lone page), its tree, and the rules of its style sheets."""

    root: Element
    name: str = ""
    title: str = ""
    styles: StyleSheet = field(default_factory=dict)


class Pages:
    """All pages with an index of what links can name, and of the order of elements through the whole."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = tuple(pages)
        self.position: dict[Element, int] = {}
        self.page_of_root: dict[Element, Page] = {page.root: page for page in self.pages}
        self._targets: dict[tuple[str, str], Element] = {}
        for page in self.pages:
            for node in page.root.iter():
                self.position[node] = len(self.position)
                if len(self.position) > MAX_ELEMENTS:
                    raise ReadError(f"holds more than {MAX_ELEMENTS:,} elements", place=page.name)
                self._index(node, page)

    def _index(self, node: Element, page: Page) -> None:
        for name in (node.get("id"), node.get("name") if node.tag == "a" else None):
            if name:
                self._targets.setdefault((page.name, name), node)

    def links(self) -> Iterator[tuple[Page, Element]]:
        """Give every link of every page, in order."""
        for page in self.pages:
            for node in page.root.iter("a"):
                if node.get("href"):
                    yield page, node

    def target(self, page: Page, link: Element) -> Element | None:
        """Give the element that a link of `page` names, or None where it leads out of the document."""
        address, mark, fragment = (link.get("href") or "").strip().partition("#")
        if not mark or not fragment:
            return None
        name = page.name
        if address and len(self.pages) > 1:
            name = resolve_member_name(page.name, unquote(address))
        found = self._targets.get((name, fragment))
        return found if found is not None else self._targets.get((name, unquote(fragment)))


def roles_of(node: Element) -> frozenset[str]:
    """Give what DPUB-ARIA and EPUB say an element is: the words of `role` and ``epub:type``."""
    words = [value for name in _ROLE_ATTRIBUTES if (value := node.get(name))]
    return frozenset(" ".join(words).lower().split()) if words else _NO_ROLES


def names_of(node: Element) -> str:
    """Give the class and id of an element, for looking for words in them."""
    return f"{node.get('class') or ''} {node.get('id') or ''} {node.get('name') or ''}"


def is_stated_reference(link: Element) -> bool:
    """Say whether a link calls itself the marker of a note."""
    return bool(roles_of(link) & _REFERENCE_ROLES) or link.get("data-type") == "noteref"


def is_stated_note(node: Element) -> bool:
    """Say whether an element calls itself a note, or the list that holds notes."""
    return bool(roles_of(node) & (_NOTE_ROLES | _LIST_ROLES))


def is_stated_back_link(link: Element) -> bool:
    """Say whether a link calls itself the way back from a note."""
    return bool(roles_of(link) & _BACK_ROLES) or link.get("rev") == "footnote"


def sounds_like_note(node: Element) -> bool:
    """Say whether the class or id of an element has a word for notes in it ("footnotes", "fn12", "_ftn3")."""
    return bool(NOTE_WORDS.search(names_of(node)))


def ancestors(node: Element, limit: int = 60) -> Iterator[Element]:
    """Give the elements around `node`, nearest first, at most `limit` of them."""
    parent = node.getparent()
    while parent is not None and limit:
        yield parent
        parent, limit = parent.getparent(), limit - 1


def is_block(node: Element) -> bool:
    """Say whether an element makes a paragraph of its own."""
    return local_name(node) in BLOCKS


def is_in_heading(node: Element) -> bool:
    """Say whether an element is a heading or stands in one."""
    return any(local_name(each) in HEADINGS for each in (node, *ancestors(node, 4)))


def is_furniture(node: Element) -> bool:
    """Say whether an element surrounds the text instead of belonging to it: menus, site headers, comments."""
    name = local_name(node)
    if name in _TEXT_TAGS or not (name in _FURNITURE_TAGS or name in UNREAD or node.attrib):
        return False
    if name in UNREAD or node.get("hidden") is not None or _UNSEEN_STYLE.search(node.get("style") or ""):
        return True
    if sounds_like_note(node) or is_stated_note(node):
        return False
    if name in _FURNITURE_TAGS:
        return not (name == "header" and any(local_name(each) == "article" for each in ancestors(node, 8)))
    return bool(roles_of(node) & _FURNITURE_ROLES) or bool(_FURNITURE_CLASSES.search(node.get("class") or ""))
