"""A Markdown document in another style: citations change, every other character stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from refparse.errors import WriteError
from refparse.formats.markup import Run
from refparse.pipeline import process_document
from refparse.render.engine_pandoc import find_pandoc
from refparse.render.renderer import open_renderer
from refparse.rewrite.restyle import restyle_document
from refparse.rewrite.restyle_pandoc import to_live_markdown
from refparse.rewrite.restyle_seams import lost_words

CRAFT = Path(__file__).resolve().parents[1] / "cases" / "rewrite" / "craft.md"
pytestmark = pytest.mark.skipif(find_pandoc() is None, reason="pandoc is not installed")


@pytest.fixture(scope="module")
def bibliography():
    return process_document(CRAFT)


def _restyled(bibliography, style, tmp_path):
    out = tmp_path / "new.md"
    result = restyle_document(CRAFT, out, bibliography, open_renderer(style))
    return result, out.read_text(encoding="utf-8")


def test_each_note_is_in_the_new_style_and_keeps_signals_commentary_and_punctuation(bibliography, tmp_path):
    result, text = _restyled(bibliography, "mhra", tmp_path)
    assert text[text.index("[^1]: ") :].split("\n\n") == [
        "[^1]: Marc Bloch, *The Historian’s Craft*, trans. by Peter Putnam (Knopf, 1953), p. 29.",
        "[^2]: See Lucien Febvre, *The Problem of Unbelief in the Sixteenth Century: The Religion of Rabelais* "
        "(Harvard University Press, 1982), p. 3; and compare Bloch, *Historian’s Craft*, p. 31. The point is **old**.",
        "[^3]: Febvre, *Problem of Unbelief*, pp. 100–03.",
        "[^4]: Eileen Power, ‘The Wool Trade’, *Past & Present*, 12.3 (1958), p. 30; Bloch, *Historian’s Craft*, p. 31.",
        "[^note]: Smith, *Unknown Thing*, 12.\n",
    ]
    assert result.rewritten == 6


def test_the_body_stays_byte_for_byte(bibliography, tmp_path):
    _, text = _restyled(bibliography, "mhra", tmp_path)
    before = CRAFT.read_text(encoding="utf-8")
    end = before.index("[^1]: ")
    assert text[:end] == before[:end]


def test_a_document_in_the_style_already_does_not_change_at_all(bibliography, tmp_path):
    _, text = _restyled(bibliography, "Chicago 17 notes", tmp_path)
    assert text == CRAFT.read_text(encoding="utf-8")


def test_what_is_not_known_in_full_is_left_as_typed_and_listed(bibliography, tmp_path):
    result, _ = _restyled(bibliography, "mhra", tmp_path)
    assert [(each.code, each.message) for each in result.diagnostics] == [
        ("R611", "left as typed: the document never gives the work in full: Smith, Unknown Thing, 12")
    ]


def test_nothing_is_written_anew_where_no_citation_is_sure_enough(bibliography, tmp_path):
    out = tmp_path / "new.md"
    result = restyle_document(CRAFT, out, bibliography, open_renderer("mhra"), sure=1.01)
    assert out.read_bytes() == CRAFT.read_bytes()
    assert result.rewritten == 0
    assert len(result.diagnostics) == len(bibliography.citations)


def test_ibid_comes_and_goes_with_the_style(tmp_path):
    source = tmp_path / "short.md"
    source.write_text(
        "One.[^1] Two.[^2] Three.[^3] Four.[^4]\n\n"
        "[^1]: Eileen Power, *The Wool Trade* (London: Oxford University Press, 1941), 12.\n\n"
        "[^2]: Ibid., 14.\n\n[^3]: See also ibid., 20.\n\n[^4]: Power, *Wool Trade*, 14.\n",
        encoding="utf-8",
    )
    bibliography = process_document(source)
    restyle_document(source, tmp_path / "a.md", bibliography, open_renderer("oscola-no-ibid"))
    restyle_document(source, tmp_path / "b.md", bibliography, open_renderer("classic notes"))
    without = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "[^2]: Power (n 1) 14.\n\n[^3]: See also Power (n 1) 20." in without
    with_ibid = (tmp_path / "b.md").read_text(encoding="utf-8")
    assert "[^2]: Ibid., 14.\n\n[^3]: See also ibid., 20.\n\n[^4]: Ibid., 14." in with_ibid


def test_notes_that_only_cite_dissolve_into_the_text_of_an_author_date_style(bibliography, tmp_path):
    result, text = _restyled(bibliography, "apa", tmp_path)
    assert "The first claim is made (Bloch, 1953, p. 29). Another follows,[^2]" in text
    assert "and “a quoted one” (Febvre, 1982, pp. 100–103)." in text
    assert "More is said (Bloch, 1953, p. 31; Power, 1958, p. 30); and in the end.[^note]" in text
    assert "[^2]: See Febvre, 1982, p. 3; and compare Bloch, 1953, p. 31. The point is **old**." in text
    assert "code with a marker[^1] is no text" in text
    assert text.endswith(
        "## References\n\n"
        "Bloch, M. (1953). *The Historian’s Craft* (P. Putnam, Trans.). Knopf.\n\n"
        "Febvre, L. (1982). *The Problem of Unbelief in the Sixteenth Century: The Religion of Rabelais*. "
        "Harvard University Press.\n\n"
        "Power, E. (1958). The Wool Trade. *Past & Present*, *12*(3).\n"
    )
    assert result.dissolved == 3
    assert "R612" in [each.code for each in result.diagnostics]


@pytest.mark.parametrize(
    ("style", "in_text", "in_note", "last"),
    [
        ("ieee", "is made \\[1, p. 29\\].", "See \\[2, p. 3\\]; and compare \\[1, p. 31\\].", "\\[3\\] E. Power"),
        ("nature", "is made.^1^", "See ^2^; and compare ^1^.", "3. Power, E."),
        ("acm-sig-proceedings", "is made \\[1\\].", "See \\[2\\]; and compare \\[1\\].", "\\[3\\] Power, E."),
    ],
)
def test_a_numeric_style_numbers_text_notes_and_list_alike(bibliography, tmp_path, style, in_text, in_note, last):
    _, text = _restyled(bibliography, style, tmp_path)
    assert in_text in text
    assert in_note in text
    assert last in text.split("\n\n")[-1]


def test_live_citations_for_pandoc(bibliography):
    text, remarks = to_live_markdown(CRAFT.read_text(encoding="utf-8"), bibliography, bibliography_file="craft.bib")
    keys = {
        str(work.fields.value(title)): work.id
        for work in bibliography.works
        for title in work.fields
        if title.name == "title"
    }
    bloch, power = keys["The Historian’s Craft"], keys["The Wool Trade"]
    assert text.startswith('---\ntitle: On Craft\nbibliography: "craft.bib"\n---\n')
    assert f"The first claim is made [@{bloch}, 29]." in text
    assert f"More is said [@{power}, 30; @{bloch}, 31];" in text
    assert f"and compare [@{bloch}, 31]. The point is **old**." in text
    assert [remark.code for remark in remarks] == ["R611", "R612"]


def test_a_note_inside_the_text_is_found_by_its_words(tmp_path):
    source = tmp_path / "inline.md"
    source.write_text(
        "A claim.^[Eileen Power, *The Wool Trade* (London: Oxford University Press, 1941), 12.] More.\n",
        encoding="utf-8",
    )
    restyle_document(source, tmp_path / "out.md", process_document(source), open_renderer("mhra"))
    assert (tmp_path / "out.md").read_text(encoding="utf-8") == (
        "A claim.^[Eileen Power, *The Wool Trade* (Oxford University Press, 1941), p. 12.] More.\n"
    )


def test_the_document_itself_is_never_overwritten(bibliography):
    with pytest.raises(WriteError, match="would replace the old one"):
        restyle_document(CRAFT, CRAFT, bibliography, open_renderer("mhra"))


def test_other_formats_are_refused(bibliography, tmp_path):
    with pytest.raises(WriteError, match=r"only Markdown and \.docx can be restyled, not \.pdf"):
        restyle_document(tmp_path / "book.pdf", tmp_path / "out.pdf", bibliography, open_renderer("mhra"))


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("Bloch, Craft, 157–59", "Bloch, Craft", "157–59"),
        ("Bloch, Craft, 157–59", "Bloch, Craft, pp. 157–159", ""),
        ("Hay et al., Tree, 176", "Hay, Tree, 176", "et al"),
        ("Hay et al., Tree, 176", "Ibid., 176", ""),
        ("Bloch, Craft (1953)", "Bloch, Craft", ""),
        ("Petrov [Petroff], Istoriia [History] (1953)", "Petrov, Istoriia [History] (1953)", "Petroff"),
    ],
)
def test_what_a_new_form_would_lose(old, new, lost):
    assert lost_words(old, (Run(new),)) == lost


def test_a_citation_that_would_lose_its_page_stays_as_typed(tmp_path):
    source = tmp_path / "part.md"
    note = (
        "[^1]: Jan de Vries, “The Crowd,” in *Studies in Riot*, ed. George Rudé "
        "(Oxford: Oxford University Press, 1971), 33–60.\n"
    )
    source.write_text("A claim.[^1]\n\n" + note, encoding="utf-8")
    result = restyle_document(source, tmp_path / "out.md", process_document(source), open_renderer("oscola"))
    text = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert re.search(r"\b33\b", text)
    assert result.rewritten == (note not in text)


def test_notes_are_named_by_the_number_that_the_reader_sees(tmp_path):
    source = tmp_path / "gap.md"
    source.write_text(
        "One.[^1] Two.[^2] Three.[^3] Four.[^4]\n\n[^1]: The word is old.\n\n"
        "[^2]: Eileen Power, *The Wool Trade* (London: Oxford University Press, 1941), 12.\n\n"
        "[^3]: Marc Bloch, *Feudal Society* (London: Routledge, 1961), 3.\n\n[^4]: Power, *Wool Trade*, 14.\n",
        encoding="utf-8",
    )
    restyle_document(source, tmp_path / "out.md", process_document(source), open_renderer("oscola"))
    assert (tmp_path / "out.md").read_text(encoding="utf-8").endswith("[^4]: Power (n 2) 14.\n")


def test_formatting_that_takes_in_the_first_word_or_the_last_stop_goes_with_the_citation(tmp_path):
    source = tmp_path / "stop.md"
    source.write_text(
        "One.[^1] Two.[^2]\n\n[^1]: *The Wool Trade*, by Eileen Power (London: Oxford University Press, 1941), 12.\n\n"
        "[^2]: Marc Bloch, *Feudal Society* (London: Routledge, 1961); Bloch, *Feudal Society.*\n",
        encoding="utf-8",
    )
    restyle_document(source, tmp_path / "out.md", process_document(source), open_renderer("oscola"))
    text = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert text.endswith("[^2]: Marc Bloch, *Feudal Society* (Routledge 1961); ibid.\n")
    assert text.count("*") % 2 == 0


def test_the_last_of_several_markers_in_a_row_has_the_stop_after_it(tmp_path):
    source = tmp_path / "row.md"
    source.write_text(
        "A “claim.”[^1][^2] More.[^2] Kept.[^3][^1]\n\n"
        "[^1]: Eileen Power, *The Wool Trade* (London: Oxford University Press, 1941), 12.\n\n"
        "[^2]: Marc Bloch, *Feudal Society* (London: Routledge, 1961), 3.\n\n[^3]: The word is old.\n",
        encoding="utf-8",
    )
    restyle_document(source, tmp_path / "out.md", process_document(source), open_renderer("apa"))
    text = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert text.startswith(
        "A “claim” (Power, 1941, p. 12) (Bloch, 1961, p. 3). More (Bloch, 1961, p. 3). Kept.[^3] (Power, 1941, p. 12)\n"
    )


def test_a_short_form_keeps_the_particle_that_the_document_keeps(tmp_path):
    source = tmp_path / "particle.md"
    text = (
        "One.[^1] Two.[^2] Three.[^3]\n\n"
        "[^1]: Jan de Vries, *The Dutch Rural Economy* (New Haven: Yale University Press, 1974), 12.\n\n"
        "[^2]: Marc Bloch, *Feudal Society* (London: Routledge, 1961), 3.\n\n[^3]: de Vries, *Dutch Rural Economy*, 14.\n"
    )
    source.write_text(text, encoding="utf-8")
    restyle_document(source, tmp_path / "out.md", process_document(source), open_renderer("Chicago 17 notes"))
    assert (tmp_path / "out.md").read_text(encoding="utf-8") == text
