"""Finds the citation or work that a decision is about, by its words, in a document that may have been edited since."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from refparse.comparison import given_likeness, profile_of, title_likeness
from refparse.model import Citation, Fields, ParsedNote, Span, Work
from refparse.model import variables as v
from refparse.text.fold import fold, fold_title

LEAST_NOTE = 60.0  # how alike a note must still be, in per cent, to be taken for the note that was meant
LEAST_TITLE = 0.88
NOTE_WORDS = 40


def citation_target(parsed: ParsedNote, citation: Citation) -> dict[str, Any]:
    """Give the words by which a citation is found again: those of its note and its own, folded."""
    return stretch_target(parsed, citation.span)


def stretch_target(parsed: ParsedNote, span: Span) -> dict[str, Any]:
    """Give the words by which a stretch of a note is found again; `occurrence` counts from 1 where it repeats."""
    text = parsed.note.text
    words = fold(span.of(text))
    before = fold(text[: span.start])
    occurrence = f" {before} ".count(f" {words} ") + 1
    target: dict[str, Any] = {"note": " ".join(fold(text).split()[:NOTE_WORDS]), "text": words}
    return target | ({"occurrence": occurrence} if occurrence > 1 else {})


def work_target(work: Work) -> dict[str, Any]:
    """Give the words by which a work is found again: its first author (or editor), title and year."""
    names: v.Names = work.fields.value(v.AUTHOR) or work.fields.value(v.EDITOR) or ()
    title = work.fields.value(v.TITLE) or work.fields.value(v.CONTAINER_TITLE) or work.fields.value(v.ARCHIVE) or ""
    date = work.fields.value(v.ISSUED)
    found: dict[str, Any] = {"author": names[0].short if names else "", "title": title}
    return {key: value for key, value in found.items() if value} | ({"year": date.year} if date and date.year else {})


def find_note(target: Mapping[str, Any], parsed: Iterable[ParsedNote]) -> list[ParsedNote]:
    """Give the notes that hold the words of a target, the likest first."""
    words = str(target.get("text", ""))
    stored = str(target.get("note", ""))
    scored = [
        (fuzz.ratio(stored, " ".join(fold(note.note.text).split()[:NOTE_WORDS])) if stored else 100.0, -place, note)
        for place, note in enumerate(parsed)
        if f" {fold(words)} " in f" {fold(note.note.text)} "
    ]
    good = sorted((one for one in scored if one[0] >= LEAST_NOTE), key=lambda one: one[:2], reverse=True)
    return [note for _, _, note in good]


def find_citation(target: Mapping[str, Any], parsed: Sequence[ParsedNote]) -> Citation | None:
    """Give the citation that a decision is about, or None where the document no longer holds it."""
    for note in find_note(target, parsed):
        span = find_stretch(target, note)
        if span is None:
            continue
        overlapping = [(_shared(one.span, span), -place, one) for place, one in enumerate(note.citations)]
        best = max(overlapping, key=lambda one: one[:2], default=None)
        if best and best[0] > 0:
            return best[2]
    return None


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def find_stretch(target: Mapping[str, Any], parsed: ParsedNote) -> Span | None:
    """Give the span of the words of a target in a note, whatever their punctuation."""
    wanted = fold(str(target.get("text", ""))).split()
    words = list(_words(parsed.note.text))
    left = int(target.get("occurrence", 1))
    for start in range(len(words) - len(wanted) + 1):
        if wanted and [word for word, _ in words[start : start + len(wanted)]] == wanted:
            left -= 1
            if left == 0:
                return Span(words[start][1].start, words[start + len(wanted) - 1][1].end)
    return None


def _words(text: str) -> Iterable[tuple[str, Span]]:
    """Give the folded words of a text with their spans, so that they equal the words of the folded text."""
    start = 0
    for place in range(len(text) + 1):
        if place == len(text) or not (text[place].isalnum() or unicodedata.combining(text[place])):
            for word in fold(text[start:place]).split():
                yield word, Span(start, place)
            if place < len(text) and text[place] == "&":
                yield "and", Span(place, place + 1)
            start = place + 1


def fits_work(target: Mapping[str, Any], fields: Fields) -> bool:
    """Say whether what a record says fits the author, title and year of a target."""
    profile = profile_of(fields)
    title, author, year = (
        fold_title(str(target.get("title", ""))),
        fold(str(target.get("author", ""))),
        target.get("year"),
    )
    titles = (*profile.titles, profile.container, fold_title(fields.value(v.ARCHIVE, "")))
    titled = not title or any(
        max(title_likeness(title, one), title_likeness(one, title)) >= LEAST_TITLE for one in titles if one
    )
    named = not author or any(_is_named(author, one.family, one.given) for one in (*profile.creators, *profile.people))
    dated = not year or profile.year is None or profile.year == year
    return titled and named and dated and bool(title or author)


def _is_named(author: str, family: str, given: str) -> bool:
    words = author.split()
    if author == family or words[-1:] == family.split()[-1:]:
        return given_likeness(" ".join(words[: -len(family.split())]), given) > 0
    return False


def find_work(target: Mapping[str, Any], works: Iterable[Work]) -> Work | None:
    """Give the one work that a decision is about: by key, else by author, title and year; None where none fits."""
    listed = list(works)
    by_key = next((work for work in listed if target.get("key") and work.id == target["key"]), None)
    fitting = [work for work in listed if fits_work(target, work.fields)]
    dated = [work for work in fitting if _year(work) == target.get("year")]
    return by_key or next(iter(dated or fitting), None)


def _year(work: Work) -> int | None:
    date = work.fields.value(v.ISSUED)
    return date.year if date else None
