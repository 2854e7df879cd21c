"""A style and its items as pandoc must have them, where it reads CSL otherwise than the processor inside Zotero."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from refparse.formats.markup import Rich, cut, flat_text, join_runs
from refparse.model.cluster import Cluster
from refparse.render.locale import numeric_month_form

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
# suffix=" &amp;#8211; ", an entity escaped twice, in some twenty styles
_ENTITY = re.compile(r"&#x?[0-9A-Fa-f]{1,6};")


@lru_cache(maxsize=8)
def pandoc_style(xml: str, *, near: bool = False) -> str:
    """Give the style's XML with what pandoc trips over put in plainer words.

    A label in ``<names>`` without ``<name>`` follows the names (pandoc prints it first); a bare ``<date-part>`` in a
    localized date changes nothing (pandoc takes a bare month for its long form); an entity in an affix is a character.
    `near` says what tests for a near note give (see `near_clusters`).
    """
    from lxml import etree

    root = etree.fromstring(xml.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True))
    for names in root.iter(f"{_NAMESPACE}names"):
        _name_before_label(names)
    month_form = numeric_month_form(root.get("default-locale") or "")
    for date in root.iter(f"{_NAMESPACE}date"):
        if date.get("form") == "numeric":
            _settle_parts(date, month_form)
    for element in root.iter(f"{_NAMESPACE}if", f"{_NAMESPACE}else-if"):
        if "near-note" in (element.get("position") or ""):
            _settle_near_note(element, near)
    for element in root.iter(f"{_NAMESPACE}*"):
        for name, value in element.attrib.items():
            if "&#" in value:
                element.set(name, _ENTITY.sub(lambda found: html.unescape(found.group()), str(value)))
    return etree.tostring(root, encoding="unicode")


def _name_before_label(names: _Element) -> None:
    has_label = names.find(f"{_NAMESPACE}label") is not None
    has_name = any(names.find(f"{_NAMESPACE}{part}") is not None for part in ("name", "institution"))
    if has_label and not has_name:
        names.insert(0, names.makeelement(f"{_NAMESPACE}name"))


def _settle_near_note(element: _Element, near: bool) -> None:
    """Make a test for a near note succeed for every later citation, or never."""
    positions = (element.get("position") or "").split()
    kept = ["subsequent" if name == "near-note" else name for name in positions if near or name != "near-note"]
    if kept:
        element.set("position", " ".join(kept))
    else:
        del element.attrib["position"]
        element.set("variable", " ".join(filter(None, (element.get("variable"), "never-there"))))


# near-note-distance="8"
_NEAR_DISTANCE = re.compile(r"""\snear-note-distance\s*=\s*["'](\d+)["']""")


def near_clusters(clusters: Sequence[Cluster], xml: str) -> list[bool] | None:
    """Say for each cluster whether all its works were cited a few notes before; None where the style does not ask.

    Pandoc has a near-note distance of its own, whatever the style says (CSL 1.0.2: five notes unless stated).
    """
    if "near-note" not in xml:
        return None
    stated = _NEAR_DISTANCE.search(xml)
    distance = int(stated.group(1)) if stated else 5
    last: dict[str, int] = {}
    found = []
    for cluster in clusters:
        note = cluster.note or 0
        found.append(all(note - last.get(cite.id, -distance) <= distance for cite in cluster.cites))
        last.update((cite.id, note) for cite in cluster.cites)
    return found


def _settle_parts(date: _Element, month_form: str) -> None:
    parts = date.findall(f"{_NAMESPACE}date-part")
    if all(set(part.keys()) <= {"name"} for part in parts):
        for part in parts:
            date.remove(part)
    for part in parts:
        if part.get("name") == "month" and not part.get("form"):
            part.set("form", month_form)


# The end of a title that asks or calls stands for itself in private characters, so that pandoc neither drops the comma
# after it nor takes it for the end of a sentence.
_ENDS = {"?": "\ue03f", "!": "\ue021"}
_ENDS_BACK = {private: plain for plain, private in _ENDS.items()}
# "Revolution?." and "Revolution?:" are "Revolution?", "“Revolution?”." is "“Revolution?”"; "Revolution?," stays
_END_AND_STOP = re.compile("[\ue03f\ue021][”’»\"']?[.:]")
_TITLES = frozenset({"title", "title-short", "container-title", "collection-title", "original-title", "volume-title"})


def pandoc_items(items: Sequence[Mapping[str, Any]], xml: str, *, join_names: bool) -> list[dict[str, Any]]:
    """Give the items with the names and titles that pandoc would print otherwise changed.

    A Chinese, Japanese or Korean name is one word, not initials, where names are printed in full (`join_names`); "Jr."
    loses its stop where initials have none; see `plain_ends` for titles.
    """
    no_stops = _initials_without_stop(xml)
    return [{name: _value(name, value, no_stops, join_names) for name, value in item.items()} for item in items]


def _value(name: str, value: Any, no_stops: bool, join_names: bool) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return [_name(dict(one), no_stops, join_names) for one in value]
    if name in _TITLES and str(value)[-1:] in _ENDS:
        return str(value)[:-1] + _ENDS[str(value)[-1]]
    return value


def plain_ends(rich: Rich) -> Rich:
    """Give back the question and exclamation marks that `pandoc_items` took out."""
    if not any(private in run.text for run in rich for private in _ENDS_BACK):
        return rich
    text = flat_text(rich)
    doubled = [found.end() - 1 for found in _END_AND_STOP.finditer(text)]
    edges = [0, *(edge for at in doubled for edge in (at, at + 1)), len(text)]
    kept = [run for start, end in zip(edges[::2], edges[1::2], strict=True) for run in cut(rich, start, end)]
    return join_runs(replace(run, text=run.text.translate(_BACK)) for run in kept)


_BACK = str.maketrans(_ENDS_BACK)


# <name initialize-with="" …> but not initialize-with=". "
_NAME_ELEMENT = re.compile(r"<(?:name|style|bibliography)\b[^>]*>")
_INITIALIZE = re.compile(r"""\b(?:name-)?initialize-with\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def _initials_without_stop(xml: str) -> bool:
    # Short forms have initials only where two authors of a name must be told apart.
    elements = [element for element in _NAME_ELEMENT.findall(xml) if 'form="short"' not in element]
    marks = [first or second for element in elements for first, second in _INITIALIZE.findall(element)]
    return bool(marks) and not any("." in mark for mark in marks)


# a name in Han characters, kana or hangul: 山田, 김
_EAST_ASIAN = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f]+")
# the stop that pandoc sets after such a name as after initials: "山田太郎.,"
_STOP_AFTER_NAME = re.compile(rf"(?<={_EAST_ASIAN.pattern[:-1]})\.(?=[,;:)])")


def _name(name: dict[str, Any], no_stops: bool, join_names: bool) -> dict[str, Any]:
    family, given = str(name.get("family", "")), str(name.get("given", ""))
    if join_names and family and given and _EAST_ASIAN.fullmatch(family) and _EAST_ASIAN.fullmatch(given):
        return {"literal": family + given}
    if no_stops and str(name.get("suffix", "")).endswith("."):
        return {**name, "suffix": str(name["suffix"]).rstrip(".")}
    return name


def without_stop_after_name(rich: Rich) -> Rich:
    """Take away the stop that pandoc sets after an East Asian name before other punctuation."""
    return tuple(replace(run, text=_STOP_AFTER_NAME.sub("", run.text)) for run in rich)
