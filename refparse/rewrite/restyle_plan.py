"""What is to stand in each note: which stretches of its text change, into what, and what is left as typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Protocol

from refparse.formats.markup import Rich, Run, flat_text, join_runs
from refparse.model import Bibliography, Citation, Diagnostic, MarkKind, ParsedNote, Severity
from refparse.model.cluster import Cite, Cluster
from refparse.rewrite.restyle_judge import Judged, item_of, judge_notes
from refparse.rewrite.restyle_seams import Replacement, lost_words, replacements

SURE = 0.9
Item = Mapping[str, Any]


class Renderer(Protocol):
    """What restyling needs of a style with its engine."""

    @property
    def is_note_style(self) -> bool:
        """Say whether citations stand in notes."""

    @property
    def names_notes(self) -> bool:
        """Say whether a later citation names the note of the first: "Bloch (n 1) 29"."""

    @property
    def stops_in_quotes(self) -> bool:
        """Say whether full stops and commas stand inside closing quotes."""

    @property
    def heading(self) -> str:
        """Give the heading of a reference list."""

    @property
    def brackets(self) -> tuple[str, str]:
        """Give what a citation in the text stands in: ``("(", ")")``."""

    def cite(self, items: Sequence[Item], clusters: Sequence[Cluster], opens: Sequence[bool]) -> tuple[Rich, ...]:
        """Format citations without brackets and without the mark that closes them."""

    def entries(self, items: Sequence[Item]) -> tuple[Rich, ...]:
        """Format the reference list."""


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


def plan_restyle(bibliography: Bibliography, renderer: Renderer, *, sure: float = SURE) -> RestylePlan:
    """Plan a document's notes in another style.

    A citation is written anew where its resolution is certain by `sure`, a confidence in [0, 1], and its work is
    known in full; any other is left as typed and listed (R611).
    """
    found = judge_notes(bibliography, sure)
    doubts = [each.doubt for judged in found for each in judged if each.doubt]
    wanted = {each.cite.id for judged in found for each in judged if each.cite}
    items = [item_of(bibliography, work.id) for work in bibliography.works if work.id in wanted]
    plan = _plan_notes if renderer.is_note_style else _plan_in_text
    made = plan(bibliography.notes, found, items, renderer)
    return replace(made, diagnostics=(*doubts, *made.diagnostics))


# Notes

# A work that stands for whatever breaks the chain of ibid.: a citation left as typed, a note with several works.
_BREAK: Item = {"id": "refparse-break", "type": "document", "title": "—"}
_BREAK_CITE = Cite(id="refparse-break")


def _plan_notes(
    notes: Sequence[ParsedNote], found: Sequence[Sequence[Judged]], items: Sequence[Item], renderer: Renderer
) -> RestylePlan:
    """Plan notes for a note style: all citations go to the engine in order, so that it knows each one's position.

    One that is left as typed counts too, as far as its work is known, but what the engine makes of it is not used.
    """
    clusters: list[Cluster] = []
    opens: list[bool] = []
    for number, judged in zip(_numbers(notes), found, strict=True):
        cites = [each.cite or _BREAK_CITE for each in judged]
        clusters += [Cluster(note=number, cites=(cite,)) for cite in (*cites, *([_BREAK_CITE] * (len(cites) > 1)))]
        opens += [*(each.opens for each in judged), *([True] * (len(cites) > 1))]
    written = iter(renderer.cite([*items, _BREAK], clusters, opens) if clusters else ())
    plans, losses = [], []
    for note, judged in zip(notes, found, strict=True):
        pairs = [(each, next(written)) for each in judged]
        if len(judged) > 1:
            next(written)
        made = [(each.citation, rich) for each, rich in pairs if not each.doubt]
        kept = [(citation, rich) for citation, rich in made if not lost_words(citation.span.of(note.note.text), rich)]
        losses += [_loss(note, citation, rich) for citation, rich in made if (citation, rich) not in kept]
        plans.append(
            NotePlan(note=note, replacements=tuple(replacements(note.note.text, kept, renderer.stops_in_quotes)))
        )
    unsure = [_restarting()] if renderer.names_notes and _restarts(notes) else []
    return RestylePlan(notes=tuple(plans), diagnostics=(*losses, *unsure))


def _numbers(notes: Sequence[ParsedNote]) -> list[int]:
    """Give the numbers by which notes name each other ("n 12"): those shown where they run on, else a count."""
    shown = [int(note.note.number) if note.note.number.isdecimal() else 0 for note in notes]
    runs_on = all(one < other for one, other in pairwise([0, *shown]))
    return shown if runs_on else list(range(1, len(notes) + 1))


def _restarts(notes: Sequence[ParsedNote]) -> bool:
    numbers = [note.note.number for note in notes]
    return len(set(numbers)) < len(numbers)


def _restarting() -> Diagnostic:
    message = "the style names notes by number, but numbers begin anew in this document: they are counted through"
    return Diagnostic(code="R616", message=message)


def _loss(note: ParsedNote, citation: Citation, rich: Rich) -> Diagnostic:
    old = citation.span.of(note.note.text)
    message = f"left as typed: in the new style “{lost_words(old, rich)}” would be lost: {old}"
    return Diagnostic(code="R611", message=message, note=note.note.id, citation=citation.id, span=citation.span)


# In the text

# what may stand between the citations of a note that only cites
_ONLY_CITES = re.compile(r"[\s.,;:]*(?:\b(?:and|und|et)\b)?[\s.,;:]*")


def _plan_in_text(
    notes: Sequence[ParsedNote], found: Sequence[Sequence[Judged]], items: Sequence[Item], renderer: Renderer
) -> RestylePlan:
    dissolved = [_cluster_of(note, judged) for note, judged in zip(notes, found, strict=True)]
    kept = [[each for each in judged if not each.doubt] for judged in found]
    clusters = [
        each
        for whole, sure in zip(dissolved, kept, strict=True)
        for each in ([whole] if whole else [Cluster(cites=(each.cite,)) for each in sure if each.cite])
    ]
    # Numbers are given in the order of the first citation.
    order = list(dict.fromkeys(cite.id for cluster in clusters for cite in cluster.cites))
    cited = sorted((item for item in items if item["id"] in order), key=lambda item: order.index(item["id"]))
    written = iter(renderer.cite(cited, clusters, [True] * len(clusters)) if clusters else ())
    plans = []
    for note, whole, sure in zip(notes, dissolved, kept, strict=True):
        if whole:
            plans.append(NotePlan(note=note, in_text=_bracketed(next(written), renderer.brackets)))
        else:
            made = [(each.citation, _recognizable(next(written), renderer.brackets)) for each in sure]
            plans.append(
                NotePlan(note=note, replacements=tuple(replacements(note.note.text, made, renderer.stops_in_quotes)))
            )
    remarks = [_remark(plan.note) for plan in plans if plan.replacements]
    if any(dissolved):
        remarks += [_renumbered(note) for note in notes if note.cross_references]
    return RestylePlan(
        notes=tuple(plans),
        entries=renderer.entries(cited) if cited else (),
        heading=renderer.heading if cited else "",
        diagnostics=tuple(remarks),
    )


def _bracketed(rich: Rich, brackets: tuple[str, str]) -> Rich:
    """Put a citation in brackets, raised where all of it is."""
    marks = frozenset.intersection(*(run.marks for run in rich)) if rich else frozenset()
    return join_runs((Run(brackets[0], marks), *rich, Run(brackets[1], marks)))


# "3", "3, 7-9": a number alone says nothing in a sentence
_NUMBER = re.compile(r"[\d\s,;–-]+")


def _recognizable(rich: Rich, brackets: tuple[str, str]) -> Rich:
    """Leave a citation in a note without brackets, but not a mere number."""
    return _bracketed(rich, brackets) if _NUMBER.fullmatch(flat_text(rich)) and not is_raised(rich) else rich


def is_raised(rich: Rich) -> bool:
    """Say whether a citation is a raised number, which stands where a note's marker stood."""
    return bool(rich) and all(MarkKind.SUPERSCRIPT in run.marks for run in rich if run.text.strip())


def _cluster_of(note: ParsedNote, judged: Sequence[Judged]) -> Cluster | None:
    """Give the citation in the text that a note becomes, None where the note says more than what it cites."""
    if not judged or any(each.doubt for each in judged) or note.cross_references or note.unparsed:
        return None
    text, at, cites = note.note.text, 0, []
    for each in judged:
        between = text[at : each.citation.span.start]
        signal = _signal_in(between, each.citation.signal)
        if signal is None or each.cite is None:
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
