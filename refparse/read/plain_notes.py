"""From lines to notes: the chain of beginnings, the text of each, its place, and the sentence with its marker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from refparse.model.source import NoteKind
from refparse.read.plain_blocks import Block, Setting, is_interleaved, split_block, widths_of
from refparse.read.plain_candidates import Candidate, find_candidates, is_titled
from refparse.read.plain_chain import Start, best_chain
from refparse.read.plain_cues import citation_cues
from refparse.read.plain_lines import Line
from refparse.read.plain_markers import Markers, find_markers
from refparse.read.plain_orphans import give_back_orphans, is_bare_end
from refparse.read.plain_symbols import with_sign_notes

# How many numbers ahead a marker in the body may be, and how many notes on a misplaced note may stand.
MARKERS_AHEAD = 25
NOTES_MISPLACED = 4

LEAST_EVIDENCE = 0.34
FEWEST_PAGES = 5
SHARE_OF_SOUND = 0.6
LEAST_GAIN_BY_PAGE = 1.0

# What no note ends with: `Bloch, Feudal Society,`, `a kind of re-`, `in the`.
_NO_END = re.compile(r"[,;(&–—-]$|\s(?:and|the|of|in|see|by|to|a|an|or|und|der|et|de|y)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """What is known of the lines before notes are looked for.

    `skipped` are page furniture, bibliography and the like; `under_heading` stand under a heading "Notes"; `stops` are
    places at which the last note of a run ends. `elsewhere` are lines that the caller said are no notes, and
    `interleaved` what the caller said of body text between the notes.
    """

    skipped: frozenset[int] = frozenset()
    furniture: frozenset[int] = frozenset()
    under_heading: frozenset[int] = frozenset()
    stops: tuple[int, ...] = ()
    elsewhere: frozenset[int] = frozenset()
    interleaved: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundNote:
    """A note as found: its number, its text, the run it belongs to, and the lines it took."""

    number: str
    text: str
    run: int
    line: int
    kind: NoteKind
    rows: tuple[int, ...]
    mended_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All notes found, in order, the lines that are body, and the ends of notes that no note lacks."""

    notes: tuple[FoundNote, ...]
    body: tuple[int, ...]
    first_line: int = 0
    strays: tuple[int, ...] = ()


def find_numbered_notes(lines: Sequence[Line], region: Region) -> Found:
    """Find the notes that begin a line with their number, whatever OCR did to it, among `lines`."""
    markers = find_markers(line for line in lines if line.index not in region.furniture)
    candidates = [
        candidate
        for candidate in find_candidates(lines, markers, region=region.under_heading)
        if candidate.line not in region.skipped and candidate.line not in region.elsewhere
    ]
    starts = _sound_runs(lines, best_chain(candidates), markers, region)
    starts = with_sign_notes(lines, starts, region.skipped | region.elsewhere)
    if not starts:
        return Found(notes=(), body=tuple(line.index for line in lines if line.index not in region.skipped))
    starts = _with_misplaced(starts, candidates)
    blocks = _blocks(lines, starts, markers, region)
    return _collected(lines, blocks, markers, region)


def _sound_runs(lines: Sequence[Line], chain: Sequence[Start], markers: Markers, region: Region) -> tuple[Start, ...]:
    """Keep the runs of numbers that are notes and no numbered list or headings of chapters.

    Where most of many runs are notes, numbers begin again on each page, and the others are believed too.
    """
    runs = _runs(chain)
    evidence = [sum(_evidence(lines, start, markers, region) for start in run) for run in runs]
    sound = [
        found >= LEAST_EVIDENCE * len(run) and found >= _least(run, len(runs))
        for run, found in zip(runs, evidence, strict=True)
    ]
    if len(runs) >= FEWEST_PAGES and sum(sound) > SHARE_OF_SOUND * len(runs):
        sound = [good or run[0].gain > LEAST_GAIN_BY_PAGE for good, run in zip(sound, runs, strict=True)]
    return tuple(start for run, good in zip(runs, sound, strict=True) if good for start in run)


