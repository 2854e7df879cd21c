"""Ibid. as part of a citation: another issue of the newspaper just cited, a letter of the file just cited.

"Ibid., 7 June 1921, 4" and "Curzon to Derby, 10 March 1919, ibid." are works of their own (CMOS 17, 14.34, 14.191-98).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from refparse.model import Citation, CitationForm, Origin, ParsedNote
from refparse.model import variables as v
from refparse.text.fold import fold

PLACES: tuple[v.Variable[str], ...] = (v.ARCHIVE, v.ARCHIVE_LOCATION, v.ARCHIVE_COLLECTION, v.CONTAINER_TITLE)
OF_BOOK: tuple[v.Variable[Any], ...] = (v.EDITOR, v.PUBLISHER, v.PUBLISHER_PLACE, v.ISSUED)
SAME = frozenset({"ibid", "ibidem", "ib", "in ibid"})
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
            citation = _with_file(_in_same_book(citation, before, note.note.text), before)
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


def _with_file(citation: Citation, before: Citation | None) -> Citation:
    """Give "Curzon to Derby, 10 March 1919, ibid." the archive and file, or the book, of the citation before it."""
    said = [key for key in PLACES if fold(citation.fields.value(key, "")) in SAME]
    if before is None or not said:
        return citation
    fields = citation.fields.without(*said)
    for key in PLACES:
        if key in before.fields and key not in fields:
            taken = replace(before.fields[key], span=None, origin=Origin.INHERITED, confidence=0.9)
            fields = fields.set(key, taken)
    return replace(citation, fields=fields)


# "Florentine Constitutionalism," in ibid., 442-62
IN_IBID = re.compile(r"\bin\s+ibid\b", re.IGNORECASE)


def _in_same_book(citation: Citation, before: Citation | None, text: str) -> Citation:
    """Give a chapter "in ibid." the book of the citation before it, be that another chapter or the book itself."""
    if before is None or v.CONTAINER_TITLE in citation.fields or not IN_IBID.search(citation.span.of(text)):
        return citation
    fields = citation.fields
    book = before.fields.get(v.CONTAINER_TITLE) or before.fields.get(v.TITLE)
    taken = {v.CONTAINER_TITLE: book} | {key: before.fields.get(key) for key in OF_BOOK}
    for key, field in taken.items():
        if field is not None and key not in fields:
            fields = fields.set(key, replace(field, span=None, origin=Origin.INHERITED, confidence=0.9))
    return replace(citation, type="chapter", form=CitationForm.FULL, fields=fields)
