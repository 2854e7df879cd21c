"""Turns the words of a name into a Name, and the words of several people into one stretch for each."""

from __future__ import annotations

import re
from functools import cache

from refparse.assets import word_map, word_set
from refparse.model.values import Name
from refparse.parse.normalize.bodies import body_name, looks_like_body
from refparse.parse.normalize.family_first import family_first

__all__ = ["body_name", "looks_like_body", "name_from_parts", "parse_name", "split_people"]

# E.H., E.H, E. H., J.-P.: initials in any spacing
_INITIALS = re.compile(r"(?<![^\W_])([A-ZÀ-ÞŒŠŽА-Я]\.)(?=[A-ZÀ-ÞŒŠŽА-Я]\.?(?![^\W\d_])|[A-ZÀ-Þ][^\W\d_]+)")
_PSEUDONYM = re.compile(r"\s*[\[(](?:pseud\.?|pseudonym|pen name|sic|attrib\.?|attributed)[^\])]*[\])]", re.IGNORECASE)
_REAL_NAME = re.compile(r"(?<=\w)\s*\[[^\]]*\]")
_ET_AL = re.compile(
    r",?\s*(?:\bet\s+al(?:ii|iae)?\b\.?|\band\s+others\b|\bu\.\s?a\.(?=\s*$)|\bи др\.|\by otros\b)", re.IGNORECASE
)
_BETWEEN = re.compile(
    r"\s*;\s*|\s*,?\s+(?:and|und|et|och|og|with)\s+|\s*,?\s*&\s*|\s*,\s*(?:y|e|en|i)\s+", re.IGNORECASE
)
# y, e, en, i join two names of two words each, but stand within "Ortega y Gasset"
_WITHIN = re.compile(r"(?<=\w)\s+(?:y|e|en|i)\s+(?=\S+\s+\S)")
_TRIM = " ,;:"
_JOINING = frozenset("y i e".split())


@cache
def _particles() -> dict[str, str]:
    return word_map("grammar", "words", "particles.tsv")


@cache
def _suffixes() -> dict[str, str]:
    return word_map("grammar", "words", "suffixes.tsv")


@cache
def _honorifics() -> dict[str, str]:
    return word_map("grammar", "words", "honorifics.tsv")


@cache
def _spanish() -> frozenset[str]:
    return word_set("grammar", "words", "spanish_surnames.tsv")


def _key(word: str) -> str:
    return word.replace(".", "").strip(",").casefold()


def _clean(text: str) -> str:
    bare = _REAL_NAME.sub("", _PSEUDONYM.sub("", text.strip(_TRIM)))
    if bare.startswith("[") and bare.endswith("]"):
        bare = bare[1:-1]
    return " ".join(_INITIALS.sub(r"\1 ", bare.strip('[]*_“”"')).split())


def parse_name(text: str, *, inverted: bool = False) -> Name:
    """Give the parts of a person's name, or a body's name as `literal` (CMOS 17, 8.5-8.18, 14.73-14.83).

    `inverted` says that the family name stands first ("Biderman, Stella"); a comma before anything but a suffix says
    so too. Initials are set apart ("E.H. Carr" becomes "E. H."), academic titles are left out, "Sir" is kept.

    >>> parse_name("Charles de Gaulle").dropping_particle, parse_name("W.E.B. Du Bois").family
    ('de', 'Du Bois')
    """
    if looks_like_body(text.strip(_TRIM)):
        return body_name(text)
    name = _clean(text)
    head, *tail = [part.strip() for part in name.split(",") if part.strip()] or [""]
    suffix = " ".join(_suffixes().get(_key(part), "") for part in tail if _key(part) in _suffixes())
    given = " ".join(part for part in tail if _key(part) not in _suffixes())
    if given or (inverted and tail):
        return _inverted(head, given, suffix)
    return _in_order(head.split(), suffix, inverted)


def _inverted(family: str, given: str, suffix: str) -> Name:
    """Read "Gaulle, Charles de" and "van Gogh, Vincent"."""
    words = given.split()
    trailing: list[str] = []
    while len(words) > 1 and words[-1].casefold() in _particles() and words[-1].islower():
        trailing.insert(0, words.pop())
    leading, rest = _leading_particles(family.split())
    particle = " ".join(trailing or leading)
    return _named(_without_titles(words), particle, " ".join(rest), suffix)


