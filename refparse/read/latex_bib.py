"""Turns the entries of a .bib file into CSL JSON items, the form in which live citations are kept."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from refparse.assets import word_map, word_rows
from refparse.errors import ReadError
from refparse.read.encoding import read_file_text
from refparse.read.latex_text import ACCENTS, SYMBOLS, Sink, accented, symbol
from refparse.read.latex_tokens import Kind, tokenize
from refparse.read.layout import PLAIN

Item = dict[str, Any]

MAX_BIB_BYTES = 32 * 2**20

# A date of biblatex: `1958`, `1958-03`, `1958-03-07/1964`, `1969?`, `1700~`.
_DATE = re.compile(r"^(\d{3,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?([?~%]?)(?:/(\d{3,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?)?")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# Words in lower case before a family name: `Charles de Gaulle`, `Vincent van Gogh`.
_PARTICLE = re.compile(r"^[a-zà-öø-ÿ'’]+$")


def read_bib(path: Path) -> dict[str, Item]:
    """Give the entries of a .bib file by key as CSL JSON items; entries that are broken are left out.

    Raises ReadError where the file cannot be read.
    """
    return read_bib_counting(path)[0]


def read_bib_counting(path: Path) -> tuple[dict[str, Item], int]:
    """Give the entries of a .bib file by key as CSL JSON items, and how many were broken and left out.

    Raises ReadError where the file cannot be read.
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import RemoveEnclosingMiddleware, ResolveStringReferencesMiddleware

    if path.stat().st_size > MAX_BIB_BYTES:
        raise ReadError(f"the .bib file is longer than {MAX_BIB_BYTES // 2**20} MB", path=path)
    text, _ = read_file_text(path)
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what is broken becomes a diagnostic of ours
    library = parse_string(text, parse_stack=[ResolveStringReferencesMiddleware(), RemoveEnclosingMiddleware()])
    raw = {
        entry.key: (entry.entry_type.casefold(), {field.key.casefold(): str(field.value) for field in entry.fields})
        for entry in library.entries
    }
    items = {key: entry_to_item(key, kind, _inherited(fields, raw)) for key, (kind, fields) in raw.items()}
    return items, len(library.failed_blocks)


def _inherited(fields: Mapping[str, str], raw: Mapping[str, tuple[str, Mapping[str, str]]]) -> dict[str, str]:
    """Give the fields with those of the entry that `crossref` names; the book's title becomes the container's."""
    parent = raw.get(fields.get("crossref", fields.get("xdata", "")).strip())
    if parent is None:
        return dict(fields)
    taken = {_PARENT_NAMES.get(name, name): value for name, value in parent[1].items() if name != "shorttitle"}
    return {**taken, **fields}


_PARENT_NAMES = {"title": "booktitle", "subtitle": "booksubtitle", "author": "bookauthor"}


def entry_to_item(key: str, kind: str, fields: Mapping[str, str]) -> Item:
    """Give one entry as a CSL JSON item; values are freed of LaTeX.

    >>> entry_to_item("bloch", "book", {"author": "Bloch, Marc", "title": "The Historian's Craft"})["author"]
    [{'family': 'Bloch', 'given': 'Marc'}]
    """
    item: Item = {"id": key, "type": _type(kind, fields)}
    title = _joined_title(fields, "title", "subtitle")
    if title:
        item["title"] = title
    for name, variable, form in word_rows("grammar", "words", "reading", "bibtex_fields.tsv"):
        value = fields.get(name, "").strip()
        if value and variable not in item:
            item[variable] = _FORMS[form](value)
    if subtitle := detex(fields.get("booksubtitle", fields.get("journalsubtitle", ""))):
        item["container-title"] = f"{item.get('container-title', '')}: {subtitle}".lstrip(": ")
    _settle(item, kind, fields)
    return {name: value for name, value in item.items() if value not in ("", [], {})}


def _type(kind: str, fields: Mapping[str, str]) -> str:
    subtype = fields.get("entrysubtype", "").strip().casefold()
    if kind == "article" and subtype in ("newspaper", "magazine"):
        return f"article-{subtype}"
    return word_map("grammar", "words", "reading", "bibtex_types.tsv").get(kind, "document")


def _settle(item: Item, kind: str, fields: Mapping[str, str]) -> None:
    """Mend what depends on the type: a journal's number is an issue, a thesis has a genre, months stand apart."""
    if item["type"].startswith("article") and "collection-number" in item:
        item.setdefault("issue", item.pop("collection-number"))
    if kind in ("phdthesis", "mastersthesis"):
        item.setdefault("genre", {"phdthesis": "PhD diss.", "mastersthesis": "Master’s thesis"}[kind])
    item.pop("volume-title", None)
    month = _month(fields.get("month", ""))
    parts = item.get("issued", {}).get("date-parts")
    if month and parts and len(parts[0]) == 1:
        parts[0].append(month)


