"""Measures reading notes: rate of one pass, load time, memory, and growth with the number and length of notes.

Run from the project's folder: ``python tests/benchmarks/bench_parse.py``. CPU time of one process; the figures that
carry over to other machines are the ratios. AnyStyle on the measured machine class, one core: 85 whole notes/s,
340 hand-cut citations/s.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from refparse.assets import asset
from refparse.model import Document, Note
from refparse.parse.markup import read_marked
from refparse.parse.note import parse_note, shipped_parser
from refparse.parse.scan import scan_note
from refparse.pipeline import bibliography_of

TOKENS_A_NOTE = 46  # of the notes in which the aim is stated


def cpu(work: Callable[[], Any]) -> float:
    """Give the CPU seconds that `work` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def sample() -> list[Note]:
    """Take composed notes and join short ones, so that a note has some 46 tokens on average."""
    texts = [
        note.text for note in read_marked(asset("grammar", "training", "composed.txt").read_text(encoding="utf-8"))
    ]
    joined = [f"{one} {two}" for one, two in zip(texts[::2], texts[1::2], strict=False)]
    return [Note(id=f"n{number}", number=str(number), text=text) for number, text in enumerate(joined[:700])]


def main() -> int:
    start = subprocess.run(
        [sys.executable, "-c", "from refparse.parse.note import parse_note\nfrom refparse.model import Note\n"
         "import time\nparse_note(Note(id='n1', number='1', text='Ibid., 31.'))\nprint(time.process_time())"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    print(f"first note read after {float(start.stdout):.2f} s CPU, imports and weights included")

    notes = sample()
    for text in [note.text for note in notes[-100:]]:  # what is computed once in a process is counted above
        parse_note(Note(id="n1", number="1", text=text))
    notes = notes[:-100]
    tokens = sum(len(scan_note(note.text)) for note in notes)
    seconds = cpu(lambda: [parse_note(note) for note in notes])
    print(
        f"one pass: {len(notes) / seconds:.0f} notes/s, {tokens / seconds:.0f} tokens/s, {tokens / len(notes):.1f} tokens a note"
    )
    print(f"  that is {tokens / seconds / TOKENS_A_NOTE:.0f} notes of {TOKENS_A_NOTE} tokens a second")

    base = 0.0
    for factor in (1, 10, 30):
        repeated = tuple(
            Note(id=f"n{number}", number=str(number), text=notes[number % len(notes)].text)
            for number in range(50 * factor)
        )
        seconds = cpu(partial(bibliography_of, Document(id="benchmark", notes=repeated)))
        base = base or seconds
        print(f"{50 * factor:6d} notes read and linked: {seconds:.2f} s, {seconds / base / factor:.2f} of linear")

    base = 0.0
    for factor in (1, 4, 16):
        text = " ".join(note.text for note in notes[: 8 * factor])
        seconds = cpu(partial(parse_note, Note(id="n1", number="1", text=text)))
        base = base or seconds / len(text)
        print(
            f"one note of {len(text):6d} characters: {seconds * 1000:.0f} ms, {seconds / len(text) / base:.2f} of linear"
        )

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB; {len(shipped_parser().lattice.stacks)} parser stacks")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    sys.exit(main())
