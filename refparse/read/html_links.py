"""Finds the notes of HTML pages by their links: a marker in the text that leads to a note, which may lead back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from refparse.formats.xml import Element, local_name, short_text
from refparse.read.html_pages import (
    Page,
    Pages,
    ancestors,
    is_block,
    is_in_heading,
    is_stated_back_link,
    is_stated_note,
    is_stated_reference,
    names_of,
    sounds_like_note,
)

# Examples: "12", "[12]", "12a", "xii", "a", "*", "note 3", "nb 2"
MARKER: Final = re.compile(
    r"^(?:(?:note|notes|n|nb|fn|footnote|endnote|lower-alpha)\.?\s?)?\d{1,4}[a-z]?$|^[ivxlc]{1,8}$|^[a-z]{1,2}$"
    r"|^[*†‡§¶‖#]{1,4}$",
    re.IGNORECASE,
)
# Words before the number that only a screen reader speaks: "Footnote 12".
_SPOKEN: Final = re.compile(r"^\s*(?:jump to |see )?(?:footnote|endnote|reference|fn|note number)\b\.?", re.IGNORECASE)
_AROUND_MARKER: Final = " \t\n\r\u00a0[](){}.,:;↑^"
_BACK_SYMBOLS: Final = re.compile(r"^[\s↩⏎↵⤴↑⇑⬆⮐^«<↲\ufe0e\ufe0f]+$")
# Example: "Back", "Return to text", "[zurück]"
_BACK_WORDS: Final = re.compile(
    r"^[\[(]?(?:(?:go |jump )?(?:back|return|up)|zurück|retour|volver|torna)(?: (?:to|au|al|zum) (?:the )?"
    r"(?:text|top|article|reference|note|note reference|content|texte|texto|testo))?[\])]?\.?$",
    re.IGNORECASE,
)
# Example: class="endnotes", id="notes"
_NOTES_CLASS: Final = re.compile(r"(?:^|[\s_-])(?:(?:foot|end|rear)[-_]?)?notes(?=$|[\s_-])", re.IGNORECASE)
_BACK_CLASS: Final = re.compile(r"back[-_]?(?:link|ref|to)|footnote-?back|reversefootnote|return", re.IGNORECASE)
LONGEST_BACK_LINK: Final = 40
# How many elements apart a marker and what its back-link names may stand: `<sup id="r1"><a href="#n1">`.
NEAR: Final = 4
# How many links of a paragraph are looked at for one that leads back.
MOST_BACK_LINKS: Final = 40
MOST_REFERENCES: Final = 20_000
# A note is no larger than this by far; what is larger is the page around it.
HIGHEST_CLIMB: Final = 6
_CLIMBED: Final = frozenset("p div span blockquote td dd a sup small section b strong cite em i font".split())
_NOTE_TAGS: Final = frozenset("li aside dd tr".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A marker in the text: the link, the element it leads to, and the number it shows."""

    page: Page
    link: Element
    target: Element
    number: str


@dataclass(slots=True, kw_only=True)
class LinkedNote:
    """A note that markers lead to; `flat` where it shares its element with other notes and begins at `target`."""

    page: Page
    element: Element
    target: Element
    references: list[Reference] = field(default_factory=list)
    flat: bool = False


def marker_text(link: Element) -> str:
    """Give the number that a link shows, brackets and the like taken off: "[12]" is "12"; "" where it shows none."""
    text = short_text(link)
    plain = _SPOKEN.sub("", text).strip(_AROUND_MARKER)
    return plain if len(plain) <= 16 and MARKER.match(plain) else ""


def find_references(pages: Pages) -> list[Reference]:
    """Give the markers of notes: links to what stands further on, that look like markers or call themselves so.

    A table of contents also leads further on by numbers; what tells a marker is that it is raised, that the target is
    named as a note, or that the target leads back.
    """
    found: list[Reference] = []
    for page, link in pages.links():
        number = marker_text(link)
        stated = is_stated_reference(link)
        # A style sheet may put the number in, so that the link itself is empty.
        if not (number or stated or (sounds_like_note(link) and not short_text(link))):
            continue
        target = pages.target(page, link)
        if target is None or is_stated_back_link(link) or len(found) >= MOST_REFERENCES:
            continue
        forward = pages.position[target] > pages.position[link]
        if stated or (forward and not is_in_heading(target) and _shows_note(pages, page, link, target)):
            found.append(Reference(page=page, link=link, target=target, number=number))
    return found


def stated_lists(pages: Pages) -> list[LinkedNote]:
    """Give the items of lists that call themselves notes, though no marker leads to them."""
    found: list[LinkedNote] = []
    for page in pages.pages:
        for items in page.root.iter("ol", "ul"):
            around = (items, *ancestors(items, 2))
            if any(is_stated_note(each) or _NOTES_CLASS.search(names_of(each)) for each in around):
                found += [
                    LinkedNote(page=page, element=item, target=item)
                    for item in items
                    if local_name(item) == "li" and short_text(item)
                ]
    return found


def dangling_markers(pages: Pages) -> list[str]:
    """Give the numbers of markers that lead to a place which the document does not hold."""
    found: list[str] = []
    for page, link in pages.links():
        is_marker = link.get("href", "").startswith("#") and (is_stated_reference(link) or is_raised(link))
        if is_marker and pages.target(page, link) is None and (number := marker_text(link)):
            found.append(number)
    return found


