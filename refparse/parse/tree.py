"""Builds citations from the parse tree of a note: each chunk becomes the fields that its name stands for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from refparse.assets import word_rows
from refparse.model.citation import CitationForm
from refparse.model.fields import Field, Origin
from refparse.model.variables import (
    ACCESSED,
    AUTHOR,
    CHAPTER_NUMBER,
    COLLECTION_NUMBER,
    COLLECTION_TITLE,
    CONTAINER_AUTHOR,
    CONTAINER_TITLE,
    DOI,
    EDITION,
    GENRE,
    INTERVIEWER,
    ISSUE,
    ISSUED,
    MEDIUM,
    NUMBER,
    NUMBER_OF_VOLUMES,
    ORIGINAL_DATE,
    PUBLISHER,
    PUBLISHER_PLACE,
    RECIPIENT,
    REVIEWED_AUTHOR,
    TITLE,
    URL,
    VOLUME,
    VOLUME_TITLE,
)
from refparse.parse.archive import split_archive
from refparse.parse.chunks import Chunk
from refparse.parse.draft import Draft
from refparse.parse.mend import mend_locator
from refparse.parse.normalize.dates import parse_date
from refparse.parse.normalize.identifiers import clean_url, doi_of_url
from refparse.parse.normalize.locators import parse_locator
from refparse.parse.normalize.pages import is_extent, parse_extent
from refparse.parse.normalize.publication import (
    clean_place,
    clean_publisher,
    parse_edition,
    parse_issue,
    parse_number_of_volumes,
    parse_series,
    parse_volume,
)
from refparse.parse.normalize.titles import clean_title
from refparse.parse.people import owner_of, people_of, roles_of_words
from refparse.text.fold import fold

Handler = Callable[[Draft, Chunk], None]


def fill_draft(draft: Draft, citation: Chunk) -> None:
    """Read the chunks of a citation, in the order of the text, into `draft`."""
    for chunk in citation.parts:
        read_chunk(draft, chunk)


def read_chunk(draft: Draft, chunk: Chunk) -> None:
    """Read one chunk by the handler of its name; every name of the grammar has one (a test holds this)."""
    if not draft.head:
        draft.head = chunk.name if chunk.name not in _LEADS else ""
    HANDLERS[chunk.name](draft, chunk)
    draft.seen.append(chunk.name)


_LEADS = frozenset({"creators", "owner", "poss"})


# --- heads --------------------------------------------------------------------


def _creators(draft: Draft, chunk: Chunk) -> None:
    people, role, date = chunk.find("people"), chunk.find("role"), chunk.find("date")
    if people is not None:
        keys = roles_of_words(draft.words(role)) if role is not None else ()
        for key in keys or (AUTHOR,):
            draft.add_names(key, people, people_of(draft, people))
    if chunk.find("idem"):
        draft.form = CitationForm.IDEM
    if date is not None:
        _date(draft, date)


def _owner(draft: Draft, chunk: Chunk) -> None:
    draft.add_names(AUTHOR, chunk, owner_of(draft, chunk))


def _poss(draft: Draft, chunk: Chunk) -> None:
    draft.possessive = True


def _title(draft: Draft, chunk: Chunk) -> None:
    draft.set(TITLE, chunk, clean_title(draft.words(chunk)))


def _quoted(draft: Draft, chunk: Chunk) -> None:
    title = clean_title(draft.words(chunk))
    if TITLE in draft.fields and CONTAINER_TITLE not in draft.fields:
        # "American Crime Story, episode 6, “Marcia,”": the quotation is the part, what stood before contains it.
        draft.fields = draft.fields.set(CONTAINER_TITLE, draft.fields[TITLE]).without(TITLE)
    draft.set(TITLE, chunk, title)


def _serial(draft: Draft, chunk: Chunk) -> None:
    words = [part for part in chunk.parts if part.name != "volno"]
    if words:
        name = Chunk("serial", words[0].first, words[-1].last, words[0].start, words[-1].end)
        if draft.head == "serial" and CONTAINER_TITLE in draft.fields and TITLE not in draft.fields:
            # "Kitchen Notebook, *Gourmet*, May 2000": the first is a column in the second (CMOS 17, 14.190).
            draft.fields = draft.fields.set(TITLE, draft.fields[CONTAINER_TITLE]).without(CONTAINER_TITLE)
        key = CONTAINER_TITLE if CONTAINER_TITLE not in draft.fields else PUBLISHER
        draft.set(key, name, clean_title(draft.words(name)))
    number = chunk.find("volno")
    if number is not None:
        _volno(draft, number)


def _letter(draft: Draft, chunk: Chunk) -> None:
    people = [part for part in chunk.parts if part.name == "people"]
    draft.add_names(AUTHOR, people[0], people_of(draft, people[0]))
    draft.add_names(RECIPIENT, people[1], people_of(draft, people[1]))
    whole = Chunk("letter", people[0].first, people[1].last, people[0].start, people[1].end)
    draft.set(TITLE, whole, draft.words(whole).strip(" ,"))
    if chunk.parts[0] is not people[0]:
        _genre_words(draft, chunk.parts[0])


def _archive(draft: Draft, chunk: Chunk) -> None:
    for key, start, end in split_archive(draft.words(chunk), has_title=TITLE in draft.fields or "kind" in draft.seen):
        part = Chunk("archive", chunk.first, chunk.last, chunk.start + start, chunk.start + end)
        draft.set(key, part, draft.words(part).strip(" ,;."))


def _ibid(draft: Draft, chunk: Chunk) -> None:
    draft.form = CitationForm.IBID


def _opcit(draft: Draft, chunk: Chunk) -> None:
    loc = fold(draft.words(chunk)).startswith(("loc", "l c"))
    draft.form = CitationForm.LOC_CIT if loc else CitationForm.OP_CIT


# --- genres -------------------------------------------------------------------


@cache
def _genres() -> tuple[tuple[tuple[str, ...], str, bool], ...]:
    rows = word_rows("grammar", "words", "genres.tsv")
    return tuple((tuple(row[0].split()), row[1], len(row) > 2 and row[2] == "title") for row in rows)


def genre_of(words: str) -> tuple[str, bool]:
    """Give the CSL type that genre words mean, and whether they are the source's title ("letter to the editor")."""
    folded = fold(words).split()
    for needle, type_, titled in _genres():
        for start in range(len(folded) - len(needle) + 1):
            if tuple(folded[start : start + len(needle)]) == needle:
                return type_, titled
    return "", False


