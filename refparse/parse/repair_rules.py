"""The rules of OCR repair as records, read from grammar/repair.tsv, and the few replacements that need thought."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from refparse.assets import word_rows, word_set
from refparse.parse.mend import is_sound_range

Replacement = str | Callable[[re.Match[str]], str]

# Cheap looks at the whole text; a rule behind a gate is tried only where its gate finds something.
GATES = {
    # anything beyond ASCII that is neither a Latin letter, a dash nor a quotation mark, and control characters
    "odd": re.compile(
        r"[\u0000-\u001f\u007f\u00a8\u00ad\u00b4\u02c6-\u02dc\u0300-\u036f\u200b-\u2011\u2060\ufb00-\ufb06\ufeff]"
    ),
    # "T a w n e y", "1 5 2": characters that stand alone
    "spaced": re.compile(r" [^\W_] [^\W_](?!\w)"),
    # "4o6", "l73", "So-87": letters where digits are
    "mixed": re.compile(r"[\dlIzZS|](?:(?<=\d)[oOlI|zZSDsi]|(?<=[lIzZ|])\d|(?<=[Sl])[oO](?!\w)|(?<=[lI])[oO]\d)"),
    # "523-3 8", "376-8;8": a range whose second number is cut
    "cut": re.compile(r"[-–]\d{1,3}[ ;]\d"),
    # "0xford": a nought before small letters
    "zero": re.compile(r"0[a-z]{4}"),
    # "ofWales": a capital after a small letter
    "camel": re.compile(r"[a-zß-ÿ][A-Z]"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of damage: how it looks, what becomes of it, and an example of both.

    `kind` is "damage", "spelling" (a repair that makes spelling uniform but tells nothing about the source) or "doubt"
    (done only beside other damage). `gate` and `hints` are checks much cheaper than the pattern.
    """

    name: str
    kind: str
    before: str
    after: str
    pattern: re.Pattern[str]
    replacement: Replacement
    gate: str
    hints: frozenset[str]


# --- single characters -------------------------------------------------------

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "‑": "-", "‐": "-"}
_ACCENTS = {"´": "\u0301", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c", "˚": "\u030a"}
_DIGITS = str.maketrans("oOlIi|zZSs", "0011112288")


def _ligature(match: re.Match[str]) -> str:
    return _LIGATURES[match.group()]


def _compose(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match.group())


def _accent(match: re.Match[str]) -> str:
    letter = match.group(2).replace("ı", "i")
    return unicodedata.normalize("NFC", letter + _ACCENTS[match.group(1)])


def _digits(match: re.Match[str]) -> str:
    return match.group().translate(_DIGITS)


def _zero_before_dash(match: re.Match[str]) -> str:
    """Read "44D-42" as 440-42, but leave "44D-46" (a page by its sections) alone."""
    first, last = match.group(1), match.group(2)
    sound = not is_sound_range(first, last) and is_sound_range(first + "0", last)
    return f"{first}0-{last}" if sound else match.group()


def _whole_range(match: re.Match[str]) -> str:
    """Read "523-3 8" as 523-38 where that ascends."""
    first, dash, last, rest = match.groups()
    sound = len(last + rest) <= len(first) and is_sound_range(first, last + rest)
    return f"{first}{dash}{last}{rest}" if sound else match.group()


def _swapped_mark(match: re.Match[str]) -> str:
    """Read "376-8;8" as 376-88; where that ascends."""
    first, dash, last, rest = match.groups()
    return f"{first}{dash}{last}{rest};" if is_sound_range(first, last + rest) else match.group()


def _ibid(match: re.Match[str]) -> str:
    return "ibid." if match.group()[0] == "i" else "Ibid."


# --- spaces ------------------------------------------------------------------

# LandLaw, Kent,52: where a word begins in letters that were set apart.
_WORD_BEGINS = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[,;:])(?=\w)|(?<=[^\W\d_])(?=\d)")
_OF_INSIDE = re.compile(r"(?<=[^\W\d_]{3})of(?=\s[A-Z])")


def _close_up(match: re.Match[str]) -> str:
    return match.group().replace(" ", "")


