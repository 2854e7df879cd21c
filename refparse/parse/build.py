"""Builds one citation from its chunk of the parse tree."""

from __future__ import annotations

from dataclasses import replace

from refparse.model.citation import Citation, CitationForm, Relation
from refparse.model.diagnostic import Diagnostic
from refparse.model.fields import Field
from refparse.model.source import Span
from refparse.model.values import Name
from refparse.model.variables import (
    AUTHOR,
    CONTAINER_TITLE,
    DIRECTOR,
    DOI,
    EDITOR,
    ISSUE,
    ISSUED,
    PUBLISHER,
    SOURCE,
    TITLE,
    TRANSLATOR,
    URL,
    VOLUME,
)
from refparse.parse.chunks import Chunk
from refparse.parse.confidence import confidence_of_gap, gap_of
from refparse.parse.draft import Draft, NoteText
from refparse.parse.extent import own_extent
from refparse.parse.forms import form_of
from refparse.parse.lattice import Reading
from refparse.parse.normalize.bodies import body_name, looks_like_body
from refparse.parse.normalize.identifiers import doi_of_url
from refparse.parse.normalize.names import parse_name
from refparse.parse.normalize.titles import clean_title
from refparse.parse.official_papers import read_official_marks
from refparse.parse.parts import take_back_place
from refparse.parse.settle import settle_by_type
from refparse.parse.shape import settle_shape
from refparse.parse.tree import fill_draft
from refparse.parse.types import type_of
from refparse.parse.venues import is_newspaper
from refparse.text.fold import fold


def build_citation(
    text: NoteText, chunk: Chunk, reading: Reading, *, note_id: str, number: int, signal: str,
    relation: Relation | None, related: str,
) -> tuple[Citation, tuple[Diagnostic, ...]]:  # fmt: skip
    """Build the citation that `chunk` holds, and say what was doubtful; `number` counts the note's citations from 1."""
    draft = Draft(text)
    fill_draft(draft, chunk)
    if draft.kind_title is not None and TITLE not in draft.fields:
        draft.fields = draft.fields.set(TITLE, draft.kind_title)
    _part_name_and_title(draft, chunk)
    _name_body_and_title(draft)
    _name_whole_works(draft)
    settle_shape(draft)
    read_official_marks(draft)
    form = form_of(draft)
    if form is CitationForm.SHORT:
        take_back_place(draft, TITLE)  # "*Ferries of Lough Derg, Ireland*": a short form has no imprint
    _add_link(draft, chunk)
    type_ = type_of(draft)
    settle_by_type(draft, type_)
    locator, locators = own_extent(draft, type_, form)
    citation_id = f"{note_id}.{number}"
    gap = gap_of(reading, chunk)
    doubts = tuple(_mended_diagnostic(text, note_id, citation_id, *mended) for mended in draft.mended)
    citation = Citation(
        id=citation_id, note=note_id, span=text.span(chunk.start, chunk.end), form=form,
        type="" if form in _WITHOUT_TYPE else type_, fields=draft.fields, locators=locators, locator=locator,
        signal=signal, relation=relation, related=related, note_reference=draft.note_reference,
        abbreviation=draft.abbreviation, possessive=draft.possessive,
        same_container=draft.same_container, confidence=confidence_of_gap(gap), gap=gap,
    )  # fmt: skip
    return citation, doubts


def _part_name_and_title(draft: Draft, chunk: Chunk) -> None:
    """Read "Cohen, *Jacob H. Schiff*, 34" as author and title: in a note a lone name is not turned round."""
    names = draft.fields.value(AUTHOR, ())
    most = 2 if draft.has("date") else 1  # "Albert Schweitzer, *J. S. Bach* (London, 1911)" lacks no second author
    if not 0 < len(names) <= most or not names[0].given or chunk.parts[0].name != "creators" or draft.has(*_TITLED):
        return
    start, end = chunk.parts[0].start, chunk.parts[0].end
    family, comma, rest = draft.note.repaired.text[start:end].partition(",")
    title = rest.strip(" ,")
    if not comma or not title or fold(title) in _SUFFIXES:
        return
    begin = end - len(rest.lstrip())
    author = Chunk("creators", 0, 0, start, start + len(family))
    named: Field[tuple[Name, ...]] = draft.note.field(author, (parse_name(family.strip()),))
    draft.fields = draft.fields.set(AUTHOR, named)
    draft.fields = draft.fields.set(TITLE, draft.note.field(Chunk("title", 0, 0, begin, end), clean_title(title)))
    draft.seen.append("title")


