"""Finds locators whose digits an OCR program destroyed, and gives the readings they may have had."""

from __future__ import annotations

import re
from functools import cache

from refparse.assets import word_rows
from refparse.model.source import Span

# "2:45<r58", "J:61<r67", "}:118", "}39CH)4", "773-iJ8?", "J112", "2? 31": after a comma, a colon or a space.
_STRETCH = re.compile(r"(?<=[,;:]\s)(?=[^\s,;]*\d)[^\s,;]+(?:(?<=\d\?)\s\d+(?![\w:]))?")
_SIGN = re.compile(
    r"""[<>{}|\\^~]                         # brackets that are no brackets
      | ^[J}S]:?\d\d                        # J112, }:118
      | \d[A-Z]{2}\)\d                      # 39CH)4
      | \d[-–][a-zA-Z][A-Z]\d               # 773-iJ8
      | \d[?]\s\d                           # 2? 31
    """,
    re.VERBOSE,
)
# A cheap look at the whole text for any of these signs.
_HINT = re.compile(
    r"[<>{}|\\^~JS\d\-–](?:(?<=[<>{}|\\^~])|(?<=[JS]):?\d\d|(?<=\d)(?:[A-Z]{2}\)|\?\s\d)|(?<=[-–])[a-z][A-Z]\d)"
)
_ADDRESS = re.compile(r"://|www\.|@|\.\w+/")
# 2:440-42, 181-92, 62
_READING = re.compile(r"(?:(\d{1,2}):)?(\d{1,4})(?:-(\d{1,4}))?")
_LONGEST = 24
_BEAM = 400


def is_sound_range(first: str, last: str) -> bool:
    """Say whether "450-58" can be a range of pages: it ascends once the second number is filled up (CMOS 17, 9.61).

    >>> is_sound_range("450", "58"), is_sound_range("44", "42")
    (True, False)
    """
    if not (first.isdecimal() and last.isdecimal()) or len(last) > len(first) + 1 or first[0] == "0":
        return False
    filled = first[: len(first) - len(last)] + last
    return int(filled) > int(first) and (last[0] != "0" or len(last) == 1 or last != last.lstrip("0"))


def damaged_stretches(text: str) -> tuple[Span, ...]:
    """Give the spans of pieces that stand where a locator would, and hold digits and signs that no locator holds.

    >>> damaged_stretches("Brown, Land Acts, 2:45<r58; and Gray")
    (Span(start=18, end=26),)
    """
    if _HINT.search(text) is None:
        return ()
    return tuple(
        Span(match.start(), match.start() + len(piece))
        for match in _STRETCH.finditer(text)
        if len(piece := match.group().rstrip(".?")) <= _LONGEST and _SIGN.search(piece) and not _ADDRESS.search(piece)
    )


@cache
def _confusions() -> tuple[tuple[str, str, float], ...]:
    """Give what OCR wrote, what stood there, and how far-fetched that is."""
    rows = word_rows("grammar", "words", "ocr_digits.tsv")
    return tuple((row[0], "" if row[1] == "-none-" else row[1], float(row[2])) for row in rows)


def _spellings(text: str) -> list[tuple[float, str]]:
    """Give the readings of a damaged stretch letter by letter, the likeliest first, by a beam over the confusions."""
    beams: list[dict[str, float]] = [{} for _ in range(len(text) + 1)]
    beams[0][""] = 0.0
    for at in range(len(text)):
        kept = sorted(beams[at].items(), key=lambda item: (item[1], item[0]))[:_BEAM]
        steps = [(1, text[at], 0.0)] if text[at] in "0123456789:-" else []
        steps += [(len(seen), meant, cost) for seen, meant, cost in _confusions() if text.startswith(seen, at)]
        for so_far, cost in kept:
            for length, meant, extra in steps:
                reading, total = so_far + meant, cost + extra
                if total < beams[at + length].get(reading, 99.0):
                    beams[at + length][reading] = total
    return sorted((cost, reading) for reading, cost in beams[-1].items())


def _doubt(reading: str, volumes: frozenset[str]) -> float | None:
    """Say how odd a reading is as a locator; None where it can be none."""
    match = _READING.fullmatch(reading)
    if match is None:
        return None
    volume, first, last = match.groups()
    if first[0] == "0" or (last and not is_sound_range(first, last)):
        return None
    length = int(first[: len(first) - len(last)] + last) - int(first) if last else 0
    odd_volume = 0.6 if volume and volumes and volume not in volumes else 0.0
    bare = 0.3 if volumes and not volume else 0.0
    return odd_volume + bare + min(length, 200) / 100 + (0.4 if int(first) > 1500 else 0.0)


def mend_locator(text: str, *, volumes: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Give the readings that a damaged locator may have had, the likeliest first, at most five.

    `volumes` are the volume numbers with which the work is cited elsewhere; they make a reading with one likelier.

    >>> mend_locator("2:45<r58", volumes=frozenset({"1", "3"}))[0]
    '2:450-58'
    """
    piece = text.strip().rstrip(".?").replace("–", "-").replace("--", "-")
    if not piece or len(piece) > _LONGEST:
        return ()
    scored = [
        (cost + doubt, reading)
        for cost, reading in _spellings(piece)
        if (doubt := _doubt(reading, volumes)) is not None
    ]
    return tuple(reading for _, reading in sorted(scored)[:5])


def mend_pieces(text: str, *, volumes: frozenset[str] = frozenset()) -> str:
    """Give a locator with each wrecked piece in its likeliest reading; sound pieces stay as they are.

    >>> mend_pieces("}:118, 245")
    '3:118, 245'
    """
    return ", ".join(_mended_piece(piece, volumes) for piece in re.split(r",\s+", text))


def _mended_piece(piece: str, volumes: frozenset[str]) -> str:
    if not any(char.isdecimal() for char in piece) or _SIGN.search(piece) is None:
        return piece
    readings = mend_locator(piece, volumes=volumes)
    return readings[0] if readings else piece