def _least(run: Sequence[Start], runs: int) -> float:
    """Give the evidence that a run needs: one note alone needs more, but not where each page or chapter has its own."""
    if runs >= FEWEST_PAGES:
        return 0.7
    if run[0].candidate.line == 0:
        return 0.5
    return 1.0 if len(run) >= 2 or runs > 1 else 1.5


def _runs(starts: Sequence[Start]) -> list[list[Start]]:
    runs: dict[int, list[Start]] = {}
    for start in starts:
        runs.setdefault(start.run, []).append(start)
    return list(runs.values())


def _evidence(lines: Sequence[Line], start: Start, markers: Markers, region: Region) -> float:
    """Give how much speaks for one beginning beside its place in the sequence: marker, citation, heading."""
    line = start.candidate.line
    after = " ".join(lines[place].text for place in range(line, min(line + 3, len(lines))))
    if is_titled(lines[line].text[start.candidate.text_start :]):
        return 0.0
    cited = min(1.0, 0.5 * citation_cues(after[start.candidate.text_start : start.candidate.text_start + 400]))
    return cited + (markers.before(start.value, line) is not None) * 0.7 + (line in region.under_heading)


def _with_misplaced(starts: Sequence[Start], candidates: Sequence[Candidate]) -> tuple[Start, ...]:
    """Add the beginnings whose number is missing in the sequence and that stand some notes before or after."""
    used = {start.candidate.line for start in starts}
    added: list[Start] = []
    for place, (start, following) in enumerate(pairwise(starts)):
        if following.run != start.run or following.value <= start.value + 1 or start.sign or following.sign:
            continue
        since = starts[max(place - NOTES_MISPLACED, 0)].candidate.line
        until = starts[min(place + 1 + NOTES_MISPLACED, len(starts) - 1)].candidate.line
        for value in range(start.value + 1, following.value):
            found = _misplaced(candidates, value, since, until, used)
            if found is not None:
                used.add(found.line)
                added.append(Start(candidate=found, value=value, gain=0.0, run=start.run))
    return tuple(sorted((*starts, *added), key=lambda start: (start.candidate.line, start.candidate.start)))


def _misplaced(candidates: Sequence[Candidate], value: int, low: int, high: int, used: set[int]) -> Candidate | None:
    for candidate in candidates:
        if low < candidate.line < high and candidate.line not in used and candidate.exact == value:
            gain = dict(candidate.values).get(value, -9.0)
            if gain > -0.5:
                return candidate
    return None


def _blocks(lines: Sequence[Line], starts: Sequence[Start], markers: Markers, region: Region) -> list[Block]:
    interleaved = {run[0].run: _interleaved(lines, run, markers, region) for run in _runs(starts)}
    spaced = sum(line.after_gap for line in lines) * 12 > len(lines)
    widths = widths_of(lines, starts, markers)
    blocks: list[Block] = []
    for place, start in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else None
        last = following is None or following.run != start.run
        end = following.candidate.line if following is not None else len(lines)
        if last or region.elsewhere:
            end = min([end, *(stop for stop in region.stops if stop > start.candidate.line)])
        setting = Setting(
            interleaved=interleaved[start.run],
            last=last,
            expected=range(1, MARKERS_AHEAD) if last else range(start.value + 1, start.value + MARKERS_AHEAD),
            spaced=spaced,
            widths=widths,
        )
        blocks.append(split_block(lines, start, end, region.skipped, setting))
    return blocks


def _interleaved(lines: Sequence[Line], run: Sequence[Start], markers: Markers, region: Region) -> bool:
    """Say whether body stands between the notes of a run; under a heading "Notes" it does not."""
    if region.interleaved is not None:
        return region.interleaved
    headed = sum(start.candidate.line in region.under_heading for start in run)
    signs = sum(bool(start.sign) for start in run)
    return headed * 2 < len(run) and (signs * 2 > len(run) or is_interleaved(lines, run, markers))


