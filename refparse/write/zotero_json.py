"""Writes Zotero's own item JSON, as its web interface and its connector take it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from refparse.formats.zotero_schema import (
    FIELDS,
    ITEM_TYPES,
    NO_TWIN,
    ROLES,
    TYPE_WORDS,
    creators_of,
    fields_of,
)
from refparse.model import variables as v
from refparse.model.bibliography import Bibliography
from refparse.model.diagnostic import Diagnostic
from refparse.model.fields import Fields
from refparse.model.values import Name
from refparse.model.variables import Variable
from refparse.model.work import Work
from refparse.write.dates import iso_date, verbatim_date
from refparse.write.latex import clean_text, one_line
from refparse.write.names import family_with_particles, given_with_suffix, is_single_field, real_names, single_field
from refparse.write.options import WriteOptions
from refparse.write.provenance import mentions_words
from refparse.write.record import Record, records_of
from refparse.write.wording import value_words

LONGEST_NAME = 255
LONGEST_TAG = 255
LONGEST_FIELD = 65_535
LONGEST_NOTE = 500_000
"""Zotero's web interface refuses what is longer; lengths in code points."""

# What Extra reads as a field: a word or a few, and a colon: "Type: letter".
_LINE_THAT_ACTS = re.compile(r"\s*[A-Za-z][A-Za-z _-]{0,40}:")
_FULL_DATE = 10  # "2020-01-31"
_NO_FIELD = frozenset({v.KEYWORD, v.ANNOTE, v.NOTE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoteroItem:
    """One work as Zotero holds it: the item, and the HTML of its child notes.

    `item` is valid by Zotero's schema; `work` is the work's id.
    """

    work: str
    item: dict[str, Any]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Draft:
    """An item in the making: what is placed so far."""

    kind: str
    values: dict[str, str] = field(default_factory=dict)
    creators: list[dict[str, str]] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)


def write_zotero_json(
    records: Sequence[Record], bibliography: Bibliography, options: WriteOptions
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Write a list of items as Zotero's connector takes them, child notes inside; `strict` leaves the notes out."""
    title = options.title or bibliography.document.title or bibliography.document.id
    found = [zotero_item(record, title, options.tags) for record in records]
    items = [one.item if options.strict else one.item | {"notes": list(one.notes)} for one in found]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n", ()


def zotero_items(
    bibliography: Bibliography, options: WriteOptions
) -> tuple[tuple[ZoteroItem, ...], tuple[Diagnostic, ...]]:
    """Give the works of a bibliography as Zotero items, for a client that sends them."""
    records, diagnostics = records_of(bibliography, options)
    title = options.title or bibliography.document.title or bibliography.document.id
    return tuple(zotero_item(record, title, options.tags) for record in records), diagnostics


def zotero_item(record: Record, title: str = "", tags: Sequence[str] = ()) -> ZoteroItem:
    """Give one work as a Zotero item, each value in a field that its type has.

    What fits no field stands in Extra under its CSL name, where Zotero's own citation engine still reads it:
    ``archive-place: Kew``. Creators whose role the type lacks are contributors, with a line in Extra besides.
    `title` is that of the document, for the child note; `tags` are added to the work's own.
    """
    work = record.work
    draft = _Draft(kind=item_type(work))
    if work.type in NO_TWIN:
        draft.extra.append(f"type: {work.type}")
    _place_creators(work.fields, draft)
    for key in work.fields:
        if key.kind != "names" and key not in _NO_FIELD:
            _place_value(work.fields, key, draft)
    draft.values["citationKey"] = record.key
    note = clean_text(work.fields.value(v.NOTE) or "").strip()
    extra = "\n".join([*draft.extra, *([note] if note and not _acts_in_extra(note) else [])])
    item: dict[str, Any] = {"itemType": draft.kind, "creators": draft.creators, **draft.values}
    if extra:
        item["extra"] = extra[:LONGEST_FIELD]
    item["tags"] = [{"tag": tag[:LONGEST_TAG]} for tag in dict.fromkeys([*tags_of(record), *tags])]
    item["collections"], item["relations"] = [], {}
    return ZoteroItem(work=work.id, item=item, notes=child_notes(record, title))


def _acts_in_extra(note: str) -> bool:
    """Say whether Zotero could take a line of prose for a field: "Place: unknown" would set the place."""
    return any(_LINE_THAT_ACTS.match(line) for line in note.splitlines())


def item_type(work: Work) -> str:
    """Give Zotero's item type for a work; genre and medium decide between radio, television and podcast."""
    said = f"{work.fields.value(v.GENRE, '')} {work.fields.value(v.MEDIUM, '')}".lower()
    for word, kind in TYPE_WORDS.get(work.type, ()):
        if word in said:
            return kind
    return ITEM_TYPES.get(work.type, "document")


def _place_value(fields: Fields, key: Variable[Any], draft: _Draft) -> None:
    value = _field_value(fields, key)
    if not value:
        return
    known = fields_of(draft.kind)
    names = (known[base] for base in FIELDS.get(key.name, ()) if base in known)
    name = next((name for name in names if name not in draft.values), None)
    if name == "accessDate" and len(value) != _FULL_DATE:
        name = None  # Zotero's web interface refuses an access date without its day
    if name is None or len(value) > LONGEST_FIELD:
        draft.extra.append(f"{key.name}: {value}")
    else:
        draft.values[name] = value


def _field_value(fields: Fields, key: Variable[Any]) -> str:
    if key == v.ACCESSED:
        return iso_date(fields[v.ACCESSED].value)
    if key.kind == "date":
        return one_line(verbatim_date(fields[key].value))
    if key == v.ABSTRACT:
        return clean_text(str(fields.value(key))).strip()
    return value_words(fields, key)


def _place_creators(fields: Fields, draft: _Draft) -> None:
    known = creators_of(draft.kind)
    for key in sorted((key for key in fields if key.kind == "names"), key=_creator_order):
        wanted = (known[0],) if key == v.AUTHOR else ROLES.get(key.name, ())
        role = next((role for role in wanted if role in known), None)
        for name in real_names(fields.value(key)):
            if role is None:
                draft.extra.append(f"{key.name}: {_extra_name(name)}")
            draft.creators += creators_from(name, role or "contributor")


def _creator_order(key: Variable[Any]) -> tuple[bool, bool, str]:
    return key != v.AUTHOR, key != v.EDITOR, key.name


def creators_from(name: Name, role: str) -> list[dict[str, str]]:
    """Give a name as Zotero's creator: first and last name, or one field for a body or a single name; none if empty."""
    first, last = one_line(given_with_suffix(name)), one_line(family_with_particles(name))
    if first and last and not is_single_field(name):
        return [{"creatorType": role, "firstName": first[:LONGEST_NAME], "lastName": last[:LONGEST_NAME]}]
    whole = one_line(single_field(name)) or first or last
    return [{"creatorType": role, "name": whole[:LONGEST_NAME]}] if whole else []


def _extra_name(name: Name) -> str:
    """Give a name as Extra has it: "Borchardt || Knut"."""
    if is_single_field(name):
        return one_line(single_field(name))
    return one_line(f"{family_with_particles(name)} || {given_with_suffix(name)}")


def tags_of(record: Record) -> tuple[str, ...]:
    """Give the tags of a work: its keywords, and what its reader should look at."""
    words = (record.work.fields.value(v.KEYWORD) or "").replace(";", ",").split(",")
    tags = [one_line(word)[:LONGEST_TAG] for word in words if word.strip()]
    if not record.work.complete:
        tags.append("refparse: incomplete")
    if record.doubts:
        tags.append("refparse: doubtful")
    return tuple(dict.fromkeys(tags))


def child_notes(record: Record, title: str = "") -> tuple[str, ...]:
    """Give the HTML of a work's child notes: where it is cited, what is uncertain, what the user had noted."""
    parts = [_list(f"Cited in {title}" if title else "Cited in", mentions_words(record.mentions))]
    parts.append(_list("Uncertain", record.doubts))
    remark = clean_text(record.work.fields.value(v.NOTE) or "").strip()
    own = [clean_text(record.work.fields.value(v.ANNOTE) or "").strip(), remark if _acts_in_extra(remark) else ""]
    notes = ["".join(part for part in parts if part), *(f"<p>{html.escape(text)}</p>" for text in own if text)]
    return tuple(note[:LONGEST_NOTE] for note in notes if note)


def _list(head: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{html.escape(clean_text(line), quote=False)}</li>" for line in lines)
    return f"<p><strong>{html.escape(clean_text(head), quote=False)}</strong></p><ul>{items}</ul>"
