"""Reads what contains a part: journals, collections, newspapers, works of reference."""

from __future__ import annotations

import re

from refparse.model.citation import CitationForm
from refparse.model.fields import Field
from refparse.model.values import Locator
from refparse.model.variables import (
    AUTHOR,
    CONTAINER_AUTHOR,
    CONTAINER_TITLE,
    ISSUE,
    NUMBER,
    PUBLISHER,
    TITLE,
    VOLUME,
)
from refparse.parse.chunks import Chunk
from refparse.parse.draft import Draft
from refparse.parse.facts import read_locator
from refparse.parse.normalize.publication import (
    parse_issue,
    parse_volume,
)
from refparse.parse.normalize.scripts import split_own_script
from refparse.parse.normalize.titles import clean_title
from refparse.parse.people import owner_of, people_of, role_of
from refparse.text.fold import fold


def read_serial(draft: Draft, chunk: Chunk) -> None:
    """Read the name of a journal, newspaper or site, and a volume number behind it."""
    words = [part for part in chunk.parts if part.name != "volno"]
    if words and fold(draft.words(chunk)) == "ibid":
        draft.same_container = True
    elif words:
        name = Chunk("serial", words[0].first, words[-1].last, words[0].start, words[-1].end)
        if draft.head == "serial" and CONTAINER_TITLE in draft.fields and TITLE not in draft.fields:
            # "Kitchen Notebook, *Gourmet*, May 2000": the first is a column in the second (CMOS 17, 14.190).
            draft.fields = draft.fields.set(TITLE, draft.fields[CONTAINER_TITLE]).without(CONTAINER_TITLE)
        key = CONTAINER_TITLE if CONTAINER_TITLE not in draft.fields else PUBLISHER
        draft.set(key, name, clean_title(split_own_script(draft.words(name))[0]))
    number = chunk.find("volno")
    if number is not None:
        read_volno(draft, number)


def read_container(draft: Draft, chunk: Chunk) -> None:
    """Read the book, collection or journal that a part stands in."""
    creators, owner = chunk.find("creators"), chunk.find("owner")
    title = chunk.find("title") or chunk.find("quoted")
    if chunk.find("poss"):
        draft.possessive = True
    if chunk.find("ibid"):
        draft.same_container = True
    if creators is not None:
        people = creators.find("people")
        if people is not None:
            for key in role_of(draft, creators) or (CONTAINER_AUTHOR,):
                draft.add_names(key, people, people_of(draft, people))
    if owner is not None:
        draft.add_names(CONTAINER_AUTHOR, owner, owner_of(draft, owner))
    if title is not None:
        draft.set(CONTAINER_TITLE, title, clean_title(split_own_script(draft.words(title))[0]))
    serial = chunk.find("serial")
    if serial is not None:
        read_serial(draft, serial)
        draft.seen.append("serial")


def read_volno(draft: Draft, chunk: Chunk) -> None:
    """Read a journal's volume number, and the issue that a point or stroke joins to it: "12.4", "12/3"."""
    joined = _VOLUME_AND_ISSUE.fullmatch(draft.words(chunk).strip(" ,"))
    if joined is not None and not _is_double(*joined.groups()):
        draft.set(VOLUME, chunk, joined[1])
        draft.set(ISSUE, chunk, joined[3])
        return
    draft.set(VOLUME, chunk, parse_volume(draft.words(chunk)))


def _is_double(volume: str, mark: str, issue: str) -> bool:
    """Say whether two numbers name a double volume: "12/13", "120-21"; not "42/1", "34:4", "120-3"."""
    if mark in ".:":
        return False
    following = str(int(volume) + 1)
    return following.endswith(issue) or (mark == "-" and (int(issue) > MOST_ISSUES or int(issue) > int(volume)))


MOST_ISSUES = 12  # of one volume, where a hyphen joins the two numbers
_VOLUME_AND_ISSUE = re.compile(r"(\d{1,4})([./:-])(\d{1,2})")


