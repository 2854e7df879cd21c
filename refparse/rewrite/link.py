"""A Word document whose plain notes become live Zotero citations: the front door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from refparse.errors import WriteError
from refparse.formats.archive import Archive, open_archive
from refparse.formats.ooxml import main_part, read_part, related_parts
from refparse.formats.xml import Element, refuse_deep_nesting
from refparse.model import Bibliography, Diagnostic
from refparse.rewrite.link_body import ZOTERO, add_bibliography_field, add_transfer_frame, code_link
from refparse.rewrite.link_codes import STYLE, Codes, document_data
from refparse.rewrite.link_package import (
    HYPERLINK,
    Parts,
    pack,
    relations_member,
    serialized,
    with_preferences,
    with_relation,
    with_relations_type,
)
from refparse.rewrite.link_plan import SURE, FieldPlan, LinkPlan, plan_links
from refparse.rewrite.link_word import Placer, link_notes, place_field, place_link
from refparse.rewrite.restyle import write_whole

_STRICT: Final = b"purl.oclc.org/ooxml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What came of it: live citations made, the cites and works in them, what was live before, what stayed as typed.

    `fields` counts live citations, `linked` the cites in them, `works` the works they cite, `live` the cites that were
    live before. `diagnostics` list the others, with reasons.
    """

    fields: int
    linked: int
    works: int
    live: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def left(self) -> tuple[Diagnostic, ...]:
        """Give the diagnostics of citations that stayed as typed."""
        return tuple(each for each in self.diagnostics if each.code == "R901")


def link_document(
    path: str | Path,
    out: str | Path,
    bibliography: Bibliography,
    *,
    min_confidence: float = SURE,
    bibliography_field: bool = False,
    style: str = STYLE,
    locale: str = "en-US",
    transfer: bool = False,
    uris: Mapping[str, str] | None = None,
) -> Linked:
    """Write the .docx at `path` to `out` with live Zotero citations in place of plain ones.

    ``link_document("book.docx", "live.docx", bibliography)``. `bibliography` is what was read from the same document.
    Citations resolved with less than `min_confidence`, in [0, 1], stay as typed and are listed; citations that are live
    already stay as they are. The words of every note stay the same. `style` is a CSL style's id or name.
    `bibliography_field` puts Zotero's bibliography at the end. `transfer` writes the form that LibreOffice and Google
    Docs take too: Zotero's plugin makes it readable at its first refresh. `uris` are the addresses of works that stand
    in the user's library, by the ids of works. Raises ReadError and WriteError.
    """
    source, target = Path(path), Path(out)
    _check(source, target)
    plan = plan_links(bibliography, min_confidence)
    data = document_data(bibliography, style=style, locale=locale, has_bibliography=bibliography_field)
    form = _with_links if transfer else _with_fields
    with refuse_deep_nesting(source), open_archive(source) as archive:
        package = _opened(archive)
        changed = form(package, plan, Codes(bibliography, uris), data, bibliography_field)
    write_whole(target, pack(source, changed))
    return _summary(plan, package.done, package.remarks)


def _check(source: Path, target: Path) -> None:
    if source.suffix.lower() not in {".docx", ".docm"}:
        raise WriteError(
            f"only .docx can hold live citations, not {source.suffix or 'a file without ending'}", path=source
        )
    if target.exists() and source.exists() and target.samefile(source):
        raise WriteError("the new document would replace the old one: give another name", path=target)


@dataclass(slots=True)
class _Package:
    """A package while it is changed: its text parts, and what was made of the plan."""

    archive: Archive
    main: str
    document: Element
    notes: dict[str, Element]
    done: list[FieldPlan] = field(default_factory=list)
    remarks: list[Diagnostic] = field(default_factory=list)

    def changed_notes(self, plan: LinkPlan, codes: Codes, place: Placer) -> Parts:
        """Change the notes by the plan; give those parts that are no longer the same."""
        before = {name: etree.tostring(root) for name, root in self.notes.items()}
        self.done, self.remarks = link_notes(plan, codes, self.document, self.notes, place)
        return {name: serialized(root) for name, root in self.notes.items() if etree.tostring(root) != before[name]}


def _opened(archive: Archive) -> _Package:
    main = main_part(archive)
    if _STRICT in archive.read(main):
        raise WriteError("a document in strict Open XML cannot be rewritten: save it as .docx", path=archive.path)
    names = [name for kind in ("footnotes", "endnotes") for name in related_parts(archive, main, kind)]
    return _Package(archive, main, read_part(archive, main), {name: read_part(archive, name) for name in names})


def _with_fields(package: _Package, plan: LinkPlan, codes: Codes, data: str, bibliography: bool) -> Parts:
    """Give the parts that change for Word's own form: fields in the notes, preferences in the custom properties."""
    changed = package.changed_notes(plan, codes, place_field)
    if bibliography and add_bibliography_field(package.archive, package.main, package.document):
        changed[package.main] = serialized(package.document)
    return changed | with_preferences(package.archive, data) if changed else changed


def _with_links(package: _Package, plan: LinkPlan, codes: Codes, data: str, bibliography: bool) -> Parts:
    """Give the parts that change for a transfer document: links that hold codes, and a frame around the text."""
    made = {name: with_relation(package.archive, name, HYPERLINK, ZOTERO, external=True) for name in package.notes}
    names = {id(root): made[name][1] for name, root in package.notes.items()}
    place = place_link(lambda root, code: code_link(names[id(root)], code))
    changed = package.changed_notes(plan, codes, place)
    relations = {relations_member(name): made[name][0] for name in changed}
    own, relation = with_relation(package.archive, package.main, HYPERLINK, ZOTERO, external=True)
    add_transfer_frame(package.document, relation, data, bibliography=bibliography)
    frame = {package.main: serialized(package.document), relations_member(package.main): own}
    return {**changed, **relations, **frame, **with_relations_type(package.archive)}


def _summary(plan: LinkPlan, done: list[FieldPlan], remarks: list[Diagnostic]) -> Linked:
    made = {(each.note, each.span) for each in done}
    kept = tuple(each for each in plan.diagnostics if each.code != "R903" or (each.note, each.span) in made)
    cites = [cite for each in done for cite in each.cites]
    return Linked(
        fields=len(done),
        linked=len(cites),
        works=len({cite.id for cite in cites}),
        live=plan.live,
        diagnostics=(*kept, *remarks),
    )
