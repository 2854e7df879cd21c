"""Work <-> CSL JSON, the one interchange form (CSL 1.0.2 data schema)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from refparse.model.fields import Field, Fields, Origin
from refparse.model.values import Date, Name, Type
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


def engine_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """Make a CSL JSON item ready for a CSL engine: every variable in the form that all engines read alike.

    Dates in words of EDTF become date-parts ("1958/1964", "1815-03~"), numbers are text, particles are set apart from
    family names, an empty member is left out, the language is a code, Markdown's italics in a title are markup.

    >>> engine_item({"id": "a", "type": "book", "title": "On *Emma*", "issued": "1958/1964", "volume": 2})["volume"]
    '2'
    """
    ready = {name: _engine_value(_OLD_NAMES.get(name, name), value) for name, value in item.items()}
    named = {_OLD_NAMES.get(name, name): value for name, value in ready.items()}
    full = {name: value for name, value in named.items() if value not in ("", [], {}, None)}
    return {**full, "id": str(item.get("id", "")), "type": _engine_type(str(item.get("type") or ""))}


_OLD_NAMES = {"shortTitle": "title-short", "journalAbbreviation": "container-title-short", "event": "event-title"}
_MARKED_UP = frozenset({"title", "title-short", "container-title", "collection-title", "volume-title", "part-title"})
_DASHED = frozenset({"page", "issue", "volume", "number", "chapter-number", "collection-number", "part-number"})
_NOT_PRINTED = frozenset({"custom", "categories", "incomplete", "citations", "citation-key"})


def _engine_value(name: str, value: Any) -> Any:
    if name in _NOT_PRINTED or value is None:
        return None
    kind = variable(name).kind
    if kind == "names" or (isinstance(value, list) and value and isinstance(value[0], Mapping)):
        return _engine_names(value)
    if kind == "date":
        return engine_date(value)
    if isinstance(value, Mapping | list):
        return None
    return _engine_text(name, str(value))


def _engine_text(name: str, value: str) -> str:
    text = unicodedata.normalize("NFC", " ".join(value.split()))
    if name == "language":
        return language_code(text)
    if name == "genre":
        return _UNPUBLISHED.sub("", text)
    if name in _DASHED:
        return _NUMBER_DASH.sub("-", text)
    return _MARKDOWN_ITALIC.sub(r"<i>\1</i>", text) if name in _MARKED_UP else text


# "unpublished PhD diss.": styles that say so of a thesis say it themselves
_UNPUBLISHED = re.compile(r"^unpubl(?:ished|\.)\s+(?=\S)", re.IGNORECASE)
# "24–50", "24--50"
_NUMBER_DASH = re.compile(r"(?<=\w)\s?[‐‑‒–—−-]{1,3}\s?(?=\w)")
# "On *Emma*" but not "2 * 3 * 4"
_MARKDOWN_ITALIC = re.compile(r"(?<![\w*])\*([^\s*](?:[^*]{0,200}[^\s*])?)\*(?![\w*])")


_KNOWN_TYPES = frozenset(
    {"article", "collection", "entry", "event", "figure", "post-weblog", *(kind.value for kind in Type)}
)


def _engine_type(name: str) -> str:
    return (name or "document") if not name or name in _KNOWN_TYPES else _OTHER_TYPES.get(name, "document")


_OTHER_TYPES = {
    "journal-article": "article-journal",
    "newspaper-article": "article-newspaper",
    "magazine-article": "article-magazine",
    "film": "motion_picture",
    "letter": "personal_communication",
    "legal-case": "legal_case",
    "book-chapter": "chapter",
    "dissertation": "thesis",
}


def _engine_names(value: Any) -> list[dict[str, Any]]:
    names = value if isinstance(value, list | tuple) else [value]
    made = (_engine_name(name) for name in names)
    return [name for name in made if name]


def _engine_name(name: Any) -> dict[str, Any]:
    if not isinstance(name, Mapping):
        return {"literal": " ".join(str(name).split())} if name and str(name).strip() else {}
    parts = {key: value for key, value in name_to_json(name_from_json(name)).items() if value.strip()}
    if "literal" in parts and "family" not in parts:
        return {"literal": parts["literal"]}
    parts.pop("literal", None)
    return _with_particles(parts)


def _with_particles(parts: dict[str, str]) -> dict[str, str]:
    """Set particles apart: "van Gogh" has a non-dropping one, "Alexander von" a dropping one (CSL 1.0.2, names)."""
    if "non-dropping-particle" not in parts and "dropping-particle" not in parts:
        particle, family = _split_particle(parts.get("family", ""))
        if particle:
            parts = {**parts, "family": family, "non-dropping-particle": particle}
        given, dropping = _split_given(parts.get("given", ""))
        if dropping:
            parts = {**parts, "given": given, "dropping-particle": dropping}
    return parts


def _split_particle(family: str) -> tuple[str, str]:
    words = family.split()
    small = next((at for at, word in enumerate(words) if not _is_small(word)), len(words))
    return (" ".join(words[:small]), " ".join(words[small:])) if 0 < small < len(words) else ("", family)


def _split_given(given: str) -> tuple[str, str]:
    words = given.split()
    last = next((at for at in range(len(words), 0, -1) if not _is_small(words[at - 1])), 0)
    return (" ".join(words[:last]), " ".join(words[last:])) if 0 < last < len(words) else (given, "")


def _is_small(word: str) -> bool:
    return word[0].isalpha() and word == word.lower() and word != word.upper()


def engine_date(value: Any) -> dict[str, Any] | None:
    """Give a date as date-parts of whole numbers, whatever form it came in, None for one that says nothing.

    >>> engine_date("1815-03/1815-06~")
    {'date-parts': [[1815, 3], [1815, 6]], 'circa': True}
    """
    data: Mapping[str, Any] = value if isinstance(value, Mapping) else {"raw": str(value or "")}
    points = [numbers for point in data.get("date-parts") or [] if (numbers := _numbers(point))]
    if points:
        made: dict[str, Any] = {"date-parts": points[:2]}
        season = str(data.get("season") or "")
        if season.isdigit() and len(points[0]) == 1:
            made["season"] = int(season)
        return {**made, "circa": True} if data.get("circa") not in (None, False, 0, "", "0", "false") else made
    words = " ".join(str(data.get("raw") or data.get("edtf") or data.get("literal") or "").split())
    return read_edtf(words) or ({"literal": words} if words else None)


def _numbers(point: Any) -> list[int]:
    found = list(_point(point if isinstance(point, list | tuple) else [point]).parts)
    if len(found) > 1 and not (1 <= found[1] <= 12 or 13 <= found[1] <= 24):
        return found[:1]
    return found[:2] if len(found) > 2 and not 1 <= found[2] <= 31 else found


# one end of an EDTF date: "1815", "-0044-03-15", "1815-03~", "1815-22?"
_EDTF_POINT = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)")


def read_edtf(words: str) -> dict[str, Any] | None:
    """Read a date of EDTF level 0 and 1 (ISO 8601-2): an interval, "~" and "?" for circa, seasons 21 to 24.

    None for anything else: "spring 1958" stays in words.
    """
    ends = [_EDTF_POINT.fullmatch(end) for end in words.split("/")]
    if not 1 <= len(ends) <= 2 or not all(ends):
        return None
    found = [end for end in ends if end is not None]
    made: dict[str, Any] = {"date-parts": [_numbers([part for part in end.groups()[:3] if part]) for end in found]}
    month = made["date-parts"][0][1:2]
    if month and month[0] > 20:
        made = {"date-parts": [point[:1] for point in made["date-parts"]], "season": month[0] - 20}
    return {**made, "circa": True} if any(end.group(4) for end in found) else made


# names of languages in library records -> codes; only what a style asks for: is the title English or not
_LANGUAGES = {
    "english": "en", "eng": "en", "german": "de", "deutsch": "de", "ger": "de", "deu": "de", "french": "fr",
    "français": "fr", "fre": "fr", "fra": "fr", "italian": "it", "italiano": "it", "ita": "it", "spanish": "es",
    "español": "es", "spa": "es", "russian": "ru", "rus": "ru", "latin": "la", "lat": "la", "dutch": "nl", "dut": "nl",
    "nld": "nl", "polish": "pl", "pol": "pl", "portuguese": "pt", "por": "pt", "japanese": "ja", "jpn": "ja",
    "chinese": "zh", "chi": "zh", "zho": "zh", "greek": "el", "gre": "el", "ell": "el", "swedish": "sv", "swe": "sv",
    "danish": "da", "dan": "da", "norwegian": "nb", "nor": "nb", "czech": "cs", "cze": "cs", "ces": "cs",
    "hungarian": "hu", "hun": "hu", "turkish": "tr", "tur": "tr", "arabic": "ar", "ara": "ar", "hebrew": "he",
    "heb": "he", "ukrainian": "uk", "ukr": "uk", "finnish": "fi", "fin": "fi", "romanian": "ro", "rum": "ro",
}  # fmt: skip


def language_code(text: str) -> str:
    """Give a language as CSL wants it: "German", "ger" and "de_DE" give "de", "de" and "de-DE"."""
    first = re.split(r"[;,/|]", text)[0].strip()
    if first.casefold() in _LANGUAGES:
        return _LANGUAGES[first.casefold()]
    code = first.replace("_", "-")
    return code if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", code) else ""
