"""The address of a work in a MODS file."""

import pytest

from refparse.model import Bibliography, Document, Field, Fields, Work
from refparse.model.variables import TITLE, URL
from refparse.write.export import write_bibliography


def mods(address: str) -> str:
    fields = Fields({TITLE: Field(value="Docks"), URL: Field(value=address)})
    work = Work(id="docks", type="book", fields=fields)
    return str(write_bibliography(Bibliography(document=Document(id="d"), works=(work,)), None, "mods")[0])


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/100%", "<url>https://example.org/100%25</url>"),
        ("https://example.org/a[1]?b=c#d", "<url>https://example.org/a%5B1%5D?b=c#d</url>"),
        ("see the web site", '<identifier type="uri">see the web site</identifier>'),
    ],
)
def test_an_address_is_a_valid_one_and_other_words_are_kept_beside(address: str, written: str) -> None:
    assert written in mods(address)
