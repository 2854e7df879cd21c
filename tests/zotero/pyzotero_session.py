"""A session of pyzotero with a server: ``python pyzotero_session.py ADDRESS KEY`` prints what came of each step as JSON.

It runs in an environment of its own, since pyzotero and refparse need different versions of bibtexparser.
"""

import copy
import json
import sys

from pyzotero import _client, zotero
from pyzotero import zotero_errors as errors

BOOK = {
    "itemType": "book", "title": "The Wool Trade", "date": "1941", "tags": [{"tag": "wool"}],
    "creators": [{"creatorType": "author", "firstName": "Eileen", "lastName": "Power"}],
    "collections": [], "relations": {},
}  # fmt: skip


def refusal(call):
    """Give the name of the error with which pyzotero reports a refusal; "" where it reports none."""
    try:
        call()
    except errors.PyZoteroError as error:
        return type(error).__name__
    return ""


def titled(title, **more):
    return {**copy.deepcopy(BOOK), "title": title, **more}


def session(library):
    """Do one thing after the other with a library, and give what was found, by what was asked."""
    found = {}
    made = library.create_items([titled("The Wool Trade"), titled("Medieval People")])
    wool, people = made["success"]["0"], made["success"]["1"]
    found["made"] = [made["successful"][place]["data"]["title"] for place in ("0", "1")]
    found["read"] = library.item(wool)["data"]
    found["titles"] = sorted(item["data"]["title"] for item in library.items())
    versions = library.item_versions()
    found["versions"] = sorted(versions.values())
    found["since the first"] = list(library.item_versions(since=min(versions.values()))) == [people]
    found["library's version"] = library.last_modified_version()

    mixed = library.create_items([titled("Good"), titled("Bad", place="London", reporter="U.S."), {"itemType": "tome"}])
    found["good and bad"] = [sorted(mixed["success"]), {at: told["code"] for at, told in mixed["failed"].items()}]
    found["key without version"] = library.create_items([titled("Mine", key="ABCD2345")])["failed"]["0"]["code"]
    found["51 items"] = refusal(lambda: library.create_items([BOOK] * 51))
    found["stale library"] = refusal(lambda: library.create_items([titled("Late")], last_modified=1))
    note = {"itemType": "note", "note": "<p>n. 3</p>", "tags": [], "collections": [], "relations": {}}
    library.create_items([note], parentid=wool)
    found["children"] = [child["data"]["note"] for child in library.children(wool)]
    found["top and all"] = [library.num_items(), library.count_items()]

    old = library.item(wool)
    changed = copy.deepcopy(old["data"])
    changed["title"] = "The Wool Trade in English Medieval History"
    found["updated"] = library.update_item(changed)
    found["after update"] = library.item(wool)["data"]["title"]
    found["stale update"] = refusal(lambda: library.update_item(old["data"]))
    current = library.item(wool)
    found["unchanged"] = library.create_items([current])["unchanged"] == {"0": wool}
    stale = library.create_items([{**old["data"], "title": "Older"}])
    found["stale in a list"] = stale["failed"]["0"]["code"]

    library.create_items([titled(f"Volume {at}") for at in range(1, 11)])
    pages = library.everything(library.items(limit=4))
    found["pages"] = len({item["key"] for item in pages}) == library.count_items()
    found["collection"] = library.create_collections([{"name": "Chapter 3"}])["success"].keys() == {"0"}
    found["collections"] = [one["data"]["name"] for one in library.collections()]

    found["deleted"] = library.delete_item(library.item(people))
    found["gone"] = refusal(lambda: library.item(people))

    fresh, _client.token = _client.token, lambda: "0123456789abcdef"
    library.create_items([titled("Once")])
    found["same token"] = refusal(lambda: library.create_items([titled("Once")]))
    _client.token = fresh
    found["once"] = sum(item["data"].get("title") == "Once" for item in library.everything(library.items()))
    return found


def main(address, key):
    """Print what came of the session, and what a wrong key comes to."""
    library = zotero.Zotero("12345", "user", key)
    stranger = zotero.Zotero("12345", "user", "another")
    library.endpoint = stranger.endpoint = address
    print(json.dumps({**session(library), "wrong key": refusal(stranger.items)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
