"""How many entries come out as in the reference, style by style, and how long it takes; run by hand.

    python tests/benchmarks/bench_render.py [--engine pandoc] [--every 1] [--report FILE] [--speed] [--dependents]

The reference (what citeproc-js prints for 14 items in 362 styles) lies beside the checkout, not in it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from refparse.errors import StyleError
from refparse.model.cluster import Cite, Cluster
from refparse.render.bibliography import render_bibliography, render_notes
from refparse.render.style import find_style
from refparse.render.style_index import package_file, read_index

REFERENCE = Path(__file__).resolve().parents[2].parent / "shared" / "csl"
_QUOTES = re.compile("[\"'“”„‟«»‹›‘’‚‛`´「」『』]")
_LABEL = re.compile(r"^\s*[\[(]?\d+[\])]?[.)]?\s*")


def folded(text: str) -> str:
    """Fold what the comparison ignores: white space, quotes, a leading number."""
    return "".join(_LABEL.sub("", _QUOTES.sub("", text)).split())


def compare(name: str, reference: dict, items: list, engine: str) -> Iterator[tuple[str, str, str, str]]:
    """Give (style, item, expected, found) for each entry of the reference."""
    try:
        rendered = render_bibliography(items, name, engine=engine)
    except StyleError as error:
        yield name, "*", "", f"RAISED {error}"
        rendered = None
    found = {entry.id: entry.text for entry in rendered.entries} if rendered else {}
    for key, expected in (reference.get("bibliography") or {}).items():
        yield name, key, expected, found.get(key, "")


def compare_notes(name: str, reference: dict, items: list, engine: str) -> Iterator[tuple[str, str, str, str]]:
    """Give the same for first notes; every second one has the locator "12-15"."""
    expected = reference.get("notes") or []
    if not expected:
        return
    clusters = [
        Cluster(note=at + 1, cites=(Cite(id=item["id"], locator="12-15" if at % 2 else ""),))
        for at, item in enumerate(items)
    ]
    from refparse.formats.markup import to_text

    found = render_notes(items, clusters, name, engine=engine)
    for item, want, got in zip(items, expected, found, strict=True):
        yield name, "note " + item["id"], want, to_text(got)


def cause_of(expected: str, found: str, others: Collection[str]) -> str:
    """Say by what sort of thing an entry differs from the reference."""
    if folded(expected) in others:
        return "the reference has the text of another item here"
    wanted, got = (["".join(filter(str.isalnum, word)) for word in text.split()] for text in (expected, found))
    wanted, got = [word for word in wanted if word], [word for word in got if word]
    if "".join(wanted) == "".join(got):
        return "punctuation alone: a stop, comma or colon doubled, kept or dropped"
    if "".join(wanted).casefold() == "".join(got).casefold():
        return "capitals"
    if len(set(wanted) ^ set(got)) > 8:
        return "another edition of the style"
    if set(got) < set(wanted):
        return "a word less: a label or term without its value"
    return "a word more" if set(wanted) < set(got) else "other words: a date's form, a name, a term of the locale"


def measure_styles(engine: str, every: int, report: Path | None) -> None:
    """Print the share of entries equal to the reference, and write the differences to a file."""
    items = json.loads((REFERENCE / "items.json").read_text(encoding="utf-8"))
    reference = json.loads((REFERENCE / "reference.json").read_text(encoding="utf-8"))
    names = [name for name in sorted(reference) if package_file(name)][::every]
    differences, counts = [], Counter()
    for name in names:
        for kind, rows in (("entries", compare), ("notes", compare_notes)):
            for row in rows(name, reference[name], items, engine):
                is_same = folded(row[2]) == folded(row[3])
                counts[kind, "same" if is_same else "other"] += 1
                counts[kind, "empty"] += bool(row[2]) and not row[3]
                if not is_same:
                    differences.append(row)
    for kind in ("entries", "notes"):
        same, other = counts[kind, "same"], counts[kind, "other"]
        print(
            f"{engine}: {kind}: {same} of {same + other} = {same / max(1, same + other):.4f}; "
            f"empty {counts[kind, 'empty']}"
        )
    causes = Counter(
        cause_of(row[2], row[3], {folded(other[3]) for other in differences if other[0] == row[0]})
        for row in differences if not row[1].startswith(("note", "*"))
    )  # fmt: skip
    for cause, number in causes.most_common():
        print(f"{number:5d}  {cause}")
    raised = sum(row[3].startswith("RAISED") for row in differences)
    print(f"{len(names)} styles; raised: {raised}")
    if report:
        report.write_text("".join("\t".join(row) + "\n" for row in differences), encoding="utf-8")


def measure_dependents() -> None:
    """Resolve every style of the package, dependent ones to their parents."""
    failed = []
    started = time.perf_counter()
    for entry in read_index():
        try:
            find_style(entry.name)
        except StyleError as error:
            failed.append(f"{entry.name}: {error}")
    print(f"{len(read_index())} styles found in {time.perf_counter() - started:.1f} s; failed: {len(failed)}", *failed)


def made_up_items(number: int) -> list[dict]:
    """Make works of varied authors, titles and years."""
    families = ["Abel", "Braun", "Costa", "Dahl", "Egger", "Falk", "Grant", "Hume", "Ibsen", "Jung", "Kern", "Lund"]
    givens = ["Anna", "Boris", "Clara", "David", "Emma", "Frank", "Greta", "Hans", "Irma", "Jan", "Karl", "Lena"]
    return [
        {
            "id": f"w{at}",
            "type": "book",
            "title": f"History of Parish {at}",
            "author": [{"family": families[at % 12] + families[at // 12 % 12].lower(), "given": givens[at // 5 % 12]}],
            "publisher": "Verso",
            "publisher-place": "London",
            "issued": {"date-parts": [[1900 + at % 120]]},
        }
        for at in range(number)
    ]


def measure_speed() -> None:
    """Print wall-clock seconds for the sizes that matter."""
    for style, number, engine in [
        ("Chicago 17 notes", 10, "pandoc"), ("apa", 10, "pandoc"), ("Chicago 17 notes", 1000, "pandoc"),
        ("Chicago 18 notes", 1000, "pandoc"), ("apa", 1000, "pandoc"), ("apa", 1000, "citeproc-js"),
    ]:  # fmt: skip
        items = made_up_items(number)
        started = time.perf_counter()
        try:
            rendered = render_bibliography(items, style, engine=engine)
        except Exception as error:
            print(style, number, engine, error)
            continue
        seconds = time.perf_counter() - started
        print(f"{seconds:6.2f} s  {style}, {number} works, {engine}", *(notice.code for notice in rendered.notices))


def measure_restyle() -> None:
    """Print how long a document of 500 notes takes in another style, reading not counted."""
    from refparse.pipeline import process_document
    from refparse.render.renderer import open_renderer
    from refparse.rewrite.restyle import restyle_document

    items = made_up_items(60)
    works = [f"{item['author'][0]['given']} {item['author'][0]['family']}, *{item['title']}*" for item in items]
    imprints = [f"(London: Verso, {item['issued']['date-parts'][0][0]})" for item in items]
    texts = [f"{works[at % 60]} {imprints[at % 60]}, {at % 90 + 3}." for at in range(500)]
    source = "\n\n".join(f"A claim.[^{at}]" for at in range(1, 501))
    notes = "\n\n".join(f"[^{at}]: {text}" for at, text in enumerate(texts, 1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.md"
        path.write_text(f"{source}\n\n{notes}\n", encoding="utf-8")
        bibliography = process_document(path)
        for style in ("mhra", "Chicago 18 notes", "apa"):
            started = time.perf_counter()
            done = restyle_document(path, Path(folder) / "new.md", bibliography, open_renderer(style))
            seconds = time.perf_counter() - started
            print(f"{seconds:6.2f} s  500 notes to {style}: {done.rewritten} rewritten, {done.dissolved} dissolved")


def measure_finding() -> None:
    """Print how long it takes to find a style, the first and later ones."""
    for name in ("apa", "Chicago 17 notes", "Past & Present", "chicago-fullnote-bibliography", "oscola"):
        started = time.perf_counter()
        style = find_style(name)
        print(f"{1000 * (time.perf_counter() - started):6.1f} ms  {name} -> {style.name}")


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", default="pandoc")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--dependents", action="store_true")
    options = parser.parse_args()
    if options.speed:
        measure_finding()
        measure_restyle()
        measure_speed()
    elif options.dependents:
        measure_dependents()
    elif REFERENCE.is_dir():
        measure_styles(options.engine, options.every, options.report)
    else:
        sys.exit("the reference is not here")


if __name__ == "__main__":
    main()
