"""Writes marked citations of newspapers, theses, archives, the web, film, law, scripture, and all short forms."""

from __future__ import annotations

from random import Random

from corpus.cite import (
    Writer,
    article,
    book,
    chapter,
    citation,
    edited,
    imprint,
    locator,
    mark,
    page_range,
    pages,
    people,
    short_title,
)  # fmt: skip
from corpus.cite_web import make_address, post, web
from corpus.house_style import HouseStyle
from corpus.makers import (
    make_body,
    make_case,
    make_headline,
    make_magazine,
    make_newspaper,
    make_shelf_mark,
    make_town,
    make_university,
)
from corpus.pools import Pools
from corpus.works import Person, Work, make_title

THESES = {
    "french": ("thèse de doctorat", "mémoire de maîtrise"), "german": ("Diss. phil.", "Diss."), "spanish": ("tesis doctoral",),
}  # fmt: skip


def news(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a newspaper, with or without a headline, an author, a town, a page."""
    headline = style.quote(mark("q", make_headline(rng, pools))) + " " if rng.random() < 0.55 else ""
    author = people(style, work.authors[:2]) + ", " if headline and rng.random() < 0.5 else ""
    if not headline and style.manner.startswith("chicago") and rng.random() < 0.1:
        author = people(style, work.authors[:1]) + f", {mark('k', 'letter to the editor')}, "
    town = f" ({mark('c', make_town(rng, pools))})" if rng.random() < 0.15 else ""
    place = ""
    if rng.random() < 0.5:
        number = rng.choice((str(rng.randint(1, 24)), f"{rng.choice('ABCD')}{rng.randint(1, 20)}"))
        place = f", {pages(style, number, False)}"
    elif rng.random() < 0.08:
        place = rng.choice((", sec. ‹n B›", ", late edition", ", Sunday Book Review"))
    link = (
        f", {mark('w', make_address(rng, make_newspaper(rng, pools), 'news ' + make_headline(rng, pools)))}"
        if headline and rng.random() < 0.12
        else ""
    )
    return (
        f"{author}{headline}{mark('j', make_newspaper(rng, pools))}{town}, {mark('d', style.date(work))}{place}{link}"
    )


def magazine(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write an article of a magazine."""
    when = style.date(work) if rng.random() < 0.6 else f"{style.months[work.month - 1]} {work.year}"
    place = f", {pages(style, page_range(style, work.first_page, work.last_page) if rng.random() < 0.4 else str(work.first_page), False)}"
    return f"{people(style, work.authors[:2])}, {style.quote(mark('q', work.part))} {mark('j', make_magazine(rng, pools))}, {mark('d', when)}{place if rng.random() < 0.75 else ''}"


def thesis(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a thesis."""
    words = THESES.get(
        style.manner,
        (
            "PhD diss.",
            "PhD diss.",
            "Ph.D. diss.",
            "master's thesis",
            "PhD dissertation",
            "unpublished PhD thesis",
            "MA thesis",
            "D.Phil. thesis",
        ),
    )
    year, school = mark("y", str(work.year)), mark("u", make_university(rng, pools))
    text = f"{people(style, work.authors[:1])}, {style.quote(mark('q', make_title(rng, pools, work.language)), '')} ({mark('k', rng.choice(words))}, {school}, {year})"
    return text + (f", {locator(rng, style, work)}" if rng.random() < 0.6 else "")


def archive(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write an item of an archive, the place first or last."""
    place, when, chance = mark("h", make_shelf_mark(rng, pools)), mark("d", style.date(work)), rng.random()
    if chance < 0.25:
        return place
    if chance < 0.4:
        return f"{place}, {people(style, work.authors[:1], short=rng.random() < 0.6)} to {mark('rec', _name(rng, work.recipient))}, {when}"
    if chance < 0.5:
        return f"{place}, {style.quote(mark('q', pools.pick(rng, 'archive.item') + ' of ' + pools.pick(rng, 'place')))} {when}"
    item = pools.pick(rng, "archive.item")
    if chance < 0.6:
        return f"{people(style, work.authors[:1])}, {style.quote(mark('q', item + ', ' + str(work.year)))} {place}"
    return f"{mark('h', item)}, {when}, {place}"


def _name(rng: Random, person: Person | None) -> str:
    if person is None:
        return "the Governor"
    return rng.choice(
        (person.full, person.full, person.family, f"Lord {person.family}", "his mother", "Secretary of State")
    )


def letter(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a letter, memo or telegram in an archive."""
    kind = rng.choice(("", "", "", "", "Memo, ", "Telegram, ", "Tel., ", "Msg, "))
    writer = people(style, work.authors[:1], short=bool(kind) or rng.random() < 0.4)
    word = f"{mark('k', kind.removesuffix(', '))}, " if kind else ""
    place = f"{mark('c', make_town(rng, pools))}, " if rng.random() < 0.06 else ""
    month = rng.choice(("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"))
    when = mark("d", f"{work.day} {month} {rng.randint(40, 46)}" if kind == "Msg, " else style.date(work))
    return f"{word}{writer} to {mark('rec', _name(rng, work.recipient))}, {place}{when}, {mark('h', make_shelf_mark(rng, pools))}"


def review(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a review, with or without a title of its own."""
    own = style.quote(mark("q", work.part)) + " " if rng.random() < 0.4 else ""
    head = f"{people(style, work.authors[:1])}, {own}{mark('k', 'review of')} {mark('t', work.title)}, by {people(style, work.editors[:2], 'o')}, "
    if rng.random() < 0.3:
        return f"{head}{mark('j', make_newspaper(rng, pools))}, {mark('d', style.date(work))}"
    return f"{head}{mark('j', work.journal)} {mark('v', str(work.volume))}, no. {mark('n', str(work.issue))} ({mark('y', str(work.year))}): {mark('p', page_range(style, work.first_page, work.first_page + 3))}"


def government(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a report of a body."""
    number = rng.choice(
        (
            "",
            "",
            f", {mark('k', f'Cmd. {rng.randint(100, 9900)}')}",
            f", {mark('k', f'H. Doc. {rng.randint(2, 700)}')}",
            f", {mark('k', f'Technical Report {rng.randint(2, 80)}')}",
        )
    )
    title = (
        rng.choice(("Annual Report on", "Report on", "Inquiry into", "Report of the Committee on"))
        + " "
        + pools.pick(rng, "en.topic")
    )
    if rng.random() < 0.2:
        number = work.volume % 60 + 50
        congress = (
            f"{number}{ {1: 'st', 2: 'd', 3: 'd'}.get(number % 10, 'th') } Cong., {rng.choice(('1st', '2d'))} sess."
        )
        return f"{mark('a', rng.choice(('U.S. Congress, House', 'U.S. Congress, Senate', 'U.S. House')))}, {mark('t', title)}, {mark('k', congress)}, {mark('y', str(work.year))}, {locator(rng, style, work)}"
    return f"{mark('a', make_body(rng, pools))}, {mark('t', title)}{number}{imprint(rng, style, work)}, {locator(rng, style, work)}"


def law(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a case."""
    name, volume, reporter, page, year = make_case(rng, pools)
    at = f", {mark('p', str(page + 4))}" if rng.random() < 0.4 else ""
    court = rng.choice(("", "", "", f"{mark('u', rng.choice(('2d Cir.', '9th Cir.', 'D. Mass.', 'Cal. Ct. App.')))} "))
    return f"{mark('t', name)}, {mark('v', str(volume))} {mark('j', reporter)} {mark('p', str(page))}{at} ({court}{mark('y', str(year))})"


def film(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a film or broadcast."""
    director = people(style, work.authors[:1], "o")
    studio, year, place = (
        mark("u", pools.pick(rng, "studio")),
        mark("y", str(work.year)),
        mark("c", make_town(rng, pools)),
    )
    medium = rng.choice(
        (f", {mark('md', 'DVD')}", f", {mark('md', 'film')}", "", f", {mark('md', str(work.volume + 40) + ' min.')}")
    )
    if rng.random() < 0.35:
        return f"{director}, dir., {mark('t', work.title.split(':')[0])} ({studio}, {year}){medium}"
    by = rng.choice(("directed by ", "dir. "))
    inside = rng.choice(
        (
            f"{studio}, {year}",
            f"{place}: {studio}, {year}",
            f"{mark('oy', str(work.year - 20))}; {place}: {studio}, {year}",
        )
    )
    return f"{mark('t', work.title.split(':')[0])}, {by}{director} ({inside}){medium}"


def recording(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a recording."""
    track = f"{style.quote(mark('q', pools.pick(rng, 'en.noun') + ' Blues'))} " if rng.random() < 0.4 else ""
    when = f"recorded {mark('d', style.date(work))}, " if rng.random() < 0.4 else ""
    return f"{people(style, work.authors[:1])}, {track}{'on ' if track and rng.random() < 0.5 else ''}{mark('t', work.title.split(':')[0])}, {when}{mark('u', pools.pick(rng, 'label'))}, {mark('y', str(work.year))}, {mark('md', rng.choice(('compact disc', 'LP', '33 1/3 rpm', '2 compact discs')))}"


def art(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a work of art or a map."""
    medium = rng.choice(
        (
            "oil on canvas",
            "gelatin silver print",
            "bronze",
            "etching, 21 x 14 cm",
            "fresco",
            "map, 1:50,000",
            "lithograph",
        )
    )
    home = rng.choice(
        (
            "Kunsthalle, Hamburg",
            "Art Institute of Chicago",
            "National Gallery, London",
            "Museo del Prado, Madrid",
            "Brooklyn Museum",
            "private collection",
        )
    )
    return f"{people(style, work.authors[:1])}, {mark('t', work.title.split(':')[0])}, {mark('y', rng.choice(('ca. ', '', '')) + str(work.year))}, {mark('md', medium)}, {mark('h', home)}"


def reference(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write an entry of a dictionary or an encyclopedia."""
    edition = f", {mark('x', rng.choice(('2nd ed.', '3rd ed.', 'new ed.', '15th ed.')))}" if rng.random() < 0.3 else ""
    year = f" ({mark('y', str(work.year))})" if rng.random() < 0.25 else ""
    entry = style.quote(
        mark("q", rng.choice((work.authors[0].family if work.authors else "Salt", pools.pick(rng, "en.topic")))), ""
    )
    by = f", by {people(style, work.authors[:1])}" if rng.random() < 0.2 else ""
    return f"{mark('t', pools.pick(rng, 'reference'))}{edition}{year}, s.v. {entry}{by}"


def classic(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a classical reference."""
    author, title, place = pools.pick(rng, "classic").split(",")
    comma = rng.choice((",", "", ""))
    by = f", {style.translators}{people(style, work.editors[:1], 'r')}" if rng.random() < 0.08 else ""
    return f"{mark('a', author)}, {mark('t', title)}{comma} {mark('p', place)}{by}"


def bible(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a place in the Bible."""
    name, place = pools.pick(rng, "bible").split(",")
    version = f" ({mark('x', rng.choice(('RSV', 'KJV', 'Vulgate', 'NRSV')))})" if rng.random() < 0.3 else ""
    return f"{mark('t', name)} {mark('p', place)}{version}"


def interview(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write an interview or a personal communication."""
    when = mark("d", style.date(work))
    town = f"{mark('c', make_town(rng, pools))}, " if rng.random() < 0.3 else ""
    person, other = people(style, work.authors[:1]), people(style, work.editors[:1], "iv")
    return rng.choice((
        f"{person}, {mark('k', 'interview by author')}, {town}{when}", f"{person}, {mark('k', 'interview with the author')}, {when}, {town.removesuffix(', ') or mark('c', 'London')}",
        f"{person}, {mark('k', 'interview')} by {other}, {when}, {mark('h', make_shelf_mark(rng, pools))}", f"{mark('k', 'Interview with')} {person}, {town}{when}",
        f"{person}, {mark('k', 'e-mail message to author')}, {when}", f"{person}, {mark('k', 'personal communication')}, {when}", f"{person}, {mark('k', 'oral history interview')} by {other}, {when}, transcript",
    ))  # fmt: skip


def paper(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a working paper or a conference paper."""
    head = f"{people(style, work.authors[:3])}, {style.quote(mark('q', work.part), '')} "
    body, town = mark("u", pools.pick(rng, "society")), mark("c", make_town(rng, pools))
    if rng.random() < 0.55:
        words = rng.choice(
            (
                "paper presented at the annual meeting of the",
                "paper presented at the",
                "paper delivered at the annual meeting of the",
                "lecture,",
            )
        )
        return f"{head}({mark('k', words.removesuffix(','))}{',' if words.endswith(',') else ''} {body}, {town}, {mark('d', style.date(work))})"
    number = mark("k", rng.choice(("working paper no. ", "discussion paper ", "Working Paper ")) + str(work.volume))
    return f"{head}({number}, {mark('u', make_university(rng, pools))}, {mark('y', str(work.year))})"


def printed_letter(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a letter in a printed collection."""
    who = work.authors[0].full if work.authors else "the Governor"
    names = f"{mark('a', who)} to {mark('rec', _name(rng, work.recipient))}, {mark('d', style.date(work))}, in "
    return f"{names}{mark('t', rng.choice(('The Letters of ', 'The Correspondence of ', 'The Papers of ')) + who)}, ed. {people(style, work.editors, 'e')}{imprint(rng, style, work)}, {locator(rng, style, work)}"


FULL: dict[str, tuple[str, Writer]] = {
    "book": ("b", book), "edited": ("b", edited), "article": ("a", article), "chapter": ("c", chapter), "news": ("n", news),
    "magazine": ("n", magazine), "thesis": ("t", thesis), "archive": ("l", archive), "letter": ("l", letter), "web": ("w", web),
    "post": ("w", post), "review": ("r", review), "government": ("g", government), "law": ("g", law), "film": ("m", film),
    "recording": ("m", recording), "art": ("m", art), "reference": ("y", reference), "classic": ("k", classic), "bible": ("k", bible),
    "interview": ("v", interview), "paper": ("p", paper), "printed_letter": ("l", printed_letter),
}  # fmt: skip
QUOTED_KINDS = ("article", "chapter", "thesis", "paper", "magazine")
SHORT_KINDS = ("book", "edited", *QUOTED_KINDS)


def full(rng: Random, style: HouseStyle, pools: Pools, work: Work) -> str:
    """Write a work in full, marked; one in forty sets an abbreviation."""
    kind, writer = FULL[work.kind]
    text = writer(rng, style, pools, work).strip().rstrip(",")
    if rng.random() < 0.025 and work.kind in ("book", "edited", "archive", "government"):
        letters = "".join(word[0] for word in work.title.split() if word[0].isupper())[:5]
        if len(letters) > 1:
            text += f" ({rng.choice(('hereafter ', 'hereafter cited as ', 'cited hereafter as ', 'hereinafter '))}{mark('ab', letters)})"
    return citation(kind, text)


def short(
    rng: Random, style: HouseStyle, pools: Pools, work: Work, reference: int = 0, titles: dict[int, str] | None = None
) -> str:
    """Write a work in its short form, marked; `titles` keeps the short title of each work through a document."""
    if work.kind not in SHORT_KINDS:
        return citation("s", _short_other(rng, style, work))
    writers = work.editors if work.kind == "edited" else work.authors
    names = people(style, writers, short=True)
    if len(writers) == 1 and rng.random() < 0.05 and writers[0].given and writers[0].given[0].isalpha():
        names = mark("a", f"{writers[0].given[0]}. {writers[0].family}")
    known = {} if titles is None else titles
    title = known.setdefault(id(work), short_title(rng, work.part if work.kind in QUOTED_KINDS else work.title))
    where = f", {locator(rng, style, work)}" if rng.random() < 0.86 else ""
    if style.op_cit and names:
        return citation("o", f"{names}, op. cit.{where}")
    if style.short_by_author and names and where:
        back = f" (n. {mark('nr', str(reference))} above)" if reference and rng.random() < 0.3 else ""
        return citation("s", f"{names}{back}{where}")
    if work.kind in QUOTED_KINDS:
        quoted = style.quote(mark("q", title), "," if where else "")
        return citation("s", f"{names}, {quoted} {where.removeprefix(', ')}".rstrip())
    head = f"{names}, " if names else ""
    back = f" (n. {mark('nr', str(reference))} above)" if reference and rng.random() < 0.03 else ""
    return citation("s", f"{head}{mark('t', title)}{back}{where}")


def _short_other(rng: Random, style: HouseStyle, work: Work) -> str:
    """Write the short form of a letter, an interview, a review, a film."""
    author = people(style, work.authors[:1], short=True) or mark("a", "Anonymous")
    where = f", {locator(rng, style, work)}" if rng.random() < 0.5 else ""
    recipient = mark("rec", work.recipient.family) if work.recipient else ""
    shapes = {
        "letter": f"{author} to {recipient}, {mark('d', style.date(work))}", "printed_letter": f"{author} to {recipient}, {mark('d', style.date(work))}{where}",
        "interview": f"{author}, {mark('k', 'interview')}", "review": f"{author}, {mark('k', 'review of')} {mark('t', short_title(rng, work.title))}{where}",
        "government": f"{mark('t', short_title(rng, work.title))}{where}",
    }  # fmt: skip
    return shapes.get(work.kind, f"{mark('t', short_title(rng, work.title))}")


SHORT_OTHER = ("letter", "printed_letter", "interview", "review", "film", "art", "recording")
