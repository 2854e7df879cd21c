"""An existing library is completed, never overwritten; what does not change keeps its bytes."""

from __future__ import annotations

from dataclasses import replace

import bibtexparser
import pytest

from refparse.errors import WriteError
from refparse.model import Fields, Origin
from refparse.write.update import update_file, update_text

LIBRARY = """% my books
@comment{jabref-meta: databaseType:biblatex;}

@book{bloch,
    author = {Bloch, Marc},
    title  = "The {Historian's} Craft",
    date   = 1953
}

@Article{McNeal69, author={McNeal, R.}, journal={Slavic Review}, year=1969}

@string{pub = {Knopf}}
"""

BLOCH = {"id": "bloch", "author": [{"family": "Bloch", "given": "Marc"}], "title": "The Historian's Craft",
         "publisher": "Knopf", "publisher-place": "New York", "issued": {"date-parts": [[1953]]}}  # fmt: skip
NEW = {"id": "carr1950bolshevik", "author": [{"family": "Carr", "given": "E. H."}], "title": "The Bolshevik Revolution"}


def fields_of(text, key):
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    return {name: field.value for name, field in library.entries_dict[key].fields_dict.items()}


def test_a_match_gains_what_it_lacks_and_keeps_what_it_has(listing):
    new, summary, _ = update_text(LIBRARY, listing(BLOCH))
    fields = fields_of(new, "bloch")
    assert fields["title"] == "The {Historian's} Craft"
    assert (fields["publisher"], fields["location"]) == ("Knopf", "New York")
    assert summary.completed == {"bloch": ("publisher", "location")}
    assert str(summary) == "0 added, 1 completed (2 fields), 1 untouched"


def test_all_other_bytes_stay(listing):
    new, _, _ = update_text(LIBRARY, listing(BLOCH))
    start = LIBRARY.index("@book")
    assert new[:start] == LIBRARY[:start]
    assert new.endswith(LIBRARY[LIBRARY.index("\n\n@Article") :])
    assert "    date   = 1953,\n    publisher = {Knopf},\n    location = {New York}\n}" in new


def test_a_match_under_another_key_keeps_the_key_of_the_library(listing):
    new, summary, _ = update_text(
        LIBRARY, listing({**BLOCH, "id": "bloch1953craft"}), matches={"bloch1953craft": "bloch"}
    )
    assert summary.added == ()
    assert "bloch1953craft" not in new


def test_a_classic_entry_gains_classic_fields_and_a_line_of_its_own(listing):
    work = {"id": "McNeal69", "type": "article-journal", "container-title": "Slavic Review", "volume": "28",
            "page": "1-20", "issued": {"date-parts": [[1969]]}}  # fmt: skip
    new, summary, _ = update_text(LIBRARY, listing(work))
    assert summary.completed == {"McNeal69": ("volume", "pages")}
    fields = fields_of(new, "McNeal69")
    assert fields["pages"] == "1--20"
    assert "journaltitle" not in fields
    assert "date" not in fields


def test_a_new_work_is_added_at_the_end_under_a_free_key(listing):
    new, summary, _ = update_text(LIBRARY, listing({**NEW, "id": "BLOCH"}), matches={"BLOCH": "no-such-key"})
    assert summary.added == ("BLOCHb",)
    assert new.startswith(LIBRARY)
    assert fields_of(new, "BLOCHb")["title"] == "The {Bolshevik} Revolution"


def test_another_work_that_has_the_same_key_by_chance_is_added_beside(listing):
    new, summary, _ = update_text(LIBRARY, listing({**NEW, "id": "bloch"}))
    assert summary.added == ("blochb",)
    assert new.startswith(LIBRARY)


def test_a_differing_field_is_kept_and_reported(listing):
    new, _, diagnostics = update_text(LIBRARY, listing({**BLOCH, "title": "The Historian at Work"}))
    assert fields_of(new, "bloch")["title"] == "The {Historian's} Craft"
    assert [one.code for one in diagnostics] == ["R505"]


def test_what_the_library_itself_brought_is_no_news_for_it(listing):
    bibliography = listing(BLOCH)
    (work,) = bibliography.works
    fields = Fields(
        (key, replace(one, origin=Origin.RECORDED if key.name == "publisher" else one.origin))
        for key, one in work.fields.items()
    )
    new, summary, _ = update_text(LIBRARY, replace(bibliography, works=(replace(work, fields=fields),)))
    assert summary.completed == {"bloch": ("location",)}
    assert "publisher" not in new


def test_a_second_update_changes_nothing(bibliography):
    once, _, _ = update_text(LIBRARY, bibliography)
    twice, summary, _ = update_text(once, bibliography)
    assert twice == once
    assert summary.added == ()
    assert summary.completed == {}


def test_line_ends_of_windows_stay(listing):
    text = LIBRARY.replace("\n", "\r\n")
    new, _, _ = update_text(text, listing(BLOCH, NEW))
    assert new.count("\n") == new.count("\r\n")


def test_a_file_is_made_where_there_is_none_and_left_alone_where_nothing_is_new(listing, tmp_path):
    path = tmp_path / "library.bib"
    summary, _ = update_file(path, listing(NEW))
    assert summary.added == ("carr1950bolshevik",)
    stamp = path.stat().st_mtime_ns
    update_file(path, listing(NEW))
    assert path.stat().st_mtime_ns == stamp


def test_a_file_in_windows_1252_stays_so_or_is_refused(listing, tmp_path):
    path = tmp_path / "library.bib"
    path.write_bytes("@book{a, title = {Müller}}\n".encode("cp1252"))
    update_file(path, listing(NEW))
    assert "Müller".encode("cp1252") in path.read_bytes()
    before = path.read_bytes()
    with pytest.raises(WriteError, match="save it as UTF-8 first"):
        update_file(path, listing({"id": "mao", "title": "毛泽东选集"}))
    assert path.read_bytes() == before


def test_broken_entries_are_left_as_they_are(listing):
    broken = LIBRARY + "@book{broken, title = {no end\n"
    new, _, _ = update_text(broken, listing(BLOCH))
    assert new.endswith("@book{broken, title = {no end\n")
