"""Gathers what a person wants to see of a bibliography: notes with their links, works, doubts first, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from refparse.model import Bibliography, Citation, Diagnostic, ParsedNote, Resolution, Severity, Work
from refparse.report.explanations import read_explanations
from refparse.report.sureness import DOUBTFUL, LIKELY_FROM, Sureness, sureness_of
from refparse.write.mentions import mentions_by_work, note_numbers
from refparse.write.reference import Segment, reference_segments


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationView:
    """One citation with what came of it; `locator` is the one stated, or else the one that an ibid. takes over."""

    citation: Citation
    resolution: Resolution | None
    sureness: Sureness
    words: str
    locator: str
    inherited: bool = False

    @property
    def work(self) -> str:
        """Give the id of the work it means or may mean, "" for none."""
        return (self.resolution.work or "") if self.resolution else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """One note with the views of its citations; `label` is its number as printed, or its id."""

    parsed: ParsedNote
    label: str
    citations: tuple[CitationView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkView:
    """One work with its reference, the notes that cite it ("3, 17–19") and how many mentions it has."""

    work: Work
    reference: tuple[Segment, ...]
    notes: str
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtView:
    """One thing to look at: code ("" for a link that is merely unsure), where, the words concerned, what is doubted."""

    code: str
    title: str
    note: str
    citation: str
    words: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All that the picture and the report show; `remarks` counts the codes that are for the record only."""

    title: str
    notes: tuple[NoteView, ...]
    works: tuple[WorkView, ...]
    doubts: tuple[DoubtView, ...]
    remarks: tuple[tuple[str, str, int], ...]
    counts: tuple[tuple[int, str], ...]
    several_divisions: bool
    fragments: tuple[str, ...]


def make_overview(bibliography: Bibliography, *, least: float = LIKELY_FROM) -> Overview:
    """Gather the views of a bibliography; links below `least`, a confidence in [0, 1], count as doubts."""
    document = bibliography.document
    resolutions = {one.citation: one for one in bibliography.resolutions}
    notes = tuple(_note_view(parsed, resolutions, least) for parsed in bibliography.notes)
    diagnostics = [*bibliography.diagnostics, *(one for parsed in bibliography.notes for one in parsed.diagnostics)]
    return Overview(
        title=document.title or ("A note" if document.format == "note" else document.id),
        notes=notes,
        works=tuple(_work_views(bibliography)),
        doubts=tuple(_doubt_views(notes, diagnostics)),
        remarks=tuple(_remarks(diagnostics)),
        counts=tuple(_counts(bibliography, notes)),
        several_divisions=len({parsed.note.division for parsed in bibliography.notes}) > 1,
        fragments=tuple(fragment.text for fragment in document.fragments),
    )


def _note_view(parsed: ParsedNote, resolutions: dict[str, Resolution], least: float) -> NoteView:
    views = tuple(_citation_view(parsed, one, resolutions.get(one.id), least) for one in parsed.citations)
    return NoteView(parsed=parsed, label=parsed.note.number or parsed.note.id, citations=views)


def _citation_view(parsed: ParsedNote, citation: Citation, resolution: Resolution | None, least: float) -> CitationView:
    stated = citation.locator.value if citation.locator else ""
    taken = resolution.inherited_locator if resolution and not stated else ""
    return CitationView(
        citation=citation,
        resolution=resolution,
        sureness=sureness_of(resolution, least),
        words=citation.span.of(parsed.note.text),
        locator=stated or taken,
        inherited=bool(taken),
    )


def _work_views(bibliography: Bibliography) -> Iterator[WorkView]:
    mentions = mentions_by_work(bibliography)
    for work in bibliography.works:
        cited = mentions.get(work.id, ())
        yield WorkView(
            work=work, reference=reference_segments(work), notes=note_numbers(cited) if cited else "",
            mentions=len(cited),
        )  # fmt: skip


# Doubts

# What makes a reader's result wrong comes first: a link that may be another, one that is none, what was not read.
_FIRST = ("R301", "R303", "R201")
_ORDER = {Severity.PROBLEM: 1, Severity.DOUBT: 2}


def severity_of(diagnostic: Diagnostic) -> Severity:
    """Give how much a diagnostic matters: by its table, or else as it says itself."""
    known = read_explanations().get(diagnostic.code)
    return known.severity if known else diagnostic.severity


def _doubt_views(notes: Iterable[NoteView], diagnostics: Iterable[Diagnostic]) -> list[DoubtView]:
    labels = {view.parsed.note.id: view for view in notes}
    listed = [one for one in diagnostics if severity_of(one) is not Severity.INFO]
    named = {one.citation for one in listed if one.citation}
    listed.sort(key=lambda one: (_FIRST.index(one.code) - len(_FIRST) if one.code in _FIRST else 0, _rank(one)))
    return [*(_of_diagnostic(one, labels) for one in listed), *_unsure_links(labels.values(), named)]


def _rank(diagnostic: Diagnostic) -> int:
    return _ORDER[severity_of(diagnostic)]


def _of_diagnostic(diagnostic: Diagnostic, labels: dict[str, NoteView]) -> DoubtView:
    view = labels.get(diagnostic.note or diagnostic.citation.rpartition(".")[0])
    known = read_explanations().get(diagnostic.code)
    words = diagnostic.span.of(view.parsed.note.text) if view and diagnostic.span else ""
    message = diagnostic.message.removeprefix(f"{diagnostic.citation}: ")
    return DoubtView(
        code=diagnostic.code,
        title=known.title if known else "",
        note=view.label if view else "",
        citation=diagnostic.citation,
        words=words,
        message=message.removesuffix(f": {words[:120]}") if words else message,
    )


def _unsure_links(notes: Iterable[NoteView], named: set[str]) -> Iterator[DoubtView]:
    """Give the doubtful links that no diagnostic speaks of."""
    for note in notes:
        for view in note.citations:
            if view.sureness in DOUBTFUL and view.citation.id not in named:
                confidence = view.resolution.confidence if view.resolution else 0.0
                evidence = "; ".join(view.resolution.evidence) if view.resolution else ""
                told = f"taken for {view.work} ({confidence:.2f})" if view.work else "its work is not known"
                yield DoubtView(
                    code="", title="Unsure link", note=note.label, citation=view.citation.id, words=view.words,
                    message=told + (f": {evidence}" if evidence else ""),
                )  # fmt: skip


def _remarks(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[str, str, int]]:
    counted = Counter(one.code for one in diagnostics if severity_of(one) is Severity.INFO)
    for code in sorted(counted):
        known = read_explanations().get(code)
        yield code, known.title if known else "", counted[code]


def _counts(bibliography: Bibliography, notes: Iterable[NoteView]) -> Iterator[tuple[int, str]]:
    views = [view for note in notes for view in note.citations]
    by_step = Counter(view.sureness for view in views)
    works = bibliography.works
    yield len(bibliography.notes), "note" if len(bibliography.notes) == 1 else "notes"
    yield len(views), "citation" if len(views) == 1 else "citations"
    yield len(works), "work" if len(works) == 1 else "works"
    later = (
        (sum(not work.complete for work in works), "incomplete"),
        *((by_step[step], f"{step}") for step in (Sureness.UNSURE, Sureness.AMBIGUOUS, Sureness.UNKNOWN)),
        (sum(len(parsed.unparsed) for parsed in bibliography.notes), "not read"),
    )
    yield from ((number, words) for number, words in later if number)
