"""Puts a plan's notes into a Word document; every part that the plan does not touch is copied byte for byte."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from lxml import etree

from refparse.errors import WriteError
from refparse.formats.archive import open_archive
from refparse.formats.markup import Rich, Run
from refparse.formats.markup_word import to_word_paragraph
from refparse.formats.ooxml import W, main_part, read_part, related_parts
from refparse.formats.xml import Element
from refparse.model import Diagnostic, Note, NoteKind, Severity, Span
from refparse.rewrite.restyle_plan import NotePlan, RestylePlan, is_raised
from refparse.rewrite.restyle_seams import Replacement
from refparse.rewrite.restyle_word_map import Seen, characters_of, seen_characters
from refparse.rewrite.restyle_word_runs import can_replace, make_runs, replace_characters

_STRICT = b"purl.oclc.org/ooxml"
_KINDS = {NoteKind.FOOT: "foot", NoteKind.END: "end"}
_HANGING = 720


def restyle_word(path: Path, plan: RestylePlan) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Give the bytes of the document with the plan's citations, and diagnostics for what could not be placed.

    Raises ReadError where the package cannot be read, WriteError for one in the strict variant of the standard.
    """
    with open_archive(path) as archive:
        name = main_part(archive)
        if _STRICT in archive.read(name):
            raise WriteError("a document in strict Open XML cannot be rewritten: save it as .docx once more", path=path)
        body = read_part(archive, name)
        parts = {part: read_part(archive, part) for kind in ("footnotes", "endnotes")
                 for part in related_parts(archive, name, kind)}  # fmt: skip
        styles = {node.get(f"{W}styleId", "") for part in related_parts(archive, name, "styles")
                  for node in read_part(archive, part).iter(f"{W}style")}  # fmt: skip
    before = {part: etree.tostring(root) for part, root in {**parts, name: body}.items()}
    remarks = tuple(_apply(plan, body, parts))
    _append_list(body, plan, styles)
    changed = {part: root for part, root in {**parts, name: body}.items() if etree.tostring(root) != before[part]}
    return _packed(path, changed), remarks


def _packed(path: Path, changed: Mapping[str, Element]) -> bytes:
    """Copy the package, with the changed parts in their places."""
    target = BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for info in source.infolist():
            root = changed.get(info.filename)
            data = source.read(info) if root is None else _serialized(root)
            written.writestr(info, data, info.compress_type)
    return target.getvalue()


