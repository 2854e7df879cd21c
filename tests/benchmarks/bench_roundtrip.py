"""Measures the round trip: records rendered as notes by Chicago styles are read back, field by field.

Run from the project's folder: ``python tests/benchmarks/bench_roundtrip.py [--items 2000] [--seed 7]``. Every record is
cited in full, then short, then by ibid.; names, titles and presses come from the half of the pools that the weights have
never seen. A field counts where the style prints it. Lists what was read wrong by type and field. Needs pandoc.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from corpus.makers import make_body, make_newspaper, make_press
from corpus.pools import Pools
from corpus.records import record
from corpus.render import style_file
from corpus.works import Work, make_work

from refparse.csl_json import work_to_item
from refparse.model import Document, Note
from refparse.model.bibliography import Bibliography
from refparse.model.source import BibliographyEntry, Mark, MarkKind
from refparse.pipeline import bibliography_of
from refparse.text.fold import fold

STYLES = {
    "16th edition": "chicago-notes-bibliography-16th-edition",
    "17th edition": "chicago-notes-bibliography-subsequent-ibid-17th-edition",
    "18th edition": "chicago-notes-bibliography-subsequent-ibid",
    "shortened": "chicago-shortened-notes-bibliography-subsequent-ibid",
}
A_DOCUMENT = 100  # works; a book cites some hundreds
MAIN_TYPES = ("book", "article-journal", "chapter")
TEXTS = ("title", "container-title", "publisher", "publisher-place", "collection-title", "genre", "event-title")
NUMBERS = ("volume", "issue", "page", "edition", "number-of-volumes")
PEOPLE = ("author", "editor", "translator", "recipient", "director", "interviewer")


# --- the records ---------------------------------------------------------------


def make_items(count: int, seed: int) -> list[dict[str, Any]]:
    """Make records of all types, in the CSL JSON that a reference manager holds."""
    rng, pools = Random(seed), Pools("held")
    items = []
    for number in range(count):
        item = _rare(rng, pools) if rng.random() < 0.12 else record(rng, pools, number)[2]
        items.append({**_bare(item), "id": f"r{number}", "language": "en-US"})
    return items


def _bare(value: Any) -> Any:
    """Take the marks of the training notes out of a record's values."""
    if isinstance(value, dict):
        return {key: _bare(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [_bare(inside) for inside in value]
    return "".join(c for c in value if not 0xE000 <= ord(c) < 0xF000) if isinstance(value, str) else value


def _people(work: Work) -> list[dict[str, str]]:
    return [{"family": person.family, "given": person.given} for person in work.authors[:1] if not person.body]


def _rare(rng: Random, pools: Pools) -> dict[str, Any]:
    """Make a record of one of the types that come seldom."""
    work = make_work(rng, pools, "book")
    while not _people(work) or work.language in ("zh", "ja", "ko", "hu"):
        work = make_work(rng, pools, "book")
    place, press = make_press(rng, pools, work.language)
    values: dict[str, dict[str, Any]] = {
        "interview": {"interviewer": _people(make_work(rng, pools, "book"))},
        "broadcast": {"container-title": make_newspaper(rng, pools), "publisher": "BBC"},
        "dataset": {"publisher": press, "URL": f"https://data.example.org/{work.volume}"},
        "map": {"publisher": press, "publisher-place": place, "genre": "map"},
        "pamphlet": {"publisher": press, "publisher-place": place},
        "patent": {"number": f"US {rng.randint(1000000, 8000000)}", "authority": "United States"},
        "song": {"publisher": press, "medium": "LP"},
        "software": {"publisher": press, "version": "2.1", "URL": f"https://code.example.org/{work.volume}"},
        "speech": {"event-title": make_body(rng, pools), "event-place": place},
        "hearing": {"publisher": press, "publisher-place": place},
    }
    kind = rng.choice(sorted(values))
    title = work.title.split(":")[0].rstrip("?")
    return {
        "type": kind,
        "title": title,
        "author": _people(work),
        "issued": {"date-parts": [[work.year]]},
        **values[kind],
    }


# --- rendering -----------------------------------------------------------------


@dataclass
class Text:
    """Text that grows, with its italic stretches."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)

    def add(self, node: Any) -> None:
        """Add pandoc's inline tree."""
        if isinstance(node, list):
            for child in node:
                self.add(child)
        elif isinstance(node, dict):
            self._element(node["t"], node.get("c"))

    def _element(self, kind: str, inside: Any) -> None:
        start = len(self.text)
        if kind == "Str":
            self.text += inside
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            self.text += " "
        elif kind == "Quoted":
            marks = "“”" if inside[0]["t"] == "DoubleQuote" else "‘’"
            self.text += marks[0]
            self.add(inside[1])
            self.text += marks[1]
        else:
            self.add(inside[1] if kind in ("Link", "Span") else inside)
        if kind == "Emph":
            self.marks.append(Mark(start=start, end=len(self.text), kind=MarkKind.ITALIC))


def order(items: list[dict[str, Any]], rng: Random) -> Iterator[tuple[str, str, int]]:
    """Give what each note cites: two works in full, then each short and then once more (ibid.), with a page."""
    for one, two in zip(items[::2], items[1::2], strict=False):
        for item, form in ((one, "full"), (two, "full"), (one, "short"), (one, "ibid"), (two, "short"), (two, "ibid")):
            yield item["id"], form, rng.randint(11, 390)


def render(style: str, items: list[dict[str, Any]], asked: list[tuple[str, str, int]]) -> Document:
    """Let pandoc write the notes and the bibliography of a document."""
    import pypandoc

    head = json.dumps({"references": items, "lang": "en-US", "link-citations": False})
    body = "\n\n".join(f"X[@{key}, {page}]" for key, _, page in asked)
    tree = json.loads(
        pypandoc.convert_text(
            f"---\n{head}\n---\n\n{body}\n", "json", format="markdown",
            extra_args=["--citeproc", f"--csl={style_file(style)}"],
        )
    )  # fmt: skip
    notes = [_note(number, text) for number, text in enumerate(_texts(tree["blocks"], "Note"), start=1)]
    assert len(notes) == len(asked), (style, len(notes), len(asked))
    entries = [_entry(number, text) for number, text in enumerate(_texts(tree["blocks"], "Div"), start=1)]
    return Document(
        id="trip",
        title="",
        format="txt",
        notes=tuple(notes),
        bibliography=tuple(entries) if "shortened" in style else (),
    )


def _texts(node: Any, kind: str) -> Iterator[Text]:
    if isinstance(node, dict):
        inside = node.get("c")
        is_entry = node.get("t") == "Div" and inside[0][0].startswith("ref-")
        if node.get("t") == kind and (kind == "Note" or is_entry):
            text = Text()
            text.add(inside if kind == "Note" else inside[1])
            yield text
        else:
            yield from _texts(inside, kind)
    elif isinstance(node, list):
        for child in node:
            yield from _texts(child, kind)


def _note(number: int, text: Text) -> Note:
    return Note(
        id=f"n{number}", number=str(number), text=text.text.strip(), marks=tuple(text.marks), italics_known=True
    )


def _entry(number: int, text: Text) -> BibliographyEntry:
    return BibliographyEntry(id=f"b{number}", text=text.text.strip(), marks=tuple(text.marks), italics_known=True)


# --- comparing -----------------------------------------------------------------


@dataclass
class Tally:
    """What was right and what was asked for, by type and field; and some examples of what was wrong."""

    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: defaultdict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def count(self, type_: str, name: str, is_right: bool, example: str) -> None:
        """Count one field."""
        self.asked[type_, name] += 1
        self.right[type_, name] += is_right
        if not is_right:
            self.wrong[type_, name].append(example)

    def share(self, types: tuple[str, ...], name: str) -> tuple[int, float]:
        """Give how often a field was asked for in works of some types, and the share that was right."""
        asked = sum(self.asked[type_, name] for type_ in types)
        return asked, sum(self.right[type_, name] for type_ in types) / asked if asked else 0.0


def compare(document: Document, asked: list[tuple[str, str, int]], items: list[dict[str, Any]], tally: Tally) -> None:
    """Read a document and compare each work with its record, and each later citation with the work it repeats."""
    read = bibliography_of(document)
    works = {work.id: work_to_item(work) for work in read.works}
    printed = {entry.text for entry in document.bibliography}
    records = {item["id"]: item for item in items}
    found = _works_of_notes(read)
    first: dict[str, str] = {}
    for (key, form, page), note in zip(asked, document.notes, strict=True):
        item = records[key]
        work, locator = found.get(note.id, ("", ""))
        if form == "full":
            first[key] = work
            text = next((entry for entry in printed if _is_entry_of(entry, item)), note.text)
            _compare_fields(item, works.get(work, {}), text, tally)
        else:
            tally.count(item["type"], f"{form}: same work", bool(work) and work == first[key], note.text)
        tally.count(item["type"], "locator", locator == str(page), f"{note.text}  →  {locator or '–'}")


def _is_entry_of(entry: str, item: dict[str, Any]) -> bool:
    names = item.get("author") or item.get("editor") or [{}]
    return fold(item.get("title", "?")) in fold(entry) and fold(names[0].get("family", "")) in fold(entry)


def _works_of_notes(read: Bibliography) -> dict[str, tuple[str, str]]:
    work_of = {resolution.citation: resolution.work or "" for resolution in read.resolutions}
    found: dict[str, tuple[str, str]] = {}
    for citation in read.citations:
        locator = citation.locator.value if citation.locator else citation.fields.value("page", "") or ""
        found.setdefault(citation.note, (work_of.get(citation.id, ""), locator))
    return found


def _compare_fields(item: dict[str, Any], found: dict[str, Any], text: str, tally: Tally) -> None:
    folded = f" {fold(text)} "
    tally.count(item["type"], "type", found.get("type") == item["type"], f"{found.get('type', '–')}: {text}")
    for name, wanted in _flat(item).items():
        is_printed = f"{item[name]}:" in text if name == "publisher-place" else all(f" {p} " in folded for p in wanted)
        if is_printed:
            got = _flat(found).get(name, ())
            tally.count(item["type"], name, got == wanted, f"{' + '.join(got) or '–'}: {text}")


def _family(person: dict[str, str]) -> str:
    parts = ("dropping-particle", "non-dropping-particle", "family", "literal")
    return " ".join(person[part] for part in parts if person.get(part))


def _flat(item: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Give the fields to compare, folded: people by their family names, dates by their first year."""
    flat = {name: (fold(str(item[name])),) for name in (*TEXTS, *NUMBERS) if item.get(name)}
    for name in PEOPLE:
        if item.get(name):
            flat[name] = tuple(fold(_family(person)) for person in item[name])
    parts = item.get("issued", {}).get("date-parts")
    return {**flat, "issued": (str(parts[0][0]),)} if parts and parts[0] else flat


# --- the figures ---------------------------------------------------------------


def report(tally: Tally, examples: int) -> None:
    """Print the shares of the main types and of all, and the failures by type and field."""
    types = tuple(sorted({type_ for type_, _ in tally.asked}))
    names = sorted({name for _, name in tally.asked})
    print(f"  {'':22}" + "".join(f"{type_[:15]:>17}" for type_ in (*MAIN_TYPES, "all types")))
    for name in names:
        cells = [tally.share(chosen, name) for chosen in (*((type_,) for type_ in MAIN_TYPES), types)]
        print(f"  {name:22}" + "".join(f"{share:10.3f} {asked:6}" if asked else f"{'–':>17}" for asked, share in cells))
    fields = [name for name in names if ":" not in name]
    asked = sum(tally.asked[key] for key in tally.asked if key[1] in fields)
    print(f"  all fields of all types {sum(tally.right[key] for key in tally.right if key[1] in fields) / asked:.3f}")
    print("  failures by type and field:")
    for (type_, name), wrong in sorted(tally.wrong.items(), key=lambda pair: -len(pair[1])):
        print(f"    {type_} {name}: {len(wrong)} of {tally.asked[type_, name]}")
        for example in wrong[:examples]:
            print(f"        {example[:200]}")


def main() -> int:
    """Measure all styles."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=2000)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--examples", type=int, default=0, help="of each kind of failure")
    options.add_argument("--style", choices=sorted(STYLES), action="append")
    chosen = options.parse_args()
    items = make_items(chosen.items, chosen.seed)
    for name in chosen.style or STYLES:
        tally = Tally()
        for start in range(0, len(items), A_DOCUMENT):
            part = items[start : start + A_DOCUMENT]
            asked = list(order(part, Random(chosen.seed + start)))
            compare(render(STYLES[name], part, asked), asked, part, tally)
        print(f"{name}: {len(items)} records, {3 * len(items)} notes")
        report(tally, chosen.examples)
    return 0


if __name__ == "__main__":
    sys.exit(main())
