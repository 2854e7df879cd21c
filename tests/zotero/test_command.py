"""`refparse zotero` on the command line: what it saves, and what it says on stderr."""

from __future__ import annotations

import pytest
from doubles import LocalZotero, serving
from web_double import WebZotero

from refparse.cli.run import run

NOTES = """A claim.[^1] Another.[^2]

[^1]: Eileen Power, *The Wool Trade* (London: Oxford University Press, 1941), 12.
[^2]: Marc Bloch, *The Historian's Craft*, trans. Peter Putnam (New York: Knopf, 1953), 29.
"""


@pytest.fixture
def document(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("refparse.zotero.save_local.data_folder", lambda: tmp_path / "data")
    monkeypatch.setattr("refparse.zotero.save_online.data_folder", lambda: tmp_path / "data")
    path = tmp_path / "chapter.md"
    path.write_text(NOTES, encoding="utf-8")
    return str(path)


def test_the_works_go_into_the_running_zotero(document, capsys):
    zotero = LocalZotero(collection="Thesis")
    with serving(zotero) as address:
        assert run(["zotero", document, "--address", address, "--tag", "draft"]) == 0
    assert {item["title"] for item in zotero.items} == {"The Wool Trade", "The Historian's Craft"}
    assert all(item["tags"][-2:] == [{"tag": "draft"}, {"tag": "refparse: chapter"}] for item in zotero.items)
    assert all("Cited in" in item["notes"][0]["note"] for item in zotero.items)
    assert "2 works saved in My Library › Thesis" in capsys.readouterr().err


def test_a_second_run_says_that_they_are_there(document, capsys):
    zotero = LocalZotero()
    with serving(zotero) as address:
        run(["zotero", document, "--address", address])
        assert run(["zotero", document, "--address", address]) == 0
    assert len(zotero.items) == 2
    assert "0 works saved in My Library; 2 were there already" in capsys.readouterr().err


def test_an_old_zotero_gets_zotero_rdf(document):
    zotero = LocalZotero(takes_items=False)
    with serving(zotero) as address:
        assert run(["zotero", document, "--address", address]) == 0
    assert "The Wool Trade" in zotero.imported[0] and "rdf:RDF" in zotero.imported[0]


def test_the_works_go_online(document, monkeypatch, capsys):
    monkeypatch.setenv("ZOTERO_API_KEY", "secret-key-123")
    zotero = WebZotero()
    with serving(zotero) as address:
        assert run(["zotero", document, "--address", address, "--library", "users/12345", "--collection", "Three"]) == 0
    told = capsys.readouterr().err
    assert "2 works saved in users/12345 › Three" in told
    assert "secret-key-123" not in told
    assert sum(item["itemType"] == "book" for item in zotero.items.values()) == 2


def test_what_is_saved_online_has_an_address_there(document, monkeypatch, tmp_path):
    from refparse.zotero.records import Source
    from refparse.zotero.save_online import saved_uris

    monkeypatch.setenv("ZOTERO_API_KEY", "secret-key-123")
    zotero = WebZotero()
    with serving(zotero) as address:
        run(["zotero", document, "--address", address, "--library", "users/12345"])
    found = saved_uris(Source(name="chapter"), "users/12345", folder=tmp_path / "data")
    (key,) = [key for key, item in zotero.items.items() if item.get("title") == "The Wool Trade"]
    assert found["power1941wool"] == f"http://zotero.org/users/12345/items/{key}"


def test_without_a_key_nothing_is_read_and_the_way_to_one_is_told(monkeypatch, capsys):
    monkeypatch.delenv("ZOTERO_API_KEY", raising=False)
    assert run(["zotero", "missing.docx", "--library", "users/12345"]) == 2
    assert "ZOTERO_API_KEY" in capsys.readouterr().err


def test_no_zotero_is_one_line_and_no_traceback(document, capsys):
    assert run(["zotero", document, "--address", "http://127.0.0.1:9"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("refparse: Zotero does not answer") and len(told.splitlines()) == 1
