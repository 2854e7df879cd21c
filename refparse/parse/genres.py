"""Reads genre and medium words: what they make of a citation, and what they name."""

from __future__ import annotations

import re

from refparse.model.values import Name
from refparse.model.variables import (
    AUTHOR,
    CONTAINER_AUTHOR,
    CONTAINER_TITLE,
    DIMENSIONS,
    EVENT_TITLE,
    GENRE,
    INTERVIEWER,
    ISSUED,
    MEDIUM,
    NUMBER,
    REVIEWED_AUTHOR,
    REVIEWED_TITLE,
    TITLE,
    Variable,
)
from refparse.parse.chunks import Chunk
from refparse.parse.draft import Draft
from refparse.parse.facts import read_publisher
from refparse.parse.genre_words import genre_of
from refparse.parse.measures import DURATION, TIME
from refparse.parse.normalize.dates import parse_date
from refparse.parse.normalize.names import parse_name
from refparse.parse.normalize.titles import clean_title
from refparse.parse.people import people_of
from refparse.text.fold import fold

_RUNNING_TIME = re.compile(rf"(?:^|,?\s+)({TIME})\Z")
_NUMBER = re.compile(r"\d[\d,./]*\d")
_FILLER = re.compile(r"\s+(?:to|of|by|zu|à|a)\Z")


_WITH = frozenset({"with", "avec", "mit", "con", "com"})


# "Minute of 12 May 1921", "despatch to Harcourt of March 4, 1913"
_OF_DATE = re.compile(
    r"(.{3,80}?)\s+(?:of|dated|vom|du|del)\s+((?:\d{1,2}\.?\s+[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.?\s+\d{1,2},)\s+\d{4})"
)
# "interview with Ann Lee, Leeds, 4 May 1998": she speaks, where nobody is named before it (CMOS 17, 14.211)
_SPEAKS = re.compile(r"\b(?:with|mit|avec|con|com)$", re.IGNORECASE)
# "Okoro interview", "Lindqvist Oral History": who speaks stands before the genre
_NAMED = re.compile(
    r"((?:[^\W\d_a-zà-ÿ][\w.'’-]*\s+){1,3})((?i:(?:oral history\s+)?interview|oral history))(?i:s?)\b.*"
)


_OWNED = frozenset({"manuscript", "personal_communication"})


def _owner_before(draft: Draft, at: int) -> int:
    """Give how many characters before `at` name the owner of what follows: "Harcourt's minute"."""
    author = draft.fields.get(AUTHOR)
    if author is None or not author.text.rstrip().endswith(("'s", "’s", "'", "’")):
        return 0
    words = author.text.rstrip()
    return len(words) + 1 if draft.note.repaired.text[max(0, at - len(words) - 1) : at] == f"{words} " else 0


def _without_name_and_date(draft: Draft, words: Chunk, type_: str) -> Chunk:
    """Give genre words without the speaker before them and the date behind them, which become fields of their own."""
    text = draft.words(words).strip(" ,")
    if type_ == "interview" and AUTHOR not in draft.fields and (named := _NAMED.fullmatch(text)) is not None:
        end = words.start + len(named[1].rstrip())
        draft.set(AUTHOR, words._replace(end=end), (parse_name(named[1]),))
        return words._replace(start=words.start + named.start(2))
    if (dated := _OF_DATE.fullmatch(text)) is not None and ISSUED not in draft.fields:
        date = parse_date(dated[2])
        if date is not None and date.year is not None:
            draft.set(ISSUED, words._replace(start=words.start + dated.start(2)), date)
            return words._replace(end=words.start + dated.end(1))
    return words


