"""Reads the head of a citation: its people, its title, or what stands for them."""

from __future__ import annotations

import re

from refparse.model.citation import CitationForm
from refparse.model.variables import (
    AUTHOR,
    CONTAINER_TITLE,
    ORIGINAL_TITLE,
    RECIPIENT,
    TITLE,
)
from refparse.parse.archive import is_archival_item, split_archive
from refparse.parse.chunks import Chunk
from refparse.parse.date_facts import read_date
from refparse.parse.draft import Draft
from refparse.parse.facts import read_locator
from refparse.parse.genres import read_genre_words
from refparse.parse.normalize.scripts import split_own_script
from refparse.parse.normalize.titles import clean_title
from refparse.parse.people import owner_of, people_of, role_of
from refparse.text.fold import fold


def read_creators(draft: Draft, chunk: Chunk) -> None:
    """Read the people before a title, with the role that their role words give them."""
    people, date, roles = chunk.find("people"), chunk.find("date"), role_of(draft, chunk)
    if people is not None and not roles and is_archival_item(draft.words(people)):
        draft.set(TITLE, people, draft.words(people).strip(" ,"))
    elif people is not None:
        for key in roles or (AUTHOR,):
            draft.add_names(key, people, people_of(draft, people))
    if chunk.find("idem"):
        draft.form = CitationForm.IDEM
    if date is not None and not roles:
        read_date(draft, date)


def read_owner(draft: Draft, chunk: Chunk) -> None:
    """Read the author whose possessive stands before a title."""
    draft.add_names(AUTHOR, chunk, owner_of(draft, chunk))


def read_poss(draft: Draft, chunk: Chunk) -> None:
    """Keep that the author stands in the sentence ("his *Soviet Policies*")."""
    draft.possessive = True


def read_title(draft: Draft, chunk: Chunk) -> None:
    """Read the title of the work."""
    _set_title(draft, chunk)


def _set_title(draft: Draft, chunk: Chunk) -> None:
    """Set the title, and apart from it the characters of its own script that may follow: "Shehui 社會"."""
    words, own = split_own_script(draft.words(chunk))
    draft.set(TITLE, chunk, clean_title(words))
    draft.set(ORIGINAL_TITLE, chunk, clean_title(own))


def read_quoted(draft: Draft, chunk: Chunk) -> None:
    """Read a title in quotation marks; a title read before it then is what contains it."""
    if TITLE in draft.fields and CONTAINER_TITLE not in draft.fields:
        # "American Crime Story, episode 6, “Marcia,”": the quotation is the part, what stood before contains it.
        draft.fields = draft.fields.set(CONTAINER_TITLE, draft.fields[TITLE]).without(TITLE)
    _set_title(draft, chunk)


def read_letter(draft: Draft, chunk: Chunk) -> None:
    """Read a letter: sender, recipient, and its words as title (gold rule 5)."""
    people = [part for part in chunk.parts if part.name == "people"]
    draft.add_names(AUTHOR, people[0], people_of(draft, people[0]))
    draft.add_names(RECIPIENT, people[1], people_of(draft, people[1]))
    whole = Chunk("letter", people[0].first, people[1].last, people[0].start, people[1].end)
    draft.set(TITLE, whole, draft.words(whole).strip(" ,"))
    if chunk.parts[0] is not people[0]:
        read_genre_words(draft, chunk.parts[0])


def read_archive(draft: Draft, chunk: Chunk) -> None:
    """Read an archival reference: item, location and repository."""
    has_title = TITLE in draft.fields or "kind" in draft.seen or draft.has_letter
    for key, start, end in split_archive(draft.words(chunk), has_title=has_title, is_first=not draft.seen):
        part = Chunk("archive", chunk.first, chunk.last, chunk.start + start, chunk.start + end)
        words = draft.words(part).strip(" ,;.")
        if (page := _PAGE.search(words)) is not None and draft.locator is None:
            at = part.start + draft.words(part).find(page[1])
            read_locator(draft, Chunk("locator", chunk.first, chunk.last, at, at + len(page[1])))
            words = words.replace(page[0], "")
        draft.set(key, part, words)


# "box 35, Hyde Correspondence, p. 322": a page is a place in the item
_PAGE = re.compile(r",\s+(pp?\.\s?\d+(?:[-–]\d+)?)(?=,|$)")


def read_ibid(draft: Draft, chunk: Chunk) -> None:
    """Keep that the note refers to the source just before ("ibid.")."""
    draft.form = CitationForm.IBID


def read_opcit(draft: Draft, chunk: Chunk) -> None:
    """Keep that the note refers back by "op. cit." or "loc. cit." alone."""
    loc = fold(draft.words(chunk)).startswith(("loc", "l c"))
    draft.form = CitationForm.LOC_CIT if loc else CitationForm.OP_CIT
