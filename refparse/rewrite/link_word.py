"""Puts live citations into the notes of a Word document: the words stay, with their formatting, inside a field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lxml import etree

from refparse.formats.ooxml import W
from refparse.formats.xml import Element
from refparse.model import Diagnostic, Note, NoteKind
from refparse.rewrite.link_codes import Codes
from refparse.rewrite.link_plan import FieldPlan, LinkPlan, NoteLinks, left_as_typed
from refparse.rewrite.restyle_word_map import ComplexField, Seen, characters_of, seen_characters
from refparse.rewrite.restyle_word_runs import can_replace, isolate_characters

_KINDS: Final = {NoteKind.FOOT: "foot", NoteKind.END: "end"}
_REFERENCES: Final = {f"{W}footnoteReference": "foot", f"{W}endnoteReference": "end"}
_TAKEN_AWAY: Final = frozenset({f"{W}del", f"{W}moveFrom"})
# Notes come in the order of their markers; one that is not soon found is not found at all.
_LOOK_AHEAD: Final = 40
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is to stand in a field: its first and last element, links and fields inside it whole, and its runs."""

    first: Element
    last: Element
    runs: tuple[Element, ...]


# Puts the code of a citation around a stretch, or in its place.
Placer = Callable[[Stretch, str], None]


def link_notes(
    plan: LinkPlan, codes: Codes, body: Element, parts: Mapping[str, Element], place: Placer
) -> tuple[list[FieldPlan], list[Diagnostic]]:
    """Change the notes in `parts` by the plan; give what became live, and diagnostics for what could not."""
    done: list[FieldPlan] = []
    remarks: list[Diagnostic] = []
    elements = note_elements(parts)
    waiting = dict.fromkeys(key for key in _markers(body) if key in elements)
    for links in plan.notes:
        found = _find(links.note, waiting, elements) if links.note.text else None
        if found is not None:
            del waiting[found[0]]
        for field, remark in _link_note(links, codes, found[1] if found else None, place):
            if remark is None:
                done.append(field)
            else:
                remarks.append(remark)
    return done, remarks


def note_elements(parts: Mapping[str, Element]) -> dict[str, Element]:
    """Give the notes by kind and id ("foot:3"); separators are no notes."""
    return {
        f"{kind}:{node.get(f'{W}id', '')}": node
        for root in parts.values()
        for kind in ("foot", "end")
        for node in root.iterchildren(f"{W}{kind}note")
        if node.get(f"{W}type", "normal") == "normal"
    }


def _markers(body: Element) -> Iterator[str]:
    """Give the markers of the body in order, without those that a tracked change takes away."""
    for node in body.iter(*_REFERENCES):
        if not any(holder.tag in _TAKEN_AWAY for holder in node.iterancestors()):
            yield f"{_REFERENCES[str(node.tag)]}:{node.get(f'{W}id', '')}"


Found = tuple[str, tuple[list[Seen], list[Seen]]]


def _find(note: Note, waiting: Mapping[str, None], elements: Mapping[str, Element]) -> Found | None:
    """Find a note among those not yet met, in the order of their markers, by its words; with its characters."""
    of_kind = (key for key in waiting if key.startswith(_KINDS[note.kind]))
    for key in islice(of_kind, _LOOK_AHEAD):
        everything = seen_characters(elements[key])
        characters = characters_of(everything, note.text)
        if characters is not None:
            return key, (characters, everything)
    return None


def _link_note(
    links: NoteLinks, codes: Codes, seen: tuple[list[Seen], list[Seen]] | None, place: Placer
) -> Iterator[tuple[FieldPlan, Diagnostic | None]]:
    """Make the fields of one note from the last to the first, so that places before them stay right."""
    note = links.note
    for field in reversed(links.fields):
        reason = "the note was not found again in the document by its words"
        if seen is not None:
            characters = seen[0][field.span.start : field.span.end]
            reason = _obstacle(characters, seen[1])
            if not reason:
                code = codes.citation(field, note, links.index, _shown(characters, seen[1]))
                place(_stretch(characters), code)
        yield field, left_as_typed(note, field.span, reason) if reason else None


def _shown(characters: Sequence[Seen], everything: Sequence[Seen]) -> str:
    """Give the words of a stretch as Word has them, with tabs, hard spaces and double ones, which a note's text folds.

    Zotero compares them with those in the code, and asks the user where they differ.
    """
    places = {id(each): at for at, each in enumerate(everything)}
    start, end = places[id(characters[0])], places[id(characters[-1])] + 1
    return "".join("\t" if _is_tab(each.node) else each.text for each in everything[start:end])


