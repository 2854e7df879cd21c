"""Given names: a person named in full in one work is known by that name in all works of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from refparse.comparison import CREATORS, given_likeness, person_key
from refparse.model import Name, Origin, Work


def share_given_names(works: Sequence[Work]) -> tuple[Work, ...]:
    """Give a name known only by its family the given name under which the document names that person elsewhere.

    Only where all mentions of the family name in the document agree on one person: two people of one surname keep
    their doubt. The field is then `Origin.INFERRED`.
    """
    known = _given_names(works)
    return tuple(_with_given_names(work, known) for work in works)


def _given_names(works: Sequence[Work]) -> dict[str, Name | None]:
    known: dict[str, Name | None] = {}
    for work in works:
        for role in CREATORS:
            for name in work.fields.value(role, ()):
                if name.family and name.given:
                    _learn(name, known)
    return known


def _learn(name: Name, known: dict[str, Name | None]) -> None:
    key = person_key(name)
    if key.family not in known:
        known[key.family] = name
        return
    other = known[key.family]
    if other is None:
        return
    if given_likeness(key.given, person_key(other).given) == 0:
        known[key.family] = None
    elif len(name.given) > len(other.given):
        known[key.family] = name


def _with_given_names(work: Work, known: dict[str, Name | None]) -> Work:
    fields = work.fields
    for role in CREATORS:
        field = fields.get(role)
        if field is None:
            continue
        names = tuple(_completed(name, known) for name in field.value)
        if names != field.value:
            fields = fields.set(role, replace(field, value=names, origin=Origin.INFERRED))
    return work if fields is work.fields else replace(work, fields=fields)


def _completed(name: Name, known: dict[str, Name | None]) -> Name:
    if not name.family or name.given:
        return name
    other = known.get(person_key(name).family)
    return name if other is None else replace(name, given=other.given)
