"""Cuts a note into tokens, each with a kind (what it may become) and a class (what the weights know of it)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from refparse.parse.quotations import find_quotations
from refparse.parse.token_classes import flags_of, is_dotted_word, known_word, number_class, word_class

MAX_TOKEN = 200  # code points; a longer run of letters is cut, so that no pattern sees a giant word


class Token(NamedTuple):
    """One token: its stretch of the repaired text, its kind, its class, and whether it is italic (None: unknown).

    `kind` chooses the candidate roles (grammar/candidates.tsv); `cls` is what the weights are learned on. A token of
    kind "comma" or "period" may be virtual: the comma inside a closing quotation mark stands after the quotation.
    """

    text: str
    start: int
    end: int
    kind: str
    cls: str
    italic: bool | None = None
    flags: str = ""


# One token. Order matters: addresses, then numbers with their ranges ("3:232", "12-15", "232n2"), then words.
_TOKEN = re.compile(
    r"""
    (?P<url> (?: https?:// | ftp:// | www\. )[^\s<>"”“]+ | (?:doi:[ ]?)?10\.\d{4,9}/[^\s<>"”]+ )
  | (?P<pseud> \[ [^\[\]\n]{0,60}? \b[Pp]seud\.? \] )
  | (?P<realname> (?<=[^\W\d_][ ]) \[ [^\W\d_a-zà-ÿ][\w.'’-]*
        (?:[ ](?:(?:de|van|von|du|la|le|der|di|da)[ ])?[^\W\d_a-zà-ÿ][\w.'’-]*){1,3} \] (?=,) )
  | (?P<gloss> (?<=[^\s,;:(\[][ ]) \[
        ['"“‘]? [^\W\d_a-zà-ÿ] [^\[\]\n]{0,80}? [ ][a-zà-ÿ]{2,30}[ ,'’] [^\[\]\n]{0,200} \] )
  | (?P<hrsg> (?:[Nn]eu[ ])? (?:[Hh]r?s?gg?|[Bb]earb|[Üü]bers|[Ee]ingel|[Kk]omm)\.[ ]?
      (?:(?:u|und)\.?[ ](?:bearb|übers|eingel|komm|hrsg)\.[ ])? v(?:\.|on\b) )
  | (?P<ordstop> \d{1,4}\.(?:[-–]\d{1,4}\.)? (?=[ ](?:(?:bis|und|u\.|ins|zum|im)\b|Jahrh|Jh|Jhd|Geburtstag|Jahrestag
      |Kongre|Tagung|[Dd]eutsche|[Ii]nternationale|Historiker|Juden|Weltkrieg|Aufl)) )
  | (?P<multi> [Nn][°º] | [Ss]\.[ ]?vv?\. | and\ others\b | [Aa]\ cura\ di\b | [Uu]\.[ ]?a\.(?![ ]?[^\W\d_]\.)
      | [Ee]t\.?[ ]?(?:al|seq)\b\.? | (?:[Oo]p|[Ll]oc|[Aa]rt|[Oo]b|[Oo]uvr)(?:[ ]?\.)?[ ]?(?:cité|cit)\b(?:[ ]?\.)?
      | [Ll]\.[ ]?c\. | [Aa]\.[ ]?a\.[ ]?O\. | [Ss]ub\ verbo | Ph\.\ ?D\. | D\.\ ?Phil\. )
  | (?P<locus> [IVXLC]{1,6}\.(?:[ivxlc]{1,8}|\d{1,4})(?:\.(?:[ivxlc]{1,8}|\d{1,4})){0,4}(?:[-–]\d{1,4})?(?![^\W_]) )
  | (?P<dotted> (?:[^\W\d_]\.){2,} (?:[^\W\d_](?![\w.]))? )
  | (?P<mixed> \d+[-‑][^\W\d_]\w* | \d+'s\b )
  | (?P<grouped> \d{1,2}(?:,\d{3}){2,}(?!\d) )
  | (?P<number>
        \d+ (?:[.:/]\d+)* (?:st|nd|rd|th|[a-z]{1,2}\d*|[A-Z])? (?![^\W\d_])
        (?: [-–—]{1,2} \d+ (?:[.:/]\d+)* (?:[a-z]{1,2}\d*)? (?![^\W\d_]) )?
    )
  | (?P<hung> [^\W\d_]{3,40}[-‑],(?=[ ][^\W\d_]) )
  | (?P<word> [^\W_]{1,200} (?: ['’‑-] [^\W_]{1,200} ){0,12} [’']? (?=\W|_|$) | [^\W_]{1,200} )
  | (?P<dots> \.[ ]?\.[ ]?\.(?:[ ]?\.)? | … )
  | (?P<dash> [—–]|--+|-(?=\s) )
  | (?P<other> [^\s] )
    """,
    re.VERBOSE,
)

# "S. 45" is a page in German, "S. Freud" a name: the digit decides.
_NUMBERED = re.compile(r" ?(?:\d|[A-Z]\d|[ivxlc]+\b|[IVXLC]+\b)")
_BEFORE_DIGITS = {
    "S.": ("label", "page"), "P.": ("label", "page"), "s.": ("label", "page"), "f.": ("label", "loclab"),
    "t.": ("vol", "vol"), "T.": ("vol", "vol"), "v.": ("vol", "vol"), "l.": ("label", "loclab"),
    "H.": ("no", "no"),
}  # fmt: skip

_PUNCTUATION = {
    ",": "comma", ";": "semi", ":": "colon", ".": "period", "(": "open", ")": "close", "[": "obr", "]": "cbr",
    "/": "slash", "?": "qmark", "!": "qmark", '"': "quote", "“": "quote", "”": "quote", "„": "quote", "«": "quote",
    "»": "quote", "‘": "quote", "’": "quote", "'": "quote",
}  # fmt: skip


def scan_note(
    text: str,
    italics: Sequence[tuple[int, int]] | None = None,
    damaged: Sequence[tuple[int, int]] = (),
) -> list[Token]:
    """Cut `text` into tokens; `italics` are the italic stretches, None where the source cannot show them.

    A stretch of `damaged` (a locator whose digits are lost) is one token of its own.

    A quotation is one token, followed by a virtual comma or full stop where one stands inside its closing mark. The
    last token is always the virtual end of the note (kind "end"). Linear in the length of the text.

    >>> [token.text for token in scan_note('Freund, "Alliance," 62.')]
    ['Freund', ',', '"Alliance,"', ',', '62', '.', '']
    """
    tokens: list[Token] = []
    position = 0
    wholes = sorted([*((a, b, True) for a, b in damaged), *((a, b, False) for a, b in find_quotations(text))])
    for start, end, lost in wholes:
        if start < position:
            continue
        _scan_stretch(text, position, start, tokens)
        position = end
        if lost:
            tokens.append(Token(text[start:end], start, end, "damaged", "VOLPAGE"))
            continue
        cls = _quotation_class(text[start + 1 : end - 1])
        tokens.append(
            Token(text[start:end], start, end, "speech" if _is_speech(cls, text, start, end) else "quoted", cls)
        )
        inner = text[end - 2 : end - 1]
        if inner in (",", "."):
            tokens.append(Token(inner, end - 2, end - 1, "comma" if inner == "," else "period", "v" + inner))
    _scan_stretch(text, position, len(text), tokens)
    tokens.append(Token("", len(text), len(text), "end", "END"))
    return tokens if italics is None else _with_italics(tokens, italics)


def _quotation_class(inner: str) -> str:
    """Say what a quotation looks like: a title (most words capital) or somebody's words, and how long."""
    words = inner.split()
    if not words:
        return "Q0"
    capital = sum(word.lstrip("'‘“\"([")[:1].isupper() for word in words)
    long_words = sum(len(word) > 4 for word in words) or 1
    titled = capital >= max(1, 0.6 * long_words)
    length = "s" if len(words) <= 2 else "m" if len(words) <= 18 else "l"
    first = "U" if words[0].lstrip("'‘“\"([")[:1].isupper() else "L"
    return f"Q{length}{first}{'T' if titled else 'p'}"


_AFTER_NAME = re.compile(r"(?:^|[\s.])[^\W\d_a-zà-ÿ][\w.’'-]{0,30},\s?\Z")
_BEFORE_SOURCE = re.compile(r"\s?(?:,|[(\[]|in\b)")


def _is_speech(cls: str, text: str, start: int, end: int) -> bool:
    """Say whether a quotation is what somebody said and no title: it begins small, or is long without capitals.

    A title in a citation is followed by a comma within its marks, or stands between a name and a comma, a parenthesis
    or "in" as British notes have it; an Arabic one may begin small ("al-Mujtama…").
    """
    inner = text[start + 1 : end - 1]
    if inner.endswith(",") or inner[2:3] in "-’'":
        return False
    if cls[2:3] == "U" and _AFTER_NAME.search(text, max(0, start - 40), start) and _BEFORE_SOURCE.match(text, end):
        return False
    return cls.endswith("p") and inner.count(" ") > (4 if cls[2:3] == "L" else 10)


def _scan_stretch(text: str, start: int, stop: int, tokens: list[Token]) -> None:
    append, match = tokens.append, _TOKEN.match
    position = start
    while position < stop:
        found = None if text[position] == " " else match(text, position, stop)
        if found is None:  # white space
            position += 1
            continue
        end = found.end()
        group = found.lastgroup
        piece = found.group()
        if group == "word":
            if len(piece) > 1 and piece[-1] in "’'" and not piece.endswith(("s’", "s'")):
                piece, end = piece[:-1], end - 1
            dotted = end < stop and text[end] == "." and _takes_stop(piece, text, end)
            if dotted:
                end += 1
                piece = text[found.start() : end]
            kind, cls, flags = known_word(piece, dotted)
            if dotted and _NUMBERED.match(text, end):
                kind, cls = _BEFORE_DIGITS.get(piece, (kind, cls))
            append(Token(piece, found.start(), end, kind, cls, None, flags))
            if dotted and _may_end_here(text, end):
                append(Token("", end, end, "vperiod", "v."))
        elif group == "number":
            kind, cls = number_class(piece)
            append(Token(piece, found.start(), end, kind, cls))
        elif group == "other":
            append(
                Token(
                    piece,
                    found.start(),
                    end,
                    _PUNCTUATION.get(piece, "symbol"),
                    piece if piece in _PUNCTUATION else "SYM",
                )
            )
        else:
            end = _add_special(text, group or "", piece, found.start(), end, tokens)
        position = end


def _may_end_here(text: str, end: int) -> bool:
    """Say whether a word that took its full stop along may also end a sentence: a capital or a mark follows."""
    following = text[end : end + 3].lstrip()[:1]
    return (not following and end + 3 >= len(text)) or following.isupper() or following in '"“‘«„'


def _takes_stop(word: str, text: str, end: int) -> bool:
    if len(word) == 1:
        return word.isupper() or _NUMBERED.match(text, end + 1) is not None
    if is_dotted_word(word.lower() + "."):
        return True
    following = text[end + 1 : end + 7].lstrip()
    return (
        len(word) <= 5
        and word[0].isupper()
        and following[:1].islower()
        and following[:3] not in ("htt", "www", "al-", "el-")
        and not set(flags_of(word.lower())) & {"g", "s"}
    )


# group of the pattern -> kind and class; "locus" is "V.v.19-28", "ordstop" the "14." of "im 14. Jahrhundert"
_SPECIAL = {
    "url": ("url", "URL"), "dash": ("dash", "DASH"), "locus": ("number", "DOTNUM"), "pseud": ("pseud", "PSEUD"),
    "ordstop": ("ordinal", "ORD"),
    "realname": ("pseud", "PSEUD"), "gloss": ("gloss", "GLOSS"),
    "dots": ("dots", "DOTS"), "grouped": ("number", "N5"), "mixed": ("word_cap", "MIXED"),
}  # fmt: skip


def _add_special(text: str, group: str, piece: str, start: int, end: int, tokens: list[Token]) -> int:
    if group == "url":
        piece = piece.rstrip(".,;:!?)]}>'’")
        end = start + len(piece)
    if group == "hrsg":
        kind, cls = word_class("hrsg. v." if piece[0] not in "Üü" else "übers. v.", True)
        tokens.append(Token(piece, start, end, kind, cls, None, ""))
    elif group == "hung":  # "taal-, land- en volkenkunde": its comma divides nothing
        kind, cls, flags = known_word(piece[:-2], False)
        tokens.append(Token(piece, start, end, kind, cls, None, flags))
    elif group in _SPECIAL:
        tokens.append(Token(piece, start, end, *_SPECIAL[group]))
    else:
        kind, cls = word_class(piece.replace(" .", "."), True)
        tokens.append(Token(piece, start, end, kind, cls, None, flags_of(piece.lower())))
        if piece.endswith(".") and _may_end_here(text, end):
            tokens.append(Token("", end, end, "vperiod", "v."))
    return end


def _with_italics(tokens: Sequence[Token], italics: Sequence[tuple[int, int]]) -> list[Token]:
    """Mark each token that lies for the most part within an italic stretch."""
    marked: list[Token] = []
    index = 0
    for token in tokens:
        middle = (token.start + token.end) / 2
        while index < len(italics) and italics[index][1] <= middle:
            index += 1
        inside = index < len(italics) and italics[index][0] <= middle
        marked.append(Token(token.text, token.start, token.end, token.kind, token.cls, inside, token.flags))
    return marked