def _join_spaced(match: re.Match[str]) -> str:
    """Join letters set apart: double spaces, capitals, commas and the first digit show where a word begins."""
    if not any(char.islower() for char in match.group()):
        return match.group()
    words = re.split(r"\s{2,}", match.group().replace(" of ", "  of  "))
    joined = " ".join(word.replace(" ", "") for word in words)
    return _OF_INSIDE.sub(" of", _WORD_BEGINS.sub(" ", joined))


def _tighten_quotes(match: re.Match[str]) -> str:
    """Draw straight double marks that stand free to the words they enclose: the first opens, the next closes."""
    parts = match.group().split('"')
    is_open = False
    for at in range(len(parts) - 1):
        before, after = parts[at], parts[at + 1]
        left, right = before[-1:].isspace() or not before, after[:1].isspace() or not after
        closes = (is_open if left == right else right) or (left and right and before.rstrip()[-1:] in (".", "?", "!"))
        if closes and before.strip():
            parts[at] = before.rstrip()
        elif left and right and not closes:
            parts[at + 1] = after.lstrip()
        is_open = not closes
    return '"'.join(parts)


# --- words -------------------------------------------------------------------

# CottonEmpire: where a capital follows a small letter
_BORDER = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")


@cache
def _words_of(kind: str) -> frozenset[str]:
    """Give the words of one kind: "suspended" (pre- and post-war), "name-prefix" (Mac), "ends-in-of" (Bahnhof)."""
    return frozenset(row[0] for row in word_rows("grammar", "words", "repair_words.tsv") if row[1] == kind)


@cache
def _kept_hyphens() -> frozenset[str]:
    return word_set("grammar", "words", "hyphen_prefixes.tsv")


@cache
def _camel_names() -> frozenset[str]:
    return word_set("grammar", "words", "camel_names.tsv")


def _join_hyphen(match: re.Match[str]) -> str:
    first, second = match.group(1), match.group(2)
    if second.lower() in _words_of("suspended") and (len(second) > 1 or len(first) > 1):
        return match.group()
    keep = second[0].isupper() or first.lower() in _kept_hyphens()
    return f"{first}-{second}" if keep else first + second


def _open_title(match: re.Match[str]) -> str:
    """Open a title run together: "CottonEmpire" becomes two words, "MacArthur" and "YouTube" stay."""
    word = match.group()
    if word in _camel_names() or _BORDER.split(word, maxsplit=1)[0] in _words_of("name-prefix"):
        return word
    return _BORDER.sub(" ", word)


def _cut_of(match: re.Match[str]) -> str:
    """Cut "of" off a title word, but not off Bischof, Bahnhof or a Russian name in -of."""
    word = match.group(1) + "of"
    return word if word.lower().endswith(tuple(_words_of("ends-in-of"))) else f"{match.group(1)} of"


_REPLACEMENTS: dict[str, Replacement] = {
    "=ligature": _ligature,
    "=compose": _compose,
    "=accent": _accent,
    "=digits": _digits,
    "=zero_before_dash": _zero_before_dash,
    "=whole_range": _whole_range,
    "=swapped_mark": _swapped_mark,
    "=ibid": _ibid,
    "=close_up": _close_up,
    "=join_spaced": _join_spaced,
    "=tighten_quotes": _tighten_quotes,
    "=join_hyphen": _join_hyphen,
    "=open_title": _open_title,
    "=cut_of": _cut_of,
}


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match.group(1), 16)), text)


@cache
def repair_rules() -> tuple[Rule, ...]:
    """Give the rules of grammar/repair.tsv in the order of work."""
    return tuple(
        Rule(
            name,
            kind,
            _unescaped(before),
            after,
            re.compile(pattern),
            _REPLACEMENTS.get(replacement, replacement),
            gate,
            frozenset(hint for hint in hints.split("^") if hint),
        )
        for name, kind, before, after, pattern, replacement, gate, hints in word_rows("grammar", "repair.tsv")
    )


@cache
def all_hints() -> tuple[str, ...]:
    """Give the hints of all rules."""
    return tuple(sorted({hint for rule in repair_rules() for hint in rule.hints}))
