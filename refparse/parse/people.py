"""Reads the people of a citation: names in order, and what their role words make them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from refparse.assets import word_map
from refparse.model.values import Name
from refparse.model.variables import AUTHOR, Variable, variable
from refparse.parse.chunks import Chunk
from refparse.parse.draft import Draft
from refparse.parse.normalize.bodies import body_name, looks_like_body
from refparse.parse.normalize.names import parse_name
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


# "John Creasey [Gordon Ashe, pseud.]": whose name it is stands before the bracket (CMOS 17, 14.80).
_PSEUDONYM = re.compile(r"\s*\[[^\[\]]*pseud\.?\]", re.IGNORECASE)


def people_of(draft: Draft, chunk: Chunk) -> tuple[Name, ...]:
    """Give the names of a "people" chunk; "et al." adds none (gold rule 9)."""
    return tuple(name for person in chunk.parts if person.name == "person" for name in [_person(draft, person)] if name)


def _person(draft: Draft, person: Chunk) -> Name | None:
    text = _PSEUDONYM.sub("", draft.words(person)).strip(" ,;")
    if not any(char.isalpha() for char in text):
        return None
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
