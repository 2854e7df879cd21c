"""Writes marked citations of web pages and posts."""

from __future__ import annotations

from random import Random

from corpus.cite import mark, people
from corpus.house_style import HouseStyle
from corpus.makers import make_body, make_headline, make_site, make_university
from corpus.pools import Pools
from corpus.works import Work


def make_address(rng: Random, *words: str) -> str:
    """Make the address of a page."""
    site = "".join(char for char in words[0].lower() if char.isalpha() and char.isascii())[:14] or "archive"
    path = "-".join("".join(c for c in word.lower() if c.isalnum()) for word in words[-1].split()[:4])
    return f"{rng.choice(('https://www.', 'https://', 'http://', 'http://www.'))}{site}.example.{rng.choice(('org', 'com', 'net', 'edu', 'de', 'ac.uk'))}/{rng.choice((path, path + '/', f'{path}?id={rng.randint(2, 99999)}', f'{rng.randint(1999, 2023)}/{rng.randint(10, 12)}/{path}.html'))}"


def _accessed(rng: Random, style: HouseStyle, work: Work) -> str:
    return f"{rng.choice(('accessed ', 'accessed ', 'last accessed '))}{mark('d', style.date(work))}"


def make_web_title(rng: Random, pools: Pools, work: Work) -> str:
    """Give the title of a page: a page's own, a headline, or one like an article's."""
    chance = rng.random()
    if chance < 0.35:
        return pools.pick(rng, "web")
    return make_headline(rng, pools) if chance < 0.6 or work.language != "en" else work.part


def web(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a web page, with its site, owner, date and address as far as the house gives them."""
    title, site = make_web_title(rng, pools, work), make_site(rng, pools)
    author = people(style, work.authors[:2]) + ", " if rng.random() < 0.45 else ""
    if not author and rng.random() < 0.3:
        author = mark("a", make_body(rng, pools)) + ", "
    blog = rng.choice((f" ({mark('k', 'blog')})", "")) if rng.random() < 0.2 else ""
    when = rng.choice(
        (
            f"{mark('d', style.date(work))}, ",
            f"{_accessed(rng, style, work)}, ",
            f"last modified {mark('d', style.date(work))}, ",
            "",
        )
    )
    owner = f"{mark('u', make_university(rng, pools))}, " if rng.random() < 0.12 else ""
    link = mark("w", make_address(rng, site, title))
    tail = (
        rng.choice(("", "", f" ({_accessed(rng, style, work)})", f", {_accessed(rng, style, work)}"))
        if "ccessed" not in when
        else ""
    )
    return f"{author}{style.quote(mark('q', title))} {mark('j', site)}{blog}, {owner}{when}{link}{tail}"


def post(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a post on a social platform."""
    name = work.authors[0].full if work.authors else "Old Maps Daily"
    handle = "".join(char for char in name.lower() if char.isalpha())[:12]
    author = mark("a", name) + rng.choice((f" (@{handle})", f" (@{handle})", ""))
    hour = rng.choice(("", f", {rng.randint(1, 12)}:{rng.randint(10, 59)} {rng.choice(('a.m.', 'p.m.'))}"))
    medium = rng.choice(("", "", f", {mark('md', 'video')}", f" {mark('md', 'photo')}"))
    return f"{author}, {style.quote(mark('q', make_web_title(rng, pools, work)))} {mark('j', pools.pick(rng, 'social'))}{medium}, {mark('d', style.date(work) + hour)}, {mark('w', make_address(rng, 'social', handle + ' status ' + str(work.first_page)))}"
