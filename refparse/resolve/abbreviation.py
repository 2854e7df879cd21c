"""Abbreviations that the text sets: "(hereafter FRUS)", and lists of abbreviations (CMOS 17, 14.59-60)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from refparse.comparison import is_acronym, title_likeness
from refparse.model import Citation, ParsedNote, Resolution
from refparse.model import variables as v
from refparse.resolve.candidate_index import CandidateIndex
from refparse.resolve.reading import Reading, resolved
from refparse.text.fold import fold, fold_title

SET_BY_TEXT, BY_INITIALS = 0.97, 0.78
LEAST_EXPANSION = 0.9


def resolve_abbreviation(citation: Citation, reading: Reading) -> Resolution | None:
    """Resolve "FRUS, 3:12" to the work that a note or the list of abbreviations calls so."""
    named = _as_named(citation)
    work = next((reading.abbreviations[one] for one in named if one in reading.abbreviations), None)
    if work is None:
        return None
    words = f"{reading.name_of(work)}: the document calls it {named[0].upper()}"
    return resolved(citation, work, "abbreviation", SET_BY_TEXT, words)


def resolve_initials(citation: Citation, reading: Reading) -> Resolution | None:
    """Resolve "*FRUS*, 3:12" to the one work whose title has these initials, though the text never says so."""
    profile = reading.profile(citation)
    short = profile.titles[0] if profile.titles and not profile.creators else ""
    if not 3 <= len(short) <= 8 or " " in short:
        return None
    fits = [
        one
        for one in reading.index.of_initial(short[0])
        if any(is_acronym(short, title) for title in one.profile.titles)
    ]
    if len(fits) != 1:
        return None
    return resolved(citation, fits[0].id, "initials", BY_INITIALS, f"{fits[0].name}: its title has these initials")


def _as_named(citation: Citation) -> list[str]:
    """Give the folded ways in which the citation may stand for an abbreviation: its only title, name or archive."""
    titles = [citation.fields.value(key, "") for key in (v.TITLE, v.CONTAINER_TITLE, v.ARCHIVE, v.CALL_NUMBER)]
    stated = [title for title in titles if title]
    names = [name.short for name in citation.fields.value(v.AUTHOR, ())]
    if len(stated) + len(names) == 1:
        return [fold(text) for text in (*stated, *names)]
    short = stated[:1] if not names or len(stated[0] if stated else "") <= LONGEST_BESIDE_NAME else []
    return [fold(text) for text in short]


LONGEST_BESIDE_NAME = 8  # letters: "Stern, *OB*, 20" names an abbreviation, "Stern, *Old Bonds*" a title


# FRUS 1919 | Papers | Foreign Relations: what follows "hereafter" up to the bracket, comma or stop.
SET_NAME = re.compile(r"[^)\]\[(;,.]{1,40}")


def abbreviations_of(
    parsed: Iterable[ParsedNote], work_of: Mapping[str, str], listed: Mapping[str, str], index: CandidateIndex
) -> dict[str, str]:
    """Give the abbreviations of a document, folded, with the work each stands for.

    `work_of` maps a citation's id to its work. An expansion in the list of abbreviations that names no known work
    (an archive, a journal) sets nothing.
    """
    found: dict[str, str] = {}
    for note in parsed:
        for citation in note.citations:
            if citation.abbreviation and citation.id in work_of:
                for name in _set_names(citation, note.note.text):
                    found.setdefault(name, work_of[citation.id])
    for short, expansion in sorted(listed.items()):
        work = _expanded(fold_title(expansion), index)
        if work and fold(short) not in found:
            found[fold(short)] = work
    return found


def _set_names(citation: Citation, text: str) -> list[str]:
    """Give the abbreviation as it was read, and with the words that follow it up to the bracket: "FRUS 1919"."""
    start = text.find(citation.abbreviation, citation.span.start)
    whole = SET_NAME.match(text, start) if start >= 0 else None
    return [name for name in (fold(citation.abbreviation), fold(whole.group()) if whole else "") if name]


def _expanded(expansion: str, index: CandidateIndex) -> str | None:
    scored = [
        (max((_expansion_likeness(title, expansion) for title in one.profile.titles), default=0.0), one)
        for one in index.of_title(expansion)
    ]
    best = max(scored, key=lambda pair: (pair[0], -pair[1].first), default=None)
    return best[1].id if best and best[0] >= LEAST_EXPANSION else None


def _expansion_likeness(title: str, expansion: str) -> float:
    return max(title_likeness(expansion, title), title_likeness(title, expansion) if len(title) > 8 else 0.0)
