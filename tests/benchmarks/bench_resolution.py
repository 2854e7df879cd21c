"""Speed of resolution and deduplication over growing documents: ``python tests/benchmarks/bench_resolution.py``.

Prints processor seconds, citations per second and the most memory the process has held, at 1,000 and 10,000 citations
(at 40,000 and 100,000 with --long), and by how much the time of one citation grows. The notes are composed: full forms,
short forms, ibid., surnames alone. Their titles are made of a few dozen words, so that in the longest documents nearly
every title begins like many others; what a citation is compared with is bounded, and is at the bound there.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator

from refparse.dedupe import match_library
from refparse.linkage import build_bibliography
from refparse.model import (
    Citation,
    CitationForm,
    Date,
    Document,
    Field,
    Fields,
    Locator,
    Name,
    Note,
    ParsedNote,
    Span,
    Work,
)
from refparse.model import variables as v

SYLLABLES = "ba ber cor dan el far gor hal is jon kel lam mor nor os pel quin ros san tor ul ven wal yor zim".split()
TOPICS = (
    "grain power river town revolution empire trade labor church court frontier harvest navy press railway school "
    "famine border treaty province village market diplomacy peasant merchant sailor bishop colony reform debt"
).split()
FORMS = (("full", 20), ("short", 45), ("ibid", 20), ("author", 10), ("title", 5))


def compose_notes(count: int, seed: int = 7) -> tuple[ParsedNote, ...]:
    """Compose a document of `count` citations, one to three in a note, in which a fifth of the works recur often."""
    chance = random.Random(seed)
    known: list[Fields] = []
    notes: list[ParsedNote] = []
    made = 0
    while made < count:
        number = len(notes) + 1
        wanted = min(chance.choice((1, 1, 2, 3)), count - made)
        citations = tuple(_citation(f"n{number}", place, known, chance) for place in range(1, wanted + 1))
        text = "x" * (30 * wanted + 10)
        notes.append(ParsedNote(note=Note(id=f"n{number}", number=str(number), text=text), citations=citations))
        made += wanted
    return tuple(notes)


def _citation(note: str, place: int, known: list[Fields], chance: random.Random) -> Citation:
    kinds, weights = zip(*FORMS, strict=True)
    kind = chance.choices(kinds, weights)[0] if known else "full"
    span = Span(30 * (place - 1), 30 * place - 2)
    page = str(chance.randint(1, 400))
    locator, locators = Field(value=page, text=page, span=span), (Locator(value=page),)
    if kind == "ibid":
        return Citation(
            id=f"{note}.{place}", note=note, span=span, form=CitationForm.IBID, locator=locator, locators=locators
        )
    if kind == "full":
        known.append(_work(chance))
    fields = known[-1] if kind == "full" else chance.choice(known[-200:])
    form = CitationForm.FULL if kind == "full" else CitationForm.SHORT
    shown = fields if kind == "full" else _shortened(fields, kind)
    return Citation(
        id=f"{note}.{place}",
        note=note,
        span=span,
        form=form,
        type="book",
        fields=shown,
        locator=locator,
        locators=locators,
    )


def _work(chance: random.Random) -> Fields:
    family = "".join(chance.choices(SYLLABLES, k=3)).capitalize()
    topics = [word.capitalize() for word in chance.sample(TOPICS, 3)]
    title = f"{topics[0]} and {topics[1]} in the Age of {topics[2]}: A History of {chance.choice(TOPICS)}"
    return Fields(
        {
            v.AUTHOR: Field(value=(Name(family=family, given=chance.choice(("Anna", "Hugh", "Marc", "Ruth"))),)),
            v.TITLE: Field(value=title),
            v.PUBLISHER_PLACE: Field(value="London"),
            v.PUBLISHER: Field(value="Longman"),
            v.ISSUED: Field(value=Date(year=chance.randint(1900, 2000))),
        }
    )


def _shortened(fields: Fields, kind: str) -> Fields:
    name = fields.value(v.AUTHOR, ())[0]
    shown = Fields() if kind == "title" else Fields({v.AUTHOR: Field(value=(Name(family=name.family),))})
    title = fields.value(v.TITLE, "").split(" in the ")[0]
    return shown if kind == "author" else shown.set(v.TITLE, Field(value=title))


def measure(sizes: tuple[int, ...]) -> Iterator[str]:
    """Give one line a size: seconds, citations a second, memory, growth of the time of one citation."""
    before = 0.0
    for size in sizes:
        notes = compose_notes(size)
        document = Document(id="bench", notes=tuple(note.note for note in notes))
        start = time.process_time()
        works = build_bibliography(document, notes).works
        spent = time.process_time() - start
        growth = f", {spent / size / before:4.2f} times the time of one citation" if before else ""
        before = spent / size
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        yield f"{size:7d} citations, {len(works):6d} works: {spent:6.2f} s, {size / spent:7.0f} a second, {most} MB{growth}"


def measure_library(entries: int = 20_000, works: int = 400) -> str:
    """Give the time in which the works of a book are matched against a library."""
    chance = random.Random(3)
    library = [Work(id=f"k{place}", type="book", fields=_work(chance)) for place in range(entries)]
    cited = [Work(id=f"w{place}", type="book", fields=one.fields) for place, one in enumerate(library[:works])]
    start = time.process_time()
    matches = match_library(cited, library)
    return f"{works} works against {entries} entries: {time.process_time() - start:.2f} s, {len(matches)} matched"


def main() -> None:
    """Print all figures."""
    sizes = (1_000, 10_000, 40_000, 100_000) if "--long" in sys.argv else (1_000, 10_000)
    for line in measure(sizes):
        print(line)
    print(measure_library())


if __name__ == "__main__":
    main()
