"""References to the note where a work was cited: "Bloch (note 7)", "n. 12 above" (CMOS 17, 14.33)."""

from __future__ import annotations

from dataclasses import replace

from refparse.comparison import Profile, best_title, creators_likeness
from refparse.model import Alternative, Citation, ParsedNote, Resolution
from refparse.resolve.ibid import follow
from refparse.resolve.reading import Reading, ambiguous, unresolved

BY_NUMBER = 0.96


def resolve_note_reference(citation: Citation, reading: Reading) -> Resolution | None:
    """Resolve "Bloch, *Craft* (note 7), 31" to what note 7 of the same chapter cites, if it fits."""
    if not citation.note_reference:
        return None
    number = citation.note_reference.strip(" .()")
    target = reading.notes.get((reading.division, number))
    if target is None:
        return (
            None
            if _says_more(citation, reading)
            else unresolved(citation, "note-reference", f"there is no note {number} in this chapter")
        )
    cited = [one for one in target.citations if one.id != citation.id]
    fitting = [one for one in cited if _fits(reading.profile(citation), one, reading)]
    if not fitting:
        return (
            None
            if _says_more(citation, reading)
            else unresolved(citation, "note-reference", f"note {number} cites nothing that fits")
        )
    return _of_target(citation, target, fitting, reading)


def _says_more(citation: Citation, reading: Reading) -> bool:
    profile = reading.profile(citation)
    return bool(profile.creators or profile.titles)


def _fits(profile: Profile, cited: Citation, reading: Reading) -> bool:
    found = reading.resolved.get(cited.id)
    candidate = reading.index.candidates.get(found.work or "") if found else None
    if candidate is None:
        return False
    named = not profile.creators or creators_likeness(profile.creators, candidate.profile) >= 0.7
    titled = not profile.titles or best_title(profile, candidate.profile) >= 0.6
    return named and titled


def _of_target(citation: Citation, target: ParsedNote, fitting: list[Citation], reading: Reading) -> Resolution:
    works = list(dict.fromkeys(reading.resolved[one.id].work or "" for one in fitting))
    words = f"cited in note {target.note.number}, to which it points"
    if len(works) > 1:
        share = round(0.9 / len(works), 3)
        choices = [Alternative(work=one, confidence=share, evidence=reading.name_of(one)) for one in works]
        return ambiguous(citation, choices, "note-reference", f"note {target.note.number} cites {len(works)} works")
    made = follow(citation, fitting[0], reading, "note-reference", BY_NUMBER, words)
    return replace(made, inherited=(), inherited_locator="")
