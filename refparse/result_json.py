"""The result of the program as JSON: the contract that everything downstream reads (``refparse parse --json``)."""

from __future__ import annotations

from typing import Any

from refparse.csl_json import fields_to_json, work_to_item
from refparse.model import (
    Bibliography,
    Citation,
    Diagnostic,
    Locator,
    ParsedNote,
    Resolution,
    Span,
    Status,
    Work,
)


def bibliography_to_json(bibliography: Bibliography) -> dict[str, Any]:
    """Give the whole result: notes with their citations, works by id, fragments and diagnostics.

    Members that say nothing (no relation, no prefix) are left out; `locator` is always there, "" for none.
    """
    resolutions = {resolution.citation: resolution for resolution in bibliography.resolutions}
    document = bibliography.document
    return {
        "document": document.id,
        "title": document.title,
        "format": document.format,
        "notes": [note_to_json(note, resolutions) for note in bibliography.notes],
        "works": {work.id: work_to_json(work) for work in bibliography.works},
        "fragments": [{"text": fragment.text, "place": fragment.place} for fragment in document.fragments],
        "diagnostics": [diagnostic_to_json(diagnostic) for diagnostic in bibliography.diagnostics],
    }


def note_to_json(parsed: ParsedNote, resolutions: dict[str, Resolution]) -> dict[str, Any]:
    """Give one note with its citations, cross-references, unparsed stretches and diagnostics."""
    note = parsed.note
    return {
        "n": note.number,
        "id": note.id,
        "kind": str(note.kind),
        **({"division": note.division} if note.division else {}),
        "text": note.text,
        "citations": [citation_to_json(c, resolutions.get(c.id)) for c in parsed.citations],
        "cross_references": [
            {"span": _span(r.span), "text": r.text, "target": r.target} for r in parsed.cross_references
        ],
        "unparsed": [{"span": _span(u.span), "text": u.text, "reason": u.reason} for u in parsed.unparsed],
        "diagnostics": [diagnostic_to_json(diagnostic) for diagnostic in parsed.diagnostics],
    }


def citation_to_json(citation: Citation, resolution: Resolution | None) -> dict[str, Any]:
    """Give one citation with what came of it; `confidence` is that of the link to the work."""
    found = resolution or Resolution(citation=citation.id, status=Status.UNRESOLVED, confidence=0.0)
    members: dict[str, Any] = {
        "id": citation.id,
        "work": found.work,
        "kind": citation.kind,
        "form": str(citation.form),
        "type": citation.type,
        "locator": citation.locator.value if citation.locator else "",
        "locators": [_locator(locator) for locator in citation.locators],
        "inherited": found.inherited_locator,
        "signal": citation.signal,
        "relation": str(citation.relation) if citation.relation else "",
        "related": citation.related,
        "span": _span(citation.span),
        "prefix": citation.prefix,
        "suffix": citation.suffix,
        "status": str(found.status),
        "rule": found.rule,
        "antecedent": found.antecedent,
        "confidence": round(found.confidence, 3),
        "parse_confidence": round(citation.confidence, 3),
        "alternatives": [
            {"work": a.work, "confidence": round(a.confidence, 3), "evidence": a.evidence} for a in found.alternatives
        ],
        "fields": fields_to_json(citation.fields),
        "spans": {key.name: _span(f.span) for key, f in citation.fields.items() if f.span is not None},
        "origins": {key.name: str(f.origin) for key, f in citation.fields.items() if f.origin != "stated"},
    }
    return {name: value for name, value in members.items() if name in _ALWAYS or value not in ("", [], {})}


_ALWAYS = frozenset({"id", "work", "kind", "form", "locator", "signal", "span", "status", "rule", "confidence",
                     "alternatives"})  # fmt: skip


def work_to_json(work: Work) -> dict[str, Any]:
    """Give a work as a CSL JSON item with its citations, and whether the document gives it in full."""
    item = work_to_item(work)
    item["incomplete"] = not work.complete
    item["citations"] = list(work.citations)
    if work.entries:
        item["entries"] = list(work.entries)
    origins = {key.name: str(f.origin) for key, f in work.fields.items() if f.origin != "stated"}
    if origins:
        item["origins"] = origins
    return item


def diagnostic_to_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """Give a diagnostic with the members that say something."""
    members = {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "note": diagnostic.note,
        "citation": diagnostic.citation,
        "work": diagnostic.work,
        "span": _span(diagnostic.span) if diagnostic.span else [],
    }
    return {name: value for name, value in members.items() if value}


def _span(span: Span | None) -> list[int]:
    return [span.start, span.end] if span else []


def _locator(locator: Locator) -> dict[str, str]:
    members = {"label": locator.label, "value": locator.value, "volume": locator.volume}
    return {name: value for name, value in members.items() if value}
