"""Writes marked citations of a work, full and short, in a house's style."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from corpus.house_style import HouseStyle
from corpus.pools import Pools
from corpus.works import MONTHS, SEASONS, Person, Work

ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
AND = {"french": "et", "german": "und", "spanish": "y"}
IN = {"french": "dans ", "german": "in: ", "spanish": "en "}
ARTICLES = ("The ", "A ", "An ")


def mark(code: str, text: str) -> str:
    """Mark a field: ``mark("a", "Bloch")`` gives "‹a Bloch›"."""
    return f"‹{code} {text}›"


def citation(kind: str, inside: str) -> str:
    """Mark a citation; a comma or stop at its end is left out of it."""
    return f"⟦{kind} {inside}⟧"


def roman(number: int) -> str:
    """Write a number in capital roman numerals: 14 is "XIV"."""
    out = ""
    for value, letters in ROMAN:
        while number >= value:
            out, number = out + letters, number - value
    return out


def people(style: HouseStyle, persons: tuple[Person, ...], code: str = "a", short: bool = False) -> str:
    """Write names as a list: "A", "A and B", "A, B, and C", "A et al."."""
    names = [mark(code, person.family if short else person.full) for person in persons]
    word = "&" if style.ampersand else AND.get(style.manner, "and")
    if len(names) > style.et_al_from or (short and len(names) > 3):
        return f"{names[0]} et al."
    if len(names) < 3:
        return f" {word} ".join(names)
    serial = "," if style.manner.startswith("chicago") or style.manner == "old" else ""
    return f"{', '.join(names[:-1])}{serial} {word} {names[-1]}"


def page_range(style: HouseStyle, first: int, last: int) -> str:
    """Write a span of pages, the last number cut as Chicago cuts it or whole."""
    if style.manner == "british" and first > 100 and first // 10 == last // 10:
        end = str(last)[-1]
    elif style.manner != "german" and first > 110 and first // 100 == last // 100 and first % 100 > 9:
        end = str(last)[-2:]
    else:
        end = str(last)
    return f"{first}{style.dash}{end}"


def pages(style: HouseStyle, text: str, several: bool) -> str:
    """Give pages the house's "p." or "pp."."""
    if style.page.startswith("p"):
        word = "pp" + style.page[1:] if several and style.manner != "french" else style.page
        return mark("p", word + text)
    return mark("p", style.page + text)


def locator(rng: Random, style: HouseStyle, work: Work) -> str:
    """Write a place in a work: pages mostly, chapters, plates, notes, folios now and then."""
    first = work.first_page + rng.randint(0, 8) if work.kind in ("article", "chapter") else rng.randint(2, 580)
    chance = rng.random()
    volume = f"{rng.randint(1, work.volumes)}:" if work.volumes else ""
    if work.volumes and style.manner in ("old", "british", "french") and rng.random() < 0.7:
        number = rng.randint(1, work.volumes)
        word = rng.choice(
            (
                f"vol. {number}",
                f"Vol. {roman(number)}",
                f"vol. {roman(number).lower()}",
                f"{roman(number)}",
                f"t. {number}",
            )
        )
        return f"{mark('vol', word)}, {pages(style, str(first), False)}"
    if chance < 0.45:
        return pages(style, f"{volume}{first}", False)
    if chance < 0.75:
        return pages(style, volume + page_range(style, first, first + rng.randint(1, 30)), True)
    if chance < 0.84:
        return pages(style, f"{volume}{first}, {page_range(style, first + 20, first + 27)}", True)
    if chance < 0.88:
        return pages(style, f"{first}{style.note_page}{rng.randint(1, 60)}", False)
    odd = (
        f"chap. {rng.randint(1, 12)}", f"{first}ff.", "passim", f"esp. {first}", f"{rng.choice(('xii', 'xvi', 'viii', 'xxiv'))}", f"{first}, fig. {rng.randint(1, 9)}",
        f"pl. {rng.randint(1, 40)}", f"pt. {rng.randint(1, 4)}", f"chaps. {rng.randint(1, 3)} and {rng.randint(4, 9)}", f"{first}n", f"{first} and {first + 12}",
        f"bk. {rng.randint(1, 3)}, chap. {rng.randint(1, 20)}", f"table {rng.randint(1, 9)}", f"{first}, passim", f"introduction, {first % 30 + 1}",
    )  # fmt: skip
    return (
        mark("p", rng.choice(odd))
        if style.manner not in ("french", "german", "spanish")
        else pages(style, str(first), False)
    )


