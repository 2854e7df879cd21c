"""Writes RIS with rispy, for EndNote, Mendeley, Citavi and Zotero."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from refparse.model import variables as v
from refparse.model.bibliography import Bibliography
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.fields import Fields
from refparse.model.values import Date
from refparse.model.variables import Variable
from refparse.write.dates import real_parts, verbatim_date
from refparse.write.latex import one_line
from refparse.write.mapping_ris import LIST_TAGS, RIS_FIELDS, RIS_NAMES, RIS_TYPES
from refparse.write.mentions import cited_in
from refparse.write.names import comma_name, real_names
from refparse.write.options import WriteOptions
from refparse.write.record import Record
from refparse.write.wording import label_of, value_words

Tags = dict[str, Any]


def write_ris(
    records: Sequence[Record], bibliography: Bibliography, options: WriteOptions
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Write works as RIS records."""
    import rispy

    class PlainWriter(rispy.RisWriter):  # type: ignore[misc]
        """Writes RIS without the running number that rispy sets above each record."""

        REFERENCE_TYPE_KEY = "ty"

        def set_header(self, count: int) -> str:
            """Give no header."""
            return ""

    found, diagnostics = [], []
    for record in records:
        tags, homeless = ris_tags(record, options)
        found.append(tags)
        diagnostics += _homeless_diagnostics(record, homeless)
    mapping = {tag: tag.lower() for tag in sorted({tag for tags in found for tag in tags})}
    rows = [{tag.lower(): value for tag, value in tags.items()} for tags in found]
    text = rispy.dumps(
        rows, implementation=PlainWriter, mapping=mapping, list_tags=LIST_TAGS, delimiter_tags_mapping={}
    )
    return text, tuple(diagnostics)


def _homeless_diagnostics(record: Record, homeless: Sequence[str]) -> list[Diagnostic]:
    if not homeless:
        return []
    words = f"no RIS tag for {', '.join(homeless)}: kept in a note (N1)"
    return [Diagnostic(code="R501", severity=Severity.INFO, work=record.work.id, message=words)]


def ris_tags(record: Record, options: WriteOptions) -> tuple[Tags, tuple[str, ...]]:
    """Give a work's RIS tags, and the variables that have none: those stand in N1, so that nothing is lost."""
    work = record.work
    kind = RIS_TYPES.get(work.type, "GEN")
    tags: Tags = {"TY": kind, "ID": record.key}
    placed: set[Variable[Any]] = set()
    _place_names(work.fields, kind, tags, placed)
    _place_fields(work.fields, kind, tags, placed)
    _place_dates(work.fields, tags, placed, verbatim_date if options.for_zotero else ris_date)
    _place_pages(work.fields, tags, placed)
    _place_keywords(work.fields, tags, placed)
    homeless = [key for key in work.fields if key not in placed and key not in _NOTES and value_words(work.fields, key)]
    notes = [work.fields.value(key) or "" for key in _NOTES]
    notes += [f"{label_of(key)}: {value_words(work.fields, key)}" for key in homeless]
    notes += record.doubts if options.doubts else ()
    notes.append(cited_in(record.mentions) if options.cited_in else "")
    tags["N1"] = [one_line(note) for note in notes if note]
    return {tag: value for tag, value in tags.items() if value}, tuple(key.name for key in homeless)


_NOTES = (v.NOTE, v.ANNOTE)


def _place_names(fields: Fields, kind: str, tags: Tags, placed: set[Variable[Any]]) -> None:
    for tag, key, only in RIS_NAMES:
        names = real_names(fields.value(key))
        if names and (not only or kind in only) and (tag not in tags or tag in ("AU", "A2")):
            tags[tag] = [*tags.get(tag, []), *(one_line(comma_name(name)) for name in names)]
            placed.add(key)


def _place_fields(fields: Fields, kind: str, tags: Tags, placed: set[Variable[Any]]) -> None:
    for tag, key, only in RIS_FIELDS:
        value = fields.value(key)
        if value and tag not in tags and (not only or kind in only):
            tags[tag] = one_line(value)
            placed.add(key)


def _place_dates(fields: Fields, tags: Tags, placed: set[Variable[Any]], shown: Callable[[Date], str]) -> None:
    issued, accessed = fields.value(v.ISSUED), fields.value(v.ACCESSED)
    if issued is not None:
        tags["PY"] = str(issued.year) if issued.year is not None else ""
        tags["DA"] = one_line(shown(issued))
        placed.add(v.ISSUED)
    if accessed is not None:
        tags["Y2"] = one_line(shown(accessed))
        placed.add(v.ACCESSED)


def ris_date(date: Date) -> str:
    """Give a date as RIS has it, "1956/11/05"; one that is not plain stands in words, which Zotero keeps."""
    if date.year is None or date.year < 0 or date.season or date.end or date.circa:
        return verbatim_date(date)
    parts = real_parts(date)
    return "/".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])])


def _place_pages(fields: Fields, tags: Tags, placed: set[Variable[Any]]) -> None:
    page, total = fields.value(v.PAGE), fields.value(v.NUMBER_OF_PAGES)
    if page:
        first, dash, last = one_line(page).replace("–", "-").partition("-")
        plain = dash and first.isalnum() and last.isalnum()
        tags |= {"SP": first, "EP": last} if plain else {"SP": one_line(page)}
        placed.add(v.PAGE)
    elif total:
        tags["SP"] = one_line(total)
        placed.add(v.NUMBER_OF_PAGES)


def _place_keywords(fields: Fields, tags: Tags, placed: set[Variable[Any]]) -> None:
    keywords = fields.value(v.KEYWORD)
    if keywords:
        tags["KW"] = [word.strip() for word in one_line(keywords).replace(";", ",").split(",") if word.strip()]
        placed.add(v.KEYWORD)
