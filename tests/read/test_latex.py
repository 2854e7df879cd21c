"""LaTeX: notes and their numbers, what a reader sees of the commands, files beside the document, citations by key."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from refparse.errors import NoNotesFound, ReadError
from refparse.model import Document, MarkKind, NoteKind
from refparse.read.document import read_document

BIB = r"""
@string{ny = {New York}}
@book{mintz, author = {Mintz, Sidney W.}, title = {Sweetness and Power},
  subtitle = {The Place of Sugar in Modern History}, location = ny, publisher = {Viking}, date = {1985}}
@article{outhwaite, author = {R. B. Outhwaite}, journal = {Economic History Review}, volume = 34, number = 3,
  title = {Dearth and Government Intervention in {English} Grain Markets, 1590--1700}, year = 1981, pages = {389--406}}
@incollection{tilly, author = {Tilly, Charles}, title = {Food Supply and Public Order in Modern Europe},
  booktitle = {The Formation of National States in Western Europe}, editor = {Tilly, Charles},
  address = {Princeton}, publisher = {Princeton University Press}, year = {1975}}
@book{braudel, author = {Braudel, Fernand}, title = {La M{\'e}diterran{\'e}e}, date = {1972/1973}}
"""


def write(folder: Path, body: str, *, preamble: str = "", kind: str = "article", **files: str) -> Path:
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(content, encoding="utf-8")
    path = folder / "main.tex"
    head = f"\\documentclass{{{kind}}}\n{preamble}\n\\begin{{document}}\n"
    path.write_text(head + body + "\n\\end{document}\n", encoding="utf-8")
    return path


def read(folder: Path, body: str, **more: str) -> Document:
    return read_document(write(folder, body, **more))[0]


def only_note(folder: Path, words: str, **more: str):
    (note,) = read(folder, "Text.\\footnote{" + words + "}", **more).notes
    return note


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        (r"Caf\'e, na\"{\i}ve, \v{S}koda, \c{c}a, \O re, \oe uvre, stra\ss e", "Café, naïve, Škoda, ça, Øre, œuvre, straße"),
        ("``Outer `inner' quotes''", "“Outer ‘inner’ quotes”"),
        (r"\enquote{Outer \enquote{inner} quotes}", "“Outer ‘inner’ quotes”"),
        ("pp.~12--14 --- and so on", "pp. 12–14 — and so on"),
        (r"Harper \& Row, 50\%, \$5, p.\,12", "Harper & Row, 50%, $5, p. 12"),
        ("before % a comment\nand af%\n  ter", "before and after"),
        (r"one\par two", "one two"),
        (r"see \index{bread}\label{x}Sen\ldots", "see Sen…"),
        (r"no.\ 7, vol.\@ 2, re\-ver\-sal", "no. 7, vol. 2, reversal"),
        (r"\url{https://example.org/a_b%20c}", "https://example.org/a_b%20c"),
        (r"\verb|a{b|, $n^2$", "a{b, n2"),
        (r"\iffalse not this \fi this", "this"),
    ],
)  # fmt: skip
def test_a_note_says_what_its_reader_sees(tmp_path, written, seen):
    assert only_note(tmp_path, written).text == seen


@pytest.mark.parametrize(
    ("written", "italic"),
    [
        (r"Sen, \emph{Poverty and Famines}, 45.", ["Poverty and Famines"]),
        (r"Sen, \textit{Poverty \emph{and} Famines}", ["Poverty", "Famines"]),
        (r"Sen, {\it Poverty}, {\em Famines}", ["Poverty", "Famines"]),
        (r"{\itshape Whole \upshape half}", ["Whole"]),
    ],
)
def test_italics_come_from_every_command_that_sets_them(tmp_path, written, italic):
    note = only_note(tmp_path, written)
    assert [note.text[m.start : m.end] for m in note.marks if m.kind is MarkKind.ITALIC] == italic


def test_the_authors_own_macros_are_expanded_with_arguments_and_defaults(tmp_path):
    preamble = r"\newcommand{\PF}{\emph{Poverty and Famines}}\newcommand{\at}[2][see]{#1 #2}\def\sen#1{Sen, #1}"
    assert only_note(tmp_path, r"\at{\sen{\PF}}; \at[cf.]{45}", preamble=preamble).text == (
        "see Sen, Poverty and Famines; cf. 45"
    )


def test_footnotes_are_numbered_as_printed(tmp_path):
    body = r"One.\footnote{a} Two.\footnotemark{} Three.\footnotetext{b} Four.\footnote[17]{c} Five.\footnote{d}"
    assert [(note.number, note.text) for note in read(tmp_path, body).notes] == [
        ("1", "a"), ("2", "b"), ("17", "c"), ("3", "d"),
    ]  # fmt: skip


def test_numbers_restart_by_chapter_in_books_and_notes_know_their_chapter(tmp_path):
    body = r"\chapter{First}A.\footnote{a} B.\footnote{b}\chapter{Second}C.\footnote{c}"
    notes = read(tmp_path, body, kind="book").notes
    assert [(note.id, note.division) for note in notes] == [("c1.n1", "First"), ("c1.n2", "First"), ("c2.n1", "Second")]


def test_symbols_for_numbers_are_shown_as_symbols(tmp_path):
    preamble = r"\renewcommand{\thefootnote}{\fnsymbol{footnote}}"
    notes = read(tmp_path, r"A.\footnote{a} B.\footnote{b}", preamble=preamble).notes
    assert [note.number for note in notes] == ["*", "†"]


def test_endnotes_are_endnotes_and_thanks_are_no_notes(tmp_path):
    body = r"\title{Bread\thanks{To all.}}\maketitle Text.\endnote{An endnote.}"
    document = read(tmp_path, body)
    assert [(note.kind, note.text) for note in document.notes] == [(NoteKind.END, "An endnote.")]
    assert document.title == "Bread"


def test_the_sentence_of_a_marker_is_found(tmp_path):
    body = "The war came early. Nobody had asked for it,\\footnote{a} and nobody\nwon. It ended late.\\footnote{b}"
    assert [note.marker_sentence for note in read(tmp_path, body).notes] == [
        "Nobody had asked for it, and nobody won.",
        "It ended late.",
    ]


def test_a_bibliography_in_the_document_becomes_entries(tmp_path):
    body = (
        r"Text.\footnote{a}\begin{thebibliography}{9}\bibitem{s} Sen, Amartya. \emph{Poverty and Famines}. Oxford, 1981."
        "\n\\bibitem[M]{m} Mintz, Sidney. \\emph{Sweetness}. 1985.\n\\end{thebibliography}"
    )
    entries = read(tmp_path, body).bibliography
    assert [entry.text for entry in entries] == [
        "Sen, Amartya. Poverty and Famines. Oxford, 1981.",
        "Mintz, Sidney. Sweetness. 1985.",
    ]


# Citations by key


def test_a_footcite_is_a_note_whose_record_is_the_entry(tmp_path):
    (note,) = read(
        tmp_path, r"Sugar was there.\footcite[see][143--50]{mintz}", preamble=r"\addbibresource{my.bib}", my__bib=BIB
    ).notes
    assert note.text == (
        "see Sidney W. Mintz, Sweetness and Power: The Place of Sugar in Modern History (New York: Viking, 1985), 143–50."
    )
    (embedded,) = note.embedded
    (item,) = embedded.items
    assert item.item["author"] == [{"family": "Mintz", "given": "Sidney W."}]
    assert item.item["issued"] == {"date-parts": [[1985]]}
    assert (item.prefix, item.label, item.locator) == ("see", "page", "143-50")
    assert embedded.span.of(note.text) == note.text[:-1]
    assert note.marker_sentence == "Sugar was there."


def test_later_citations_are_short_and_several_keys_are_several_records(tmp_path):
    body = r"A.\footnote{\cite{mintz}; \textcite[chap.~4]{mintz}.} B.\autocites[12]{outhwaite}[also][3]{tilly}"
    first, second = read(tmp_path, body, preamble=r"\bibliography{my}", my__bib=BIB).notes
    assert first.text.endswith("1985); Mintz, Sweetness and Power, chap. 4.")
    assert first.embedded[1].items[0].label == "chapter"
    assert [each.items[0].item["id"] for each in second.embedded] == ["outhwaite", "tilly"]
    assert [each.items[0].item["type"] for each in second.embedded] == ["article-journal", "chapter"]
    assert "“Food Supply and Public Order in Modern Europe,” in The Formation of National States" in second.text


def test_entries_are_freed_of_latex_and_keep_ranges(tmp_path):
    note = only_note(tmp_path, r"\cite{braudel}", preamble=r"\addbibresource{my.bib}", my__bib=BIB)
    item = note.embedded[0].items[0].item
    assert item["title"] == "La Méditerranée"
    assert item["issued"] == {"date-parts": [[1972], [1973]]}


def test_autocite_stays_in_the_text_where_the_style_cites_by_author_and_date(tmp_path):
    preamble = r"\usepackage[style=authoryear]{biblatex}\addbibresource{my.bib}"
    notes = read(tmp_path, r"Text \autocite{mintz}.\footnote{A note.}", preamble=preamble, my__bib=BIB).notes
    assert [note.text for note in notes] == ["A note."]


def test_an_unknown_key_and_a_missing_bib_are_doubts_not_errors(tmp_path):
    path = write(tmp_path, r"A.\footnote{\cite[4]{nobody}.}", preamble=r"\addbibresource{gone.bib}")
    document, diagnostics = read_document(path)
    assert document.notes[0].text == "[nobody], 4."
    assert [diagnostic.code for diagnostic in diagnostics] == ["R150", "R151"]


# Files beside the document


def test_files_beside_the_document_are_read(tmp_path):
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "one.tex").write_text(r"In one.\footnote{from the file}", encoding="utf-8")
    assert read(tmp_path, r"\input{chapters/one} Here.\footnote{own}").notes[0].text == "from the file"


@pytest.mark.parametrize(
    "name", ["../secret", "../../../../etc/passwd", "/etc/passwd", "chapters/../../secret", "~/x", "|ls"]
)
def test_files_elsewhere_are_never_read(tmp_path, name):
    (tmp_path / "secret.tex").write_text(r"Secret.\footnote{secret}", encoding="utf-8")
    folder = tmp_path / "book"
    folder.mkdir()
    document, diagnostics = read_document(write(folder, f"Text.\\footnote{{own}} \\input{{{name}}}"))
    assert [note.text for note in document.notes] == ["own"]
    assert [diagnostic.code for diagnostic in diagnostics] == ["R150"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secret.tex").write_text(r"\footnote{secret}", encoding="utf-8")
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "inside.tex").symlink_to(tmp_path / "secret.tex")
    assert [note.text for note in read(folder, r"Text.\footnote{own}\input{inside}").notes] == ["own"]


# Broken and hostile


def test_a_note_without_closing_brace_ends_at_the_next_heading(tmp_path):
    path = write(tmp_path, "A.\\footnote{open \\emph{and open\n\\section{Next} B.\\footnote{sound}")
    document, diagnostics = read_document(path)
    assert [note.text for note in document.notes] == ["open and open", "sound"]
    assert "R152" in [diagnostic.code for diagnostic in diagnostics]


@pytest.mark.parametrize(
    "preamble",
    [
        r"\newcommand{\a}{\a}\a",
        r"\newcommand{\a}{\b}\newcommand{\b}{\a\a}\a",
        r"\def\a{x\a}\a",
        "".join(
            rf"\newcommand{{\m{chr(97 + n)}}}{{{chr(92) + 'm' + chr(98 + n) + ' ' + chr(92) + 'm' + chr(98 + n)}}}"
            for n in range(25)
        )
        + r"\ma",
    ],
)
def test_macros_that_call_themselves_are_one_clear_error(tmp_path, preamble):
    begin = time.monotonic()
    with pytest.raises(ReadError, match="without end"):
        read(tmp_path, r"A.\footnote{a}", preamble=preamble)
    assert time.monotonic() - begin < 10


def test_files_that_input_each_other_are_one_clear_error(tmp_path):
    with pytest.raises(ReadError, match="include each other"):
        read(tmp_path, r"A.\footnote{a}\input{loop}", loop__tex=r"\input{loop}")


def test_very_deep_nesting_is_one_clear_error(tmp_path):
    with pytest.raises(ReadError, match="nested"):
        read(tmp_path, r"A.\footnote{" + "{" * 20_000 + "a" + "}" * 20_000 + "}")


def test_a_document_without_notes_says_what_was_looked_for(tmp_path):
    with pytest.raises(NoNotesFound, match="footcite"):
        read(tmp_path, "No notes here.")


def test_a_reference_to_another_note_says_its_number_wherever_that_note_stands(tmp_path):
    body = (
        r"A.\footnote{See note~\ref{later} below.} B.\footnote{\label{here}First.} "
        r"C.\footnote{\label{later}See n.~\ref{here} above, p.~\pageref{here}.}"
    )
    notes = read(tmp_path, body).notes
    assert notes[0].text == "See note 3 below."
    assert notes[2].text.startswith("See n. 2 above")


def test_tables_figures_and_lists_are_paragraphs_of_their_own(tmp_path):
    body = (
        "Before the table. \\begin{tabular}{ll} a & b\\footnote{In a table.} \\\\ c & d \\end{tabular}\n"
        "Behind it.\\footnote{Behind.} \\begin{itemize}\\item One thing.\\footnote{In a list.}\\end{itemize}"
    )
    notes = read(tmp_path, body).notes
    assert [(note.text, note.marker_sentence) for note in notes] == [
        ("In a table.", "a b c d"), ("Behind.", "Behind it."), ("In a list.", "One thing."),
    ]  # fmt: skip


def test_lists_of_citations_take_words_before_and_after_the_whole(tmp_path):
    body = r"A.\footcites(See)(among others)[12]{mintz}[13]{tilly}"
    (note,) = read(tmp_path, body, preamble=r"\addbibresource{my.bib}", my__bib=BIB).notes
    assert note.text.startswith("See Sidney W. Mintz") and note.text.endswith("13, among others.")


def test_the_title_may_have_a_short_form_and_a_break(tmp_path):
    assert read(tmp_path, r"\title[Short]{Long\\Title}A.\footnote{a}").title == "Long Title"


def test_a_note_inside_a_note_comes_behind_it(tmp_path):
    notes = read(tmp_path, r"A.\footnote{Outer \footnote{inner} words.} B.\footnote{next}").notes
    assert [(note.number, note.text) for note in notes] == [("1", "Outer words."), ("2", "inner"), ("3", "next")]


def test_what_pandoc_writes_for_its_own_citations_is_read(tmp_path):
    body = (
        r"A.\footnote{Sen, \citeproc{ref-sen}{\emph{Poverty}}, 45.}"
        "\n\\begin{CSLReferences}{1}{0}\n\\bibitem[\\citeproctext]{ref-sen}\nSen, Amartya. 1981. \\emph{Poverty}.\n\n"
        "\\bibitem[\\citeproctext]{ref-m}\nMintz, Sidney. 1985. \\emph{Sweetness}.\n\n\\end{CSLReferences}"
    )
    document = read(tmp_path, body)
    assert document.notes[0].text == "Sen, Poverty, 45."
    assert [entry.text for entry in document.bibliography] == [
        "Sen, Amartya. 1981. Poverty.",
        "Mintz, Sidney. 1985. Sweetness.",
    ]


def test_broken_entries_of_a_bib_file_are_named_and_the_others_read(tmp_path):
    path = write(
        tmp_path,
        r"A.\footnote{\cite{mintz}}",
        preamble=r"\addbibresource{my.bib}",
        my__bib=BIB + "@book{broken, author = {",
    )
    document, diagnostics = read_document(path)
    assert document.notes[0].text.startswith("Sidney W. Mintz")
    assert [diagnostic.code for diagnostic in diagnostics] == ["R153"]