def _shows_note(pages: Pages, page: Page, link: Element, target: Element) -> bool:
    if is_raised(link) or sounds_like_note(link) or sounds_like_note(target):
        return True
    around = (target, *ancestors(target, 5))
    return any(is_stated_note(each) for each in around) or leads_back(pages, page, link, target)


def is_raised(link: Element) -> bool:
    """Say whether a link is set as a raised number."""
    if any(local_name(each) == "sup" for each in (*ancestors(link, 3), *link.iter("sup"))):
        return True
    return "super" in (link.get("style") or "")


def leads_back(pages: Pages, page: Page, link: Element, target: Element) -> bool:
    """Say whether the paragraph of `target` holds a link to the place of `link`."""
    block = next((each for each in (target, *ancestors(target, 8)) if is_block(each)), target)
    root_page = pages.page_of_root.get(block.getroottree().getroot(), page)
    place = pages.position[link]
    for back in islice(block.iter("a"), MOST_BACK_LINKS):
        named = pages.target(root_page, back) if back.get("href") else None
        if named is not None and abs(pages.position[named] - place) <= NEAR and back is not link:
            return True
    return False


def notes_of(pages: Pages, references: Iterable[Reference]) -> list[LinkedNote]:
    """Give the notes that the markers lead to, each once, in the order of the document.

    A link inside a note that leads to another note ("see note 12 below") is no marker.
    """
    by_target: dict[Element, list[Reference]] = {}
    for reference in references:
        by_target.setdefault(reference.target, []).append(reference)
    weight = _weights([*by_target, *(group[0].link for group in by_target.values())])
    notes: dict[Element, LinkedNote] = {}
    for target, group in by_target.items():
        page = pages.page_of_root[target.getroottree().getroot()]
        element, flat = _note_element(target, weight)
        key = target if flat else element
        note = notes.setdefault(key, LinkedNote(page=page, element=element, target=target, flat=flat))
        note.references += group
    for note in notes.values():
        note.references = [each for each in note.references if not _stands_in(each.link, notes)]
    found = [note for note in notes.values() if note.references]
    return sorted(found, key=lambda note: pages.position[note.target])


def _stands_in(link: Element, notes: dict[Element, LinkedNote]) -> bool:
    return any(each in notes for each in ancestors(link))


def _weights(elements: Iterable[Element]) -> dict[Element, int]:
    """Count for each element how many targets and markers it holds, itself included."""
    weight: dict[Element, int] = {}
    for element in elements:
        for each in (element, *ancestors(element)):
            weight[each] = weight.get(each, 0) + 1
    return weight


def _note_element(target: Element, weight: dict[Element, int]) -> tuple[Element, bool]:
    """Give the largest element that is this note and no other, and whether the note shares its element."""
    current = target
    term = next((each for each in (target, *ancestors(target, 3)) if local_name(each) == "dt"), None)
    if term is not None:
        return term, False
    for _ in range(HIGHEST_CLIMB):
        parent = current.getparent()
        if local_name(current) in _NOTE_TAGS or parent is None or is_stated_note(current):
            break
        if weight.get(parent, 0) > weight.get(current, 0) or local_name(parent) not in _CLIMBED | _NOTE_TAGS:
            break
        if any(local_name(child).startswith("h") and local_name(child)[1:].isdigit() for child in parent):
            break
        current = parent
    return current, not is_block(current) and not is_stated_note(current)


def is_back_link(pages: Pages, note: LinkedNote, link: Element) -> bool:
    """Say whether a link inside a note is the way back to its marker, and so no text of the note."""
    text = short_text(link, LONGEST_BACK_LINK)
    if len(text) > LONGEST_BACK_LINK:
        return False
    if is_stated_back_link(link) or _BACK_CLASS.search(names_of(link)) or (text and _BACK_SYMBOLS.match(text)):
        return True
    if _BACK_WORDS.match(text) and "://" not in (link.get("href") or ""):
        return True
    named = pages.target(note.page, link)
    if named is None:
        # The marker may have lost its name; a number of its own that leads nowhere is still no text.
        href = link.get("href") or ""
        return href.startswith("#") and link is _first_link(note.element) and bool(marker_text(link))
    place = pages.position[named]
    return any(abs(place - pages.position[reference.link]) <= NEAR for reference in note.references)


def _first_link(element: Element) -> Element | None:
    return next(iter(element.iter("a")), None)


def going_on(note: LinkedNote, others: set[Element]) -> list[Element]:
    """Give the paragraphs after a note that belong to it: those up to the next note, none after the last one."""
    name = local_name(note.element)
    is_label = bool(MARKER.match(short_text(note.element).strip(_AROUND_MARKER)))
    wanted = _GO_ON_AFTER_LABEL if is_label and name != "dt" else _GO_ON.get(name)
    found: list[Element] = []
    current = note.element.getnext() if wanted else None
    while current is not None and current not in others and local_name(current) in (wanted or ()):
        found.append(current)
        current = current.getnext()
    return found if name == "dt" or is_label or (current is not None and current in others) else []


# What may follow an element that shows nothing but a number, and then is the note.
_GO_ON_AFTER_LABEL: Final = ("div", "p", "span", "blockquote", "ul", "ol", "section")
_GO_ON: Final = {"dt": ("dd",), "p": ("p", "blockquote", "ul", "ol")}
