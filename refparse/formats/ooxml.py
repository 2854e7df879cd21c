"""The parts of an Office Open XML package (.docx) and the relationships between them (ECMA-376, part 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from refparse.errors import ReadError
from refparse.formats.archive import Archive, resolve_member_name
from refparse.formats.xml import Element, local_name, parse_xml

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
B: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/bibliography}"

# The strict variant of the standard has other names for the same things; the parts are read as the usual variant.
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/bibliography", B[1:-1].encode()),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part: the last word of its type ("footnotes", "hyperlink") and what it points to.

    `target` is the name of a part, or an address where `external` is true.
    """

    kind: str
    target: str
    external: bool = False


def read_part(archive: Archive, name: str) -> Element:
    """Parse one part: ``read_part(archive, "word/footnotes.xml")``; raises ReadError, with the part's name."""
    data = archive.read(name)
    if b"purl.oclc.org" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    return parse_xml(data, path=archive.path, place=name)


def read_relations(archive: Archive, part: str) -> dict[str, Relation]:
    """Give the relationships of `part` ("" for the package itself) by their ids; none where there are none."""
    folder, _, name = part.rpartition("/")
    member = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if member not in archive:
        return {}
    return {
        node.get("Id", ""): _relation(node, part)
        for node in read_part(archive, member)
        if local_name(node) == "Relationship"
    }


def _relation(node: Element, part: str) -> Relation:
    target = node.get("Target", "")
    external = node.get("TargetMode") == "External"
    kind = node.get("Type", "").rsplit("/", 1)[-1]
    return Relation(kind, target if external else resolve_member_name(part, target), external)


def main_part(archive: Archive) -> str:
    """Give the name of the main document part, usually "word/document.xml".

    Raises ReadError where the package holds none.
    """
    for relation in read_relations(archive, "").values():
        if relation.kind == "officeDocument" and relation.target in archive:
            return relation.target
    if "word/document.xml" in archive:
        return "word/document.xml"
    raise ReadError("the package holds no main document part", path=archive.path, place="word/document.xml")


def related_parts(archive: Archive, part: str, kind: str) -> tuple[str, ...]:
    """Give the parts that `part` names by relationships of `kind`, as far as they are there: "footnotes", "styles"."""
    found = (relation for relation in read_relations(archive, part).values() if relation.kind == kind)
    return tuple(relation.target for relation in found if not relation.external and relation.target in archive)
