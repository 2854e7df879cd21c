"""Composes documents of marked notes: works cited in full, then short, then ibid., with talk around them.

From the folder tests: ``python -m corpus.compose`` writes grammar/training/composed.txt anew, byte for byte the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from corpus.cite import citation, locator, mark
from corpus.cite_other import SHORT_KINDS, SHORT_OTHER, full, short
from corpus.house_style import HouseStyle, make_style
from corpus.pools import Pools
from corpus.works import Work, make_person, make_work

TRAINING = Path(__file__).resolve().parents[2] / "grammar" / "training"
NOTES_A_DOCUMENT = 16
QUOTATION = re.compile(r'"([^"]*)"')  # "We had no choice,"
ENDING_QUOTE = re.compile(r"›(”|\")⟧([.,])")  # the stop goes inside
STOPPED = re.compile(r"(?<=[.?!])(⟧?)\.$")


@dataclass(slots=True)
class Writing:
    """A document in the making."""

    rng: Random
    pools: Pools
    style: HouseStyle
    number: int = 0
    cited: dict[int, tuple[Work, int]] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    last: Work | None = None  # the one work that the note before cited


def compose(seed: int, split: str, documents: int) -> Iterator[str]:
    """Give the marked notes of many documents, without ids."""
    rng, pools = Random(seed), Pools(split)
    for _ in range(documents):
        writing = Writing(rng, pools, make_style(rng))
        works = [make_work(rng, pools) for _ in range(15)]
        for number in range(1, NOTES_A_DOCUMENT + 1):
            writing.number = number
            yield _apostrophes(writing.style, _note(writing, works))


def _note(writing: Writing, works: list[Work]) -> str:
    chance = writing.rng.random()
    if chance < 0.1:
        writing.last = None
        return _fill(writing, writing.pools.pick(writing.rng, "only"))
    if chance < 0.125:
        return _cross_reference(writing)
    if chance < 0.17:
        return _running(writing, works)
    return _citing(writing, works)


def _apostrophes(style: HouseStyle, note: str) -> str:
    """Write apostrophes and the quotations of the prose as the house writes its quotation marks."""
    opening, closing = style.quotes
    if style.inside:
        note = ENDING_QUOTE.sub(rf"›⟧\2{closing}", note)
    if opening in "\"'":
        return note
    if opening != '"' and '"' in note:
        note = QUOTATION.sub(lambda found: f"{opening}{found[1]}{closing}", note)
    return note.replace("'", "’")


def _cross_reference(writing: Writing) -> str:
    text = _fill(writing, writing.pools.pick(writing.rng, "cross"))
    return re.sub(r"((?:note|n\.|notes|supra, n\.) )(\d+)", lambda m: f"⟦x {m[1]}{mark('nr', m[2])}⟧", text, count=1)


def _running(writing: Writing, works: list[Work]) -> str:
    """Put a citation in the run of a sentence, its author perhaps in the prose."""
    rng, style = writing.rng, writing.style
    work = rng.choice(
        [work for work in works if work.kind in SHORT_KINDS and work.authors] or [make_work(rng, writing.pools, "book")]
    )
    sentence = writing.pools.pick(rng, "running")
    name = work.editors[0] if work.kind == "edited" else work.authors[0]
    code, title = ("q", work.part) if work.kind not in ("book", "edited") else ("t", work.title)
    shown = (
        style.quote(mark(code, title.split(": ")[0]), ",") if code == "q" else mark(code, title.split(": ")[0]) + ","
    )
    cited = citation("s", f"{shown} {locator(rng, style, work)}")
    sentence = sentence.replace("{fam}", name.family, 1).replace("{Name}", name.full, 1)
    writing.last = None
    return _fill(writing, sentence.replace("@", cited))


def _citing(writing: Writing, works: list[Work]) -> str:
    rng = writing.rng
    count = rng.choices((1, 2, 3, 4, 5), weights=(58, 23, 11, 5, 3))[0]
    only = writing.last
    cited = [
        _cite(writing, rng.choice(works), first=number == 0, only=only if number == 0 else None)
        for number in range(count)
    ]
    writing.last = writing.last if count == 1 else None
    text = cited[0]
    for piece in cited[1:]:
        text += _link(writing) + " " + piece
    return _dress(writing, text)


def _cite(writing: Writing, work: Work, first: bool, only: Work | None) -> str:
    rng, style = writing.rng, writing.style
    if first and only is not None and rng.random() < 0.3 and only.kind in SHORT_KINDS:
        writing.last = only
        return _ibid(writing, only)
    seen = writing.cited.get(id(work))
    writing.last = work
    if seen and work.kind in SHORT_KINDS + SHORT_OTHER:
        return short(rng, style, writing.pools, work, seen[1], writing.titles)
    writing.cited[id(work)] = (work, writing.number)
    if work.kind in SHORT_KINDS and rng.random() < 0.22:  # cited in full before the stretch that we see
        return short(rng, style, writing.pools, work, 0, writing.titles)
    return full(rng, style, writing.pools, work)


def _ibid(writing: Writing, work: Work) -> str:
    rng, style = writing.rng, writing.style
    if not style.ibid:
        return short(rng, style, writing.pools, work, 0, writing.titles)
    word = {"french": "Ibid.", "german": "Ebd.", "spanish": "Ibid."}.get(style.manner, "Ibid.")
    where = f", {locator(rng, style, work)}" if rng.random() < 0.75 else ""
    return citation("i", word + where)


def _link(writing: Writing) -> str:
    plain = writing.rng.random() < 0.7
    return _fill(writing, writing.pools.pick(writing.rng, "link.plain" if plain else "link"))


def _dress(writing: Writing, text: str) -> str:
    """Put a signal or a sentence before, a sentence or a bracket after, and the stop."""
    rng, pools, chance = writing.rng, writing.pools, writing.rng.random()
    manner = {"french": "lead.fr", "german": "lead.de", "spanish": "lead.es"}.get(writing.style.manner, "lead")
    leading = ""
    if chance < 0.3:
        leading = _fill(writing, pools.pick(rng, manner)) + " "
    elif chance < 0.42:
        leading = _fill(writing, pools.pick(rng, "before")) + " "
        if rng.random() < 0.5:
            leading += _fill(writing, pools.pick(rng, manner)) + " "
    if (leading and not leading.rstrip().endswith((".", "”", '"'))) or leading.rstrip().endswith(("Cf.", "Vgl.")):
        text = text.replace("⟦i Ibid", "⟦i ibid", 1)
    stop = "" if rng.random() < 0.02 else "."
    after = rng.random()
    if after < 0.05:
        stop = rng.choice((" (emphasis added).", " (my translation).", " (italics in original).", ", and passim."))
        stop = stop if "passim" not in stop else "."
    done = STOPPED.sub(r"\1", leading + _then_lower(text) + stop)
    if after > 0.88:
        done += " " + _fill(writing, pools.pick(rng, "after"))
    return done


def _then_lower(text: str) -> str:
    """After "; " and "and " ibid. is written small."""
    return re.sub(r"(?<=[a-z;,:] )⟦i Ibid", "⟦i ibid", text)


def _fill(writing: Writing, template: str) -> str:
    rng, pools = writing.rng, writing.pools
    year = rng.randint(1520, 1950)
    values = {
        "Name": make_person(rng, pools, "en").full, "Name2": make_person(rng, pools, "fr").full,
        "fam": pools.pick(rng, "en.family"), "fam2": pools.pick(rng, "de.family"), "fam3": pools.pick(rng, "en.family"),
        "place": pools.pick(rng, "place"), "work": pools.pick(rng, "prose.work"), "topic": pools.pick(rng, "en.topic").lower(), "Topic": pools.pick(rng, "en.topic"),
        "year": str(year), "year2": str(year + rng.randint(2, 60)), "n": rng.choice((str(rng.randint(21, 990)), f"{rng.randint(1, 90)},{rng.randint(100, 999)}")),
        "n2": str(rng.randint(12, 400)), "ch": str(rng.randint(2, 60)), "ref": str(rng.randint(1, 90)), "ref2": str(rng.randint(91, 120)),
        "date": f"{rng.randint(1, 28)} {rng.choice(('March', 'June', 'October'))} {year}",
    }  # fmt: skip
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], template)


def lines(prefix: str, notes: Iterator[str], limit: int) -> list[str]:
    """Number marked notes as the lines of a file, each note once."""
    seen: dict[str, None] = {}
    for note in notes:
        seen.setdefault(note)
        if len(seen) == limit:
            break
    return [f"{prefix}{number:04}\t{note}" for number, note in enumerate(seen, start=1)]


def main() -> None:
    """Write the composed notes to learn from."""
    head = (
        "# Notes composed by tests/corpus/compose.py from pools of names, titles and places; no work in them is real."
    )
    body = lines("c", compose(1982, "train", 170), 2000)
    (TRAINING / "composed.txt").write_text("\n".join([head, *body]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
