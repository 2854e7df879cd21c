"""Values of a .bib entry: names in comma form, EDTF dates, titles, pages, each by the form that its field asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from refparse.assets import word_map
from refparse.model import variables as v
from refparse.model.fields import Fields
from refparse.model.values import Date, Name
from refparse.write.dates import MONTHS, edtf_date, real_parts, verbatim_date
from refparse.write.latex import escape, latex_pages, latex_text, latex_title, one_line, raw_text
from refparse.write.names import family_with_particles, is_single_field, real_names, single_field
from refparse.write.options import WriteOptions
from refparse.write.wording import ordinal

_ORDINALS = (
    "", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
)  # fmt: skip


def bib_names(names: Sequence[Name]) -> str:
    """Give names for a .bib file: "King, Jr., Martin Luther and {Foreign Office}".

    The comma form is the only one that Zotero reads right with particles and suffixes.
    """
    return " and ".join(bib_name(name) for name in real_names(names))


def bib_name(name: Name) -> str:
    """Give one name; a body stands in braces, so that no reader takes it apart; a bare family name needs none."""
    if is_single_field(name):
        shown = escape(one_line(single_field(name)))
        return shown if not name.literal and shown.isalpha() and shown.lower() != "and" else "{" + shown + "}"
    parts = (family_with_particles(name), name.suffix, name.given)
    return ", ".join(_name_part(part) for part in parts if part)


def _name_part(part: str) -> str:
    plain = one_line(part)
    shown = escape(plain)
    apart = "," in plain or " and " in f" {plain.lower()} "
    return "{" + shown + "}" if apart else shown


Former = Callable[[Any, Fields, WriteOptions], str]


def _edtf(date: Date, fields: Fields, options: WriteOptions) -> str:
    # Zotero stores the words of a .bib date as they are; biber takes nothing but EDTF.
    return edtf_date(date) or (escape(one_line(verbatim_date(date))) if options.for_zotero else "")


def _year(date: Date, fields: Fields, options: WriteOptions) -> str:
    if date.year is None:
        return latex_text(date.literal)
    end = date.end.year if date.end is not None else None
    return f"{date.year}--{end}" if end and end != date.year else str(date.year)


def _month(date: Date, fields: Fields, options: WriteOptions) -> str:
    parts = real_parts(date)
    return " ".join([*(str(day) for day in parts[2:]), MONTHS[parts[1] - 1]]) if len(parts) > 1 else ""


def _uncertain(date: Date, fields: Fields, options: WriteOptions) -> str:
    return edtf_date(date) if date.circa or date.end or date.season else ""


def _ordinal(edition: str, fields: Fields, options: WriteOptions) -> str:
    plain = edition.isascii() and edition.isdigit()
    return _ORDINALS[int(edition)] if plain and 0 < int(edition) < len(_ORDINALS) else latex_text(ordinal(edition))


def _literal(date: Date, fields: Fields, options: WriteOptions) -> str:
    return latex_text(date.literal) if date.year is None and not options.for_zotero else ""


def _babel(language: str, fields: Fields, options: WriteOptions) -> str:
    return word_map("grammar", "words", "babel_languages.tsv").get(language.lower()[:2], "")


FORMS: dict[str, Former] = {
    "babel": _babel,
    "text": lambda value, fields, options: latex_text(value),
    "title": lambda value, fields, options: latex_title(value, fields.value(v.LANGUAGE) or ""),
    "names": lambda value, fields, options: bib_names(value),
    "pages": lambda value, fields, options: latex_pages(value),
    "raw": lambda value, fields, options: raw_text(value),
    "edtf": _edtf,
    "year": _year,
    "month": _month,
    "uncertain": _uncertain,
    "ordinal": _ordinal,
    "literal": _literal,
}
