"""Citation keys: safe in every format, free of clashes, by a pattern where the user gives one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet

from refparse.errors import WriteError
from refparse.model.variables import AUTHOR, CONTAINER_TITLE, EDITOR, ISSUED, ORIGINAL_DATE, TITLE
from refparse.model.work import Work
from refparse.text.fold import fold, fold_title

# What BibTeX, biber or pandoc would not take in a key: "smith{1990}", "a b", "o'neil", "50%".
_UNSAFE = re.compile(r"[^\w.:+/-]|\s")
# A placeholder of a pattern: "{author}".
_PLACEHOLDER = re.compile(r"\{([A-Za-z]*)\}")
_SHORT_TITLE_WORDS = 3
_PLAIN = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe"})


def safe_key(text: str) -> str:
    """Give a key that every reader takes: diacritics and punctuation go, letters of any script stay.

    >>> safe_key("Müller 1990, {a}")
    'Muller1990a'
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _UNSAFE.sub("", unicodedata.normalize("NFC", plain)).strip("-/:.") or "work"


def keys_of_works(works: Iterable[Work], pattern: str = "", own: AbstractSet[str] = frozenset()) -> tuple[str, ...]:
    """Give a key for each work: its id, or what `pattern` makes of it; clashes get a letter ("smith1990b").

    Ids among `own` are the user's own keys: they stay, and the others give way to them.

    Placeholders: {author}, {year}, {title} (first word), {shorttitle} (three words), {journal}, {type}; with a
    capital first letter the words are capitalised. Raises WriteError for an unknown placeholder.
    """
    works = tuple(works)
    _check_pattern(pattern)
    kept = [work.id in own for work in works]
    wished = [
        safe_key(_fill(pattern, work) if pattern and not keeps else work.id)
        for work, keeps in zip(works, kept, strict=True)
    ]
    return _without_clashes(wished, kept)


def _check_pattern(pattern: str) -> None:
    for name in _PLACEHOLDER.findall(pattern):
        if name.lower() not in _PARTS:
            known = ", ".join(f"{{{part}}}" for part in _PARTS)
            raise WriteError(f"the key pattern {pattern!r} has an unknown part {{{name}}}; known are {known}")
    if pattern and not _PLACEHOLDER.search(pattern):
        raise WriteError(f"the key pattern {pattern!r} has no part such as {{author}} or {{year}}")


def _fill(pattern: str, work: Work) -> str:
    def part(match: re.Match[str]) -> str:
        name = match[1]
        words = _PARTS[name.lower()](work)
        return "".join(word[:1].upper() + word[1:] if name[:1].isupper() else word for word in words)

    return _PLACEHOLDER.sub(part, pattern)


def _author_words(work: Work) -> list[str]:
    names = work.fields.value(AUTHOR) or work.fields.value(EDITOR) or ()
    return fold(names[0].family or names[0].literal or names[0].given).split() if names else []


def _year_words(work: Work) -> list[str]:
    date = work.fields.value(ISSUED) or work.fields.value(ORIGINAL_DATE)
    return [str(date.year)] if date is not None and date.year is not None else []


def _title_words(work: Work) -> list[str]:
    return fold_title(work.fields.value(TITLE, "")).split() or _journal_words(work)


def _journal_words(work: Work) -> list[str]:
    return fold_title(work.fields.value(CONTAINER_TITLE, "")).split()


_PARTS: dict[str, Callable[[Work], list[str]]] = {
    "author": _author_words,
    "year": _year_words,
    "title": lambda work: _title_words(work)[:1],
    "shorttitle": lambda work: _title_words(work)[:_SHORT_TITLE_WORDS],
    "journal": _journal_words,
    "type": lambda work: [work.type],
}


def _without_clashes(wished: Sequence[str], kept: Sequence[bool]) -> tuple[str, ...]:
    # BibTeX tells keys apart without regard to case, so "Smith" and "smith" clash.
    taken: set[str] = set()
    waiting = {key.lower() for key in wished}
    found = [""] * len(wished)
    for place in sorted(range(len(wished)), key=lambda place: not kept[place]):
        key = wished[place]
        found[place] = key if key.lower() not in taken else free_key(key, taken | waiting)
        taken.add(found[place].lower())
    return tuple(found)


def free_key(key: str, taken: AbstractSet[str]) -> str:
    """Give `key` with the first letter behind it that makes it free; `taken` holds keys in small letters."""
    number = 1
    while (key + _letters(number)).lower() in taken:
        number += 1
    return key + _letters(number)


def _letters(number: int) -> str:
    """Give "b" for 1, "z" for 25, "aa" for 26: the first of equal keys has no letter."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
