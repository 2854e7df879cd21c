"""Writes BibLaTeX and BibTeX with bibtexparser: names in comma form, EDTF dates, doubt in `annote`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from refparse.assets import word_map
from refparse.model import variables as v
from refparse.model.bibliography import Bibliography
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.fields import Fields
from refparse.model.values import Date, Name
from refparse.model.variables import Variable, variable
from refparse.model.work import Work
from refparse.write.dates import MONTHS, edtf_date, real_parts, verbatim_date
from refparse.write.latex import escape, latex_pages, latex_text, latex_title, one_line, raw_text
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
from refparse.write.names import family_with_particles, is_others, is_single_field, real_names, single_field
from refparse.write.options import WriteOptions
from refparse.write.record import Record
from refparse.write.wording import archive_line, label_of, ordinal, value_words

_ORDINALS = (
    "", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
)  # fmt: skip
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
    for row in _rows(work.fields, kind, classic):
        _place_row(row, work.fields, options, fields, placed)
    _place_reviewed(work.fields, fields, placed)
    _place_archive(work.fields, kind, classic, fields, placed)
    _place_medium(work.fields, kind, fields, placed)
    homeless = [key for key in work.fields if key not in placed and key != v.ANNOTE and value_words(work.fields, key)]
    annote = _annote(record, options, homeless)
    if annote:
        fields["annote"] = latex_text(annote)
    return kind, fields, tuple(key.name for key in homeless)


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
    value = _FORMS[row.form](fields[row.variable].value, fields, options) if not taken else ""
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
    name = "titleaddon" if "title" in into else "title"
    if not title or name in into:
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


def bib_names(names: Sequence[Name]) -> str:
    """Give names for a .bib file: "King, Jr., Martin Luther and {Foreign Office}".

    The comma form is the only one that Zotero reads right with particles and suffixes.
    """
    return " and ".join(bib_name(name) for name in real_names(names))


def bib_name(name: Name) -> str:
    """Give one name; a body stands in braces, so that no reader takes it apart; a bare family name needs none."""
    if is_single_field(name):
        shown = escape(one_line(single_field(name)))
        return shown if not name.literal and shown.isalpha() and shown.lower() != "and" else "{" + shown + "}"
    parts = (family_with_particles(name), name.suffix, name.given)
    return ", ".join(_name_part(part) for part in parts if part)


def _name_part(part: str) -> str:
    plain = one_line(part)
    shown = escape(plain)
    apart = "," in plain or " and " in f" {plain.lower()} "
    return "{" + shown + "}" if apart else shown


Former = Callable[[Any, Fields, WriteOptions], str]


def _edtf(date: Date, fields: Fields, options: WriteOptions) -> str:
    # Zotero stores the words of a .bib date as they are; biber takes nothing but EDTF.
    return edtf_date(date) or (escape(one_line(verbatim_date(date))) if options.for_zotero else "")


def _year(date: Date, fields: Fields, options: WriteOptions) -> str:
    if date.year is None:
        return latex_text(date.literal)
    end = date.end.year if date.end is not None else None
    return f"{date.year}--{end}" if end and end != date.year else str(date.year)


def _month(date: Date, fields: Fields, options: WriteOptions) -> str:
    parts = real_parts(date)
    return " ".join([*(str(day) for day in parts[2:]), MONTHS[parts[1] - 1]]) if len(parts) > 1 else ""


def _uncertain(date: Date, fields: Fields, options: WriteOptions) -> str:
    return edtf_date(date) if date.circa or date.end or date.season else ""


def _ordinal(edition: str, fields: Fields, options: WriteOptions) -> str:
    plain = edition.isascii() and edition.isdigit()
    return _ORDINALS[int(edition)] if plain and 0 < int(edition) < len(_ORDINALS) else latex_text(ordinal(edition))


def _literal(date: Date, fields: Fields, options: WriteOptions) -> str:
    return latex_text(date.literal) if date.year is None and not options.for_zotero else ""


def _babel(language: str, fields: Fields, options: WriteOptions) -> str:
    return word_map("grammar", "words", "babel_languages.tsv").get(language.lower()[:2], "")


_FORMS: dict[str, Former] = {
    "babel": _babel,
    "text": lambda value, fields, options: latex_text(value),
    "title": lambda value, fields, options: latex_title(value, fields.value(v.LANGUAGE) or ""),
    "names": lambda value, fields, options: bib_names(value),
    "pages": lambda value, fields, options: latex_pages(value),
    "raw": lambda value, fields, options: raw_text(value),
    "edtf": _edtf,
    "year": _year,
    "month": _month,
    "uncertain": _uncertain,
    "ordinal": _ordinal,
    "literal": _literal,
}
