"""How fast the notes of a Word document become live citations.

Run by hand: ``python tests/benchmarks/bench_link.py [NOTES]``. Aim: the .docx of a 500-note book linked in under 3 s,
reading it apart.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from refparse.pipeline import process_document
from refparse.rewrite.link import link_document

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "read"))
from docx_files import build, foot, note, paragraph, run

LIMIT = 3.0
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_PLACES = ("London: Murray", "Paris: Plon", "New York: Knopf", "Berlin: Reimer")
_NAMES = ("Power", "Bloch", "Febvre", "Pirenne", "Huizinga", "Maitland", "Tawney", "Namier")
_THINGS = ("Wool", "Salt", "Grain", "Silk", "Timber", "Copper", "Indigo", "Amber", "Pepper", "Alum")
_FIELDS = ("Trade", "Roads", "Markets", "Guilds", "Taxes")


def write_book(folder: Path, count: int) -> Path:
    """Write a .docx of `count` notes: full forms first, then short forms, ibid. and commentary."""
    works = [
        (_NAMES[at % len(_NAMES)], f"{_THINGS[at % len(_THINGS)]} and {_FIELDS[at // 10 % len(_FIELDS)]}", at)
        for at in range(max(1, count // 4))
    ]
    notes = "".join(note(at + 1, run(" "), _content(works[at % len(works)], at, len(works))) for at in range(count))
    words = "A sentence of the body that says something about trade in the later Middle Ages. " * 6
    body = "".join(paragraph(run(words), foot(at + 1)) for at in range(count))
    return build(folder, body, footnotes=notes, more={"[Content_Types].xml": TYPES})


def _content(work: tuple[str, str, int], at: int, full: int) -> str:
    name, title, number = work
    if at < full:
        imprint = f" ({_PLACES[number % len(_PLACES)]}, {1880 + number % 80}), {at + 3}. The point has been made often."
        return run(f"See John {name}, ") + run(title, "<w:i/>") + run(imprint)
    if at % 3 == 0:
        return run(f"Ibid., {at}.")
    return run(f"{name}, ") + run(title, "<w:i/>") + run(f", {at}; but see also the discussion in chapter 3.")


def main(count: int) -> int:
    """Measure one document; give 1 where it takes longer than the limit."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_book(Path(folder), count)
        bibliography = process_document(path)
        took = 0.0
        for options in ({}, {"bibliography_field": True}, {"transfer": True}):
            start = time.perf_counter()
            done = link_document(path, Path(folder) / "out.docx", bibliography, min_confidence=0.5, **options)
            took = max(took, time.perf_counter() - start)
            print(
                f"{count} notes {options}: {time.perf_counter() - start:.2f} s, {done.linked} live, {done.fields} fields"
            )
    return int(took > LIMIT)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
