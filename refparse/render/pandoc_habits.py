"""Pandoc's habits undone: parentheses in a note, the lost capital and full stop; locators written in its words."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from refparse.formats.markup import Rich, close_with, cut, flat_text, join_runs
from refparse.model import MarkKind
from refparse.model.cluster import Cite, Cluster
from refparse.render.pandoc_style import plain_ends, without_stop_after_name
from refparse.render.style import Style

Terms = Mapping[str, tuple[str, ...]]

# Where a locale has no word of its own for a locator, pandoc reads the English one.
_ENGLISH = {
    "page": "page", "chapter": "chapter", "volume": "volume", "folio": "folio", "note": "note", "section": "section",
    "paragraph": "paragraph", "line": "line", "verse": "verse", "column": "column", "figure": "figure",
    "book": "book", "part": "part", "issue": "issue", "opus": "opus", "sub-verbo": "sub verbo",
}  # fmt: skip
_OPENING = "([{"


def locator_words(cite: Cite, terms: Terms) -> str:
    """Write the locator as pandoc reads it, in braces and with the locale's word for its label: ``{Kapitel 3}``.

    Braces inside the value would end it early and become parentheses.
    """
    if not cite.locator:
        return ""
    value = cite.locator.replace("{", "(").replace("}", ")")
    return f" {{{_label_word(cite.label, terms)} {value}}}"


def _label_word(label: str, terms: Terms) -> str:
    """Give a word that means this label and no other: "Abschn." may be a section or a paragraph."""
    wordings = terms.get(label, ())
    own = [word for word in wordings if not any(word in terms.get(other, ()) for other in _ENGLISH if other != label)]
    return next(iter(own or wordings), _ENGLISH.get(label, label))


# subsequent-author-substitute="———"
_SUBSTITUTE = re.compile(r"""\ssubsequent-author-substitute\s*=\s*(?:"([^"]+)"|'([^']+)')""")


def mend_entry(rich: Rich, style: Style, terms: Terms) -> Rich:
    """Give an entry of the bibliography as the style means it.

    A term that begins it has a capital; the dash for a repeated author stands for words, never before them; a raised
    letter in a term ("nᵒ") is a letter, raised.
    """
    dash = _substitute(style.xml)
    rich = plain_ends(rich)
    text = flat_text(rich)
    if dash and text.startswith(dash) and text[len(dash) : len(dash) + 1].isalpha():
        rich = cut(rich, len(dash), len(text))
    return raised(_capital_term(rich, terms))


@lru_cache(maxsize=8)
def _substitute(xml: str) -> str:
    found = _SUBSTITUTE.search(xml)
    return html.unescape(found.group(1) or found.group(2)) if found else ""


def raised(rich: Rich) -> Rich:
    """Write the raised characters of Unicode as plain ones with a mark: "2ᵉ" as "2" and a raised "e"."""
    if not any(_is_raised(char) for run in rich for char in run.text):
        return rich
    return join_runs(
        replace(run, text=_plain(char), marks=run.marks | {MarkKind.SUPERSCRIPT})
        if _is_raised(char)
        else replace(run, text=char)
        for run in rich
        for char in run.text
    )


def _is_raised(char: str) -> bool:
    return char > "\x7f" and unicodedata.decomposition(char).startswith("<super>")


def _plain(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


# OSCOLA: <text strip-periods="true" term="ibid" text-case="lowercase"/>
_SMALL_IBID = re.compile(r"""<text\b(?=[^>]*\sterm="ibid")[^>]*\stext-case="lowercase\"""")


@lru_cache(maxsize=8)
def _has_small_ibid(xml: str) -> bool:
    return bool(_SMALL_IBID.search(xml))


def mend_cluster(rich: Rich, cluster: Cluster, style: Style, terms: Terms, *, alone: bool) -> Rich:
    """Give a citation as the style means it.

    Pandoc sets a citation beside others of its note in parentheses and takes its final stop; and it leaves "ibid."
    small at the start of a note, where a CSL processor sets a capital.
    """
    rich = without_stop_after_name(plain_ends(rich))
    if not style.is_note_style:
        return raised(rich)
    whole = rich if alone else _close(_without_parentheses(rich), style)
    opens_note = not any(cite.prefix for cite in cluster.cites[:1]) and not _has_small_ibid(style.xml)
    return raised(_capital_term(whole, terms) if opens_note else whole)


def _without_parentheses(rich: Rich) -> Rich:
    text = flat_text(rich)
    return cut(rich, 1, len(text) - 1) if text.startswith("(") and text.endswith(")") else rich


def _close(rich: Rich, style: Style) -> Rich:
    suffix = style.rules.layout_suffix
    return rich if flat_text(rich).endswith(suffix) else close_with(rich, suffix, in_quotes=True)


# "ibid.", "ebd.", "ibidem", "o. J.": a term of three letters or more, so that a particle ("de", "da") is none
_TERM_LETTERS = re.compile(r"[^\W\d_]")
_OPENING_TERMS = ("ibid", "no date", "anonymous", "and others", "forthcoming", "in press", "review-of", "letter")


def _capital_term(rich: Rich, terms: Terms) -> Rich:
    text = flat_text(rich)
    wordings = (word for name in _OPENING_TERMS for word in terms.get(name, ()))
    for word in wordings:
        if text.startswith(word) and not text[len(word) : len(word) + 1].isalpha():
            first = _TERM_LETTERS.search(text)
            at = first.start() if first else 0
            capital = replace(cut(rich, at, at + 1)[0], text=text[at].upper())
            return join_runs((*cut(rich, 0, at), capital, *cut(rich, at + 1, len(text))))
    return rich
