"""Abbreviations that the text sets: "(hereafter FRUS)", and lists of abbreviations (CMOS 17, 14.59-60)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from refparse.assets import word_rows
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
        for citation, rest in _with_what_follows(note):
            if citation.id in work_of:
                for name in _set_names(citation, note.note.text) or _named_after(rest):
                    found.setdefault(name, work_of[citation.id])
    for short, expansion in sorted(listed.items()):
        work = _expanded(fold_title(expansion), index)
        if work and fold(short) not in found:
            found[fold(short)] = work
    return found


def _set_names(citation: Citation, text: str) -> list[str]:
    """Give the abbreviation as it was read, and with the words that follow it up to the bracket: "FRUS 1919"."""
    if not citation.abbreviation:
        return []
    start = text.find(citation.abbreviation, citation.span.start)
    whole = SET_NAME.match(text, start) if start >= 0 else None
    return [name for name in (fold(citation.abbreviation), fold(whole.group()) if whole else "") if name]


def _with_what_follows(note: ParsedNote) -> Iterator[tuple[Citation, str]]:
    """Give each citation of a note with the words between it and the next one."""
    ends = [*(one.span.start for one in note.citations[1:]), len(note.note.text)]
    for citation, end in zip(note.citations, ends, strict=False):
        yield citation, note.note.text[citation.span.end : end]


def _named_after(rest: str) -> list[str]:
    """Give the name that a sentence of its own sets after a citation: "34. Hereafter cited as QL."."""
    match = _hereafter().search(rest[:LONGEST_WAY])
    name = match["name"].strip("\"'“”‘’„«»*_ ") if match else ""
    return [fold(name)] if name[:1].isupper() else []


LONGEST_WAY = 200  # characters from a citation to the end of the sentence that names it
# "abbreviated" and "cited as" alone do not say that a name is to come: "cited as an example".
NOT_ALONE = frozenset({"abbreviated", "cited as"})


@lru_cache(maxsize=1)
def _hereafter() -> re.Pattern[str]:
    """Give the pattern of "Hereafter cited as QL.", "im Folgenden zitiert als BaA.": small words, then the name."""
    rows = word_rows("grammar", "words", "classes.tsv")
    words = sorted({row[0].rstrip(":") for row in rows if row[1:2] == ("hereafter",)} - NOT_ALONE)
    said = "|".join(re.escape(word) for word in words)
    return re.compile(
        rf"\b(?i:{said})\b[:,]?(?:\s+[a-zà-ÿ]+){{0,4}}\s+(?P<name>[A-Z\"“‘«„*_][^)\]\[(;,.]{{0,40}})[).;,]"
    )


def _expanded(expansion: str, index: CandidateIndex) -> str | None:
    scored = [
        (max((_expansion_likeness(title, expansion) for title in one.profile.titles), default=0.0), one)
        for one in index.of_title(expansion)
    ]
    best = max(scored, key=lambda pair: (pair[0], -pair[1].first), default=None)
    return best[1].id if best and best[0] >= LEAST_EXPANSION else None


def _expansion_likeness(title: str, expansion: str) -> float:
    return max(title_likeness(expansion, title), title_likeness(title, expansion) if len(title) > 8 else 0.0)