def _joined_title(fields: Mapping[str, str], main: str, sub: str) -> str:
    title, subtitle = detex(fields.get(main, "")), detex(fields.get(sub, ""))
    return f"{title}: {subtitle}" if title and subtitle else title or subtitle


def detex(value: str) -> str:
    """Give a value of a .bib file as plain text: ``{\\'E}cole`` → "École"; braces and commands are gone."""
    if not any(char in value for char in "\\{}~$-`'"):
        return " ".join(value.split())
    sink = Sink()
    accent = ""
    for token in tokenize(value):
        if accent and token.kind in (Kind.TEXT, Kind.WORD):
            sink.add(accented(accent, (token,)), PLAIN)
            if (
                token.kind is Kind.TEXT
                and len(token.text) > 1
                and not accented(accent, (token,)).endswith(token.text[1:])
            ):
                sink.add(token.text[1:], PLAIN)
            accent = ""
        elif token.kind in (Kind.WORD, Kind.SYMBOL) and token.text in ACCENTS:
            accent = token.text
        else:
            sink.add(_printed(token.kind, token.text), PLAIN)
    return sink.finish().text


def _printed(kind: Kind, text: str) -> str:
    if kind is Kind.WORD:
        return symbol(text)
    if kind is Kind.SYMBOL:
        return SYMBOLS.get(text, "")
    if kind is Kind.TEXT:
        return {"~": " ", "'": "’", "`": "‘"}.get(text, text)
    return " " if kind in (Kind.SPACE, Kind.PARAGRAPH) else text if kind is Kind.VERBATIM else ""


def read_names(value: str) -> list[dict[str, str]]:
    """Give the names of a field: "Last, First and First von Last and {A Body}" (BibTeX's three forms)."""
    return [name for part in _split_and(value) if (name := _read_name(part))]


def _split_and(value: str) -> list[str]:
    depth = 0
    word: list[str] = []
    found: list[str] = []
    for token in re.split(r"(\s+|[{}])", value):
        depth += (token == "{") - (token == "}")
        if depth == 0 and token.casefold() == "and":
            found.append("".join(word))
            word = []
        else:
            word.append(token)
    found.append("".join(word))
    parts = [part.strip() for part in found if part.strip()]
    return [part for part in parts if part.casefold() != "others"]


def _read_name(part: str) -> dict[str, str]:
    if part.startswith("{") and part.endswith("}") and part.find("}") == len(part) - 1:
        return {"literal": detex(part)}
    pieces = [detex(piece) for piece in part.split(",")]
    if len(pieces) == 1:
        return _natural_name(pieces[0].split())
    family, given = pieces[0].split(), pieces[-1]
    particles = _leading_particles(family)
    name = {"family": " ".join(family[particles:]), "given": given}
    if particles:
        name["non-dropping-particle"] = " ".join(family[:particles])
    if len(pieces) == 3:
        name["suffix"] = pieces[1]
    return {key: value for key, value in name.items() if value}


def _leading_particles(words: list[str]) -> int:
    count = 0
    while count < len(words) - 1 and _PARTICLE.match(words[count]):
        count += 1
    return count


def _natural_name(words: list[str]) -> dict[str, str]:
    if len(words) < 2:
        return {"literal": " ".join(words)} if words else {}
    first = next((place for place, word in enumerate(words[1:-1], 1) if _PARTICLE.match(word)), len(words) - 1)
    rest = words[first:]
    particles = _leading_particles(rest)
    name = {"family": " ".join(rest[particles:]), "given": " ".join(words[:first])}
    if particles:
        name["non-dropping-particle"] = " ".join(rest[:particles])
    return name


def read_date(value: str) -> dict[str, Any]:
    """Give a date as CSL JSON: ``1958-03/1964`` becomes date parts, other words a literal."""
    match = _DATE.match(value.strip("{} "))
    if match is None:
        return {"literal": detex(value)}
    begin = [int(part) for part in match.group(1, 2, 3) if part]
    end = [int(part) for part in match.group(5, 6, 7) if part]
    date: dict[str, Any] = {"date-parts": [begin, end] if end else [begin]}
    if match.group(4):  # "?" is all of circa that both BibLaTeX and Zotero keep
        date["circa"] = True
    return date


def _month(value: str) -> int:
    value = value.strip("{} ").casefold()
    if value.isdigit():
        return int(value) if 1 <= int(value) <= 12 else 0
    return _MONTHS.index(value[:3]) + 1 if value[:3] in _MONTHS else 0


def _pages(value: str) -> str:
    return re.sub(r"\s*[-–—]+\s*", "-", detex(value))


def _list(value: str) -> str:
    """Give a list of places or publishers as printed: "Cambridge and New York" with the first two joined."""
    return " and ".join(detex(part) for part in _split_and(value))


_FORMS: dict[str, Callable[[str], Any]] = {
    "text": detex, "names": read_names, "date": read_date, "pages": _pages, "list": _list,
}  # fmt: skip
