"""Ibid. with a date of its own: another issue of the newspaper just cited, a work of its own (CMOS 17, 14.191-98)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from refparse.model import Citation, CitationForm, Origin, ParsedNote
from refparse.model import variables as v

SERIALS = frozenset({"article-newspaper", "article-magazine", "periodical"})


def supply_issues(parsed: Sequence[ParsedNote]) -> tuple[ParsedNote, ...]:
    """Give "Ibid., 7 June 1921, 4" the newspaper of the citation before it, as `Origin.INHERITED`.

    The citation keeps its form; with newspaper and date it names a work by itself.
    """
    made: list[ParsedNote] = []
    before: Citation | None = None
    for note in parsed:
        if made and made[-1].note.division != note.note.division:
            before = None
        citations = []
        for citation in note.citations:
            bare = citation.form is CitationForm.IBID and v.ISSUED not in citation.fields
            if citation.form is CitationForm.IBID:
                citation = _supplied(citation, before)
            citations.append(citation)
            before = before if bare else citation
        made.append(replace(note, citations=tuple(citations)))
    return tuple(made)


def _supplied(citation: Citation, before: Citation | None) -> Citation:
    serial = before.fields.get(v.CONTAINER_TITLE) if before and before.type in SERIALS else None
    if before is None or serial is None or v.ISSUED not in citation.fields or v.CONTAINER_TITLE in citation.fields:
        return citation
    inherited = replace(serial, span=None, origin=Origin.INHERITED, confidence=0.9)
    return replace(citation, type=before.type, fields=citation.fields.set(v.CONTAINER_TITLE, inherited))
