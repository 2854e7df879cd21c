"""Writes TEI: the notes with their citations marked in place, and a list of the works.

Back-references use the vocabulary proposed for footnote citation (TEIC/TEI issue 2974): ``precedingWork``,
``precedingAuthor``, ``subsequentWork`` and ``footnote``; the signal is a ``seg``, the locator a ``citedRange``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, cast

from lxml import etree

from refparse.model import variables as v
from refparse.model.bibliography import Bibliography, Resolution
from refparse.model.citation import Citation, CitationForm, CrossReference, ParsedNote
from refparse.model.diagnostic import Diagnostic
from refparse.model.source import NoteKind, Span
from refparse.write.latex import clean_text
from refparse.write.options import WriteOptions
from refparse.write.record import Record
from refparse.write.tei_pieces import TEI, Piece, cut_marks, fill
from refparse.write.tei_works import IN_JOURNALS, PARTS, add_works, xml_id
from refparse.write.xml_nodes import add_child

_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"

REFERENCE_TYPES: Final = {
    CitationForm.IBID: "precedingWork",
    CitationForm.LOC_CIT: "precedingWork",
    CitationForm.OP_CIT: "precedingWork",
    CitationForm.IDEM: "precedingAuthor",
}
FIELD_ELEMENTS: Final = {
    v.AUTHOR: ("author", {}), v.EDITOR: ("editor", {}), v.TRANSLATOR: ("editor", {"role": "translator"}),
    v.CONTAINER_AUTHOR: ("author", {}), v.PUBLISHER: ("publisher", {}), v.PUBLISHER_PLACE: ("pubPlace", {}),
    v.ISSUED: ("date", {}), v.EDITION: ("edition", {}), v.VOLUME: ("biblScope", {"unit": "volume"}),
    v.ISSUE: ("biblScope", {"unit": "issue"}), v.PAGE: ("biblScope", {"unit": "page"}),
    v.COLLECTION_TITLE: ("title", {"level": "s"}), v.DOI: ("idno", {"type": "DOI"}), v.URL: ("idno", {"type": "URL"}),
}  # fmt: skip
# A pointer onwards: "see below", "infra, n. 40".
_ONWARDS = re.compile(r"\b(?:below|infra|unten)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


def write_tei(
    records: Sequence[Record], bibliography: Bibliography, options: WriteOptions
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Write a TEI document: header, the notes with their text whole, and a ``listBibl`` of the works."""
    keys = {record.work.id: record.key for record in records}
    root = etree.Element(f"{{{TEI}}}TEI", nsmap=cast(dict[str, str], {None: TEI}))
    _add_header(root, options.title or bibliography.document.title or bibliography.document.id)
    text = add_child(root, "text")
    _add_notes(add_child(text, "body"), bibliography, keys)
    add_works(add_child(add_child(text, "back"), "div", type="bibliography"), records, options)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n", ()


def _add_header(root: etree._Element, title: str) -> None:
    description = add_child(add_child(root, "teiHeader"), "fileDesc")
    add_child(add_child(description, "titleStmt"), "title", title)
    add_child(add_child(description, "publicationStmt"), "p", "Unpublished.")
    add_child(add_child(description, "sourceDesc"), "p", "The notes of the document named in the title.")


def _add_notes(body: etree._Element, bibliography: Bibliography, keys: dict[str, str]) -> None:
    resolutions = {resolution.citation: resolution for resolution in bibliography.resolutions}
    numbers = {(note.note.division, note.note.number): note.note.id for note in bibliography.notes}
    division = add_child(body, "div", type="notes")
    for parsed in bibliography.notes:
        place = "end" if parsed.note.kind is NoteKind.END else "foot"
        attributes = {_XML_ID: xml_id(parsed.note.id), "n": clean_text(parsed.note.number), "place": place}
        element = add_child(division, "note", **attributes)
        pieces = tuple(_pieces(parsed, resolutions, keys, numbers))
        fill(element, parsed.note.text, (*pieces, *cut_marks(parsed.note.marks, pieces)))
        element.tail = "\n"
    if not bibliography.notes:
        add_child(division, "p")


