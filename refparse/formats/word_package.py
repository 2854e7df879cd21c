"""What else a Word package knows: its title, Word's own sources, and the codes that Zotero keeps for bookmarks."""

from __future__ import annotations

import re
from typing import Any, Final

from refparse.errors import ReadError
from refparse.formats.archive import Archive
from refparse.formats.ooxml import B, read_part, related_parts
from refparse.formats.word_sources import read_sources
from refparse.formats.xml import local_name

# Example: "ZOTERO_BREF_8PxzGfQw1nJk_2", the second piece of the code of one bookmark.
_BOOKMARK_PIECE: Final = re.compile(r"^(ZOTERO_BREF_[A-Za-z0-9]+)_(\d{1,4})$")
# What word processors put in for a title of their own: "Microsoft Word - draft3.doc", "Document1".
_NO_TITLE: Final = re.compile(r"^(?:Microsoft Word\b.*|(?:Document|Dokument|Untitled|Title)\s?\d*)$", re.IGNORECASE)


def core_title(archive: Archive) -> str:
    """Give the title in the document's properties, "" where there is none or only a program's."""
    for name in related_parts(archive, "", "core-properties") or ("docProps/core.xml",):
        if name in archive:
            node = next((each for each in read_part(archive, name).iter() if local_name(each) == "title"), None)
            title = "" if node is None else " ".join((node.text or "").split())
            return "" if _NO_TITLE.match(title) else title
    return ""


def document_sources(archive: Archive, part: str) -> dict[str, dict[str, Any]]:
    """Give Word's own sources of the document by their tags; a damaged part holds none."""
    found: dict[str, dict[str, Any]] = {}
    for name in related_parts(archive, part, "customXml"):
        try:
            root = read_part(archive, name)
        except ReadError:  # any program may keep anything there; it is not the document's text
            continue
        if root.tag == f"{B}Sources":
            found |= read_sources(root)
    return found


def custom_codes(archive: Archive) -> dict[str, str]:
    """Give the citation codes that Zotero stores for bookmarks in the custom properties, joined from their pieces."""
    pieces: dict[str, dict[int, str]] = {}
    for name in related_parts(archive, "", "custom-properties"):
        for node in read_part(archive, name):
            match = _BOOKMARK_PIECE.match(node.get("name", ""))
            if match:
                text = "".join(str(piece) for piece in node.itertext())
                pieces.setdefault(match.group(1), {})[int(match.group(2))] = text
    return {name: "".join(found[place] for place in sorted(found)) for name, found in pieces.items()}