def _is_tab(node: Element | None) -> bool:
    return node is not None and node.tag == f"{W}tab"


def _obstacle(characters: Sequence[Seen], everything: Sequence[Seen]) -> str:
    """Say why no field can be put around the characters, "" where it can."""
    if not can_replace(characters, everything):
        return "it shares a field, a link or a paragraph with other words"
    fields = {id(each): each for char in characters for each in char.around if isinstance(each, ComplexField)}
    for field in fields.values():
        code = "".join(node.text or "" for node in field.nodes if node.tag == f"{W}instrText")
        if "ADDIN" in code or any(_has_text(node) for node in (field.nodes[0], field.nodes[-1])):
            return "it holds another live citation"
    return ""


def _has_text(character: Element) -> bool:
    run = character.getparent()
    return run is None or run.find(f"{W}t") is not None


def _stretch(characters: Sequence[Seen]) -> Stretch:
    runs = isolate_characters(characters)
    return Stretch(_outer(runs[0], characters[0], 0), _outer(runs[-1], characters[-1], -1), tuple(runs))


def _outer(run: Element, character: Seen, edge: int) -> Element:
    """Give the outermost element that begins (`edge` 0) or ends (-1) where the run does."""
    holders = [each for each in character.around if isinstance(each, etree._Element)]
    fields = [each for each in character.around if isinstance(each, ComplexField)]
    edges = [node for field in fields[:1] if (node := field.nodes[edge].getparent()) is not None]
    outside = [node for node in edges if not any(holder in node.iterancestors() for holder in holders)]
    return (outside or holders[:1] or [run])[0]


# Forms ----------------------------------------------------------------------------------------------------------------


def place_field(stretch: Stretch, code: str) -> None:
    """Put a complex field around a stretch: ``ADDIN ZOTERO_ITEM …``, its result the words as typed."""
    for run in field_head(f" ADDIN ZOTERO_{code} ", _properties(stretch.runs[0])):
        stretch.first.addprevious(run)
    stretch.last.addnext(_field_character("end", _properties(stretch.runs[-1])))


def place_link(make: Callable[[Element, str], Element]) -> Placer:
    """Give what puts a link in place of a stretch; `make` gives it, from the root of the part and the code."""

    def place(stretch: Stretch, code: str) -> None:
        root = stretch.first.getroottree().getroot()
        stretch.first.addprevious(make(root, code))
        for node in _between(stretch):
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)

    return place


# What shows text, and goes where a link takes its place; bookmarks and the like stay.
_SHOWN: Final = frozenset(W + name for name in ("r", "hyperlink", "ins", "del", "sdt", "fldSimple", "smartTag"))


def _between(stretch: Stretch) -> list[Element]:
    """Give what a stretch consists of: all from first to last where these are neighbours, else its runs."""
    if stretch.first is stretch.last:
        return [stretch.first]
    found = [stretch.first]
    for node in stretch.first.itersiblings():
        found.append(node)
        if node is stretch.last:
            return [each for each in found if each.tag in _SHOWN]
    return list(stretch.runs)


def field_head(code: str, properties: Element | None = None) -> list[Element]:
    """Give the runs that open a complex field with this code, up to its result."""
    instruction = _run(properties)
    text = etree.SubElement(instruction, f"{W}instrText")
    text.text = code
    text.set(_SPACE, "preserve")
    return [_field_character("begin", properties), instruction, _field_character("separate", properties)]


def field_end() -> Element:
    """Give the run that closes a complex field."""
    return _field_character("end", None)


def _field_character(kind: str, properties: Element | None) -> Element:
    run = _run(properties)
    etree.SubElement(run, f"{W}fldChar").set(f"{W}fldCharType", kind)
    return run


def _run(properties: Element | None) -> Element:
    run = etree.Element(f"{W}r", nsmap={"w": W[1:-1]})
    if properties is not None:
        run.append(deepcopy(properties))
    return run


def _properties(run: Element) -> Element | None:
    return run.find(f"{W}rPr")


def text_run(text: str) -> Element:
    """Give a run of plain text."""
    run = _run(None)
    node = etree.SubElement(run, f"{W}t")
    node.text = text
    node.set(_SPACE, "preserve")
    return run
