"""What is to stand in each note: which stretches of its text change, into what, and what is left as typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from refparse.csl_json import work_to_item
from refparse.formats.markup import Rich, close_with, flat_text
from refparse.model import (
    Bibliography,
    Citation,
    CitationForm,
    Diagnostic,
    Locator,
    ParsedNote,
    Resolution,
    Severity,
    Span,
    Status,
)
from refparse.model.cluster import Cite, Cluster
from refparse.model.variables import TITLE, TITLE_SHORT

SURE = 0.9
Item = Mapping[str, Any]


class Renderer(Protocol):
    """What restyling needs of a style with its engine."""

    @property
    def is_note_style(self) -> bool:
        """Say whether citations stand in notes."""

    @property
    def stops_in_quotes(self) -> bool:
        """Say whether full stops and commas stand inside closing quotes."""

    @property
    def heading(self) -> str:
        """Give the heading of a reference list."""

    def cite(
        self, items: Sequence[Item], clusters: Sequence[Cluster], opens: Sequence[bool], *, bare: bool
    ) -> tuple[Rich, ...]:
        """Format citations without the mark that closes them."""

    def entries(self, items: Sequence[Item]) -> tuple[Rich, ...]:
        """Format the reference list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A stretch of a note's text and the formatted text that comes in its place."""

    span: Span
    rich: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePlan:
    """What becomes of one note: stretches replaced, or the whole note dissolved into a citation in the text."""

    note: ParsedNote
    replacements: tuple[Replacement, ...] = ()
    in_text: Rich = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RestylePlan:
    """The plan for a document: its notes in order, the reference list, and what was left as typed, and why."""

    notes: tuple[NotePlan, ...]
    entries: tuple[Rich, ...] = ()
    heading: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sure:
    """A citation that is sure enough to be written anew, with the work it means."""

    citation: Citation
    cite: Cite
    opens: bool


def plan_restyle(bibliography: Bibliography, renderer: Renderer, *, sure: float = SURE) -> RestylePlan:
    """Plan a document's notes in another style.

    A citation is written anew where its resolution is certain by `sure`, a confidence in [0, 1], and its work is
    known in full; any other is left as typed and listed (R611).
    """
    works = {work.id: work for work in bibliography.works}
    resolutions = {resolution.citation: resolution for resolution in bibliography.resolutions}
    complete = {key for key, work in works.items() if work.complete}
    found = [[_judge(citation, note, resolutions, complete, sure) for citation in _in_order(note)]
             for note in bibliography.notes]  # fmt: skip
    doubts = [each for judged in found for each in judged if isinstance(each, Diagnostic)]
    cited = {each.cite.id for judged in found for each in judged if isinstance(each, _Sure)}
    items = [_item(bibliography, key) for key in works if key in cited]
    plan = _plan_notes if renderer.is_note_style else _plan_in_text
    notes, kept = plan(bibliography.notes, found, items, renderer)
    listed = not renderer.is_note_style and bool(items)
    return RestylePlan(
        notes=tuple(notes),
        entries=renderer.entries(items) if listed else (),
        heading=renderer.heading if listed else "",
        diagnostics=(*doubts, *kept),
    )


def _in_order(note: ParsedNote) -> list[Citation]:
    return sorted(note.citations, key=lambda citation: citation.span)


def _judge(
    citation: Citation, note: ParsedNote, resolutions: Mapping[str, Resolution], complete: set[str], sure: float
) -> _Sure | Diagnostic:
    resolution = resolutions.get(citation.id)
    reason = _doubt(citation, resolution, complete, sure)
    if reason or resolution is None:
        return Diagnostic(
            code="R611",
            message=f"left as typed: {reason}: {citation.span.of(note.note.text)}",
            note=note.note.id,
            citation=citation.id,
            span=citation.span,
        )
    return _Sure(citation, _cite(citation, resolution, note.note.text), _opens_sentence(citation, note.note.text))


def _doubt(citation: Citation, resolution: Resolution | None, complete: set[str], sure: float) -> str:
    if resolution is None or resolution.status is Status.UNRESOLVED or not resolution.work:
        return "it is not known which work it means"
    if resolution.status is Status.AMBIGUOUS:
        return "it may mean more than one work"
    if min(resolution.confidence, citation.confidence) < sure:
        return f"it is not certain which work it means ({min(resolution.confidence, citation.confidence):.2f})"
    if resolution.work not in complete:
        return "the document never gives the work in full"
    return ""