def _press(style: HouseStyle, work: Work, year: str) -> str:
    place, press, when = mark("c", work.place), mark("u", work.press), mark("y", year)
    return {
        "full": f" ({place}: {press}, {when})", "no_place": f" ({press}, {when})", "place_year": f" ({place}, {when})",
        "bare": f", {place}, {press}, {when}", "bare_place": f", {place}, {when}", "bare_colon": f", {place}: {press}, {when}",
        "bare_plain": f", {place} {when}",
    }[style.imprint]  # fmt: skip


def imprint(rng: Random, style: HouseStyle, work: Work) -> str:
    """Write the imprint, now and then with a reprint, two places, "n.d.", brackets or years of a set."""
    chance, year = rng.random(), str(work.year)
    if work.volumes:
        year = f"{work.year}{style.dash}{str(work.year + 3)[-2:]}"
    if style.imprint == "full" and chance < 0.05:
        return f" ({mark('oy', str(work.year - 60))}; {rng.choice(('repr., ', 'reprint, ', ''))}{mark('c', work.place)}: {mark('u', work.press)}, {mark('y', year)})"
    if chance < 0.07:
        year = rng.choice(("n.d.", f"[{year}]", "forthcoming", f"c. {year}", f"ca. {year}"))
    elif chance < 0.09 and style.imprint == "full":
        return f" ({mark('c', work.place)}: {mark('u', work.press)}; {mark('c', 'London')}: {mark('u', 'Croom Helm')}, {mark('y', year)})"
    elif chance < 0.1:
        return f" ({mark('y', year)})"
    return _press(style, work, year)


def _sep(style: HouseStyle) -> str:
    return ": " if style.manner == "german" and style.imprint == "bare_plain" else ", "


