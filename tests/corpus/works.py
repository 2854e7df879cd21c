"""Makes works out of the pools: real-looking books, articles, letters, films, of many languages."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from corpus.makers import make_body, make_journal, make_press
from corpus.pools import Pools

LANGUAGES = {
    "en": 56, "fr": 8, "de": 8, "es": 6, "it": 4, "pt": 2, "nl": 2, "sv": 2, "pl": 3, "ru": 3, "hu": 1, "ja": 2,
    "zh": 2, "ar": 3, "in": 3, "af": 2, "la": 1,
}  # fmt: skip
KINDS = {
    "book": 34, "edited": 6, "article": 20, "chapter": 11, "news": 8, "magazine": 4, "thesis": 4, "archive": 9,
    "letter": 6, "web": 5, "post": 2, "review": 3, "government": 3, "law": 2, "film": 2, "recording": 1, "art": 2,
    "reference": 2, "classic": 2, "bible": 1, "interview": 3, "paper": 3, "printed_letter": 1,
}  # fmt: skip
YEARS = {
    "news": (1830, 2015), "archive": (1640, 1975), "letter": (1680, 1965), "web": (1999, 2024), "post": (2009, 2024),
    "interview": (1958, 2023), "printed_letter": (1620, 1950), "recording": (1928, 2012), "film": (1931, 2021),
}  # fmt: skip
FAMILY_FIRST = ("ja", "zh", "hu")
MONTHS = tuple("January February March April May June July August September October November December".split())
SEASONS = ("Spring", "Summer", "Fall", "Winter", "Autumn")


@dataclass(frozen=True, slots=True)
class Person:
    """A person: "Mary B.", "Ashworth"; a body has a family name alone."""

    given: str
    family: str
    family_first: bool = False
    body: bool = False
    suffix: str = ""

    @property
    def full(self) -> str:
        """Give the name as a full note prints it."""
        order = (self.family, self.given) if self.family_first else (self.given, self.family)
        return " ".join(part for part in order if part) + self.suffix


@dataclass(frozen=True, slots=True)
class Work:
    """A work: its kind, language and values; what a kind does not have is empty."""

    kind: str
    language: str = "en"
    authors: tuple[Person, ...] = ()
    editors: tuple[Person, ...] = ()
    translators: tuple[Person, ...] = ()
    recipient: Person | None = None
    title: str = ""
    part: str = ""  # what stands in quotation marks
    year: int = 0
    month: int = 0
    day: int = 0
    place: str = ""
    press: str = ""
    journal: str = ""
    volume: int = 0
    issue: int = 0
    first_page: int = 0
    last_page: int = 0
    volumes: int = 0


def weighted(rng: Random, weights: dict[str, int]) -> str:
    """Give one key, each as often as its weight says."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def make_person(rng: Random, pools: Pools, language: str) -> Person:
    """Make a person of a language; one in four English given names are initials."""
    source = "en" if language == "la" else language
    given, family = pools.pick(rng, f"{source}.given"), pools.pick(rng, f"{source}.family")
    first = source in FAMILY_FIRST and rng.random() < 0.6
    if source in ("en", "nl", "in", "af") and not first:
        given = _with_initials(rng, given)
    suffix = rng.choice((" Jr.", ", Jr.", " III", " Jr.")) if source == "en" and rng.random() < 0.02 else ""
    return Person(given, family, first, suffix=suffix)


def _with_initials(rng: Random, given: str) -> str:
    chance = rng.random()
    letter, other = rng.choice("ABCDEFGHJLMPRSTW"), rng.choice("ABCDEFGHJLMPRSTW")
    if chance < 0.13:
        return f"{given[0]}. {letter}."
    if chance < 0.16:
        return f"{given[0]}.{letter}."
    if chance < 0.2:
        return f"{given[0]}."
    if chance < 0.22:
        return f"{given[0]}. {letter}. {other}."
    return f"{given} {letter}." if chance < 0.42 else given


def make_title(rng: Random, pools: Pools, language: str) -> str:
    """Make the title of a book in a language, with or without a subtitle."""
    if language in ("en", "in", "af"):
        return _english_title(rng, pools)
    main = pools.pick(rng, f"{language}.main")
    if language == "la" or rng.random() < 0.3:
        return main
    joint = rng.choice((": ", ": ", ". ", ", ")) if language != "en" else ": "
    sub = pools.pick(rng, f"{language}.sub")
    if joint == ", " and not sub[0].isdigit():
        joint = ": "
    return main + joint + (sub[0].upper() + sub[1:] if joint == ". " else sub)


def _years(rng: Random) -> str:
    start = rng.randint(1450, 1960)
    return f"{start}–{start + rng.randint(3, 90)}"


