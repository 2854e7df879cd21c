"""Where a citation in its new form meets the words around it: stops, quotes, brackets, and what must not be lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from refparse.formats.markup import Rich, close_with, flat_text
from refparse.model import Citation, Span
from refparse.text.fold import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A stretch of a note's text and the formatted text that comes in its place."""

    span: Span
    rich: Rich


def replacements(text: str, made: Sequence[tuple[Citation, Rich]], in_quotes: bool) -> Iterator[Replacement]:
    """Fit each citation's new form to the note's text; one that reads as before gives nothing."""
    for citation, rich in made:
        changed = _joined_to_text(text, _balanced(citation.span, text), rich, in_quotes)
        if rich and flat_text(changed.rich) != changed.span.of(text):
            yield changed


_CLOSES = {"(": ")", "[": "]", "“": "”", "«": "»"}


def _balanced(span: Span, text: str) -> Span:
    """Take in a bracket or quote after the citation that closes one inside it."""
    old, following = span.of(text), text[span.end : span.end + 1]
    is_open = any(following == end and old.count(start) > old.count(end) for start, end in _CLOSES.items())
    return Span(span.start, span.end + 1) if is_open else span


# "“The Crowd in Politics.”", the stop that closes the note inside the quotes
_STOP_INSIDE = re.compile(r"[.?!][”\"’]$")


def _joined_to_text(text: str, span: Span, rich: Rich, in_quotes: bool) -> Replacement:
    """Fit a citation to the punctuation that the document has after it: a stop moves inside quotes, none is doubled."""
    following = text[span.end : span.end + 1]
    if following in (".", ","):
        return Replacement(span=Span(span.start, span.end + 1), rich=close_with(rich, following, in_quotes=in_quotes))
    old = span.of(text)
    if _STOP_INSIDE.search(old) or (old.endswith(".") and not following.strip()):
        return Replacement(span=span, rich=close_with(rich, ".", in_quotes=in_quotes))
    return Replacement(span=span, rich=rich)


# the page at the end of a citation: "… 1971), 157–59"
_LAST_NUMBER = re.compile(r"(?<![\d/])(\d{1,5})(?:[–-]\d+)?[”’]?$")
_OTHERS = re.compile(r"\bet al\b|\band others\b|\bu\.\s?a\.", re.IGNORECASE)


def lost_words(old: str, rich: Rich) -> str:
    """Give what a citation says and its new form would not: the page at its end, "et al.", words in square brackets.

    "" for nothing.


    >>> lost_words("Hay et al., Albion’s Fatal Tree, 176", (Run("Hay, Albion’s Fatal Tree, p. 176"),))
    'et al'
    """
    new = flat_text(rich)
    number, others = _LAST_NUMBER.search(old.rstrip(".")), _OTHERS.search(old)
    if number and not re.search(rf"(?<!\d){number[1]}(?!\d)", new):
        return number[0]
    if _IBID.match(new):
        return ""
    glosses = [gloss for gloss in _GLOSS.findall(old) if fold(gloss) not in fold(new)]
    return others[0] if others and not _OTHERS.search(new) else "; ".join(glosses)


# "Maimaitiali [Ubul Memeteli]", "[in Russian]"
_GLOSS = re.compile(r"\[([^\[\]]{2,200})\]")
_IBID = re.compile(r"\W*(?:ibid|ebd|ebenda|uo|ivi)", re.IGNORECASE)
