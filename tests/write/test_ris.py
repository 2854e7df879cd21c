"""RIS is read by rispy, with the types and tags that EndNote, Mendeley, Citavi and Zotero share."""

from __future__ import annotations

import pytest
import rispy

from refparse.write import WriteOptions, write_bibliography


@pytest.fixture
def lines_of(listing):
    return lambda item: write_bibliography(listing(item), None, "ris")[0].splitlines()


def test_rispy_reads_every_work_with_its_key(bibliography):
    text, _ = write_bibliography(bibliography, None, "ris")
    assert [entry["id"] for entry in rispy.loads(text)] == sorted(work.id for work in bibliography.works)


def test_each_line_has_the_layout_that_all_readers_ask_for(bibliography):
    text, _ = write_bibliography(bibliography, None, "ris")
    for line in text.splitlines():
        assert not line or line[2:6] == "  - "
    assert text.count("TY  - ") == text.count("ER  - ") == len(bibliography.works)


@pytest.mark.parametrize(
    ("item", "lines"),
    [
        ({"type": "book", "editor": [{"family": "Degras", "given": "Jane"}], "number-of-volumes": "3"},
         ["TY  - BOOK", "ED  - Degras, Jane", "NV  - 3"]),
        ({"type": "chapter", "editor": [{"family": "Burke", "given": "P."}], "container-title": "B", "page": "27-43"},
         ["TY  - CHAP", "A2  - Burke, P.", "T2  - B", "SP  - 27", "EP  - 43"]),
        ({"type": "chapter", "container-author": [{"family": "Borkenau", "given": "Franz"}]}, ["C2  - Borkenau, Franz"]),
        ({"type": "article-newspaper", "container-title": "Pravda", "issued": {"date-parts": [[1921, 2, 18]]}},
         ["TY  - NEWS", "T2  - Pravda", "PY  - 1921", "DA  - 1921/02/18"]),
        ({"type": "personal_communication", "recipient": [{"family": "Halifax"}], "archive": "TNA",
          "archive_location": "FO 371", "genre": "letter"},
         ["TY  - PCOMM", "A2  - Halifax", "DB  - TNA", "AN  - FO 371", "M3  - letter"]),
        ({"type": "report", "number": "7", "author": [{"literal": "Foreign Office"}]},
         ["TY  - RPRT", "SN  - 7", "AU  - Foreign Office"]),
        ({"type": "manuscript", "issued": {"date-parts": [[1789]], "circa": True}}, ["TY  - MANSCPT", "DA  - c. 1789"]),
        ({"type": "book", "collection-title": "S", "collection-number": "4", "collection-editor": [{"literal": "X"}]},
         ["T2  - S", "M1  - 4", "A2  - X"]),
        ({"type": "webpage", "URL": "https://e.org/a;b", "accessed": {"date-parts": [[2020, 1, 31]]}},
         ["TY  - ELEC", "UR  - https://e.org/a;b", "Y2  - 2020/01/31"]),
        ({"type": "book", "author": [{"family": "King", "given": "Martin Luther", "suffix": "Jr."}]},
         ["AU  - King, Martin Luther, Jr."]),
    ],
)  # fmt: skip
def test_tags_are_those_that_the_type_reads(lines_of, item, lines):
    assert set(lines) <= set(lines_of(item))


def test_zotero_which_keeps_the_words_of_a_date_gets_it_as_it_stores_it(listing):
    paper = {"type": "article-newspaper", "issued": {"date-parts": [[1921, 2, 18]]}}
    text, _ = write_bibliography(listing(paper), None, "ris", WriteOptions(for_zotero=True))
    assert "DA  - 1921-02-18" in text.splitlines()


def test_what_has_no_tag_stands_in_a_note(lines_of):
    assert "N1  - Compiler: Knut Borchardt" in lines_of(
        {"type": "chapter", "compiler": [{"family": "Borchardt", "given": "Knut"}]}
    )


def test_doubt_and_on_request_the_citing_notes_stand_in_notes(bibliography):
    text, _ = write_bibliography(bibliography, None, "ris", WriteOptions(cited_in=True))
    entry = next(entry for entry in rispy.loads(text) if entry["id"] == "bloch1953craft")
    assert "cited in notes 1, 64" in entry["notes"]
    assert any("another work is meant" in note for note in entry["notes"])
