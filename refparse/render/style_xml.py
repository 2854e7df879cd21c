"""A CSL file read: what it says of itself, and what is wrong with a file that is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from refparse.errors import StyleError

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
# The largest style of the official repository has some 250 kB.
_LARGEST = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleHead:
    """What stands at the head of a CSL file, and the few facts of its body that an engine's choice needs.

    `style_class` is "note" or "in-text"; `format` is CSL's citation-format ("note", "author-date", "numeric",
    "label", "author"). `parent` is the id of the independent style that a dependent one stands for, else "".
    `disambiguates` is true where letters tell works of one author and year apart (1953a, 1953b).
    """

    id: str
    title: str
    title_short: str = ""
    style_class: str = ""
    format: str = ""
    fields: tuple[str, ...] = ()
    locale: str = ""
    parent: str = ""
    has_bibliography: bool = False
    disambiguates: bool = False
    layout_prefix: str = ""
    layout_suffix: str = ""
    delimiter: str = ""


def read_style_text(path: Path) -> str:
    """Read the text of a style file; StyleError where it is not there, too large or no text in UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StyleError(f"cannot be read: {error.strerror}", path=path) from error
    if len(data) > _LARGEST:
        raise StyleError(f"is {len(data):,} bytes long, which no CSL style is", path=path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StyleError(f"is no text in UTF-8 (byte {error.start})", path=path) from error


def read_head(xml: str, path: str | Path = "") -> StyleHead:
    """Read what a style says of itself.

    StyleError names the line where the file is not well-formed, or says what else it is: a locale, a web page,
    a style in the old CSL 0.8.
    """
    root = _root(xml, path)
    info = root.find(f"{_NAMESPACE}info")
    if info is None:
        raise StyleError("has no <info> element, so it is no CSL style", path=path, place=f"line {root.sourceline}")
    parent = next((link.get("href") for link in _all(info, "link") if link.get("rel") == "independent-parent"), "")
    citation, bibliography = root.find(f"{_NAMESPACE}citation"), root.find(f"{_NAMESPACE}bibliography")
    if not parent and citation is None:
        raise StyleError("has no <citation> element, and no link to a parent style that has", path=path)
    layout = citation.find(f"{_NAMESPACE}layout") if citation is not None else None
    categories = list(_all(info, "category"))
    return StyleHead(
        id=_text(info, "id"),
        title=_text(info, "title"),
        title_short=_text(info, "title-short"),
        style_class=root.get("class") or "",
        format=next((found for category in categories if (found := category.get("citation-format"))), ""),
        fields=tuple(found for category in categories if (found := category.get("field"))),
        locale=root.get("default-locale") or "",
        parent=parent or "",
        has_bibliography=bibliography is not None,
        disambiguates=_disambiguates(citation),
        layout_prefix=_get(layout, "prefix"),
        layout_suffix=_get(layout, "suffix"),
        delimiter=_get(layout, "delimiter"),
    )


def check_macros(xml: str, path: str | Path) -> None:
    """See that every macro that the style calls is defined; StyleError names the first that is not, and its line."""
    root = _root(xml, path)
    defined = {macro.get("name") for macro in root.iter(f"{_NAMESPACE}macro")}
    for element in root.iter(f"{_NAMESPACE}text", f"{_NAMESPACE}key"):
        called = element.get("macro")
        if called is not None and called not in defined:
            message = f"calls the macro {called!r}, which it does not define"
            raise StyleError(message, path=path, place=f"line {element.sourceline}")


def _disambiguates(citation: _Element | None) -> bool:
    return citation is not None and citation.get("disambiguate-add-year-suffix") == "true"


def _root(xml: str, path: str | Path) -> _Element:
    from lxml import etree

    if not xml.strip():
        raise StyleError("is empty", path=path)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(xml.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise StyleError(f"is not well-formed XML: {error.msg}", path=path, place=f"line {error.lineno}") from error
    if root.tag != f"{_NAMESPACE}style":
        raise StyleError(_wrong_root(root), path=path, place=f"line {root.sourceline}")
    return root


_WRONG_ROOTS = {
    "style": "is a style in an older CSL than 1.0: its <style> lacks the namespace of CSL 1.0",
    "locale": "is a CSL locale, not a style",
    "html": "is a web page, not a CSL style",
    "rss": "is a news feed, not a CSL style",
}


def _wrong_root(root: _Element) -> str:
    name = str(root.tag).rpartition("}")[2]
    return _WRONG_ROOTS.get(name.lower(), f"is no CSL style: it begins with <{name}>, not with <style>")


def _all(element: _Element, name: str) -> list[_Element]:
    return element.findall(f"{_NAMESPACE}{name}")


def _text(element: _Element, name: str) -> str:
    return " ".join((element.findtext(f"{_NAMESPACE}{name}") or "").split())


def _get(element: _Element | None, name: str) -> str:
    return (element.get(name) or "") if element is not None else ""


# <style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0" default-locale="de-DE">
_STYLE_TAG = re.compile(r"<style\b[^>]*>")
_DEFAULT_LOCALE = re.compile(r"""\sdefault-locale\s*=\s*(?:"[^"]*"|'[^']*')""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>\s*")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>")


def with_locale(xml: str, locale: str) -> str:
    """Give the style's XML with another default locale, without declaration and document type."""
    bare = _DOCTYPE.sub("", _DECLARATION.sub("", xml, count=1), count=1)
    if not locale:
        return bare
    tag = _STYLE_TAG.search(bare)
    if tag is None:
        return bare
    changed = _DEFAULT_LOCALE.sub("", tag.group())[:-1].rstrip("/") + f' default-locale="{locale}">'
    return bare[: tag.start()] + changed + bare[tag.end() :]
