"""Names that the prose gives to a citation: "Lensen concludes …" *Japanese Recognition*; "his *Soviet Policies*"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from refparse.assets import word_rows, word_set
from refparse.model import Citation, CitationForm, Field, Name, Origin, ParsedNote
from refparse.model import variables as v
from refparse.resolve.reading import Hint
from refparse.text.fold import fold

# Werner Angress | E. H. Carr | Lensen: up to three capitalised words or initials, the last one no initial.
PERSON = re.compile(
    r"(?:(?:[A-Z]\.[ -]?){1,3}|(?:[A-Z][\w’'-]{1,20} ){0,2})(?P<family>(?:de |van |von )?[A-Z][\w’'-]{1,30})"
)
# his *Soviet Policies* | in their "Notes on …": a possessive that ends the prose before the citation.
POSSESSIVE = re.compile(r"\b(?:his|her|their)\s*[\"“‘*_(]*$", re.IGNORECASE)
# Lefebvre's *Coming of the French Revolution* | Georges Lefebvre’s "…": a name in the genitive that ends the prose.
GENITIVE = re.compile(r"(?P<words>(?:[A-Z][\w.-]{0,20} ){0,3}(?P<family>[A-Z][\w-]{1,30}))['’]s\s*[\"“‘*_(]*$")
LONGEST_REACH = 1500
ROLES_OF_AUTHORS: tuple[v.Variable[v.Names], ...] = (v.AUTHOR, v.EDITOR, v.COMPILER, v.TRANSLATOR)
NEEDS_NO_NAME = frozenset({CitationForm.IBID})


def names_in_citations(parsed: Iterable[ParsedNote]) -> dict[str, Name]:
    """Give the authors of a document's citations by folded family name, each in its fullest form."""
    found: dict[str, Name] = {}
    for note in parsed:
        for citation in note.citations:
            for role in ROLES_OF_AUTHORS:
                for name in _people(citation, role):
                    known = found.get(fold(name.short))
                    if known is None or len(known.full) < len(name.full):
                        found[fold(name.short)] = name
    return found


def _people(citation: Citation, role: v.Variable[v.Names]) -> v.Names:
    return citation.fields.value(role, ())


def hints_of(parsed: Sequence[ParsedNote], known: dict[str, Name]) -> dict[str, Hint]:
    """Give, by the id of each citation that names nobody, the names that the prose before it gives."""
    hints: dict[str, Hint] = {}
    for note in parsed:
        for place, citation in enumerate(note.citations):
            if _needs_name(citation):
                hint = _hint(note, place, known, hints)
                if hint is not None:
                    hints[citation.id] = hint
    return hints


def _needs_name(citation: Citation) -> bool:
    named = any(role in citation.fields for role in ROLES_OF_AUTHORS)
    return not named and citation.form not in NEEDS_NO_NAME


def _hint(parsed: ParsedNote, place: int, known: dict[str, Name], hints: dict[str, Hint]) -> Hint | None:
    citation = parsed.citations[place]
    start = parsed.citations[place - 1].span.end if place else 0
    prose = parsed.note.text[max(start, citation.span.start - LONGEST_REACH) : citation.span.start]
    owner = GENITIVE.search(prose[-90:])
    if owner is not None and fold(owner["family"]) not in _no_names():
        return Hint(names=(_known_as(owner["words"], owner["family"], known),), sure=True, words=owner["words"])
    here = _in_prose(prose, known, citation.possessive or bool(POSSESSIVE.search(prose)))
    if here is not None or not place:
        return here or _in_prose(parsed.note.marker_sentence, known, False)
    return _shared(parsed.citations[place - 1], prose, citation, hints)


def _known_as(words: str, family: str, known: dict[str, Name]) -> Name:
    """Give a person of the prose by the name the citations use, if they know this very person."""
    name = known.get(fold(family))
    return (_compatible(words, name) if name else None) or _name_of(words, family)


def _shared(before: Citation, prose: str, citation: Citation, hints: dict[str, Hint]) -> Hint | None:
    """Give the name that two citations share: "by Angress in *Stillborn Revolution*, chap. 4, and "The Takeover …""."""
    possessive = citation.possessive or bool(POSSESSIVE.search(prose))
    if possessive:
        names = next((names for role in ROLES_OF_AUTHORS if (names := before.fields.value(role))), ())
        return Hint(names=names, sure=bool(names), words=prose.strip()) if names else hints.get(before.id)
    joined = fold(prose) in ("and", "and in", "and also", "as well as", "") and ";" not in prose
    hint = hints.get(before.id) if joined else None
    return replace(hint, shared=True) if hint else None


