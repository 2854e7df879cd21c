"""Work <-> CSL JSON, the one interchange form (CSL 1.0.2 data schema)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from refparse.model.fields import Field, Fields, Origin
from refparse.model.values import Date, Name
from refparse.model.variables import Variable, variable
from refparse.model.work import Work

_NAME_PARTS = (
    ("family", "family"),
    ("given", "given"),
    ("dropping_particle", "dropping-particle"),
    ("non_dropping_particle", "non-dropping-particle"),
    ("suffix", "suffix"),
    ("literal", "literal"),
)


def name_to_json(name: Name) -> dict[str, str]:
    """Give a name as CSL JSON, without empty parts."""
    return {key: getattr(name, part) for part, key in _NAME_PARTS if getattr(name, part)}


def name_from_json(data: Mapping[str, Any]) -> Name:
    """Read a CSL JSON name; parts that are not text are taken as text."""
    return Name(**{part: str(data[key]) for part, key in _NAME_PARTS if data.get(key)})


def date_to_json(date: Date) -> dict[str, Any]:
    """Give a date as CSL JSON: ``{"date-parts": [[1958], [1964]]}``; words that are no date as ``literal``."""
    data: dict[str, Any] = {}
    parts = [list(point.parts) for point in (date, date.end) if point is not None and point.parts]
    if parts:
        data["date-parts"] = parts
    if date.season:
        data["season"] = date.season
    if date.circa:
        data["circa"] = True
    if date.literal:
        data["literal"] = date.literal
    return data


def _point(parts: Any, **more: Any) -> Date:
    numbers: list[int | None] = []
    for part in list(parts or [])[:3]:
        try:
            numbers.append(int(part))
        except (TypeError, ValueError):
            break
    numbers += [None] * (3 - len(numbers))
    return Date(year=numbers[0], month=numbers[1], day=numbers[2], **more)


def date_from_json(data: Mapping[str, Any]) -> Date:
    """Read a CSL JSON date; ``raw`` and ``literal`` are kept as literal."""
    points = data.get("date-parts") or [[]]
    season = str(data.get("season") or "")
    return _point(
        points[0],
        end=_point(points[1]) if len(points) > 1 and points[1] else None,
        season=int(season) if season.isdigit() else None,
        circa=bool(data.get("circa")),
        literal=str(data.get("literal") or data.get("raw") or ""),
    )


def value_to_json(key: Variable[Any], value: Any) -> Any:
    """Give a field's value as CSL JSON has it."""
    if key.kind == "names":
        return [name_to_json(name) for name in value]
    return date_to_json(value) if key.kind == "date" else str(value)


def value_from_json(key: Variable[Any], value: Any) -> Any:
    """Read a value of CSL JSON."""
    if key.kind == "names":
        return tuple(name_from_json(name) for name in value)
    return date_from_json(value) if key.kind == "date" else str(value)


def fields_to_json(fields: Fields) -> dict[str, Any]:
    """Give fields as CSL JSON members, without empty ones."""
    members = {key.name: value_to_json(key, field.value) for key, field in fields.items()}
    return {name: value for name, value in members.items() if value not in ("", [], {})}


def fields_from_json(item: Mapping[str, Any], origin: Origin = Origin.RECORDED) -> Fields:
    """Read the variables of a CSL JSON item; `id`, `type` and `custom` are no variables."""
    found = [(variable(name), value) for name, value in item.items() if name not in _NO_VARIABLES and value]
    return Fields((key, Field(value=value_from_json(key, value), origin=origin)) for key, value in found)


_NO_VARIABLES = frozenset({"id", "type", "custom", "citation-key", "categories", "incomplete", "citations"})


def work_to_item(work: Work) -> dict[str, Any]:
    """Give a work as a CSL JSON item: id, type, then the variables in a fixed order."""
    members = fields_to_json(work.fields)
    return {"id": work.id, "type": work.type, **{name: members[name] for name in sorted(members)}}


def item_to_work(item: Mapping[str, Any], origin: Origin = Origin.RECORDED) -> Work:
    """Read a CSL JSON item as a complete work."""
    return Work(id=str(item.get("id", "")), type=str(item.get("type", "")), fields=fields_from_json(item, origin))
