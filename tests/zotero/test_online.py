"""Works go into a library online: 50 at a time, never twice, and nothing is lost, whatever the network does."""

from __future__ import annotations

import itertools
import json

import pytest
from doubles import Reply, serving
from web_double import WebZotero
from works import BOOK, book, books

from refparse.errors import ZoteroError
from refparse.zotero.save_online import save_online
from refparse.zotero.web import api_key

DROPPED = Reply(0, drop=True)


@pytest.fixture
def waits():
    return []


@pytest.fixture
def save(tmp_path, waits):
    numbers = itertools.count(1)

    def run(zotero, items, library="users/12345", key="secret-key-123", **options):
        with serving(zotero) as address:
            return save_online(
                items, BOOK, library, key, address=address, folder=tmp_path, sleep=waits.append,
                new_token=lambda: f"token{next(numbers):05d}", **options,
            )  # fmt: skip

    return run


def _titles(zotero):
    return sorted(data["title"] for data in zotero.items.values() if data["itemType"] != "note")


def _notes(zotero):
    return [data for data in zotero.items.values() if data["itemType"] == "note"]


def _leftovers(tmp_path):
    return [json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "unsaved").glob("*.json")]


def test_works_and_their_notes_are_saved(save, tmp_path):
    zotero = WebZotero()
    saved = save(zotero, [book("The Wool Trade")])
    (note,) = _notes(zotero)
    parent = zotero.items[note["parentItem"]]
    assert (parent["title"], parent["tags"]) == ("The Wool Trade", [{"tag": "refparse: chapter3"}])
    assert (saved.saved, saved.diagnostics, saved.unsaved) == (("power1941trade",), (), "")
    assert _leftovers(tmp_path) == []


def test_fifty_go_in_one_request(save):
    zotero = WebZotero()
    save(zotero, books(120))
    assert [len(request.json) for request in zotero.writes] == [50, 50, 20, 50, 50, 20]
    assert len(_titles(zotero)) == len(_notes(zotero)) == 120


def test_every_request_has_a_write_token_of_its_own(save):
    zotero = WebZotero()
    save(zotero, books(120))
    assert len({request.headers["zotero-write-token"] for request in zotero.writes}) == 6


def test_a_collection_is_made_once_and_holds_the_items(save):
    zotero = WebZotero()
    save(zotero, books(2), collection="Chapter 3")
    save(zotero, [*books(2), book("Medieval People", 1924)], collection="Chapter 3")
    assert [data["name"] for data in zotero.collections.values()] == ["Chapter 3"]
    key = next(iter(zotero.collections))
    assert {tuple(data["collections"]) for data in zotero.items.values() if data["itemType"] != "note"} == {(key,)}


@pytest.mark.parametrize(
    ("fault", "waited"),
    [
        (Reply(429, "Too many", {"Retry-After": "7"}), 7),
        (Reply(503, "Busy", {"Retry-After": "9"}), 9),
        (Reply(503, "Busy"), 1),
        (Reply(500, "Oops"), 1),
        (Reply(409, "Library locked"), 1),
    ],
)
def test_a_busy_server_is_given_the_time_it_asks_for(save, waits, fault, waited):
    zotero = WebZotero(faults=[(fault, False)])
    save(zotero, [book("The Wool Trade", notes=())])
    assert _titles(zotero) == ["The Wool Trade"]
    assert waits == [waited]


def test_backoff_is_honoured_before_the_next_request(save, waits):
    zotero = WebZotero(faults=[(Reply(200, "", {"Backoff": "12"}), True)])
    save(zotero, books(60))
    assert waits == [12]


def test_who_asks_for_an_hour_gets_it_on_another_day(save, tmp_path):
    zotero = WebZotero(faults=[(Reply(429, "", {"Retry-After": "3600"}), False)])
    with pytest.raises(ZoteroError, match=r"wait 3600 seconds.*are sent the next time"):
        save(zotero, books(2))
    assert len(_leftovers(tmp_path)[0]["unsaved"]) == 4
    save(zotero, [])
    assert len(_titles(zotero)) == 2 and _leftovers(tmp_path) == []


@pytest.mark.parametrize("fault", [DROPPED, Reply(200, "{ malformed"), Reply(502, "Bad gateway"), Reply(200, "[]")])
def test_an_answer_lost_after_the_write_makes_no_second_copy(save, fault):
    zotero = WebZotero(faults=[(fault, True)])
    saved = save(zotero, books(3))
    assert len(_titles(zotero)) == 3 and len(_notes(zotero)) == 3
    assert len(saved.saved) == 3 and saved.diagnostics == ()
    first, second = zotero.writes[:2]
    assert first.headers["zotero-write-token"] == second.headers["zotero-write-token"]


def test_a_dropped_connection_before_the_write_is_sent_again(save):
    zotero = WebZotero(faults=[(DROPPED, False)])
    assert len(save(zotero, books(3)).saved) == 3
    assert len(_titles(zotero)) == 3


def test_a_run_that_broke_off_after_the_write_goes_on_without_a_second_copy(save, tmp_path):
    zotero = WebZotero(faults=[(DROPPED, True)] + [(DROPPED, False)] * 5)
    with pytest.raises(ZoteroError, match="are kept in"):
        save(zotero, books(60))
    assert len(zotero.items) == 50
    saved = save(zotero, books(60))
    assert len(_titles(zotero)) == 60 and len(_notes(zotero)) == 60
    assert len(saved.saved) == 60
    assert _leftovers(tmp_path) == []