def _serialized(root: Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def _apply(plan: RestylePlan, body: Element, parts: Mapping[str, Element]) -> Iterator[Diagnostic]:
    order = [each.reference for each in seen_characters(body) if each.reference]
    elements = _elements(parts)
    waiting = {key: seen_characters(elements[key]) for key in dict.fromkeys(order) if key in elements}
    dissolved: list[tuple[str, Rich]] = []
    for note_plan in plan.notes:
        note = note_plan.note.note
        key = _find(note, waiting)
        waiting.pop(key, None)
        if not note_plan.replacements and not note_plan.in_text:
            continue
        if not key:
            yield _not_found(note)
        elif note_plan.in_text:
            dissolved.append((key, note_plan.in_text))
        else:
            yield from _edit_note(note_plan, elements[key])
    _dissolve(body, dissolved, elements)


def _elements(parts: Mapping[str, Element]) -> dict[str, Element]:
    """Give the notes by kind and id ("foot:3"); separators are no notes."""
    found: dict[str, Element] = {}
    for root in parts.values():
        for kind in ("foot", "end"):
            for node in root.iterchildren(f"{W}{kind}note"):
                if node.get(f"{W}type", "normal") == "normal":
                    found[f"{kind}:{node.get(f'{W}id', '')}"] = node
    return found


def _find(note: Note, waiting: Mapping[str, Sequence[Seen]]) -> str:
    """Find a note among those not yet met, in the order of their markers, by its words."""
    of_kind = (key for key in waiting if key.startswith(_KINDS[note.kind]))
    return next((key for key in of_kind if characters_of(waiting[key], note.text) is not None), "")


def _not_found(note: Note) -> Diagnostic:
    message = f"note {note.number} was not found again in the document by its words; it stays as it is"
    return Diagnostic(code="R613", message=message, note=note.id)


def _edit_note(plan: NotePlan, element: Element) -> Iterator[Diagnostic]:
    """Replace the note's citations from the last to the first, so that places before them stay right."""
    note = plan.note.note
    everything = seen_characters(element)
    characters = characters_of(everything, note.text)
    for replacement in reversed(plan.replacements) if characters is not None else ():
        yield from _edit_citation(note, replacement, characters or [], everything)


def _edit_citation(
    note: Note, replacement: Replacement, characters: Sequence[Seen], everything: Sequence[Seen]
) -> Iterator[Diagnostic]:
    span = replacement.span
    stretch = characters[span.start : span.end]
    if not can_replace(stretch, everything):
        message = f"left as typed: it shares a field, a link or a paragraph with other words: {span.of(note.text)}"
        yield Diagnostic(code="R611", message=message, note=note.id, span=span)
    elif replace_characters(stretch, replacement.rich):
        message = f"the live citation became plain text: {span.of(note.text)}"
        yield Diagnostic(code="R614", message=message, severity=Severity.INFO, note=note.id, span=span)


def _dissolve(body: Element, dissolved: Sequence[tuple[str, Rich]], elements: Mapping[str, Element]) -> None:
    """Put citations where the markers of dissolved notes stand, the last first, and take the notes away."""
    wanted = dict(dissolved)
    characters = seen_characters(body)
    for at in range(len(characters) - 1, -1, -1):
        rich = wanted.get(characters[at].reference)
        if rich is not None:
            _cite_at_marker(characters, at, rich, wanted)
    for key in wanted:
        parent = elements[key].getparent()
        if parent is not None:
            parent.remove(elements[key])


_STOPS = ".,;:"
_CLOSING_QUOTES = "”\"’'»"


def _cite_at_marker(characters: Sequence[Seen], at: int, rich: Rich, wanted: Mapping[str, Rich]) -> None:
    """Put a citation in the text in place of a marker, before the stop and after the quote that precede it.

    Of several markers in a row the last has the stop after it.
    """
    marker, raised = characters[at], is_raised(rich)
    first = _first_in_row(characters, at, wanted)
    taken = [] if raised else _taken_before(characters, first)
    text = "".join(each.text for each in taken)
    quotes = "".join(char for char in text if char in _CLOSING_QUOTES and first == at)
    is_last = at + 1 >= len(characters) or characters[at + 1].reference not in wanted
    stops = "".join(char for char in text if char in _STOPS and is_last)
    before = characters[first - len(taken) - 1] if first > len(taken) else marker
    gap = "" if raised or (before.text.isspace() and not quotes) else " "
    base = before.run if before.run is not None and before.paragraph is marker.paragraph else None
    properties = base.find(f"{W}rPr") if base is not None else None
    kept = [] if properties is None else [child for child in properties if child.tag in _KEPT]
    if marker.run is None or marker.node is None:
        return
    for made in make_runs((Run(quotes + gap), *rich, Run(stops)), kept):
        marker.run.addprevious(made)
    _take_out(taken if first == at else [])
    _remove_marker(marker.run, marker.node)


def _first_in_row(characters: Sequence[Seen], at: int, wanted: Mapping[str, Rich]) -> int:
    while at > 0 and characters[at - 1].reference in wanted:
        at -= 1
    return at


def _remove_marker(run: Element, node: Element) -> None:
    run.remove(node)
    parent = run.getparent()
    if parent is not None and all(child.tag == f"{W}rPr" for child in run):
        parent.remove(run)


# of the text before the marker: how large, in what face and language; not its italics
_KEPT = frozenset(W + name for name in ("rFonts", "sz", "szCs", "color", "lang"))


def _taken_before(characters: Sequence[Seen], at: int) -> list[Seen]:
    """Give the stop and the closing quote right before a marker, in either order; a note's marker between ends them."""
    found: list[Seen] = []
    for each in reversed(characters[max(0, at - 3) : at]):
        if each.reference or each.at < 0 or each.paragraph is not characters[at].paragraph:
            break
        if each.text not in _STOPS + _CLOSING_QUOTES or any(
            (each.text in _STOPS) == (other.text in _STOPS) for other in found
        ):
            break
        found.insert(0, each)
    return found


def _are_alike(one: Seen, other: Seen) -> bool:
    return (one.text in _STOPS) == (other.text in _STOPS)


def _take_out(characters: Sequence[Seen]) -> None:
    for each in reversed(characters):
        if each.node is not None:
            text = each.node.text or ""
            each.node.text = text[: each.at] + text[each.at + 1 :]
            each.node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _append_list(body: Element, plan: RestylePlan, styles: set[str]) -> None:
    """Put the reference list at the end of the body, before its last section's properties."""
    story = body.find(f"{W}body")
    if story is None or not plan.entries:
        return
    heading = to_word_paragraph((Run(plan.heading),), style="Heading1" if "Heading1" in styles else "")
    style = "Bibliography" if "Bibliography" in styles else ""
    lines = [heading, *(to_word_paragraph(entry, style=style, hanging=_HANGING) for entry in plan.entries)]
    holder = etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{"".join(lines)}</w:body>')
    last = story.find(f"{W}sectPr")
    for paragraph in list(holder):
        if last is not None:
            last.addprevious(paragraph)
        else:
            story.append(paragraph)


def replaced_spans(plan: RestylePlan) -> tuple[tuple[str, Span], ...]:
    """Give the note and the stretch of each citation that the plan writes anew."""
    return tuple((each.note.note.id, replacement.span) for each in plan.notes for replacement in each.replacements)
