"""Writes BibLaTeX and BibTeX with bibtexparser: names in comma form, EDTF dates, doubt in `annote`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from refparse.model import variables as v
from refparse.model.bibliography import Bibliography
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.fields import Fields
from refparse.model.variables import Variable, variable
from refparse.model.work import Work
from refparse.write.bib_values import FORMS, bib_names
from refparse.write.latex import latex_text, latex_title
from refparse.write.mapping import (
    ARCHIVE_VARIABLES,
    BIBLATEX_FIELDS,
    BIBLATEX_TYPES,
    BIBTEX_FIELDS,
    BIBTEX_TYPES,
    CREATOR_STAND_INS,
    ENTRY_SUBTYPES,
    HELD_TYPES,
    LOOSE_TYPES,
    Row,
)
from refparse.write.mentions import cited_in
from refparse.write.names import is_others, real_names
from refparse.write.options import WriteOptions
from refparse.write.record import Record
from refparse.write.wording import archive_line, label_of, value_words

_MASTER = ("master", "m.a.", "ma thesis", "m.phil", "m.sc")


def write_biblatex(
    records: Sequence[Record], bibliography: Bibliography, options: WriteOptions
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Write works as BibLaTeX entries, in the order given."""
    return _write(records, options, classic=False)


def write_bibtex(
    records: Sequence[Record], bibliography: Bibliography, options: WriteOptions
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Write works as entries for the classic BibTeX program, in the order given."""
    return _write(records, options, classic=True)


def _write(records: Sequence[Record], options: WriteOptions, classic: bool) -> tuple[str, tuple[Diagnostic, ...]]:
    from bibtexparser.library import Library
    from bibtexparser.model import Block, Entry, Field
    from bibtexparser.writer import BibtexFormat, write

    blocks: list[Block] = []
    diagnostics: list[Diagnostic] = []
    for record in records:
        kind, fields, homeless = bib_entry(record, options, classic)
        shown = [Field(name, f"{{{value}}}") for name, value in fields.items()]
        blocks.append(Entry(kind, record.key, shown))
        diagnostics += _homeless_diagnostics(record, homeless)
    layout = BibtexFormat()  # type: ignore[no-untyped-call]
    layout.indent, layout.trailing_comma, layout.block_separator = "  ", True, "\n"
    return write(Library(blocks), layout), tuple(diagnostics)


def _homeless_diagnostics(record: Record, homeless: Sequence[str]) -> list[Diagnostic]:
    if not homeless:
        return []
    words = f"no field in a .bib file for {', '.join(homeless)}: kept in annote"
    return [Diagnostic(code="R501", severity=Severity.INFO, work=record.work.id, message=words)]


def bib_entry(
    record: Record, options: WriteOptions, classic: bool = False
) -> tuple[str, dict[str, str], tuple[str, ...]]:
    """Give a work's entry type, its fields as .bib values (outer braces left off), and the variables without a place.

    What has no field of its own goes into `annote`, so that nothing is lost.
    """
    work = record.work
    kind = entry_type(work, classic)
    fields: dict[str, str] = {}
    placed: set[Variable[Any]] = set()
    if work.type in ENTRY_SUBTYPES and not classic:
        fields["entrysubtype"] = ENTRY_SUBTYPES[work.type]
    _place_stand_ins(work.fields, classic, fields, placed)
    _place_reviewed(work.fields, fields, placed)
    for row in _rows(work.fields, kind, classic):
        _place_row(row, work.fields, options, fields, placed)
    _place_archive(work.fields, kind, classic, fields, placed)
    _place_medium(work.fields, kind, fields, placed)
    homeless = [key for key in work.fields if key not in placed and key != v.ANNOTE and value_words(work.fields, key)]
    annote = _annote(record, options, homeless)
    if annote:
        fields["annote"] = latex_text(annote)
    in_order = sorted(fields, key=lambda name: _order(classic).get(name, _LAST))
    return kind, {name: fields[name] for name in in_order}, tuple(key.name for key in homeless)


@cache
def _order(classic: bool) -> dict[str, int]:
    """Give the place of each field in an entry: that of its first row in the table."""
    names = [row.field for row in (BIBTEX_FIELDS if classic else BIBLATEX_FIELDS)]
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    return {"entrysubtype": -1, "editortype": places["editor"], **places}


_LAST = 1000


def entry_type(work: Work, classic: bool = False) -> str:
    """Give the entry type for a work, one that Zotero keeps.

    An edited book is a `collection`, since biber wants an author on `book`; a chapter in one author's book is
    `inbook`; a working paper with an address is `online`.
    """
    fields = work.fields
    if classic:
        genre = (fields.value(v.GENRE) or "").lower()
        kind = BIBTEX_TYPES.get(work.type, "misc")
        return "mastersthesis" if kind == "phdthesis" and genre.startswith(_MASTER) else kind
    kind = BIBLATEX_TYPES.get(work.type, "misc")
    if kind == "book" and v.AUTHOR not in fields and (v.EDITOR in fields or v.COMPILER in fields):
        return "collection"
    if kind == "incollection" and v.CONTAINER_AUTHOR in fields and v.EDITOR not in fields:
        return "inbook"
    if work.type in _ADDRESSED and (v.URL in fields or v.DOI in fields):
        return "online"
    return kind


_ADDRESSED = frozenset({"article", "document"})


def _rows(fields: Fields, kind: str, classic: bool) -> list[Row]:
    """Give the rows of the table that a work fills, in the order of the table."""
    places = _places(kind, classic)
    table = BIBTEX_FIELDS if classic else BIBLATEX_FIELDS
    return [table[place] for place in sorted(place for key in fields for place in places.get(key.name, ()))]


@cache
def _places(kind: str, classic: bool) -> dict[str, tuple[int, ...]]:
    """Give, by variable, where in the table the rows stand that an entry type reads."""
    found: dict[str, tuple[int, ...]] = {}
    for place, row in enumerate(BIBTEX_FIELDS if classic else BIBLATEX_FIELDS):
        if kind not in row.never and (not row.only or kind in row.only):
            found[row.variable.name] = (*found.get(row.variable.name, ()), place)
    return found


def _place_row(
    row: Row, fields: Fields, options: WriteOptions, into: dict[str, str], placed: set[Variable[Any]]
) -> None:
    taken = row.field in into
    value = FORMS[row.form](fields[row.variable].value, fields, options) if not taken else ""
    if value:
        into[row.field] = value
    if not taken and (value or row.form in _SAME_AS_OTHERS):
        placed.add(row.variable)


_SAME_AS_OTHERS = frozenset({"month", "uncertain", "babel"})


def _place_stand_ins(fields: Fields, classic: bool, into: dict[str, str], placed: set[Variable[Any]]) -> None:
    for name, roles in CREATOR_STAND_INS.items():
        role = next((role for role in roles if role in fields), None)
        if role is None or real_names(fields.value(variable(name)) or ()):
            continue
        into[name] = bib_names(fields.value(role) or ())
        placed.add(role)
        if name == "editor" and not classic:
            into["editortype"] = role.name


def _place_reviewed(fields: Fields, into: dict[str, str], placed: set[Variable[Any]]) -> None:
    title, authors = fields.value(v.REVIEWED_TITLE), fields.value(v.REVIEWED_AUTHOR) or ()
    name = "titleaddon" if v.TITLE in fields else "title"
    if not title:
        return
    by = " and ".join(author.full for author in authors)
    into[name] = latex_title(f"Review of {title}{f', by {by}' if by else ''}", "en")
    placed.update((v.REVIEWED_TITLE, v.REVIEWED_AUTHOR))


def _place_archive(fields: Fields, kind: str, classic: bool, into: dict[str, str], placed: set[Variable[Any]]) -> None:
    line = archive_line(fields)
    if not line:
        return
    name = "note" if classic and kind == "unpublished" else "howpublished" if kind in HELD_TYPES else "library"
    into[name] = "; ".join(part for part in (into.get(name), latex_text(line)) if part)
    placed.update(ARCHIVE_VARIABLES)


def _place_medium(fields: Fields, kind: str, into: dict[str, str], placed: set[Variable[Any]]) -> None:
    medium = fields.value(v.MEDIUM)
    if medium and kind in LOOSE_TYPES and "howpublished" not in into:
        into["howpublished"] = latex_text(medium)
        placed.add(v.MEDIUM)


def _annote(record: Record, options: WriteOptions, homeless: Sequence[Variable[Any]]) -> str:
    fields = record.work.fields
    lines = [fields.value(v.ANNOTE) or ""]
    lines += [f"{label_of(key)}: {value_words(fields, key)}." for key in homeless]
    lines += [f"{label_of(key)}: and others." for key in fields if _has_others(fields, key)]
    lines += record.doubts if options.doubts else ()
    where = cited_in(record.mentions) if options.cited_in else ""
    lines += [f"{where[0].upper()}{where[1:]}."] if where else ()
    return " ".join(line for line in lines if line)


def _has_others(fields: Fields, key: Variable[Any]) -> bool:
    return key.kind == "names" and any(is_others(name) for name in fields.value(key) or ())
