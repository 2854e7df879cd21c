"""Ibid.: the one source cited just before (CMOS 17, 14.34; CMOS 18, 13.37)."""

from __future__ import annotations

from dataclasses import replace

from refparse.model import Alternative, Citation, CitationForm, ParsedNote, Resolution, Status
from refparse.resolve.reading import Reading, ambiguous, resolved, unresolved

WITHIN_NOTE, NOTE_BEFORE, BEYOND_COMMENTARY, BEYOND_POINTER = 0.97, 0.97, 0.7, 0.5


def resolve_ibid(citation: Citation, reading: Reading) -> Resolution | None:
    """Resolve "Ibid., 31" to the citation just before it, in the same note or in the note before.

    Ambiguous after a note with several works; never through a stretch that was not read; not over a chapter border.
    """
    if citation.form is not CitationForm.IBID:
        return None
    return _within_note(citation, reading) or _after_note(citation, reading)


def _within_note(citation: Citation, reading: Reading) -> Resolution | None:
    before = reading.before_in_note(citation)
    if not before:
        return _blocked_at_start(citation, reading)
    if _unread_between(reading.note, before[-1].span.end, citation.span.start):
        return unresolved(citation, "ibid", "a stretch that was not read stands before it in the note")
    return follow(citation, before[-1], reading, "ibid", WITHIN_NOTE, "the citation before it in the same note")


def _blocked_at_start(citation: Citation, reading: Reading) -> Resolution | None:
    if _unread_between(reading.note, 0, citation.span.start):
        return unresolved(citation, "ibid", "a stretch that was not read stands before it in the note")
    return None


def _unread_between(parsed: ParsedNote | None, start: int, end: int) -> bool:
    return parsed is not None and any(start <= one.span.start < end for one in parsed.unparsed)


def _after_note(citation: Citation, reading: Reading) -> Resolution:
    skipped: list[ParsedNote] = []
    for parsed in reversed(reading.earlier):
        if parsed.citations:
            return _of_note(citation, parsed, skipped, reading)
        if parsed.unparsed:
            break
        skipped.append(parsed)
    if reading.earlier and len(skipped) < len(reading.earlier):
        return unresolved(citation, "ibid", "the note before holds a stretch that was not read")
    return unresolved(citation, "ibid", "nothing is cited before it in this chapter")


def _of_note(citation: Citation, parsed: ParsedNote, skipped: list[ParsedNote], reading: Reading) -> Resolution:
    works = {_work_of(one, reading): one for one in parsed.citations}
    last = parsed.citations[-1]
    if parsed.unparsed and parsed.unparsed[-1].span.start > last.span.start:
        return unresolved(citation, "ibid", f"note {parsed.note.number} ends with a stretch that was not read")
    if len(works) > 1 or parsed.unparsed:
        return _of_several(citation, parsed, reading)
    rule, confidence, words = "ibid", NOTE_BEFORE, f"the only work cited in note {parsed.note.number}"
    if skipped:
        pointer = any(one.cross_references for one in skipped)
        rule = "ibid, beyond commentary"
        confidence = BEYOND_POINTER if pointer else BEYOND_COMMENTARY
        words += f"; {len(skipped)} note(s) between cite nothing"
    return follow(citation, last, reading, rule, confidence, words)


def _work_of(citation: Citation, reading: Reading) -> str:
    found = reading.resolved.get(citation.id)
    return found.work if found and found.work else citation.id


def _of_several(citation: Citation, parsed: ParsedNote, reading: Reading) -> Resolution:
    works = list(dict.fromkeys(_work_of(one, reading) for one in reversed(parsed.citations)))
    known = [work for work in works if work in reading.index.candidates]
    reason = f"note {parsed.note.number} cites {len(works)} works" + (" and more" if parsed.unparsed else "")
    if not known:
        return unresolved(citation, "ibid", reason)
    shares = [0.55, *[0.45 / max(1, len(known) - 1)] * (len(known) - 1)]
    choices = [
        Alternative(
            work=work,
            confidence=round(share, 3),
            evidence=f"{reading.name_of(work)}, cited in note {parsed.note.number}",
        )
        for work, share in zip(known, shares, strict=True)
    ]
    return ambiguous(citation, choices, "ibid", reason, antecedent=parsed.citations[-1].id)


def follow(
    citation: Citation, antecedent: Citation, reading: Reading, rule: str, confidence: float, words: str
) -> Resolution:
    """Take over what `antecedent` means, and its locator where `citation` states none; doubt is taken over too."""
    found = reading.resolved.get(antecedent.id)
    if found is None or found.work is None:
        return unresolved(citation, rule, f"{words}, whose own work is not known")
    evidence = (f"{reading.name_of(found.work)}: {words}",)
    if found.status is Status.AMBIGUOUS:
        best = Alternative(work=found.work, confidence=found.confidence, evidence=words)
        made = ambiguous(citation, (best, *found.alternatives), rule, *evidence, "which is itself in doubt",
                         antecedent=antecedent.id)  # fmt: skip
    else:
        made = resolved(citation, found.work, rule, confidence * min(1.0, found.confidence + 0.03), *evidence,
                        antecedent=antecedent.id)  # fmt: skip
    return inherit_locator(made, citation, antecedent, found)


def inherit_locator(made: Resolution, citation: Citation, antecedent: Citation, found: Resolution) -> Resolution:
    """Give a mention without a locator that of its antecedent: "12. Bloch, 29. 13. Ibid." means page 29."""
    if citation.locator is not None:
        return made
    stated = antecedent.locator.value if antecedent.locator else ""
    return replace(
        made,
        inherited=antecedent.locators or found.inherited,
        inherited_locator=stated or found.inherited_locator,
    )
