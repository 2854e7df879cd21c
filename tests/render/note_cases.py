"""Reads the cases of tests/cases/render: citations note by note, and what stands in the note."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from refparse.model.cluster import Cite, Cluster

CASES = Path(__file__).resolve().parents[1] / "cases" / "render"

# "see also @craft[page 29], for method"
_CITE = re.compile(r"\s*(?P<prefix>[^@]*?)\s*@(?P<id>\w+)(?:\[(?P<label>[\w-]+) (?P<locator>[^\]]+)\])?(?P<suffix>.*)")


@dataclass(frozen=True)
class NoteCase:
    style: str
    clusters: tuple[Cluster, ...]
    expected: tuple[str, ...]


def works() -> list[dict]:
    return json.loads((CASES / "works.json").read_text(encoding="utf-8"))


def read_cases(path: Path) -> Iterator[NoteCase]:
    """Read blocks of: the style; lines "number | citations | what stands in the note", with comments between."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line.strip() and not line.startswith("#")]
        if not lines:
            continue
        rows = [[cell.strip() for cell in line.split("|")] for line in lines[1:]]
        yield NoteCase(
            lines[0].removeprefix("style: "),
            tuple(Cluster(note=int(row[0]), cites=tuple(_cites(row[1]))) for row in rows),
            tuple(row[2] for row in rows),
        )


def _cites(text: str) -> Iterator[Cite]:
    for part in text.split(";"):
        found = _CITE.fullmatch(part)
        assert found, part
        yield Cite(
            id=found["id"],
            locator=found["locator"] or "",
            label=found["label"] or "page",
            prefix=found["prefix"],
            suffix=found["suffix"].strip() if not found["suffix"].startswith(",") else found["suffix"],
        )
