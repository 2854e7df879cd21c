"""Makes notes of what the links of HTML pages led to: text without the way back, number, chapter, sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from refparse.formats.html_text import LINE_BREAK, HtmlView, html_paragraphs, list_numbers
from refparse.formats.rich import Rich, join_rich
from refparse.formats.xml import Element, all_text, local_name
from refparse.model.source import MarkKind, Note, NoteKind
from refparse.read.blocks import marker_sentence
from refparse.read.html_links import LinkedNote, going_on, is_back_link, marker_text
from refparse.read.html_pages import Page, Pages, ancestors, is_block, names_of, roles_of

# What is left at a note's beginning when the link that held its number is gone: "[]", ".", ")", Wikipedia's "^".
_LEFT_AT_START: Final = re.compile(r"^(?:\[\s*\]|\(\s*\)|[.):\]^↑*]+(?=\s))\s*")
# What is left at its end when the way back is gone: "[]", "()".
_LEFT_AT_END: Final = re.compile(r"\s*(?:\[\s*\]|\(\s*\)|\|)$")
# Examples: "12. ", "[12] ", "(12) "; and "12 " where nothing else shows the number.
_NUMBER_AT_START: Final = re.compile(r"^(?:\[\s*([^\]\s]{1,8})\s*\]|\(([^)\s]{1,8})\)|([^\s.):]{1,8})[.):])\s*(?=\S)")
_BARE_AT_START: Final = re.compile(r"^(\d{1,4}|[*†‡§¶‖]{1,4})\s+(?=\S)")
_FOOT: Final = re.compile(r"footnote|ftn|sidenote|marginnote", re.IGNORECASE)
_END: Final = re.compile(r"endnote|rearnote|edn\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPlace:
    """Where a note's marker stands: the text of its paragraph, the offset, the chapter, how many there are."""

    text: str = ""
    offset: int = 0
    division: str = ""
    markers: int = 1


@dataclass(slots=True, kw_only=True)
class NoteText:
    """A note with its text; `shown` is the number that stands with the text itself, "" where none does."""

    note: LinkedNote
    rich: Rich
    shown: str = ""
    place_in_list: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    pages: Pages
    elements: set[Element] = field(default_factory=set)


def note_texts(pages: Pages, notes: Sequence[LinkedNote]) -> list[NoteText]:
    """Give the notes with their texts, and the items of the same lists that no marker leads to, in document order."""
    listed = _with_unmarked(pages, notes)
    context = _Context(pages=pages, elements={note.element for note in listed if not note.flat})
    numbers = _list_numbers(note.element for note in listed)
    whole = [_whole_text(context, note, numbers.get(note.element, "")) for note in listed if not note.flat]
    flat = _flat_texts(context, [note for note in listed if note.flat])
    return sorted([*whole, *flat], key=lambda each: pages.position[each.note.target])


def _with_unmarked(pages: Pages, notes: Sequence[LinkedNote]) -> list[LinkedNote]:
    """Add the list items that stand among notes without a marker of their own, if most of the list are notes."""
    known = {note.element for note in notes}
    lists = dict.fromkeys(note.element.getparent() for note in notes if local_name(note.element) == "li")
    page_of = {note.element.getparent(): note.page for note in notes}
    found = list(notes)
    for parent in lists:
        items = [] if parent is None else [child for child in parent if local_name(child) == "li"]
        marked = sum(item in known for item in items)
        if parent is not None and marked * 2 >= len(items):
            missing = [item for item in items if item not in known and all_text(item)]
            found += [LinkedNote(page=page_of[parent], element=item, target=item) for item in missing]
    return found


