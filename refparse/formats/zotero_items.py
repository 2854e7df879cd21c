"""Reads Zotero's own item JSON as CSL JSON: the way back from what the writers give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from refparse.formats.stored_dates import stored_date
from refparse.formats.zotero_schema import FIELDS, ITEM_TYPES, NO_TWIN, ROLES, creators_of, fields_of, item_types
from refparse.model.variables import VARIABLES

# A line of Extra that speaks for a variable: "archive-place: Kew", "type: pamphlet".
_EXTRA_LINE: Final = re.compile(r"^([A-Za-z][A-Za-z_-]*):\s+(\S.*)$")
_PARTICLE: Final = re.compile(r"^[a-zà-öø-ÿ'’]+$")
# A suffix behind the given names: "Martin Luther, Jr.".
_SUFFIX: Final = re.compile(r",\s*((?:Jr|Sr)\.?|[IVX]{2,4})$")
_OURS: Final = "refparse: "
_NO_WORKS: Final = frozenset({"note", "attachment", "annotation"})
_OTHER_TYPES: Final = {
    "email": "personal_communication",
    "podcast": "broadcast",
    "radioBroadcast": "broadcast",
    "videoRecording": "motion_picture",
}


def is_work(item: Mapping[str, Any]) -> bool:
    """Say whether an item is a work, not a note or an attachment."""
    kind = item.get("itemType")
    return isinstance(kind, str) and kind not in _NO_WORKS and kind in item_types()


def item_to_csl(item: Mapping[str, Any]) -> dict[str, Any]:
    """Give a Zotero item as a CSL JSON item; `id` is the citation key, else the item's own key.

    >>> item_to_csl({"itemType": "book", "title": "On Revolution", "citationKey": "arendt1963"})
    {'id': 'arendt1963', 'type': 'book', 'title': 'On Revolution'}
    """
    kind = str(item.get("itemType", "document"))
    keys = (item.get("citationKey"), item.get("key"))
    key = next((one for one in keys if isinstance(one, str) and one), "")
    found: dict[str, Any] = {"id": key, "type": csl_type(kind)}
    for name, value in item.items():
        variable = _variables_of(kind).get(name)
        if variable and value and isinstance(value, str):
            found.setdefault(variable, stored_date(value) if VARIABLES[variable].kind == "date" else value)
    _read_creators([one for one in _listed(item, "creators") if isinstance(one, Mapping)], kind, found)
    extra = item.get("extra")
    _read_extra(extra if isinstance(extra, str) else "", found)
    words = [tag.get("tag") if isinstance(tag, Mapping) else tag for tag in _listed(item, "tags")]
    keywords = [word for word in words if isinstance(word, str) and word and not word.startswith(_OURS)]
    return found | ({"keyword": ", ".join(keywords)} if keywords else {})


def _listed(item: Mapping[str, Any], name: str) -> list[Any]:
    value = item.get(name)
    return value if isinstance(value, list) else []


@cache
def _variables_of(kind: str) -> dict[str, str]:
    """Give the CSL variable of each field of an item type; a variable's first choice goes before another's second."""
    found: dict[str, str] = {}
    known = fields_of(kind) if kind in item_types() else {}
    firsts = [(variable, bases[0]) for variable, bases in FIELDS.items()]
    others = [(variable, base) for variable, bases in FIELDS.items() for base in bases[1:]]
    for variable, base in (*firsts, *others):
        if base in known and variable in VARIABLES:
            found.setdefault(known[base], variable)
    return found


def csl_type(kind: str) -> str:
    """Give the CSL type of an item type: "bookSection" is a chapter."""
    own = {item: csl for csl, item in ITEM_TYPES.items() if csl not in NO_TWIN}
    return own.get(kind) or _OTHER_TYPES.get(kind, "document")


def _read_creators(creators: Iterable[Mapping[str, Any]], kind: str, found: dict[str, Any]) -> None:
    primary = creators_of(kind)[0] if kind in item_types() else "author"
    for one in creators:
        given_role = one.get("creatorType")
        role = given_role if isinstance(given_role, str) and given_role else primary
        other = "author" if role in (primary, "author", "creator") else "contributor"
        variable = other if role == "contributor" else _VARIABLE_OF_ROLE.get(role, other)
        found.setdefault(variable, []).append(stored_name(one))


_VARIABLE_OF_ROLE: Final = {
    role: variable for variable, roles in reversed(ROLES.items()) for role in roles if role != "performer"
}
"""Roles with a CSL variable of their own; a recording's performer is its author, as Zotero's own styles have it."""


def stored_name(creator: Mapping[str, Any]) -> dict[str, str]:
    """Give a Zotero creator as a CSL name: particles before the last name, a suffix behind the first."""
    parts = {name: part for name, part in creator.items() if isinstance(part, str)}
    last, first = parts.get("lastName") or parts.get("name") or "", parts.get("firstName") or ""
    if not first:
        return {"literal": last}
    suffix = _SUFFIX.search(first)
    words = last.split()
    count = next((place for place, word in enumerate(words[:-1]) if not _PARTICLE.match(word)), len(words) - 1)
    name = {"family": " ".join(words[count:]), "given": first[: suffix.start()] if suffix else first}
    name |= {"non-dropping-particle": " ".join(words[:count])} if count else {}
    return name | ({"suffix": suffix[1]} if suffix else {})


def _read_extra(extra: str, found: dict[str, Any]) -> None:
    rest = []
    for line in extra.splitlines():
        match = _EXTRA_LINE.match(line)
        name = match[1] if match else ""
        if match and name == "type" and match[2] in ITEM_TYPES:
            found["type"] = match[2]
        elif match and name in VARIABLES and name not in ("note", "annote"):
            _read_extra_value(name, match[2], found)
        elif line.strip():
            rest.append(line)
    if rest:
        found["note"] = "\n".join(rest)


def _read_extra_value(name: str, value: str, found: dict[str, Any]) -> None:
    kind = VARIABLES[name].kind
    if kind == "names":
        last, _, first = value.partition("||")
        one = stored_name({"lastName": last.strip(), "firstName": first.strip()})
        if one in found.get("contributor", ()):
            found["contributor"].remove(one)
            if not found["contributor"]:
                del found["contributor"]
        found.setdefault(name, []).append(one)
    else:
        found.setdefault(name, stored_date(value) if kind == "date" else value)
