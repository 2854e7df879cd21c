"""Reads the facts that follow a head: contributors, imprint, edition, locators, addresses."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from refparse.assets import word_rows
from refparse.model.fields import Origin
from refparse.model.variables import (
    AUTHOR,
    CHAPTER_NUMBER,
    COLLECTION_NUMBER,
    COLLECTION_TITLE,
    CONTAINER_AUTHOR,
    DIMENSIONS,
    DIRECTOR,
    DOI,
    EDITION,
    EDITOR,
    MEDIUM,
    NUMBER_OF_VOLUMES,
    ORIGINAL_PUBLISHER,
    ORIGINAL_PUBLISHER_PLACE,
    PUBLISHER,
    PUBLISHER_PLACE,
    REVIEWED_AUTHOR,
    SECTION,
    TITLE,
    URL,
    VERSION,
    VOLUME,
    VOLUME_TITLE,
    Variable,
)
from refparse.parse.chunks import Chunk
from refparse.parse.draft import Draft
from refparse.parse.genre_words import genre_of
from refparse.parse.measures import DURATION, read_measure
from refparse.parse.mend import mend_locator
from refparse.parse.normalize.identifiers import clean_url, doi_of_url
from refparse.parse.normalize.locators import POINTING, is_place, parse_locator
from refparse.parse.normalize.pages import is_extent, parse_extent
from refparse.parse.normalize.publication import (
    clean_place,
    clean_publisher,
    is_number_of_volumes,
    parse_edition,
    parse_number_of_volumes,
    parse_series,
    parse_volume,
)
from refparse.parse.normalize.titles import clean_title
from refparse.parse.people import people_of, roles_of_words
from refparse.text.fold import fold
from refparse.text.numerals import roman_value


def read_contributor(draft: Draft, chunk: Chunk) -> None:
    """Read contributors by their role words ("trans. Peter Putnam")."""
    people = chunk.find("people")
    if people is None:
        return
    words = draft.note.repaired.text[chunk.start : people.start]
    for key in roles_of_words(words):
        if key is AUTHOR:
            key = REVIEWED_AUTHOR if "review" in fold(" ".join(draft.genres)) else AUTHOR
            if key is AUTHOR and AUTHOR in draft.fields:
                key = CONTAINER_AUTHOR
        if key is DIRECTOR and "container" in draft.seen:
            key = EDITOR  # "dans *La nouvelle histoire*, dir. Jacques Le Goff"
        draft.add_names(key, people, people_of(draft, people))


def read_edition(draft: Draft, chunk: Chunk) -> None:
    """Read an edition; a reprint only says that the date before it is the original."""
    if fold(draft.words(chunk)).rpartition(" ")[2].startswith(("repr", "rpt", "reiss", "nachdr")):
        draft.seen.append("reprint")
        return
    if (version := _VERSION.fullmatch(draft.words(chunk).strip(" ,"))) is not None:
        draft.set(VERSION, chunk, version[1])  # "version 2.0.8" (CMOS 17, 14.268)
        return
    words = draft.words(chunk)
    named = any(char.isdigit() for char in words) or bool(set(fold(words).split()) & _edition_words())
    is_edition = named or words.strip(" ,.()").isupper() or "Version" in words  # "NRSV", "King James Version"
    if is_edition:
        draft.set(EDITION, chunk, parse_edition(words))
    else:
        draft.set(SECTION, chunk, words.strip(" ,"))  # "*Parliamentary Debates*, Commons, 5th ser., vol. 321"


@cache
def _edition_words() -> frozenset[str]:
    classed = [row[0] for row in word_rows("grammar", "words", "classes.tsv") if row[1] == "edn"]
    listed = [row[0] for file in ("editions", "ordinals") for row in word_rows("grammar", "words", f"{file}.tsv")]
    return frozenset(word for words in (*classed, *listed) for word in fold(words).split())


_VERSION = re.compile(r"(?:version|ver\.|v\.)\s*(\d[\w.]*)", re.IGNORECASE)


def read_volumes(draft: Draft, chunk: Chunk) -> None:
    """Read how many volumes there are."""
    draft.set(NUMBER_OF_VOLUMES, chunk, parse_number_of_volumes(draft.words(chunk)))


def read_volume(draft: Draft, chunk: Chunk) -> None:
    """Read one volume, with a title of its own."""
    title = chunk.find("title")
    end = title.first - 1 if title else chunk.last
    words = [part for part in chunk.parts if part.last <= end]
    if words:
        number = Chunk("volume", words[0].first, words[-1].last, words[0].start, words[-1].end)
        if fold(draft.words(number)).startswith(("chap", "ch ", "kap")):
            draft.set(CHAPTER_NUMBER, number, draft.words(number).strip(" ,"))
            return
        series = draft.fields.value(COLLECTION_TITLE, "") if draft.seen[-1:] == ["series"] else ""
        is_of_series = bool(title is None and series and not _ONLY_SERIES.fullmatch(series))
        draft.set(COLLECTION_NUMBER if is_of_series else VOLUME, number, parse_volume(draft.words(number)))
    if title is not None:
        # "*The Wheels of Commerce*, vol. 2 of *Civilization and Capitalism*": the set follows (CMOS 17, 14.119).
        before = draft.note.repaired.text[words[-1].end if words else chunk.start : title.start]
        is_set = fold(before).split()[-1:] in _OF
        draft.set(COLLECTION_TITLE if is_set else VOLUME_TITLE, title, clean_title(draft.words(title)))


# "n.s.", "3rd ser.": they count a journal's or a debate's volumes anew (CMOS 17, 14.184)
_ONLY_SERIES = re.compile(r"(?:[no]\.\s?s\.|\w+ ser(?:\.|ies))", re.IGNORECASE)
_OF = (["of"], ["von"], ["der"], ["de"], ["di"])


def read_series(draft: Draft, chunk: Chunk) -> None:
    """Read a series and the number in it, which may stand apart: "2nd ser., 106"."""
    if COLLECTION_TITLE in draft.fields and (bare := _BARE_NUMBER.fullmatch(draft.words(chunk).strip(" ,"))):
        draft.set(COLLECTION_NUMBER, chunk, bare[1])
        return
    if is_number_of_volumes(draft.words(chunk).strip(" ,")):
        read_volumes(draft, chunk)
        return
    name, number = parse_series(draft.words(chunk).strip(" ,"))
    draft.set(COLLECTION_TITLE, chunk, name)
    draft.set(COLLECTION_NUMBER, chunk, number)


_BARE_NUMBER = re.compile(r"(?:(?:vol|no|nr)\b\.?\s*)?(\d{1,4}|[IVXLC]+)", re.IGNORECASE)


def read_locator(draft: Draft, chunk: Chunk) -> None:
    """Read where in the work."""
    if read_measure(draft, chunk, draft.words(chunk)) or _read_genre_there(draft, chunk):
        return
    if not is_place(draft.words(chunk)):
        return
    words = _with_label(draft, _with_volume(draft, _mended_words(draft, chunk)))
    words = _PAGES_AND_PAGE.sub(r"\1, at \2", words.strip(" ,;"))
    text, locators = parse_locator(words.strip(" ,;"))
    if not text:
        return
    own = _AT.split(words, maxsplit=1)[0]
    extent = parse_extent(own)
    if draft.extent is None and draft.locator is None and is_extent(own) and extent:
        draft.extent = draft.note.field(chunk, extent)
    found = draft.note.field(chunk, text if draft.locator is None else f"{draft.locator.value}, {text}")
    if words != draft.words(chunk):
        found = replace(found, origin=Origin.REPAIRED, confidence=MENDED)
    draft.locator = found
    draft.locators.extend(locators)


def _read_genre_there(draft: Draft, chunk: Chunk) -> bool:
    """Read what says what the work is, where a locator could stand: "(London: J. Pine, 1746), map"."""
    words = draft.words(chunk).strip(" ,;")
    head, _, rest = words.partition(", ")
    type_, _ = genre_of(head) if head.replace(" ", "").isalpha() else ("", False)
    if type_ not in _SEEN_AND_HEARD or not (rest == "" or DURATION.fullmatch(rest)):
        return False
    draft.genres.append(head)
    draft.set(MEDIUM, chunk, head)
    draft.set(DIMENSIONS, chunk, rest)
    return True


_SEEN_AND_HEARD = frozenset({"map", "graphic", "motion_picture", "song", "broadcast", "pamphlet"})


# "pp. 63–78 (p. 70)": the place in an article stands in parentheses in British notes
_PAGES_AND_PAGE = re.compile(r"\A(pp?\.\s*\d+[-–]\d+)\s*[(\[](?:at\s+)?pp?\.\s*(\d+(?:[-–]\d+)?)[)\]]?\Z")
# "44–70, at 47": the article's own pages, and the place in it
_AT = re.compile(rf",?\s+(?:{POINTING})\s+(?=(?:pp?\.|S\.)?\s?\d)")


def _with_volume(draft: Draft, words: str) -> str:
    """Put the volume that stands right before a page into the locator: "vol. 2, p. 84" is 2:84 (CMOS 17, 14.116)."""
    if stated := _VOLUME_AND_PAGE.fullmatch(words.strip(" ,;")):
        return f"{stated[1]}:{stated[2]}"
    volume = draft.fields.value(VOLUME, "")
    text, _ = parse_locator(words.strip(" ,;"))
    is_plain = volume.isdecimal() and _PAGES.fullmatch(text) is not None
    if draft.seen[-1:] != ["volume"] or not is_plain or VOLUME_TITLE in draft.fields or draft.locator is not None:
        return words
    printed = draft.fields[VOLUME].text.strip(" ,")
    draft.fields = draft.fields.without(VOLUME)
    return f"{printed}, {text}" if printed.isupper() and roman_value(printed) else f"{volume}:{text}"


_VOLUME_AND_PAGE = re.compile(r"vol\.?\s*(\d{1,3}),\s*(?:pp?\.\s*)?(\d+(?:[-–]\d+)?)", re.IGNORECASE)
_PAGES = re.compile(r"(?:\d|[ivxlc]+\b)[^:]*")


def _with_label(draft: Draft, words: str) -> str:
    """Join a label that a full stop has cut off from its value: "sig." and "C3r"."""
    label = draft.locator.value if draft.locator is not None else ""
    if not label.isalpha() or roman_value(label) is not None or draft.seen[-1:] != ["locator"]:
        return words
    draft.locator, draft.extent = None, None
    draft.locators.clear()
    return f"{label}. {words}"


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


def read_place(draft: Draft, chunk: Chunk) -> None:
    """Read the place of publication."""
    _keep_original(draft, PUBLISHER_PLACE, ORIGINAL_PUBLISHER_PLACE)
    draft.set(PUBLISHER_PLACE, chunk, clean_place(draft.words(chunk)))


def read_publisher(draft: Draft, chunk: Chunk) -> None:
    """Read the publisher; initials that a full stop has cut off are joined: "W. W. Norton". A bare number is a page."""
    words = draft.words(chunk)
    _keep_original(draft, PUBLISHER, ORIGINAL_PUBLISHER)
    known = draft.fields.get(PUBLISHER)
    if words.strip(" ,").isdecimal():
        read_locator(draft, chunk)
    elif known is not None and draft.seen[-1:] == ["publisher"] and _INITIALS.search(known.value):
        start = draft.note.repaired.text.rfind(known.text, 0, chunk.start)
        whole = Chunk("publisher", chunk.first, chunk.last, start if start >= 0 else chunk.start, chunk.end)
        draft.fields = draft.fields.set(PUBLISHER, draft.note.field(whole, f"{known.value} {clean_publisher(words)}"))
    else:
        draft.set(PUBLISHER, chunk, clean_publisher(words))


def _keep_original(draft: Draft, key: Variable[str], original: Variable[str]) -> None:
    """Make room for the imprint of a reprint: "(London, 1911; repr., New York: Dover, 1966)" (CMOS 17, 14.114)."""
    known = draft.fields.get(key)
    if known is not None and "reprint" in draft.seen and original not in draft.fields:
        draft.fields = draft.fields.without(key).set(original, known)


_INITIALS = re.compile(r"(?:^|\s)(?:[A-Z]\.){1,3}$")


def read_url(draft: Draft, chunk: Chunk) -> None:
    """Read an address or a DOI."""
    url = clean_url(draft.words(chunk))
    doi = doi_of_url(url) if url.startswith("http") else url.removeprefix("doi:").strip()
    if doi.startswith("10."):
        draft.set(DOI, chunk, doi)
    if url.startswith(("http", "ftp", "www")) or not doi:
        draft.set(URL, chunk, url)


def read_abbreviation(draft: Draft, chunk: Chunk) -> None:
    """Read the name that "(hereafter …)" sets."""
    words = [part for part in chunk.parts if part.name in ("abbr", "quoted")]
    if words:
        text = draft.note.repaired.text[words[0].start : words[-1].end]
        draft.abbreviation = clean_title(text)


def read_noteref(draft: Draft, chunk: Chunk) -> None:
    """Read the number of the note that "(n. 12 above)" names."""
    digits = [word for word in fold(draft.words(chunk)).split() if word.isdigit()]
    draft.note_reference = digits[0] if digits else draft.words(chunk).strip()
