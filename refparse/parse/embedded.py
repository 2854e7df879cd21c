"""Lays the records of live citation fields over what was read: the record is the truth for its citation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from refparse.csl_json import fields_from_json
from refparse.model.citation import Citation, CitationForm, ParsedNote
from refparse.model.fields import Field, Origin
from refparse.model.source import EmbeddedCitation, EmbeddedItem, Span
from refparse.parse.normalize.locators import parse_locator

# What joins the sources of one field in the text, as a style writes them.
_JOINT = ";"
_LABELS = {"page": "", "volume": "vol. ", "chapter": "chap. ", "note": "n. ", "folio": "fol. "}


def with_embedded(parsed: ParsedNote) -> ParsedNote:
    """Give the note with one citation for each source of its live fields.

    A citation read within a field takes the record along; where what was read does not fit the field's sources, one
    citation for each source stands in its place, cut at the semicolons of the visible text.
    """
    if not parsed.note.embedded:
        return parsed
    citations = list(parsed.citations)
    for field in parsed.note.embedded:
        inside = [one for one in citations if one.span.overlaps(field.span)]
        laid = _laid_over(field, inside, parsed)
        rest = [one for one in citations if one not in inside]
        citations = sorted([*rest, *laid], key=lambda one: (one.span.start, one.span.end))
    fields = [each.span for each in parsed.note.embedded]
    return replace(
        parsed,
        citations=tuple(_numbered(parsed.note.id, citations)),
        unparsed=tuple(one for one in parsed.unparsed if not any(span.overlaps(one.span) for span in fields)),
        diagnostics=tuple(
            one for one in parsed.diagnostics if not (one.span and any(span.overlaps(one.span) for span in fields))
        ),
    )


def _laid_over(field: EmbeddedCitation, inside: Sequence[Citation], parsed: ParsedNote) -> list[Citation]:
    if len(inside) == len(field.items):
        return [_with_item(one, item) for one, item in zip(inside, field.items, strict=True)]
    spans = _stretches(field, parsed.note.text)
    form = inside[0].form if inside else CitationForm.SHORT
    return [
        _with_item(
            Citation(
                id="", note=parsed.note.id, span=span, form=form,
                fields=fields_from_json(item.item, Origin.RECORDED),
                signal=inside[0].signal if inside and not n else "",
            ),
            item,
        )
        for n, (span, item) in enumerate(zip(spans, field.items, strict=True))
    ]  # fmt: skip


def _with_item(citation: Citation, item: EmbeddedItem) -> Citation:
    """Give a citation its record; a locator that the field states and the text was not read to have is taken over."""
    known = replace(
        citation, embedded=item, type=str(item.item.get("type") or citation.type), confidence=1.0,
        prefix=item.prefix.strip(), suffix=item.suffix.strip(),
    )  # fmt: skip
    if known.locator is not None or not item.locator:
        return known
    text, locators = parse_locator(_LABELS.get(item.label, f"{item.label} " if item.label else "") + item.locator)
    return replace(known, locator=Field(value=text, text=item.locator, origin=Origin.RECORDED), locators=locators)


def _stretches(field: EmbeddedCitation, text: str) -> list[Span]:
    """Cut a field's visible text at semicolons where that gives one piece for each source; else the first has all."""
    start, end = field.span.start, field.span.end
    pieces = field.span.of(text).split(_JOINT)
    if len(pieces) != len(field.items):
        return [Span(start, end), *[Span(end, end)] * (len(field.items) - 1)]
    spans: list[Span] = []
    for piece in pieces:
        lead = len(piece) - len(piece.lstrip())
        spans.append(Span(start + lead, start + lead + len(piece.strip())))
        start += len(piece) + len(_JOINT)
    return spans


def _numbered(note: str, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Number the citations of a note anew in the order of the text; relations follow their citation."""
    names = {one.id: f"{note}.{number}" for number, one in enumerate(citations, start=1) if one.id}
    for number, one in enumerate(citations, start=1):
        yield replace(one, id=f"{note}.{number}", related=names.get(one.related, ""))
