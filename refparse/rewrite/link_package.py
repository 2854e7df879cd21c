"""The parts of a Word package besides its text that live citations need: properties, content types, relationships."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from lxml import etree

from refparse.errors import ReadError, WriteError
from refparse.formats.archive import MAX_TOTAL_BYTES, Archive
from refparse.formats.ooxml import read_part, related_parts
from refparse.formats.xml import Element, all_text

TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES: Final = f"{_OFFICE}/custom-properties"
_VALUES: Final = f"{_OFFICE}/docPropsVTypes"
_CUSTOM: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_RELATIONS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"
HYPERLINK: Final = f"{_OFFICE}/relationships/hyperlink"
_PREFIX: Final = "ZOTERO_PREF_"
# Word takes no more in one property; in characters.
LONGEST_PROPERTY: Final = 255
# The one date that a new part gets, since the same input gives the same file.
_NO_DATE: Final = (1980, 1, 1, 0, 0, 0)

# Example: <pref name="fieldType" value="Bookmark"/>
_BOOKMARKS: Final = re.compile(r"""fieldType["']\s+value=["']Bookmark""")

Parts = dict[str, bytes]


def with_preferences(archive: Archive, data: str) -> Parts:
    """Give the parts that store the document data in the custom properties; none where Zotero's are there already."""
    name = next(iter(related_parts(archive, "", "custom-properties")), "")
    root = read_part(archive, name) if name else _new_root("Properties", _PROPERTIES, vt=_VALUES)
    known = [node.get("name", "") for node in root]
    if any(each.startswith(_PREFIX) for each in known):
        return _checked(root, archive)
    _add_properties(root, data)
    if name:
        return {name: serialized(root)}
    name = "docProps/custom.xml"
    at = 1
    while name in archive:
        at += 1
        name = f"docProps/custom{at}.xml"
    return {
        name: serialized(root),
        TYPES: _with_override(archive, name),
        "_rels/.rels": with_relation(archive, "", f"{_OFFICE}/relationships/custom-properties", name)[0],
    }


def _checked(root: Element, archive: Archive) -> Parts:
    """Change nothing in the preferences that are there; see that they agree with fields. Raises WriteError."""
    stored = {node.get("name", ""): all_text(node) for node in root if node.get("name", "").startswith(_PREFIX)}
    if _BOOKMARKS.search("".join(stored[name] for name in sorted(stored, key=_piece_number))):
        raise WriteError(
            "this document keeps its Zotero citations as bookmarks: change “Store citations as” to fields in Zotero's"
            " document preferences in Word, save it, and link it again",
            path=archive.path,
        )
    return {}


def _piece_number(name: str) -> int:
    number = name.removeprefix(_PREFIX)
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0


def _new_root(name: str, namespace: str, **others: str) -> Element:
    prefixes: Any = {None: namespace, **others}  # the stubs do not know the default namespace
    return etree.Element(f"{{{namespace}}}{name}", nsmap=prefixes)


def _add_properties(root: Element, data: str) -> None:
    numbers = [int(number) for node in root if (number := node.get("pid", "")).isdecimal()]
    first = max([1, *numbers]) + 1
    pieces = [data[at : at + LONGEST_PROPERTY] for at in range(0, len(data), LONGEST_PROPERTY)]
    for at, piece in enumerate(pieces):
        node = etree.SubElement(root, f"{{{_PROPERTIES}}}property")
        node.set("fmtid", _FORMAT)
        node.set("pid", str(first + at))
        node.set("name", f"{_PREFIX}{at + 1}")
        etree.SubElement(node, f"{{{_VALUES}}}lpwstr").text = piece


def _with_override(archive: Archive, name: str) -> bytes:
    root = read_part(archive, TYPES)
    node = etree.SubElement(root, f"{{{_CONTENT_TYPES}}}Override")
    node.set("PartName", f"/{name}")
    node.set("ContentType", _CUSTOM)
    return serialized(root)


def with_relation(archive: Archive, part: str, kind: str, target: str, *, external: bool = False) -> tuple[bytes, str]:
    """Give the relationships of a part ("" for the package) with one more, and the id of that one."""
    member = relations_member(part)
    root = read_part(archive, member) if member in archive else _new_root("Relationships", _RELATIONS)
    taken = {node.get("Id", "") for node in root}
    name = next(name for at in range(1, len(taken) + 2) if (name := f"rIdZotero{at}") not in taken)
    node = etree.SubElement(root, f"{{{_RELATIONS}}}Relationship")
    for key, value in (("Id", name), ("Type", kind), ("Target", target)):
        node.set(key, value)
    if external:
        node.set("TargetMode", "External")
    return serialized(root), name


def relations_member(part: str) -> str:
    """Give the name of the part that holds the relationships of `part`: "word/_rels/footnotes.xml.rels"."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def with_relations_type(archive: Archive) -> Parts:
    """Give the content types with those of relationships, which a package of one part only may lack."""
    root = read_part(archive, TYPES)
    if any(node.get("Extension", "").lower() == "rels" for node in root):
        return {}
    node = etree.SubElement(root, f"{{{_CONTENT_TYPES}}}Default")
    node.set("Extension", "rels")
    node.set("ContentType", _RELATIONS_TYPE)
    return {TYPES: serialized(root)}


def serialized(root: Element) -> bytes:
    """Give a part as bytes, as word processors write it."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def pack(path: Path, changed: Mapping[str, bytes]) -> bytes:
    """Copy a package with the changed parts in their places and new ones at its end; all others byte for byte.

    Raises ReadError where a part is damaged, or the package unpacks to more than a document needs.
    """
    target = BytesIO()
    waiting = {name.lower(): (name, data) for name, data in changed.items()}
    try:
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
            infos = source.infolist()
            if sum(info.file_size for info in infos) > MAX_TOTAL_BYTES:
                raise ReadError("unpacks to far more than a document needs (a zip bomb?)", path=path)
            for info in infos:
                _, new = waiting.pop(info.filename.lower(), ("", None))
                written.writestr(info, source.read(info) if new is None else new, info.compress_type)
            for name, data in waiting.values():
                info = zipfile.ZipInfo(name, _NO_DATE)
                info.external_attr = 0o600 << 16
                written.writestr(info, data, zipfile.ZIP_DEFLATED)
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError) as error:
        raise ReadError(f"a part of the package is damaged ({error})", path=path) from error
    return target.getvalue()
