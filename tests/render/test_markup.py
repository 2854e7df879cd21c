"""Formatted text, read from what engines print and written for every format."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.formats.markup import (
    Run,
    close_with,
    cut,
    flat_text,
    join_runs,
    link_addresses,
    to_html,
    to_latex,
    to_markdown,
    to_text,
)  # fmt: skip
from refparse.formats.markup_html import read_html
from refparse.formats.markup_pandoc import read_inlines, runs_to_inlines
from refparse.formats.markup_rtf import to_rtf
from refparse.formats.markup_word import to_word_paragraph, to_word_runs
from refparse.model import MarkKind

ITALIC = frozenset({MarkKind.ITALIC})
MARKS = st.frozensets(st.sampled_from(sorted(MarkKind)), max_size=2)
RICH = st.lists(st.builds(Run, st.text("ab é<&*_.“”", max_size=6), MARKS), max_size=5).map(join_runs)


@given(RICH)
def test_html_that_was_written_reads_as_the_same_runs(rich):
    assert flat_text(read_html(to_html(rich))) == flat_text(rich).strip()


@given(RICH)
def test_pandocs_inlines_that_were_written_read_as_the_same_runs(rich):
    assert flat_text(read_inlines(runs_to_inlines(rich))) == flat_text(rich)


@given(RICH, st.integers(0, 30), st.integers(0, 30))
def test_a_cut_is_the_same_stretch_of_the_text(rich, start, end):
    assert flat_text(cut(rich, start, end)) == flat_text(rich)[start : max(start, end)]


@given(RICH)
def test_no_text_breaks_a_writer(rich):
    assert isinstance(to_markdown(rich), str)
    assert isinstance(to_latex(rich), str)
    assert to_rtf(rich).isascii()
    assert to_word_paragraph(rich).startswith("<w:p>")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("See <i>Citizens</i>.", "See *Citizens*."),
        ("<b><i>a</i></b>", "***a***"),
        ("<i>a <span style='font-style:normal;'>b</span> c</i>", "*a* b *c*"),
        ('<span style="font-variant: small-caps;">URSS</span>', "[URSS]{.smallcaps}"),
        ("2<sup>e</sup> éd.", "2^e^ éd."),
        ("Smith &amp; Co &#38; sons", "Smith & Co & sons"),
        ("a < b and <unknown>c</unknown>", r"a \< b and \<unknown\>c\</unknown\>"),
        ('<div class="csl-left-margin">1. </div><div class="csl-right-inline">Berg</div>', "1. Berg"),
        ('A.<div class="csl-indent">Cited.</div>', "A.\\\nCited."),
        ('<a href="https://example.org/a">page</a>', "[page](<https://example.org/a>)"),
    ],
)
def test_what_an_engine_prints_becomes_markdown(html, markdown):
    assert to_markdown(read_html(html)) == markdown


def test_emphasis_never_begins_or_ends_with_a_space():
    assert to_markdown((Run("a"), Run(" b ", ITALIC), Run("c"))) == "a *b* c"


def test_special_characters_are_escaped_in_each_format():
    rich = (Run("50% of {A_b} & *c* #1 $2"),)
    assert to_latex(rich) == r"50\% of \{A\_b\} \& *c* \#1 \$2"
    assert to_markdown(rich) == r"50% of {A\_b} & \*c\* \#1 \$2"
    assert to_html(rich) == "50% of {A_b} &amp; *c* #1 $2"
    assert to_rtf((Run("{a}\\é😀"),)) == r"\{a\}\\\u233?\u-10179?\u-8704?"
    assert to_word_runs((Run("a<b\x01"),)) == '<w:r><w:t xml:space="preserve">a&lt;b</w:t></w:r>'


def test_an_address_becomes_a_link_without_the_stop_after_it():
    rich = link_addresses((Run("See https://example.org/a_(b)). End"),))
    assert [(run.text, run.link) for run in rich if run.link] == [
        ("https://example.org/a_(b)", "https://example.org/a_(b)")
    ]
    assert flat_text(rich) == "See https://example.org/a_(b)). End"


@pytest.mark.parametrize(
    ("text", "mark", "in_quotes", "closed"),
    [
        ("Ibid", ".", True, "Ibid."),
        ("Ibid.", ".", True, "Ibid."),
        ("“The Crowd”", ".", True, "“The Crowd.”"),
        ("“The Crowd”", ",", True, "“The Crowd,”"),
        ("‘The Crowd’", ".", False, "‘The Crowd’."),
        ("“Was It?”", ".", True, "“Was It?”"),
        ("‘Was It?’", ".", False, "‘Was It?’"),
        ("“Was It?”", ",", True, "“Was It?,”"),
        ("Ibid.", ",", True, "Ibid.,"),
    ],
)
def test_a_citation_is_closed_as_the_locale_wants_it(text, mark, in_quotes, closed):
    assert to_text(close_with((Run(text),), mark, in_quotes=in_quotes)) == closed
