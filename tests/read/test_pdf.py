"""PDFs: notes by place, size, rule and number; columns; running heads; endnotes; what cannot be read."""

from __future__ import annotations

import importlib.util
import time
import zlib
from pathlib import Path
from types import ModuleType

import pytest

from refparse.errors import NoNotesFound, ReadError
from refparse.model import MarkKind, NoteKind
from refparse.read.document import read_document
from refparse.read.options import ReadOptions


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


pdf_files = _load("pdf_files")
Text, Stroke, Linked, lines, write_pdf = (
    pdf_files.Text, pdf_files.Stroke, pdf_files.Linked, pdf_files.lines, pdf_files.write_pdf,
)  # fmt: skip

BODY = """
The harvest of that year was poor along the whole of the coast, and
the price of bread rose before the first snow. The town clerk wrote
twice to the capital and had no answer. In spring the carts came,
but they came under guard, and the women of the lower town stood
and counted them as they passed the bridge.
"""


def notes_of(path, **options):
    return read_document(path, options=ReadOptions(**options))[0].notes


def page(number, marker_line, feet, *, size=8, rule=True, head="The Price of Bread"):
    """A page with running head, body, a raised marker behind the marker line, a rule, and notes at the foot."""
    items = [Text(60, 560, head, 9), Text(350, 560, str(number), 9)]
    items += lines(60, 530, BODY)
    items += [Text(60, 460, marker_line), Text(60 + 4.2 * len(marker_line), 464, feet[0], 6)]
    items += [Stroke(60, 150)] if rule else []
    top = 138
    for words in feet[1:]:
        items += lines(60, top, words, size=size, lead=10)
        top -= 10 * len(words.split("\n"))
    return items


@pytest.fixture
def two_pages(tmp_path):
    first = page(
        11, "The carts were counted at the bridge.", ["1", "1  Cynthia A. Bouton, The Flour War (University Park:"]
    )
    second = page(12, "Nobody was punished for it.", ["2", "Pennsylvania State University Press, 1993), 81-", "96."])
    second += [*lines(60, 108, "2. Ibid., 224.", size=8)]
    return write_pdf(tmp_path / "pages.pdf", [first, second])


def test_a_note_goes_on_at_the_foot_of_the_next_page_and_running_heads_are_dropped(two_pages):
    first, second = notes_of(two_pages)
    assert first.text == (
        "Cynthia A. Bouton, The Flour War (University Park: Pennsylvania State University Press, 1993), 81-96."
    )
    assert (second.number, second.text, second.place) == ("2", "Ibid., 224.", "page 2")


def test_the_marker_in_the_body_gives_the_sentence(two_pages):
    assert [note.marker_sentence for note in notes_of(two_pages)] == [
        "The carts were counted at the bridge.",
        "Nobody was punished for it.",
    ]


def test_pages_restrict_the_reading_and_the_rest_of_a_note_begun_before_is_kept_as_a_fragment(two_pages):
    document, diagnostics = read_document(two_pages, options=ReadOptions(pages=(2, 2)))
    assert [note.number for note in document.notes] == ["2"]
    assert document.fragments[0].text.startswith("Pennsylvania State University Press")
    assert [diagnostic.code for diagnostic in diagnostics] == ["R140"]


def test_pages_that_the_file_does_not_have_are_an_error(two_pages):
    with pytest.raises(ReadError, match="only 2 pages"):
        read_document(two_pages, options=ReadOptions(pages=(5, 9)))


def test_italics_come_from_the_font_and_neighbours_are_one_mark(tmp_path):
    items = page(3, "The carts were counted.", ["1"])
    items += [
        Text(60, 138, "1. Sidney W. Mintz,", 8),
        Text(126, 138, "Sweetness and Power: The Place of Sugar", 8, "italic"),
        Text(60, 128, "in Modern History", 8, "italic"),
        Text(120, 128, "(New York: Viking, 1985), 143.", 8),
    ]
    (note,) = notes_of(write_pdf(tmp_path / "italics.pdf", [items]))
    (mark,) = note.marks
    assert mark.kind is MarkKind.ITALIC and note.italics_known
    assert note.text[mark.start : mark.end] == "Sweetness and Power: The Place of Sugar in Modern History"


def test_words_broken_at_line_ends_are_whole_and_compounds_keep_their_hyphen(tmp_path):
    foot = "1. The Franco-\nPrussian order, a well-known one, of-\nfered a well-\nknown remedy; see pp. 12-\n14."
    items = page(3, "The carts were counted.", ["1", foot])
    (note,) = notes_of(write_pdf(tmp_path / "hyphens.pdf", [items]))
    assert note.text == "The Franco-Prussian order, a well-known one, offered a well-known remedy; see pp. 12-14."


