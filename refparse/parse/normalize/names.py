"""Turns the words of a person's name into a Name: particles, suffixes, initials, names that turn their parts round."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from refparse.assets import word_map, word_rows, word_set
from refparse.model.values import Name
from refparse.parse.normalize.bodies import body_name, looks_like_body
from refparse.parse.normalize.family_first import family_first
from refparse.parse.normalize.people_list import split_people, suffixes, word_key
from refparse.text.numerals import roman_value

__all__ = ["body_name", "looks_like_body", "name_from_parts", "parse_name", "split_people"]

# E.P., E.P, E. P., J.-P.: initials in any spacing
_INITIALS = re.compile(r"(?<![^\W_])([A-ZÀ-ÞŒŠŽА-Я]\.)(?=[A-ZÀ-ÞŒŠŽА-Я]\.?(?![^\W\d_])|[A-ZÀ-ÞŒŠŽА-Я][^\W\d_]+)")
_PSEUDONYM = re.compile(r"\s*[\[(](?:pseud\b\.?|pseudonym|pen name|sic\b|attrib)[^\])]*[\])]", re.IGNORECASE)
_REAL_NAME = re.compile(r"(?<=\w)\s*\[[^\]]*\]")
# "[Mary] Shelley": the part of a name that the page does not give
_SUPPLIED = re.compile(r"^\[([^\[\]]+)\](?=\s+\w)")
# "Braudel (Fernand)": French notes set the given name in brackets behind the family name
_BRACKETED = re.compile(r"(\S+(?:\s\S+)?)\s*\(([A-ZÀ-Þ][^()]*)\)")
_TRIM = " ,;:"
_JOINING = ("y", "i", "e")
_SHORTEST_IN_CAPITALS = 4


@cache
def _particles() -> dict[str, str]:
    return word_map("grammar", "words", "particles.tsv")


@cache
def _openers(kind: str) -> frozenset[str]:
    """Give the words of a kind that begin a family name: "particle", "compound", "patronymic", "founder"."""
    return frozenset(row[0] for row in word_rows("grammar", "words", "name_openers.tsv") if row[1] == kind)


@cache
def _honorifics() -> dict[str, str]:
    return word_map("grammar", "words", "honorifics.tsv")


@cache
def _spanish() -> frozenset[str]:
    return word_set("grammar", "words", "spanish_surnames.tsv")


@cache
def _double() -> frozenset[str]:
    """Give well-known family names of two words without a hyphen, folded in case."""
    return word_set("grammar", "words", "double_surnames.tsv")


@lru_cache(maxsize=4096)
def parse_name(text: str, *, inverted: bool = False) -> Name:
    """Give the parts of a person's name, or a body's name as `literal` (CMOS 17, 8.5-8.18, 14.73-14.83).

    `inverted` says that the family name stands first ("Bloch, Marc"); a comma before anything but a suffix says so
    too. Initials are set apart ("E.P. Thomas" becomes "E. P."), academic titles are left out, "Sir" is kept.

    >>> parse_name("Charles de Gaulle").dropping_particle, parse_name("W.E.B. Du Bois").family
    ('de', 'Du Bois')
    """
    if looks_like_body(text.strip(_TRIM)):
        return body_name(text)
    name = _clean(text)
    if "(" in name and (bracketed := _BRACKETED.fullmatch(name)) is not None:
        return _inverted(bracketed.group(1), bracketed.group(2), "")
    head, *tail = [part.strip() for part in name.split(",") if part.strip()] or [""]
    suffix = " ".join(suffixes()[word_key(part)] for part in tail if word_key(part) in suffixes())
    given = " ".join(part for part in tail if word_key(part) not in suffixes())
    if given:
        return _inverted(head, given, suffix)
    return _in_order([_in_small_letters(word) for word in head.split()], suffix, inverted)


def _clean(text: str) -> str:
    bare = text.strip(_TRIM)
    if "[" in bare or "(" in bare:
        bare = _REAL_NAME.sub("", _PSEUDONYM.sub("", _SUPPLIED.sub(r"\1", bare)))
    bare = bare.strip('[]*_“”"?')
    return " ".join((_INITIALS.sub(r"\1 ", bare) if "." in bare else bare).split())


def _in_small_letters(word: str) -> str:
    """Give BRAUDEL as Braudel; initials, roman numerals and short words stay as they are."""
    if len(word) < _SHORTEST_IN_CAPITALS or not word.isupper() or "." in word or roman_value(word) is not None:
        return word
    return word.title() if "'" not in word and "’" not in word else word


def _inverted(family: str, given: str, suffix: str) -> Name:
    """Read "Gaulle, Charles de" and "van Gogh, Vincent"."""
    words = given.split()
    trailing: list[str] = []
    while len(words) > 1 and words[-1].islower() and words[-1] in _particles():
        trailing.insert(0, words.pop())
    leading, rest = _leading_particles([_in_small_letters(word) for word in family.split()])
    return _named(_without_titles(words), " ".join(trailing or leading), " ".join(rest), suffix)


def _in_order(words: list[str], suffix: str, inverted: bool) -> Name:
    words = _without_titles(words)
    if _is_ruler(words):
        return Name(literal=" ".join(words))
    if len(words) > 2 and not suffix and word_key(words[-1]) in suffixes() and not words[-1].islower():
        suffix = suffixes()[word_key(words.pop())]
    turned = family_first(words)
    if turned is not None:
        return Name(family=turned[0], given=turned[1], suffix=suffix)
    at = 1 if inverted else _family_begins(words)
    if inverted:
        return Name(family=" ".join(words[:at]), given=" ".join(words[at:]), suffix=suffix)
    leading, rest = _leading_particles(words[at:])
    return _named(words[:at], " ".join(leading), " ".join(rest), suffix)


def _named(given: list[str], particle: str, family: str, suffix: str) -> Name:
    kind = _particles().get(particle, "kept" if particle else "")
    return Name(
        family=family,
        given=" ".join(given),
        dropping_particle=particle if kind == "dropping" else "",
        non_dropping_particle=particle if kind == "kept" else "",
        suffix=suffix,
    )


def _without_titles(words: list[str]) -> list[str]:
    """Leave out "Dr." and "Rev." before a name of two words or more; "Sir" and "Mrs." are part of it as printed."""
    while len(words) > 2 and len(words[0]) > 2 and _is_dropped(words[0], words[1]):
        words = words[1:]
    return words


def _is_dropped(word: str, following: str) -> bool:
    kind = _honorifics().get(word_key(word))
    return kind == "dropped" or (kind == "unless initial" and not following.endswith("."))  # "Don M. Fairfax" is a Don


def _is_ruler(words: list[str]) -> bool:
    """Say whether the name is a ruler's or a pope's, which has no family name: "Elizabeth II", "Pius XII"."""
    if (
        len(words) < 2
        or roman_value(words[-1]) is None
        or not words[-1].isupper()
        or len(words[-1]) == 1 < len(words) - 1
    ):
        return False
    return len(words) == 2 or word_key(words[-1]) not in suffixes() or _honorifics().get(word_key(words[0])) == "kept"


def _leading_particles(words: list[str]) -> tuple[list[str], list[str]]:
    at = 0
    while at < len(words) - 1 and words[at].islower() and words[at] in _particles():
        at += 1
    return words[:at], words[at:]


def _family_begins(words: list[str]) -> int:
    """Give the index of the word with which the family name begins."""
    at = len(words) - 1
    if at < 1 or words[0].casefold() in _openers("founder") or _is_pair(words) or _begins_with_particle(words):
        return 0
    if at > 2 and words[at - 1] in _JOINING:
        return at - 2
    if _ELIDED.match(words[at]):
        return at  # "Jean le Rond d'Alembert"
    if _BOUND_PARTICLE.search(words[at - 1]):
        return at - 1  # "Gerhard Dohrn-van Rossum"
    if at > 1 and words[at].casefold() in _openers("title"):
        at -= 1
    if f"{words[at - 1]} {words[at]}".casefold() in _double():
        return at - 1  # "Ralph Vaughan Williams"
    if at > 1 and _PATRONYMIC.fullmatch(words[at - 1]):
        return at - 1  # "Pedro Jiménez Luna"
    if at > 1 and words[at].casefold() in _spanish() and words[at - 1].casefold() in _spanish():
        at -= 1
    begins = next((place for place in range(1, at) if _opens_family(words[place])), at)
    while begins > 1 and words[begins - 1].casefold() in _openers("patronymic"):
        begins -= 1
    is_paired = begins > 1 and words[begins].islower() and words[begins - 1].casefold() in _spanish()
    return begins - 1 if is_paired else begins


_PATRONYMIC = re.compile(r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2,}[eéíá]z")  # "Martínez"; as a middle name it is a family name
_ELIDED = re.compile(r"[dD]['’]\w")
_BOUND_PARTICLE = re.compile(r"\w-(?:van|von|de|di|du|zu)\Z")


def _begins_with_particle(words: list[str]) -> bool:
    """Say whether a family name stands alone with its particle first: "de Beauvoir", "Van Buren", "Le Roy Ladurie"."""
    first = words[0]
    if first.islower() or len(words) == 2:
        return _opens_family(first.casefold()) and first.casefold() not in _openers("patronymic")
    second = words[1].casefold()
    is_double = _opens_family(first.casefold()) and second in _particles() and second in _SECOND  # "Van den Berg"
    return first in _FRENCH or is_double


_SECOND = frozenset({"den", "der", "de", "la", "las", "los", "le", "het", "'t"})
# at the head of a lone family name of several words; "Van Wyck Brooks" has it as a given name
_FRENCH = frozenset({"Le", "La", "Du", "Des"})


def _is_pair(words: list[str]) -> bool:
    """Say whether the two words are a paired Spanish family name without a given name: "García Márquez"."""
    return len(words) == 2 and words[0].casefold() in _only_surnames() and words[1].casefold() in _spanish()


@cache
def _only_surnames() -> frozenset[str]:
    return frozenset(row[0] for row in word_rows("grammar", "words", "spanish_surnames.tsv") if len(row) == 1)


def _opens_family(word: str) -> bool:
    """Say whether a word after the given name begins the family name: "van", "Van", "De", "Le", "St."."""
    return (
        word.casefold() in _openers("compound") or word in _openers("small") or word.casefold() in _openers("particle")
    )


def name_from_parts(*, family: str = "", given: str = "", suffix: str = "") -> Name:
    """Make a Name of a family and a given name that are known to be such; particles go to their own part.

    >>> name_from_parts(family="van Gogh", given="Vincent").non_dropping_particle
    'van'
    """
    leading, rest = _leading_particles(family.split())
    return _named(_clean(given).split(), " ".join(leading), " ".join(rest), suffixes().get(word_key(suffix), suffix))
