"""Which citations are sure enough to be written anew, as which work, and why the others are left as typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from refparse.csl_json import work_to_item
from refparse.model import Bibliography, Citation, CitationForm, Diagnostic, Locator, ParsedNote, Resolution, Status
from refparse.model.cluster import Cite
from refparse.model.variables import TITLE, TITLE_SHORT

# Below this confidence of the parse a locator or a word may have been misread.
_READ = 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """A citation and what it means: `cite` is None where that is not known, `doubt` says why it is left as typed.

    `opens` says whether it begins a sentence.
    """

    citation: Citation
    cite: Cite | None
    opens: bool
    doubt: Diagnostic | None = None


def judge_notes(bibliography: Bibliography, sure: float) -> list[list[Judged]]:
    """Judge the citations of each note in order; a confidence below `sure`, in [0, 1], is a doubt."""
    resolutions = {resolution.citation: resolution for resolution in bibliography.resolutions}
    complete = {work.id for work in bibliography.works if work.complete}
    return [
        [_judge(citation, note, resolutions.get(citation.id), complete, sure) for citation in _in_order(note)]
        for note in bibliography.notes
    ]


def _in_order(note: ParsedNote) -> list[Citation]:
    return sorted(note.citations, key=lambda citation: citation.span)


def _judge(
    citation: Citation, note: ParsedNote, resolution: Resolution | None, complete: set[str], sure: float
) -> Judged:
    text = note.note.text
    reason = _doubt(citation, resolution, complete, sure)
    known = resolution is not None and resolution.status is Status.RESOLVED and resolution.work in complete
    cite = _cite(citation, resolution, text) if known and resolution is not None else None
    doubt = Diagnostic(
        code="R611",
        message=f"left as typed: {reason}: {citation.span.of(text)}",
        note=note.note.id,
        citation=citation.id,
        span=citation.span,
    )
    return Judged(citation, cite, _opens_sentence(citation, text), doubt if reason or cite is None else None)


def _doubt(citation: Citation, resolution: Resolution | None, complete: set[str], sure: float) -> str:
    if resolution is None or resolution.status is Status.UNRESOLVED or not resolution.work:
        return "it is not known which work it means"
    if resolution.status is Status.AMBIGUOUS:
        return "it may mean more than one work"
    if resolution.confidence < sure:
        return f"it is not certain which work it means ({resolution.confidence:.2f})"
    if citation.confidence < _READ:
        return f"it is not certain that it was read right ({citation.confidence:.2f})"
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


def item_of(bibliography: Bibliography, key: str) -> dict[str, Any]:
    """Give the work as CSL JSON, with the short title and the particles that the document itself uses for it."""
    work = next(work for work in bibliography.works if work.id == key)
    shorts = [
        (note.note.text, citation)
        for note in bibliography.notes
        for citation in note.citations
        if citation.id in work.citations and citation.form is CitationForm.SHORT
    ]
    item = _with_particles(work_to_item(work), [citation.span.of(text) for text, citation in shorts])
    used = Counter(citation.fields.value(TITLE, "") for _, citation in shorts)
    used.pop("", None)
    short = used.most_common(1)[0][0] if used else _main_title(str(item.get("title", "")))
    if work.fields.value(TITLE_SHORT) or not short or short == item.get("title"):
        return item
    return {**item, "title-short": short}


_NAMES = ("author", "editor", "translator")


def _with_particles(item: dict[str, Any], shorts: Sequence[str]) -> dict[str, Any]:
    """Keep a particle that the document's short forms keep: "de Vries, 58", though the full name is "Jan de Vries"."""
    names = {role: [_with_particle(name, shorts) for name in item[role]] for role in _NAMES if role in item}
    return {**item, **names}


def _with_particle(name: dict[str, str], shorts: Sequence[str]) -> dict[str, str]:
    particle = name.get("dropping-particle", "")
    kept = f"{particle} {name.get('family', '')}".casefold()
    if not particle or not any(_stands_alone(kept, short.casefold()) for short in shorts):
        return name
    rest = {part: value for part, value in name.items() if part != "dropping-particle"}
    return {**rest, "non-dropping-particle": particle}


def _stands_alone(name: str, short: str) -> bool:
    """Say whether a short form names an author so, without a given name before: at its beginning or after "and"."""
    return short.startswith(name) or f" and {name}" in short or f", {name}" in short


def _main_title(title: str) -> str:
    return title.split(": ", 1)[0]