def _pieces(
    parsed: ParsedNote,
    resolutions: dict[str, Resolution],
    keys: dict[str, str],
    numbers: dict[tuple[str, str], str],
) -> Iterator[Piece]:
    for citation in parsed.citations:
        yield _citation_piece(citation, resolutions.get(citation.id), keys)
        yield from _signal_piece(citation, parsed.note.text)
        yield from _inner_pieces(citation, parsed.note.text, keys, resolutions.get(citation.id))
    for reference in parsed.cross_references:
        yield _cross_reference_piece(reference, parsed, numbers)


def _citation_piece(citation: Citation, resolution: Resolution | None, keys: dict[str, str]) -> Piece:
    attributes = {_XML_ID: xml_id(citation.id), "type": citation.form.value}
    work = resolution.work if resolution else None
    if resolution and work in keys:
        attributes["corresp"] = f"#{xml_id(keys[work])}"
        attributes["cert"] = _certainty(resolution.confidence)
    return Piece(citation.span, "bibl", attributes)


def _certainty(confidence: float) -> str:
    return "high" if confidence >= 0.9 else "medium" if confidence >= 0.6 else "low"


def _signal_piece(citation: Citation, text: str) -> Iterator[Piece]:
    before = text[: citation.span.start].rstrip()
    if citation.signal and before.lower().endswith(citation.signal.lower()):
        yield Piece(Span(len(before) - len(citation.signal), len(before)), "seg", {"type": "signal"})


def _inner_pieces(
    citation: Citation, text: str, keys: dict[str, str], resolution: Resolution | None
) -> Iterator[Piece]:
    for key, one in citation.fields.items():
        element = _title_element(citation, key.name) or FIELD_ELEMENTS.get(key)
        if element and one.span is not None and citation.span.covers(one.span):
            yield Piece(one.span, element[0], dict(element[1]))
    locator = citation.locator.span if citation.locator else None
    if locator is not None:
        yield Piece(locator, "citedRange")
    kind = REFERENCE_TYPES.get(citation.form)
    if kind:
        yield _reference_piece(
            citation, text, kind, locator, keys.get((resolution.work if resolution else "") or "", "")
        )


def _title_element(citation: Citation, name: str) -> tuple[str, dict[str, str]] | None:
    if name == "title":
        return "title", {"level": "a" if citation.type in PARTS else "m"}
    if name == "container-title":
        return "title", {"level": "j" if citation.type in IN_JOURNALS else "m"}
    return None


def _reference_piece(citation: Citation, text: str, kind: str, locator: Span | None, key: str) -> Piece:
    """Give the words that stand for the work, "Ibid." or "op. cit.": what lies between author and locator."""
    starts = [one.span.end for variable, one in citation.fields.items() if variable == v.AUTHOR and one.span]
    start = max([citation.span.start, *starts])
    end = locator.start if locator is not None and locator.start > start else citation.span.end
    words = text[start:end]
    start += len(words) - len(words.lstrip(" ,;"))
    end = start + len(text[start:end].rstrip(" ,;"))
    attributes = {"type": kind} | ({"target": f"#{xml_id(key)}"} if key else {})
    return Piece(Span(start, max(start, end)), "ref", attributes)


def _cross_reference_piece(reference: CrossReference, parsed: ParsedNote, numbers: dict[tuple[str, str], str]) -> Piece:
    found = _NUMBER.search(reference.target or reference.text)
    if found is None:
        onwards = "subsequentWork" if _ONWARDS.search(reference.text) else "precedingWork"
        return Piece(reference.span, "ref", {"type": onwards})
    attributes = {"type": "footnote", "n": found[0]}
    target = numbers.get((parsed.note.division, found[0]))
    return Piece(reference.span, "ref", attributes | ({"target": f"#{xml_id(target)}"} if target else {}))
