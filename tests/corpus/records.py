"""Turns made works into CSL-JSON records whose text values carry marks through a style.

A mark is a pair of private-use characters around a value, one pair a field code; a style carries them along like
letters. Numbers and dates cannot carry marks: `render` finds them again by their value.
"""

from __future__ import annotations

from random import Random
from typing import Any

from corpus.cite import short_title
from corpus.makers import (
    make_body,
    make_headline,
    make_magazine,
    make_newspaper,
    make_series,
    make_shelf_mark,
    make_site,
    make_town,
    make_university,
)
from corpus.pools import Pools
from corpus.works import FAMILY_FIRST, Person, Work, make_work

CODES = ("a", "e", "r", "o", "rec", "iv", "t", "q", "j", "s", "c", "u", "k", "h", "md")
OPEN, CLOSE, FAMILY, GIVEN = 0xE100, 0xE200, 0xE300, 0xE400  # GIVEN ends a given name
LOCALES = {"en": "en-US", "in": "en-GB", "af": "en-GB", "la": "la"}
TYPES = {
    "book": ("b", "book"), "edited": ("b", "book"), "article": ("a", "article-journal"), "chapter": ("c", "chapter"),
    "news": ("n", "article-newspaper"), "magazine": ("n", "article-magazine"), "thesis": ("t", "thesis"), "archive": ("l", "manuscript"),
    "letter": ("l", "personal_communication"), "web": ("w", "webpage"), "post": ("w", "post-weblog"), "government": ("g", "report"),
    "film": ("m", "motion_picture"), "art": ("m", "graphic"), "paper": ("p", "paper-conference"), "reference": ("y", "entry-encyclopedia"),
}  # fmt: skip
MIX = {
    "book": 30, "edited": 7, "article": 22, "chapter": 14, "news": 7, "magazine": 4, "thesis": 5, "archive": 3, "letter": 4,
    "web": 5, "post": 2, "government": 3, "film": 2, "art": 1, "paper": 2, "reference": 2,
}  # fmt: skip


def opened(code: str, text: str) -> str:
    """Put the marks of a field code around a value."""
    number = CODES.index(code)
    return f"{chr(OPEN + number)}{text}{chr(CLOSE + number)}"


def _names(persons: tuple[Person, ...], code: str) -> list[dict[str, str]]:
    number = CODES.index(code)
    opening, closing, family, given = (chr(first + number) for first in (OPEN, CLOSE, FAMILY, GIVEN))
    if persons and persons[0].body:
        return [{"literal": f"{opening}{person.family}{closing}"} for person in persons]
    return [
        {"given": f"{opening}{person.given}{given}", "family": f"{family}{person.family}{closing}"}
        for person in persons
    ]


def record(rng: Random, pools: Pools, number: int) -> tuple[str, Work, dict[str, Any]]:
    """Make a record of a random kind: its type letter, the work it was made of, and CSL JSON with marks."""
    kinds = list(MIX)
    kind = rng.choices(kinds, weights=list(MIX.values()))[0]
    work = make_work(rng, pools, kind)
    while work.language in FAMILY_FIRST or any(person.suffix for person in (*work.authors, *work.editors)):
        work = make_work(rng, pools, kind)
    letter, csl_type = TYPES[kind]
    item: dict[str, Any] = {
        "id": f"r{number}", "type": csl_type, "language": LOCALES.get(work.language, work.language),
        "author": _names(work.authors, "a"), "issued": {"date-parts": [[work.year]]},
    }  # fmt: skip
    item.update(_VALUES[kind](rng, pools, work))
    return letter, work, {key: value for key, value in item.items() if value not in ("", [], None)}


def _titled(code: str, title: str) -> dict[str, str]:
    clean = title.rstrip("?").replace("‘", "").replace("’:", ":")
    return {"title": opened(code, clean), "title-short": opened(code, short_title(Random(len(clean)), clean))}


def _imprint(work: Work) -> dict[str, Any]:
    return {"publisher": opened("u", work.press), "publisher-place": opened("c", work.place)}


def _day(work: Work) -> dict[str, Any]:
    return {"issued": {"date-parts": [[work.year, work.month, work.day]]}}


def _book(rng: Random, pools: Pools, work: Work) -> dict[str, Any]:
    values = {**_titled("t", work.title), **_imprint(work), "translator": _names(work.translators, "r")}
    chance = rng.random()
    if chance < 0.08:
        values["edition"] = str(rng.randint(2, 6))
    elif chance < 0.16:
        values |= {"collection-title": opened("s", make_series(rng, pools))}
    elif chance < 0.24:
        values |= {"number-of-volumes": str(rng.randint(2, 9))}
    return values


def _edited(rng: Random, pools: Pools, work: Work) -> dict[str, Any]:
    return {**_book(rng, pools, work), "author": [], "translator": [], "editor": _names(work.editors, "e")}