def test_two_columns_each_have_their_own_feet(tmp_path):
    column = "\n".join(f"the words of a narrow column {place}" for place in range(20))
    items = [*lines(40, 540, column, size=9), *lines(230, 540, column, size=9)]
    items += [
        Text(40, 300, "The left asked.", 9),
        Text(97, 303, "1", 6),
        Text(230, 300, "The right answered.", 9),
        Text(305, 303, "2", 6),
    ]
    items += lines(40, 120, "1. George Rudé, The Crowd in\nHistory (New York: Wiley, 1964).", size=7, lead=9)
    items += lines(230, 120, "2. Amartya Sen, Poverty and\nFamines (Oxford: Clarendon, 1981).", size=7, lead=9)
    first, second = notes_of(write_pdf(tmp_path / "columns.pdf", [items]))
    assert first.text == "George Rudé, The Crowd in History (New York: Wiley, 1964)."
    assert second.text == "Amartya Sen, Poverty and Famines (Oxford: Clarendon, 1981)."
    assert (first.marker_sentence.split()[-3:], second.marker_sentence.split()[-3:]) == (
        ["The", "left", "asked."], ["The", "right", "answered."],
    )  # fmt: skip


def test_a_small_block_quotation_at_the_foot_of_the_text_is_no_note(tmp_path):
    items = [
        *lines(60, 530, BODY),
        *lines(80, 300, "We have no bread and no answer,\nand the mill stands still.", size=8),
    ]
    items += lines(60, 120, "1. Sen, Poverty and Famines, 45.", size=8)
    (note,) = notes_of(write_pdf(tmp_path / "quotation.pdf", [items]))
    assert note.text == "Sen, Poverty and Famines, 45."


def test_endnotes_stand_under_a_heading_and_restart_by_chapter(tmp_path):
    body = [Text(60, 560, "The First Winter", 16), *lines(60, 530, BODY), Text(270, 486, "1", 6)]
    notes = [Text(60, 560, "Notes", 16), Text(60, 530, "The First Winter", 10, "bold")]
    notes += lines(60, 510, "1. Rudé, Crowd in History, 23.\n2. Sen, Poverty and Famines, 45.")
    notes += [Text(60, 470, "The Second Winter", 10, "bold"), *lines(60, 450, "1. Ibid., 49.")]
    notes += [
        Text(60, 400, "Bibliography", 16),
        *lines(60, 370, "Rudé, George. The Crowd in History. New York: Wiley, 1964."),
    ]
    document, _ = read_document(write_pdf(tmp_path / "endnotes.pdf", [body, notes]))
    assert [(note.number, note.division) for note in document.notes] == [
        ("1", "The First Winter"), ("2", "The First Winter"), ("1", "The Second Winter"),
    ]  # fmt: skip
    assert {note.kind for note in document.notes} == {NoteKind.END}
    assert document.notes[2].text == "Ibid., 49."
    assert [entry.text for entry in document.bibliography] == [
        "Rudé, George. The Crowd in History. New York: Wiley, 1964."
    ]


def test_the_last_line_of_a_note_is_no_page_number_and_repeated_ends_are_no_running_foot(tmp_path):
    pages = [
        page(
            number,
            f"They counted again, for the {word} time.",
            [str(number), f"{number}. A. Sen, Poverty (Oxford: Clarendon\nPress, 1981), 4{number}."],
        )
        for number, word in ((1, "first"), (2, "second"), (3, "third"))
    ]
    notes = notes_of(write_pdf(tmp_path / "ends.pdf", pages))
    assert [note.text.rsplit(" ", 1)[-1] for note in notes] == ["41.", "42.", "43."]
    assert all("Clarendon Press, 1981)" in note.text for note in notes)


def test_a_page_shown_turned_by_two_right_angles_is_read_as_shown(tmp_path):
    # The page is drawn upright but shown upside down: no line of it reads forward, so there is nothing to read.
    with pytest.raises(ReadError):
        notes_of(write_pdf(tmp_path / "turned.pdf", [page(1, "They counted.", ["1", "1. Ibid., 2."])], rotate=180))


def test_a_scanned_pdf_says_that_it_has_no_text_and_how_to_recognise_it(tmp_path):
    scanned = write_pdf(tmp_path / "scan.pdf", [[Stroke(10, 10, 300)], [Stroke(10, 20, 300)]])
    with pytest.raises(ReadError, match="ocrmypdf"):
        read_document(scanned)


def test_a_pdf_without_notes_says_what_was_looked_for(tmp_path):
    plain = write_pdf(tmp_path / "plain.pdf", [lines(60, 530, BODY)])
    with pytest.raises(NoNotesFound, match=r"page feet.*--pages"):
        read_document(plain)