def _collected(lines: Sequence[Line], blocks: Sequence[Block], markers: Markers, region: Region) -> Found:
    """Put the notes together from the blocks and order them by number within their run."""
    blocks, unclaimed = give_back_orphans(lines, blocks)
    runs = _runs([block.start for block in blocks])
    interleaved = {run[0].run: _interleaved(lines, run, markers, region) for run in runs}
    present = {(block.start.run, block.start.value) for block in blocks}
    notes: list[tuple[int, int, FoundNote]] = []
    for block in blocks:
        kind = NoteKind.FOOT if interleaved[block.start.run] else NoteKind.END
        found = _notes_of(lines, block, kind, present)
        notes += [(block.start.run, value, note) for value, note in found if note.text]
    notes.sort(key=lambda item: item[:2])
    taken = {row for block in blocks for row in (*block.note, *block.more)}
    rest = [line.index for line in lines if line.index not in taken and line.index not in region.skipped]
    strays = {*unclaimed, *_bare_ends(lines, rest, blocks, region.skipped)}
    return Found(
        notes=tuple(note for _, _, note in notes),
        body=tuple(row for row in rest if row not in strays),
        first_line=blocks[0].start.candidate.line,
        strays=tuple(sorted(strays)),
    )


def _bare_ends(
    lines: Sequence[Line], rest: Sequence[int], blocks: Sequence[Block], skipped: frozenset[int]
) -> Iterator[int]:
    """Give the lines of bare pages above or below a note that no sentence of the body before them asks for."""
    begins = {block.start.candidate.line for block in blocks}
    taken = {row for block in blocks for row in (*block.note, *block.more)}
    body = set(rest)
    for row in rest:
        if not is_bare_end(lines[row]):
            continue
        before = row - 1
        while before in skipped:
            before -= 1
        free = before not in body or lines[row].after_gap or lines[before].ended == 1.0
        if free and (row + 1 in begins or before in taken):
            yield row


def _notes_of(
    lines: Sequence[Line], block: Block, kind: NoteKind, present: set[tuple[int, int]]
) -> list[tuple[int, FoundNote]]:
    """Give the note of a block, and the notes that begin in the middle of its lines."""
    rows = (*block.note, *block.more)
    first = lines[rows[0]].text[block.start.candidate.text_start :]
    text = " ".join(part for part in (first.strip(), *(lines[row].text for row in rows[1:])) if part)
    found: list[tuple[int, FoundNote]] = []
    value, mended = block.start.value, block.start.candidate.token if block.start.mended else ""
    while True:
        known = block.start.sign or (block.start.run, value + 1) in present
        cut = None if known else _beginning_within(text, value + 1)
        own = text[: cut.start()].rstrip() if cut else text
        note = FoundNote(
            number=block.start.sign or str(value),
            text=own,
            run=block.start.run,
            line=rows[0],
            kind=kind,
            rows=rows,
            mended_from=mended,
        )
        found.append((value, note))
        if cut is None:
            return found
        text, value, mended = text[cut.end() :].lstrip(), value + 1, ""


def _beginning_within(text: str, value: int) -> re.Match[str] | None:
    """Find a note that begins in the middle of a line: `3:40. 72 Ibid., 3:44.`."""
    pattern = rf"(?<=[.!?)\]\"”’»])\s+[\[(]?{value}[\])]?\.?\s+(?=[A-Z\"“‘«]|ibid|see|cf)"
    return re.search(pattern, text)


def missing_numbers(notes: Sequence[FoundNote]) -> tuple[int, ...]:
    """Give the numbers that the sequence lacks, run by run."""
    values: dict[int, set[int]] = {}
    for note in notes:
        if note.number.isdigit():
            values.setdefault(note.run, set()).add(int(note.number))
    missing = [sorted(set(range(min(found), max(found))) - found)[:100] for _, found in sorted(values.items())]
    return tuple(number for numbers in missing for number in numbers)


def breaks_off(note: FoundNote) -> bool:
    """Say whether a note has no end: it stops at a comma, a hyphen, or a word like "the"."""
    return bool(_NO_END.search(note.text[-20:]))
