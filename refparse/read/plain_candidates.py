"""Finds the lines at which a note may begin, and says how likely each is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from refparse.read.plain_cues import citation_cues
from refparse.read.plain_headings import is_heading_like
from refparse.read.plain_lines import Line
from refparse.read.plain_markers import Markers
from refparse.read.plain_numbers import LARGEST_COST, SUPERSCRIPTS, misreading_cost

# `12 Bloch`, `12. Bloch`, `12 . Bloch`, `12) Bloch`, `[12] Bloch`, `(12) Bloch`, `¹² Bloch`, `^12^ Bloch`, `12See`.
_SOUND = re.compile(
    r"""(?:(?i:foot|end)?(?i:notes?|fn|anm|nota|n)\.?\s?)?(?P<open>[\[(^]?)(?P<number>[1-9]\d{0,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,4})(?P<close>\]\.?|\)\.?|\^|\.\)|[.:]|\s\.(?=\s[^\s.]))?(?P<gap>[\s\t]*)""",
    re.VERBOSE,
)

# What ends a damaged number, and what may follow it: `. Bloch`, ` . "Land"`, `. lbid.`, ` see`.
_NOTE_FOLLOWS = r"(?:\s?[.)])?\s+(?=[A-Z\"“‘'\[]|[Il1|!tfi]b[ij1lt]d\b|(?:see|cf)\b)"
# The same where a full stop must show that the letters before it are a number.
_STOP_FOLLOWS = r"(?=\s?[.)])" + _NOTE_FOLLOWS

# A first word that may be a number: `l%`, `3oo`, `1 34`, `n`, `l42`, `}6`.
_DAMAGED = re.compile(rf"(?P<number>[^\s\"“‘'(]{{1,5}}?(?:\s\d{{1,2}})?){_NOTE_FOLLOWS}")

# A number with a space in it: `1 34 At`, `1 3 4. See`; of letters, `I I. See`, only with a full stop.
_SPACED = re.compile(
    rf"(?P<number>\d{{1,2}}\s\d{{1,2}}(?:\s\d)?){_NOTE_FOLLOWS}"
    rf"|(?P<letters>[\dIil|!]{{1,2}}\s[\dIil|!oOzZSB]{{1,2}}){_STOP_FOLLOWS}"
)

# A number of letters that look like digits: `zz. See`, `Io. See`.
_LETTERS = re.compile(rf"(?P<number>[IilzZSoOBgq|!]{{2,3}}){_STOP_FOLLOWS}")

# A number whose last digits are read as letters: `12b Duby`, `11S Bloch`, `3oo See`.
_HALF_SOUND = re.compile(rf"\d{{1,3}}[lIoOQSBbgqZz?}}{{!|%tJ&$]{{1,2}}\d?{_NOTE_FOLLOWS}")

_WORDS = frozenset(
    "a i an as at be by do el er es et go he if ii iii iv vi in is it la le li lo me my no of on or so st to un up us "
    "we die der das the and for but was her his its in. mr. dr. st. no. vol. cf. see ed. eds. ibid id. m. n. o. "
    "le. la. les des sur les par aus von zur zum im am vgl vgl.".split()
)

# A month after the number: `12 March 1920` is a date.
_DATE = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mai|Juni|Juli|Okt|Dez|janv|févr|mars|avril|juin|juil|août)"
    r"[a-zé]*\.?\s+\d{4}"
)

# `2 (1992): 265`: the number of an issue.
_BRACKETED_YEAR = re.compile(r"\((?:[A-Z][a-z]+\.?\s)?\d{4}\)")

# A line that wants a number to follow: `no.`, `vol.`, `pp.`, `and`, `chapter`.
_WANTS_NUMBER = re.compile(
    r"(?:\b(?:nos?|vols?|pp?|chaps?|nr|bd|figs?|n|nn|arts?|secs?)\.|\b(?:and|of|chapter|page|to|in))$", re.I
)

# What notes begin with though it be a small letter: `ibid.`, `cf.`, `see`.
_LOW_START = re.compile(
    r"(?:ibid|[l1|!tf]b[ij1lt]d\b|idem|cf|see|e\.g|i\.e|op\.|loc\.|vgl|ebd|ders|voir|quoted|https?:|de |von |van |du )",
    re.I,
)

_OPENERS = "\"“”‘’'«„*_[(¿¡’`"

RESTARTS_UP_TO = 3
NEIGHBOURS = 6
REACH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place where a note may begin: line index, offset of its number and of its text, and what the number may be.

    `values` holds (value, gain) pairs; a gain is the log-odds, roughly, that a note of that number begins here.
    """

    line: int
    start: int
    text_start: int
    token: str
    style: str
    score: float
    exact: int | None
    values: tuple[tuple[int, float], ...] = ()


