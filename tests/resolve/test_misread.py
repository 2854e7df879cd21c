"""Short forms that were misread, as the rest of the document shows."""

from __future__ import annotations

from marked import parse_marked

from refparse.model import variables as v
from refparse.resolve import families_for_given_names

FULL = "⟦a ‹a Lena Hall›, ‹a Mai Le›, and ‹a Jin Park›, ‹q Trees of Words›, ‹j Letters› ‹v 3› (‹y 2003›): ‹p 9-22›⟧."
TWO = "⟦a ‹a Le Hall› and ‹a Jin Park›, ‹q Trees of Words›, ‹j Letters› ‹v 3› (‹y 2003›): ‹p 9-22›⟧."
# "Hall, Le, and Park, 33": an inverted name and a second one, as far as the note itself can tell.
SHORT = "⟦s ‹a Le Hall› and ‹a Park›, ‹p 33›⟧."


def families(full: str) -> list[tuple[str, str]]:
    _, short = families_for_given_names([parse_marked(full, "1"), parse_marked(SHORT, "2")])
    return [(name.given, name.family) for name in short.citations[0].fields.value(v.AUTHOR, ())]


def test_three_families_are_three_where_a_work_by_three_such_authors_is_known() -> None:
    assert families(FULL) == [("", "Hall"), ("", "Le"), ("", "Park")]


def test_a_given_name_stays_one_where_nobody_of_that_family_is_known() -> None:
    assert families(TWO) == [("Le", "Hall"), ("", "Park")]
