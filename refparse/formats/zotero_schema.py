"""What Zotero can hold: item types with their fields and creator roles, and where CSL's variables go.

The item types stand in ``grammar/words/zotero_types.tsv``, each with what is particular to it; fields that nearly
every type has stand here.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from refparse.assets import word_rows

_COMMON: Final = "title abstractNote date DOI citationKey url accessDate shortTitle language rights extra"
_HELD: Final = "archive archiveLocation libraryCatalog callNumber"
_LACKING: Final = {("computerProgram", "language")}

ROLES: Final[dict[str, tuple[str, ...]]] = {
    "editor": ("editor",), "translator": ("translator",), "container-author": ("bookAuthor",),
    "collection-editor": ("seriesEditor",), "recipient": ("recipient",), "interviewer": ("interviewer",),
    "reviewed-author": ("reviewedAuthor",), "director": ("director",), "performer": ("performer", "castMember"),
    "composer": ("composer",), "producer": ("producer",), "script-writer": ("scriptwriter",), "narrator": ("narrator",),
    "host": ("host", "podcaster"), "guest": ("guest",), "original-author": ("originalCreator",), "chair": ("chair",),
    "organizer": ("organizer",), "contributor": ("contributor",),
}  # fmt: skip
"""CSL name variable to Zotero's roles, the first that the type knows; any other name is a contributor."""

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title",), "title-short": ("shortTitle",),
    "container-title": ("publicationTitle", "reporter", "code"), "container-title-short": ("journalAbbreviation",),
    "collection-title": ("series", "seriesTitle"), "collection-number": ("seriesNumber",),
    "publisher": ("publisher",), "publisher-place": ("place", "eventPlace"), "authority": ("authority", "publisher"),
    "genre": ("type",), "medium": ("medium", "system"), "volume": ("volume", "codeNumber"), "issue": ("issue",),
    "number": ("number",), "edition": ("edition",), "page": ("pages",), "number-of-pages": ("numPages",),
    "number-of-volumes": ("numberOfVolumes",), "section": ("section", "committee"), "chapter-number": ("session",),
    "event-title": ("meetingName", "conferenceName"), "event-place": ("eventPlace", "place"),
    "original-publisher": ("originalPublisher",), "original-publisher-place": ("originalPlace",),
    "part-number": ("partNumber",), "part-title": ("partTitle",), "scale": ("scale",),
    "dimensions": ("artworkSize", "runningTime"), "references": ("history", "references"),
    "source": ("libraryCatalog",), "status": ("status",), "version": ("versionNumber",), "archive": ("archive",),
    "archive_location": ("archiveLocation",), "call-number": ("callNumber", "applicationNumber"), "DOI": ("DOI",),
    "ISBN": ("ISBN",), "ISSN": ("ISSN",), "PMID": ("PMID",), "PMCID": ("PMCID",), "URL": ("url",),
    "language": ("language",), "abstract": ("abstractNote",), "issued": ("date",), "accessed": ("accessDate",),
    "submitted": ("filingDate",), "original-date": ("originalDate",),
}  # fmt: skip
"""CSL variable to Zotero's fields: the first that the type knows and that is still empty."""

ITEM_TYPES: Final[dict[str, str]] = {
    "article": "preprint", "article-journal": "journalArticle", "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle", "bill": "bill", "book": "book", "broadcast": "tvBroadcast",
    "chapter": "bookSection", "classic": "book", "collection": "manuscript", "dataset": "dataset",
    "document": "document", "entry": "encyclopediaArticle", "entry-dictionary": "dictionaryEntry",
    "entry-encyclopedia": "encyclopediaArticle", "figure": "artwork", "graphic": "artwork", "hearing": "hearing",
    "interview": "interview", "legal_case": "case", "legislation": "statute", "manuscript": "manuscript", "map": "map",
    "motion_picture": "film", "musical_score": "book", "pamphlet": "book", "paper-conference": "conferencePaper",
    "patent": "patent", "performance": "document", "periodical": "document", "personal_communication": "letter",
    "post": "forumPost", "post-weblog": "blogPost", "regulation": "statute", "report": "report",
    "review": "journalArticle", "review-book": "journalArticle", "software": "computerProgram",
    "song": "audioRecording", "speech": "presentation", "standard": "standard", "thesis": "thesis",
    "treaty": "document", "webpage": "webpage",
}  # fmt: skip

NO_TWIN: Final = frozenset(
    """classic collection entry figure musical_score pamphlet performance periodical regulation review review-book
    treaty""".split()
)
"""CSL types that Zotero has no item type for: a line "type: pamphlet" in Extra keeps them, for Zotero's styles too."""

TYPE_WORDS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "broadcast": (("podcast", "podcast"), ("radio", "radioBroadcast")),
    "personal_communication": (("e-mail", "email"), ("email", "email")),
    "motion_picture": (("video", "videoRecording"), ("dvd", "film")),
}
"""Words of genre or medium that decide between item types which are one type in CSL."""


@cache
def _types() -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in word_rows("grammar", "words", "zotero_types.tsv")}


@cache
def fields_of(item_type: str) -> dict[str, str]:
    """Give the fields of an item type: the general name to the name that this type uses.

    >>> fields_of("case")["title"]
    'caseName'
    """
    held, own, _ = _types()[item_type]
    names = [name.partition("=") for name in f"{_COMMON} {_HELD if held == 'held' else ''} {own}".split()]
    found = {base or name: name for name, _, base in names}
    return {base: name for base, name in found.items() if (item_type, base) not in _LACKING}


@cache
def creators_of(item_type: str) -> tuple[str, ...]:
    """Give the creator roles of an item type; the primary one, in which an author is written, stands first.

    >>> creators_of("map")[0]
    'cartographer'
    """
    return tuple(_types()[item_type][2].split())


def item_types() -> tuple[str, ...]:
    """Give all item types that hold works."""
    return tuple(_types())
