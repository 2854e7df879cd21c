"""Laws of linking: however Word has cut a note into runs, its words and their formatting stay."""

from __future__ import annotations

import re
import sys
import tempfile
import zipfile
from html import escape
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.pipeline import process_document
from refparse.read import read_document
from refparse.rewrite.link import link_document

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "read"))
from docx_files import build, foot, note, paragraph, run

NOTES = (
    "See Eileen Power, The Wool Trade (London: Oxford University Press, 1941), 12; and Marc Bloch, The Historian’s Craft"
    " (New York: Knopf, 1953), 29. Her point is old. But cf. Power, Wool Trade, 14 (emphasis added).",
    "Ibid., 31.",
    "Bloch, Craft, 3 & 5; “A note” says <nothing>.",
)
TYPES = {"[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'}
LOOKS = ("", "<w:i/>", '<w:b/><w:sz w:val="18"/>', '<w:vertAlign w:val="superscript"/>')
CUTS = st.lists(st.tuples(st.integers(1, 200), st.sampled_from(LOOKS)), max_size=12)


def _runs(text: str, cuts: list[tuple[int, str]]) -> str:
    places = sorted({0, len(text), *(place % len(text) for place, _ in cuts)})
    looks = [look for _, look in cuts] or [""]
    return "".join(
        run(escape(text[start:end], quote=False), looks[at % len(looks)])
        for at, (start, end) in enumerate(pairwise(places))
    )


@settings(max_examples=40, deadline=None)
@given(st.tuples(CUTS, CUTS, CUTS), st.booleans())
def test_words_and_formatting_stay_whatever_the_runs(cuts, transfer):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        footnotes = "".join(
            note(at, run(" "), _runs(text, cut)) for at, (text, cut) in enumerate(zip(NOTES, cuts, strict=True), 1)
        )
        path = build(folder, paragraph(*(run("A.") + foot(at) for at in (1, 2, 3))), footnotes=footnotes, more=TYPES)
        out = folder / "out.docx"
        done = link_document(path, out, process_document(path), min_confidence=0.0, transfer=transfer)
        before, after = read_document(path)[0].notes, read_document(out)[0].notes
        assert [one.text for one in after] == [one.text for one in before]
        assert sum(len(one.embedded) for one in after) == done.fields
        if not transfer:
            assert [one.marks for one in after] == [one.marks for one in before]
            xml = zipfile.ZipFile(out).read("word/footnotes.xml").decode("utf-8")
            kinds = re.findall(r'fldCharType="(\w+)"', xml)
            assert kinds == ["begin", "separate", "end"] * done.fields
