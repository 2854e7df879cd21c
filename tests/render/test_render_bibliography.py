"""A bibliography in any style, by whichever engine is there, written to any format."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from note_cases import CASES, works

from refparse.errors import MissingExtra, RefparseError, StyleError, WriteError
from refparse.render import engine as engines
from refparse.render.bibliography import render_bibliography
from refparse.render.engine import list_engines, open_engine
from refparse.render.output import FORMATS

HAS_JS = any(info.name == "citeproc-js" and info.available for info in list_engines())
GOOD = [
    "pandoc",
    pytest.param("citeproc-js", marks=pytest.mark.skipif(not HAS_JS, reason="citeproc-js is not installed")),
]
LETTER = {
    "id": "letter", "type": "manuscript", "title": "Letter to a Friend", "author": [{"family": "Bloch", "given": "Marc"}],
    "issued": {"date-parts": [[1940, 7, 1]]}, "archive": "Archives nationales", "archive-place": "Paris",
}  # fmt: skip


def _texts(rendered):
    return [entry.text for entry in rendered.entries]


def _cases():
    for block in (CASES / "bibliography.txt").read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            yield pytest.param(lines[0].removeprefix("style: "), lines[1:], id=lines[0].removeprefix("style: "))


@pytest.mark.parametrize("engine", GOOD)
@pytest.mark.parametrize(("style", "expected"), tuple(_cases()))
def test_our_own_styles_print_what_their_case_says(style, expected, engine):
    items = [{**item, "annote": "Cited in notes 3, 17–19."} if item["id"] == "craft" else item for item in works()]
    texts = _texts(render_bibliography(items, style, engine=engine))
    found = [" / ".join(text.replace("\u2003", " ").splitlines()) for text in texts]
    assert found == expected


@pytest.mark.parametrize("engine", GOOD)
def test_what_a_work_lacks_is_left_out(engine):
    rendered = render_bibliography(
        [{"id": "a", "type": "book", "title": "Feudal Society"}], "Chicago 17", engine=engine
    )
    assert _texts(rendered) == ["Feudal Society. n.d."]


def test_the_engine_and_its_version_are_told():
    rendered = render_bibliography(works(), "apa", engine="pandoc")
    assert rendered.engine == "pandoc"
    assert re.fullmatch(r"\d+(\.\d+)+", rendered.version)
    assert rendered.notices == ()


def test_the_fallback_says_that_it_approximates():
    rendered = render_bibliography(works(), "Chicago 17", engine="citeproc-py")
    assert [notice.code for notice in rendered.notices] == ["R601"]
    assert len(rendered.entries) == 5


def test_an_item_that_the_fallback_cannot_format_costs_one_entry_not_the_bibliography():
    broken = {"id": "broken", "type": "book", "title": "A Title", "issued": {"literal": "spring"}}
    rendered = render_bibliography([*works(), broken], "apa", engine="citeproc-py")
    by_id = {entry.id: entry for entry in rendered.entries}
    assert set(by_id) == {*(item["id"] for item in works()), "broken"}
    assert by_id["broken"].text.startswith("A Title")
    failed = [notice.work for notice in rendered.notices if notice.code == "R603"]
    assert failed in ([], ["broken"])


def test_without_any_engine_the_error_names_what_to_install(monkeypatch):
    missing = {name: (lambda: None, remark, install) for name, (_, remark, install) in engines._ENGINES.items()}
    monkeypatch.setattr(engines, "_ENGINES", missing)
    with pytest.raises(MissingExtra, match="pip install pypandoc-binary"):
        open_engine()
    with pytest.raises(MissingExtra, match="npm install citeproc"):
        open_engine("citeproc-js")
    assert [info.available for info in list_engines()] == [False, False, False]


def test_an_unknown_engine_lists_those_there_are():
    with pytest.raises(RefparseError, match="there are: auto, pandoc, citeproc-js, citeproc-py"):
        open_engine("word")


def test_a_style_without_bibliography_says_so():
    rendered = render_bibliography(works(), "chicago-notes", engine="pandoc")
    assert rendered.entries == ()
    assert [notice.code for notice in rendered.notices] == ["R604"]


def test_many_works_that_must_be_told_apart_bring_a_notice():
    items = [{"id": f"w{at}", "type": "book", "title": f"Work {at}", "issued": "1950"} for at in range(301)]
    codes = [notice.code for notice in render_bibliography(items, "apa", engine="pandoc").notices]
    assert codes == ["R602"]


@pytest.mark.parametrize("engine", ["pandoc", "citeproc-py"])
def test_ids_come_back_as_they_were_even_odd_and_doubled_ones(engine):
    items = [{**works()[0], "id": "Ä b/c"}, {**works()[2], "id": "Ä b/c"}, {**works()[1], "id": "x:Y"}]
    rendered = render_bibliography(items, "refparse-classic-notes", engine=engine)
    assert sorted(entry.id for entry in rendered.entries) == ["x:Y", "Ä b/c", "Ä b/c"]


def test_groups_have_headings_in_the_locales_language_and_lose_no_entry():
    rendered = render_bibliography([*works(), LETTER], "Chicago 17", locale="de", group="type", engine="pandoc")
    assert [group.heading for group in rendered.groups] == [
        "Archivalien", "Monographien", "Beiträge in Sammelbänden", "Aufsätze",
    ]  # fmt: skip
    assert sorted(at for group in rendered.groups for at in group.positions) == list(range(6))
    assert not any("———" in text for text in _texts(rendered))


def test_primary_sources_stand_before_secondary_ones():
    rendered = render_bibliography([*works(), LETTER], "Chicago 17", group="primary", engine="pandoc")
    assert [(group.heading, len(group.positions)) for group in rendered.groups] == [
        ("Primary Sources", 1), ("Secondary Sources", 5),
    ]  # fmt: skip


def test_archives_are_headings_of_their_own():
    rendered = render_bibliography([*works(), LETTER], "Chicago 17", group="archive", engine="pandoc")
    assert [group.heading for group in rendered.groups] == ["Archives nationales", "Published Sources"]


def test_an_unknown_group_lists_those_there_are():
    with pytest.raises(RefparseError, match="type, primary, archive"):
        render_bibliography(works(), "apa", group="colour", engine="pandoc")


def test_a_doubtful_entry_is_marked_on_request():
    rendered = render_bibliography(works(), "Chicago 17", marks={"feudal": "incomplete"}, engine="pandoc")
    assert [text for text in _texts(rendered) if "incomplete" in text] == [
        "Bloch, Marc. Feudal Society. 2 vols. London: Routledge, 1961. [incomplete]"
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_every_entry(form):
    rendered = render_bibliography(works(), "Chicago 17", format=form, engine="pandoc")
    data = rendered.output
    if form in ("docx", "odt"):
        part = {"docx": "word/document.xml", "odt": "content.xml"}[form]
        data = zipfile.ZipFile(io.BytesIO(data)).read(part)
    text = re.sub(r"<[^>]+>|\\u\d+\?|[{}]", " ", data.decode("utf-8"))
    for word in ("Knopf", "Routledge", "Febvre", "Dohrn", "Riot"):
        assert word in text
    assert rendered.output == render_bibliography(works(), "Chicago 17", format=form, engine="pandoc").output


def test_entries_hang_in_the_formats_that_can():
    def written(form: str) -> bytes:
        return render_bibliography(works(), "Chicago 17", format=form, engine="pandoc").output

    def part(form: str, name: str) -> bytes:
        return zipfile.ZipFile(io.BytesIO(written(form))).read(name)

    assert part("docx", "word/document.xml").count(b'w:hanging="720"') == 5
    assert part("odt", "content.xml").count(b'"Hanging_20_indent"') == 5
    assert b'style:name="Hanging_20_indent"' in part("odt", "styles.xml")
    assert written("rtf").count(rb"\fi-720") == 5
    assert rb"\itemindent}{-2em}" in written("latex")
    assert b"text-indent: -2em" in written("html")


def test_no_clock_is_in_a_document():
    docx = render_bibliography(works(), "Chicago 17", format="docx", engine="pandoc").output
    assert b"1970-01-01" in zipfile.ZipFile(io.BytesIO(docx)).read("docProps/core.xml")


def test_json_gives_id_text_and_html_in_the_styles_order():
    rows = json.loads(render_bibliography(works(), "Chicago 17", format="json", engine="pandoc").output)
    assert [row["id"] for row in rows] == ["feudal", "craft", "slavery", "problem", "crowd"]
    assert rows[0]["html"].startswith("Bloch, Marc. <i>Feudal Society</i>.")
    assert set(rows[0]) == {"id", "text", "html"}


def test_an_unknown_format_lists_those_there_are():
    with pytest.raises(WriteError, match="text, markdown, html, latex, rtf, docx, odt, json"):
        render_bibliography(works(), "apa", format="wordperfect", engine="pandoc").output  # noqa: B018


def test_an_empty_bibliography_is_an_empty_file():
    assert render_bibliography([], "apa", engine="pandoc").output == b""


_ODD = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>Odd</title></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography>{}</bibliography>
</style>"""