def _cite(citation: Citation, resolution: Resolution, text: str) -> Cite:
    own = citation.locators or (resolution.inherited if citation.form is CitationForm.IBID else ())
    label, value = _locator(own, citation)
    return Cite(
        id=resolution.work or "",
        locator=value,
        label=label,
        prefix=_words_inside(citation.prefix, citation, text),
        suffix=_words_inside(citation.suffix, citation, text),
        suppress_author=citation.possessive,
    )


def _words_inside(words: str, citation: Citation, text: str) -> str:
    """Give words that stand inside the citation's stretch; those outside stay where they are anyway."""
    return words if words and words in citation.span.of(text) else ""


def _locator(locators: Sequence[Locator], citation: Citation) -> tuple[str, str]:
    """Give label and value for CSL, which knows one locator: "3:232 n. 2" is a page with more words."""
    if not locators:
        return "page", ""
    first = locators[0]
    if any(other.label != first.label for other in locators) and citation.locator is not None:
        return first.label, citation.locator.text or citation.locator.value
    values = ", ".join(f"{locator.volume}:{locator.value}" if locator.volume else locator.value for locator in locators)
    return first.label, values


# the end of what stands before a citation, where it begins a sentence: "… is old. ", "“… old.” "
_SENTENCE_END = re.compile(r"[.!?][”\"’)]?\s*$")


def _opens_sentence(citation: Citation, text: str) -> bool:
    before = text[: citation.span.start].rstrip()
    return not before or (not citation.signal and bool(_SENTENCE_END.search(before)))


def _item(bibliography: Bibliography, key: str) -> dict[str, Any]:
    """Give the work as CSL JSON, with the short title that the document itself uses for it."""
    work = next(work for work in bibliography.works if work.id == key)
    item = work_to_item(work)
    used = Counter(
        citation.fields.value(TITLE, "")
        for citation in bibliography.citations
        if citation.id in work.citations and citation.form is CitationForm.SHORT
    )
    used.pop("", None)
    short = used.most_common(1)[0][0] if used else _main_title(str(item.get("title", "")))
    if work.fields.value(TITLE_SHORT) or not short or short == item.get("title"):
        return item
    return {**item, "title-short": short}


def _main_title(title: str) -> str:
    return title.split(": ", 1)[0]


# Notes

# A work that stands for whatever breaks the chain of ibid.: a citation left as typed, a note with several works.
_BREAK: dict[str, Any] = {"id": "refparse-break", "type": "document", "title": "—"}
_BREAK_CITE = Cite(id="refparse-break")


def _plan_notes(
    notes: Sequence[ParsedNote], found: Sequence[Sequence[_Sure | Diagnostic]], items: list[dict[str, Any]],
    renderer: Renderer,
) -> tuple[list[NotePlan], list[Diagnostic]]:  # fmt: skip
    clusters: list[Cluster] = []
    opens: list[bool] = []
    places: list[int | None] = []
    for number, judged in enumerate(found, 1):
        for each in judged:
            is_sure = isinstance(each, _Sure)
            places.append(len(clusters) if is_sure else None)
            clusters.append(Cluster(note=number, cites=(each.cite if isinstance(each, _Sure) else _BREAK_CITE,)))
            opens.append(each.opens if isinstance(each, _Sure) else True)
        if len(judged) > 1:
            clusters.append(Cluster(note=number, cites=(_BREAK_CITE,)))
            opens.append(True)
    written = renderer.cite([*items, _BREAK], clusters, opens, bare=False) if clusters else ()
    next_place = iter(places)
    plans = []
    for note, judged in zip(notes, found, strict=True):
        pairs = [(each, next(next_place)) for each in judged]
        made = [
            (each.citation, written[place]) for each, place in pairs if isinstance(each, _Sure) and place is not None
        ]
        plans.append(NotePlan(note=note, replacements=tuple(_replacements(note.note.text, made, renderer))))
    return plans, []


def _replacements(text: str, made: Sequence[tuple[Citation, Rich]], renderer: Renderer) -> Iterator[Replacement]:
    for citation, rich in made:
        changed = _joined_to_text(text, citation.span, rich, renderer.stops_in_quotes)
        if rich and flat_text(changed.rich) != changed.span.of(text):
            yield changed


