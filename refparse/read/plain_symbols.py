"""Finds notes that are called by signs, page by page: * † ‡ §, ** and their like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from refparse.read.plain_candidates import Candidate
from refparse.read.plain_chain import Start
from refparse.read.plain_lines import Line

# `* Bloch`, `† Ibid.`, `**Bloch`; not `*The Craft*`, which is italics.
_BEGINNING = re.compile(r"(?P<sign>\*{1,3}|[†‡§¶‖]{1,2})\s*(?=[^\s*†‡§¶‖])(?![^*\n]{1,200}\S\*(?![\w*]))")

# `the war.* He`, `said,† and`
_IN_TEXT = re.compile(r"(?<=[\w.,;:!?”\"’')\]])(?P<sign>\*{1,3}|[†‡§¶‖]{1,2})(?=$|[\s.,;:)”\"])")

LINES_BACK = 120


def sign_markers_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Give (start, end, sign) of the markers in `text` that are signs."""
    for match in _IN_TEXT.finditer(text):
        yield match.start(), match.end(), match["sign"]


def with_sign_notes(lines: Sequence[Line], starts: Sequence[Start], skipped: frozenset[int]) -> tuple[Start, ...]:
    """Add to the numbered beginnings those of notes called by signs.

    A line counts that begins with a sign whose marker stands in the text above, since the last note with that sign.
    """
    last_marker: dict[str, int] = {}
    found: list[Candidate] = []
    for line in lines:
        if line.index in skipped:
            continue
        match = _BEGINNING.match(line.text)
        called = last_marker.pop(match["sign"], None) if match else None
        if match and called is not None and line.index - called <= LINES_BACK:
            found.append(_candidate(line, match))
        for _, _, sign in sign_markers_in(line.text):
            last_marker[sign] = line.index
    return _merged(starts, found)


def _candidate(line: Line, match: re.Match[str]) -> Candidate:
    return Candidate(
        line=line.index,
        start=0,
        text_start=match.end(),
        token=match["sign"],
        style="sign",
        score=1.0,
        exact=None,
    )


def _merged(starts: Sequence[Start], found: Sequence[Candidate]) -> tuple[Start, ...]:
    """Put the notes with signs among the numbered ones; each takes the place of the number before it."""
    merged: list[Start] = []
    waiting = list(found)
    for start in starts:
        while waiting and waiting[0].line < start.candidate.line:
            merged.append(_after(merged, waiting.pop(0), start.run))
        merged.append(start)
    for candidate in waiting:
        merged.append(_after(merged, candidate, 0))
    return tuple(merged)


def _after(merged: Sequence[Start], candidate: Candidate, run: int) -> Start:
    before = merged[-1] if merged else None
    return Start(
        candidate=candidate,
        value=before.value if before else 0,
        gain=1.0,
        run=before.run if before else run,
        sign=candidate.token,
    )
