"""How fast and how large: works written to every format, at three sizes.

Run by hand: ``python tests/benchmarks/bench_write.py [WORKS]``. Aim: 10,000 works to any format in under 3 s
(spreadsheets and CSL YAML 8 s), memory that grows with the number of works.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path

import yaml

from refparse.csl_json import item_to_work
from refparse.model import (
    Bibliography,
    Citation,
    CitationForm,
    Document,
    Field,
    Note,
    Origin,
    ParsedNote,
    Resolution,
    Span,
    Status,
    Work,
)
from refparse.write import WriteOptions, format_names, write_bibliography
from refparse.write.update import update_text

WORKS = Path(__file__).resolve().parents[1] / "cases" / "write" / "works.yaml"
LIMITS = {"xlsx": 8.0, "csl-yaml": 8.0}
LIMIT = 3.0


def bibliography_of(count: int) -> Bibliography:
    """Give a bibliography of `count` works, each cited twice."""
    items = yaml.safe_load(WORKS.read_text(encoding="utf-8"))["references"]
    kinds = [item_to_work(item, Origin.STATED) for item in items]
    works = [_numbered(kinds[place % len(kinds)], place) for place in range(count)]
    notes = [_note(work, number) for number, work in enumerate([*works, *works], start=1)]
    resolutions = tuple(
        Resolution(citation=one.citations[0].id, status=Status.RESOLVED, work=work.id, confidence=0.97)
        for one, work in zip(notes, [*works, *works], strict=True)
    )
    return Bibliography(
        document=Document(id="d", title="Benchmark"), works=tuple(works), notes=tuple(notes), resolutions=resolutions
    )


def _numbered(work: Work, place: int) -> Work:
    return replace(work, id=f"{work.id}{place}", citations=(f"n{place + 1}.1",))


def _note(work: Work, number: int) -> ParsedNote:
    text = f"See {work.id}, A Title of Some Length (Place: Publisher, 1950), 31."
    citation = Citation(
        id=f"n{number}.1",
        note=f"n{number}",
        span=Span(4, len(text) - 1),
        form=CitationForm.FULL,
        signal="see",
        locator=Field(value="31"),
    )
    return ParsedNote(note=Note(id=f"n{number}", number=str(number), text=text), citations=(citation,))


def seconds(call) -> float:
    """Give the processor's time, which other work on the machine does not change."""
    start = time.process_time()
    call()
    return time.process_time() - start


def peak_megabytes(call) -> float:
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1_000_000


def main(count: int) -> None:
    small, large = bibliography_of(count // 10), bibliography_of(count)
    options = WriteOptions(cited_in=True)
    write_bibliography(small, None, "xlsx", options)  # imports are not what is measured
    print(f"{'format':15}{count // 10:>9}{count:>9}   limit  growth    peak")
    for name in format_names():
        few = seconds(lambda name=name: write_bibliography(small, None, name, options))
        many = seconds(lambda name=name: write_bibliography(large, None, name, options))
        peak = peak_megabytes(lambda name=name: write_bibliography(small, None, name, options))
        limit = LIMITS.get(name, LIMIT)
        print(f"{name:15}{few:8.2f}s{many:8.2f}s{limit:7.0f}s{many / few:7.1f}x{peak * 10:7.0f} MB")
    library, _ = write_bibliography(large, None, "biblatex")
    print(f"{'--update':15}{'':9}{seconds(lambda: update_text(str(library), large)):8.2f}s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