def _kind(draft: Draft, chunk: Chunk) -> None:
    words = [part for part in chunk.parts if part.name == "kind"]
    first = Chunk("kind", words[0].first, words[-1].last, words[0].start, words[-1].end) if words else chunk
    _genre_words(draft, first)
    type_, titled = genre_of(draft.words(first))
    title = chunk.find("title")
    if type_ == "chapter" and title is not None:
        # "afterword to *Lives on the Edge*": the genre is the part's title, what follows contains it (CMOS 17, 14.110).
        draft.set(TITLE, first, _FILLER.sub("", draft.words(first)).strip(" ,"))
        draft.set(CONTAINER_TITLE, title, clean_title(draft.words(title)))
        return
    if titled and draft.kind_title is None:
        draft.kind_title = draft.note.field(chunk, draft.words(chunk).strip(" ,"))
    people, publisher = chunk.find("people"), chunk.find("publisher")
    if people is not None:
        draft.add_names(INTERVIEWER if type_ == "interview" else AUTHOR, people, people_of(draft, people))
    if publisher is not None:
        _publisher(draft, publisher)


_FILLER = re.compile(r"\s+(?:to|of|by|zu|à|a)\Z")


def _genre_words(draft: Draft, chunk: Chunk) -> None:
    words = draft.words(chunk).strip(" ,()[]")
    draft.genres.append(words)
    draft.set(GENRE, chunk, words)


def _medium(draft: Draft, chunk: Chunk) -> None:
    draft.genres.append(draft.words(chunk))
    draft.set(MEDIUM, chunk, draft.words(chunk).strip(" ,"))


# --- facts --------------------------------------------------------------------


def _group(draft: Draft, chunk: Chunk) -> None:
    for part in chunk.parts:
        read_chunk(draft, part)


