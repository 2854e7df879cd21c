"""Short forms read as the wrong thing: a surname as a title or as a given name, a title as a journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from refparse.model import Citation, CitationForm, Field, Fields, MarkKind, Name, Note, Origin, ParsedNote
from refparse.model import variables as v
from refparse.resolve.context import names_in_citations
from refparse.text.fold import fold, fold_title

LONGEST = 3
QUOTES = frozenset('"“‘«„')
SERIAL_FACTS = (v.TITLE, v.ISSUED, v.VOLUME, v.ISSUE, v.PAGE, v.CONTAINER_AUTHOR)


def names_for_titles(parsed: Sequence[ParsedNote]) -> tuple[ParsedNote, ...]:
    """Take a short form that is nothing but the family name of a known author for that author.

    Not where it is set in italics or quotation marks, or where a title of the document begins with it.
    """
    known = names_in_citations(parsed)
    titles = {
        fold_title(one.fields.value(v.TITLE, "")) for note in parsed for one in note.citations if len(one.fields) > 1
    }
    begun = {" ".join(title.split()[:length]) for title in titles for length in range(1, LONGEST + 1)}
    families = {family: name for family, name in known.items() if family not in begun}
    return tuple(
        replace(note, citations=tuple(_renamed(one, note.note, families) for one in note.citations)) for note in parsed
    )


def families_for_given_names(parsed: Sequence[ParsedNote]) -> tuple[ParsedNote, ...]:
    """Take "Hall, Le, and Park" for three families, not for Le Hall and Park, where three such authors are known."""
    known = {
        tuple(fold(name.short) for name in names)
        for note in parsed
        for one in note.citations
        if len(names := one.fields.value(v.AUTHOR, ())) > 2
    }
    if not known:
        return tuple(parsed)
    return tuple(replace(note, citations=tuple(_parted(one, known) for one in note.citations)) for note in parsed)


def _parted(citation: Citation, known: set[tuple[str, ...]]) -> Citation:
    author = citation.fields.get(v.AUTHOR)
    if citation.form is not CitationForm.SHORT or author is None or not author.value[0].given:
        return citation
    first, *rest = author.value
    names: v.Names = (replace(first, given=""), Name(family=first.given), *rest)
    if tuple(fold(name.short) for name in names) not in known:
        return citation
    parted = replace(author, value=names, origin=Origin.INFERRED, confidence=0.9)
    return replace(citation, fields=citation.fields.set(v.AUTHOR, parted))


def titles_for_containers(parsed: Sequence[ParsedNote]) -> tuple[ParsedNote, ...]:
    """Take a short form that names a container and nothing in it, "Martines, *Lawyers*, 3", for one of that title.

    A newspaper or journal cited as such has a date or a volume.
    """
    return tuple(
        replace(note, citations=tuple(_retitled(one) for one in note.citations))
        if any(v.CONTAINER_TITLE in one.fields for one in note.citations)
        else note
        for note in parsed
    )


def _retitled(citation: Citation) -> Citation:
    container = citation.fields.get(v.CONTAINER_TITLE)
    if (
        citation.form is not CitationForm.SHORT
        or container is None
        or any(key in citation.fields for key in SERIAL_FACTS)
    ):
        return citation
    fields = citation.fields.without(v.CONTAINER_TITLE).set(v.TITLE, container)
    return replace(citation, type="book", fields=fields)


def _renamed(citation: Citation, note: Note, families: dict[str, Name]) -> Citation:
    title = citation.fields.get(v.TITLE)
    if citation.form is not CitationForm.SHORT or title is None or len(citation.fields) > 1:
        return citation
    name = families.get(fold(title.value))
    if name is None or _is_set_off(title, note):
        return citation
    return replace(citation, type="", fields=Fields({v.AUTHOR: _as_author(title, name)}))


def _is_set_off(title: Field[str], note: Note) -> bool:
    if title.span is None:
        return False
    around = {note.text[: title.span.start].rstrip()[-1:], note.text[title.span.start : title.span.start + 1]}
    italic = any(mark.kind is MarkKind.ITALIC and mark.start <= title.span.start < mark.end for mark in note.marks)
    return italic or bool(around & QUOTES)


def _as_author(title: Field[str], name: Name) -> Field[v.Names]:
    bare = Name(family=name.family, non_dropping_particle=name.non_dropping_particle, literal=name.literal)
    names: v.Names = (bare,)
    return Field(value=names, text=title.text, span=title.span, origin=Origin.INFERRED, confidence=0.9)
