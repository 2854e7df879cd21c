"""What CSL's data schema allows in an item, and what stands in for the rest."""

from __future__ import annotations

from typing import Final

TEXT_MEMBERS: Final = frozenset(
    """
    abstract annote archive archive_collection archive_location archive-place authority call-number citation-label
    collection-title container-title container-title-short dimensions division DOI event event-title event-place genre
    ISBN ISSN jurisdiction keyword language medium note original-publisher original-publisher-place original-title
    part-title PMCID PMID publisher publisher-place references reviewed-genre reviewed-title scale section source status
    title title-short URL version volume-title volume-title-short year-suffix
    """.split()
)
NUMBER_MEMBERS: Final = frozenset(
    """
    chapter-number citation-number collection-number edition first-reference-note-number issue locator number
    number-of-pages number-of-volumes page page-first part printing supplement volume
    """.split()
)
NAME_MEMBERS: Final = frozenset(
    """
    author chair collection-editor compiler composer container-author contributor curator director editor
    editorial-director executive-producer guest host interviewer illustrator narrator organizer original-author
    performer producer recipient reviewed-author script-writer series-creator translator
    """.split()
)
DATE_MEMBERS: Final = frozenset("accessed available-date event-date issued original-date submitted".split())
MEMBERS: Final = TEXT_MEMBERS | NUMBER_MEMBERS | NAME_MEMBERS | DATE_MEMBERS

SCHEMA_NAMES: Final = {
    "part-number": "part",
    "supplement-number": "supplement",
    "printing-number": "printing",
    "introduction": "contributor",
}
"""The specification of CSL 1.0.2 and its data schema spell some variables differently; files follow the schema."""

ZOTERO_TYPES: Final = {
    "software": "document",
    "pamphlet": "book",
    "classic": "book",
    "collection": "manuscript",
    "entry": "entry-encyclopedia",
    "figure": "graphic",
    "musical_score": "book",
    "performance": "document",
    "periodical": "document",
    "regulation": "legislation",
    "review": "article-journal",
    "review-book": "article-journal",
    "treaty": "document",
    "event": "document",
}
"""Types without a twin in Zotero would all become *document*; these are nearer. `software` there would make Zotero
refuse the whole file."""

ZOTERO_LOST: Final = (
    "annote", "archive_collection", "archive-place", "keyword", "original-title", "reviewed-title", "volume-title",
)  # fmt: skip
"""Members that Zotero's import drops: they go into `note`, which becomes Extra."""

ZOTERO_LOST_OF_BOOKS: Final = ("container-title", "page", "section")
"""Members that Zotero's import drops from a book."""
