"""Damages marked notes as OCR damages print, and keeps the marks where they belong.

Each character of the note gives a replacement (itself, nothing, or itself with a neighbour), so that every span can
be moved exactly. How often a fault strikes is drawn once a note: most pages are almost clean, some are bad all over.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from refparse.model.source import Span
from refparse.parse.markup import MarkedCitation, MarkedField, MarkedNote

LEVELS = (0.3, 0.6, 1.0, 1.0, 2.0)  # how much worse or better than the rates below a note is
LOOKALIKES = {"0": "oO", "1": "lI", "5": "S", "8": "S", "6": "b"}
OPENING, CLOSING = "“‘«„", "”’»"
STOPS = ",.;:"

Fault = Callable[[str, int, Random], str | None]


def add_noise(note: MarkedNote, rng: Random) -> MarkedNote:
    """Give the note as a middling OCR program would have left it, with the same citations and fields.

    ``Fischer, Soviets, 1:108.`` may become ``Fischer , So- viets, 1:1o8?``. The same `rng` state gives the same
    damage. The id is kept.
    """
    pieces = _damaged(note.text, rng)
    starts = _starts(pieces)
    text = "".join(pieces)
    citations = tuple(_moved(citation, starts, text) for citation in note.citations)
    mentions = tuple(span for mention in note.mentions if (span := _moved_span(mention, starts, text)))
    return MarkedNote(id=note.id, text=text, citations=citations, mentions=mentions)


def _damaged(text: str, rng: Random) -> list[str]:
    level = rng.choice(LEVELS)
    return [_strike(text, place, level, rng) for place in range(len(text))]


def _strike(text: str, place: int, level: float, rng: Random) -> str:
    char = text[place]
    for fits, rate, fault in FAULTS:
        if fits(text, place) and rng.random() < rate * level:
            found = fault(text, place, rng)
            if found is not None:
                return found
    return char


def _starts(pieces: list[str]) -> list[int]:
    starts, total = [], 0
    for piece in pieces:
        starts.append(total)
        total += len(piece)
    return [*starts, total]


def _moved(citation: MarkedCitation, starts: list[int], text: str) -> MarkedCitation:
    fields = tuple(
        MarkedField(code=field.code, span=span)
        for field in citation.fields
        if (span := _moved_span(field.span, starts, text))
    )
    return MarkedCitation(type=citation.type, span=_moved_span(citation.span, starts, text), fields=fields)


def _moved_span(span: Span, starts: list[int], text: str) -> Span:
    start, end = starts[span.start], starts[span.end]
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _is_space(text: str, place: int) -> bool:
    return text[place] == " " and 0 < place < len(text) - 1 and text[place - 1] != " "


def _in_word(text: str, place: int) -> bool:
    return 3 < place < len(text) - 3 and text[place - 3 : place + 3].isalpha() and text[place - 1].islower()


def _in_number(text: str, place: int) -> bool:
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    return text[place] in LOOKALIKES and any(char.isdigit() for char in around)


def _is_stop(text: str, place: int) -> bool:
    return text[place] in STOPS and 0 < place < len(text) - 1 and text[place + 1] == " " and text[place - 1].isalnum()


def _is_last_stop(text: str, place: int) -> bool:
    return text[place] == "." and place > 1 and text[place - 1].isdigit() and text[place + 1 : place + 2] in ("", " ")


def _is_quote(text: str, place: int) -> bool:
    return text[place] in OPENING + CLOSING + '"' and not text[place - 1 : place].isalnum()


def _is_initial(text: str, place: int) -> bool:
    return text[place] == "." and 0 < place < len(text) - 1 and text[place - 1].isupper() and text[place + 1].isupper()


def _is_dash(text: str, place: int) -> bool:
    return text[place] in "–-" and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()


def _lose(_text: str, _place: int, _rng: Random) -> str:
    return ""


def _break(text: str, place: int, _rng: Random) -> str:
    return f"- {text[place]}"


def _lookalike(text: str, place: int, rng: Random) -> str:
    return rng.choice(LOOKALIKES[text[place]])


def _space_before(text: str, place: int, _rng: Random) -> str:
    return f" {text[place]}"


def _space_after(text: str, place: int, _rng: Random) -> str:
    return f"{text[place]} "


def _question(_text: str, _place: int, _rng: Random) -> str:
    return "?"


def _broken_quote(text: str, place: int, rng: Random) -> str:
    char = text[place]
    return rng.choice((f"{char} ", "''", "* ", "", '"', f" {char}"))


def _other_dash(_text: str, _place: int, rng: Random) -> str:
    return rng.choice(("- ", " -", "—", "-"))


# Where a fault can strike, how often it does at level 1, and what it leaves.
FAULTS: tuple[tuple[Callable[[str, int], bool], float, Fault], ...] = (
    (_is_space, 0.02, _lose),
    (_in_word, 0.006, _break),
    (_in_number, 0.05, _lookalike),
    (_is_stop, 0.04, _space_before),
    (_is_last_stop, 0.08, _question),
    (_is_quote, 0.1, _broken_quote),
    (_is_initial, 0.4, _space_after),
    (_is_dash, 0.06, _other_dash),
)