def test_a_style_that_the_engine_refuses_is_one_error(tmp_path):
    path = tmp_path / "odd.csl"
    path.write_text(_ODD.format(""), encoding="utf-8")
    with pytest.raises(StyleError, match=r"pandoc refuses: .*No layout element"):
        render_bibliography(works(), path, engine="pandoc")


def test_a_macro_that_is_not_defined_is_named_with_its_line(tmp_path):
    path = tmp_path / "odd.csl"
    path.write_text(_ODD.format('<layout><text macro="nowhere"/></layout>'), encoding="utf-8")
    with pytest.raises(StyleError, match="line 4: calls the macro 'nowhere'"):
        render_bibliography(works(), path, engine="pandoc")


@pytest.mark.parametrize("engine", GOOD)
def test_a_work_for_which_the_style_has_no_words_is_reported(tmp_path, engine):
    path = tmp_path / "odd.csl"
    path.write_text(_ODD.format('<layout><text variable="translator-note"/></layout>'), encoding="utf-8")
    rendered = render_bibliography(works()[:1], path, engine=engine)
    assert rendered.entries == ()
    assert [(notice.code, notice.work) for notice in rendered.notices] == [("R605", "craft")]


@pytest.mark.parametrize("style", ["refparse-chicago-annotated", "refparse-classic-notes", "refparse-short-titles"])
def test_the_examples_of_our_styles_are_what_they_print(style):
    examples = Path(__file__).resolve().parents[2] / "examples" / "styles"
    items = json.loads((examples / "works.json").read_text(encoding="utf-8"))
    rendered = render_bibliography(items, style, format="markdown", engine="pandoc")
    assert rendered.output == (examples / f"{style}.md").read_bytes()
