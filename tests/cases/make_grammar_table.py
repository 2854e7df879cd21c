"""Writes the table of kinds in grammar/README.md from tests/cases/grammar: ``cd tests && python -m cases.make_grammar_table``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from cases.grammar_cases import CaseNote, families

README = Path(__file__).resolve().parents[2] / "grammar" / "README.md"
BEGIN, END = "<!-- kinds: made by tests/cases/make_grammar_table.py -->", "<!-- end of kinds -->"
_LATER = ("short", "ibid", "other")


def table() -> str:
    """Give the table: a heading for each family, a row for each kind; what is not read right yet has a circle."""
    return "\n\n".join("\n".join(_family(title, notes)) for _, title, notes in families())


def _family(title: str, notes: list[CaseNote]) -> Iterator[str]:
    yield from (f"### {title.rstrip('.')}", "", "| kind | full note | short note | 18th edition |", "|---|---|---|---|")
    for kind, group in groupby(notes, key=lambda note: note.kind):
        cells = {"full": "", "later": "", "18th": ""}
        for note in group:
            place = "later" if note.label in _LATER else "full" if note.label == "none" else note.label
            cells[place] = _joined(cells[place], note)
        yield f"| {_cell(kind)} | {cells['full']} | {cells['later']} | {cells['18th']} |"


def _joined(before: str, note: CaseNote) -> str:
    return "<br>".join(part for part in (before, f"{'○ ' if note.todo else ''}{_cell(note.text)}") if part)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[")


def with_table(readme: str) -> str:
    """Give the text of the README with the table as it is now."""
    before, _, rest = readme.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{rest.partition(END)[2]}"


def main() -> int:
    """Write the table."""
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
