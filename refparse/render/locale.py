"""CSL locales: which there are, and how each calls a page, a chapter, a folio."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from refparse.errors import StyleError

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DEFAULT_LOCALE = "en-US"
# "de", "de-DE", "de_AT", "sr-Cyrl-RS"
_CODE = re.compile(r"^([a-z]{2,3})(?:[-_][A-Za-z0-9]+)*$", re.IGNORECASE)


@cache
def locale_folder() -> Path:
    """Give the folder of CSL locale files that citeproc-py installs; StyleError where the package is missing."""
    spec = find_spec("citeproc")
    folder = Path(spec.origin).parent / "data" / "locales" if spec and spec.origin else None
    if folder is None or not folder.is_dir():
        raise StyleError("the CSL locales are missing: install citeproc-py")
    return folder


@cache
def _locale_data() -> Mapping[str, Any]:
    data: dict[str, Any] = json.loads((locale_folder() / "locales.json").read_text(encoding="utf-8"))
    return data


def list_locales() -> tuple[str, ...]:
    """Give the codes of all locales there are: ``("af-ZA", "ar", …)``."""
    return tuple(sorted(path.stem.removeprefix("locales-") for path in locale_folder().glob("locales-*.xml")))


def find_locale(name: str) -> str:
    """Give the code of the locale that `name` means: "de", "de_DE", "German" and "Deutsch" give "de-DE".

    Raises StyleError, with the codes there are, where there is no such locale.
    """
    known = {code.casefold(): code for code in list_locales()}
    folded = name.strip().replace("_", "-").casefold()
    if folded in known:
        return known[folded]
    by_name = _locale_by_name(folded)
    if by_name:
        return by_name
    dialect = _locale_data()["primary-dialects"].get(folded.split("-")[0])
    if dialect and _CODE.match(folded):
        return str(dialect)
    raise StyleError(f"there is no CSL locale {name!r}; there are: {', '.join(list_locales())}")


def _locale_by_name(folded: str) -> str:
    names = _locale_data()["language-names"]
    primary = _locale_data()["primary-dialects"]
    found = [code for code, words in sorted(names.items()) if any(_same_name(folded, word) for word in words)]
    return next((code for code in found if primary.get(code.split("-")[0]) == code), found[0] if found else "")


def _same_name(folded: str, name: str) -> bool:
    # "German (Germany)" and "Deutsch (Deutschland)" are called by their first word too.
    return folded in (name.casefold(), name.split(" (")[0].casefold())


@cache
def _locale_root(code: str) -> _Element:
    from lxml import etree

    path = locale_folder() / f"locales-{code}.xml"
    return etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()


def locale_xml(code: str) -> str:
    """Give the XML of a locale, by its code or the nearest to it; the default locale for one that is unknown."""
    return (locale_folder() / f"locales-{nearest_locale(code)}.xml").read_text(encoding="utf-8")


def nearest_locale(code: str) -> str:
    """Give the locale file that stands in for `code`: "de-LU" is served by "de-DE", "xx" by "en-US" (CSL 1.0.2)."""
    try:
        return find_locale(code) if code else DEFAULT_LOCALE
    except StyleError:
        return DEFAULT_LOCALE


def style_terms(xml: str, locale: str) -> dict[str, tuple[str, ...]]:
    """Give the wordings of each term in a locale, as a style may change them: ``{"page": ("page", "p.", …)}``.

    Wordings stand longest first; a style's own come before the locale's.
    """
    from lxml import etree

    root = etree.fromstring(xml.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True))
    code = nearest_locale(locale)
    own = [
        element
        for element in root.findall(f"{_NAMESPACE}locale")
        if (element.get(_XML_LANG) or code).casefold() in (code.casefold(), code.split("-")[0].casefold())
    ]
    found: dict[str, list[str]] = {}
    for source in (*own, _locale_root(code)):
        for name, wordings in _terms(source).items():
            known = found.setdefault(name, [])
            known += [word for word in wordings if word not in known]
    return {name: tuple(wordings) for name, wordings in found.items()}


def _terms(element: _Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for term in element.iter(f"{_NAMESPACE}term"):
        wordings = [term.text, *(term.findtext(f"{_NAMESPACE}{form}") for form in ("single", "multiple"))]
        words = [" ".join(word.split()) for word in wordings if word and word.strip()]
        found.setdefault(term.get("name") or "", []).extend(words)
    return {name: sorted(words, key=lambda word: (-len(word), word)) for name, words in found.items()}


def numeric_month_form(code: str) -> str:
    """Give how a locale writes the month in a date of digits: "numeric" or "numeric-leading-zeros"."""
    dates = _locale_root(nearest_locale(code)).findall(f"{_NAMESPACE}date[@form='numeric']/{_NAMESPACE}date-part")
    return next((part.get("form") or "numeric" for part in dates if part.get("name") == "month"), "numeric")


# <style-options punctuation-in-quote="true"/>
_IN_QUOTE = re.compile(r"""punctuation-in-quote\s*=\s*["'](true|false)["']""")


def puts_stops_in_quotes(xml: str, locale: str) -> bool:
    """Say whether a style in a locale sets full stops and commas inside closing quotes (CSL 1.0.2, style-options)."""
    found = _IN_QUOTE.search(xml) or _IN_QUOTE.search(locale_xml(locale))
    return bool(found) and found is not None and found.group(1) == "true"