# "“The Crowd in Politics.”", the stop that closes the note inside the quotes
_STOP_INSIDE = re.compile(r"[.?!][”\"’]$")


def _joined_to_text(text: str, span: Span, rich: Rich, in_quotes: bool) -> Replacement:
    """Fit a citation to the punctuation that the document has after it: a stop moves inside quotes, none is doubled."""
    following = text[span.end : span.end + 1]
    if following in (".", ","):
        return Replacement(span=Span(span.start, span.end + 1), rich=close_with(rich, following, in_quotes=in_quotes))
    old = span.of(text)
    if _STOP_INSIDE.search(old) or (old.endswith(".") and not following.strip()):
        return Replacement(span=span, rich=close_with(rich, ".", in_quotes=in_quotes))
    return Replacement(span=span, rich=rich)


# In the text

# what may stand between the citations of a note that only cites
_ONLY_CITES = re.compile(r"[\s.,;:]*(?:\b(?:and|und|et)\b)?[\s.,;:]*")


def _plan_in_text(
    notes: Sequence[ParsedNote], found: Sequence[Sequence[_Sure | Diagnostic]], items: list[dict[str, Any]],
    renderer: Renderer,
) -> tuple[list[NotePlan], list[Diagnostic]]:  # fmt: skip
    dissolved = [_cluster_of(note, judged) for note, judged in zip(notes, found, strict=True)]
    whole = [cluster for cluster in dissolved if cluster is not None]
    kept = [
        each for cluster, judged in zip(dissolved, found, strict=True) if cluster is None
        for each in judged if isinstance(each, _Sure)
    ]  # fmt: skip
    in_text = iter(renderer.cite(items, whole, [True] * len(whole), bare=False) if whole else ())
    in_notes = iter(_cite_bare(items, kept, renderer))
    plans = []
    remarks = []
    for note, cluster, judged in zip(notes, dissolved, found, strict=True):
        if cluster is not None:
            plans.append(NotePlan(note=note, in_text=next(in_text)))
            continue
        made = [(each.citation, next(in_notes)) for each in judged if isinstance(each, _Sure)]
        plans.append(NotePlan(note=note, replacements=tuple(_replacements(note.note.text, made, renderer))))
        if made:
            remarks.append(_remark(note))
    if whole:
        remarks += [_renumbered(note) for note in notes if note.cross_references]
    return plans, remarks


def _cite_bare(items: Sequence[Item], kept: Sequence[_Sure], renderer: Renderer) -> tuple[Rich, ...]:
    clusters = [Cluster(cites=(each.cite,)) for each in kept]
    return renderer.cite(items, clusters, [each.opens for each in kept], bare=True) if clusters else ()


def _cluster_of(note: ParsedNote, judged: Sequence[_Sure | Diagnostic]) -> Cluster | None:
    """Give the citation in the text that a note becomes, None where the note says more than what it cites."""
    sure = [each for each in judged if isinstance(each, _Sure)]
    if not sure or len(sure) < len(judged) or note.cross_references or note.unparsed:
        return None
    text, at, cites = note.note.text, 0, []
    for each in sure:
        between = text[at : each.citation.span.start]
        signal = _signal_in(between, each.citation.signal)
        if signal is None:
            return None
        cites.append(replace(each.cite, prefix=" ".join(filter(None, (signal, each.cite.prefix)))))
        at = each.citation.span.end
    return Cluster(cites=tuple(cites)) if _ONLY_CITES.fullmatch(text[at:]) else None


def _signal_in(between: str, signal: str) -> str | None:
    """Give the signal as written between two citations, "" for none, None where there are other words too."""
    bare = between.strip(" \t.,;:")
    if _ONLY_CITES.fullmatch(bare):
        return ""
    if signal and bare.casefold().rstrip(".") == signal.casefold().rstrip("."):
        return bare[:1].lower() + bare[1:]
    return None


def _remark(note: ParsedNote) -> Diagnostic:
    message = f"note {note.note.number} says more than what it cites, so that it stays a note"
    return Diagnostic(code="R612", message=message, severity=Severity.INFO, note=note.note.id)


def _renumbered(note: ParsedNote) -> Diagnostic:
    named = ", ".join(reference.text for reference in note.cross_references)
    message = f"note {note.note.number} names another note by its number ({named}), which may have changed"
    return Diagnostic(code="R615", message=message, note=note.note.id, span=note.cross_references[0].span)
