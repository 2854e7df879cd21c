"""Text for a .bib file: the few escapes LaTeX needs and Zotero undoes, protected capitals, page dashes."""

from __future__ import annotations

import re
from collections.abc import Callable

from refparse.write.proper_nouns import proper_starts

_ESCAPES = {
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    "{": r"\{",
    "}": r"\}",
    "\\": r"{\textbackslash}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "\u00a0": " ",
}
_SINGLE_BRACES = {"{": r"\{\vphantom{\}}", "}": r"\vphantom{\{}\}"}
_SPECIAL = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
# A straight quote that opens: at the start, or after a space, a dash or an opening bracket: say "yes".
_OPENING_QUOTE = re.compile(r'(?:(?<=^)|(?<=[\s(\[{–—-]))"')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")
# Markup that CSL allows in a title: "The <i>Potemkin</i> Mutiny".
_MARKUP = re.compile(r"<(/?)(i|b|sc|sup|span)\b[^<>]*>")
_OPENING_MARK = {"i": r"\textit{", "b": r"\textbf{", "sc": r"\textsc{", "sup": "$^{", "span": "{"}
_CLOSING_MARK = {"sup": "}$"}
_PAGE_DASH = re.compile(r"(?<=[\w.])\s*[-–‒—−]{1,2}\s*(?=\w)")
# The beginning of a title or of a subtitle, up to its first letter: ": “A History".
_OPENING = re.compile(r"(?:^|[:.?!]\s)\W*")
# A word without the punctuation around it; the stops of initials belong to it: "(U.S.)," gives "U.S.".
_WORD_CORE = re.compile(r"(?:\w\.){2,}|\w(?:[\w.'’]*\w)?")


def clean_text(text: str) -> str:
    """Give `text` without the control characters that no file format takes; lines stay."""
    return _CONTROL.sub("", text)


def one_line(text: str) -> str:
    """Give `text` on one line, without control characters."""
    return _SPACES.sub(" ", _CONTROL.sub("", text)).strip()


def without_markup(text: str) -> str:
    """Give a title without the markup that CSL allows in it: "<i>Potemkin</i>" becomes "Potemkin"."""
    return _MARKUP.sub("", text) if "<" in text and _is_balanced(text) else text


def curly_quotes(text: str) -> str:
    """Turn straight double quotes into “ and ”, which LaTeX and Zotero both keep."""
    return _OPENING_QUOTE.sub("“", text).replace('"', "”") if '"' in text else text


def escape(text: str) -> str:
    """Escape what LaTeX would act on, and nothing else.

    >>> escape("Smith & Sons, 5% of $3")
    'Smith \\\\& Sons, 5\\\\% of \\\\$3'
    """
    return escaper_of(text)(text)


def escaper_of(value: str) -> Callable[[str], str]:
    """Give the function that escapes the parts of `value`, by what the whole can bear.

    BibTeX counts braces without a look at the backslash before them, so that a single one would swallow the rest of
    the file; an invisible partner makes a pair of it.
    """
    escapes = _ESCAPES if _has_paired_braces(value) else _ESCAPES | _SINGLE_BRACES
    return lambda part: _SPECIAL.sub(lambda match: escapes[match[0]], part)


def _has_paired_braces(text: str) -> bool:
    depth = 0
    for char in text if "{" in text or "}" in text else "":
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def latex_text(text: str) -> str:
    """Give plain text, markup included, as a .bib value."""
    plain = curly_quotes(one_line(text))
    return _with_markup(plain, escaper_of(plain))


def latex_title(text: str, language: str = "") -> str:
    """Give a title as a .bib value, in braces the words whose capitals a style must not lower.

    >>> latex_title("The USSR and McCarthy: A History")
    'The {USSR} and {McCarthy}: A History'
    """
    plain = curly_quotes(one_line(text))
    shown = escaper_of(plain)
    if plain.isupper() and " " in plain:
        return _with_markup(plain, shown)
    every = keeps_proper_capitals(plain, language)
    return _with_markup(plain, lambda part: _protect(part, every, shown))


def raw_text(text: str) -> str:
    """Give an address as a .bib value: no escapes; braces and spaces, which would break the entry, in percent form."""
    clean = _SPACES.sub("%20", _CONTROL.sub("", text.strip()))
    return clean.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def latex_pages(text: str) -> str:
    """Give page numbers with `--` between first and last: "415--19"."""
    return escape(_PAGE_DASH.sub("--", one_line(text)))


def keeps_proper_capitals(title: str, language: str = "") -> bool:
    """Say whether a capital inside this title marks a proper noun: in sentence case, or in another language.

    An English title in headline case capitalises nearly every long word, so its capitals say nothing.
    """
    if language:
        return language.lower()[:2] != "en"
    words: list[str] = [word for word in _WORD_CORE.findall(title)[1:] if len(word) > 3 and word[0].isalpha()]
    lower = sum(word[0].islower() for word in words)
    return lower > len(words) / 2


def _with_markup(text: str, shape: Callable[[str], str]) -> str:
    if "<" not in text or not _is_balanced(text):
        return shape(text)
    pieces: list[str] = []
    position = 0
    for match in _MARKUP.finditer(text):
        pieces.append(shape(text[position : match.start()]))
        pieces.append(_CLOSING_MARK.get(match[2], "}") if match[1] else _OPENING_MARK[match[2]])
        position = match.end()
    return "".join([*pieces, shape(text[position:])])


def _is_balanced(text: str) -> bool:
    open_tags: list[str] = []
    for match in _MARKUP.finditer(text):
        if not match[1]:
            open_tags.append(match[2])
        elif not open_tags or open_tags.pop() != match[2]:
            return False
    return not open_tags


def _protect(text: str, every: bool, shown: Callable[[str], str]) -> str:
    """Put words in braces: those with inner capitals, proper nouns, and with `every` all capitals but the first."""
    proper = frozenset() if every else proper_starts(text)
    openings = frozenset(match.end() for match in _OPENING.finditer(text)) if every else frozenset()
    pieces: list[str] = []
    position = 0
    for match in _WORD_CORE.finditer(text):
        word, start = match[0], match.start()
        kept = start in proper or (every and word[0].isupper() and start not in openings)
        if kept or _has_inner_capital(word):
            pieces += [shown(text[position:start]), "{" + shown(word) + "}"]
            position = match.end()
    return "".join([*pieces, shown(text[position:])])


def _has_inner_capital(word: str) -> bool:
    return len(word) > 1 and any(char.isupper() for char in word[1:])
