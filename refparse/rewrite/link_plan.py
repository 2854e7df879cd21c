"""Which stretches of the notes become live citations, of which works, with which words before and after."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from refparse.assets import word_set
from refparse.model import (
    Bibliography,
    Citation,
    CitationForm,
    Diagnostic,
    Note,
    ParsedNote,
    Resolution,
    Severity,
    Span,
    Status,
)
from refparse.model.cluster import Cite
from refparse.model.variables import TITLE
from refparse.text.fold import fold

SURE: Final = 0.9
# Longer commentary between, before or after citations stays outside of the field.
_LONGEST_WORDS: Final = 200
_LONGEST_LEAD: Final = 60

# Where one sentence ends and the next begins: "29. See", "29.” “See"; not "cf. the"
_SENTENCE_END: Final = re.compile(r"[.?!][”\"’')\]]*\s+(?=[“\"‘'(\[]*[^\W\d_a-z]|$)")
_WORD: Final = re.compile(r"\w[^\s]*")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)?$")
# Words in the longest signal: "see also, for example,"
_LONGEST_SIGNAL: Final = 4
# A citation that holds the stop of its sentence: "… “Manifesto.” See" from the stop on.
_ENDS_SENTENCE: Final = re.compile(r"[.?!][”\"’'](?:\s*$|\s+[“\"‘'(\[]*[^\W\d_a-z])")
# The rest of a sentence after its last citation, and its stop: " (emphasis added).", ", in the trans. by her pupils."
_TAIL: Final = re.compile(
    r"""
    ((?: [^.?!] | \.(?=\s+[a-z\d]|[\w,;:)]) ){0,200}?)   # a stop within it is that of an abbreviation
    (\.[”"’')\]]*)
    (?= \s*$ | \s+[“"‘'(\[]*[^\W\d_a-z] )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPlan:
    """One live citation to be: the stretch of the note that it shows, and what it cites, in order.

    `inside` says that the sentence goes on after it.
    """

    note: str
    span: Span
    cites: tuple[Cite, ...]
    citations: tuple[str, ...]
    inside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLinks:
    """A note, its place among all notes (from 1), and the live citations it is to hold."""

    note: Note
    index: int
    fields: tuple[FieldPlan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPlan:
    """What is to be made of all notes; `live` counts the citations that are live already."""

    notes: tuple[NoteLinks, ...]
    live: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


def plan_links(bibliography: Bibliography, min_confidence: float = SURE) -> LinkPlan:
    """Plan the live citations of a document: citations resolved with `min_confidence`, in [0, 1], or more.

    Citations of one sentence come together in one field, with the words between them as prefixes and suffixes, since a
    note style ends every field with a stop. "See Bloch, 29; cf. ibid., 31." is one field of two cites. What is live
    already is left alone; what is not sure stays as typed and is listed (R901).
    """
    resolutions = {each.citation: each for each in bibliography.resolutions}
    works = {work.id: bool(work.fields.value(TITLE, "")) for work in bibliography.works}
    planned = [
        _plan_note(note, index, resolutions, works, min_confidence) for index, note in enumerate(bibliography.notes, 1)
    ]
    return LinkPlan(
        notes=tuple(links for links, _, _ in planned),
        live=sum(live for _, _, live in planned),
        diagnostics=tuple(one for _, doubts, _ in planned for one in doubts),
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """A citation in its note; `cite` is None for one that stays as it is."""

    citation: Citation
    cite: Cite | None


def _plan_note(
    parsed: ParsedNote, index: int, resolutions: Mapping[str, Resolution], works: Mapping[str, bool], sure: float
) -> tuple[NoteLinks, list[Diagnostic], int]:
    note = parsed.note
    judged: list[_Judged] = []
    doubts: list[Diagnostic] = []
    live = 0
    for citation in sorted(parsed.citations, key=lambda each: each.span):
        is_live = any(each.span.overlaps(citation.span) for each in note.embedded)
        live += is_live
        resolution = resolutions.get(citation.id)
        reason = "" if is_live else _doubt(resolution, works, sure)
        if reason:
            doubts.append(left_as_typed(note, citation.span, reason, citation.id))
        known = not is_live and not reason and resolution is not None
        judged.append(_Judged(citation, _cite(citation, resolution) if known and resolution else None))
    fields = _fields(note, judged)
    doubts += [_inside(note, field) for field in fields if field.inside]
    return NoteLinks(note=note, index=index, fields=tuple(fields)), doubts, live


def _doubt(resolution: Resolution | None, works: Mapping[str, bool], sure: float) -> str:
    if resolution is None or resolution.status is Status.UNRESOLVED or resolution.work not in works:
        return "it is not known which work it means"
    if resolution.status is Status.AMBIGUOUS:
        return "it may mean more than one work"
    if resolution.confidence < sure:
        return f"it is not certain which work it means ({resolution.confidence:.2f})"
    if not works[resolution.work or ""]:
        return "the document never names the work"
    return ""


def left_as_typed(note: Note, span: Span, reason: str, citation: str = "") -> Diagnostic:
    """Give the diagnostic for a citation that does not become live."""
    message = f"note {note.number}: left as typed: {reason}: {span.of(note.text)}"
    return Diagnostic(code="R901", message=message, note=note.id, citation=citation, span=span)


def _inside(note: Note, field: FieldPlan) -> Diagnostic:
    message = f"note {note.number}: the sentence goes on after a live citation: {field.span.of(note.text)}"
    return Diagnostic(code="R903", message=message, severity=Severity.INFO, note=note.id, span=field.span)


def _cite(citation: Citation, resolution: Resolution) -> Cite:
    own = citation.locators or (resolution.inherited if citation.form is CitationForm.IBID else ())
    labels = {each.label for each in own}
    if len(labels) > 1 and citation.locator is not None:
        value = citation.locator.text or citation.locator.value
    else:
        value = ", ".join(f"{each.volume}:{each.value}" if each.volume else each.value for each in own)
    return Cite(
        id=resolution.work or "",
        locator=value,
        label=own[0].label if own else "page",
        suppress_author=citation.possessive,
    )


# Gathering ------------------------------------------------------------------------------------------------------------


def _fields(note: Note, judged: Sequence[_Judged]) -> list[FieldPlan]:
    fields: list[FieldPlan] = []
    for group in _groups(note.text, judged):
        if group[0].cite is not None:
            floor = fields[-1].span.end if fields else 0
            fields.append(_field(note, group, *_bounds(note, judged, group, floor)))
    return fields


def _groups(text: str, judged: Sequence[_Judged]) -> list[list[_Judged]]:
    """Gather the citations that go into one field each: neighbours in one sentence."""
    groups: list[list[_Judged]] = []
    for one in judged:
        if groups and one.cite is not None and groups[-1][-1].cite is not None and _belong(text, groups[-1][-1], one):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _belong(text: str, one: _Judged, other: _Judged) -> bool:
    end, start = one.citation.span.end, other.citation.span.start
    between = text[end:start]
    # A citation that ends with a quotation holds the stop itself: "… “Manifesto.” See".
    before_signal = text[max(0, end - 2) : end] + between[: _signal_start(between, other.citation.signal)]
    return len(between) <= _LONGEST_WORDS and not _sentence_ends(before_signal)


def _signal_start(words: str, signal: str) -> int:
    """Give where the signal begins that `words` end with: 2 for "; cf. ", 0 for "See also, e.g., "."""
    known = word_set("grammar", "words", "signals.tsv")
    starts = [match.start() for match in _WORD.finditer(words)][-_LONGEST_SIGNAL:]
    tails = ((start, fold(words[start:])) for start in starts)
    return next((start for start, tail in tails if tail in known or (tail and tail == fold(signal))), len(words))


def _sentence_ends(text: str) -> list[int]:
    """Give where sentences begin in `text` after the first; the stop of an abbreviation or an initial ends none."""
    within = word_set("grammar", "words", "stops_within.tsv")
    ends: list[int] = []
    for match in _SENTENCE_END.finditer(text):
        last = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
        word = last.group() if last and match.group().startswith(". ") else ""
        if not (fold(word) in within or (len(word) == 1 and word.isupper())):
            ends.append(match.end())
    return ends


def _bounds(note: Note, judged: Sequence[_Judged], group: Sequence[_Judged], floor: int) -> tuple[int, int]:
    """Give how far words may be taken into a field: to the neighbours of its citations, and to other live fields."""
    first, last = group[0].citation.span, group[-1].citation.span
    others = [each.citation.span for each in judged if each not in group] + [each.span for each in note.embedded]
    return (
        max([floor, *(span.end for span in others if span.end <= first.start)]),
        min([len(note.text), *(span.start for span in others if span.start >= last.end)]),
    )


def _field(note: Note, group: Sequence[_Judged], floor: int, ceiling: int) -> FieldPlan:
    text = note.text
    cites = [each.cite for each in group if each.cite is not None]
    first, last = group[0].citation, group[-1].citation
    start = _lead_start(text, floor, first)
    cites[0] = replace(cites[0], prefix=text[start : first.span.start])
    for at in range(1, len(group)):
        before, here = group[at - 1].citation.span, group[at].citation.span
        suffix, prefix = _between(text[before.end : here.start])
        cites[at - 1] = replace(cites[at - 1], suffix=_without_own_bracket(suffix, before.of(text)))
        cites[at] = replace(cites[at], prefix=prefix)
    end, suffix = _tail(text, last.span.end, ceiling)
    cites[-1] = replace(cites[-1], suffix=_without_own_bracket(suffix, last.span.of(text)))
    return FieldPlan(
        note=note.id,
        span=Span(start, end),
        cites=tuple(cites),
        citations=tuple(each.citation.id for each in group),
        inside=end == last.span.end and bool(text[end:].strip()) and not _ENDS_SENTENCE.match(text, max(0, end - 2)),
    )


def _between(words: str) -> tuple[str, str]:
    """Part the words between two citations into the suffix of the one and the prefix of the other.

    The style sets the semicolon; a comma at the head of a prefix keeps citeproc from doing so.
    """
    before, semicolon, after = words.rpartition(";")
    return (before.rstrip(), after.lstrip()) if semicolon else ("", words if words[:1] == "," else words.lstrip())


def _without_own_bracket(suffix: str, citation: str) -> str:
    """Drop a bracket that closes one inside the citation: "(London: Murray, 1941" and ")"; the style sets its own."""
    own = suffix[:1] == ")" and citation.count("(") > citation.count(")")
    return suffix[1:] if own else suffix


def _lead_start(text: str, floor: int, citation: Citation) -> int:
    """Give where the words before a citation begin that belong to it: its signal, or the short head of its sentence."""
    start = citation.span.start
    lead = text[floor:start]
    signal = floor + _signal_start(lead, citation.signal)
    head = text[floor:signal]
    ends = _sentence_ends(head)
    sentence = floor + ends[-1] if ends else floor + len(head) - len(head.lstrip())
    words = text[sentence:signal]
    opens = floor == 0 or bool(ends)
    return sentence if opens and words.strip() and len(words) <= _LONGEST_LEAD else signal


def _tail(text: str, start: int, ceiling: int) -> tuple[int, str]:
    """Give where a field ends and the suffix of its last cite: the rest of the sentence, its stop in the field.

    The stop is the style's own, so that it is no part of the suffix.
    """
    found = None if _ENDS_SENTENCE.match(text, max(0, start - 2)) else _TAIL.match(text, start, ceiling)
    if found is None:
        return start, ""
    words, stop = found.group(1), found.group(2)
    last = _LAST_WORD.search(words)
    if last and fold(last.group()) in word_set("grammar", "words", "stops_within.tsv") and text[found.end() :].strip():
        return start, ""
    return found.end(), words + stop[1:]
