"""What a caller gets wrong is said in one line; cases/cli/mistakes.txt is the specification."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

CASES = Path(__file__).parents[1] / "cases" / "cli" / "mistakes.txt"


def cases():
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    return list(zip(lines[::2], (line.strip() for line in lines[1::2]), strict=True))


def pattern_of(line):
    return "".join(".*" if part == "…" else re.escape(part) for part in re.split("(…(?!'))", line))


@pytest.mark.parametrize(("command", "line"), cases(), ids=[command for command, _ in cases()])
def test_a_mistake_is_said_in_one_line_and_nothing_is_written(command, line, refparse, folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    outcome = refparse(*shlex.split(command))
    assert outcome.err.count("\n") == 1
    assert re.fullmatch(pattern_of(line), outcome.err.strip()), outcome.err
    assert outcome.code == 2
    assert outcome.out == ""
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
