"""What is saved in Zotero: items with their notes, the document they come from, and what came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from refparse.model import Diagnostic, Document
from refparse.text.fold import fold

# Told after each request: how many items are done, of how many.
Progress = Callable[[int, int], None]
Data = dict[str, Any]


class SavableItem(Protocol):
    """An item ready for Zotero: the id of its work, Zotero's item JSON, the HTML of its child notes."""

    @property
    def work(self) -> str:
        """Give the id of the work."""

    @property
    def item(self) -> Data:
        """Give the item as Zotero's interfaces take it."""

    @property
    def notes(self) -> Sequence[str]:
        """Give the child notes as HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The document that items come from: its name, and a digest by which it is known under another one."""

    name: str
    digest: str = ""

    @property
    def tag(self) -> str:
        """Give the tag of its items: ``refparse: chapter3``."""
        return f"refparse: {self.name}"[:255]


def source_of(document: Document) -> Source:
    """Give what a document is known by: its id, and a digest of the words of its notes."""
    words = "\n".join(note.text for note in document.notes)
    return Source(name=document.id, digest=hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:24])


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item on its way: `identity` is the same for the same work in every run."""

    identity: str
    work: str
    item: Data
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Give the words by which a person knows the item."""
        return str(self.item.get("title") or self.item.get("caseName") or self.item.get("nameOfAct") or self.work)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What came of saving: where the items went, and the works saved now, saved before, and perhaps saved before.

    `diagnostics` tell what was refused and why; `unsaved` is the file that keeps it, "" for nothing left.
    """

    place: str
    saved: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    unsaved: str = ""


def entries_of(items: Iterable[SavableItem], source: Source) -> list[Entry]:
    """Make items ready to go: tagged with their document, each with its identity; the same work comes once."""
    entries: dict[str, Entry] = {}
    for each in items:
        tags = [tag for tag in each.item.get("tags", ()) if tag.get("tag") != source.tag]
        item = {**each.item, "tags": [*tags, {"tag": source.tag}]}
        identity = identity_of(item)
        while identity in entries:  # two works that differ in nothing an identity is made of, such as two volumes
            identity = _digest(identity, each.work)
        entries[identity] = Entry(identity=identity, work=each.work, item=item, notes=tuple(each.notes))
    return list(entries.values())


def identity_of(item: Mapping[str, Any]) -> str:
    """Give what an item is known by: a digest of type, title, creators, date and container, folded.

    An item read back from Zotero has the identity of the one that was sent.
    """
    title = item.get("title") or item.get("caseName") or item.get("nameOfAct") or item.get("subject") or ""
    container = next((item[name] for name in _CONTAINERS if item.get(name)), "")
    return _digest(
        str(item.get("itemType", "")),
        fold(str(title)),
        *(fold(_creator(each)) for each in item.get("creators", ()) if isinstance(each, Mapping)),
        fold(str(item.get("date", ""))),
        fold(str(container)),
        *(str(item.get(name) or "") for name in ("volume", "edition", "pages", "archiveLocation")),
    )


_CONTAINERS = (
    "publicationTitle",
    "bookTitle",
    "encyclopediaTitle",
    "dictionaryTitle",
    "proceedingsTitle",
    "websiteTitle",
)


def _creator(creator: Mapping[str, Any]) -> str:
    return " ".join(str(creator.get(part) or "") for part in ("firstName", "lastName", "name")).strip()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]
