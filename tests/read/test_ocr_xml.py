"""hOCR, ALTO and PAGE XML: words on pages become notes, with what the format knows about style and regions."""

from __future__ import annotations

from pathlib import Path

import pytest

from refparse.errors import NoNotesFound, ReadError
from refparse.model import Document, MarkKind
from refparse.read.document import read_document
from refparse.read.options import ReadOptions

# A page: lines of (top, size, words); words at the left edge, 20 units a letter.
BODY = [(100 + 50 * place, 40, f"the carts that came were counted at the bridge {place}") for place in range(10)]
LAST = (600, 40, "Nobody was punished for what had been said there.12")
NOTES = [(1500, 30, "12 Amartya Sen, Poverty and Fam-"), (1540, 30, "ines (Oxford: Clarendon, 1981), 45.")]
PAGE = [(20, 40, "178 Bread and Order"), *BODY, LAST, *NOTES]
REST = [(20, 40, "179 Bread and Order"), *BODY, (1500, 30, "And see the second part."), (1540, 30, "13 Ibid., 49.")]


def places(words: str) -> list[tuple[str, int, int]]:
    found, left = [], 100
    for word in words.split():
        found.append((word, left, left + 20 * len(word)))
        left += 20 * (len(word) + 1)
    return found


def hocr(pages, italic=()) -> str:
    out = ["<html><head><meta name='ocr-system' content='x'/></head><body>"]
    for lines in pages:
        out.append("<div class='ocr_page' title='bbox 0 0 1400 1700'>")
        for top, size, words in lines:
            out.append(f"<span class='ocr_line' title='bbox 100 {top} 1300 {top + size}; x_size {size}'>")
            for word, left, right in places(words):
                text = f"<em>{word}</em>" if word in italic else word
                out.append(f"<span class='ocrx_word' title='bbox {left} {top} {right} {top + size}'>{text}</span>")
            out.append("</span>")
        out.append("</div>")
    return "\n".join([*out, "</body></html>"])


def alto(pages, italic=(), tag="") -> str:
    out = [
        "<alto xmlns='http://www.loc.gov/standards/alto/ns-v3#'><Styles><TextStyle ID='I' FONTSTYLE='italics'/></Styles>"
    ]
    out.append("<Tags><LayoutTag ID='T' LABEL='footnote'/></Tags><Layout>")
    for lines in pages:
        out.append("<Page WIDTH='1400' HEIGHT='1700'><PrintSpace>")
        for top, size, words in lines:
            note = f" TAGREFS='{tag}'" if tag and top >= 1500 else ""
            out.append(f"<TextBlock{note}><TextLine HPOS='100' VPOS='{top}' WIDTH='1200' HEIGHT='{size}'>")
            for word, left, right in places(words):
                box = f"HPOS='{left}' VPOS='{top}' WIDTH='{right - left}' HEIGHT='{size}'"
                style = " STYLEREFS='I'" if word in italic else ""
                hyphen = "<HYP CONTENT='-'/>" if word.endswith("-") else ""
                out.append(f"<String CONTENT='{word.rstrip('-')}' {box}{style}/>{hyphen}<SP/>")
            out.append("</TextLine></TextBlock>")
        out.append("</PrintSpace></Page>")
    return "\n".join([*out, "</Layout></alto>"])


def page_xml(pages, italic=(), region="") -> str:
    out = ["<PcGts xmlns='http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15'>"]
    for lines in pages:
        out.append("<Page imageWidth='1400' imageHeight='1700'>")
        for top, size, words in lines:
            kind = region if region and top >= 1500 else "header" if region and top < 100 else "paragraph"
            points = f"100,{top} 1300,{top} 1300,{top + size} 100,{top + size}"
            custom = ""
            for word in italic:
                if word in words:
                    custom = f"custom='textStyle {{offset:{words.index(word)}; length:{len(word)};italic:true;}}'"
            out.append(f"<TextRegion id='r{top}' type='{kind}'><TextLine {custom}><Coords points='{points}'/>")
            out.append(f"<TextEquiv><Unicode>{words}</Unicode></TextEquiv></TextLine></TextRegion>")
        out.append("</Page>")
    return "\n".join([*out, "</PcGts>"])


WRITERS = {"page.hocr": hocr, "page.alto": alto, "page.xml": page_xml}


def read(folder: Path, name: str, pages, *, options: ReadOptions | None = None, **more) -> Document:
    path = folder / name
    path.write_text(WRITERS[name](pages, **more), encoding="utf-8")
    return read_document(path, options=options or ReadOptions())[0]


@pytest.mark.parametrize("name", WRITERS)
def test_notes_at_page_feet_are_found_and_broken_words_made_whole(tmp_path, name):
    (note,) = read(tmp_path, name, [PAGE]).notes
    assert (note.number, note.text) == ("12", "Amartya Sen, Poverty and Famines (Oxford: Clarendon, 1981), 45.")


