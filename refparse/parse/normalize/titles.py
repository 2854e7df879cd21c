"""Turns the words of a title into a title: outer marks off, title and subtitle joined by a colon."""

from __future__ import annotations

import re

_OPEN, _CLOSE = '“„«‹‟"', '”“»›"'
_SINGLE_OPEN, _SINGLE_CLOSE = "‘‚'", "’‘'"
_MARKUP = re.compile(r"</?(?:i|em|b|strong|u|sc|span)\b[^>]*>|(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")
# Act : A History; Act—A History; Act -- A History: a dash is as often part of the title, so an article must follow it
_SUBTITLE = re.compile(
    r"\s+:\s+|:\s{2,}|\s*(?:--+|—)\s*(?=(?:An?|The|Essays|Studies|Das|Der|Die|Eine?|Les?|La|Une?|El|Los|Las|Il)\s)"
)
# "Kolonialkrieg. Studien zur Geschichte": a full stop after a word of three letters or more, not an abbreviation
_STOP_SUBTITLE = re.compile(r"(?<=[^\W\d_]{4})\.\s+(?=[A-ZÀ-Þ\"“„«])")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.|\b(?:vol|no|ed|Jr|Sr|St|Inc|Ltd|Co|etc|vs|B\.C|A\.D)\.|\.\s?\.\s?\.|…\.?)$")
_NUMBER = re.compile(r"[\d–-]+|[IVXLC]+")
_SHORT, _SHORT_ALONE = 3, 6  # with the stop: "v.", "gg."; "Matt."
# "Title 'Inner' Title" between single marks: the marks that a reader sees inside double ones
_INNER = re.compile(r"(?<!\w)‘((?:[^‘’]|(?<=\w)’(?=\w))*)’(?!\w)")


# Piano Sonata no. 29 “Hammerklavier,”: the comma belongs to the note (CMOS 17, 6.9).
_COMMA_INSIDE = re.compile(r",([”’\"'»]+)\Z")


def clean_title(text: str) -> str:
    """Give a title without its outer marks and its last comma or stop (CMOS 17, 8.164-8.175, 14.85-14.99).

    A question or exclamation mark and the stop of an abbreviation stay. Title and subtitle are joined by ": ".
    What stood between single marks inside a title in quotation marks comes out in double ones.

    >>> clean_title("“The Limits of the ‘Golden Age’,”")
    'The Limits of the “Golden Age”'
    """
    bare = " ".join((_MARKUP.sub("", text) if any(sign in text for sign in "*_<") else text).split())
    bare, was_quoted = _without_outer_marks(_without_end(bare))
    if was_quoted and "‘" in bare:
        bare = _INNER.sub(r"“\1”", bare)
    bare = _COMMA_INSIDE.sub(r"\1", _without_end(bare))
    return _SUBTITLE.sub(": ", bare) if any(sign in bare for sign in (" :", ":  ", "--", "—")) else bare


def _without_end(text: str) -> str:
    """Take off a last comma, colon, semicolon or stop, but no stop of an abbreviation."""
    bare = text.rstrip(" ,;:")
    while bare.endswith(".") and not _is_abbreviated(bare):
        bare = bare[:-1].rstrip(" ,;:")
    return bare


def _is_abbreviated(text: str) -> bool:
    """Say whether the last stop belongs to an abbreviation: "the U.S.", "Econ. Hist. Rev.", "Matt.", "XIX v."."""
    words = text.split()
    after_number = len(words) > 1 and len(words[-1]) <= _SHORT and _NUMBER.fullmatch(words[-2]) is not None
    is_short = after_number or (len(words) == 1 and len(words[0]) <= _SHORT_ALONE)
    is_series = len(words) > 1 and words[-2].endswith(".") and len(words[-1]) <= _SHORT_ALONE
    return is_short or is_series or _ABBREVIATED.search(text) is not None


def _without_outer_marks(text: str) -> tuple[str, bool]:
    """Take off the quotation marks around the whole title, not those around a part of it."""
    for opening, closing in ((_OPEN, _CLOSE), (_SINGLE_OPEN, _SINGLE_CLOSE)):
        if text[:1] and text[0] in opening:
            if len(text) > 1 and text[-1] in closing and not _closes_early(text, closing):
                return _without_end(text[1:-1].strip()), True
            if opening is _OPEN and not any(char in closing for char in text[1:]):
                return text[1:].lstrip(), True
    if text[-1:] in ("”", '"', "»") and not any(char in _OPEN for char in text[:-1]):
        return _without_end(text[:-1]), True
    return text, False


def _closes_early(text: str, closing: str) -> bool:
    """Say whether the mark that opens the title closes before its end: “Town” and “Country”."""
    inner = text[1:-1]
    if text[0] in "\"'":
        return (
            inner.count(text[0]) % 2 == 0
            and inner.count(text[0]) > 0
            and inner[-1:] != text[0]
            and f"{text[0]} " in inner
        )
    depth = 1
    for char in inner:
        depth += (char == text[0]) - (char == text[-1])
        if depth == 0:
            return True
    return False


def join_subtitle(title: str, subtitle: str) -> str:
    """Join a title and its subtitle as CSL wants them: by ": ", or by a space after "?", "!" or a dash.

    >>> join_subtitle("What Is History?", "An Inquiry")
    'What Is History? An Inquiry'
    """
    title, subtitle = clean_title(title), clean_title(subtitle)
    if not (title and subtitle):
        return title or subtitle
    return f"{title} {subtitle}" if title[-1] in "?!—" else f"{title}: {subtitle}"


def split_at_stops(text: str) -> str:
    """Give a title of a country that sets subtitles off by a full stop with ": " instead (German, Italian, Slavic).

    >>> split_at_stops("Der Weg nach Westen. Deutsche Geschichte")
    'Der Weg nach Westen: Deutsche Geschichte'
    """
    head, *rest = _STOP_SUBTITLE.split(text, maxsplit=1)
    return f"{head}: {rest[0]}" if rest else text
