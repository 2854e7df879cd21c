"""pyzotero finds in the double of the web interface what it finds online, and reads what refparse has saved there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from doubles import Reply, serving
from web_double import WebZotero
from works import BOOK, books

from refparse.zotero.save_online import save_online

SESSION = Path(__file__).with_name("pyzotero_session.py")
READ = """
import json, sys
from pyzotero import zotero
library = zotero.Zotero("12345", "user", sys.argv[2])
library.endpoint = sys.argv[1]
items = library.everything(library.top())
print(json.dumps([library.check_items(items), [library.children(item["key"]) for item in items]]))
"""
WAIT = """
import json, sys
from pyzotero import zotero
library = zotero.Zotero("12345", "user", sys.argv[2])
library.endpoint = sys.argv[1]
library.create_collections([{"name": "A"}])
print(json.dumps(library.backoff_until > 0))
"""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pyzotero(tmp_path_factory):
    """A Python with pyzotero in an environment of its own; skipped where it cannot be had."""
    folder = tmp_path_factory.mktemp("pyzotero")
    venv.create(folder, with_pip=False, symlinks=sys.platform != "win32")
    python = next((folder / ("Scripts" if sys.platform == "win32" else "bin")).glob("python*"))
    install = ["install", "--quiet", "--disable-pip-version-check", "--retries", "1", "pyzotero>=1.16,<2"]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pip", "--python", str(python), *install],
            capture_output=True, text=True, timeout=300,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        pytest.skip("pyzotero could not be installed within five minutes")
    if done.returncode:
        pytest.skip(f"pyzotero could not be installed: {done.stderr.strip().splitlines()[-1:]}")

    def run(zotero, *code):
        environment = {**os.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
        with serving(zotero) as address:
            done = subprocess.run(
                [str(python), *code, address, zotero.key], capture_output=True, text=True, timeout=120, env=environment
            )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_pyzotero_reads_and_writes_as_it_does_online(pyzotero):
    zotero = WebZotero()
    found = pyzotero(zotero, str(SESSION))
    read = found.pop("read")
    assert (read["title"], read["creators"][0]["lastName"], read["tags"]) == (
        "The Wool Trade",
        "Power",
        [{"tag": "wool"}],
    )
    assert found == {
        "made": ["The Wool Trade", "Medieval People"],
        "titles": ["Medieval People", "The Wool Trade"],
        "versions": [2, 3],
        "since the first": True,
        "library's version": 3,
        "good and bad": [["0"], {"1": 400, "2": 400}],
        "key without version": 428,
        "51 items": "TooManyItemsError",
        "stale library": "PreConditionFailedError",
        "children": ["<p>n. 3</p>"],
        "top and all": [3, 4],
        "updated": True,
        "after update": "The Wool Trade in English Medieval History",
        "stale update": "PreConditionFailedError",
        "unchanged": True,
        "stale in a list": 412,
        "pages": True,
        "collection": True,
        "collections": ["Chapter 3"],
        "deleted": True,
        "gone": "ResourceNotFoundError",
        "same token": "PreConditionFailedError",
        "once": 1,
        "wrong key": "UserNotAuthorisedError",
    }
    tokens = [request.headers.get("zotero-write-token", "") for request in zotero.writes]
    assert all(len(token) in (16, 32) for token in tokens)
    assert len(set(tokens)) == len(tokens) - 1


def test_pyzotero_reads_what_refparse_saved(pyzotero, tmp_path):
    zotero = WebZotero()
    with serving(zotero) as address:
        save_online(books(30), BOOK, zotero.library, zotero.key, address=address, folder=tmp_path)
    items, children = pyzotero(zotero, "-c", READ)
    assert {item["title"]: item["citationKey"] for item in items} == {
        each.item["title"]: each.item["citationKey"] for each in books(30)
    }
    assert [[child["data"]["note"] for child in each] for each in children] == [["<p>Cited in note 1</p>"]] * 30


def test_pyzotero_waits_when_the_double_says_so(pyzotero):
    zotero = WebZotero(faults=[(Reply(200, "", {"Backoff": "5"}), True)])
    assert pyzotero(zotero, "-c", WAIT) is True
