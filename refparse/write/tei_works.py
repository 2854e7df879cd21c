"""The works of a TEI document: a ``listBibl`` of ``biblStruct`` elements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from lxml import etree

from refparse.model import variables as v
from refparse.model.fields import Fields
from refparse.model.values import Date, Name
from refparse.model.variables import Variable
from refparse.write.dates import date_words, edtf_date, iso_date
from refparse.write.latex import one_line
from refparse.write.mapping import ARCHIVE_VARIABLES
from refparse.write.mentions import cited_in
from refparse.write.names import real_names
from refparse.write.options import WriteOptions
from refparse.write.record import Record
from refparse.write.wording import archive_line, value_words
from refparse.write.xml_nodes import add_child

_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
# What every XML reader takes in an identifier; the readers' tables of other scripts differ.
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9.\-À-ÖØ-öø-ÿ]")
PARTS: Final = frozenset(
    """chapter entry entry-dictionary entry-encyclopedia paper-conference article-journal article-magazine
    article-newspaper review review-book""".split()
)
IN_JOURNALS: Final = frozenset("article-journal article-magazine article-newspaper review review-book".split())
_PERSON_ROLES: Final = (
    (v.EDITOR, ""), (v.TRANSLATOR, "translator"), (v.COMPILER, "compiler"), (v.INTRODUCTION, "introduction"),
    (v.CONTRIBUTOR, "contributor"), (v.ILLUSTRATOR, "illustrator"), (v.DIRECTOR, "director"),
    (v.COMPOSER, "composer"), (v.PERFORMER, "performer"), (v.INTERVIEWER, "interviewer"), (v.RECIPIENT, "recipient"),
)  # fmt: skip
_SCOPES: Final = (
    (v.VOLUME, "volume"), (v.ISSUE, "issue"), (v.PART_NUMBER, "part"), (v.CHAPTER_NUMBER, "chapter"),
    (v.SECTION, "section"), (v.PAGE, "page"),
)  # fmt: skip
_IDENTIFIERS: Final = ((v.DOI, "DOI"), (v.ISBN, "ISBN"), (v.ISSN, "ISSN"), (v.URL, "URL"), (v.NUMBER, "number"))


def xml_id(text: str) -> str:
    """Give an identifier that XML takes, another for every other text.

    >>> xml_id("n12.1"), xml_id("1984:orwell")
    ('n12.1', '_1984_x3aorwell')
    """
    clean = _NOT_IN_ID.sub(lambda match: "__" if match[0] == "_" else f"_x{ord(match[0]):x}", text)
    return clean if clean[:1].isalpha() else f"_{clean}"


def add_works(parent: etree._Element, records: Sequence[Record], options: WriteOptions) -> None:
    """Add a ``listBibl`` with one ``biblStruct`` a work."""
    works = add_child(parent, "listBibl")
    for record in records:
        _add_work(works, record, options)
    if not records:
        add_child(works, "bibl")


def _add_work(works: etree._Element, record: Record, options: WriteOptions) -> None:
    work, fields = record.work, record.work.fields
    node = add_child(works, "biblStruct", type=work.type or "document")
    node.set(_XML_ID, xml_id(record.key))
    used: set[Variable[Any]] = set()
    part = work.type in PARTS and v.CONTAINER_TITLE in fields
    if part and (v.AUTHOR in fields or v.TITLE in fields):
        analytic = add_child(node, "analytic")
        _add_people(analytic, fields, ((v.AUTHOR, ""),), "author", used)
        _add_title(analytic, fields, v.TITLE, "a", used)
    _add_monograph(add_child(node, "monogr"), fields, part, "j" if work.type in IN_JOURNALS else "m", used)
    _add_series(node, fields, used)
    _add_notes(node, record, used, options)
    node.tail = "\n"


def _add_monograph(node: etree._Element, fields: Fields, part: bool, level: str, used: set[Variable[Any]]) -> None:
    _add_people(node, fields, ((v.CONTAINER_AUTHOR if part else v.AUTHOR, ""),), "author", used)
    _add_people(node, fields, _PERSON_ROLES, "editor", used)
    _add_title(node, fields, v.CONTAINER_TITLE if part else v.TITLE, level, used)
    if v.VOLUME_TITLE in fields:
        _add_title(node, fields, v.VOLUME_TITLE, level, used)
    for key, kind in _IDENTIFIERS:
        if key in fields:
            add_child(node, "idno", value_words(fields, key), type=kind)
            used.add(key)
    if v.EDITION in fields:
        add_child(node, "edition", value_words(fields, v.EDITION))
        used.add(v.EDITION)
    _add_imprint(add_child(node, "imprint"), fields, used)
    if v.NUMBER_OF_VOLUMES in fields:
        add_child(node, "extent", f"{value_words(fields, v.NUMBER_OF_VOLUMES)} vols.")
        used.add(v.NUMBER_OF_VOLUMES)


def _add_people(
    node: etree._Element,
    fields: Fields,
    roles: Sequence[tuple[Variable[Any], str]],
    element: str,
    used: set[Variable[Any]],
) -> None:
    for key, role in roles:
        for name in real_names(fields.value(key)):
            _add_name(add_child(node, element, **({"role": role} if role else {})), name)
        used.add(key)


def _add_name(parent: etree._Element, name: Name) -> None:
    if name.literal or not name.given:
        add_child(parent, "name", name.literal or name.full)
        return
    person = add_child(parent, "persName")
    for element, text in (
        ("forename", name.given),
        ("nameLink", " ".join(part for part in (name.dropping_particle, name.non_dropping_particle) if part)),
        ("surname", name.family),
        ("genName", name.suffix),
    ):
        if text:
            add_child(person, element, text)


def _add_title(node: etree._Element, fields: Fields, key: Variable[str], level: str, used: set[Variable[Any]]) -> None:
    # biblStruct asks for a title; a source that has none keeps an empty one.
    add_child(node, "title", value_words(fields, key), level=level)
    used.add(key)


def _add_imprint(node: etree._Element, fields: Fields, used: set[Variable[Any]]) -> None:
    for key, element in ((v.PUBLISHER_PLACE, "pubPlace"), (v.PUBLISHER, "publisher")):
        if key in fields:
            add_child(node, element, value_words(fields, key))
            used.add(key)
    for key, unit in _SCOPES:
        if key in fields:
            add_child(node, "biblScope", value_words(fields, key), unit=unit)
            used.add(key)
    issued = fields.value(v.ISSUED)
    date = add_child(node, "date", one_line(date_words(issued)) if issued else "")
    for name, value in _date_attributes(issued).items():
        date.set(name, value)
    used.add(v.ISSUED)


def _date_attributes(date: Date | None) -> dict[str, str]:
    """Give the machine form of a date; TEI knows seasons and "circa" only in words, and its dates no year 0."""
    if date is None or date.season or not edtf_date(date):
        return {}
    ends = (date,) if date.end is None or date.end.year is None else (date, date.end)
    points = [iso_date(end) for end in ends]
    if any(point.startswith("0000") for point in points):
        return {}
    return dict(zip(("when",) if len(points) == 1 else ("from", "to"), points, strict=True)) | (
        {"precision": "low"} if date.circa else {}
    )


def _add_series(node: etree._Element, fields: Fields, used: set[Variable[Any]]) -> None:
    if v.COLLECTION_TITLE not in fields:
        return
    series = add_child(node, "series")
    _add_title(series, fields, v.COLLECTION_TITLE, "s", used)
    if v.COLLECTION_NUMBER in fields:
        add_child(series, "biblScope", value_words(fields, v.COLLECTION_NUMBER), unit="volume")
        used.add(v.COLLECTION_NUMBER)


def _add_notes(node: etree._Element, record: Record, used: set[Variable[Any]], options: WriteOptions) -> None:
    fields = record.work.fields
    if archive_line(fields):
        add_child(node, "note", archive_line(fields), type="archive")
    for key in fields:
        if key not in used and key not in ARCHIVE_VARIABLES and value_words(fields, key):
            add_child(node, "note", value_words(fields, key), type=key.name)
    for doubt in record.doubts if options.doubts else ():
        add_child(node, "note", doubt, type="doubt")
    if record.mentions:
        add_child(node, "note", cited_in(record.mentions), type="mentions")
