"""Each code that a reader of texts gives is explained in words."""

from __future__ import annotations

import re
from pathlib import Path

from refparse.assets import asset, word_rows

READERS = Path(__file__).resolve().parents[2] / "refparse" / "read"


def test_every_code_is_explained_for_a_historian() -> None:
    explained = {
        row[0]: row for file in asset("grammar", "words", "diagnostics").glob("*.tsv")
        for row in word_rows("grammar", "words", "diagnostics", file.name)
    }  # fmt: skip
    used = {code for file in READERS.glob("*.py") for code in re.findall(r'code="(R\d{3})"', file.read_text("utf-8"))}
    assert used <= set(explained)
    assert all(len(explained[code]) == 4 and len(explained[code][3]) > 40 for code in used)
