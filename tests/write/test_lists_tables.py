"""Lists for people and tables for editors say every work and where it is cited."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from lxml import html

from refparse.errors import WriteError
from refparse.write import WriteOptions, write_bibliography


def text_of(bibliography, format, **options):
    return write_bibliography(bibliography, None, format, WriteOptions(**options))[0]


@pytest.fixture
def line_of(listing):
    def one_line(item, format="text", **options):
        return text_of(listing(item), format, title="L", **options).splitlines()[-1]

    return one_line


@pytest.mark.parametrize(
    ("item", "line"),
    [
        ({"author": [{"family": "Bloch", "given": "Marc"}], "translator": [{"family": "Putnam", "given": "Peter"}],
          "title": "The Historian’s Craft", "publisher": "Knopf", "publisher-place": "New York",
          "issued": {"date-parts": [[1953]]}},
         "Bloch, Marc. The Historian’s Craft. Translated by Peter Putnam. New York: Knopf, 1953."),
        ({"type": "article-journal", "author": [{"family": "McNeal", "given": "Robert"}], "title": "What Now?",
          "container-title": "Slavic Review", "volume": "28", "issue": "1", "page": "1-20",
          "issued": {"date-parts": [[1969]], "season": 1}},
         "McNeal, Robert. “What Now?” Slavic Review 28, no. 1 (Spring 1969): 1–20."),
        ({"type": "article-newspaper", "container-title": "Pravda", "issued": {"date-parts": [[1921, 2, 18]]}},
         "Pravda, 18 February 1921."),
        ({"type": "chapter", "author": [{"family": "Febvre", "given": "L."}], "title": "History",
          "container-title": "Essays", "editor": [{"family": "Burke", "given": "P."}], "page": "27-43", "edition": "2"},
         "Febvre, L. “History.” In Essays, edited by P. Burke, 27–43. 2nd ed."),
        ({"editor": [{"family": "A", "given": "B."}, {"family": "C", "given": "D."}], "title": "T", "number-of-volumes": "3"},
         "A, B., and D. C, eds. T. 3 vols."),
        ({"author": [{"family": "Beauvoir", "given": "Simone", "dropping-particle": "de"}], "title": "S"},
         "Beauvoir, Simone de. S."),
        ({"type": "review-book", "reviewed-title": "The Prophet", "reviewed-author": [{"family": "D", "given": "I."}]},
         "Review of The Prophet, by I. D."),
        ({"type": "article-journal", "title": "Alone", "issued": {"date-parts": [[2021, 3]]}}, "“Alone.” March 2021."),
        ({"type": "manuscript", "title": "cahier", "archive": "AN", "archive-place": "Paris", "archive_location": "Ba 15"},
         "Cahier. Ba 15, AN, Paris."),
    ],
)  # fmt: skip
def test_a_reference_reads_as_in_a_bibliography(line_of, item, line):
    assert line_of(item) == line


def test_the_notes_that_cite_a_work_stand_behind_it_with_runs_drawn_together(bibliography):
    assert "[cited in notes 1, 64]" in text_of(bibliography, "markdown", cited_in=True)


def test_italics_and_special_characters_are_written_in_each_markup(line_of):
    item = {"title": "A *B* & <C> _D_"}
    assert line_of(item, "markdown") == r"- *A \*B\* & \<C\> \_D\_*."
    assert line_of(item, "org").startswith("- /A ")
    assert line_of({"title": "<i>Potemkin</i> & Co."}, "text") == "Potemkin & Co."


def test_html_is_a_page_with_one_paragraph_a_work_and_links_only_to_the_web(bibliography, listing):
    page = html.document_fromstring(text_of(bibliography, "html"))
    assert len(page.xpath("//p[@class='entry']")) == len(bibliography.works)
    script = html.document_fromstring(text_of(listing({"title": "<script>", "URL": "javascript:alert(1)"}), "html"))
    assert not script.xpath("//script")
    assert not script.xpath("//a")


@pytest.mark.parametrize("group", ["type", "archive", "kind"])
def test_a_grouped_list_has_heads_and_loses_no_work(bibliography, group):
    lines = text_of(bibliography, "markdown", group=group).splitlines()
    assert len([line for line in lines if line.startswith("- ")]) == len(bibliography.works)
    heads = [line[3:] for line in lines if line.startswith("## ")]
    assert heads == {"kind": ["Primary Sources", "Secondary Sources"]}.get(group, heads)
    assert len(heads) > 1


def test_an_unknown_group_is_refused(bibliography):
    with pytest.raises(WriteError, match="known are type, archive, kind"):
        text_of(bibliography, "markdown", group="colour")


def test_a_list_is_sorted_by_name_then_title(bibliography):
    lines = [line for line in text_of(bibliography, "text").splitlines() if ". " in line]
    assert lines[0].startswith("Angress, Werner T. “The German Communist Party")


def test_the_table_of_works_has_one_row_a_work_and_loses_no_field(bibliography):
    rows = list(csv.DictReader(io.StringIO(text_of(bibliography, "csv"))))
    assert [row["key"] for row in rows] == sorted(work.id for work in bibliography.works)
    row = next(row for row in rows if row["key"] == "etal1980survey")
    assert row["author"] == "Cipolla, Carlo M."
    assert "compiler: " in row["other"]
    assert row["notes"] == "60, 123"


def test_the_table_of_citations_points_to_the_table_of_works(bibliography):
    rows = list(csv.DictReader(io.StringIO(text_of(bibliography, "csv-citations"))))
    assert [row["citation"] for row in rows] == [citation.id for citation in bibliography.citations]
    assert rows[0] == rows[0] | {
        "work": "bloch1953craft", "note": "1", "form": "full", "signal": "see", "locator": "31",
        "words": "bloch1953craft, 31", "status": "resolved", "confidence": "0.97",
    }  # fmt: skip


def test_the_spreadsheet_has_both_tables_with_links_between(bibliography):
    book = openpyxl.load_workbook(io.BytesIO(text_of(bibliography, "xlsx")))
    works, citations = book["Works"], book["Citations"]
    assert (works.max_row, citations.max_row) == (len(bibliography.works) + 1, len(bibliography.citations) + 1)
    row = next(row for row in works.iter_rows(min_row=2, max_col=1) if "bloch1953craft" in row[0].value)
    assert row[0].value == '=HYPERLINK("#Citations!A2","bloch1953craft")'
    assert citations["B2"].value == f'=HYPERLINK("#Works!A{row[0].row}","bloch1953craft")'


def test_the_head_of_a_sheet_is_bold_stays_in_view_and_filters(bibliography):
    works = openpyxl.load_workbook(io.BytesIO(text_of(bibliography, "xlsx")))["Works"]
    assert works["A1"].font.bold
    assert works.freeze_panes == "B2"
    assert works.auto_filter.ref.endswith(str(len(bibliography.works) + 1))


def test_a_title_that_begins_like_a_formula_stays_a_title(listing):
    book = openpyxl.load_workbook(io.BytesIO(text_of(listing({"title": "=1+1"}), "xlsx")))
    cell = next(cell for row in book["Works"].iter_rows() for cell in row if cell.value == "=1+1")
    assert cell.data_type == "s"
