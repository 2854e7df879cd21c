"""Makes what surrounds works: presses, series, shelf marks, headlines, sites, bodies, cases, from pools and patterns."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random

from corpus.pools import HELD_EVERY, Pools

LEXICONS = Path(__file__).resolve().parents[2] / "grammar" / "lexicons"


@cache
def lexicon(name: str, split: str) -> tuple[str, ...]:
    """Give the names of a lexicon that belong to a split: ``lexicon("newspapers", "train")``."""
    entries = (LEXICONS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    held = split == "held"
    return tuple(entry for number, entry in enumerate(entries) if (number % HELD_EVERY == 0) is held)


def make_press(rng: Random, pools: Pools, language: str) -> tuple[str, str]:
    """Make place and press: a known one, or one after the usual patterns."""
    if language not in ("en", "in", "af") or rng.random() < 0.55:
        place, press = pools.pick(rng, f"press.{language}").split(": ")
        return place, press
    return pools.pick(rng, "town"), _pattern_press(rng, pools)


def _pattern_press(rng: Random, pools: Pools) -> str:
    first, second = rng.sample(pools.entries("en.family"), 2)
    state, given = pools.pick(rng, "state"), pools.pick(rng, "en.given")
    return rng.choice((
        f"{first} & {second}", f"{first} and {second}", first, f"{first} Press", f"{first} Books", f"{first}, {second}",
        f"University of {state} Press", f"University Press of {state}", f"{state} State University Press", f"{given} {first}",
        f"{given[0]}. {second[0]}. {first}", f"{first} & Co.", f"{first} & Sons", f"{first} Publishing Company", f"{state} Historical Society",
        f"{first} University Press", f"{first}-{second}", f"Printed for {given[0]}. {first}", f"{pools.pick(rng, 'en.noun')} House", f"{pools.pick(rng, 'town').split(',')[0]} Museum",
    ))  # fmt: skip


def make_series(rng: Random, pools: Pools) -> str:
    """Make the name of a series."""
    if rng.random() < 0.4:
        return pools.pick(rng, "series")
    topic, family = pools.pick(rng, "en.topic"), pools.pick(rng, "en.family")
    return rng.choice((
        f"Studies in {topic}", f"{family} Lectures in {topic}", f"{pools.pick(rng, 'en.adj')} Studies", f"Cambridge Studies in {topic}",
        f"{family} Library of {topic}", f"Routledge Studies in {topic}", f"Publications of the {family} Society", "Occasional Papers",
        f"Themes in {topic}", f"Monographs in {topic}", f"University of {pools.pick(rng, 'state')} Publications in History", f"{family} Classics",
    ))  # fmt: skip


def make_shelf_mark(rng: Random, pools: Pools) -> str:
    """Make the place of a document: box, folder, papers and library in any order, or a signature."""
    if rng.random() < 0.12:
        return pools.pick(rng, "archive")
    if rng.random() < 0.45:
        values = {
            "n": rng.randint(101, 9800),
            "n2": rng.randint(120, 990),
            "k": rng.randint(2, 60),
            "k2": rng.randint(61, 99),
        }
        return re.sub(
            r"\{(\w+)\}", lambda found: str(values[found[1]] + rng.randint(0, 3)), pools.pick(rng, "signature")
        )
    return _papers(rng, pools)


def _papers(rng: Random, pools: Pools) -> str:
    family, given = pools.pick(rng, "en.family"), pools.pick(rng, "en.given")
    papers = rng.choice((
        f"{family} Papers", f"{given} {family} Papers", f"Papers of {given} {family}", f"{family} Family Papers", f"{family} MSS", f"{given} {family} Collection",
        f"Records of the {pools.pick(rng, 'corporate')}", f"{pools.pick(rng, 'en.topic')} Collection", f"{family} Correspondence", f"MS {rng.randint(12, 990)}",
    ))  # fmt: skip
    box, folder = rng.randint(1, 160), rng.randint(1, 40)
    small = rng.choice((
        f"box {box}, folder {folder}", f"folder {folder}, box {box}", f"box {box}", f"reel {folder}", f"vol. {folder}", f"ser. {folder % 6 + 1}, box {box}",
        f"Box {box}, Folder {folder}", f"carton {folder}, file {box}", f"{box}:{folder}", f"file {folder}", f"box {box}, “{pools.pick(rng, 'en.topic')}” folder",
    ))  # fmt: skip
    home = pools.pick(rng, "library")
    end = rng.choice(("", "", f", {pools.pick(rng, 'university')}", f", {pools.pick(rng, 'town')}"))
    return rng.choice(
        (
            f"{small}, {papers}, {home}{end}",
            f"{papers}, {small}, {home}{end}",
            f"{papers}, {home}{end}, {small}",
            f"{papers}, {home}{end}",
            f"{papers}, {small}",
            f"{home}{end}, {papers}, {small}",
        )
    )


def make_newspaper(rng: Random, pools: Pools) -> str:
    """Make the name of a newspaper, now and then with its article, or of a small town."""
    chance = rng.random()
    if chance < 0.7:
        return rng.choice(lexicon("newspapers", pools.split))
    if chance < 0.85:
        return pools.pick(rng, "newspaper")
    town = pools.pick(rng, "town").split(",")[0]
    return rng.choice(
        (f"{town} Gazette", f"{town} Daily News", f"The {town} Times", f"{town} Evening Post", f"{town} Weekly Courier")
    )


def make_town(rng: Random, pools: Pools) -> str:
    """Give a town, of any country."""
    return pools.pick(rng, rng.choice(("town", "newspaper.town")))


def make_magazine(rng: Random, pools: Pools) -> str:
    """Give the name of a magazine."""
    return rng.choice(lexicon("magazines", pools.split))


def make_journal(rng: Random, pools: Pools, language: str) -> str:
    """Give the name of a journal; an English one mostly out of the lexicon."""
    if language == "en" and rng.random() < 0.65:
        return rng.choice(lexicon("journals", pools.split))
    return pools.pick(rng, f"journal.{language}")


def make_headline(rng: Random, pools: Pools) -> str:
    """Make a headline."""
    chance = rng.random()
    if chance < 0.2:
        return pools.pick(rng, "quoted")
    plural, thing = pools.pick(rng, "en.plural"), pools.pick(rng, "headline.thing")
    if chance < 0.7:
        return f"{plural} {pools.pick(rng, 'headline.verb')} {thing}"
    if chance < 0.85:
        return f"{pools.pick(rng, 'headline.head')} {thing} {rng.choice(('Matters', 'Changed Us', 'Failed', 'and Its Friends'))}"
    return f"{thing} Opens in {pools.pick(rng, 'town').split(',')[0]}; {plural} Stay Away"


def make_site(rng: Random, pools: Pools) -> str:
    """Make the name of a web site."""
    if rng.random() < 0.4:
        return pools.pick(rng, "website")
    place, noun = pools.pick(rng, "town").split(",")[0], pools.pick(rng, "en.noun")
    return rng.choice((
        f"{pools.pick(rng, 'site.head')} {place}", f"{place} {pools.pick(rng, 'site.tail')}", f"{noun} {pools.pick(rng, 'site.tail')}", f"{noun}.com",
        f"{pools.pick(rng, 'en.family')} {pools.pick(rng, 'site.tail')}", f"{pools.pick(rng, 'site.head')} {pools.pick(rng, 'en.plural')}", f"{noun} and {pools.pick(rng, 'en.noun')}",
    ))  # fmt: skip


def make_body(rng: Random, pools: Pools) -> str:
    """Make the name of a body that writes."""
    if rng.random() < 0.4:
        return pools.pick(rng, "corporate")
    name = f"{pools.pick(rng, 'body.head')} {pools.pick(rng, 'en.topic')}"
    return rng.choice(
        (
            name,
            f"U.S. {name}",
            f"City of {pools.pick(rng, 'town').split(',')[0]}",
            f"{pools.pick(rng, 'state')} {name}",
            f"{pools.pick(rng, 'en.plural')}' Union of {pools.pick(rng, 'state')}",
        )
    )


def make_university(rng: Random, pools: Pools) -> str:
    """Make the name of a university."""
    if rng.random() < 0.5:
        return pools.pick(rng, "university")
    town, state = pools.pick(rng, "town").split(",")[0], pools.pick(rng, "state")
    return rng.choice(
        (
            f"University of {town}",
            f"University of {state}",
            f"{state} State University",
            f"{pools.pick(rng, 'en.family')} University",
            f"University of {state}, {town}",
        )
    )


def make_case(rng: Random, pools: Pools) -> tuple[str, int, str, int, int]:
    """Make a case: its name, volume, reporter, page and year."""
    first, second = rng.sample(pools.entries("en.family"), 2)
    name = rng.choice(
        (
            f"{first} v. {second}",
            f"{first} v. {second}",
            f"State v. {first}",
            f"United States v. {first}",
            f"In re {first}",
            f"Ex parte {second}",
            f"{first} v. {pools.pick(rng, 'town').split(',')[0]}",
            f"{first} & Co. v. {second}",
        )
    )
    return name, rng.randint(12, 560), pools.pick(rng, "reporter"), rng.randint(9, 990), rng.randint(1840, 2015)
