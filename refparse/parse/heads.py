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
    title = clean_title(words)
    if (short := _OWN_LETTERS.fullmatch(title)) is not None and _stands_for(short[2], short[1]):
        draft.abbreviation, title = draft.abbreviation or short[2], short[1]
    draft.set(TITLE, chunk, title)
    draft.set(ORIGINAL_TITLE, chunk, clean_title(own))


# "Danziger Urkundenbuch (DUB)": capitals that are letters of the title, in its order
_OWN_LETTERS = re.compile(r"(.{8,200}?)\s*\(([A-ZÄÖÜ]{2,7})\)")


def _stands_for(letters: str, title: str) -> bool:
    """Say whether letters, one after the other, begin words of a title, or stand in them."""
    folded = fold(title).replace(" ", "")
    at = -1
    for letter in fold(letters):
        at = folded.find(letter, at + 1)
        if at < 0:
            return False
    return fold(letters)[:1] == folded[:1]


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
    leads = draft.words(chunk)[: people[0].start - chunk.start]
    start = chunk.start if leads.rstrip().endswith(_FROM) else people[0].start  # "Letter from W. G. Lee to Ann Moor"
    whole = Chunk("letter", people[0].first, people[1].last, start, people[1].end)
    draft.set(TITLE, whole, draft.words(whole).strip(" ,"))
    if chunk.parts[0] is not people[0]:
        read_genre_words(draft, chunk.parts[0])


_FROM = (" from", " von", " de", " by", " di")


def read_archive(draft: Draft, chunk: Chunk) -> None:
    """Read an archival reference: item, location and repository."""
    has_title = TITLE in draft.fields or "kind" in draft.seen or draft.has_letter
    for key, start, end in split_archive(draft.words(chunk), has_title=has_title, is_first=not draft.seen):
        part = Chunk("archive", chunk.first, chunk.last, chunk.start + start, chunk.start + end)
        words = draft.words(part).strip(" ,;.")
        leaf = _LEAF.search(words) or (None if _RUSSIAN.search(words) else _PAGE.search(words))
        if leaf is not None and draft.locator is None:
            at = part.start + draft.words(part).find(leaf[1])
            read_locator(draft, Chunk("locator", chunk.first, chunk.last, at, at + len(leaf[1])))
            words = words.replace(leaf[0], "")
        if words.lower().startswith(("ibid., ", "ibid, ")):
            draft.same_container = True
            words = words.partition(", ")[2]
        draft.set(key, part, words)


# "Add. MS 1100, fols. 6r–22v", "op. 2, d. 5, l. 12", "R 43/26, Bl. 3": a leaf is a place in the item (CMOS 17, 14.155)
_NUMBER = r"\d+[a-z]{0,2}(?:[-–]\d+[a-z]{0,2})?"
_LEAF = re.compile(
    rf"(?:\A|,?\s+)((?:pp?\.|fols?\.|ff?\.|fs\.|fls?\.|fos?\.|mm?\.|ll?\.|Bl\.|fogli?|rot\.)\s?{_NUMBER}(?:,\s{_NUMBER})*)"
    r"(?:\s\([^()]*\)?)?\Z"
)
_PAGE = re.compile(r",\s+(pp?\.\s?\d+(?:[-–]\d+)?)(?=,)")  # "p. 322, box 35, Hyde Correspondence"
_RUSSIAN = re.compile(r"\bop\.\s?\d")  # "f. 9, op. 12, p. 301, d. 8": here "p." is a folder


def read_ibid(draft: Draft, chunk: Chunk) -> None:
    """Keep that the note refers to the source just before ("ibid.")."""
    draft.form = CitationForm.IBID


def read_opcit(draft: Draft, chunk: Chunk) -> None:
    """Keep that the note refers back by "op. cit." or "loc. cit." alone."""
    loc = fold(draft.words(chunk)).startswith(("loc", "l c"))
    draft.form = CitationForm.LOC_CIT if loc else CitationForm.OP_CIT