def find_candidates(
    lines: Sequence[Line], markers: Markers, *, region: frozenset[int] = frozenset()
) -> list[Candidate]:
    """Give the candidates among `lines` in order; `region` holds the indices of lines under a heading "Notes"."""
    found = [candidate for place in range(len(lines)) for candidate in _at_line(lines, place, region)]
    return [
        replace(candidate, values=_values(candidate, found, place, markers)) for place, candidate in enumerate(found)
    ]


def _at_line(lines: Sequence[Line], place: int, region: frozenset[int]) -> Iterator[Candidate]:
    """Give the candidate at the start of a line, if there is one."""
    line = lines[place]
    sound = None if _SPACED.match(line.text) or _HALF_SOUND.match(line.text) else _SOUND.match(line.text)
    if sound:
        candidate = _sound_candidate(line, sound, _rest(lines, place, sound.end()))
    else:
        candidate = _damaged_candidate(line)
    if candidate is not None:
        before = lines[place - 1] if place else None
        yield replace(candidate, score=candidate.score + _position_gain(line, before) + 1.5 * (line.index in region))


def _rest(lines: Sequence[Line], place: int, end: int) -> str:
    """Give what follows the number: the rest of the line, and the next line where that is short."""
    rest = lines[place].text[end:]
    if len(rest) < 100 and place + 1 < len(lines):
        rest += " " + lines[place + 1].text[:200]
    return rest


def _sound_candidate(line: Line, match: re.Match[str], rest: str) -> Candidate | None:
    number = match["number"].translate(SUPERSCRIPTS)
    style = _style(match)
    alone = match.end() >= len(line.text)
    if style is None or (number.startswith("0")):
        return None
    score = -1.0 + _opening_gain(rest.lstrip(), glued=not match["gap"] and style == "plain" and not alone)
    score += min(2.0, 0.7 * citation_cues(rest)) - 1.5 * alone - _year_loss(int(number), style)
    score += 0.7 * (len(match["gap"]) > 1) - 1.5 * is_titled(line.text[match.end() :])
    return Candidate(
        line=line.index, start=0, text_start=match.end(), token=number, style=style, score=score, exact=int(number)
    )


def is_titled(rest: str) -> bool:
    """Say whether what follows a number is a heading, "The Village", and no note."""
    return is_heading_like(rest) and not any(char in ',;"“”«_*' for char in rest)


def _style(match: re.Match[str]) -> str | None:
    """Name how the number is set: plain, stop, paren, bracket, raised; None for what is no number of a note."""
    opened, closed = match["open"] or "", (match["close"] or "").lstrip()[:1]
    if not match["number"].isascii():
        return "raised"
    pairs = {"": {"": "plain", ".": "stop", ")": "paren", ":": "stop"}, "[": {"]": "bracket"}, "(": {")": "round"}}
    pairs["^"] = {"^": "raised", "": "raised"}
    return pairs[opened].get(closed)


def _opening_gain(rest: str, *, glued: bool) -> float:
    """Say how much the text after a number looks like the beginning of a note."""
    if not rest:
        return -1.0
    if _DATE.match(rest):
        return -2.5
    if _LOW_START.match(rest):
        return 1.5
    first = rest[0]
    if _BRACKETED_YEAR.match(rest):
        return -2.5
    if first.isupper() or first in _OPENERS:
        return (0.3 if glued else 1.5) + 0.2 * (len(rest) > 1 and not rest[1].isdigit())
    if first.islower():
        return -2.5 if glued else -1.5
    return -2.5


