"""Reads Word's own sources (References → Manage Sources) and its CITATION fields, as CSL JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from refparse.formats.ooxml import B
from refparse.formats.xml import Element
from refparse.model.source import EmbeddedItem

_TYPES: Final = {
    "Book": "book", "BookSection": "chapter", "JournalArticle": "article-journal",
    "ArticleInAPeriodical": "article-magazine", "ConferenceProceedings": "paper-conference", "Report": "report",
    "InternetSite": "webpage", "DocumentFromInternetSite": "webpage", "Film": "motion_picture", "Case": "legal_case",
    "Interview": "interview", "Patent": "patent", "Art": "graphic", "SoundRecording": "song",
    "Performance": "performance", "ElectronicSource": "document", "Misc": "document",
}  # fmt: skip
_TEXTS: Final = {
    "Title": "title", "ShortTitle": "title-short", "Publisher": "publisher", "City": "publisher-place",
    "Volume": "volume", "Issue": "issue", "Pages": "page", "Edition": "edition", "URL": "URL", "DOI": "DOI",
    "NumberVolumes": "number-of-volumes", "Medium": "medium", "Institution": "publisher", "Department": "authority",
}  # fmt: skip
_CONTAINERS: Final = ("JournalName", "BookTitle", "PeriodicalTitle", "ConferenceName", "InternetSiteTitle")
_NAMES: Final = {
    "Author": "author", "Editor": "editor", "Translator": "translator", "BookAuthor": "container-author",
    "Director": "director", "Interviewer": "interviewer", "Composer": "composer", "Performer": "performer",
}  # fmt: skip
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Example: ` CITATION Blo53 \l 1033 \p "29-31" \m Feb82 `: a tag, then switches with their values.
_PART: Final = re.compile(r'\\([a-z])|"([^"]*)"|([^\s"\\]+)', re.IGNORECASE)


def read_sources(root: Element) -> dict[str, dict[str, Any]]:
    """Give the sources of a ``b:Sources`` part by their tags."""
    found = {_text(node, "Tag"): _csl(node) for node in root.iterchildren(f"{B}Source")}
    return {tag: item for tag, item in found.items() if tag}


def word_items(code: str, sources: Mapping[str, Mapping[str, Any]]) -> tuple[EmbeddedItem, ...]:
    """Give the sources that a CITATION field names, as far as the document holds them.

    >>> word_items(" CITATION Blo53 \\\\p 29 ", {"Blo53": {"title": "The Historian's Craft"}})[0].locator
    '29'
    """
    cited: list[dict[str, str]] = []
    switch = "m"
    for match in _PART.finditer(code.strip()[len("CITATION") :]):
        name, quoted, word = match.groups()
        if name:
            switch = name.lower()
            continue
        value = quoted if quoted is not None else word
        if switch == "m":
            cited.append({"tag": value})
        elif cited:
            cited[-1].setdefault(switch, value)
        switch = ""
    return tuple(_item(each, sources[each["tag"]]) for each in cited if each["tag"] in sources)


def _item(cited: Mapping[str, str], source: Mapping[str, Any]) -> EmbeddedItem:
    pages = cited.get("p", "")
    locator = f"{cited['v']}:{pages}" if "v" in cited and pages else pages
    return EmbeddedItem(
        item=source,
        locator=locator,
        label="page" if locator else "",
        prefix=cited.get("f", ""),
        suffix=cited.get("s", ""),
    )


def _csl(node: Element) -> dict[str, Any]:
    item: dict[str, Any] = {"type": _TYPES.get(_text(node, "SourceType"), "document")}
    item |= {variable: value for name, variable in _TEXTS.items() if (value := _text(node, name))}
    container = next((value for name in _CONTAINERS if (value := _text(node, name))), "")
    item |= {"container-title": container} if container else {}
    item |= {variable: names for name, variable in _NAMES.items() if (names := _names(node, name))}
    item |= {"issued": date} if (date := _date(node, "Year", "Month", "Day")) else {}
    item |= {"accessed": date} if (date := _date(node, "YearAccessed", "MonthAccessed", "DayAccessed")) else {}
    return item


def _names(node: Element, role: str) -> list[dict[str, str]]:
    group = node.find(f"{B}Author/{B}{role}")
    if group is None:
        return []
    bodies = [" ".join((body.text or "").split()) for body in group.iter(f"{B}Corporate")]
    return [{"literal": body} for body in bodies if body] + [_name(person) for person in group.iter(f"{B}Person")]


def _name(person: Element) -> dict[str, str]:
    given = " ".join(part for part in (_text(person, "First"), _text(person, "Middle")) if part)
    family = _text(person, "Last")
    return {"family": family, "given": given} if family and given else {"literal": family or given}


def _date(node: Element, *parts: str) -> dict[str, Any]:
    numbers: list[int] = []
    for part in parts:
        text = _text(node, part)
        month = next((place for place, name in enumerate(_MONTHS, 1) if text.lower().startswith(name)), 0)
        if not (month or (text.isascii() and text.isdecimal() and len(text) < 5)):
            break
        numbers.append(month or int(text))
    literal = _text(node, parts[0])
    return {"date-parts": [numbers]} if numbers else {"literal": literal} if literal else {}


def _text(node: Element, name: str) -> str:
    found = node.find(f"{B}{name}")
    return "" if found is None else " ".join((found.text or "").split())