def _contributor(draft: Draft, chunk: Chunk) -> None:
    people = chunk.find("people")
    if people is None:
        return
    words = draft.note.repaired.text[chunk.start : people.start]
    for key in roles_of_words(words):
        if key is AUTHOR:
            key = REVIEWED_AUTHOR if "review" in fold(" ".join(draft.genres)) else AUTHOR
            if key is AUTHOR and AUTHOR in draft.fields:
                key = CONTAINER_AUTHOR
        draft.add_names(key, people, people_of(draft, people))


def _container(draft: Draft, chunk: Chunk) -> None:
    creators, owner = chunk.find("creators"), chunk.find("owner")
    title = chunk.find("title") or chunk.find("quoted")
    if chunk.find("poss"):
        draft.possessive = True
    if creators is not None:
        people, role = creators.find("people"), creators.find("role")
        keys = roles_of_words(draft.words(role)) if role else (CONTAINER_AUTHOR,)
        if people is not None:
            for key in keys:
                draft.add_names(key, people, people_of(draft, people))
    if owner is not None:
        draft.add_names(CONTAINER_AUTHOR, owner, owner_of(draft, owner))
    if title is not None:
        draft.set(CONTAINER_TITLE, title, clean_title(draft.words(title)))
    serial = chunk.find("serial")
    if serial is not None:
        _serial(draft, serial)
        draft.seen.append("serial")


def _edition(draft: Draft, chunk: Chunk) -> None:
    if fold(draft.words(chunk)).startswith(("repr", "rpt", "reiss", "nachdr")):
        draft.seen.append("reprint")
        return
    draft.set(EDITION, chunk, parse_edition(draft.words(chunk)))


def _volumes(draft: Draft, chunk: Chunk) -> None:
    draft.set(NUMBER_OF_VOLUMES, chunk, parse_number_of_volumes(draft.words(chunk)))


def _volume(draft: Draft, chunk: Chunk) -> None:
    title = chunk.find("title")
    end = title.first - 1 if title else chunk.last
    words = [part for part in chunk.parts if part.last <= end]
    if words:
        number = Chunk("volume", words[0].first, words[-1].last, words[0].start, words[-1].end)
        if fold(draft.words(number)).startswith(("chap", "ch ", "kap")):
            draft.set(CHAPTER_NUMBER, number, draft.words(number).strip(" ,"))
            return
        draft.set(VOLUME, number, parse_volume(draft.words(number)))
    if title is not None:
        draft.set(VOLUME_TITLE, title, clean_title(draft.words(title)))


def _series(draft: Draft, chunk: Chunk) -> None:
    name, number = parse_series(draft.words(chunk).strip(" ,"))
    draft.set(COLLECTION_TITLE, chunk, name)
    draft.set(COLLECTION_NUMBER, chunk, number)


def _volno(draft: Draft, chunk: Chunk) -> None:
    draft.set(VOLUME, chunk, parse_volume(draft.words(chunk)))


def _issue(draft: Draft, chunk: Chunk) -> None:
    if fold(draft.words(chunk)).startswith(("season", "episode", "track", "disc")):
        draft.set(NUMBER, chunk, draft.words(chunk).strip(" ,"))
        return
    draft.set(ISSUE, chunk, parse_issue(draft.words(chunk)))


def _date(draft: Draft, chunk: Chunk) -> None:
    value = parse_date(draft.words(chunk))
    if value is None:
        return
    if "reprint" in draft.seen and ISSUED in draft.fields and ORIGINAL_DATE not in draft.fields:
        draft.fields = draft.fields.set(ORIGINAL_DATE, draft.fields[ISSUED]).without(ISSUED)
    draft.set(ISSUED, chunk, value)


def _locator(draft: Draft, chunk: Chunk) -> None:
    words = _mended_words(draft, chunk)
    text, locators = parse_locator(words.strip(" ,;"))
    if not text:
        return
    extent = parse_extent(words)
    if draft.extent is None and draft.locator is None and is_extent(words) and extent:
        draft.extent = draft.note.field(chunk, extent)
    found = draft.note.field(chunk, text if draft.locator is None else f"{draft.locator.value}, {text}")
    if words != draft.words(chunk):
        found = replace(found, origin=Origin.REPAIRED, confidence=MENDED)
    draft.locator = found
    draft.locators.extend(locators)