def _in_order(words: list[str], suffix: str, inverted: bool) -> Name:
    if len(words) > 2 and not suffix and _key(words[-1]) in _suffixes() and not words[-1].islower():
        suffix = _suffixes()[_key(words.pop())]
    words = _without_titles(words)
    turned = family_first(words)
    if turned is not None:
        return Name(family=turned[0], given=turned[1], suffix=suffix)
    if len(words) < 2:
        return Name(family=" ".join(words), suffix=suffix)
    if inverted:
        return Name(family=words[0], given=" ".join(words[1:]), suffix=suffix)
    at = _family_begins(words)
    leading, rest = _leading_particles(words[at:])
    return _named(words[:at], " ".join(leading), " ".join(rest), suffix)


def _named(given: list[str], particle: str, family: str, suffix: str) -> Name:
    kind = _particles().get(particle.casefold(), "kept" if particle else "")
    return Name(
        family=family,
        given=" ".join(given),
        dropping_particle=particle if kind == "dropping" else "",
        non_dropping_particle=particle if kind == "kept" else "",
        suffix=suffix,
    )


def _without_titles(words: list[str]) -> list[str]:
    """Leave out "Dr." and "Rev." before a name of two words or more; "Sir" and "Mrs." are part of it as printed."""
    while len(words) > 2 and _honorifics().get(_key(words[0])) == "dropped" and len(words[0]) > 2:
        words = words[1:]
    return words


def _leading_particles(words: list[str]) -> tuple[list[str], list[str]]:
    at = 0
    while at < len(words) - 1 and words[at].islower() and words[at] in _particles():
        at += 1
    return words[:at], words[at:]


def _family_begins(words: list[str]) -> int:
    """Give the index of the word with which the family name begins."""
    at = len(words) - 1
    if at > 2 and words[at - 1] in _JOINING:
        return at - 2
    if at > 1 and words[at].casefold() in _spanish() and words[at - 1].casefold() in _spanish():
        at -= 1
    begins = next((place for place in range(1, at) if _opens_family(words[place])), at)
    while begins > 1 and words[begins - 1].casefold() in _patronymic():
        begins -= 1
    return begins


def _opens_family(word: str) -> bool:
    """Say whether a word after the given name begins the family name: "van", "Van", "De", "Le", "St.", "Abu"."""
    lowered = word.casefold()
    if lowered in _patronymic() or lowered in _JOINING or lowered in ("al", "do", "des" if word.istitle() else ""):
        return False
    return lowered in _particles() or lowered in _compound()


@cache
def _patronymic() -> frozenset[str]:
    return frozenset("ibn bin bint ben abu abū".split())


@cache
def _compound() -> frozenset[str]:
    return frozenset("st st. san santa ó ní uí ap fitz vander".split())


def name_from_parts(*, family: str = "", given: str = "", suffix: str = "") -> Name:
    """Make a Name of a family and a given name that are known to be such; particles go to their own part."""
    leading, rest = _leading_particles(family.split())
    return _named(_clean(given).split(), " ".join(leading), " ".join(rest), _suffixes().get(_key(suffix), suffix))


def split_people(text: str, *, inverted_first: bool = False) -> tuple[str, ...]:
    """Cut a list of people into one stretch each; "et al." is left out (CMOS 17, 14.76).

    `inverted_first` says that the first name is inverted, as in a bibliography: "Hunt, Lynn, and Jack R. Censer".

    >>> split_people("Harry Haigh, David Morris Jr., and Anthony Peters")
    ('Harry Haigh', 'David Morris Jr.', 'Anthony Peters')
    """
    bare = _ET_AL.sub("", text).strip(_TRIM)
    if not bare:
        return ()
    if looks_like_body(bare) and not _are_all_names(bare):
        return (bare,)
    pieces: list[str] = []
    for group in _BETWEEN.split(_WITHIN.sub("; ", bare)):
        pieces += _split_commas(group, inverted_first and not pieces)
    return tuple(piece for piece in pieces if piece)


def _are_all_names(text: str) -> bool:
    parts = [part for part in _BETWEEN.split(text) if part]
    return (
        len(parts) > 1
        and all(len(part.split()) > 1 and part[0].isupper() for part in parts)
        and (";" in text or all(looks_like_body(part) for part in parts))
    )


def _split_commas(text: str, inverted: bool) -> list[str]:
    """Cut at commas, but keep a suffix with its name, and an inverted first name whole."""
    pieces: list[str] = []
    for part in (part.strip() for part in text.split(",")):
        joins = pieces and (_key(part) in _suffixes() or (inverted and len(pieces) == 1 and "," not in pieces[0]))
        if joins:
            pieces[-1] = f"{pieces[-1]}, {part}"
        elif part:
            pieces.append(part)
    return pieces
