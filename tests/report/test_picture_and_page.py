"""The picture and the HTML page say the same of a document, hide nothing, and carry nothing dangerous."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.model import Document, Fragment, Mark, MarkKind, Note
from refparse.pipeline import bibliography_of
from refparse.report import html_report, make_overview, picture
from refparse.report.html_style import STYLE
from refparse.report.sureness import SIGNS, Sureness

NOTES = (
    "See Marc Bloch, Feudal Society (London: Routledge, 1961), 29; and Lucien Febvre, Life in Renaissance France "
    "(Cambridge: Harvard University Press, 1977), 3.",
    "Ibid., 31.",
    "Bloch, Feudal Society, 40. See note 1 above.",
)


TITLES = re.compile("Feudal Society|Life in Renaissance France")


def bibliography_with(*texts, divisions=()):
    notes = [
        Note(
            id=f"n{number}",
            number=str(number),
            text=text,
            division=divisions[number - 1] if divisions else "",
            marks=tuple(Mark(at.start(), at.end(), MarkKind.ITALIC) for at in TITLES.finditer(text)),
            italics_known=True,
        )
        for number, text in enumerate(texts, 1)
    ]
    return bibliography_of(Document(id="book", title="A Book", notes=tuple(notes)))


@pytest.fixture(scope="module")
def bibliography():
    return bibliography_with(*NOTES)


@pytest.fixture(scope="module")
def lines(bibliography):
    return [line.text for line in picture(make_overview(bibliography))]


@pytest.fixture(scope="module")
def page(bibliography):
    return html_report(make_overview(bibliography))


def test_each_citation_shows_sign_form_work_locator_and_signal(lines):
    (first,) = [line for line in lines if "n1.1" in line]
    assert first.split() == ["✓", "n1.1", "full", "→", "bloch1961feudal", "at", "29", "see", "sure"]


def test_what_may_mean_several_works_names_them_all(lines):
    (second,) = [line for line in lines if "n2.1" in line]
    assert "⁇" in second
    assert "ambiguous" in second
    assert "bloch1961feudal" in second
    assert "febvre1977life" in second


def test_pointers_to_other_notes_are_shown_as_such(lines):
    assert any("points to a note: " in line and "note 1" in line for line in lines)


def test_works_stand_with_their_reference_and_the_notes_that_cite_them(lines):
    work = lines[lines.index("Works") + 1]
    assert work.split("  ")[1] == "bloch1961feudal"
    assert work.endswith("Feudal Society. London: Routledge, 1961. notes 1, 3")


def test_ambiguous_and_unknown_links_come_before_other_doubts():
    unsure = bibliography_with("Ibid., 3.", *NOTES)
    doubts = make_overview(replace(unsure)).doubts
    assert {doubt.code for doubt in doubts[:2]} == {"R301", "R303"}
    assert [doubt.code for doubt in doubts] == sorted((doubt.code for doubt in doubts), key=lambda code: not code)


def test_ends_of_notes_without_a_beginning_are_shown(bibliography):
    document = replace(bibliography.document, fragments=(Fragment(text="and ff., 264-98."),))
    overview = make_overview(replace(bibliography, document=document))
    assert any("264-98." in line.text for line in picture(overview))
    assert "264-98." in html_report(overview)


def test_titles_are_in_italics_as_in_the_document():
    text = "See Marc Bloch, Feudal Society (London: Routledge, 1961), 29."
    note = Note(id="n1", number="1", text=text, marks=(Mark(16, 30, MarkKind.ITALIC),), italics_known=True)
    overview = make_overview(bibliography_of(Document(id="book", notes=(note,))))
    assert "<i>Feudal Society</i>" in html_report(overview)
    pieces = [piece for line in picture(overview) for piece in line.pieces]
    assert next(piece.look for piece in pieces if piece.text == "Feudal Society") == "sure italic"


def test_chapters_are_named_once_each():
    overview = make_overview(bibliography_with(*NOTES, divisions=("One", "Two", "Two")))
    assert [line.text for line in picture(overview)].count("Two") == 1
    assert html_report(overview).count("<h3>Two</h3>") == 1


@given(st.text(max_size=200))
@settings(max_examples=30, deadline=None)
def test_no_text_steers_the_terminal_or_breaks_the_page(text):
    overview = make_overview(bibliography_with(text or "x", NOTES[0]))
    shown = "\n".join(line.text for line in picture(overview))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)
    assert _Tags.balanced(html_report(overview))


def test_what_looks_like_html_in_a_note_stays_text():
    page = html_report(make_overview(bibliography_with("<script>alert(1)</script> <b onclick='x'>", NOTES[0])))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


class _Tags(HTMLParser):
    """Follows the tags of a page, and gathers its ids, links and what it would fetch."""

    VOID = frozenset({"meta", "br"})

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.targets, self.fetched, self.crossed = [], [], [], [], False

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
        self.ids += [found["id"]] if "id" in found else []
        self.targets += [found["href"]] if "href" in found else []
        self.fetched += [name for name in ("src", "srcset", "action") if name in found]

    def handle_endtag(self, tag):
        self.crossed |= not self.open or self.open.pop() != tag

    @classmethod
    def of(cls, page):
        tags = cls()
        tags.feed(page)
        return tags

    @classmethod
    def balanced(cls, page):
        tags = cls.of(page)
        return not tags.open and not tags.crossed


def test_every_link_of_the_page_leads_somewhere_on_it(page):
    tags = _Tags.of(page)
    assert len(tags.ids) == len(set(tags.ids))
    assert {target.removeprefix("#") for target in tags.targets} <= set(tags.ids)
    assert len(tags.targets) > 10


def test_the_page_fetches_nothing_and_runs_nothing(page):
    assert _Tags.of(page).fetched == []
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page


def test_how_sure_a_link_is_does_not_show_by_colour_alone(page):
    for step in Sureness:
        assert SIGNS[step] in page
        assert re.search(rf"p \.{step} \{{ text-decoration: underline \w+", STYLE)


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_colour_of_letters_has_contrast_enough(theme):
    """WCAG 2.2, 1.4.3: 4.5 to 1 between letters and paper."""
    block = STYLE.split(":root {")[1 + theme]
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block.split("}")[0]))
    paper = _luminance(colours.pop("paper"))
    colours.pop("rule")
    assert len(colours) == 8
    for name, colour in colours.items():
        light, dark = sorted((paper, _luminance(colour)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, name