def _english_title(rng: Random, pools: Pools) -> str:
    def pick(name: str) -> str:
        return pools.pick(rng, name)

    if rng.random() < 0.3:
        return pick("en.real")
    noun, other, third = rng.sample(pools.entries("en.noun"), 3)
    main = rng.choice((
        f"{noun} and {other}", f"{noun}, {other}, and {third}", f"The {pick('en.adj')} {pick('en.plural')}",
        f"{pick('en.gerund')} the {pick('en.plural')}", f"The {pick('en.abstract')} of {noun}",
        f"A History of {pick('en.topic')}", f"{pick('en.topic')} and {pick('en.topic')}",
        f"{pick('en.plural')} of {pick('place')}", f"The {pick('en.abstract')} of {pick('en.topic')}",
        f"{pick('en.gerund')} {pick('place')}", f"{noun} without {other}", f"When {noun} Was King",
        f"{pick('en.adj')} {pick('place').removeprefix('the ')}", f"A {rng.choice(('Nation', 'City', 'World', 'House'))} of {pick('en.plural')}",
        f"{noun}", f"{noun} at the Gates", f"Against {noun}", f"Between {noun} and {other}", f"After the {pick('en.plural')}",
        f"The {pick('en.adj')} {noun} of {pick('place')}", f"On the Edge of {noun}", f"{pick('en.plural')}, {pick('en.plural')}, and the Law",
        f"{noun} to the People", f"The {noun} Question", f"How the {pick('en.plural')} Came to {pick('place')}", f"Women and {noun}",
        f"{pick('place')} and the {pick('en.abstract')} of {pick('en.topic')}", f"{pick('en.topic')} in {pick('place')}", f"The {pick('en.plural')}' {noun}",
        f"From {noun} to {other}", f"In the Name of {noun}",
    ))  # fmt: skip
    return main + _english_subtitle(rng, pools, main)


def _english_subtitle(rng: Random, pools: Pools, main: str) -> str:
    if rng.random() < 0.3:
        return ""
    if " in " in main and rng.random() < 0.6:
        return f", {_years(rng)}"
    place, topic = pools.pick(rng, "place"), pools.pick(rng, "en.topic")
    adjective, plural = pools.pick(rng, "en.adj"), pools.pick(rng, "en.plural")
    return ": " + rng.choice((
        f"{topic} in {place}, {_years(rng)}", f"{topic} in {adjective} {place.removeprefix('the ')}", f"A Study of {topic}",
        f"{plural} and {pools.pick(rng, 'en.plural')} in {place}", f"{topic}, {pools.pick(rng, 'en.topic')}, and the State",
        f"{place}, {_years(rng)}", f"Essays on {topic}", f"The {pools.pick(rng, 'en.abstract')} of {topic} in {place}",
        f"An Introduction to {topic}", f"{plural}, {topic}, and {pools.pick(rng, 'en.noun')}",
    ))  # fmt: skip


def make_part_title(rng: Random, pools: Pools, language: str) -> str:
    """Make the title of an article or chapter: a head phrase, a question, or the title of a book."""
    if language not in ("en", "in", "af"):
        return make_title(rng, pools, language)
    chance = rng.random()
    if chance > 0.75:
        return pools.pick(rng, "en.realpart")
    if chance < 0.25:
        return f"{pools.pick(rng, 'head')} {pools.pick(rng, 'en.topic')} in {pools.pick(rng, 'place')}"
    if chance < 0.32:
        return f"Was There a {pools.pick(rng, 'en.adj')} {pools.pick(rng, 'en.noun')}?"
    if chance < 0.38:
        return f"‘{pools.pick(rng, 'en.noun')} and {pools.pick(rng, 'en.noun')}’: {pools.pick(rng, 'en.topic')} in {pools.pick(rng, 'place')}"
    return _english_title(rng, pools)


def make_people(rng: Random, pools: Pools, language: str) -> tuple[Person, ...]:
    """Make one to ten authors, mostly one."""
    count = rng.choices((1, 2, 3, 4, 6, 10), weights=(72, 17, 6, 3, 1, 1))[0]
    return tuple(make_person(rng, pools, language) for _ in range(count))


def make_work(rng: Random, pools: Pools, kind: str = "") -> Work:
    """Make a work of a kind, or of any kind."""
    kind = kind or weighted(rng, KINDS)
    language = weighted(rng, LANGUAGES)
    if kind in ("law", "bible", "classic", "recording", "post", "government"):
        language = "en"
    place, press = make_press(rng, pools, language)
    first = rng.randint(1, 620)
    origin = weighted(rng, LANGUAGES) if language == "en" and rng.random() < 0.3 else language
    authors = make_people(rng, pools, origin)
    if kind == "book" and rng.random() < 0.06:
        authors = () if rng.random() < 0.4 else (Person("", make_body(rng, pools), body=True),)
    return Work(
        kind=kind, language=language, authors=authors, title=make_title(rng, pools, language),
        part=make_part_title(rng, pools, language), year=rng.randint(*YEARS[kind]) if kind in YEARS else int(rng.triangular(1890, 2024, 1990)), month=rng.randint(1, 12),
        day=rng.randint(1, 28), place=place, press=press, journal=make_journal(rng, pools, language),
        volume=rng.randint(1, 130), issue=rng.randint(1, 6), first_page=first, last_page=first + rng.randint(2, 45),
        volumes=rng.choice((0, 0, 0, 0, 0, 0, 2, 3, 5)) if kind == "book" else 0,
        editors=tuple(make_person(rng, pools, language) for _ in range(rng.choice((1, 1, 2, 2, 3)))),
        translators=_translators(rng, pools, language), recipient=make_person(rng, pools, language),
    )  # fmt: skip


def _translators(rng: Random, pools: Pools, language: str) -> tuple[Person, ...]:
    if rng.random() < 0.1 and language in ("en", "fr", "de", "es", "it"):
        return tuple(make_person(rng, pools, "en") for _ in range(rng.choice((1, 1, 2))))
    return ()
