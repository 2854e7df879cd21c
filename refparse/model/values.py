"""The values that a citation's fields hold: names, dates, locators, and the CSL item types."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in CSL's parts; a body or a one-word name stands in `literal` (CSL 1.0.2, name variables).

    >>> Name(family="Gaulle", given="Charles", dropping_particle="de").short
    'Gaulle'
    """

    family: str = ""
    given: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def short(self) -> str:
        """Give the name as a short form would: family name, or the literal."""
        return " ".join(part for part in (self.non_dropping_particle, self.family) if part) or self.literal

    @property
    def full(self) -> str:
        """Give the name in reading order."""
        parts = (self.given, self.dropping_particle, self.non_dropping_particle, self.family, self.suffix)
        return self.literal or " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A date as CSL knows it: parts, an end for a range, a season, "circa", or words that are no date.

    `season` is 1 (spring) to 4 (winter). `literal` holds "forthcoming", "n.d." and whatever has no number.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    end: Date | None = None
    circa: bool = False
    literal: str = ""

    @property
    def parts(self) -> tuple[int, ...]:
        """Give year, month and day as far as known: ``(1969, 3)``."""
        found: list[int] = []
        for part in (self.year, self.month, self.day):
            if part is None:
                break
            found.append(part)
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Where in the work: a CSL locator term, a value, and the volume if the note gives it ("3:232 n. 2").

    `value` has plain hyphens and no "p."; `text` is the locator in one piece by the conventions of the gold.
    """

    label: str = "page"
    value: str = ""
    volume: str = ""


class Type(StrEnum):
    """The CSL 1.0.2 item types that notes cite."""

    ARTICLE = "article"
    ARTICLE_JOURNAL = "article-journal"
    ARTICLE_MAGAZINE = "article-magazine"
    ARTICLE_NEWSPAPER = "article-newspaper"
    BILL = "bill"
    BOOK = "book"
    BROADCAST = "broadcast"
    CHAPTER = "chapter"
    CLASSIC = "classic"
    COLLECTION = "collection"
    DATASET = "dataset"
    DOCUMENT = "document"
    ENTRY = "entry"
    ENTRY_DICTIONARY = "entry-dictionary"
    ENTRY_ENCYCLOPEDIA = "entry-encyclopedia"
    FIGURE = "figure"
    GRAPHIC = "graphic"
    HEARING = "hearing"
    INTERVIEW = "interview"
    LEGAL_CASE = "legal_case"
    LEGISLATION = "legislation"
    MANUSCRIPT = "manuscript"
    MAP = "map"
    MOTION_PICTURE = "motion_picture"
    MUSICAL_SCORE = "musical_score"
    PAMPHLET = "pamphlet"
    PAPER_CONFERENCE = "paper-conference"
    PATENT = "patent"
    PERFORMANCE = "performance"
    PERIODICAL = "periodical"
    PERSONAL_COMMUNICATION = "personal_communication"
    POST = "post"
    POST_WEBLOG = "post-weblog"
    REGULATION = "regulation"
    REPORT = "report"
    REVIEW = "review"
    REVIEW_BOOK = "review-book"
    SOFTWARE = "software"
    SONG = "song"
    SPEECH = "speech"
    STANDARD = "standard"
    THESIS = "thesis"
    TREATY = "treaty"
    WEBPAGE = "webpage"
