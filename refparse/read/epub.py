"""Reads e-books (.epub): the pages of the package in reading order, as one document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from refparse.errors import ReadError
from refparse.formats.archive import Archive, open_archive, resolve_member_name
from refparse.formats.xhtml import parse_page
from refparse.formats.xml import Element, all_text, local_name, parse_xml
from refparse.model.diagnostic import Diagnostic
from refparse.model.source import Document
from refparse.read.html import make_page, read_pages
from refparse.read.html_pages import Page, Pages
from refparse.read.options import ReadOptions

CONTAINER: Final = "META-INF/container.xml"
ENCRYPTION: Final = "META-INF/encryption.xml"
_PAGE_TYPES: Final = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))
_PAGE_ENDINGS: Final = (".xhtml", ".html", ".htm", ".xml")
# Fonts may be scrambled without the book being protected.
_FONT_SCRAMBLING: Final = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


@dataclass(frozen=True, slots=True)
class _Item:
    """A file that the package lists."""

    name: str
    kind: str
    is_navigation: bool


def read_epub(path: Path, options: ReadOptions) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read an e-book: ``read_epub(Path("book.epub"), ReadOptions())``.

    Pages are read in the order of the spine; notes may stand in a file of their own, and each page counts as a
    chapter where numbers begin anew. Raises ReadError (also for a protected book) and NoNotesFound.
    """
    with open_archive(path) as archive:
        _refuse_protected(archive)
        package = _package_name(archive)
        root = parse_xml(archive.read(package), path=path, place=package, doctype=True)
        pages = [_page(archive, item) for item in _reading_order(root, package, archive)]
    if not pages:
        raise ReadError("the package lists no pages", path=path, place=package)
    return read_pages(Pages(pages), options, path=path, form="epub", title=_title(root))


def _refuse_protected(archive: Archive) -> None:
    if ENCRYPTION not in archive:
        return
    root = parse_xml(archive.read(ENCRYPTION), path=archive.path, place=ENCRYPTION, doctype=True)
    methods = [node.get("Algorithm", "") for node in root.iter() if local_name(node) == "EncryptionMethod"]
    if any(method not in _FONT_SCRAMBLING for method in methods):
        raise ReadError("the book is protected (DRM) and cannot be read", path=archive.path)


def _package_name(archive: Archive) -> str:
    """Give the name of the package file, from the container or, where that is missing, by its ending."""
    if CONTAINER in archive:
        root = parse_xml(archive.read(CONTAINER), path=archive.path, place=CONTAINER, doctype=True)
        for node in root.iter():
            name = unquote(node.get("full-path") or "")
            if local_name(node) == "rootfile" and name in archive:
                return name
    found = next((name for name in archive.names if name.lower().endswith(".opf")), "")
    if not found:
        raise ReadError("the book has no package file (.opf)", path=archive.path)
    return found


def _reading_order(root: Element, package: str, archive: Archive) -> list[_Item]:
    """Give the pages of the spine, then those that it leaves out, such as a file of notes."""
    items = {node.get("id", ""): _item(node, package) for node in root.iter() if local_name(node) == "item"}
    spine = [node.get("idref", "") for node in root.iter() if local_name(node) == "itemref"]
    ordered = [items[name] for name in spine if name in items] + list(items.values())
    pages = (item for item in ordered if _is_page(item) and item.name in archive)
    return list({item.name: item for item in pages}.values())


def _item(node: Element, package: str) -> _Item:
    return _Item(
        name=resolve_member_name(package, unquote(node.get("href") or "")),
        kind=(node.get("media-type") or "").lower(),
        is_navigation="nav" in (node.get("properties") or "").split(),
    )


def _is_page(item: _Item) -> bool:
    is_text = item.kind in _PAGE_TYPES or (not item.kind and item.name.lower().endswith(_PAGE_ENDINGS))
    return is_text and not item.is_navigation


def _page(archive: Archive, item: _Item) -> Page:
    root = parse_page(archive.read(item.name), path=archive.path, place=item.name)
    return make_page(root, name=item.name, sheets=_style_sheets(archive, item.name, root))


def _style_sheets(archive: Archive, name: str, root: Element) -> Iterable[str]:
    for node in root.iter("link"):
        target = resolve_member_name(name, unquote(node.get("href") or ""))
        if "stylesheet" in (node.get("rel") or "") and target in archive:
            yield archive.read(target).decode("utf-8", errors="replace")


def _title(root: Element) -> str:
    return next((all_text(node) for node in root.iter() if local_name(node) == "title"), "")