MENDED = 0.7  # confidence in a locator whose digits were lost and guessed from what a range can be


def _mended_words(draft: Draft, chunk: Chunk) -> str:
    """Give a locator's words with each wrecked piece in its likeliest reading; the readings are kept to be reported."""
    tokens = [t for t in draft.note.tokens[chunk.first : chunk.last + 1] if t.kind == "damaged"]
    words = draft.words(chunk)
    volumes = draft.note.volumes_of(draft.fields.value(TITLE, ""))
    for token in reversed(tokens):
        readings = mend_locator(token.text, volumes=volumes)
        if readings:
            start, end = token.start - chunk.start, token.end - chunk.start
            words = words[:start] + readings[0] + words[end:]
            draft.mended.append((Chunk("locator", 0, 0, token.start, token.end), token.text, readings))
    return words


def _place(draft: Draft, chunk: Chunk) -> None:
    draft.set(PUBLISHER_PLACE, chunk, clean_place(draft.words(chunk)))


def _publisher(draft: Draft, chunk: Chunk) -> None:
    draft.set(PUBLISHER, chunk, clean_publisher(draft.words(chunk)))


def _url(draft: Draft, chunk: Chunk) -> None:
    url = clean_url(draft.words(chunk))
    doi = doi_of_url(url) if url.startswith("http") else url.removeprefix("doi:").strip()
    if doi.startswith("10."):
        draft.set(DOI, chunk, doi)
    if url.startswith(("http", "ftp", "www")) or not doi:
        draft.set(URL, chunk, url)


def _access(draft: Draft, chunk: Chunk) -> None:
    date = chunk.find("date")
    if date is None:
        return
    words = fold(draft.note.repaired.text[chunk.start : date.start])
    dated = any(word in words for word in ("modified", "updated", "posted", "aired", "edited", "recorded"))
    draft.set(ISSUED if dated else ACCESSED, date, parse_date(draft.words(date)))


def _entry(draft: Draft, chunk: Chunk) -> None:
    heading = chunk.find("quoted") or chunk.find("title")
    if heading is None:
        return
    if TITLE in draft.fields and CONTAINER_TITLE not in draft.fields:
        draft.fields = draft.fields.set(CONTAINER_TITLE, draft.fields[TITLE]).without(TITLE)
    elif CONTAINER_TITLE not in draft.fields and AUTHOR in draft.fields:  # "Wikipedia, s.v. “Printing”"
        author = draft.fields[AUTHOR]
        name = Field(value=author.text, text=author.text, span=author.span, origin=author.origin)
        draft.fields = draft.fields.set(CONTAINER_TITLE, name).without(AUTHOR)
    draft.set(TITLE, heading, clean_title(draft.words(heading)))


def _abbreviation(draft: Draft, chunk: Chunk) -> None:
    words = [part for part in chunk.parts if part.name in ("abbr", "quoted")]
    if words:
        text = draft.note.repaired.text[words[0].start : words[-1].end]
        draft.abbreviation = clean_title(text)


def _noteref(draft: Draft, chunk: Chunk) -> None:
    digits = [word for word in fold(draft.words(chunk)).split() if word.isdigit()]
    draft.note_reference = digits[0] if digits else draft.words(chunk).strip()


def _nothing(draft: Draft, chunk: Chunk) -> None:
    """Keep nothing but the fact that the chunk was there."""


HANDLERS: dict[str, Handler] = {
    "creators": _creators, "owner": _owner, "poss": _poss, "title": _title, "quoted": _quoted, "serial": _serial,
    "letter": _letter, "archive": _archive, "ibid": _ibid, "opcit": _opcit, "kind": _kind, "medium": _medium,
    "group": _group, "contributor": _contributor, "container": _container, "edition": _edition, "volumes": _volumes,
    "volume": _volume, "series": _series, "volno": _volno, "issue": _issue, "date": _date, "locator": _locator,
    "place": _place, "publisher": _publisher, "url": _url, "access": _access, "entry": _entry,
    "abbreviation": _abbreviation, "noteref": _noteref, "other": _nothing, "reprint": _nothing,
}  # fmt: skip
