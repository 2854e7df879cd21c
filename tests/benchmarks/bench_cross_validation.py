"""Says how well marked notes are read that the weights were not learned from: the hand-marked notes in folds.

The notes by hand are cut into blocks of consecutive notes, as one author wrote them, and the blocks into folds. For
each fold the weights are learned from all other notes, with the composed and the rendered ones, and the fold is read
with them, without and with italics. Prints precision, recall and F1 of the citations found, of those wholly right
(people, title, locator), and of each field. A change of rules, features or training is judged by these figures.
Run from the project's folder: ``python tests/benchmarks/bench_cross_validation.py [FOLD …]`` (0 to 3; some 2 minutes
of processor time a fold).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bench_confidence import ROLES, is_right

from refparse.assets import asset
from refparse.model import Citation, Mark, MarkKind, Note
from refparse.model.variables import (
    CONTAINER_TITLE,
    EDITION,
    ISSUE,
    ISSUED,
    PAGE,
    PUBLISHER,
    PUBLISHER_PLACE,
    TITLE,
    URL,
    VOLUME,
    Variable,
)
from refparse.parse.markup import MarkedCitation, MarkedNote, read_marked
from refparse.parse.note import Parser, parse_note, parser_with
from refparse.parse.train import ITALIC_CODES, train
from refparse.parse.training import EPOCHS, SEED, SOURCES, Source, training_examples
from refparse.parse.weigh import NOTE
from refparse.text.fold import fold

FOLDS = 4
BLOCK = 10  # consecutive notes that stay together
LEAST_OVERLAP = 0.5  # of a citation read and a marked one, of their union

FIELDS: dict[str, tuple[tuple[str, ...], tuple[Variable, ...]]] = {
    "publisher": (("u",), (PUBLISHER,)),
    "place": (("c",), (PUBLISHER_PLACE,)),
    "volume": (("v", "vol"), (VOLUME,)),
    "edition": (("x",), (EDITION,)),
    "URL": (("w", "doi"), (URL,)),
}


def by_hand(source: Source) -> bool:
    """Say whether a file of notes was marked by hand."""
    return source.both and source.mode == NOTE


def blocks() -> list[tuple[MarkedNote, ...]]:
    """Give the hand-marked notes in blocks of consecutive ones."""
    found = []
    for source in filter(by_hand, SOURCES):
        notes = read_marked(asset("grammar", "training", source.file).read_text(encoding="utf-8"))
        found.extend(notes[at : at + BLOCK] for at in range(0, len(notes), BLOCK))
    return found


def reading(note: MarkedNote, parser: Parser, *, italic: bool) -> tuple[Citation, ...]:
    """Read a marked note, its titles in italics where `italic` says so."""
    spans = [f.span for c in note.citations for f in c.fields if f.code in ITALIC_CODES] + list(note.mentions)
    marks = tuple(Mark(span.start, span.end, MarkKind.ITALIC) for span in sorted(spans, key=lambda s: s.start))
    plain = Note(id=note.id, number="1", text=note.text, marks=marks if italic else (), italics_known=italic)
    return parse_note(plain, parser=parser).citations


def aligned(
    found: Sequence[Citation], marked: Sequence[MarkedCitation]
) -> Iterator[tuple[Citation | None, MarkedCitation | None]]:
    """Pair the citations read with those marked by their stretches; what has no partner stands alone."""
    left = list(marked)
    for citation in found:
        best = max(left, key=lambda m: _overlap(citation, m), default=None)
        if best is not None and _overlap(citation, best) >= LEAST_OVERLAP:
            left.remove(best)
            yield citation, best
        else:
            yield citation, None
    for citation in left:
        yield None, citation


def _overlap(citation: Citation, marked: MarkedCitation) -> float:
    a, b = citation.span, marked.span
    both = min(a.end, b.end) - max(a.start, b.start)
    return max(0, both) / (max(a.end, b.end) - min(a.start, b.start))


Counts = Counter[tuple[str, str]]  # (what, "found" | "marked" | "right")


def count(counts: Counts, citation: Citation | None, marked: MarkedCitation | None, text: str) -> None:
    """Count one pair into the figures."""
    right = citation is not None and marked is not None
    _add(counts, "citation", citation is not None, marked is not None, right)
    _add(counts, "wholly right", citation is not None, marked is not None,
         citation is not None and marked is not None and is_right(citation, marked, text))  # fmt: skip
    if citation is None or marked is None:
        return
    for name, given, stated in _values(citation, marked, text):
        _add(counts, name, bool(given), bool(stated), bool(given) and given == stated)


def _values(citation: Citation, marked: MarkedCitation, text: str) -> Iterator[tuple[str, str, str]]:
    people = {w for key in ROLES for n in citation.fields.value(key, ()) for w in fold(n.full).split()}
    yield "people", _words(people), _words(set(fold(_marked(marked, text, "a", "e", "r", "rec", "iv", "o")).split()))
    if not any(f.code in ("k", "h", "rec", "iv") for f in marked.fields):
        stated = _marked(marked, text, "q") or _marked(marked, text, "t")
        yield "title", _field(citation, (TITLE,)), fold(stated)
        container = _marked(marked, text, "j") or (_marked(marked, text, "t") if _marked(marked, text, "q") else "")
        yield "container", _field(citation, (CONTAINER_TITLE,)), fold(container)
    yield "issue", _digits(_field(citation, (ISSUE,))), _digits(_marked(marked, text, "n"))
    for name, (codes, keys) in FIELDS.items():
        yield name, _field(citation, keys), fold(_marked(marked, text, *codes))
    yield "year", _year(_field(citation, (ISSUED,))), _year(_marked(marked, text, "y", "d"))
    locator = citation.locator.value if citation.locator else citation.fields.value(PAGE, "")
    yield "pages", _digits(locator), _digits(_marked(marked, text, "p"))


def _words(words: set[str]) -> str:
    return " ".join(sorted(words - {"sir", "dame", "dr", "et", "al", "and"}))


def _marked(marked: MarkedCitation, text: str, *codes: str) -> str:
    return " ".join(f.span.of(text) for f in marked.fields if f.code in codes)


def _field(citation: Citation, keys: Sequence[Variable]) -> str:
    return fold(" ".join(citation.fields[key].text for key in keys if key in citation.fields))


def _year(words: str) -> str:
    years = re.findall(r"\d{4}", words)
    return years[-1] if years else ""


def _digits(words: str) -> str:
    return " ".join(re.findall(r"\d+|[ivxlc]{2,}", fold(words)))


def _add(counts: Counts, what: str, found: bool, marked: bool, right: bool) -> None:
    counts[what, "found"] += found
    counts[what, "marked"] += marked
    counts[what, "right"] += right


def measured(notes: Sequence[MarkedNote], parser: Parser) -> Counts:
    """Read notes without and with italics and count what is right."""
    counts: Counts = Counter()
    for note in notes:
        for italic in (False, True):
            for citation, marked in aligned(reading(note, parser, italic=italic), note.citations):
                count(counts, citation, marked, note.text)
    return counts


def print_table(counts: Counts) -> None:
    """Print precision, recall and F1 of each figure."""
    print(f"{'':14} {'marked':>7} {'P':>6} {'R':>6} {'F1':>6}")
    for what in dict.fromkeys(name for name, _ in counts):
        found, marked, right = (counts[what, kind] for kind in ("found", "marked", "right"))
        precision, recall = right / max(1, found), right / max(1, marked)
        f1 = 2 * right / max(1, found + marked)
        print(f"{what:14} {marked:7d} {precision:6.3f} {recall:6.3f} {f1:6.3f}")


def main() -> int:
    folds = [int(arg) for arg in sys.argv[1:]] or list(range(FOLDS))
    cut = blocks()
    total: Counts = Counter()
    for fold_number in folds:
        held = [note for at, block in enumerate(cut) if at % FOLDS == fold_number for note in block]
        examples = training_examples(SOURCES, without=frozenset(note.id for note in held))
        counts = measured(held, parser_with(train(examples, epochs=EPOCHS, seed=SEED)))
        print(f"fold {fold_number}: {len(held)} notes read with weights of {len(examples)} examples")
        print_table(counts)
        total += counts
    if len(folds) > 1:
        print(f"all {len(folds)} folds")
        print_table(total)
    return 0


if __name__ == "__main__":
    sys.exit(main())