def read_issue(draft: Draft, chunk: Chunk) -> None:
    """Read an issue number; of a season or episode the words are kept."""
    if fold(draft.words(chunk)).startswith(("season", "episode", "track", "disc")):
        draft.set(NUMBER, chunk, draft.words(chunk).strip(" ,"))
        return
    if draft.form is CitationForm.IBID or ("group" in draft.seen and not draft.has("serial", "container", "quoted")):
        read_locator(draft, chunk)  # "(Paris, 1852), no. 4, 7": a number of what stands in a book
        return
    if _ARTICLE.match(draft.words(chunk)):
        read_locator(draft, chunk)
        return
    part = _PART.fullmatch(draft.words(chunk).strip(" ,"))
    if part is not None and draft.seen[-1:] == ["volume"] and VOLUME in draft.fields:
        draft.extend(VOLUME, chunk, part[0])  # "vol. 7, pt. 1"
        return
    key = VOLUME if _PART_OF_VOLUME.fullmatch(draft.words(chunk).strip(" ,")) and VOLUME not in draft.fields else ISSUE
    draft.set(key, chunk, parse_volume(draft.words(chunk)) if key is VOLUME else parse_issue(draft.words(chunk)))


_PART = re.compile(r"(?:pts?|parts?|teil)\.?\s?\d{1,2}", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:arts?\.|§)\s?\d", re.IGNORECASE)  # "art. 7(b)" of a law or treaty
# "vol. 7, pt. 1"
_PART_OF_VOLUME = re.compile(r"(?:vols?\.?|bd\.?|t\.)?\s*\d{1,3},\s*(?:pt|part|teil)s?\.?\s*\d{1,2}", re.IGNORECASE)


def read_entry(draft: Draft, chunk: Chunk) -> None:
    """Read the heading of an entry in a work of reference."""
    heading = chunk.find("quoted") or chunk.find("title")
    if heading is None:
        return
    if _SEVERAL.search(draft.note.repaired.text, max(0, heading.start - 8), heading.start):
        _read_entries(draft, chunk, heading)
        return
    if TITLE in draft.fields and CONTAINER_TITLE not in draft.fields:
        draft.fields = draft.fields.set(CONTAINER_TITLE, draft.fields[TITLE]).without(TITLE)
    elif CONTAINER_TITLE not in draft.fields and AUTHOR in draft.fields:  # "Wikipedia, s.v. “Printing”"
        author = draft.fields[AUTHOR]
        name = Field(value=author.text, text=author.text, span=author.span, origin=author.origin)
        draft.fields = draft.fields.set(CONTAINER_TITLE, name).without(AUTHOR)
    title = clean_title(draft.words(heading))
    draft.set(TITLE, heading, title)
    if draft.locator is None and title:
        draft.locator = draft.note.field(chunk, f"s.v. {title}")
        draft.locators.append(Locator(label="sub-verbo", value=title))


_SEVERAL = re.compile(r"s\. ?vv\.\s*\Z", re.IGNORECASE)
# "s.vv. “police ranks,” “postal addresses”": what follows the first heading
_MORE_HEADINGS = re.compile(r"(?:[\s,;]{0,3}(?:and |und |et |& )?[“\"«„][^“”\"«»„]{1,200}[”\"»“])*")


def _read_entries(draft: Draft, chunk: Chunk, heading: Chunk) -> None:
    """Read several entries: they say where in the work, which keeps its own title (CMOS 17, 14.232)."""
    more = _MORE_HEADINGS.match(draft.note.repaired.text, chunk.end)
    whole = Chunk("entry", chunk.first, chunk.last, heading.start, more.end() if more else chunk.end)
    names = ", ".join(clean_title(part) for part in re.split(r"[“”\"«»„]", draft.words(whole)) if part.strip(" ,;"))
    if draft.locator is None and names:
        draft.locator = draft.note.field(whole, f"s.vv. {names}")
        draft.locators.append(Locator(label="sub-verbo", value=names))
