"""Works go into the Zotero that runs on this machine, each once, whatever happens on the way."""

from __future__ import annotations

import itertools
import re
import socket

import pytest
from doubles import LocalZotero, Reply, serving
from works import BOOK, book, books

from refparse.errors import ZoteroError
from refparse.zotero.records import Source
from refparse.zotero.save_local import save_to_zotero


@pytest.fixture
def save(tmp_path):
    numbers = itertools.count(1)

    def run(zotero, items, source=BOOK, **options):
        with serving(zotero) as address:
            return save_to_zotero(
                items, source, address=address, folder=tmp_path, new_id=lambda: f"session{next(numbers)}", **options
            )

    return run


def test_works_are_saved_with_their_notes_and_the_tag_of_the_document(save):
    zotero = LocalZotero()
    saved = save(zotero, [book("The Wool Trade")])
    assert [item["title"] for item in zotero.items] == ["The Wool Trade"]
    assert zotero.items[0]["notes"] == [{"note": "<p>Cited in note 1</p>"}]
    assert zotero.items[0]["tags"] == [{"tag": "refparse: chapter3"}]
    assert "collections" not in zotero.items[0]
    assert saved.saved == ("power1941trade",)


def test_the_answer_names_the_collection_selected_in_zotero(save):
    saved = save(LocalZotero(collection="Thesis"), [book("The Wool Trade")])
    assert saved.place == "My Library › Thesis"


def test_every_request_that_saves_has_a_session_of_its_own(save):
    zotero = LocalZotero()
    seen = []
    save(zotero, books(60), progress=lambda done, total: seen.append((done, total)))
    assert len(zotero.items) == 60
    assert len({item["session"] for item in zotero.items}) == 3
    assert seen == [(25, 60), (50, 60), (60, 60)]


def test_a_session_that_zotero_knows_is_changed_for_another(save):
    zotero = LocalZotero(sessions={"session1"})
    save(zotero, [book("The Wool Trade")])
    assert [item["session"] for item in zotero.items] == ["session2"]


