"""What becomes one live citation, and which words go into it: cases in tests/cases/rewrite/link.txt.

Square brackets stand around what is to be live; below the note, each cite has its prefix, locator and suffix.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from refparse.model import Document, Mark, MarkKind, Note
from refparse.pipeline import bibliography_of
from refparse.rewrite.link_plan import plan_links

CASES = Path(__file__).resolve().parents[1] / "cases" / "rewrite" / "link.txt"
_CITE = re.compile(r'"(.*?)" (\S+|"") "(.*?)"')


def _blocks():
    for block in CASES.read_text(encoding="utf-8").strip().split("\n\n"):
        title, note, *cites = block.splitlines()
        yield pytest.param(note.strip(), [cite.strip() for cite in cites], id=title)


def _note(source: str) -> Note:
    text, marks, start = "", [], 0
    for at, piece in enumerate(re.sub(r"[\[\]]", "", source).split("*")):
        start = len(text)
        text += piece
        if at % 2:
            marks.append(Mark(start, len(text), MarkKind.ITALIC))
    return Note(id="n1", number="1", text=text, marks=tuple(marks), italics_known=True)


def _cite(words: str) -> tuple[str, str, str]:
    found = _CITE.fullmatch(words)
    assert found is not None, words
    return found[1], found[2].strip('"'), found[3]


@pytest.mark.parametrize(("note", "cites"), list(_blocks()))
def test_case(note, cites):
    read = _note(note)
    (links,) = plan_links(bibliography_of(Document(id="d", notes=(read,))), 0.0).notes
    assert [each.span.of(read.text) for each in links.fields] == re.findall(r"\[(.*?)\]", note.replace("*", ""))
    assert [(each.prefix, each.locator, each.suffix) for field in links.fields for each in field.cites] == [
        _cite(words) for words in cites
    ]
