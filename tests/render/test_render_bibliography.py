"""A bibliography in any style, by whichever engine is there."""

from __future__ import annotations

import pytest

from refparse.render.bibliography import render_bibliography

CRAFT = {
    "id": "craft",
    "type": "book",
    "title": "The Historian's Craft",
    "author": [{"family": "Bloch", "given": "Marc"}],
    "translator": [{"family": "Putnam", "given": "Peter"}],
    "publisher": "Knopf",
    "publisher-place": "New York",
    "issued": {"date-parts": [[1953]]},
}


@pytest.mark.parametrize("engine", ["pandoc", "citeproc-py"])
def test_a_book_in_chicago_17(engine):
    rendered = render_bibliography([CRAFT], "Chicago 17 notes", engine=engine)
    text = rendered.entries[0].text.replace("'", "’")
    assert text.startswith("Bloch, M")
    assert text.endswith("The Historian’s Craft. Translated by " + text.split("Translated by ")[1])
    assert "New York: Knopf, 1953." in text
    assert rendered.engine == engine
    assert rendered.version
