"""Prints what a citation command stands for: author, title, imprint and place, as the note's reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from refparse.model.source import EmbeddedItem, MarkKind
from refparse.read.layout import PLAIN, Style
from refparse.text.fold import main_title

ITALIC: Style = frozenset({MarkKind.ITALIC})

_QUOTED = frozenset({
    "article-journal", "article-magazine", "article-newspaper", "chapter", "paper-conference", "thesis", "manuscript",
    "personal_communication", "webpage", "post-weblog", "entry-encyclopedia", "review",
})  # fmt: skip

# A place in the work, with or without a label: `23--25`, `pp. 23-25`, `chap. 4`, `1:45`, `vol. 2, 17`, `45 n. 3`.
_LOCATOR = re.compile(
    r"^(?:(pp?|chaps?|ch|vols?|bk|secs?|nos?|n|nn|fols?|figs?|pars?|l|ll|col|cols)\.?\s{0,3})?"
    r"((?:[ivxlc]{1,7}|\d{1,5}[rv]?)(?:[:.]\d{1,5})?(?:\s{0,2}(?:[-–,]|and|n\.|nn\.)\s{0,2}(?:[ivxlc]{1,7}|\d{1,5}[rv]?)){0,12}(?:ff?\.)?)$",
    re.I,
)

_LABELS = {
    "p": "page", "pp": "page", "chap": "chapter", "chaps": "chapter", "ch": "chapter", "vol": "volume", "bk": "book",
    "vols": "volume", "sec": "section", "secs": "section", "no": "issue", "nos": "issue", "n": "note", "nn": "note",
    "fol": "folio", "fols": "folio", "fig": "figure", "figs": "figure", "par": "paragraph", "pars": "paragraph",
    "l": "line", "ll": "line", "col": "column", "cols": "column",
}  # fmt: skip

Pieces = Iterator[tuple[str, Style]]


@dataclass(frozen=True, slots=True)
class Cited:
    """One key of a citation command with what stands before and after it."""

    key: str
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class Bibliographer:
    """Knows the entries and which of them were cited before."""

    items: Mapping[str, Mapping[str, Any]]
    cited: set[str] = field(default_factory=set)

    def embed(self, cited: Cited) -> EmbeddedItem | None:
        """Give the record of a citation, with its place in the work; None for an unknown key."""
        item = self.items.get(cited.key)
        if item is None:
            return None
        label, locator = read_locator(cited.after)
        return EmbeddedItem(
            item=item,
            locator=locator,
            label=label,
            prefix=cited.before,
            suffix="" if locator else cited.after,
        )

    def print(self, cited: Cited, *, full: bool = False) -> Pieces:
        """Give the words of a citation: in full at its first mention or where `full`, short afterwards."""
        item = self.items.get(cited.key)
        if cited.before:
            yield cited.before + " ", PLAIN
        if item is None:
            yield f"[{cited.key}]", PLAIN
        elif full or cited.key not in self.cited:
            yield from _print_full(item)
        else:
            yield from _print_short(item)
        self.cited.add(cited.key)
        if cited.after:
            yield (", " + cited.after, PLAIN)


def read_locator(words: str) -> tuple[str, str]:
    """Give label and value of the words behind a citation, ("", "") where they name no place: "chap. 4" → chapter 4.

    >>> read_locator("23–25"), read_locator("emphasis mine")
    (('page', '23-25'), ('', ''))
    """
    match = _LOCATOR.match(words.strip().rstrip(";,"))
    if match is None:
        return "", ""
    label = (match.group(1) or "p").casefold()
    return _LABELS[label], re.sub(r"\s*–\s*", "-", match.group(2))


def names_of(item: Mapping[str, Any], variable: str, *, short: bool = False) -> str:
    """Give the names of a variable in reading order: "Marc Bloch and Lucien Febvre"; more than three become et al."""
    names = [_name(name, short) for name in item.get(variable, [])]
    if len(names) > 3:
        return f"{names[0]} et al."
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _name(name: Mapping[str, str], short: bool) -> str:
    parts = [name.get("non-dropping-particle", ""), name.get("family", "")]
    if not short:
        parts = [name.get("given", ""), *parts, name.get("suffix", "")]
    return name.get("literal") or " ".join(part for part in parts if part)


def print_title(item: Mapping[str, Any], *, short: bool = False) -> Pieces:
    """Give the title, in quotes or italics by its type."""
    title = str(item.get("title", ""))
    if short:
        title = str(item.get("title-short") or main_title(title))
    if not title:
        return
    if item.get("type") in _QUOTED:
        yield f"“{title}", PLAIN
        yield "”", PLAIN
    else:
        yield title, ITALIC


def _print_short(item: Mapping[str, Any]) -> Pieces:
    author = names_of(item, "author", short=True) or names_of(item, "editor", short=True)
    if author:
        yield author + ", ", PLAIN
    yield from print_title(item, short=True)


def _print_full(item: Mapping[str, Any]) -> Pieces:
    author = names_of(item, "author") or _with_role(names_of(item, "editor"), "ed.")
    if author:
        yield author + ", ", PLAIN
    quoted = item.get("type") in _QUOTED
    for text, style in print_title(item):
        yield ((",”" if item.get("container-title") else "”") if quoted and text == "”" else text), style
    yield from _print_container(item)
    yield from _print_imprint(item)


def _with_role(names: str, role: str) -> str:
    return f"{names}, {role}" if names else ""


def _print_container(item: Mapping[str, Any]) -> Pieces:
    container = str(item.get("container-title", ""))
    if not container:
        return
    yield (" in " if item.get("type") == "chapter" else " "), PLAIN
    yield container, ITALIC
    if str(item.get("type", "")).startswith("article"):
        volume, issue = str(item.get("volume", "")), str(item.get("issue", ""))
        yield (f" {volume}" if volume else "") + (f", no. {issue}" if issue else ""), PLAIN


def _print_imprint(item: Mapping[str, Any]) -> Pieces:
    if item.get("author") and item.get("editor"):
        yield f", ed. {names_of(item, 'editor')}", PLAIN
    if item.get("translator"):
        yield f", trans. {names_of(item, 'translator')}", PLAIN
    if item.get("number-of-volumes"):
        yield f", {item['number-of-volumes']} vols.", PLAIN
    place, house = str(item.get("publisher-place", "")), str(item.get("publisher", ""))
    imprint = ": ".join(part for part in (place, house) if part)
    inside = ", ".join(part for part in (str(item.get("genre", "")), imprint, _year(item)) if part)
    if inside:
        yield f" ({inside})", PLAIN
    if str(item.get("type", "")).startswith("article") and item.get("page"):
        yield ": " + str(item["page"]).replace("-", "–"), PLAIN


def _year(item: Mapping[str, Any]) -> str:
    issued = item.get("issued", {})
    years = [str(part[0]) for part in issued.get("date-parts", []) if part]
    return "–".join(years) or str(issued.get("literal", ""))