def _article(rng: Random, pools: Pools, work: Work) -> dict[str, Any]:
    values: dict[str, Any] = {
        **_titled("q", work.part), "container-title": opened("j", work.journal), "volume": str(work.volume), "issue": str(work.issue),
        "page": f"{work.first_page}-{work.last_page}",
    }  # fmt: skip
    if rng.random() < 0.25:
        values["issued"] = {"date-parts": [[work.year, work.month]]}
    if work.year > 1998 and rng.random() < 0.4:
        values["DOI"] = f"10.{rng.randint(1000, 9999)}/jx.{work.volume}{work.first_page}"
    return values


def _chapter(rng: Random, pools: Pools, work: Work) -> dict[str, Any]:
    return {
        **_titled("q", work.part), **_imprint(work), "container-title": opened("t", work.title),
        "editor": _names(work.editors, "e") if rng.random() < 0.9 else [], "page": f"{work.first_page}-{work.last_page}",
    }  # fmt: skip


def _news(rng: Random, pools: Pools, work: Work) -> dict[str, Any]:
    return {
        **_titled("q", make_headline(rng, pools)), **_day(work), "container-title": opened("j", make_newspaper(rng, pools)),
        "author": _names(work.authors[:1], "a") if rng.random() < 0.6 else [],
    }  # fmt: skip


def _magazine(rng: Random, pools: Pools, work: Work) -> dict[str, Any]:
    return {**_titled("q", work.part), **_day(work), "container-title": opened("j", make_magazine(rng, pools))}


def _thesis(rng: Random, pools: Pools, work: Work) -> dict[str, Any]:
    return {
        **_titled("q", work.title), "genre": opened("k", rng.choice(("PhD diss.", "master’s thesis", "PhD thesis"))),
        "publisher": opened("u", make_university(rng, pools)), "author": _names(work.authors[:1], "a"),
    }  # fmt: skip


def _archive(rng: Random, pools: Pools, work: Work) -> dict[str, Any]:
    place = make_shelf_mark(rng, pools)
    location, archive = place.rsplit(", ", 1) if ", " in place else (place, "City Archives")
    return {
        **_titled("q", f"{pools.pick(rng, 'archive.item')} of {pools.pick(rng, 'place')}"),
        **_day(work),
        "archive_location": opened("h", location),
        "archive": opened("h", archive),
    }


def _letter(rng: Random, pools: Pools, work: Work) -> dict[str, Any]:
    values = {key: value for key, value in _archive(rng, pools, work).items() if not key.startswith("title")}
    return {
        **values,
        "author": _names(work.authors[:1], "a"),
        "recipient": _names((work.recipient,) if work.recipient else (), "rec"),
    }


def _web(rng: Random, pools: Pools, work: Work) -> dict[str, Any]:
    title = pools.pick(rng, "web") if rng.random() < 0.5 else make_headline(rng, pools)
    site = make_site(rng, pools)
    host = "".join(char for char in site.lower() if char.isalpha() and char.isascii())[:12]
    path = "-".join(word for word in title.lower().replace(",", "").split()[:3] if word.isalpha() and word.isascii())
    return {
        **_titled("q", title),
        **_day(work),
        "container-title": opened("j", site),
        "URL": f"https://www.{host}.example.org/{path}/{work.volume}",
    }


def _government(rng: Random, pools: Pools, work: Work) -> dict[str, Any]:
    return {
        **_titled("t", f"Report on {pools.pick(rng, 'en.topic')}"),
        **_imprint(work),
        "author": [{"literal": opened("a", make_body(rng, pools))}],
    }


def _film(rng: Random, pools: Pools, work: Work) -> dict[str, Any]:
    return {
        **_titled("t", work.title.split(":")[0]),
        "author": [],
        "director": _names(work.authors[:1], "o"),
        "publisher": opened("u", pools.pick(rng, "studio")),
    }


def _art(rng: Random, pools: Pools, work: Work) -> dict[str, Any]:
    return {
        **_titled("t", work.title.split(":")[0]), "medium": opened("md", rng.choice(("oil on canvas", "bronze", "fresco"))),
        "archive": opened("h", rng.choice(("Kunsthalle, Hamburg", "National Gallery, London", "Brooklyn Museum"))), "author": _names(work.authors[:1], "a"),
    }  # fmt: skip


def _paper(rng: Random, pools: Pools, work: Work) -> dict[str, Any]:
    return {
        **_titled("q", work.part),
        **_day(work),
        "event-title": opened("u", pools.pick(rng, "society")),
        "event-place": opened("c", make_town(rng, pools)),
    }


def _reference(rng: Random, pools: Pools, work: Work) -> dict[str, Any]:
    return {
        **_titled("q", pools.pick(rng, "en.topic")),
        "container-title": opened("t", pools.pick(rng, "reference")),
        **_imprint(work),
    }


_VALUES = {
    "book": _book, "edited": _edited, "article": _article, "chapter": _chapter, "news": _news, "magazine": _magazine, "thesis": _thesis,
    "archive": _archive, "letter": _letter, "web": _web, "post": _web, "government": _government, "film": _film, "art": _art,
    "paper": _paper, "reference": _reference,
}  # fmt: skip
