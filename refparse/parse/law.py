"""Finds American law citations in the Bluebook's manner, with the extra `law` (the package eyecite)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import Any, TypeVar

from refparse.errors import MissingExtra
from refparse.model.citation import Citation, CitationForm, ParsedNote
from refparse.model.fields import Field
from refparse.model.source import Span
from refparse.model.values import Date, Locator
from refparse.model.variables import CONTAINER_TITLE, ISSUED, PAGE, TITLE, VOLUME

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCitation:
    """A case, statute or law article as the Bluebook cites it: ``Brown v. Board of Education, 347 U.S. 483 (1954)``.

    `span` covers the whole in code points of the text, party names included, `core` only volume, reporter and page.
    `type` is the CSL type. What the citation does not state is "".
    """

    span: Span
    core: Span
    type: str
    is_short: bool = False
    title: str = ""
    volume: str = ""
    reporter: str = ""
    page: str = ""
    pin: str = ""
    year: str = ""


def has_law() -> bool:
    """Say whether the extra `law` is installed."""
    return find_spec("eyecite") is not None


# "347 U.S. 483", "78 Stat. 241", "42 U.S.C. § 1983": a number, an abbreviation of capitals, a number
_REPORTED = re.compile(r"\b\d{1,4} (?:[A-Z][\w.'’]{0,12} ?){1,4}(?:[2-4]d |[2-4]th )?(?:at |§+ ?)?\d")


def may_cite_law(text: str) -> bool:
    """Say whether a note holds anything that looks like a reporter with volume and page."""
    return _REPORTED.search(text) is not None


def find_law_citations(text: str) -> tuple[LawCitation, ...]:
    """Give the law citations of a text, in its order (CMOS 17, 14.269-14.283; the Bluebook).

    >>> [(law.title, law.reporter) for law in find_law_citations("Roe v. Wade, 410 U.S. 113, 120 (1973).")]
    [('Roe v. Wade', 'U.S.')]

    Raises MissingExtra where eyecite is not installed.
    """
    if not has_law():
        raise MissingExtra('reading law citations needs eyecite: pip install "refparse-notes[law]"')
    from eyecite import get_citations

    return tuple(_read(get_citations(text), text)) if may_cite_law(text) else ()


# eyecite's classes and what they are here: the CSL type, and whether the form is short
_KINDS = {
    "FullCaseCitation": ("legal_case", False),
    "ShortCaseCitation": ("legal_case", True),
    "FullLawCitation": ("legislation", False),
    "FullJournalCitation": ("article-journal", False),
}


def _read(found: Iterator[Any] | list[Any], text: str) -> Iterator[LawCitation]:
    for citation in found:
        kind = _KINDS.get(type(citation).__name__)
        if kind is None:
            continue
        start, end = citation.full_span()
        groups, more = citation.groups, citation.metadata
        year = getattr(more, "year", None) or ""
        yield LawCitation(
            span=Span(start, end), core=Span(*citation.span()), type=kind[0], is_short=kind[1],
            title=_title(more, text[start:end]),
            volume=groups.get("volume") or "", reporter=groups.get("reporter") or "",
            page=groups.get("page") or groups.get("section") or "", pin=getattr(more, "pin_cite", None) or "",
            year=str(year),
        )  # fmt: skip


def _title(more: Any, words: str) -> str:
    """Give the parties as a title: "Roe v. Wade"; one party alone in a short form or in "In re Gault"."""
    plaintiff, defendant = getattr(more, "plaintiff", None), getattr(more, "defendant", None)
    if plaintiff and defendant:
        return f"{plaintiff} {'vs.' if ' vs. ' in words else 'v.'} {defendant}"
    return plaintiff or defendant or getattr(more, "antecedent_guess", None) or ""


def with_law(parsed: ParsedNote) -> ParsedNote:
    """Give a note whose citations of cases and statutes have the type, title and reporter that eyecite finds.

    Only what was read as a citation is touched, and only where a law citation lies in it; the rest is as it was.
    """
    if not may_cite_law(parsed.note.text):
        return parsed
    laws = find_law_citations(parsed.note.text)
    return replace(parsed, citations=tuple(_refined(citation, laws, parsed.note.text) for citation in parsed.citations))


def _refined(citation: Citation, laws: tuple[LawCitation, ...], text: str) -> Citation:
    law = next((law for law in laws if _lies_in(law.core, citation.span)), None)
    if law is None or law.type == "article-journal":
        return citation
    fields = citation.fields
    for key, value in ((TITLE, law.title), (VOLUME, law.volume), (CONTAINER_TITLE, law.reporter)):
        start = text.find(value, max(law.span.start, citation.span.start), law.span.end) if value else -1
        if start >= 0 and key not in fields:
            fields = fields.set(key, _field(value, start, value))
    start = text.rfind(law.year, law.core.end, law.span.end) if law.year.isdecimal() else -1
    if start >= 0 and ISSUED not in fields:
        fields = fields.set(ISSUED, _field(Date(year=int(law.year)), start, law.year))
    form = CitationForm.SHORT if law.is_short else citation.form
    return _with_page(replace(citation, type=law.type, fields=fields, form=form), law, text)


def _with_page(citation: Citation, law: LawCitation, text: str) -> Citation:
    """Give a case its first page apart from the page cited: "347 U.S. 483, 495" (CMOS 17, 14.276)."""
    whole, locators = citation.locator, citation.locators
    head = f"{law.page}, "
    if not law.pin or whole is None or not whole.value.startswith(head) or locators[:1] != (Locator(value=law.page),):
        return citation
    fields = citation.fields
    if PAGE not in fields:
        fields = fields.set(PAGE, _field(law.page, text.rindex(law.page, law.core.start, law.core.end), law.page))
    start = text.find(law.pin, law.core.end)
    span = Span(start, start + len(law.pin)) if start >= 0 else whole.span
    cited = replace(whole, value=whole.value.removeprefix(head), text=law.pin, span=span)
    return replace(citation, fields=fields, locator=cited, locators=locators[1:])


def _field(value: T, start: int, words: str) -> Field[T]:
    return Field(value=value, text=words, span=Span(start, start + len(words)))


def _lies_in(core: Span, span: Span) -> bool:
    """Say whether the reporter begins in a citation, whose own end may be set before the page."""
    return span.start <= core.start < span.end