@pytest.mark.parametrize("keep", [20, 300, 900])
def test_a_truncated_pdf_is_one_clear_error_or_what_is_left_of_it(two_pages, tmp_path, keep):
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(two_pages.read_bytes()[:keep])
    with pytest.raises(ReadError):
        read_document(cut)


def test_an_encrypted_pdf_is_named_as_such(tmp_path):
    strings = b"/O <%s> /U <%s>" % (b"00" * 32, b"11" * 32)
    locked = write_pdf(
        tmp_path / "locked.pdf",
        [lines(60, 530, BODY)],
        trailer=b"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 %s >>" % strings,
    )
    with pytest.raises(ReadError, match="encrypted"):
        read_document(locked)


def test_signs_and_roman_numerals_number_notes_too(tmp_path):
    first = [*lines(60, 530, BODY), Text(60, 460, "They were counted."), Text(135, 464, "*", 7)]
    first += [Text(60, 141, "*", 6), *lines(66, 138, "Sen, Poverty, 45.", size=8)]
    (note,) = notes_of(write_pdf(tmp_path / "sign.pdf", [first]))
    assert (note.number, note.text, note.marker_sentence) == ("*", "Sen, Poverty, 45.", "They were counted.")

    body = [*lines(60, 530, BODY), Text(60, 460, "They were counted."), Text(135, 464, "ii", 6)]
    notes = [Text(60, 560, "Endnotes", 16)]
    for place, (number, words) in enumerate([("i", "Sen, Poverty, 45."), ("ii", "Ibid., 49."), ("iii", "Ibid., 50.")]):
        notes += [Text(60, 533 - 12 * place, number, 6), Text(70, 530 - 12 * place, words)]
    found = notes_of(write_pdf(tmp_path / "roman.pdf", [body, notes]))
    assert [(note.number, note.text) for note in found] == [
        ("i", "Sen, Poverty, 45."), ("ii", "Ibid., 49."), ("iii", "Ibid., 50."),
    ]  # fmt: skip
    assert found[1].marker_sentence == "They were counted."


def test_addresses_cut_at_line_ends_are_whole(tmp_path):
    foot = "1. Sen, “Poverty,” https://example.org/better-\nlanguage-models/\npage?x=1."
    (note,) = notes_of(write_pdf(tmp_path / "address.pdf", [page(3, "They were counted.", ["1", foot])]))
    assert note.text == "Sen, “Poverty,” https://example.org/better-language-models/page?x=1."


def test_an_ornament_between_two_parts_of_the_text_is_no_rule_above_notes(tmp_path):
    first = page(1, "They were counted.", ["1", "1. Sen, Poverty, 45."])
    second = [*lines(60, 530, BODY), Stroke(150, 440, 100), *lines(60, 420, BODY)]
    (note,) = notes_of(write_pdf(tmp_path / "ornament.pdf", [first, second]))
    assert note.text == "Sen, Poverty, 45."


def test_a_typescript_in_one_size_without_rules_gives_its_notes_by_their_numbers(tmp_path):
    pages = [
        page(1, "They were counted.", ["1", "1. Sen, Poverty, 45.", "2. Ibid., 46."], size=10, rule=False),
        page(2, "They were counted again.", ["3", "3. Ibid., 47.", "4. Ibid., 49."], size=10, rule=False),
    ]
    notes = notes_of(write_pdf(tmp_path / "typescript.pdf", pages))
    assert [(note.number, note.text) for note in notes] == [
        ("1", "Sen, Poverty, 45."), ("2", "Ibid., 46."), ("3", "Ibid., 47."), ("4", "Ibid., 49."),
    ]  # fmt: skip


def test_a_scan_askew_by_a_degree_keeps_its_lines(tmp_path):
    def askew(y, words, size):
        x, items = 60.0, []
        for word in words.split():
            items.append(Text(round(x, 1), round(y + 0.02 * x, 2), word, size))
            x += (0.5 * len(word) + 0.35) * size
        return items

    items = []
    for place, line in enumerate([*BODY.strip("\n").split("\n"), "They were counted.1"]):
        items += askew(530 - 14 * place, line, 10)
    items += askew(100, "1. Sen, Poverty and Famines, 45.", 8)
    (note,) = notes_of(write_pdf(tmp_path / "askew.pdf", [items]))
    assert note.text == "Sen, Poverty and Famines, 45."
    assert note.marker_sentence.endswith("They were counted.")


def test_words_that_are_linked_keep_their_address(tmp_path):
    items = page(3, "They were counted.", ["1", "1. See the Bread Archive, 45."])
    items.append(Linked(81, 138, 58.5, "https://example.org/bread"))
    (note,) = notes_of(write_pdf(tmp_path / "linked.pdf", [items]))
    (link,) = note.links
    assert (note.text[link.start : link.end], link.target) == ("the Bread Archive", "https://example.org/bread")