@pytest.mark.parametrize("name", WRITERS)
def test_a_number_glued_to_the_word_is_the_marker(tmp_path, name):
    (note,) = read(tmp_path, name, [PAGE]).notes
    assert note.marker_sentence.endswith("Nobody was punished for what had been said there.")


@pytest.mark.parametrize("name", WRITERS)
def test_a_note_goes_on_at_the_foot_of_the_next_page(tmp_path, name):
    first, second = read(tmp_path, name, [PAGE, REST]).notes
    assert first.text.endswith("45. And see the second part.")
    assert (second.number, second.text) == ("13", "Ibid., 49.")


@pytest.mark.parametrize("name", WRITERS)
def test_italics_are_known_where_the_format_shows_them(tmp_path, name):
    (note,) = read(tmp_path, name, [PAGE], italic=("Poverty",)).notes
    assert [(note.text[m.start : m.end], m.kind) for m in note.marks] == [("Poverty", MarkKind.ITALIC)]
    assert note.italics_known
    assert not read(tmp_path, name, [PAGE]).notes[0].italics_known


@pytest.mark.parametrize("name", WRITERS)
def test_a_damaged_number_between_two_sound_ones_is_mended(tmp_path, name):
    feet = [(1400, 30, "195 Sen, Poverty, 45."), (1440, 30, "I% The same, 49."), (1480, 30, "197 Ibid., 50.")]
    notes = read(tmp_path, name, [[*BODY, *feet]]).notes
    assert [(note.number, note.text) for note in notes] == [
        ("195", "Sen, Poverty, 45."), ("196", "The same, 49."), ("197", "Ibid., 50."),
    ]  # fmt: skip


@pytest.mark.parametrize("name", WRITERS)
def test_pages_restrict_the_reading(tmp_path, name):
    notes = read(tmp_path, name, [PAGE, REST], options=ReadOptions(pages=(2, 2))).notes
    assert [note.number for note in notes] == ["13"]


@pytest.mark.parametrize(("name", "more"), [("page.alto", {"tag": "T"}), ("page.xml", {"region": "footnote"})])
def test_regions_that_the_format_calls_footnotes_are_believed_whatever_their_size(tmp_path, name, more):
    large = [(top, 40, words) for top, _, words in PAGE]
    (note,) = read(tmp_path, name, [large], **more).notes
    assert note.text.startswith("Amartya Sen")


def test_page_xml_regions_come_in_reading_order(tmp_path):
    text = page_xml([[*BODY, *NOTES]])
    order = "".join(
        f"<RegionRefIndexed index='{place}' regionRef='r{top}'/>" for place, (top, _, _) in enumerate([*BODY, *NOTES])
    )
    head, *regions, tail = text.replace("<TextRegion", "\0<TextRegion").replace("</Page>", "\0</Page>").split("\0")
    shuffled = (
        head + f"<ReadingOrder><OrderedGroup>{order}</OrderedGroup></ReadingOrder>" + "".join(regions[::-1]) + tail
    )
    path = tmp_path / "page.xml"
    path.write_text(shuffled, encoding="utf-8")
    assert read_document(path)[0].notes[0].text.startswith("Amartya Sen, Poverty and Famines")


def test_a_number_recognised_as_a_line_of_its_own_belongs_to_the_line_beside_it(tmp_path):
    lines = [*BODY, (1500, 30, "12 Sen, Poverty, 45.")]
    text = hocr([lines])
    number = "<span class='ocr_line' title='bbox 100 1540 115 1556; x_size 30'><span class='ocrx_word' title='bbox 100 1540 115 1556'>13</span></span>"
    rest = "<span class='ocr_line' title='bbox 120 1545 400 1575; x_size 30'><span class='ocrx_word' title='bbox 120 1545 400 1575'>Ibid.</span></span>"
    path = tmp_path / "page.hocr"
    path.write_text(text.replace("</div>", number + rest + "</div>"), encoding="utf-8")
    assert [(note.number, note.text) for note in read_document(path)[0].notes] == [
        ("12", "Sen, Poverty, 45."),
        ("13", "Ibid."),
    ]


@pytest.mark.parametrize("name", WRITERS)
def test_pages_without_notes_are_an_error_that_says_so(tmp_path, name):
    with pytest.raises(NoNotesFound):
        read(tmp_path, name, [BODY])


@pytest.mark.parametrize(
    "text",
    ["<alto></alto>", "<PcGts></PcGts>", "<alto><Layout><Page></alto>", "<PcGts><Page imageWidth='9e99'/></PcGts>"],
)
def test_a_broken_file_is_one_clear_error(tmp_path, text):
    path = tmp_path / "broken.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError):
        read_document(path)