def _in_prose(prose: str, known: dict[str, Name], possessive: bool) -> Hint | None:
    """Give the last person of the prose who is a known author, or whom a verb of saying makes one."""
    people = list(PERSON.finditer(_unquoted(prose)))
    for match in reversed(people):
        words = match.group()
        name = known.get(fold(match["family"]))
        saying = _is_saying(_unquoted(prose), match)
        if name is not None and (known_first := _compatible(words, name)):
            return Hint(names=(known_first,), sure=saying or possessive, words=words)
        if saying and fold(match["family"]) not in _no_names():
            return Hint(names=(_name_of(words, match["family"]),), sure=True, words=words)
    return None


# “…” and "…": what is quoted names people too, but not the author of what is cited.
QUOTATION = re.compile(r"“[^”]{0,1500}”|\"[^\"]{0,1500}\"")


def _unquoted(prose: str) -> str:
    return QUOTATION.sub(" ", prose)


def _compatible(words: str, name: Name) -> Name | None:
    given = fold(words).split()[:-1]
    stated = fold(name.given).split()
    clash = given and stated and given[-1][0] not in {part[0] for part in stated} and given[0][0] != stated[0][0]
    return None if clash else name


def _name_of(words: str, family: str) -> Name:
    return Name(family=family, given=words[: -len(family)].strip())


def _is_saying(prose: str, match: re.Match[str]) -> bool:
    """Say whether a verb of saying stands just after the name, or "according to" or "by" just before it."""
    after = fold(prose[match.end() : match.end() + 40]).split()[:3]
    before = fold(prose[max(0, match.start() - 25) : match.start()]).split()[-2:]
    verbs = word_set("grammar", "words", "saying_verbs.tsv")
    return any(word in verbs for word in after) or before[-2:] == ["according", "to"] or before[-1:] == ["by"]


def _no_names() -> frozenset[str]:
    return word_set("grammar", "words", "no_names.tsv")


def supply_authors(parsed: Sequence[ParsedNote]) -> tuple[tuple[ParsedNote, ...], dict[str, Hint]]:
    """Give "Idem, *Title*" and "his *Title*" their author, and the hints for all other citations that name nobody.

    The author of an idem is supplied with `Origin.INHERITED`, that of a possessive with `Origin.INFERRED`.
    """
    hints = hints_of(parsed, names_in_citations(parsed))
    made: list[ParsedNote] = []
    last: tuple[Name, ...] = ()
    for note in parsed:
        citations = []
        for citation in note.citations:
            changed, last = _supplied(note, citation, hints.get(citation.id), last)
            citations.append(changed)
        made.append(replace(note, citations=tuple(citations)))
    return tuple(made), hints


def _supplied(
    parsed: ParsedNote, citation: Citation, hint: Hint | None, last: tuple[Name, ...]
) -> tuple[Citation, tuple[Name, ...]]:
    names = next((names for role in ROLES_OF_AUTHORS if (names := citation.fields.value(role))), ())
    in_collection = v.CONTAINER_TITLE in citation.fields and v.AUTHOR not in citation.fields
    if in_collection and last and _follows_idem(parsed, citation):
        return with_author(citation, last, Origin.INHERITED), last  # the editors are those of the collection
    if names or v.TITLE not in citation.fields:
        return citation, names or last
    if last and (citation.form is CitationForm.IDEM or _follows_idem(parsed, citation)):
        return with_author(citation, last, Origin.INHERITED), last
    if hint and hint.sure and (hint.shared or is_possessive(parsed, citation)):
        return with_author(citation, hint.names, Origin.INFERRED), hint.names
    return citation, last if citation.form is CitationForm.IBID else ()


def _follows_idem(parsed: ParsedNote, citation: Citation) -> bool:
    """Say whether "idem," or "Ders.," stands just before the citation, or begins it where it goes on in full."""
    text, start = parsed.note.text, citation.span.start
    before = text[max(0, start - 14) : start].rstrip(' ,*_"“').split()[-1:]
    first = text[start : start + 14].lstrip("*_").split()[:1]
    return any(word.rstrip(",:*_").casefold() in _idem_words() for word in (*before, *first))


@lru_cache(maxsize=1)
def _idem_words() -> frozenset[str]:
    return frozenset(row[0] for row in word_rows("grammar", "words", "classes.tsv") if row[1:2] == ("idem",))


def is_possessive(parsed: ParsedNote, citation: Citation) -> bool:
    """Say whether "his", "her", "their" or a name in the genitive stands just before the citation."""
    before = parsed.note.text[max(0, citation.span.start - 90) : citation.span.start]
    return citation.possessive or bool(POSSESSIVE.search(before) or GENITIVE.search(before))


def with_author(citation: Citation, names: tuple[Name, ...], origin: Origin) -> Citation:
    """Give the citation an author that it does not itself state."""
    supplied = Field(value=names, text=names[0].full, origin=origin, confidence=0.85)
    return replace(citation, fields=citation.fields.set(v.AUTHOR, supplied))
