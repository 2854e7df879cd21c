"""Writes MODS, for library systems."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, cast
from urllib.parse import quote

from lxml import etree

from refparse.model import variables as v
from refparse.model.bibliography import Bibliography
from refparse.model.diagnostic import Diagnostic
from refparse.model.fields import Fields
from refparse.model.values import Name
from refparse.model.variables import Variable
from refparse.write.dates import date_words, edtf_date, iso_date
from refparse.write.latex import clean_text, one_line
from refparse.write.mentions import cited_in
from refparse.write.names import is_single_field, real_names, single_field
from refparse.write.options import WriteOptions
from refparse.write.record import Record
from refparse.write.tei_works import xml_id
from refparse.write.wording import label_of, value_words
from refparse.write.xml_nodes import add_child
from refparse.write.zotero_json import item_type

MODS: Final = "http://www.loc.gov/mods/v3"
_ROLES: Final[dict[Variable[Any], str]] = {
    v.AUTHOR: "aut", v.EDITOR: "edt", v.TRANSLATOR: "trl", v.COMPILER: "com", v.CONTRIBUTOR: "ctb", v.RECIPIENT: "rcp",
    v.INTERVIEWER: "ivr", v.DIRECTOR: "drt", v.PERFORMER: "prf", v.COMPOSER: "cmp", v.PRODUCER: "pro",
    v.SCRIPT_WRITER: "aus", v.NARRATOR: "nrt", v.ILLUSTRATOR: "ill", v.HOST: "hst", v.CURATOR: "cur",
    v.INTRODUCTION: "aui", v.GUEST: "ive",
}  # fmt: skip
"""Roles by the codes of the MARC relator list."""

_RESOURCES: Final = {
    "map": "cartographic", "motion_picture": "moving image", "broadcast": "moving image", "song": "sound recording",
    "graphic": "still image", "figure": "still image", "software": "software, multimedia",
    "musical_score": "notated music",
}  # fmt: skip
_HOSTED: Final = frozenset(
    """article-journal article-magazine article-newspaper chapter entry entry-dictionary entry-encyclopedia
    paper-conference review review-book webpage post post-weblog legal_case legislation broadcast treaty""".split()
)
_PART_DETAILS: Final = ((v.VOLUME, "volume"), (v.ISSUE, "issue"), (v.SECTION, "section"), (v.CHAPTER_NUMBER, "chapter"))
_PLACED_LAST: Final = (
    v.LANGUAGE, v.ABSTRACT, v.KEYWORD, v.URL, v.ARCHIVE, v.ARCHIVE_PLACE, v.ARCHIVE_LOCATION, v.CALL_NUMBER,
)  # fmt: skip
_IDENTIFIERS: Final = ((v.DOI, "doi"), (v.ISBN, "isbn"), (v.ISSN, "issn"), (v.NUMBER, "local"))


def write_mods(
    records: Sequence[Record], bibliography: Bibliography, options: WriteOptions
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Write works as a MODS collection, valid by MODS 3.7 where there is a work: no collection may be empty there."""
    root = etree.Element(f"{{{MODS}}}modsCollection", nsmap=cast(dict[str, str], {None: MODS}))
    for record in records:
        _add_work(root, record, options)
    etree.indent(root, space=" ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n", ()


def _add_work(root: etree._Element, record: Record, options: WriteOptions) -> None:
    work, fields = record.work, record.work.fields
    node = add_child(root, "mods", version="3.7", ID=xml_id(record.key))
    used: set[Variable[Any]] = {v.TITLE}
    hosted = work.type in _HOSTED and v.CONTAINER_TITLE in fields
    if v.TITLE in fields:
        _add_title(node, fields.value(v.TITLE) or "")
    _add_people(node, fields, used)
    add_child(node, "typeOfResource", _RESOURCES.get(work.type, "text"))
    add_child(node, "genre", item_type(work), authority="local")
    _add_genre(node, fields, used)
    home = node
    if hosted:
        home = add_child(node, "relatedItem", type="host")
        _add_title(home, fields.value(v.CONTAINER_TITLE) or "")
        used.add(v.CONTAINER_TITLE)
        for name in real_names(fields.value(v.CONTAINER_AUTHOR)):
            _add_name(home, name, "aut")
        used.add(v.CONTAINER_AUTHOR)
    _add_origin(home, fields, used)
    _add_part(home, fields, used)
    _add_series(home, fields, used)
    _add_rest(node, record, used, options)


def _add_title(node: etree._Element, title: str) -> None:
    main, colon, sub = one_line(title).partition(": ")
    info = add_child(node, "titleInfo")
    add_child(info, "title", main)
    if colon:
        add_child(info, "subTitle", sub)


def _add_people(node: etree._Element, fields: Fields, used: set[Variable[Any]]) -> None:
    for key, role in _ROLES.items():
        for name in real_names(fields.value(key)):
            _add_name(node, name, role)
        used.add(key)


def _add_name(node: etree._Element, name: Name, role: str) -> None:
    person = add_child(node, "name", type="corporate" if name.literal else "personal")
    if is_single_field(name):
        add_child(person, "namePart", one_line(single_field(name)))
    else:
        particles = (name.dropping_particle, name.non_dropping_particle, name.family)
        add_child(person, "namePart", one_line(" ".join(part for part in particles if part)), type="family")
        add_child(person, "namePart", one_line(name.given), type="given")
    if name.suffix:
        add_child(person, "namePart", one_line(name.suffix), type="termsOfAddress")
    add_child(add_child(person, "role"), "roleTerm", role, type="code", authority="marcrelator")


def _add_genre(node: etree._Element, fields: Fields, used: set[Variable[Any]]) -> None:
    if v.GENRE in fields:
        add_child(node, "genre", value_words(fields, v.GENRE))
        used.add(v.GENRE)


def _add_origin(node: etree._Element, fields: Fields, used: set[Variable[Any]]) -> None:
    origin = etree.Element(f"{{{MODS}}}originInfo")
    if v.PUBLISHER_PLACE in fields:
        add_child(add_child(origin, "place"), "placeTerm", value_words(fields, v.PUBLISHER_PLACE), type="text")
    if v.PUBLISHER in fields:
        add_child(origin, "publisher", value_words(fields, v.PUBLISHER))
    _add_dates(origin, fields)
    if v.EDITION in fields:
        add_child(origin, "edition", value_words(fields, v.EDITION))
    if len(origin):
        node.append(origin)
    used.update((v.PUBLISHER_PLACE, v.PUBLISHER, v.ISSUED, v.EDITION, v.ACCESSED))


def _add_dates(origin: etree._Element, fields: Fields) -> None:
    issued, accessed = fields.value(v.ISSUED), fields.value(v.ACCESSED)
    if issued is not None:
        machine = edtf_date(issued, circa="~")
        if machine == iso_date(issued):
            add_child(origin, "dateIssued", machine, encoding="w3cdtf")
        elif machine:
            add_child(origin, "dateIssued", machine, encoding="edtf")
        if machine != iso_date(issued) or not machine:
            add_child(origin, "dateIssued", one_line(date_words(issued)))
    if accessed is not None and iso_date(accessed):
        add_child(origin, "dateCaptured", iso_date(accessed), encoding="w3cdtf")


def _add_part(node: etree._Element, fields: Fields, used: set[Variable[Any]]) -> None:
    part = etree.Element(f"{{{MODS}}}part")
    for key, kind in _PART_DETAILS:
        if key in fields:
            add_child(add_child(part, "detail", type=kind), "number", value_words(fields, key))
            used.add(key)
    if v.PAGE in fields:
        _add_extent(part, value_words(fields, v.PAGE))
        used.add(v.PAGE)
    if len(part):
        node.append(part)


def _add_extent(part: etree._Element, pages: str) -> None:
    extent = add_child(part, "extent", unit="pages")
    first, dash, last = pages.replace("–", "-").partition("-")
    if dash and first.strip().isalnum() and last.strip().isalnum():
        add_child(extent, "start", first.strip())
        add_child(extent, "end", last.strip())
    else:
        add_child(extent, "list", pages)


def _add_series(node: etree._Element, fields: Fields, used: set[Variable[Any]]) -> None:
    title, number = value_words(fields, v.COLLECTION_TITLE), value_words(fields, v.COLLECTION_NUMBER)
    if not title:
        return
    series = add_child(node, "relatedItem", type="series")
    info = add_child(series, "titleInfo")
    add_child(info, "title", title)
    if number:
        add_child(info, "partNumber", number)
    used.update((v.COLLECTION_TITLE, v.COLLECTION_NUMBER))


def _add_rest(node: etree._Element, record: Record, used: set[Variable[Any]], options: WriteOptions) -> None:
    fields = record.work.fields
    if v.LANGUAGE in fields:
        add_child(add_child(node, "language"), "languageTerm", value_words(fields, v.LANGUAGE), type="text")
    if v.ABSTRACT in fields:
        add_child(node, "abstract", clean_text(fields.value(v.ABSTRACT) or ""))
    for word in (fields.value(v.KEYWORD) or "").replace(";", ",").split(","):
        if word.strip():
            add_child(add_child(node, "subject"), "topic", one_line(word))
    for key, kind in _IDENTIFIERS:
        if key in fields:
            add_child(node, "identifier", value_words(fields, key), type=kind)
            used.add(key)
    _add_location(node, fields)
    used.update(
        (v.LANGUAGE, v.ABSTRACT, v.KEYWORD, v.URL, v.ARCHIVE, v.ARCHIVE_PLACE, v.ARCHIVE_LOCATION, v.CALL_NUMBER)
    )
    for key in fields:
        if key not in used and value_words(fields, key):
            add_child(node, "note", value_words(fields, key), displayLabel=label_of(key))
    for doubt in record.doubts if options.doubts else ():
        add_child(node, "note", doubt, type="doubt")
    if options.cited_in and record.mentions:
        add_child(node, "note", cited_in(record.mentions), type="mentions")
    add_child(add_child(node, "recordInfo"), "recordIdentifier", record.key)


def _add_location(node: etree._Element, fields: Fields) -> None:
    keeper = ", ".join(one_line(part) for part in (fields.value(v.ARCHIVE), fields.value(v.ARCHIVE_PLACE)) if part)
    shelf = ", ".join(
        one_line(part) for part in (fields.value(v.ARCHIVE_LOCATION), fields.value(v.CALL_NUMBER)) if part
    )
    words = value_words(fields, v.URL)
    address = _uri(words)
    if words and not address:
        add_child(node, "identifier", words, type="uri")
    if not (keeper or shelf or address):
        return
    location = add_child(node, "location")
    for name, text in (("physicalLocation", keeper), ("shelfLocator", shelf), ("url", address)):
        if text:
            add_child(location, name, text)


# What `xs:anyURI` takes without doubt; any other address stands in an identifier, where all text may stand.
_ADDRESS = re.compile(r"(?:https?|ftp)://[\w.~-]+(?::\d{1,5})?(?:[/?#].*)?", re.IGNORECASE)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def _uri(words: str) -> str:
    """Give an address as the schema's `xs:anyURI` has it, "" for what is no address: what needs it is escaped.

    >>> _uri("https://example.org/100%"), _uri("[")
    ('https://example.org/100%25', '')
    """
    if _ADDRESS.fullmatch(words) is None:
        return ""
    path, mark, fragment = _STRAY_PERCENT.sub("%25", words).partition("#")
    return "".join((quote(path, safe=_KEPT), mark, quote(fragment, safe=_KEPT)))


_KEPT = "%:/?@!$&'()*+,;=~-._"


def _joined(fields: Fields, *keys: Variable[str]) -> str:
    return ", ".join(words for words in (value_words(fields, key) for key in keys) if words)