def _whole_text(context: _Context, note: LinkedNote, place: str) -> NoteText:
    after = going_on(note, context.elements)
    # A term of a definition list names the note, or quotes the text; the definition is the note.
    elements = after if after and local_name(note.element) == "dt" else [note.element, *after]
    backs, shown = _back_links(context.pages, note, note.element.iter("a"))
    view = HtmlView(styles=note.page.styles, hidden=repeats_marker, silent=frozenset(backs))
    rich = join_rich(p.rich for element in elements for p in html_paragraphs(element, view))
    return NoteText(note=note, rich=_trim(rich, bool(backs)), shown=shown, place_in_list=place)


def _back_links(pages: Pages, note: LinkedNote, links: Iterable[Element]) -> tuple[list[Element], str]:
    """Give the ways back inside a note, and the number that one of them shows."""
    backs = [link for link in links if is_back_link(pages, note, link)]
    return backs, next((text for link in backs[:1] if (text := marker_text(link))), "")


def repeats_marker(element: Element) -> bool:
    """Say whether an element repeats the marker inside the note (LaTeXML)."""
    classes = (element.get("class") or "").split()
    return "ltx_note_mark" in classes or "ltx_tag_note" in classes


def _trim(rich: Rich, had_links: bool) -> Rich:
    if had_links and (left := _LEFT_AT_START.match(rich.text)):
        rich = rich.cut(left.end())
    if had_links and (left := _LEFT_AT_END.search(rich.text)):
        rich = rich.cut(0, left.start())
    return rich


def _list_numbers(elements: Iterable[Element]) -> dict[Element, str]:
    """Give the numbers that ordered lists show before the items among `elements`."""
    items = [element for element in elements if local_name(element) == "li"]
    lists = dict.fromkeys(item.getparent() for item in items)
    ordered = [each for each in lists if each is not None and local_name(each) == "ol"]
    return {item: number for each in ordered for item, number in list_numbers(each).items()}


def _flat_texts(context: _Context, notes: Sequence[LinkedNote]) -> list[NoteText]:
    """Give the texts of notes that share one element: each runs from its target to the next one's."""
    by_container: dict[Element, list[LinkedNote]] = {}
    for note in notes:
        by_container.setdefault(container_of(note), []).append(note)
    return [each for container, group in by_container.items() for each in _cut(context, container, group)]


def container_of(note: LinkedNote) -> Element:
    """Give the paragraph or larger element that a flat note shares with others."""
    return next((each for each in (note.element, *ancestors(note.element)) if is_block(each)), note.element)


def _cut(context: _Context, container: Element, group: Sequence[LinkedNote]) -> list[NoteText]:
    backs: list[Element] = []
    shown: list[str] = []
    for note, links in zip(group, _links_by_note(context.pages, container, group), strict=True):
        found, number = _back_links(context.pages, note, links)
        backs += found
        shown.append(number)
    keys = {note.target: f"note {place}" for place, note in enumerate(group)}
    view = HtmlView(styles=group[0].page.styles, points=keys, silent=frozenset(backs))
    rich = join_rich(paragraph.rich for paragraph in html_paragraphs(container, view))
    starts = {anchor.key: anchor.offset for anchor in rich.anchors}
    cuts = [starts.get(f"note {place}", 0) for place in range(len(group))]
    # The last note ends with its line; what follows it is no longer a note.
    breaks = (anchor.offset for anchor in rich.anchors if anchor.key == LINE_BREAK)
    cuts.append(next((at for at in breaks if at > cuts[-1] + 1), len(rich.text)))
    pieces = rich.split(sorted(cuts))[1:]
    return [
        NoteText(note=note, rich=_trim(piece, True), shown=number)
        for note, piece, number in zip(group, pieces, shown, strict=False)
    ]


def _links_by_note(pages: Pages, container: Element, group: Sequence[LinkedNote]) -> list[list[Element]]:
    """Give the links of an element by the flat note that each stands in."""
    starts = [pages.position[note.target] for note in group]
    found: list[list[Element]] = [[] for _ in group]
    for link in container.iter("a"):
        place = bisect_right(starts, pages.position[link]) - 1
        if place >= 0:
            found[place].append(link)
    return found


