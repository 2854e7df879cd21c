"""Writes tables for editors: one row a work and one row a citation, as CSV or as a spreadsheet with links between."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, Final

from refparse.model import variables as v
from refparse.model.bibliography import Bibliography, Resolution
from refparse.model.diagnostic import Diagnostic
from refparse.model.values import Name
from refparse.write.latex import clean_text, one_line
from refparse.write.mentions import note_numbers
from refparse.write.names import comma_name, real_names
from refparse.write.options import WriteOptions
from refparse.write.record import Record
from refparse.write.wording import value_words

_WORK_VARIABLES: Final = (
    v.AUTHOR, v.EDITOR, v.TRANSLATOR, v.TITLE, v.CONTAINER_TITLE, v.CONTAINER_AUTHOR, v.COLLECTION_TITLE,
    v.COLLECTION_NUMBER, v.VOLUME, v.ISSUE, v.NUMBER, v.NUMBER_OF_VOLUMES, v.EDITION, v.PUBLISHER, v.PUBLISHER_PLACE,
    v.ISSUED, v.ORIGINAL_DATE, v.PAGE, v.GENRE, v.RECIPIENT, v.ARCHIVE_LOCATION, v.ARCHIVE_COLLECTION, v.ARCHIVE,
    v.ARCHIVE_PLACE, v.DOI, v.ISBN, v.ISSN, v.URL, v.LANGUAGE, v.NOTE,
)  # fmt: skip
WORK_COLUMNS: Final = (
    "key", "type", *(key.name for key in _WORK_VARIABLES), "other", "complete", "confidence", "citations", "notes",
    "doubts",
)  # fmt: skip
CITATION_COLUMNS: Final = (
    "citation", "work", "note", "division", "form", "signal", "locator", "inherited locator", "words", "status", "rule",
    "confidence", "alternatives", "prefix", "suffix",
)  # fmt: skip
_LONGEST_CELL: Final = 32_767
"""Spreadsheets cut off what is longer; in code points."""

_WIDTH: Final = 14
_WIDTHS: Final = {
    "key": 24, "work": 24, "author": 28, "editor": 24, "title": 50, "container-title": 34, "publisher": 26, "words": 60,
    "doubts": 50, "other": 30, "alternatives": 34,
}  # fmt: skip
"""Column widths in characters."""

_FIXED_TIME: Final = (1980, 1, 1, 0, 0, 0)
Row = tuple[str, ...]


def write_csv(
    records: Sequence[Record], bibliography: Bibliography, options: WriteOptions
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Write the table of works as CSV."""
    return _csv([WORK_COLUMNS, *work_rows(records)]), ()


