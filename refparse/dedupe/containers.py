"""What a chapter takes over from its book: "in Hammond, *Anatomy*, 176-80" where the book is known more fully."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from refparse.comparison import person_key, significant, skeleton, title_likeness
from refparse.model import Field, Fields, Origin, Work
from refparse.model import variables as v
from refparse.text.fold import fold_title

CHAPTERS = frozenset({"chapter", "paper-conference", "entry", "entry-encyclopedia", "entry-dictionary"})
FROM_BOOK = (v.EDITOR, v.PUBLISHER, v.PUBLISHER_PLACE, v.ISSUED, v.COLLECTION_TITLE, v.NUMBER_OF_VOLUMES)
LEAST_LIKENESS = 0.9
MOST_COMPARED = 60


def inherit_containers(works: Sequence[Work]) -> tuple[Work, ...]:
    """Complete each chapter from its book, or from another chapter of that book; what it takes over is INHERITED.

    The book itself becomes no work unless it is cited itself.
    """
    works = _with_editors(works)
    chapters = _by_word(work for work in works if work.type in CHAPTERS)
    books = _by_word(work for work in works if work.type not in CHAPTERS and work.complete)
    return tuple(_completed(work, chapters, books) for work in works)


def _with_editors(works: Sequence[Work]) -> tuple[Work, ...]:
    """Take the name before a book's title for its editor, where chapters of others stand in the book.

    "in Hammond, *Anatomy*" says neither author nor editor; "in *Anatomy*, by Hammond" says author.
    """
    of_others = {key for work in works if (key := _book_named_first(work)) and not _is_own(work)}
    return tuple(_with_editor(work) if _book_named_first(work) in of_others else work for work in works)


def _book_named_first(work: Work) -> tuple[str, str] | None:
    """Give book and person of a chapter whose note names the person before the book."""
    person, title = work.fields.get(v.CONTAINER_AUTHOR), work.fields.get(v.CONTAINER_TITLE)
    if person is None or title is None or person.span is None or title.span is None or v.EDITOR in work.fields:
        return None
    return (fold_title(title.value), person_key(person.value[0]).family) if person.span < title.span else None


def _is_own(work: Work) -> bool:
    authors, owners = _families(work, v.AUTHOR), _families(work, v.CONTAINER_AUTHOR)
    return not authors or bool(authors & owners)


def _families(work: Work, role: v.Variable[v.Names]) -> set[str]:
    return {person_key(name).family for name in work.fields.value(role, ())}


def _with_editor(work: Work) -> Work:
    field = work.fields[v.CONTAINER_AUTHOR]
    fields = work.fields.without(v.CONTAINER_AUTHOR).set(v.EDITOR, replace(field, origin=Origin.INFERRED))
    return replace(work, fields=fields)


def _by_word(works: Iterable[Work]) -> dict[str, list[Work]]:
    shelf: dict[str, list[Work]] = defaultdict(list)
    for work in works:
        for word in _title_words(work):
            shelf[word].append(work)
    return shelf


def _title_words(work: Work) -> list[str]:
    title = fold_title(_book_title(work))
    return [skeleton(word) for word in significant(title)[:4]] if title else []


def _near(work: Work, shelf: dict[str, list[Work]]) -> list[Work]:
    """Give the works that share the rarest word of the book's title, at most `MOST_COMPARED`."""
    lists = [shelf[word] for word in _title_words(work) if word in shelf]
    rarest = min(lists, key=len)[:MOST_COMPARED] if lists else []
    return [one for one in rarest if one is not work]


def _book_title(work: Work) -> str:
    key = v.CONTAINER_TITLE if work.type in CHAPTERS else v.TITLE
    return work.fields.value(key) or ""


def _completed(work: Work, chapters: dict[str, list[Work]], books: dict[str, list[Work]]) -> Work:
    if work.type not in CHAPTERS:
        return work if work.complete else _completed_book(work, _of_one_book(work, _near(work, chapters)))
    fitting = _of_one_book(work, [*_near(work, books), *_near(work, chapters)])
    richest = max(fitting, key=lambda one: (one.type not in CHAPTERS, len(one.fields), one.id), default=None)
    return work if richest is None else replace(work, fields=_inherited(work, richest))


def _of_one_book(work: Work, near: Sequence[Work]) -> list[Work]:
    title = fold_title(_book_title(work))
    return [one for one in near if _is_book_of(work, title, one)]


def _completed_book(work: Work, chapters: Sequence[Work]) -> Work:
    """Complete a book known only by short forms from a chapter that gives it in full."""
    full = [one for one in chapters if v.PUBLISHER in one.fields or v.PUBLISHER_PLACE in one.fields]
    richest = max(full, key=lambda one: (len(one.fields), one.id), default=None)
    if richest is None:
        return work
    fields = work.fields.set(v.TITLE, _taken_over(richest.fields[v.CONTAINER_TITLE]))
    for key in FROM_BOOK:
        if key in richest.fields:
            fields = fields.set(key, _taken_over(richest.fields[key]))
    if v.EDITOR in fields and _book_people(richest) >= {person_key(name).family for name in fields.value(v.AUTHOR, ())}:
        fields = fields.without(v.AUTHOR)
    return replace(work, fields=fields, complete=True)


def _is_book_of(work: Work, title: str, book: Work) -> bool:
    other = fold_title(_book_title(book))
    alike = max(title_likeness(title, other), title_likeness(other, title)) >= LEAST_LIKENESS
    ours, theirs = _book_people(work), _book_people(book)
    same_year = _year(work) in (None, _year(book)) or _year(book) is None
    return alike and same_year and (not ours or not theirs or bool(ours & theirs))


def _year(work: Work) -> int | None:
    date = work.fields.value(v.ISSUED)
    return date.year if date else None


def _book_people(work: Work) -> set[str]:
    roles: tuple[v.Variable[v.Names], ...] = (v.EDITOR, v.CONTAINER_AUTHOR)
    if work.type not in CHAPTERS:
        roles = (*roles, v.AUTHOR, v.COMPILER)
    return {person_key(name).family for role in roles for name in work.fields.value(role, ())}


def _inherited(work: Work, book: Work) -> Fields:
    fields = _with_people(work.fields, work, book)
    for key in FROM_BOOK:
        if key not in fields and key in book.fields and key is not v.EDITOR:
            fields = fields.set(key, _taken_over(book.fields[key]))
    title = v.CONTAINER_TITLE if book.type in CHAPTERS else v.TITLE
    if len(book.fields.value(title, "")) > len(fields.value(v.CONTAINER_TITLE, "")):
        fields = fields.set(v.CONTAINER_TITLE, _taken_over(book.fields[title]))
    return fields


def _with_people(fields: Fields, work: Work, book: Work) -> Fields:
    """Take over the editors, or the author of a book of one's own; "in Hammond" is then known to be its editor."""
    role = v.EDITOR if v.EDITOR in book.fields else None
    if role is not None and len(book.fields[role].value) >= len(fields.value(role, ())):
        fields = fields.set(role, _taken_over(book.fields[role]))
        return fields.without(v.CONTAINER_AUTHOR)
    author = v.CONTAINER_AUTHOR if book.type in CHAPTERS else v.AUTHOR
    if v.EDITOR not in work.fields and v.EDITOR not in book.fields and author in book.fields:
        fields = fields.set(v.CONTAINER_AUTHOR, _taken_over(book.fields[author]))
    return fields


def _taken_over(field: Field[Any]) -> Field[Any]:
    return replace(field, span=None, origin=Origin.INHERITED)
