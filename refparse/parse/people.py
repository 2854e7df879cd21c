"""Reads the people of a citation: names in order, and what their role words make them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

from refparse.assets import word_map, word_set
from refparse.model.values import Name
from refparse.model.variables import AUTHOR, Variable, variable
from refparse.parse.chunks import Chunk
from refparse.parse.draft import Draft
from refparse.parse.normalize.bodies import body_name, looks_like_body
from refparse.parse.normalize.names import parse_name
from refparse.parse.normalize.people_list import suffixes, word_key
from refparse.parse.normalize.scripts import split_own_script
from refparse.text.fold import fold


@cache
def _role_words() -> dict[str, str]:
    return word_map("grammar", "words", "role_words.tsv")


def roles_of_words(words: str) -> tuple[Variable[Any], ...]:
    """Give the name variables that role words mean: "ed. and trans." is editor and translator.

    "by" alone means an author; beside another word it adds nothing.
    """
    found = [_role_words()[word] for word in fold(words).split() if word in _role_words()]
    named = list(dict.fromkeys(role for role in found if role != "author"))
    return tuple(variable(role) for role in named) or ((AUTHOR,) if found else ())


def role_of(draft: Draft, creators: Chunk) -> tuple[Variable[Any], ...]:
    """Give the name variables that the role words after people mean: "A and B, eds.", "A (Hg.)"; none without them."""
    role = creators.find("role")
    if role is not None:
        return roles_of_words(draft.words(role))
    date = creators.find("date")  # in parentheses a role may have been taken for a year
    is_role = date is not None and not any(char.isdigit() for char in draft.words(date))
    return roles_of_words(draft.words(date)) if date is not None and is_role else ()


# "John Creasey [Gordon Ashe, pseud.]": whose name it is stands before the bracket (CMOS 17, 14.80).
# "Multatuli [Eduard Douwes Dekker]": the real name of a pseudonym stands in the bracket
_PSEUDONYM = re.compile(r"\s*\[[^\[\]]*pseud\.?\]|(?<=\w)\s*\[[^\[\]]*\]?$", re.IGNORECASE)


def people_of(draft: Draft, chunk: Chunk) -> tuple[Name, ...]:
    """Give the names of a "people" chunk; "et al." adds none (gold rule 9)."""
    names: list[Name] = []
    end = chunk.start
    persons = [part for part in chunk.parts if part.name == "person"]
    are_surnames = any(" " not in draft.words(person) for person in persons)
    for person in persons:
        between = draft.note.repaired.text[end : person.start]
        end = person.end
        if are_surnames and (pair := _SURNAMES.fullmatch(draft.words(person))):
            names.extend(parse_name(surname) for surname in pair.groups())
        else:
            _add_person(names, draft, person, between=between)
    return tuple(names)


# "Appleby, Hunt", beside "and Jacob": no inverted name but two surnames
_SURNAMES = re.compile(r"([^\W\d_]+), ([^\W\d_]{3,})")


MOST_NAMES = 3  # words of a romanized name that its characters follow: the family name first (CMOS 17, 8.15)


# "Hardt & Negri" read as one person
_AMPERSAND = re.compile(r"\s+&\s+")


def _add_person(names: list[Name], draft: Draft, person: Chunk, *, between: str) -> None:
    """Add a person; what a comma or "and" has cut off from a name is joined to it again."""
    text, own = split_own_script(_PSEUDONYM.sub("", draft.words(person)).strip(" ,;"))
    if own and 1 < len(text.split()) <= MOST_NAMES:
        names.append(Name(family=text.split()[0], given=" ".join(text.split()[1:])))  # "Li Wen 李文"
        return
    if not any(char.isalpha() for char in text):
        return
    last = names[-1] if names else None
    if last is not None and not last.literal and not last.suffix and word_key(text) in suffixes():
        names[-1] = replace(last, suffix=suffixes()[word_key(text)])
    elif last is not None and last.literal and _continues_body(last.literal, between.strip(), text):
        names[-1] = Name(literal=f"{last.literal}{between.rstrip()} {text}")
    elif last is not None and last.family and not last.given and between.strip() == "and" and looks_like_body(text):
        names[-1] = Name(literal=f"{last.family} and {text}")  # Food and Agriculture Organization
    else:
        names.extend(_person(draft, person, part) for part in _single_names(draft, person, text))


def _single_names(draft: Draft, person: Chunk, text: str) -> list[str]:
    """Cut what was read as one person where it is several: "Appleby, Hunt", "Hardt & Negri"; a body stays whole."""
    has_comma = any(draft.words(part) == "," for part in person.parts) or _is_two_in_order(text)
    parts = _COMMA.split(text) if has_comma else [text]
    several = all(part and not looks_like_body(part) and word_key(part) not in suffixes() for part in parts)
    if len(parts) > 1 and several:
        return parts
    return [text] if looks_like_body(text) else _AMPERSAND.split(text)


def _is_two_in_order(text: str) -> bool:
    """Say whether a comma divides two people, each with the given name first: "Emma Strubell, Ananya Ganesh"."""
    first, _, second = text.partition(", ")
    names, others = first.split(), second.split()
    if len(names) < 2 or len(others) < 2 or others[-1].endswith("."):
        return False
    return _TWO_WITH_INITIALS.match(text) is not None or fold(names[0]) in _given_names()


@cache
def _given_names() -> frozenset[str]:
    return frozenset(fold(name) for name in word_set("grammar", "lexicons", "given_names.tsv"))


# "O. C. Crosby, I. E. Delahunty": before the comma of an inverted name stand no initials
_TWO_WITH_INITIALS = re.compile(r"(?:[^\W\d_]+ )?[A-Z]\. [^,]+, [^\s,]+ ")
_COMMA = re.compile(r",\s+(?:and\s+)?")


# "Senate, Committee on Foreign Relations": a body within a body (CMOS 17, 14.291)
_WITHIN = re.compile(
    r"(?:Sub)?(?:Committee|Department|Division|Section|Branch|Bureau|General Assembly|Security Council)\b"
)
# "Committee on Ways" and "Means"
_TWO_THINGS = re.compile(r"\b(?:Committee|Ministry|Department|Board|Commission|Bureau) (?:on|of|for) [\w' ]+$")


def _continues_body(body: str, between: str, text: str) -> bool:
    """Say whether what follows a body and a comma or "and" is part of the body's name."""
    if between == ",":
        return _WITHIN.search(text) is not None and _OWN.match(text) is None
    return between in ("and", "&") and _TWO_THINGS.search(body) is not None and " " not in text


_OWN = re.compile(r"(?:U\.\s?S\.|United|National|Royal|The)\b")


def _person(draft: Draft, person: Chunk, text: str) -> Name:
    inverted = "," in text and _is_inverted(draft, person)
    if not inverted and looks_like_body(text):
        return body_name(text)
    return parse_name(text, inverted=inverted)


def _is_inverted(draft: Draft, person: Chunk) -> bool:
    """Say whether the comma in a name divides family and given name, and not a suffix or a body's parts."""
    family, _, rest = draft.words(person).partition(",")
    first = fold(rest).split()[:1]
    return bool(rest.strip()) and (first[0] if first else "") not in _SUFFIXES and len(family.split()) <= 4


_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "esq", "inc", "ltd", "llc", "md", "phd"])


def owner_of(draft: Draft, chunk: Chunk) -> tuple[Name, ...]:
    """Give the author whose possessive stands before a title: "Kennan's" is Kennan."""
    text = draft.words(chunk).rstrip()
    for ending in ("'s", "’s", "'", "’"):
        if text.endswith(ending):
            text = text[: -len(ending)]
            break
    return (body_name(text) if looks_like_body(text) else parse_name(text),)