def book(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a book in full."""
    text = people(style, work.authors) + (_sep(style) if work.authors else "") + mark("t", work.title)
    if work.language not in ("en", "in", "af", "fr", "de", "la") and rng.random() < 0.12:
        text += (
            f" [{rng.choice(('A history', 'Studies', 'The town', 'Essays'))} of {pools.pick(rng, 'en.topic').lower()}]"
        )
    return text + _book_tail(rng, style, pools, work)


def _book_tail(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    text, chance = "", rng.random()
    if work.translators:
        text += f", {style.translators}{people(style, work.translators, 'r')}"
    if chance < 0.06:
        text += ", " + mark(
            "x",
            rng.choice(
                (
                    "2nd ed.",
                    "2d ed.",
                    "3rd ed.",
                    "rev. ed.",
                    "4th ed.",
                    "2nd edn",
                    "new ed.",
                    "2d ed., rev.",
                    "2. Aufl.",
                )
                if style.manner != "french"
                else ("2e éd.", "nouv. éd.")
            ),
        )
    elif chance < 0.12:
        text += f", {mark('s', pools.pick(rng, 'series'))}" + rng.choice(
            (
                ", " + mark("sn", f"no. {work.issue}"),
                " " + mark("sn", str(work.volume)),
                ", " + mark("sn", str(work.volume)),
                "",
            )
        )
    elif chance < 0.15 and style.editors != "(ed.)":
        text += f", {rng.choice(('ed. ', 'with an introduction by ', 'foreword by ', 'illustrated by '))}"
        text += people(style, work.editors[:1], "e" if text.endswith("ed. ") else "o")
    if work.volumes and rng.random() < 0.35:
        number, joint = rng.randint(1, work.volumes), rng.choice((", ", ", ", ": "))
        text += f", {mark('vol', f'vol. {number}')}{joint}{mark('vt', pools.pick(rng, 'en.topic') + ' and the ' + pools.pick(rng, 'en.plural'))}"
    elif work.volumes:
        text += ", " + mark("nv", f"{work.volumes} vols.")
    text += imprint(rng, style, work)
    if rng.random() < 0.82:
        text += f", {locator(rng, style, work)}"
    if rng.random() < 0.03 and style.manner.startswith("chicago"):
        text += ", " + mark("md", rng.choice(("Kindle", "EPUB", "Google Books", "Kindle ed.", "PDF e-book")))
    return text


def edited(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a book under its editor."""
    return editors_first(style, work) + mark("t", work.title) + _book_tail(rng, style, pools, work)


def editors_first(style: HouseStyle, work: Work) -> str:
    """Write "A and B, eds., " or "A (ed.), "."""
    several = len(work.editors) > 1
    names = people(style, work.editors, "e")
    if style.manner == "german":
        return f"{names} (Hg.), "
    if style.manner == "french":
        return f"{names} (dir.), "
    if style.manner == "british" or style.editors == "(ed.)":
        return f"{names} ({'eds' if several else 'ed.'}), "
    return f"{names}, {'eds.' if several else 'ed.'}, "


def article(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write an article of a journal in full."""
    head = f"{people(style, work.authors)}{_sep(style)}{style.quote(mark('q', work.part))} "
    head = _with_gloss(head, pools, work)
    return head + ("in: " if style.manner == "german" else "") + _issue(rng, style, work)


def _with_gloss(head: str, pools: Pools, work: Work) -> str:
    """Put the English of a foreign title behind it in brackets, as CMOS 17, 14.99 has it, for one article in four."""
    rng = Random(work.part)
    if work.language in ("en", "in", "af") or rng.random() >= 0.25:
        return head
    text = f"[{rng.choice(('Who wrote the', 'On the', 'Towards a history of', 'The question of'))} {pools.pick(rng, 'en.topic').lower()}{rng.choice(('', '', '?', ' in question'))}]"
    comma = head.rstrip()[-2:-1] == "," or head.rstrip()[-1:] == ","
    bare = head.rstrip().rstrip("”\"’»“'").rstrip().rstrip(",")
    closing = head.rstrip()[len(bare) :].replace(",", "").strip()
    return f"{bare}{closing} {text}{',' if comma else ''} "


def _issue(rng: Random, style: HouseStyle, work: Work) -> str:
    journal, volume, number = mark("j", work.journal), mark("v", str(work.volume)), mark("n", str(work.issue))
    year, span = mark("y", str(work.year)), page_range(style, work.first_page, work.last_page)
    several = pages(style, span, True)
    month = mark(
        "d",
        rng.choice(
            (MONTHS[work.month - 1], MONTHS[work.month - 1], rng.choice(SEASONS), "January/February", "July–August")
        ),
    )
    place = f", at {mark('p', str(work.first_page + 1))}" if rng.random() < 0.04 else ""
    only = pages(style, str(work.first_page + 2), False) if rng.random() < 0.3 else several
    plain = mark("p", str(work.first_page + 2) if rng.random() < 0.35 else span)
    dated = f"({month} {year})" if rng.random() < 0.35 else f"({year})"
    identifier = ""
    if style.manner in ("chicago16", "chicago17", "chicago18") and work.year > 1995 and rng.random() < 0.3:
        digits = f"{rng.randint(1000, 9999)}"
        doi = rng.choice(
            (
                f"10.{digits}/S{work.volume:04}{work.issue}00{work.first_page}",
                f"10.{digits}/jsh.{work.year}.{work.first_page}",
                f"10.1086/{digits}{work.first_page}",
            )
        )
        identifier = rng.choice(
            (
                f", {mark('doi', 'https://doi.org/' + doi)}",
                f", doi:{mark('doi', doi)}",
                f", {mark('w', 'https://www.jstor.example/stable/' + digits + str(work.volume))}",
            )
        )
    shapes = {
        "no": f"{journal} {volume}, no. {number} {dated}: {plain}", "plain": f"{journal} {volume} {dated}: {plain}",
        "month": f"{journal} {volume}, no. {number} ({month} {year}): {plain}",
        "roman": f"{journal}, {mark('v', roman(work.volume))} ({year}), {only}", "comma": f"{journal}, {volume} ({year}), {only}",
        "vol": f"{journal}, vol. {volume}, no. {number} ({month} {year}), {only}",
        "slash": f"{journal}, {volume}/{number} ({year}), {only}",
        "colon": f"{journal} {volume}:{number} ({month} {year}), {only}",
        "french": f"{journal}, t. {volume}, {rng.choice(('n° ', 'no '))}{number}, {year}, {only}",
        "german": f"{journal} {volume} ({year}), {only}", "spanish": f"{journal}, vol. {volume}, núm. {number} ({year}), {only}",
    }  # fmt: skip
    chance = rng.random()
    if chance < 0.06 and style.manner.startswith("chicago"):
        return f"{journal}, no. {mark('n', str(work.volume))} {dated}: {plain}{identifier}"
    if chance < 0.09 and style.manner != "german":
        return f"{journal}, {mark('sn', rng.choice(('n.s.', '3rd ser.', '2d ser.')))}, {volume} ({year}): {plain}"
    return shapes[style.journal] + place + identifier


def chapter(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a chapter in full, in another's book, in the author's own, or in one cited before."""
    head = f"{people(style, work.authors)}{_sep(style)}{style.quote(mark('q', work.part))} "
    head = _with_gloss(head, pools, work)
    joint, chance = IN.get(style.manner, "in "), rng.random()
    span = (
        pages(style, page_range(style, work.first_page, work.last_page), True)
        if rng.random() < 0.6
        else locator(rng, style, work)
    )
    if chance < 0.1:
        return f"{head}{joint}{people(style, work.editors, 'e', short=True)}, {mark('t', short_title(rng, work.title))}, {span}"
    if chance < 0.18 and style.manner.startswith("chicago"):
        return f"{head}in {rng.choice(('his ', 'her ', ''))}{mark('t', work.title)}{imprint(rng, style, work)}, {span}"
    if style.manner in ("german", "french", "british") or (style.manner == "old" and chance < 0.4):
        return f"{head}{joint}{editors_first(style, work)}{mark('t', work.title)}{imprint(rng, style, work)}, {span}"
    word = style.editors if style.editors != "(ed.)" else "ed. "
    return f"{head}{joint}{mark('t', work.title)}, {word}{people(style, work.editors, 'e')}{imprint(rng, style, work)}, {span}"


def short_title(rng: Random, title: str) -> str:
    """Shorten a title: without subtitle and leading article, four words or five at most."""
    main = title.split(": ")[0].split(". ")[0]
    for article_word in ARTICLES:
        if main.startswith(article_word) and len(main.split()) > 2 and rng.random() < 0.85:
            main = main.removeprefix(article_word)
            break
    words = main.split()
    if len(words) > 5 and rng.random() < 0.7:
        words = words[: rng.choice((3, 4))]
        while len(words) > 1 and words[-1].lower().rstrip(",") in (
            "of",
            "in",
            "and",
            "the",
            "de",
            "la",
            "et",
            "y",
            "und",
            "e",
            "a",
            "for",
            "to",
            "du",
            "des",
            "der",
            "los",
            "del",
            "without",
            "i",
            "w",
            "og",
            "och",
            "en",
            "es",
            "un",
            "una",
            "was",
            "there",
            "when",
            "from",
            "on",
        ):
            words = words[:-1]
    return " ".join(words).rstrip(",")


Writer = Callable[[Random, HouseStyle, Pools, Work], str]