def write_citations_csv(
    records: Sequence[Record], bibliography: Bibliography, options: WriteOptions
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Write the table of citations as CSV; its column "work" holds the keys of the table of works."""
    return _csv([CITATION_COLUMNS, *citation_rows(records, bibliography)]), ()


def _csv(rows: Iterable[Sequence[str]]) -> str:
    target = io.StringIO()
    csv.writer(target, lineterminator="\r\n").writerows(rows)
    return target.getvalue()


def work_rows(records: Sequence[Record]) -> list[Row]:
    """Give one row a work, in the order of WORK_COLUMNS."""
    return [_work_row(record) for record in records]


def _work_row(record: Record) -> Row:
    work = record.work
    others = sorted((key for key in work.fields if key not in _WORK_VARIABLES), key=lambda key: key.name)
    other = "; ".join(f"{key.name}: {_cell(record, key)}" for key in others if _cell(record, key))
    return (
        record.key,
        work.type,
        *(_cell(record, key) for key in _WORK_VARIABLES),
        other,
        "yes" if work.complete else "no",
        f"{work.confidence:.2f}",
        " ".join(mention.citation.id for mention in record.mentions),
        note_numbers(record.mentions),
        " ".join(record.doubts),
    )


def _cell(record: Record, key: Any) -> str:
    value = record.work.fields.value(key)
    if key.kind == "names" and value:
        names: tuple[Name, ...] = value
        return "; ".join(one_line(comma_name(name)) for name in real_names(names))
    return value_words(record.work.fields, key)


def citation_rows(records: Sequence[Record], bibliography: Bibliography) -> list[Row]:
    """Give one row a citation in document order, in the order of CITATION_COLUMNS, the unresolved included."""
    keys = {record.work.id: record.key for record in records}
    resolutions = {resolution.citation: resolution for resolution in bibliography.resolutions}
    rows = []
    for parsed in bibliography.notes:
        for citation in parsed.citations:
            resolution = resolutions.get(citation.id)
            rows.append(
                (
                    citation.id,
                    keys.get((resolution.work if resolution else "") or "", ""),
                    parsed.note.number or parsed.note.id,
                    parsed.note.division,
                    citation.form.value,
                    citation.signal,
                    citation.locator.value if citation.locator else "",
                    resolution.inherited_locator if resolution else "",
                    one_line(citation.span.of(parsed.note.text)),
                    *_resolution_cells(resolution),
                    one_line(citation.prefix),
                    one_line(citation.suffix),
                )
            )
    return rows


def _resolution_cells(resolution: Resolution | None) -> Row:
    if resolution is None:
        return "", "", "", ""
    others = "; ".join(f"{one.work} ({one.confidence:.2f})" for one in resolution.alternatives)
    return resolution.status.value, resolution.rule, f"{resolution.confidence:.2f}", others


def write_xlsx(
    records: Sequence[Record], bibliography: Bibliography, options: WriteOptions
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Write a spreadsheet with the sheets Works and Citations; a key and a citation link to each other's rows."""
    from openpyxl import Workbook

    works, citations = work_rows(records), citation_rows(records, bibliography)
    book = Workbook(write_only=True)
    places = {row[0]: place for place, row in enumerate(citations, start=2)}
    first = {
        row[0]: places[ids[0]]
        for row in works
        if (ids := row[WORK_COLUMNS.index("citations")].split()) and ids[0] in places
    }
    keys = {row[0]: place for place, row in enumerate(works, start=2)}
    _fill_sheet(book.create_sheet("Works"), WORK_COLUMNS, works, 0, "Citations", first)
    _fill_sheet(book.create_sheet("Citations"), CITATION_COLUMNS, citations, 1, "Works", keys)
    target = io.BytesIO()
    book.save(target)
    return _without_clock(target.getvalue()), ()


def _fill_sheet(
    sheet: Any, columns: Sequence[str], rows: Sequence[Row], linked: int, other: str, places: dict[str, int]
) -> None:
    from openpyxl.cell import WriteOnlyCell

    def text_cell(value: str) -> Any:
        if value[0] not in "=+-@":
            return value
        cell = WriteOnlyCell(sheet)
        cell.value, cell.data_type = value, "s"  # a title that begins with "=" is no formula
        return cell

    _lay_out(sheet, columns, len(rows))
    for row in rows:
        cells = [text_cell(clean_text(value)[:_LONGEST_CELL]) if value else None for value in row]
        place = places.get(row[linked])
        if place is not None:
            shown = row[linked].replace('"', '""')
            cells[linked] = f'=HYPERLINK("#{other}!A{place}","{shown}")'
        sheet.append(cells)


def _lay_out(sheet: Any, columns: Sequence[str], rows: int) -> None:
    """Give a sheet its head in bold, which stays in view, a filter in each column, and room for titles and names."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows + 1}"
    for place, name in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, _WIDTH)
    heads = [WriteOnlyCell(sheet, value=name) for name in columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)


def _without_clock(data: bytes) -> bytes:
    """Give the same package without the hour of its making, so that equal tables are equal files."""
    source = zipfile.ZipFile(io.BytesIO(data))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == "docProps/core.xml":
                content = _CORE
            package.writestr(zipfile.ZipInfo(item.filename, _FIXED_TIME), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


_CORE: Final = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
    b'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>refparse</dc:creator>'
    b"</cp:coreProperties>"
)