def made_notes(texts: Sequence[NoteText], places: Mapping[Element, MarkedPlace]) -> list[Note]:
    """Give the notes with number, chapter and sentence; `places` tells where each marker stands."""
    notes: list[Note] = []
    division = ""
    twice = _number_shown_twice(texts)
    for running, each in enumerate(texts, 1):
        reference = each.note.references[0] if each.note.references else None
        place = places.get(reference.link, MarkedPlace()) if reference else None
        division = place.division if place else division
        number, rich = _numbered(each, running, bare=twice or not each.place_in_list)
        if rich.text or reference:
            notes.append(_note(each.note, number, rich, division, place or MarkedPlace()))
    return notes


def _number_shown_twice(texts: Sequence[NoteText]) -> bool:
    """Say whether items of ordered lists begin with their own number once more, as most of them then do.

    A single item that does may well begin with a title ("1 Samuel").
    """
    listed = [each for each in texts if each.place_in_list]
    starts = sum(bool(split_number(each.rich, _known(each), bare=True)[0]) for each in listed if _known(each))
    return starts >= 2 and starts * 3 > len(listed) * 2


def _known(each: NoteText) -> str:
    return next((reference.number for reference in each.note.references if reference.number), "") or each.shown


def _numbered(each: NoteText, running: int, *, bare: bool) -> tuple[str, Rich]:
    """Give the number that the reader sees, and the text without it."""
    known = _known(each)
    number, rich = split_number(each.rich, known, bare=bare)
    return known or number or each.place_in_list or str(running), rich


def split_number(rich: Rich, known: str, *, bare: bool) -> tuple[str, Rich]:
    """Take the number off the beginning of a note's text, if it is the `known` one or none is known.

    `bare` allows a number with nothing but a space after it.
    """
    raised = next((m for m in rich.marks if m.kind is MarkKind.SUPERSCRIPT and m.start == 0), None)
    if raised and _same(rich.text[: raised.end], known):
        rest = rich.cut(raised.end)
        return rich.text[: raised.end].strip("[]()., "), rest.cut(1) if re.match(r"[.):]\s", rest.text) else rest
    for pattern in (_NUMBER_AT_START, _BARE_AT_START) if bare else (_NUMBER_AT_START,):
        match = pattern.match(rich.text)
        found = next((group for group in match.groups() if group), "") if match else ""
        if match and found and _same(found, known):
            return found, rich.cut(match.end())
    return "", rich


def _same(found: str, known: str) -> bool:
    plain = found.strip("[]()., ").casefold()
    if known:
        return plain == known.casefold()
    return plain.isdecimal() or bool(re.fullmatch(r"[*†‡§¶‖]{1,4}", plain))


def _note(source: LinkedNote, number: str, rich: Rich, division: str, place: MarkedPlace) -> Note:
    return Note(
        id="",
        number=number,
        text=rich.text,
        kind=kind_of(source.element),
        division=division,
        marks=rich.marks,
        links=rich.links,
        marker_sentence=marker_sentence(place.text, place.offset, place.markers),
        italics_known=True,
        place=source.page.name,
    )


def kind_of(element: Element) -> NoteKind:
    """Give the kind of a note by what the page calls it; endnote where it says nothing."""
    for each in (element, *ancestors(element, 4)):
        words = f"{names_of(each)} {' '.join(roles_of(each))}"
        if _END.search(words):
            return NoteKind.END
        if _FOOT.search(words):
            return NoteKind.FOOT
    return NoteKind.END


def page_title(page: Page) -> str:
    """Give the title of a page: its only main heading, else its ``title``."""
    mains = [text for node in page.root.iter("h1") if (text := all_text(node))]
    titles = [text for node in page.root.iter("title") if (text := all_text(node))]
    return mains[0] if len(mains) == 1 else titles[0] if titles else ""
