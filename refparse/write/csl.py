"""Writes CSL JSON and CSL YAML: valid by CSL's data schema, provenance in `custom`, a flavour for Zotero."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from refparse.csl_json import date_to_json, name_to_json
from refparse.model.bibliography import Bibliography
from refparse.model.diagnostic import Diagnostic
from refparse.model.values import Date, Type
from refparse.model.variables import INTRODUCTION
from refparse.model.work import Work
from refparse.write.dates import verbatim_date
from refparse.write.mapping_csl import (
    MEMBERS,
    NAME_MEMBERS,
    SCHEMA_NAMES,
    ZOTERO_LOST,
    ZOTERO_LOST_OF_BOOKS,
    ZOTERO_TYPES,
)
from refparse.write.names import folded_name, is_others
from refparse.write.options import WriteOptions
from refparse.write.provenance import provenance
from refparse.write.record import Record

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TYPES = frozenset(Type)
_CHUNK = 200
_ONE_LINE = 2**20


def write_csl_json(
    records: Sequence[Record], bibliography: Bibliography, options: WriteOptions
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Write works as a CSL JSON list, one item a work."""
    items = [csl_item(record, options) for record in records]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n", ()


def write_csl_yaml(
    records: Sequence[Record], bibliography: Bibliography, options: WriteOptions
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Write works as CSL YAML, as pandoc reads it: a document with the list `references`."""
    chunks = (records[start : start + _CHUNK] for start in range(0, len(records), _CHUNK))
    lists = "".join(_yaml([csl_item(record, options) for record in chunk]) for chunk in chunks)
    body = f"\n{lists}" if lists else " []\n"
    return f"---\nreferences:{body}...\n", ()


def _yaml(items: Sequence[dict[str, Any]]) -> str:
    import yaml

    # The C twin of SafeDumper is ten times as fast; a list in pieces keeps PyYAML's tree of nodes small.
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(items, Dumper=dumper, allow_unicode=True, sort_keys=False, width=_ONE_LINE))


def csl_item(record: Record, options: WriteOptions) -> dict[str, Any]:
    """Give one work as a CSL item that is valid by CSL's data schema.

    Variables that the schema does not know stand in ``custom.refparse.variables``. With `for_zotero`, particles and
    suffixes are folded into family and given, dates that are not one plain date become ``raw``, and what Zotero's
    import drops goes into `note`, its Extra field.
    """
    item = _plain_item(record) if not options.for_zotero else zotero_item(record)
    item["citation-key"] = record.key
    return item


def _plain_item(record: Record) -> dict[str, Any]:
    work = record.work
    members, strange = _members(work)
    known = provenance(record) | ({"variables": strange} if strange else {})
    custom = {"custom": {"refparse": known}} if known else {}
    kind = work.type if work.type in _TYPES else Type.DOCUMENT.value
    return {"id": record.key, "type": kind, **members, **custom}


def _members(work: Work) -> tuple[dict[str, Any], dict[str, Any]]:
    members: dict[str, Any] = {}
    strange: dict[str, Any] = {}
    for key, field in sorted(work.fields.items(), key=lambda pair: pair[0].name):
        name = SCHEMA_NAMES.get(key.name, key.name)
        value = _json_value(key.kind, field.value)
        if value in ("", [], {}):
            continue
        if name not in MEMBERS:
            strange[key.name] = value
        elif name in members and name in NAME_MEMBERS:
            members[name] = [*members[name], *value]
        else:
            members.setdefault(name, value)
    if "introduction" in (key.name for key in work.fields):
        strange["introduction"] = _json_value("names", work.fields.value(INTRODUCTION))
    return members, strange


def _json_value(kind: str, value: Any) -> Any:
    if kind == "names":
        return [clean for name in value if (clean := _clean_parts(name_to_json(name)))]
    if kind == "date":
        data = date_to_json(value)
        return data | {"literal": _clean(data["literal"])} if "literal" in data else data
    return _clean(str(value))


def _clean_parts(parts: dict[str, str]) -> dict[str, str]:
    return {name: _clean(part) for name, part in parts.items()}


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def zotero_item(record: Record) -> dict[str, Any]:
    """Give one work as a CSL item in the flavour that Zotero's import reads without loss.

    What the import drops stands in `note` under its CSL name, where Zotero's own citation engine still reads it.
    """
    work = record.work
    members, strange = _members(work)
    for key, field in work.fields.items():
        name = SCHEMA_NAMES.get(key.name, key.name)
        if key.kind == "names" and name in members and name in NAME_MEMBERS:
            members[name] = [folded_name(one) for one in field.value if not is_others(one)]
        elif key.kind == "date" and name in members:
            members[name] = zotero_date(field.value)
    kind = work.type if work.type in _TYPES else Type.DOCUMENT.value
    shown = ZOTERO_TYPES.get(kind, kind)
    lost = ZOTERO_LOST + (ZOTERO_LOST_OF_BOOKS if shown == Type.BOOK else ())
    if shown == Type.PERSONAL_COMMUNICATION and "publisher-place" in members:
        members.setdefault("event-place", members.pop("publisher-place"))
    extra = [f"type: {kind}"] if kind in ZOTERO_TYPES else []
    extra += [f"{name}: {_flat(members.pop(name))}" for name in lost if name in members]
    extra += [f"{name}: {_flat(value)}" for name, value in strange.items() if name != "introduction"]
    extra.append(members.pop("note", ""))
    lines = [line for line in extra if line]
    note = {"note": "\n".join(lines)} if lines else {}
    return {"id": record.key, "type": shown, **members, **note}


def _flat(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(" ".join(part for part in name.values()) for name in value)
    return " ".join(str(value).split()) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def zotero_date(date: Date) -> dict[str, Any]:
    """Give a date as Zotero stores it best: parts for one plain date, else ``raw``, which it keeps as it is."""
    if date.year is not None and not (date.season or date.end or date.circa):
        return date_to_json(Date(year=date.year, month=date.month, day=date.day))
    return {"raw": verbatim_date(date)}
