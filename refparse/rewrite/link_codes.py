"""The codes of live Zotero citations: field codes, embedded records, document preferences."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, Final

from refparse.csl_json import engine_item, work_to_item
from refparse.model import Bibliography, CitationForm, Name, Note, NoteKind, ParsedNote, Work
from refparse.model.cluster import Cite
from refparse.model.variables import AUTHOR, EDITOR, ISSUED, TITLE, TITLE_SHORT
from refparse.rewrite.link_plan import FieldPlan
from refparse.text.fold import fold

STYLE: Final = "http://www.zotero.org/styles/chicago-notes-bibliography"
_STYLES: Final = "http://www.zotero.org/styles/"
_SCHEMA: Final = "https://github.com/citation-style-language/schema/raw/master/csl-citation.json"
# Names of our own for works: never an address of zotero.org, which could hit an item of the reader's by chance.
_WORKS: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:refparse:works")
_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
# What XML 1.0 cannot hold; JSON writes it as an escape.
_FORBIDDEN: Final = re.compile("[\ud800-\udfff\ufffe\uffff\x7f-\x9f]")
# The label of a locator that Zotero spells in its own way.
_LABELS: Final = {"sub-verbo": "sub verbo"}
BIBLIOGRAPHY_CODE: Final = 'BIBL {"uncited":[],"omitted":[],"custom":[]} CSL_BIBLIOGRAPHY'


class Codes:
    """Makes the codes of one document; no two citations get the same id."""

    def __init__(self, bibliography: Bibliography, uris: Mapping[str, str] | None = None) -> None:
        self._document = bibliography.document.id
        self._items = {work.id: _item(work, short) for work, short in _with_short_titles(bibliography)}
        own = {work.id: (work_urn(work),) for work in bibliography.works} | _stored_uris(bibliography)
        # The item in the library comes first, then the work's own name, by which other documents know it.
        self._uris = {
            work: ((uris or {})[work], *names) if work in (uris or {}) else names for work, names in own.items()
        }
        self._used: set[str] = set()

    def citation(self, plan: FieldPlan, note: Note, index: int, visible: str) -> str:
        """Give the code of one citation: ``ITEM CSL_CITATION {…}``.

        `index` is the place of its note, from 1; `visible` are the words that the document shows.
        """
        data = {
            "citationID": self._id(f"{note.id} {plan.span.start} {plan.span.of(note.text)}"),
            "properties": {"formattedCitation": visible, "plainCitation": visible, "noteIndex": index},
            "citationItems": [self._cite(cite) for cite in plan.cites],
            "schema": _SCHEMA,
        }
        return f"ITEM CSL_CITATION {_dump(data)}"

    def _cite(self, cite: Cite) -> dict[str, Any]:
        where = {"locator": cite.locator, "label": _LABELS.get(cite.label, cite.label)} if cite.locator else {}
        words = {name: value for name, value in (("prefix", cite.prefix), ("suffix", cite.suffix)) if value}
        alone = {"suppress-author": True} if cite.suppress_author else {}
        item = self._items[cite.id]
        return {"id": cite.id, "uris": list(self._uris[cite.id]), "itemData": item, **where, **words, **alone}

    def _id(self, content: str) -> str:
        """Give an id of eight letters and digits, as Zotero has them."""
        for attempt in range(len(self._used) + 1):
            found = _short_id(f"{self._document} {content} {attempt}")
            if found not in self._used:
                break
        self._used.add(found)
        return found


def _short_id(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:8])


def work_urn(work: Work) -> str:
    """Give the name by which a work is the same item in every document and on every run: ``urn:uuid:…``.

    It is made of the work's type, people, title, date and key.
    """
    people: tuple[Name, ...] = work.fields.value(AUTHOR) or work.fields.value(EDITOR, ())
    date = work.fields.value(ISSUED)
    content = (
        work.type,
        "; ".join(fold(name.full) for name in people),
        fold(work.fields.value(TITLE, "")),
        "" if date is None else f"{date.parts} {date.literal}",
        work.id,
    )
    return f"urn:uuid:{uuid.uuid5(_WORKS, _dump(content))}"


def _stored_uris(bibliography: Bibliography) -> dict[str, tuple[str, ...]]:
    """Give the names that live citations of the document already have for works, so that no work becomes two."""
    works = {citation: work.id for work in bibliography.works for citation in work.citations}
    found: dict[str, tuple[str, ...]] = {}
    for parsed in bibliography.notes:
        for field, inside in _live(parsed):
            if len(inside) == len(field):
                for citation, uris in zip(inside, field, strict=True):
                    if uris and citation in works:
                        found.setdefault(works[citation], uris)
    return found


def _live(parsed: ParsedNote) -> Iterable[tuple[list[tuple[str, ...]], list[str]]]:
    """Give the names in each live citation of a note, and the citations that were read in its words."""
    for field in parsed.note.embedded:
        inside = sorted((each for each in parsed.citations if field.span.overlaps(each.span)), key=lambda c: c.span)
        yield [item.uris for item in field.items], [each.id for each in inside]


def _with_short_titles(bibliography: Bibliography) -> Iterable[tuple[Work, str]]:
    """Give each work with the short title that the document itself uses for it most, "" for none."""
    used: dict[str, Counter[str]] = {}
    works = {citation: work.id for work in bibliography.works for citation in work.citations}
    for citation in bibliography.citations:
        title = citation.fields.value(TITLE)
        if citation.form is CitationForm.SHORT and title and citation.id in works:
            used.setdefault(works[citation.id], Counter())[title] += 1
    for work in bibliography.works:
        yield work, used[work.id].most_common(1)[0][0] if work.id in used else ""


def _item(work: Work, short: str) -> dict[str, Any]:
    item = engine_item(work_to_item(work))
    title = str(item.get("title", ""))
    short = short or title.split(": ", 1)[0]
    if not work.fields.value(TITLE_SHORT) and short and short != title:
        item["title-short"] = short
    return item


# Document data --------------------------------------------------------------------------------------------------------


def document_data(bibliography: Bibliography, *, style: str, locale: str, has_bibliography: bool) -> str:
    """Give the preferences of the document as Zotero's plugin reads them: its data version 3, as XML."""
    note_type = "2" if all(note.kind is NoteKind.END for note in bibliography.document.notes) else "1"
    prefs = {"fieldType": "Field", "noteType": note_type, "automaticJournalAbbreviations": "false"}
    inside = "".join(f'<pref name="{name}" value="{value}"/>' for name, value in prefs.items())
    return (
        f'<data data-version="3" zotero-version="7.0.0"><session id="{_short_id(bibliography.document.id)}"/>'
        f'<style id="{escape(style_uri(style))}" locale="{escape(locale)}" hasBibliography="{int(has_bibliography)}"'
        f' bibliographyStyleHasBeenSet="0"/><prefs>{inside}</prefs></data>'
    )


def style_uri(style: str) -> str:
    """Give the id by which Zotero knows a style.

    >>> style_uri("modern-humanities-research-association")
    'http://www.zotero.org/styles/modern-humanities-research-association'
    """
    return style if ":" in style else f"{_STYLES}{style or STYLE.removeprefix(_STYLES)}"


def _dump(data: Mapping[str, Any] | Sequence[Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _FORBIDDEN.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
