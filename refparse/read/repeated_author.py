"""Reads the dash that stands for a repeated author in a bibliography, and the author it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from refparse.model.source import Mark, MarkKind

# `———. Title`, `---. Title`, `______, ed.`, `———, and Febvre`; also one em dash alone, and `Idem.`
_DASH = re.compile(r"^(?:(?:[—–―‒⸺⸻]\s?){1,6}|-{2,8}|_{2,20}|\.{3,8}|(?:Idem|Ders|Dies)\b)\s?(?=[.,:;\s]|$)")

# One inverted name that ends with an initial: `McNeill, William H. Plagues`, `Thompson, E. P. The`.
_INVERTED_NAME = re.compile(
    r"^[^,.\d]{1,60},\s(?:[A-ZÀ-Þ][\w’'-]+\s|[A-Z]\.[\s-]?|[A-Z][\w’'-]+,\s(?=[JS]r)){0,6}(?:[A-Z]|[JS]r)\.(?=\s(?![A-Z]\.|and\b|&))"
)

# A full stop that ends the author: not the one of an initial or of "Jr."
_AUTHOR_END = re.compile(
    r"(?<![A-Z])(?<!\bJr)(?<!\bSr)(?<!\bSt)(?<!\bet al)\.\s|(?<=\b[A-Z])\.\s+(?=[\"“*]|The\s|An?\s)"
)

# `, ed.`, `, eds.`, `, trans.` after the names: the role is each entry's own.
_ROLE = re.compile(r",?\s\(?(?:eds?|editors?|trans|translators?|comps?|hrsg|hg|éds?)\.?\)?\.?$", re.I)

LONGEST_AUTHOR = 200


def has_author_dash(text: str) -> bool:
    """Say whether an entry begins with a dash for the author above: "———. *Strange Defeat*.".

    >>> has_author_dash("———. Strange Defeat. 1949."), has_author_dash("Bloch, Marc. Feudal Society. 1961.")
    (True, False)
    """
    return bool(_DASH.match(text))


def author_of_entry(text: str, marks: Iterable[Mark] = ()) -> str:
    """Give the names that an entry begins with, without role and final stop; "" for an entry that has none.

    >>> author_of_entry("Bloch, Marc, ed. Feudal Society. London: Routledge, 1961.")
    'Bloch, Marc'
    """
    title = _title_start(text, marks)
    if title == 0:
        return ""
    inverted = _INVERTED_NAME.match(text)
    if inverted:
        return _tidy(inverted.group())
    end = _AUTHOR_END.search(text, 0, min(title, LONGEST_AUTHOR))
    names = text[: end.start() + 1 if end else min(title, LONGEST_AUTHOR)].strip()
    return _tidy(names) if end or title < len(text) else ""


def _title_start(text: str, marks: Iterable[Mark]) -> int:
    """Give where the title begins at the latest: at a quote or at italics."""
    quote = re.search(r"[\"“„«]", text)
    italic = min((mark.start for mark in marks if mark.kind is MarkKind.ITALIC), default=len(text))
    return min(quote.start() if quote else len(text), italic)


def _tidy(names: str) -> str:
    bare = _ROLE.sub("", names.rstrip())
    return bare if re.search(r"\b[A-Z]\.$|\b(?:Jr|Sr)\.$", bare) else bare.rstrip(".,: ")
