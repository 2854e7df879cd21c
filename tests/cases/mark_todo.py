"""Brings the `todo:` lines of tests/cases/grammar up to date: ``cd tests && python -m cases.mark_todo``.

Says which notes are newly read right and which newly wrong. To be run when the grammar or its weights have changed;
a note newly wrong is a matter to look into before its line is committed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cases.grammar_cases import FOLDER, LABELS, CaseNote, faults, note_of, read_cases

from refparse.parse.note import parse_note


def mark(path: Path) -> list[str]:
    """Rewrite a file with a `todo:` line under each note that fails, and say what has changed."""
    text = path.read_text(encoding="utf-8")
    notes = iter(read_cases(text))
    lines: list[str] = []
    changes: list[str] = []
    pending: CaseNote | None = None
    for line in [*text.splitlines(), ""]:
        if pending is not None and not line.startswith(" "):
            lines.extend(_todo(pending, changes))
            pending = None
        if line.lstrip().startswith("todo:"):
            continue
        lines.append(line)
        if line.partition(":")[0] in LABELS:
            pending = next(notes)
    path.write_text("\n".join(lines).rstrip("\n") + "\n", encoding="utf-8")
    return changes


def _todo(note: CaseNote, changes: list[str]) -> list[str]:
    found = faults(note, list(parse_note(note_of(note.text)).citations))
    if bool(found) != bool(note.todo):
        changes.append(f"{'LOST' if found else 'won '}  {note.name}: {found}")
    return [f"  todo: {found}"] if found else []


def main() -> int:
    """Mark all files."""
    for path in sorted(FOLDER.glob("*.txt")):
        for change in mark(path):
            print(change)
    return 0


if __name__ == "__main__":
    sys.exit(main())
