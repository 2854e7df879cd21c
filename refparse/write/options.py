"""What a caller may ask of a writer: which works, which keys, for whom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOptions:
    """Choices for `write_bibliography`; the defaults write everything.

    `cited_in` adds the notes that cite a work where the format has a place for them. `only_complete` leaves out works
    that the document never gives in full. `types` keeps only these CSL types (empty: all). `min_confidence`, in
    [0, 1], leaves out works read with less. `keys` is a pattern such as ``{author}{year}{title}`` (empty: the work's
    own id); ids among `own_keys`, those of the user's library, stay whatever the pattern. `for_zotero` writes the
    flavour that Zotero reads best. `group` sorts a list under heads: "type", "archive" or "kind" (primary and
    secondary sources). `doubts` adds what is uncertain. `title` names the list or collection (empty: the document's
    title). `tags` are given to every item for Zotero. `strict` leaves out of Zotero's JSON what its web interface
    would refuse.

    >>> WriteOptions(types=("book",), min_confidence=0.5).types
    ('book',)
    """

    cited_in: bool = False
    only_complete: bool = False
    types: tuple[str, ...] = ()
    min_confidence: float = 0.0
    keys: str = ""
    own_keys: frozenset[str] = frozenset()
    for_zotero: bool = False
    group: str = ""
    doubts: bool = True
    title: str = ""
    tags: tuple[str, ...] = ()
    strict: bool = True
