"""The manner of one document: its quotes, pages, imprints and habits, drawn once and kept through its notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from corpus.works import MONTHS, Work

FRENCH_MONTHS = tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split())
GERMAN_MONTHS = tuple("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split())
SPANISH_MONTHS = tuple(
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
)
ABBREVIATED = tuple("Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split())

MANNERS = {
    "chicago16": 20,
    "chicago17": 28,
    "chicago18": 17,
    "old": 12,
    "british": 13,
    "french": 4,
    "german": 4,
    "spanish": 2,
}
QUOTES = {
    "chicago16": (("“", "”"), ('"', '"')), "chicago17": (("“", "”"), ('"', '"')), "chicago18": (("“", "”"), ('"', '"')),
    "old": (('"', '"'), ("“", "”")), "british": (("‘", "’"), ("'", "'")), "french": (("« ", " »"), ("“", "”")),
    "german": (("„", "“"), ("»", "«"), ("“", "”")), "spanish": (("«", "»"), ("“", "”")),
}  # fmt: skip
INNER_CLOSING = re.compile(r"’(?=:|›|$)")
INNER = {"‘": ("“", "”"), "'": ('"', '"'), '"': ("'", "'")}  # a quotation within a title, by the outer mark
IMPRINTS = {
    "chicago16": ("full",), "chicago17": ("full",), "chicago18": ("no_place",),
    "old": ("full", "place_year", "bare", "bare_place", "bare_colon", "place_year"),
    "british": ("full", "place_year", "place_year"), "french": ("bare", "bare", "place_year"),
    "german": ("bare_plain", "bare_colon", "place_year"), "spanish": ("full", "bare", "bare_colon"),
}  # fmt: skip
PAGES = {
    "chicago16": ("",), "chicago17": ("",), "chicago18": ("",), "old": ("p. ", "p. ", "", "p."), "british": ("p. ", "p. ", ""),
    "french": ("p. ", "p. "), "german": ("S. ", "S. "), "spanish": ("p. ", "p. ", ""),
}  # fmt: skip
JOURNALS = {
    "chicago16": ("no", "no", "plain"), "chicago17": ("no",), "chicago18": ("no", "no", "month"),
    "old": ("roman", "comma", "plain", "vol"), "british": ("comma", "plain", "slash"), "french": ("french", "comma"),
    "german": ("german",), "spanish": ("spanish", "no", "colon"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """What stays the same through the notes of a document."""

    manner: str
    quotes: tuple[str, str]
    inside: bool  # the comma stands inside the quotation marks
    imprint: str
    page: str
    journal: str
    dash: str
    day_first: bool
    ibid: bool
    op_cit: bool
    ampersand: bool
    translators: str
    editors: str
    short_by_author: bool
    et_al_from: int
    months: tuple[str, ...]
    note_page: str
    place_off: bool

    def quote(self, marked: str, stop: str = ",") -> str:
        """Put a marked title in quotation marks, with the stop where the house puts it."""
        opening, closing = self.quotes
        inner = INNER.get(opening)
        if inner:
            marked = INNER_CLOSING.sub(inner[1], marked.replace("‘", inner[0]))
        if stop == "," and marked.rstrip("›").endswith(("?", "!")) and self.manner == "chicago16":
            stop = ""
        return f"{opening}{marked}{stop}{closing}" if self.inside else f"{opening}{marked}{closing}{stop}"

    def date(self, work: Work) -> str:
        """Write the day, month and year of a work."""
        month = self.months[work.month - 1]
        if self.manner == "german":
            return f"{work.day}. {month} {work.year}"
        if self.manner == "spanish":
            return f"{work.day} de {month} de {work.year}"
        return f"{work.day} {month} {work.year}" if self.day_first else f"{month} {work.day}, {work.year}"


def make_style(rng: Random) -> HouseStyle:
    """Draw the manner of a document."""
    manner = rng.choices(list(MANNERS), weights=list(MANNERS.values()))[0]
    quotes = rng.choice(QUOTES[manner])
    english = manner in ("chicago16", "chicago17", "chicago18", "old", "british")
    months = {"french": FRENCH_MONTHS, "german": GERMAN_MONTHS, "spanish": SPANISH_MONTHS}.get(manner, MONTHS)
    return HouseStyle(
        manner=manner, quotes=quotes, inside=english and manner != "british", imprint=rng.choice(IMPRINTS[manner]),
        page=rng.choice(PAGES[manner]), journal=rng.choice(JOURNALS[manner]), dash=rng.choice("––-"),
        day_first=not english or rng.random() < 0.4, ibid=rng.random() < (0.35 if manner == "chicago18" else 0.8),
        op_cit=manner == "old" and rng.random() < 0.4, ampersand=rng.random() < 0.06,
        translators=rng.choice(("trans. ", "trans. ", "translated by ", "tr. ")) if english else {"french": "trad. ", "german": "übers. von ", "spanish": "trad. "}[manner],
        editors=rng.choice(("ed. ", "ed. ", "edited by ") if manner != "british" else ("ed. ", "ed. by ", "(ed.)")) if english else {"french": "éd. ", "german": "(Hg.)", "spanish": "ed. "}[manner],
        short_by_author=rng.random() < 0.12, et_al_from=rng.choice((3, 4, 4, 8)),
        months=ABBREVIATED if english and rng.random() < 0.25 else months,
        note_page=rng.choice(("n", " n. ", ", n. ", "n", " note ")), place_off=rng.random() < 0.1,
    )  # fmt: skip
