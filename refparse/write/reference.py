"""One work as a line of a bibliography, in the manner of the Chicago Manual (CMOS 17, ch. 14), for plain lists.

This is for reading and checking; every other style is the renderer's work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from refparse.model import variables as v
from refparse.model.fields import Fields
from refparse.model.values import Name
from refparse.model.variables import Variable
from refparse.model.work import Work
from refparse.write.dates import date_words
from refparse.write.latex import one_line, without_markup
from refparse.write.names import is_others, is_single_field, real_names, single_field
from refparse.write.wording import archive_line, ordinal, value_words


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a reference, in italics or not; `address` makes it a link."""

    text: str
    italic: bool = False
    address: str = ""


_QUOTED: Final = frozenset(
    """article article-journal article-magazine article-newspaper chapter entry entry-dictionary entry-encyclopedia
    manuscript paper-conference post post-weblog review review-book speech thesis webpage interview
    personal_communication document""".split()
)
_PLAIN: Final = frozenset("manuscript interview personal_communication document collection".split())
_IN: Final = frozenset("chapter paper-conference entry entry-dictionary entry-encyclopedia".split())
_PERIODICAL: Final = frozenset("article-journal article-magazine article-newspaper review review-book".split())
_STOPS: Final = (".", "?", "!")
_ROLES: Final = (
    (v.EDITOR, "Edited by"), (v.TRANSLATOR, "Translated by"), (v.COMPILER, "Compiled by"),
    (v.INTRODUCTION, "Introduction by"), (v.DIRECTOR, "Directed by"), (v.INTERVIEWER, "Interview by"),
)  # fmt: skip
_LATER: Final = (v.GENRE, v.NUMBER, v.VERSION, v.EVENT_TITLE, v.EVENT_PLACE, v.EVENT_DATE, v.MEDIUM)
_LEADING: Final = (
    (v.AUTHOR, "", ""), (v.EDITOR, "ed.", "eds."), (v.COMPILER, "comp.", "comps."), (v.TRANSLATOR, "trans.", "trans."),
    (v.DIRECTOR, "dir.", "dirs."), (v.COMPOSER, "", ""), (v.PERFORMER, "", ""),
)  # fmt: skip


def reference_segments(work: Work) -> tuple[Segment, ...]:
    """Give a work as a line of a bibliography.

    For example: Bloch, Marc. *The Historian’s Craft*. Translated by Peter Putnam. New York: Knopf, 1953.
    """
    leading, used = _leading_names(work.fields)
    sentences = [[Segment(leading)]] if leading else []
    sentences += [list(sentence) for sentence in _sentences(work, used) if any(part.text for part in sentence)]
    return tuple(part for sentence in sentences for part in _with_stop(sentence))


def reference_text(work: Work) -> str:
    """Give the reference without formatting."""
    return "".join(part.text for part in reference_segments(work)).strip()


def _with_stop(sentence: Sequence[Segment]) -> Iterator[Segment]:
    first, *rest = sentence
    yield Segment(first.text if first.address else first.text[:1].upper() + first.text[1:], first.italic, first.address)
    yield from rest
    last = sentence[-1].text
    yield Segment(" " if last.endswith((*_STOPS, ".”", "?”", "!”")) else ". ")


def _leading_names(fields: Fields) -> tuple[str, Variable[Any] | None]:
    for key, one, several in _LEADING:
        names = real_names(fields.value(key))
        if names:
            label = several if len(names) > 1 else one
            others = ", et al" if any(is_others(name) for name in fields.value(key) or ()) else ""
            return _inverted(names) + others + (f", {label}" if label else ""), key
    return "", None


def _inverted(names: Sequence[Name]) -> str:
    first, *rest = names
    return _joined([inverted_name(first), *(_direct(name) for name in rest)], inverted=True)


def inverted_name(name: Name) -> str:
    """Give a name as a bibliography sorts it: "Beauvoir, Simone de", "King, Martin Luther, Jr."."""
    if is_single_field(name):
        return one_line(single_field(name))
    family = " ".join(part for part in (name.non_dropping_particle, name.family) if part)
    given = " ".join(part for part in (name.given, name.dropping_particle) if part)
    return one_line(", ".join(part for part in (family, given, name.suffix) if part))


def _joined(names: Sequence[str], inverted: bool = False) -> str:
    if len(names) < 2:
        return "".join(names)
    comma = "," if len(names) > 2 or inverted else ""
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}"


def _people(fields: Fields, key: Variable[tuple[Name, ...]]) -> str:
    return _joined([_direct(name) for name in real_names(fields.value(key))])


def _direct(name: Name) -> str:
    return one_line(single_field(name) if is_single_field(name) else name.full)