def read_kind(draft: Draft, chunk: Chunk) -> None:
    """Read genre words with what they name: "interview by Robert MacNeil", "review of …"."""
    words = [part for part in chunk.parts if part.name == "kind"]
    first = Chunk("kind", words[0].first, words[-1].last, words[0].start, words[-1].end) if words else chunk
    if fold(draft.words(first)) not in _WITH:
        read_genre_words(draft, first)
    type_, titled = genre_of(draft.words(first))
    first = _without_name_and_date(draft, first, type_)
    if type_ == "patent" and (number := _NUMBER.search(draft.words(first))):
        draft.set(NUMBER, first, number.group())  # "U.S. Patent 4,586,960" (CMOS 17, 14.258)
    title = chunk.find("title")
    if type_ == "chapter" and title is not None:
        # "afterword to *Lives on the Edge*": the genre is the part's title, what follows contains it (CMOS 17, 14.110).
        draft.set(TITLE, first, _FILLER.sub("", draft.words(first)).strip(" ,"))
        draft.set(CONTAINER_TITLE, title, clean_title(draft.words(title)))
        return
    if titled and draft.kind_title is None:
        named = title if title is not None and type_ == "interview" else None  # the programme is no part of the title
        whole = chunk._replace(start=max(chunk.start, first.start)) if len(chunk.parts) > len(words) else first
        if type_ in _OWNED and (length := _owner_before(draft, whole.start)):
            whole = whole._replace(start=whole.start - length)  # "Harcourt's minute" is the title of the paper
        whole = whole if named is None else whole._replace(end=named.start)
        draft.kind_title = draft.note.field(whole, draft.words(whole).strip(" ,"))
    people, publisher = chunk.find("people"), chunk.find("publisher")
    if type_ in _EVENTS and (people is not None or publisher is not None):
        # "paper presented at the Economic History Society": it names the meeting (CMOS 17, 14.217)
        event = people or publisher or chunk
        draft.set(EVENT_TITLE, event, draft.words(event).strip(" ,"))
    elif people is not None and title is not None:
        _read_people_and_title(draft, people, title, "with" if fold(draft.words(first)) in _WITH else type_)
    elif people is not None and not (titled and type_ == "article-newspaper"):  # "Obituary of Ann Moor"
        is_of = type_ == "interview" and (AUTHOR in draft.fields or not _SPEAKS.search(draft.words(first)))
        draft.add_names(INTERVIEWER if is_of else AUTHOR, people, people_of(draft, people))
    elif publisher is not None:
        read_publisher(draft, publisher)


# genre -> what its people are, and what the title behind them is: "review of Robert Darnton, *Poetry and the Police*",
# "with James Leibold, *Cultural Erasure*", "interview by Robert MacNeil, *NewsHour*"
_PEOPLE_AND_TITLE: dict[str, tuple[Variable[tuple[Name, ...]], Variable[str]]] = {
    "review": (REVIEWED_AUTHOR, REVIEWED_TITLE),
    "with": (AUTHOR, TITLE),
    "interview": (INTERVIEWER, CONTAINER_TITLE),
}


def _read_people_and_title(draft: Draft, people: Chunk, title: Chunk, genre: str) -> None:
    """Read what genre words name by author and title."""
    role, named = _PEOPLE_AND_TITLE.get(genre, (CONTAINER_AUTHOR, CONTAINER_TITLE))
    draft.add_names(role, people, people_of(draft, people))
    draft.set(named, title, clean_title(draft.words(title)))
    if named is TITLE:
        draft.seen.append("title")


_EVENTS = frozenset({"paper-conference", "speech"})


def read_genre_words(draft: Draft, chunk: Chunk) -> None:
    """Keep genre words."""
    words = draft.words(chunk).strip(" ,()[]")
    draft.genres.append(words)
    draft.set(GENRE, chunk, words)


def read_medium(draft: Draft, chunk: Chunk) -> None:
    """Keep the medium; "repr." is none, it says that the date before it is the original one."""
    if "repr" in fold(draft.words(chunk)).split()[-1:]:
        draft.seen.append("reprint")
        return
    words = draft.words(chunk).strip(" ,")
    if (time := _RUNNING_TIME.search(words)) is not None:  # "YouTube video, 44:10" (CMOS 17, 14.267)
        draft.set(DIMENSIONS, chunk, time[1])
        words = words[: time.start()]
    if DURATION.fullmatch(words):
        draft.set(DIMENSIONS, chunk, words)
        return
    if words and not words.startswith("@"):  # "(@name)" is who posts
        draft.genres.append(words)
        draft.set(MEDIUM, chunk, words)