# Where the caller says where the notes are


def test_notes_under_a_heading_that_the_caller_names(tmp_path):
    body = [Text(60, 560, "The First Winter", 16), *lines(60, 530, BODY)]
    notes = [Text(60, 560, "What I Have Read", 16), *lines(60, 530, "1. Sen, Poverty, 45.\n2. Ibid., 49.")]
    path = write_pdf(tmp_path / "named.pdf", [body, notes])
    found = notes_of(path, notes="What I have read")
    assert [(note.number, note.kind) for note in found] == [("1", NoteKind.END), ("2", NoteKind.END)]


def test_the_caller_may_say_that_notes_stand_at_page_feet_or_at_the_end(two_pages):
    assert len(notes_of(two_pages, notes="foot")) == 2
    with pytest.raises(NoNotesFound):
        notes_of(two_pages, notes="Annotations")


# Files made to harm


def compressed(words: bytes) -> bytes:
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (
        len(packed := zlib.compress(words, 9)),
        packed,
    )


@pytest.mark.parametrize(
    "stream",
    [
        b" " * (200 * 2**20),
        b"BT /F 9 Tf (aaaaaaaa) Tj ET\n" * 2_000_000,
        b"q " * 5_000_000,
        b"0 0 m 9 9 l S\n" * 1_000_000,
    ],
    ids=["white", "letters", "nesting", "strokes"],
)
def test_a_page_that_unpacks_to_far_too_much_is_an_error_in_bounded_time(tmp_path, stream):
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R >>",
        compressed(stream), b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
    ]  # fmt: skip
    path = tmp_path / "bomb.pdf"
    path.write_bytes(pdf_files._file(objects, b""))
    begin = time.monotonic()
    with pytest.raises(ReadError):
        read_document(path)
    assert time.monotonic() - begin < 20


def test_a_page_tree_that_leads_back_to_itself_is_an_error(tmp_path):
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999999 >>"]
    path = tmp_path / "loop.pdf"
    path.write_bytes(pdf_files._file(objects, b""))
    with pytest.raises(ReadError):
        read_document(path)


def test_figures_that_the_font_itself_draws_raised_are_markers(tmp_path):
    items = [*lines(60, 530, BODY), Text(60, 460, "They were counted.¹ Nobody was punished.²")]
    items += lines(60, 120, "¹ Sen, Poverty, 45.\n² Ibid., 49.", size=8)
    notes = notes_of(write_pdf(tmp_path / "superior.pdf", [items]))
    assert [(note.number, note.text, note.marker_sentence) for note in notes] == [
        ("1", "Sen, Poverty, 45.", "They were counted."), ("2", "Ibid., 49.", "Nobody was punished."),
    ]  # fmt: skip


def test_notices_at_page_feet_are_no_notes(tmp_path):
    def notice(day):
        return lines(
            120,
            40,
            f"This content was taken from 192.0.2.{day} on {day} May 2020\nAll use is subject to terms\nof the archive",
            size=7,
            lead=8,
        )

    pages = [
        [*page(number, "They were counted.", [str(number), f"{number}. Sen, Poverty, 4{number}."]), *notice(number)]
        for number in (1, 2, 3)
    ]
    notes = notes_of(write_pdf(tmp_path / "notices.pdf", pages))
    assert [note.text for note in notes] == ["Sen, Poverty, 41.", "Sen, Poverty, 42.", "Sen, Poverty, 43."]


def test_a_notice_of_rights_on_the_first_page_is_no_end_of_a_note(tmp_path):
    first = [
        *page(1, "They were counted.", ["1", "1. Sen, Poverty, 45."]),
        *lines(60, 40, "© 2020 The Author. All rights reserved.", size=7),
    ]
    (note,) = notes_of(write_pdf(tmp_path / "rights.pdf", [first, [*lines(60, 530, BODY)]]))
    assert note.text == "Sen, Poverty, 45."


def test_a_quotation_above_the_notes_is_not_the_rest_of_the_note_before(tmp_path):
    first = page(1, "They were counted.", ["1", "1. Sen, Poverty, 45."], rule=False)
    second = [
        *lines(60, 530, BODY),
        *lines(80, 168, "We have no bread and no answer,\nand the mill stands still.", size=8, lead=10),
    ]
    second += lines(60, 148, "2. Ibid., 49.", size=8)
    notes = notes_of(write_pdf(tmp_path / "inset.pdf", [first, second]))
    assert [note.text for note in notes] == ["Sen, Poverty, 45.", "Ibid., 49."]