def _sentences(work: Work, used: Variable[Any] | None) -> Iterator[list[Segment]]:
    fields, kind = work.fields, work.type
    yield _title(work)
    if kind in _PERIODICAL:
        yield _periodical(fields)
    elif v.CONTAINER_TITLE in fields:
        yield _container(fields, kind in _IN)
    for key in (v.VOLUME_TITLE, v.PART_TITLE):
        yield [Segment(value_words(fields, key), italic=True)]
    yield from ([Segment(words)] for words in _roles(fields, used, kind in _IN and v.CONTAINER_TITLE in fields))
    yield from ([Segment(words)] for words in _details(fields, kind))
    if kind not in _PERIODICAL:
        yield [Segment(_imprint(fields))]
    yield [Segment(archive_line(fields))]
    yield _address(fields)


def _title(work: Work) -> list[Segment]:
    title = without_markup(value_words(work.fields, v.TITLE))
    reviewed = value_words(work.fields, v.REVIEWED_TITLE)
    if not title and reviewed:
        by = _people(work.fields, v.REVIEWED_AUTHOR)
        return [Segment("Review of "), Segment(reviewed, italic=True), Segment(f", by {by}" if by else "")]
    if not title or work.type in _PLAIN:
        return [Segment(title)]
    return (
        [Segment(f"“{title}{'' if title.endswith(('?', '!')) else '.'}”")]
        if work.type in _QUOTED
        else [Segment(title, italic=True)]
    )


def _periodical(fields: Fields) -> list[Segment]:
    """Give "*Slavic Review* 28, no. 3 (Spring 1969): 1–20" or "*The Times*, 5 November 1956, 1"."""
    volume, issue = value_words(fields, v.VOLUME), value_words(fields, v.ISSUE)
    date, page = value_words(fields, v.ISSUED), _pages(fields)
    numbers = (f" {volume}" if volume else "") + (f", no. {issue}" if issue else "")
    if volume or issue:
        rest = numbers + (f" ({date})" if date else "") + (f": {page}" if page else "")
    else:
        section = value_words(fields, v.SECTION)
        words = (date, f"sec. {section}" if section else "", page)
        rest = "".join(f", {word}" for word in words if word)
    title = value_words(fields, v.CONTAINER_TITLE)
    return [Segment(title, italic=True), Segment(rest)] if title else [Segment(rest.lstrip(" ,"))]


def _pages(fields: Fields) -> str:
    return value_words(fields, v.PAGE).replace("-", "–")


def _container(fields: Fields, is_part: bool) -> list[Segment]:
    title = Segment(value_words(fields, v.CONTAINER_TITLE), italic=True)
    if not is_part:
        return [title]
    authors = _people(fields, v.CONTAINER_AUTHOR)
    editors = _people(fields, v.EDITOR)
    page = _pages(fields)
    rest = (f", by {authors}" if authors else "") + (f", edited by {editors}" if editors else "")
    return [Segment("In "), title, Segment(rest + (f", {page}" if page else ""))]


def _roles(fields: Fields, used: Variable[Any] | None, is_part: bool) -> Iterator[str]:
    for key, words in _ROLES:
        people = _people(fields, key)
        if people and key != used and not (is_part and key == v.EDITOR):
            yield f"{words} {people}"


def _details(fields: Fields, kind: str) -> Iterator[str]:
    if kind not in _PERIODICAL:
        edition, volume, volumes = (value_words(fields, key) for key in (v.EDITION, v.VOLUME, v.NUMBER_OF_VOLUMES))
        yield f"{ordinal(edition)} ed" if edition else ""
        yield f"Vol. {volume}" if volume else ""
        yield f"{volumes} vols" if volumes and not volume else ""
    series, number = value_words(fields, v.COLLECTION_TITLE), value_words(fields, v.COLLECTION_NUMBER)
    yield f"{series}, {number}" if series and number else series
    yield from (value_words(fields, key) for key in _LATER)


def _imprint(fields: Fields) -> str:
    place, publisher = value_words(fields, v.PUBLISHER_PLACE), value_words(fields, v.PUBLISHER)
    source = f"{place}: {publisher}" if place and publisher else place or publisher
    issued, original = fields.value(v.ISSUED), fields.value(v.ORIGINAL_DATE)
    dates = [date_words(date) for date in (original, issued) if date is not None]
    date = f"{dates[0]}, repr. {dates[1]}" if len(dates) == 2 and dates[0] != dates[1] else "".join(dates[-1:])
    return ", ".join(part for part in (source, one_line(date)) if part)


def _address(fields: Fields) -> list[Segment]:
    doi, url = value_words(fields, v.DOI), value_words(fields, v.URL)
    address = f"https://doi.org/{doi}" if doi else url
    return [Segment(address, address=address)]
