"""Where a work is cited, and what is uncertain about it, in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from refparse.model.bibliography import Bibliography, Resolution, Status
from refparse.model.citation import Citation
from refparse.model.diagnostic import Severity
from refparse.model.fields import Origin
from refparse.model.source import Note
from refparse.model.work import Work

DOUBTFUL_BELOW = 0.8
"""A resolution less sure than this is named as a doubt; the number is a confidence in [0, 1]."""

_RESOLVING = "R3"
EN_DASH = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One citation of a work as a reader would look it up: note, signal, locator, words."""

    citation: Citation
    note: Note
    resolution: Resolution | None = None

    @property
    def number(self) -> str:
        """Give the note's number as printed, or its id where it has none."""
        return self.note.number or self.note.id

    @property
    def words(self) -> str:
        """Give the words of the citation as they stand in the note."""
        return self.citation.span.of(self.note.text)

    @property
    def locator(self) -> str:
        """Give the locator that this mention states, or the one that a bare ibid. takes over."""
        stated = self.citation.locator.value if self.citation.locator else ""
        return stated or (self.resolution.inherited_locator if self.resolution else "")

    @property
    def confidence(self) -> float:
        """Give the lesser of the confidences of reading and resolving, in [0, 1]."""
        return min(self.citation.confidence, self.resolution.confidence if self.resolution else 1.0)


def mentions_by_work(bibliography: Bibliography) -> dict[str, tuple[Mention, ...]]:
    """Give the mentions of each work, in document order, by the work's id."""
    resolutions = {resolution.citation: resolution for resolution in bibliography.resolutions}
    listed = {citation: work.id for work in bibliography.works for citation in work.citations}
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    for parsed in bibliography.notes:
        for citation in parsed.citations:
            resolution = resolutions.get(citation.id)
            work = listed.get(citation.id) or (resolution.work if resolution else None)
            if work:
                found[work].append(Mention(citation=citation, note=parsed.note, resolution=resolution))
    return {work: tuple(mentions) for work, mentions in found.items()}


def note_numbers(mentions: Iterable[Mention]) -> str:
    """Give the notes that cite a work, runs of three and more drawn together: "3, 17–19".

    Where notes are numbered anew by chapter, the chapter stands before its numbers: "1: 3, 4; 2: 7".
    """
    divisions: dict[str, list[str]] = {}
    for mention in mentions:
        restarts = "." in mention.note.id  # c2.n12: numbers begin anew with each chapter
        numbers = divisions.setdefault(mention.note.division if restarts else "", [])
        if mention.number not in numbers:
            numbers.append(mention.number)
    if len(divisions) == 1:
        return ", ".join(_runs(next(iter(divisions.values()))))
    parts = ((division, ", ".join(_runs(numbers))) for division, numbers in divisions.items())
    return "; ".join(f"{division}: {numbers}" if division else numbers for division, numbers in parts)


def cited_in(mentions: Sequence[Mention]) -> str:
    """Say where a work is cited: "cited in notes 3, 17–19", or "" where nowhere."""
    numbers = note_numbers(mentions)
    several = len({(mention.note.division, mention.number) for mention in mentions}) > 1
    return f"cited in note{'s' if several else ''} {numbers}" if numbers else ""


def _runs(numbers: Sequence[str]) -> list[str]:
    runs: list[list[str]] = []
    for number in numbers:
        if runs and _follows(runs[-1][-1], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [shown for run in runs for shown in (run if len(run) < 3 else [f"{run[0]}{EN_DASH}{run[-1]}"])]


def _follows(first: str, second: str) -> bool:
    return first.isdecimal() and second.isdecimal() and int(second) == int(first) + 1


def doubts_of_work(work: Work, mentions: Sequence[Mention], messages: Sequence[str] = ()) -> tuple[str, ...]:
    """Say in sentences what is uncertain about a work; nothing for a work that is sound.

    `messages` are those of the diagnostics about the work.
    """
    found = [*_doubts_of_fields(work), *(doubt for mention in mentions for doubt in _doubts_of_mention(mention))]
    return tuple(dict.fromkeys([*found, *messages]))


def _doubts_of_fields(work: Work) -> list[str]:
    found = [] if work.complete else ["Incomplete: the document never gives this work in full."]
    for origin, words in _ORIGINS:
        names = [key.name for key, field in work.fields.items() if field.origin is origin]
        if names:
            found.append(f"{words}: {', '.join(names)}.")
    unsure = [key.name for key, field in work.fields.items() if field.confidence < 0.5]
    if unsure:
        found.append(f"Read with little confidence: {', '.join(unsure)}.")
    for key, fields in work.variants.items():
        readings = dict.fromkeys(field.text or str(field.value) for field in fields)
        if readings:
            found.append(f"Other readings of {key.name}: {'; '.join(readings)}.")
    return found


_ORIGINS = ((Origin.REPAIRED, "Mended from damaged text"), (Origin.INFERRED, "Inferred by rule"))


def _doubts_of_mention(mention: Mention) -> list[str]:
    resolution = mention.resolution
    if resolution is None:
        return []
    if resolution.status is Status.AMBIGUOUS:
        others = ", ".join(alternative.work for alternative in resolution.alternatives)
        return [f"Note {mention.number}: this or another work is meant{f' ({others})' if others else ''}."]
    if resolution.confidence < DOUBTFUL_BELOW:
        by = f", by the rule {resolution.rule}" if resolution.rule else ""
        return [f"Note {mention.number}: taken to mean this work with confidence {resolution.confidence:.2f}{by}."]
    return []


def messages_by_work(bibliography: Bibliography) -> dict[str, list[str]]:
    """Give the messages of the diagnostics that name a work and are more than information, by the work's id.

    Doubts about what a citation means are left out: the mention itself says them, in fewer words.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for diagnostic in bibliography.diagnostics:
        of_mention = diagnostic.citation and diagnostic.code.startswith(_RESOLVING)
        if diagnostic.work and diagnostic.severity is not Severity.INFO and not of_mention:
            message = diagnostic.message.rstrip(".")
            found[diagnostic.work].append(f"{message[:1].upper()}{message[1:]} ({diagnostic.code}).")
    return found