def test_a_run_killed_between_two_requests_goes_on_where_it_was(save, tmp_path):
    class Killed(BaseException):
        pass

    def kill(done, total):
        raise Killed

    zotero = WebZotero()
    with pytest.raises(Killed):
        save(zotero, books(120), progress=kill)
    assert len(zotero.items) == 50
    saved = save(zotero, books(120))
    assert len(_titles(zotero)) == len(_notes(zotero)) == 120
    assert len({request.headers["zotero-write-token"] for request in zotero.writes}) == len(zotero.writes)
    assert len(saved.saved) + len(saved.already) == 120


def test_one_refused_item_in_fifty_is_told_and_kept_and_the_others_are_saved(save, tmp_path):
    bad = books(50)[20].item["title"]
    zotero = WebZotero(refused={bad: (400, "&#39;place&#39; is not a valid field")})
    saved = save(zotero, books(50))
    assert len(_titles(zotero)) == 49 and len(_notes(zotero)) == 49
    assert [(one.code, one.message) for one in saved.diagnostics] == [
        ("R801", f"not saved: {bad}: 'place' is not a valid field"),
        ("R801", f"not saved: a note of {bad}: its item was not saved"),
    ]
    (left,) = _leftovers(tmp_path)
    assert [each["data"].get("title", "note") for each in left["unsaved"]] == [bad, "note"]
    assert saved.unsaved


def test_what_was_refused_is_sent_again_the_next_time(save, tmp_path):
    zotero = WebZotero(refused={"The Wool Trade": (413, "Tag too long")})
    save(zotero, [book("The Wool Trade"), book("Medieval People", 1924)])
    zotero.refused.clear()
    saved = save(zotero, [book("The Wool Trade"), book("Medieval People", 1924)])
    assert saved.saved == ("power1941trade",)
    assert _titles(zotero) == ["Medieval People", "The Wool Trade"]
    assert _leftovers(tmp_path) == []


def test_a_refused_item_that_was_mended_meanwhile_is_not_sent_as_it_was(save):
    zotero = WebZotero(refused={"The Wool Trade": (400, "no")})
    first = book("The Wool Trade")
    save(zotero, [first])
    mended = type(first)(first.work, {**first.item, "title": "The Wool Trade in English History"}, first.notes)
    zotero.refused.clear()
    save(zotero, [mended])
    assert _titles(zotero) == ["The Wool Trade in English History"]


def test_a_request_too_large_is_cut_in_two(save):
    zotero = WebZotero(faults=[(Reply(413, "Too large"), False)])
    save(zotero, books(10))
    assert [len(request.json) for request in zotero.writes] == [10, 5, 5, 10]
    assert len(_titles(zotero)) == 10


def test_a_library_that_moved_on_gets_what_it_lacks(save):
    zotero = WebZotero(faults=[(Reply(412, "Library has been modified"), False)])
    assert len(save(zotero, books(3)).saved) == 3
    assert len(_titles(zotero)) == 3


def test_a_second_run_sends_nothing(save):
    zotero = WebZotero()
    save(zotero, books(3))
    sent = len(zotero.writes)
    saved = save(zotero, books(3))
    assert len(zotero.writes) == sent
    assert (saved.saved, len(saved.already)) == ((), 3)


def test_a_second_run_without_memory_makes_no_second_copies_either(save, tmp_path):
    zotero = WebZotero()
    save(zotero, books(3))
    (tmp_path / "users-12345.json").unlink()
    save(zotero, books(3))
    assert len(_titles(zotero)) == 3 and len(_notes(zotero)) == 3


def test_once_more_on_request(save):
    zotero = WebZotero()
    save(zotero, books(3))
    save(zotero, books(3), again=True)
    save(zotero, books(3), again=True)
    assert len(_titles(zotero)) == 9


def test_a_key_that_may_not_write_is_never_shown(save, tmp_path):
    zotero = WebZotero(key="another")
    with pytest.raises(ZoteroError, match="does not let your key write to users/12345") as caught:
        save(zotero, books(2))
    assert "secret-key-123" not in str(caught.value)
    assert all("secret-key-123" not in path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.json"))
    assert len(_leftovers(tmp_path)[0]["unsaved"]) == 4


def test_a_server_that_repeats_the_key_does_not_betray_it(save):
    zotero = WebZotero(faults=[(Reply(403, "secret-key-123 may not write"), False)])
    with pytest.raises(ZoteroError, match="may not write") as caught:
        save(zotero, books(2))
    assert "secret-key-123" not in str(caught.value)


def test_a_library_that_is_not_there_is_told(save):
    with pytest.raises(ZoteroError, match="has no library users/99"):
        save(WebZotero(), books(1), library="users/99")


@pytest.mark.parametrize("name", ["12345", "users/me", "users/12345/items", "users/0", ""])
def test_a_library_has_a_kind_and_a_number(save, name):
    with pytest.raises(ZoteroError, match="users/NUMBER"):
        save(WebZotero(), books(1), library=name)


def test_the_key_comes_from_the_environment_only(monkeypatch):
    monkeypatch.delenv("ZOTERO_API_KEY", raising=False)
    with pytest.raises(ZoteroError, match="ZOTERO_API_KEY"):
        api_key()
    monkeypatch.setenv("ZOTERO_API_KEY", " abc ")
    assert api_key() == "abc"