def _year_loss(number: int, style: str) -> float:
    return 2.0 if 1500 <= number <= 2100 and style in ("plain", "stop") else 0.0


def _damaged_candidate(line: Line) -> Candidate | None:
    match = _SPACED.match(line.text) or _DAMAGED.match(line.text)
    if not match:
        return None
    token = match["number"] or match["letters"]
    initial = len(token) == 1 and token.isalpha() and line.text[1:].lstrip().startswith(".")
    if initial or token.casefold().rstrip(".,") in _WORDS or token.casefold() in _WORDS:
        return None
    if not (_number_like(token) or _LETTERS.match(line.text) or match.re is _SPACED):
        return None
    rest = line.text[match.end() :]
    score = -1.8 + _opening_gain(rest, glued=False) + min(2.0, 0.7 * citation_cues(rest))
    return Candidate(
        line=line.index, start=0, text_start=match.end(), token=token, style="plain", score=score, exact=None
    )


# Tokens without a digit or sign that may be numbers all the same.
_LETTER_NUMBERS = frozenset("m n l lO IO lo ll Il lI IS lS r t H g q b o z s S B Z O i j J Io IB lB Ig lg".split())


def _number_like(token: str) -> bool:
    """Say whether a token may be a damaged number: a digit or a sign in it, or nothing but l, I, O, m, n."""
    if any(char.isdigit() for char in token):
        return not any(char in "'’-–/:" for char in token[1:-1])
    if any(not char.isalnum() for char in token.rstrip(".,:;")):
        return len(token) <= 4 and any(char.isalnum() for char in token) and not token.rstrip(".,").isalpha()
    return token in _LETTER_NUMBERS


def _position_gain(line: Line, before: Line | None) -> float:
    """Say how much the line above, which should be complete, lets a note begin here."""
    if before is None or line.after_rule or line.new_page:
        return 0.5
    if _WANTS_NUMBER.search(before.text[-12:]):
        return -3.0
    gain = 0.5 if before.ended == 1.0 else (0.0 if before.ended else -0.7)
    return gain + 0.3 * line.after_gap


def _values(
    candidate: Candidate, found: Sequence[Candidate], place: int, markers: Markers
) -> tuple[tuple[int, float], ...]:
    """Give what the number may be: as read, or what its neighbours let expect and the damage allows."""
    values: dict[int, float] = {}
    if candidate.exact is not None:
        values[candidate.exact] = candidate.score + _marker_gain(candidate.exact, candidate.line, markers)
    expected = _expected(candidate, found, place)
    if candidate.exact in expected and not _taken_nearby(candidate, found, place):
        return tuple(values.items())
    for value in expected - {candidate.exact}:
        cost = misreading_cost(candidate.token, value)
        if 0.0 < cost <= LARGEST_COST:
            gain = candidate.score - 2.0 * cost + _marker_gain(value, candidate.line, markers)
            values[value] = max(gain, values.get(value, gain))
    return tuple(sorted(values.items()))


def _expected(candidate: Candidate, found: Sequence[Candidate], place: int) -> set[int]:
    """Give the numbers near those of the neighbours."""
    low, high = max(0, place - NEIGHBOURS), min(len(found), place + NEIGHBOURS + 1)
    expected: set[int] = set()
    for other in range(low, high):
        exact = found[other].exact
        if exact is None or other == place:
            continue
        reach = REACH + abs(other - place) - 1
        steps = range(1, reach + 1) if other < place else range(-reach, 0)
        expected.update(exact + step for step in steps if exact + step > 0)
    return expected


def _taken_nearby(candidate: Candidate, found: Sequence[Candidate], place: int) -> bool:
    """Say whether a neighbour shows the same number, so that one of the two must be misread."""
    low, high = max(0, place - NEIGHBOURS), min(len(found), place + NEIGHBOURS + 1)
    return any(found[other].exact == candidate.exact for other in range(low, high) if other != place)


def _marker_gain(value: int, line: int, markers: Markers) -> float:
    """Say how much a marker of the same number in the text above speaks for the note."""
    marker = markers.before(value, line)
    if marker is None:
        return 0.0
    return 2.0 if line - marker.line <= 120 else 1.2
