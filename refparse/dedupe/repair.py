"""Repair from siblings: what other mentions of a work say mends a damaged one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from refparse.comparison import function_words, skeleton
from refparse.model import Citation, Diagnostic, Field, Locator, Origin, Severity
from refparse.text.fold import fold_title, main_title

Mender = Callable[[str, frozenset[str]], tuple[str, tuple[Locator, ...]] | None]


def mend_title(title: str, spellings: Iterable[str]) -> str | None:
    """Give a title as the mentions of the work spell it where only spaces or confused letters set them apart.

    The spelling that most mentions share counts; of two equally frequent ones that with more function words, for OCR
    rather loses the spaces round them than makes them up. None where there is nothing to mend.

    >>> mend_title("AnatomyofCommunist Takeovers: A Study", ["Anatomy of Communist Takeovers"])
    'Anatomy of Communist Takeovers: A Study'
    """
    main = main_title(title)
    bones = skeleton(fold_title(main))
    alike = [main_title(other) for other in spellings if skeleton(fold_title(main_title(other))) == bones]
    counts = Counter(fold_title(one) for one in (*alike, main))
    best = max(counts, key=lambda folded: (counts[folded], _function_words(folded), folded == fold_title(main), folded))
    if best == fold_title(main):
        return None
    return min(one for one in alike if fold_title(one) == best) + title[len(main) :]


def _function_words(title: str) -> int:
    return sum(word in function_words() for word in title.split())


def mended_title(field: Field[str], spellings: Sequence[str]) -> Field[str]:
    """Give the title field as its mentions spell it, as `Origin.REPAIRED` with the original text kept."""
    mended = mend_title(field.value, spellings)
    if mended is None:
        return field
    return replace(field, value=mended, text=field.text or field.value, origin=Origin.REPAIRED, confidence=0.9)


def repair_from_siblings(
    citations: Sequence[Citation], work_of: Mapping[str, str], mend: Mender
) -> tuple[dict[str, Citation], tuple[Diagnostic, ...]]:
    """Mend damaged locators of a set by the volumes with which the other mentions of the work are cited.

    "1:27<r72" in a set whose volume 1 is cited becomes 1:270-72. `mend` gives a damaged text and the known volumes
    their best reading with its locators, or None. The changed citations are given by id; the original text is kept.
    """
    volumes = _volumes(citations, work_of)
    changed: dict[str, Citation] = {}
    found: list[Diagnostic] = []
    for citation in citations:
        locator = citation.locator
        if locator is None or locator.origin is not Origin.REPAIRED or citation.id not in work_of:
            continue
        reading = mend(locator.text, volumes.get(work_of[citation.id], frozenset()))
        if reading is not None and reading[0] != locator.value:
            field = replace(locator, value=reading[0])
            changed[citation.id] = replace(citation, locator=field, locators=reading[1])
            found.append(_told(citation, locator.text, reading[0]))
    return changed, tuple(found)


def _volumes(citations: Iterable[Citation], work_of: Mapping[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for citation in citations:
        sound = citation.locator is not None and citation.locator.origin is Origin.STATED
        if sound and citation.id in work_of:
            known = {one.volume for one in citation.locators if one.volume}
            found.setdefault(work_of[citation.id], set()).update(known)
    return {work: frozenset(known) for work, known in found.items()}


def _told(citation: Citation, text: str, reading: str) -> Diagnostic:
    return Diagnostic(
        code="R406",
        message=f"{citation.id}: the damaged locator “{text}” is read as {reading}, by the volumes cited elsewhere",
        severity=Severity.INFO,
        note=citation.note,
        citation=citation.id,
        span=citation.locator.span if citation.locator else None,
    )
