"""The help of every command is written for a person: what it does, an example, and the same names for the same things."""

from __future__ import annotations

from pathlib import Path

import pytest

from refparse.cli.commands import COMMANDS
from refparse.cli.commands import refparse as group

README = Path(__file__).parents[2] / "README.md"
READING = {"--notes", "--lines", "--pages", "--weights", "--decisions"}


def command_of(name):
    return group.get_command(None, name)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_shows_an_example(name, refparse):
    outcome = refparse(name, "--help")
    assert outcome.code == 0
    assert name == "engines" or f"\n  refparse {name} " in outcome.out


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_knows_every_command(name):
    assert f"refparse {name}" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["parse", "export", "render", "restyle", "link", "zotero", "why", "decide"])
def test_every_command_that_reads_a_document_takes_the_same_options(name):
    assert {option for one in command_of(name).params for option in one.opts} >= READING


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained_in_a_sentence(name):
    for option in command_of(name).params:
        if option.param_type_name == "option" and not option.hidden and "--help" not in option.opts:
            assert option.help, option.name
            assert option.help[0].isupper(), option.name
            assert option.help.endswith("."), option.name


def test_without_a_command_the_help_is_shown(refparse):
    outcome = refparse()
    assert outcome.code == 0
    assert all(f"  {name} " in outcome.out for name in COMMANDS)


def test_the_version_is_told(refparse):
    assert refparse("--version").out.startswith("refparse, version ")
