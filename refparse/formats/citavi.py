"""Reads the references that Citavi stores in a placeholder, as CSL JSON; as far as its format is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from refparse.formats.written_names import written_date
from refparse.model.source import EmbeddedItem

_TYPES: Final = {
    "Book": "book", "BookEdited": "book", "Contribution": "chapter", "JournalArticle": "article-journal",
    "NewspaperArticle": "article-newspaper", "Thesis": "thesis", "ConferenceProceedings": "book",
    "InternetDocument": "webpage", "UnpublishedWork": "manuscript", "Manuscript": "manuscript", "Map": "map",
    "PersonalCommunication": "personal_communication", "Movie": "motion_picture", "Patent": "patent",
    "SpecialIssue": "book", "Lecture": "speech", "ArchiveMaterial": "manuscript", "InterviewMaterial": "interview",
    "CourtDecision": "legal_case", "StatuteOrRegulation": "legislation", "GreyLiterature": "report",
    "SoftwareProgram": "software", "AudioBook": "book", "CollectedWorks": "book", "Report": "report",
}  # fmt: skip
_TEXTS: Final = {
    "Volume": "volume", "Number": "issue", "Edition": "edition", "PlaceOfPublication": "publisher-place",
    "Isbn": "ISBN", "Doi": "DOI", "OnlineAddress": "URL", "Language": "language", "ShortTitle": "title-short",
    "NumberOfVolumes": "number-of-volumes",
}  # fmt: skip
_NAMES: Final = {"Authors": "author", "Editors": "editor", "Translators": "translator"}
# Example: `<sp>12</sp><ep>34</ep>` with the span written out as `<os>12-34</os>`
_WRITTEN_SPAN: Final = re.compile(r"<os>([^<]*)</os>")
LONGEST_PAGES: Final = 500
_TAG: Final = re.compile(r"<[^>]*>")


def citavi_items(data: Any) -> tuple[EmbeddedItem, ...]:
    """Give the sources of one decoded placeholder: its ``Entries`` with their references."""
    entries = data.get("Entries") if isinstance(data, dict) else None
    found = entries if isinstance(entries, list) else []
    return tuple(_item(each) for each in found if isinstance(each, dict) and isinstance(each.get("Reference"), dict))


def _item(entry: Mapping[str, Any]) -> EmbeddedItem:
    pages = _pages(entry.get("PageRange"))
    return EmbeddedItem(
        item=_csl(entry["Reference"]),
        locator=pages,
        label="page" if pages else "",
        prefix=_text(entry.get("Prefix")),
        suffix=_text(entry.get("Suffix")),
    )


def _csl(reference: Mapping[str, Any]) -> dict[str, Any]:
    kind = _TYPES.get(_text(reference.get("ReferenceType")), "document")
    title = ": ".join(part for part in (_text(reference.get("Title")), _text(reference.get("Subtitle"))) if part)
    item: dict[str, Any] = {"type": kind, "title": title, "page": _pages(reference.get("PageRange"))}
    item |= {variable: _text(reference.get(name)) for name, variable in _TEXTS.items()}
    item |= {variable: _names(reference.get(name)) for name, variable in _NAMES.items()}
    item["publisher"] = "; ".join(_named(each) for each in _listed(reference.get("Publishers")))
    item["collection-title"] = _named(reference.get("SeriesTitle"))
    item["container-title"] = _named(reference.get("Periodical"))
    item["issued"] = written_date(_text(reference.get("Year")) or _text(reference.get("Date")))
    parent = reference.get("ParentReference")
    if isinstance(parent, dict):
        item = _csl_container(parent) | {name: value for name, value in item.items() if value}
    return {name: value for name, value in item.items() if value}


def _csl_container(parent: Mapping[str, Any]) -> dict[str, Any]:
    whole = _csl({name: value for name, value in parent.items() if name != "ParentReference"})
    shared = ("publisher", "publisher-place", "issued", "volume", "edition", "editor", "collection-title", "ISBN")
    container = {name: whole[name] for name in shared if name in whole}
    return container | {"container-title": whole.get("title", ""), "container-author": whole.get("author", [])}


def _names(people: Any) -> list[dict[str, str]]:
    return [name for each in _listed(people) if (name := _name(each))]


def _name(person: Mapping[str, Any]) -> dict[str, str]:
    given = " ".join(part for part in (_text(person.get("FirstName")), _text(person.get("MiddleName"))) if part)
    family, particle = _text(person.get("LastName")), _text(person.get("Prefix"))
    if family and not given:
        return {"literal": family}
    name = {"family": family, "given": given, "suffix": _text(person.get("Suffix")), "non-dropping-particle": particle}
    return {key: value for key, value in name.items() if value}


def _listed(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _named(value: Any) -> str:
    return _text(value.get("Name")) or _text(value.get("StandardAbbreviation")) if isinstance(value, dict) else ""


def _pages(value: Any) -> str:
    if isinstance(value, dict):
        return _text(value.get("OriginalString") or value.get("PrettyString"))
    text = value[:LONGEST_PAGES] if isinstance(value, str) else ""
    written = _WRITTEN_SPAN.search(text)
    return written.group(1) if written else " ".join(_TAG.sub(" ", text).split())


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
