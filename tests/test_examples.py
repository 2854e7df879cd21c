"""Every command that examples/README.md and README.md show does what they say."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from refparse.cli.commands import COMMANDS
from refparse.cli.run import run
from refparse.pipeline import process_document

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
# A line of a code block: "    refparse export congress.md congress.bib", or within a fence without the indent.
COMMAND = re.compile(rf"^(?: {{4}})?(refparse (?:{'|'.join(COMMANDS)}) .+)$", re.MULTILINE)


def commands_of(file):
    return COMMAND.findall(file.read_text(encoding="utf-8"))


def output_of(command):
    words = shlex.split(command)
    return words[words.index("-o") + 1] if "-o" in words else words[3] if words[1] == "export" else ""


def without_figures(text, ending):
    """Leave out how sure the program is, which changes whenever it learns."""
    if ending == ".json":
        return [{name: value for name, value in item.items() if name != "custom"} for item in json.loads(text)]
    return [line for line in text.splitlines() if not line.strip().startswith(("annote", "N1  -"))]


@pytest.mark.parametrize("command", commands_of(EXAMPLES / "README.md"))
def test_a_command_makes_the_example_that_lies_there(command, tmp_path, monkeypatch, capsys):
    for source in ("congress.md", "congress_ocr.txt"):
        shutil.copy(EXAMPLES / source, tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run(shlex.split(command)[1:]) == 0
    name = output_of(command)
    if name:
        made, kept = ((folder / name).read_text(encoding="utf-8") for folder in (tmp_path, EXAMPLES))
        assert without_figures(made, Path(name).suffix) == without_figures(kept, Path(name).suffix)
    else:
        assert "Works" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("command", commands_of(ROOT / "README.md"))
def test_a_command_of_the_readme_runs(command, tmp_path, monkeypatch):
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    assert run(shlex.split(command)[1:]) == 0


@pytest.fixture(scope="module")
def chapters():
    return [process_document(EXAMPLES / name) for name in ("congress.md", "congress_ocr.txt")]


def test_the_damaged_chapter_has_the_same_works_as_the_sound_one(chapters):
    sound, damaged = ({work.id for work in chapter.works} for chapter in chapters)
    assert damaged == sound


def test_the_damaged_chapter_has_the_same_citations_as_the_sound_one(chapters):
    sound, damaged = (
        [(one.kind, resolution.work) for one, resolution in zip(chapter.citations, chapter.resolutions, strict=True)]
        for chapter in chapters
    )
    assert damaged == sound


def test_the_damaged_chapter_has_the_same_pages_as_the_sound_one(chapters):
    sound, damaged = (
        [(one.id, one.locator.value if one.locator else "") for one in chapter.citations] for chapter in chapters
    )
    assert damaged == sound


def test_no_work_of_the_examples_is_incomplete(chapters):
    assert [work.id for chapter in chapters for work in chapter.works if not work.complete] == []