def test_no_zotero_is_one_clear_error_that_says_what_to_do(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(ZoteroError, match="start Zotero on this machine"):
        save_to_zotero([book("The Wool Trade")], BOOK, address=address, folder=tmp_path)


def test_another_program_on_the_port_is_not_taken_for_zotero(save):
    class Other(LocalZotero):
        def answer(self, request):
            return Reply(200, "<html>A printer</html>")

    with pytest.raises(ZoteroError, match="is not Zotero"):
        save(Other(), [book("The Wool Trade")])


def test_a_read_only_library_is_named_as_such_and_nothing_is_remembered_as_saved(save):
    with pytest.raises(ZoteroError, match="read-only: click on My Library"):
        save(LocalZotero(editable=False), [book("The Wool Trade")])
    zotero = LocalZotero()
    assert save(zotero, [book("The Wool Trade")]).saved == ("power1941trade",)


def test_a_read_only_group_sends_the_items_to_my_library_and_says_so(save):
    class FallsBack(LocalZotero):
        def _session(self, session):
            self.editable = True
            return super()._session(session)

    saved = save(FallsBack(editable=False, library="Seminar"), [book("The Wool Trade")])
    assert saved.place == "My Library"
    assert [one.code for one in saved.diagnostics] == ["R805"]


def test_a_second_run_makes_no_second_copies(save):
    zotero = LocalZotero()
    save(zotero, books(3))
    saved = save(zotero, [*books(3), book("Medieval People", 1924)])
    assert len(zotero.items) == 4
    assert saved.saved == ("power1924people",)
    assert len(saved.already) == 3
    assert [one.code for one in saved.diagnostics] == ["R802"]


def test_the_same_document_is_known_under_another_name(save):
    zotero = LocalZotero()
    save(zotero, books(2), Source(name="draft", digest="same words"))
    assert save(zotero, books(2), Source(name="final", digest="same words")).saved == ()


def test_a_work_whose_title_was_mended_is_still_known(save):
    zotero = LocalZotero()
    first = book("The Wool Trade")
    save(zotero, [first])
    mended = type(first)(first.work, {**first.item, "title": "The Wool Trade in English Medieval History"}, first.notes)
    assert save(zotero, [mended]).saved == ()


def test_another_document_saves_the_same_work_for_itself(save):
    zotero = LocalZotero()
    save(zotero, [book("The Wool Trade")])
    save(zotero, [book("The Wool Trade")], Source(name="chapter4", digest="d2"))
    assert len(zotero.items) == 2


def test_once_more_on_request(save):
    zotero = LocalZotero()
    save(zotero, [book("The Wool Trade")])
    save(zotero, [book("The Wool Trade")], again=True)
    assert len(zotero.items) == 2


def test_zotero_itself_is_asked_where_it_may_be(save, tmp_path):
    zotero = LocalZotero(api=True)
    save(zotero, books(2))
    (tmp_path / "local-1.json").unlink()
    saved = save(zotero, books(3))
    assert len(zotero.items) == 3
    assert saved.saved == ("power15022",)
    assert [one.code for one in saved.diagnostics] == ["R802"]


def test_a_break_while_saving_is_not_answered_by_a_second_copy(save):
    zotero = LocalZotero(faults=[Reply(0, drop=True)])
    with pytest.raises(ZoteroError, match="that is not known: look in Zotero"):
        save(zotero, books(2))
    saved = save(zotero, books(2))
    assert len(zotero.items) == 2
    assert (saved.saved, len(saved.unsure)) == ((), 2)
    assert [one.code for one in saved.diagnostics] == ["R803", "R803", "R804"]


def test_after_a_break_zotero_says_what_arrived(save):
    zotero = LocalZotero(api=True, faults=[Reply(0, drop=True)])
    with pytest.raises(ZoteroError):
        save(zotero, books(2))
    saved = save(zotero, books(3))
    assert len(zotero.items) == 3
    assert len(saved.already) == 2 and len(saved.saved) == 1


def test_a_zotero_that_takes_no_items_gets_a_file(save):
    zotero = LocalZotero(takes_items=False)
    save(zotero, books(2), as_file=lambda works: "a file with " + ", ".join(works))
    assert zotero.imported == ["a file with power15000, power15011"]


def test_an_existing_collection_is_used_by_its_name(save):
    zotero = LocalZotero(targets=[{"id": "L1", "name": "Chapter 3"}, {"id": "C23", "name": "Chapter 3"}])
    saved = save(zotero, books(30), collection="Chapter 3")
    assert [target for _, target in zotero.moved] == ["C23", "C23"]
    assert saved.place == "My Library › Chapter 3"


def test_a_new_collection_is_made_in_zotero_10_where_the_user_allows_it(save):
    zotero = LocalZotero(version="10.0", api=True, writes=True)
    save(zotero, books(2), collection="Chapter 3")
    made = [target["id"] for target in zotero.targets if target["name"] == "Chapter 3"]
    assert len(made) == 1
    assert [target for _, target in zotero.moved] == made


@pytest.mark.parametrize(
    ("zotero", "words"),
    [
        (LocalZotero(), "tick “Allow other applications"),
        (LocalZotero(api=True), "only Zotero 10"),
        (LocalZotero(api=True, writes=True, allows=False), "did not allow"),
    ],
)
def test_where_no_collection_can_be_made_nothing_is_saved_and_the_way_out_is_told(save, zotero, words):
    with pytest.raises(ZoteroError, match=re.escape(words)):
        save(zotero, books(2), collection="Chapter 3")
    assert zotero.items == []


def test_the_request_is_none_that_zotero_refuses(save):
    zotero = LocalZotero()
    save(zotero, [book("The Wool Trade")])
    assert all(request.headers["user-agent"].startswith("refparse/") for request in zotero.requests)
    assert all("content-length" in request.headers for request in zotero.requests if request.method == "POST")


def test_a_damaged_memory_is_one_clear_error_before_anything_is_saved(save, tmp_path):
    (tmp_path / "local-1.json").write_text("{ half", encoding="utf-8")
    zotero = LocalZotero()
    with pytest.raises(ZoteroError, match=r"local-1\.json: is damaged"):
        save(zotero, [book("The Wool Trade")])
    assert zotero.items == []