# What a citation is known by besides an author
_TITLED = ("title", "quoted", "serial", "container", "letter", "archive", "kind", "entry", "ibid", "opcit", "poss",
           "noteref", "url", "volume", "series", "other")  # fmt: skip


def _name_body_and_title(draft: Draft) -> None:
    """Take a body before the name of what it printed for the author: "Ministry of Works, *Condition of Quays*, 21"."""
    body, name = draft.fields.get(TITLE), draft.fields.get(CONTAINER_TITLE)
    is_shaped = draft.head == "title" and draft.seen[:2] == ["title", "serial"] and AUTHOR not in draft.fields
    if body is None or name is None or not is_shaped or not looks_like_body(body.value) or is_newspaper(draft):
        return
    if VOLUME in draft.fields or ISSUE in draft.fields or "quoted" in draft.seen:
        return
    author: Field[tuple[Name, ...]] = Field(value=(body_name(body.value),), text=body.text, span=body.span)
    draft.fields = draft.fields.set(AUTHOR, replace(author, origin=body.origin)).set(TITLE, name)
    draft.fields = draft.fields.without(CONTAINER_TITLE)
    draft.seen[:2] = ["creators", "title"]


_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "esq"})
_PARTS = (VOLUME, ISSUE, TITLE)
_OF_WHOLE = (PUBLISHER, DIRECTOR, EDITOR, TRANSLATOR)


def _name_whole_works(draft: Draft) -> None:
    """Take what was read as a journal for the title, where all says that it is a whole work.

    A publisher, editor or director says so, and a page where no volume or date is stated: "*Primitive Rebels*, 18".
    """
    name = draft.fields.get(CONTAINER_TITLE)
    if name is None or any(key in draft.fields for key in _PARTS) or draft.has("entry", "archive", "kind"):
        return
    is_dated = any(key in draft.fields for key in (ISSUED, URL, DOI, SOURCE)) or is_newspaper(draft)
    in_book = draft.has("container") and not draft.has("serial")  # "Morris, in *Theodore Rex*" names no part
    if in_book or not is_dated or any(key in draft.fields for key in _OF_WHOLE):
        draft.fields = draft.fields.set(TITLE, name).without(CONTAINER_TITLE)
        draft.seen[:] = ["title" if seen in ("serial", "container") else seen for seen in draft.seen]


def _add_link(draft: Draft, chunk: Chunk) -> None:
    """Take the target of a link for the address where the note shows none (gold rule 10)."""
    span = draft.note.span(chunk.start, chunk.end)
    link = next((one for one in draft.note.links if span.overlaps(Span(one.start, one.end))), None)
    if (
        link is None
        or URL in draft.fields
        or DOI in draft.fields
        or not link.target.startswith(("http://", "https://"))
    ):
        return
    original = draft.note.repaired.original or draft.note.repaired.text
    shown = Span(link.start, link.end)
    field = Field(value=link.target, text=shown.of(original), span=shown)
    doi = doi_of_url(link.target)
    draft.fields = draft.fields.set(URL, field)
    if doi:
        draft.fields = draft.fields.set(DOI, Field(value=doi, text=field.text, span=shown))


def _mended_diagnostic(
    text: NoteText, note_id: str, citation_id: str, chunk: Chunk, before: str, readings: tuple[str, ...]
) -> Diagnostic:
    others = f"; it may also be {', '.join(readings[1:])}" if len(readings) > 1 else ""
    return Diagnostic(
        code="R202", note=note_id, citation=citation_id, span=text.span(chunk.start, chunk.end),
        message=f"the locator “{before}” is damaged and was read as {readings[0]}{others}",
    )  # fmt: skip


_WITHOUT_TYPE = frozenset({CitationForm.IBID, CitationForm.OP_CIT, CitationForm.LOC_CIT})
