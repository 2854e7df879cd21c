"""Says how well confidence is calibrated, and writes grammar/calibration.tsv anew with ``--write``.

A citation is right when its people, title and locator are exactly those of the marks. The notes are made from names
and titles that no training file has. Run from the project's folder: ``python tests/benchmarks/bench_confidence.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from corpus.compose import compose
from corpus.hold_out import by_hand
from corpus.render import render

from refparse.assets import asset
from refparse.model import Citation, Note
from refparse.model.variables import (
    AUTHOR,
    CONTAINER_AUTHOR,
    EDITOR,
    INTERVIEWER,
    PAGE,
    RECIPIENT,
    REVIEWED_AUTHOR,
    TITLE,
    TRANSLATOR,
)
from refparse.parse.markup import MarkedCitation, MarkedNote, read_marked
from refparse.parse.normalize.locators import canonical_locator
from refparse.parse.note import parse_note
from refparse.text.fold import fold

BINS = 10
FITTING_SEED, MEASURING_SEED = 3001, 4001  # the table is made from other notes than those it is measured with
ROLES = (AUTHOR, EDITOR, TRANSLATOR, CONTAINER_AUTHOR, RECIPIENT, INTERVIEWER, REVIEWED_AUTHOR)
HEADER = """# source: measured by tests/benchmarks/bench_confidence.py on held-out notes; licence: Apache-2.0
# score gap<TAB>share of citations with about that gap that are right
"""


def held_out_notes(seed: int) -> tuple[MarkedNote, ...]:
    """Make the notes: by hand, composed and rendered, in shares like those of the training."""
    lines = [*by_hand(), *compose(seed, "held", 110), *render(seed + 1, "held", 14)]
    return read_marked("\n".join(f"n{number}\t{line}" for number, line in enumerate(lines)))


def judged(notes: Sequence[MarkedNote]) -> Iterator[tuple[float, int, bool]]:
    """Give for each citation read its confidence, its score gap and whether it is right."""
    for number, marked in enumerate(notes):
        parsed = parse_note(Note(id=f"n{number}", number=str(number), text=marked.text))
        for citation in parsed.citations:
            match = next((c for c in marked.citations if c.span.overlaps(citation.span)), None)
            yield citation.confidence, citation.gap, match is not None and is_right(citation, match, marked.text)


def is_right(citation: Citation, marked: MarkedCitation, text: str) -> bool:
    """Say whether people, title and locator are those of the marks."""
    words = {code: " ".join(fold(f.span.of(text)) for f in marked.fields if f.code == code) for code in ("t", "q", "p")}
    people = {
        word
        for f in marked.fields
        if f.code in ("a", "e", "r", "rec", "iv", "o")
        for word in fold(f.span.of(text)).split()
    }
    names = [name for key in ROLES for name in citation.fields.value(key, ())]
    found = {word for name in names for word in fold(name.full).split()}
    title = citation.fields[TITLE].text if TITLE in citation.fields else ""
    codes = {f.code for f in marked.fields}
    locator = citation.locator.value if citation.locator else citation.fields.value(PAGE, "")
    return (
        people - _TITLES == found - _TITLES
        and _is_right_title(fold(title), words, codes)
        and fold(locator) == fold(canonical_locator(" ".join(f.span.of(text) for f in marked.fields if f.code == "p")))
    )


def _is_right_title(title: str, words: dict[str, str], codes: set[str]) -> bool:
    """Say whether the title is that of the marks; letters, reviews and interviews have their own words as title."""
    if codes & {"rec", "k", "h"}:
        return words["t"] in title or "t" not in codes or words["q"] == title
    return title in (words["q"], words["t"])


_TITLES = frozenset({"sir", "dame", "dr", "et", "al", "and"})


def expected_calibration_error(rows: Sequence[tuple[float, bool]]) -> tuple[float, list[tuple[int, float, float]]]:
    """Give the error and for each bin of equal size its count, mean confidence and share of right citations."""
    ordered = sorted(rows)
    size = max(1, len(ordered) // BINS)
    bins = [ordered[i * size : (i + 1) * size if i < BINS - 1 else len(ordered)] for i in range(BINS)]
    table = [(len(b), sum(c for c, _ in b) / len(b), sum(r for _, r in b) / len(b)) for b in bins if b]
    return sum(n * abs(c - r) for n, c, r in table) / max(1, len(ordered)), table


def monotone_table(rows: Sequence[tuple[int, bool]], steps: int = 24) -> list[tuple[int, float]]:
    """Give score gaps with the share that is right there, made to rise (pool adjacent violators)."""
    ordered = sorted(rows)
    size = max(1, len(ordered) // steps)
    blocks = [ordered[i : i + size] for i in range(0, len(ordered), size)]
    pools = [[sum(g for g, _ in b) / len(b), float(sum(r for _, r in b)), float(len(b))] for b in blocks]
    merged: list[list[float]] = []
    for pool in pools:
        merged.append(pool)
        while len(merged) > 1 and merged[-2][1] / merged[-2][2] > merged[-1][1] / merged[-1][2]:
            last, before = merged.pop(), merged.pop()
            count = before[2] + last[2]
            merged.append([(before[0] * before[2] + last[0] * last[2]) / count, before[1] + last[1], count])
    return [(round(gap), round(right / count, 3)) for gap, right, count in merged]


def main() -> int:
    writing = "--write" in sys.argv
    notes = held_out_notes(FITTING_SEED if writing else MEASURING_SEED)
    rows = list(judged(notes))
    error, table = expected_calibration_error([(c, r) for c, _, r in rows])
    print(f"{len(rows)} citations of {len(notes)} notes; expected calibration error {error:.3f}")
    print("  count  confidence  right")
    for count, confidence, right in table:
        print(f"  {count:5d}  {confidence:10.3f}  {right:5.3f}")
    if writing:
        body = "\n".join(f"{gap}\t{share}" for gap, share in monotone_table([(g, r) for _, g, r in rows]))
        asset("grammar", "calibration.tsv").write_text(HEADER + body + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
